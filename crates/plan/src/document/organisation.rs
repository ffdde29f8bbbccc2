//! Tiers, posts, the leading group and the review chains.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Key, Ref};
use crate::{At, decode::list};

/// The kinds of units that the organisation tree knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// 省
    Province,
    /// 市
    City,
    /// 示范区、新区 that reports beside the cities
    SpecialZone,
    /// 县（市、区）
    County,
    /// 企业; attributes `producer=yes`, `seller=yes`, `licence`
    Enterprise,
    /// 生产线; attributes `line_type`, `capacity`, `people_max`
    Line,
    /// 库房
    Warehouse,
}

impl UnitKind {
    pub const ALL: [Self; 7] = [
        Self::Province,
        Self::City,
        Self::SpecialZone,
        Self::County,
        Self::Enterprise,
        Self::Line,
        Self::Warehouse,
    ];

    /// The word in files: `special_zone`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::City => "city",
            Self::SpecialZone => "special_zone",
            Self::County => "county",
            Self::Enterprise => "enterprise",
            Self::Line => "line",
            Self::Warehouse => "warehouse",
        }
    }

    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Province => "省",
            Self::City => "市",
            Self::SpecialZone => "示范区",
            Self::County => "县（市、区）",
            Self::Enterprise => "企业",
            Self::Line => "生产线",
            Self::Warehouse => "库房",
        }
    }

    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// A level of the organisation. Every kind of unit belongs to at most one tier.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    pub key: At<Key>,
    /// How the paper addresses the units of this tier: 各市工信部门.
    pub title: At<String>,
    #[serde(deserialize_with = "list")]
    pub kinds: Vec<At<UnitKind>>,
}

/// The posts that rights come from. Who holds them is no part of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PostRole {
    /// 领导小组办公室
    Office,
    /// 领导小组
    LeadingGroup,
    /// 市级填报员
    CityOfficer,
    /// 市级审核员
    CityReviewer,
    /// 企业安全管理员
    SafetyManager,
    /// 专家
    Expert,
    /// 系统管理员
    SystemAdmin,
    /// 安全管理员
    SecurityAdmin,
    /// 审计管理员
    AuditAdmin,
}

/// 领导小组, as the paper names it.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LeadingGroup {
    pub title: At<String>,
    /// Where its office sits.
    pub office: At<String>,
    pub clause: Ref,
    #[serde(deserialize_with = "list")]
    pub members: Vec<Member>,
}

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// 组长, 副组长, 成员
    pub role: At<String>,
    pub name: At<String>,
    /// The posts as printed: 省工信厅党组书记 厅长.
    pub posts: At<String>,
}

/// The steps that a submission or a record passes before it counts.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewChain {
    pub key: At<Key>,
    pub title: At<String>,
    /// Only the first step whose unit stands above the submitting one decides: an enterprise's city, a city's province.
    /// Nobody decides about their own house.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub first_above: bool,
    #[serde(deserialize_with = "list")]
    pub steps: Vec<ReviewStep>,
}

/// The unit that reviews is the submitting unit or its nearest ancestor in `tier`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewStep {
    pub key: At<Key>,
    pub title: At<String>,
    pub post: At<PostRole>,
    pub tier: Ref,
}
