//! What a form asks: fields and evidence.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Key;
use crate::{At, decode::list};

/// One question of a form. Which of the optional settings are allowed follows from `type`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Field {
    pub key: At<Key>,
    pub title: At<String>,
    #[serde(rename = "type")]
    pub kind: At<FieldType>,
    #[serde(default)]
    pub required: bool,
    /// One sentence of help under the field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<At<String>>,
    /// `integer`: the base unit, e.g. 人次.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<At<String>>,
    /// `integer`: the least value; 0 when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<At<i64>>,
    /// `integer`: the greatest value; 9007199254740992 (2^53) when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<At<i64>>,
    /// `integer`: the field of the same form whose figure this one is a part of, e.g. 已整改 of 发现隐患. More than the
    /// whole is asked about and not refused: what was found earlier may be mended now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<At<Key>>,
    /// `text`, `long_text`: the most characters; 500 and 20000 when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_chars: Option<At<u32>>,
    /// `choice`: what can be chosen.
    #[serde(default, deserialize_with = "list", skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Choice>,
    /// `table`: the columns, which are fields themselves but not tables.
    #[serde(default, deserialize_with = "list", skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Field>,
    /// `table`: the most rows; 200 when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_rows: Option<At<u32>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FieldType {
    /// One line.
    Text,
    LongText,
    /// A whole number in its base unit.
    Integer,
    Date,
    Choice,
    Table,
}

impl FieldType {
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::LongText => "long_text",
            Self::Integer => "integer",
            Self::Date => "date",
            Self::Choice => "choice",
            Self::Table => "table",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub value: At<Key>,
    pub title: At<String>,
}

/// Files that prove what is said.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    pub key: At<Key>,
    pub title: At<String>,
    pub kind: At<EvidenceKind>,
    /// Without the least number of files the form cannot be sent.
    #[serde(default)]
    pub required: bool,
    /// The least number of files, once there are any; 1 when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<At<u32>>,
    /// The most files; 20 when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<At<u32>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<At<String>>,
}

impl Evidence {
    /// The least number of files when there are any.
    #[must_use]
    pub fn least(&self) -> u32 {
        self.min.as_ref().map_or(1, |min| min.value)
    }

    /// The most files.
    #[must_use]
    pub fn most(&self) -> u32 {
        self.max.as_ref().map_or(20, |max| max.value)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// 文档
    Document,
    /// 图片
    Pictures,
    /// 视频
    Video,
}
