//! The closed lists of words that a case is described with. The words are those of plan files, of storage and of the
//! API; the titles are what people read.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExposureKind {
    TypicalCase,
    NegativeCase,
}

impl ExposureKind {
    pub const ALL: [Self; 2] = [Self::TypicalCase, Self::NegativeCase];

    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::TypicalCase => "typical_case",
            Self::NegativeCase => "negative_case",
        }
    }
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::TypicalCase => "典型案例",
            Self::NegativeCase => "负面案例",
        }
    }
}

/// How the unit learnt of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExposureSource {
    Inspection,
    Tip,
    Accident,
    Other,
}

impl ExposureSource {
    pub const ALL: [Self; 4] = [Self::Inspection, Self::Tip, Self::Accident, Self::Other];

    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Inspection => "inspection",
            Self::Tip => "tip",
            Self::Accident => "accident",
            Self::Other => "other",
        }
    }
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Inspection => "检查发现",
            Self::Tip => "群众举报",
            Self::Accident => "事故",
            Self::Other => "其他",
        }
    }
}

/// Where it was published. The plan's quota names the classes that count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MediaClass {
    CityMainstreamMedia,
    DepartmentSite,
    OtherMedia,
}

impl MediaClass {
    pub const ALL: [Self; 3] = [Self::CityMainstreamMedia, Self::DepartmentSite, Self::OtherMedia];

    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::CityMainstreamMedia => "city_mainstream_media",
            Self::DepartmentSite => "department_site",
            Self::OtherMedia => "other_media",
        }
    }
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::CityMainstreamMedia => "市级主流媒体",
            Self::DepartmentSite => "部门官网",
            Self::OtherMedia => "其他媒体",
        }
    }
}

/// Where a case stands. [`crate::model::State`] also carries since when, by whom and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExposureState {
    Draft,
    Submitted,
    Returned,
    Confirmed,
    Withdrawn,
}

impl ExposureState {
    pub const ALL: [Self; 5] =
        [Self::Draft, Self::Submitted, Self::Returned, Self::Confirmed, Self::Withdrawn];

    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Returned => "returned",
            Self::Confirmed => "confirmed",
            Self::Withdrawn => "withdrawn",
        }
    }
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Draft => "草稿",
            Self::Submitted => "待审核",
            Self::Returned => "已退回",
            Self::Confirmed => "已核对",
            Self::Withdrawn => "已撤回",
        }
    }
}

/// Everything that can be done to a case; the history is a list of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExposureMove {
    Create,
    Save,
    Submit,
    Confirm,
    Return,
    Overrule,
    Correct,
    Discard,
    Report,
    Withdraw,
}

impl ExposureMove {
    pub const ALL: [Self; 10] = [
        Self::Create,
        Self::Save,
        Self::Submit,
        Self::Confirm,
        Self::Return,
        Self::Overrule,
        Self::Correct,
        Self::Discard,
        Self::Report,
        Self::Withdraw,
    ];

    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Save => "save",
            Self::Submit => "submit",
            Self::Confirm => "confirm",
            Self::Return => "return",
            Self::Overrule => "overrule",
            Self::Correct => "correct",
            Self::Discard => "discard",
            Self::Report => "report",
            Self::Withdraw => "withdraw",
        }
    }
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Create => "登记",
            Self::Save => "修改",
            Self::Submit => "提交",
            Self::Confirm => "核对通过",
            Self::Return => "退回",
            Self::Overrule => "上级退回",
            Self::Correct => "发起更正",
            Self::Discard => "放弃更正",
            Self::Report => "向省厅报送",
            Self::Withdraw => "撤回",
        }
    }
}
