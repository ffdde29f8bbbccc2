//! How the questions of a plan travel to a screen: the same shapes for duties and for registers.

use plan::document as paper;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One question. Which of the optional settings are present follows from `kind`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FormField {
    pub key: String,
    pub title: String,
    pub kind: FormFieldKind,
    pub required: bool,
    pub help: Option<String>,
    /// `integer`: the base unit, e.g. 人次.
    pub unit: Option<String>,
    pub min: Option<i64>,
    pub max: Option<i64>,
    pub max_chars: Option<u32>,
    /// `choice`: what can be chosen.
    pub options: Vec<FormOption>,
    /// `table`: the columns, none of which is a table itself.
    #[schema(no_recursion)]
    pub columns: Vec<FormField>,
    pub max_rows: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FormFieldKind {
    Text,
    LongText,
    Integer,
    Date,
    Choice,
    Table,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FormOption {
    pub value: String,
    pub title: String,
}

/// A place for files that prove what is said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FormEvidence {
    pub key: String,
    pub title: String,
    pub kind: FormEvidenceKind,
    pub required: bool,
    pub min: u32,
    pub max: u32,
    pub help: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FormEvidenceKind {
    Document,
    Pictures,
    Video,
}

impl From<&paper::Field> for FormField {
    fn from(field: &paper::Field) -> Self {
        let paper::Field {
            key,
            title,
            kind,
            required,
            help,
            unit,
            min,
            max,
            part_of: _,
            max_chars,
            options,
            columns,
            max_rows,
        } = field;
        Self {
            key: key.to_string(),
            title: title.to_string(),
            kind: match kind.value {
                paper::FieldType::Text => FormFieldKind::Text,
                paper::FieldType::LongText => FormFieldKind::LongText,
                paper::FieldType::Integer => FormFieldKind::Integer,
                paper::FieldType::Date => FormFieldKind::Date,
                paper::FieldType::Choice => FormFieldKind::Choice,
                paper::FieldType::Table => FormFieldKind::Table,
            },
            required: *required,
            help: help.as_ref().map(ToString::to_string),
            unit: unit.as_ref().map(ToString::to_string),
            min: min.as_ref().map(|min| min.value),
            max: max.as_ref().map(|max| max.value),
            max_chars: max_chars.as_ref().map(|max| max.value),
            options: options
                .iter()
                .map(|paper::Choice { value, title }| FormOption {
                    value: value.to_string(),
                    title: title.to_string(),
                })
                .collect(),
            columns: columns.iter().map(Self::from).collect(),
            max_rows: max_rows.as_ref().map(|max| max.value),
        }
    }
}

impl From<&paper::Evidence> for FormEvidence {
    fn from(evidence: &paper::Evidence) -> Self {
        let paper::Evidence { key, title, kind, required, min: _, max: _, help } = evidence;
        Self {
            key: key.to_string(),
            title: title.to_string(),
            kind: match kind.value {
                paper::EvidenceKind::Document => FormEvidenceKind::Document,
                paper::EvidenceKind::Pictures => FormEvidenceKind::Pictures,
                paper::EvidenceKind::Video => FormEvidenceKind::Video,
            },
            required: *required,
            min: evidence.least(),
            max: evidence.most(),
            help: help.as_ref().map(ToString::to_string),
        }
    }
}
