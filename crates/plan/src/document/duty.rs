//! What is asked: deliver, quota or coverage; in which rhythm, by when.

use kernel::Day;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ClockTime, Days, Evidence, Field, Filter, Key, Predicate, Ref, UnitKind, Weekday};
use crate::{At, decode::list};

/// What the plan asks of a class of units (任务). Exactly one of `deliver`, `quota`, `coverage` is given.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    pub key: At<Key>,
    pub title: At<String>,
    pub clause: Ref,
    /// The phrase of the paper that creates the duty, literally.
    pub quote: At<String>,
    pub modality: At<Modality>,
    pub audience: Ref,
    /// When the duty runs, and the facts of which days count.
    pub window: At<Window>,
    pub rhythm: At<Rhythm>,
    /// `monthly`, `quarterly`, `half_yearly`: the first and the last period count from their first to their last day
    /// by the calendar, although the window cuts them. A drill in March meets the first half-year's duty of a
    /// campaign that begins in June.
    #[serde(default)]
    pub whole_periods: bool,
    pub due: Due,
    /// When it can be handed in at the earliest; the beginning of the period when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens: Option<At<Opening>>,
    /// How long after the deadline it is still taken as in time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grace: Option<At<Grace>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deliver: Option<At<Deliver>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quota: Option<At<Quota>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coverage: Option<At<Coverage>>,
    /// What those who carry it out should know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<At<String>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Modality {
    /// 必须
    Hard,
    /// 原则上
    Soft,
}

impl Modality {
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Hard => "hard",
            Self::Soft => "soft",
        }
    }

    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Hard => "必须",
            Self::Soft => "原则上",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Window {
    /// The days of a phase.
    Phase(Ref),
    /// Days of its own; both belong to the window.
    Days {
        #[schemars(with = "String")]
        from: At<Day>,
        #[schemars(with = "String")]
        to: At<Day>,
    },
}

/// How the duty repeats. Every occurrence is a period; periods outside the window do not exist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Rhythm {
    /// Once, due on this day, which may lie outside the window.
    Once {
        #[schemars(with = "String")]
        day: At<Day>,
    },
    /// Once, due on the last day of the window.
    Window,
    /// Every day.
    Daily,
    /// Every week on these days.
    Weekly {
        #[serde(deserialize_with = "list")]
        days: Vec<At<Weekday>>,
    },
    /// Every month, due on its last day.
    Monthly,
    /// Every month, due on this day of it, or on its last day when it is shorter.
    MonthlyOn {
        #[schemars(with = "u8", range(min = 1, max = 31))]
        day: At<i8>,
    },
    /// Every calendar quarter, due on its last day.
    Quarterly,
    /// Every calendar half-year, due on its last day.
    HalfYearly,
    /// Once, so long after the day of an event of the plan.
    AfterEvent { event: Ref, after: At<Days> },
    /// So long after the day of every record that the filter takes and whose day lies in the window. There is no
    /// instant until the record counts, so the compiler makes a template of it.
    AfterRecord {
        filter: Filter,
        /// Whose records: with `subtree` a city owes something after a record of an enterprise below it.
        #[serde(default)]
        scope: Scope,
        after: At<Days>,
    },
}

/// The instant on the day that the rhythm gives.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Due {
    /// How the deadline is shown. `{date}` becomes 6月23日, `{weekday}` 周三, `{time}` 15:00.
    pub text: At<String>,
    /// A clock time; the end of the day when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<At<ClockTime>>,
    /// Whether the named day (with `at`: the named instant) still counts. Must be given when the text says 前.
    /// Without it the day is lost: not inclusive is the last second before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inclusive: Option<At<bool>>,
    /// Why it was decided so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<At<String>>,
    /// So long after the day that the rhythm gives: the monthly report on the 5th of the next month is
    /// `monthly` with `after: {days: 5}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<At<Days>>,
}

/// When an obligation opens, always at the beginning of a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Opening {
    /// So long before the day of the deadline.
    Before(At<Days>),
    /// On this day. For duties that happen once.
    On(#[schemars(with = "String")] At<Day>),
}

/// How long after the deadline; days end at the same clock time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Grace {
    Hours(#[schemars(range(min = 0, max = 8784))] u16),
    Days(#[schemars(range(min = 0, max = 3660))] u16),
    WorkDays(#[schemars(range(min = 0, max = 3660))] u16),
}

/// 报送: a form with evidence is handed in and reviewed.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Deliver {
    #[serde(default, deserialize_with = "list", skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    #[serde(default, deserialize_with = "list", skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    pub zero_report: At<ZeroReport>,
    /// A sealed paper original (加盖公章的正式纸质文件) is wanted as well.
    pub paper: At<bool>,
    /// The submission carries the unit's confirmed figures of this table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statistics_table: Option<Ref>,
    pub review: Ref,
}

/// Whether “nothing to report” (零报告) is an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ZeroReport {
    Allowed,
    Not,
}

/// 数量: at least so many accepted facts.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Quota {
    #[schemars(range(min = 1))]
    pub at_least: At<u32>,
    pub filter: Filter,
    /// Whose facts count.
    #[serde(default)]
    pub scope: Scope,
    pub lacks: Lacks,
}

/// 覆盖: at least one accepted fact for each unit of these kinds below the unit.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Coverage {
    /// Kinds of the units to be covered, at any depth below.
    #[serde(deserialize_with = "list")]
    pub of: Vec<At<UnitKind>>,
    /// Only units of which this is true.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<At<Predicate>>,
    pub filter: Filter,
    /// Whose facts count.
    #[serde(default)]
    pub scope: Scope,
    pub lacks: Lacks,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Facts of the unit itself.
    #[default]
    Own,
    /// Facts of the unit and of all units below it.
    Subtree,
}

/// What people read when a quota or a coverage is not yet met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lacks {
    /// `{missing}` becomes the number that is missing.
    pub text: At<String>,
    /// Facts that nearly count, and what is missing from them. The first that fits is shown.
    #[serde(default, deserialize_with = "list", skip_serializing_if = "Vec::is_empty")]
    pub hints: Vec<Hint>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hint {
    /// A fact that this filter takes, in the window, and the quota's own filter does not.
    pub near: Filter,
    pub text: At<String>,
}
