//! The closed lists of words that an activity is described with. The words are those of plan files, of storage and of
//! the API; the titles are what people read. Which kinds of activity there are, the plan says.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActivityMode {
    Online,
    Offline,
    Both,
}

impl ActivityMode {
    pub const ALL: [Self; 3] = [Self::Online, Self::Offline, Self::Both];

    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Online => "online",
            Self::Offline => "offline",
            Self::Both => "both",
        }
    }
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Online => "线上",
            Self::Offline => "线下",
            Self::Both => "线上线下",
        }
    }
}

/// What a visit to another unit found. A visit that found nothing is a visit all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActivityFound {
    Nothing,
    Something,
}

impl ActivityFound {
    pub const ALL: [Self; 2] = [Self::Nothing, Self::Something];

    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Something => "something",
        }
    }
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Nothing => "未发现问题",
            Self::Something => "发现问题",
        }
    }
}

/// Where a record stands. [`crate::model::State`] also carries since when, by whom and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActivityState {
    Draft,
    Submitted,
    Returned,
    Accepted,
    Withdrawn,
}

impl ActivityState {
    pub const ALL: [Self; 5] =
        [Self::Draft, Self::Submitted, Self::Returned, Self::Accepted, Self::Withdrawn];

    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Returned => "returned",
            Self::Accepted => "accepted",
            Self::Withdrawn => "withdrawn",
        }
    }
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Draft => "草稿",
            Self::Submitted => "待审核",
            Self::Returned => "已退回",
            Self::Accepted => "已通过",
            Self::Withdrawn => "已撤回",
        }
    }
}

/// Everything that can be done to a record; the history is a list of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActivityMove {
    Create,
    Save,
    Submit,
    Accept,
    Return,
    Overrule,
    Correct,
    Discard,
    Withdraw,
}

impl ActivityMove {
    pub const ALL: [Self; 9] = [
        Self::Create,
        Self::Save,
        Self::Submit,
        Self::Accept,
        Self::Return,
        Self::Overrule,
        Self::Correct,
        Self::Discard,
        Self::Withdraw,
    ];

    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Save => "save",
            Self::Submit => "submit",
            Self::Accept => "accept",
            Self::Return => "return",
            Self::Overrule => "overrule",
            Self::Correct => "correct",
            Self::Discard => "discard",
            Self::Withdraw => "withdraw",
        }
    }
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Create => "登记",
            Self::Save => "修改",
            Self::Submit => "提交",
            Self::Accept => "审核通过",
            Self::Return => "退回",
            Self::Overrule => "退回已计入的活动",
            Self::Correct => "发起更正",
            Self::Discard => "放弃更正",
            Self::Withdraw => "撤回",
        }
    }
}
