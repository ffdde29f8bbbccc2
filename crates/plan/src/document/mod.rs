//! The plan file, format 1, as Rust types. `docs/plan-format.md` is the reference for people; the JSON Schema in
//! `plans/plan.schema.json` is generated from these types.
//!
//! Keys are English, texts Chinese. Whatever a check may want to point at keeps its place ([`At`]). Unknown keys are
//! refused. A `Vec` that may be left out of the file is empty then.

mod audience;
mod duty;
mod form;
mod organisation;
mod statistics;
mod words;

pub use audience::{Attribute, Audience, Predicate};
pub use duty::{
    Coverage, Deliver, Due, Duty, Grace, Hint, Lacks, Modality, Opening, Quota, Rhythm, Scope, Window,
    ZeroReport,
};
pub use form::{Choice, Evidence, EvidenceKind, Field, FieldType};
pub use organisation::{LeadingGroup, Member, PostRole, ReviewChain, ReviewStep, Tier, UnitKind};
pub use statistics::{
    Acceptance, ActivityKind, BuiltInMeasure, Filter, Indicator, IndicatorGroup, IndicatorMode, Provenance,
    Section, Table,
};
pub use words::{ClockTime, Days, Key, Ref, Weekday};

use kernel::Day;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{At, decode::list};

/// One plan of one authority: who owes what, by when, how many at least, proven how, reviewed by whom, added up into
/// which table (活动方案).
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// The version of this file format. This program reads version 1.
    #[schemars(range(min = 1, max = 1))]
    pub format: At<u32>,
    /// Names the plan in addresses and file names, e.g. `liaoning-2021`. The same for every later edition of the
    /// same plan.
    pub key: At<Key>,
    /// The title as printed.
    pub title: At<String>,
    /// Who issues the plan and runs the campaign.
    pub authority: Authority,
    /// The day on which the plan was made public. Deadlines before it are legal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub published: Option<At<Day>>,
    /// The paper that the quotes are taken from.
    pub source: Source,
    /// What the campaign calls itself at each tier: a city may run it under a name of its own.
    #[serde(default, deserialize_with = "list", skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<Name>,
    pub theme: Theme,
    /// The papers of higher authorities that the plan carries out.
    #[serde(default, deserialize_with = "list", skip_serializing_if = "Vec::is_empty")]
    pub upper_documents: Vec<UpperDocument>,
    /// The stretches of time that duties and tables refer to.
    #[serde(deserialize_with = "list")]
    pub phases: Vec<Phase>,
    /// Declared days such as the consult day, which rhythms may count from.
    #[serde(default, deserialize_with = "list", skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<Event>,
    /// The levels of the organisation, from the top.
    #[serde(deserialize_with = "list")]
    pub tiers: Vec<Tier>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leading_group: Option<LeadingGroup>,
    /// Who looks at what is handed in, step by step.
    #[serde(default, deserialize_with = "list", skip_serializing_if = "Vec::is_empty")]
    pub review_chains: Vec<ReviewChain>,
    /// Classes of units that duties are addressed to.
    #[serde(deserialize_with = "list")]
    pub audiences: Vec<Audience>,
    /// The clauses of the paper as a tree.
    #[serde(deserialize_with = "list")]
    pub clauses: Vec<Clause>,
    /// What is asked of whom.
    #[serde(deserialize_with = "list")]
    pub duties: Vec<Duty>,
    /// What the register of activities accepts.
    #[serde(default, deserialize_with = "list", skip_serializing_if = "Vec::is_empty")]
    pub activity_kinds: Vec<ActivityKind>,
    /// The stable families under which indicators of different years can be compared.
    #[serde(default, deserialize_with = "list", skip_serializing_if = "Vec::is_empty")]
    pub indicator_groups: Vec<IndicatorGroup>,
    #[serde(default, deserialize_with = "list", skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<Indicator>,
    #[serde(default, deserialize_with = "list", skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<Table>,
    /// When somebody is reminded or urged. Data only: the compiler does not look at it.
    #[serde(default, deserialize_with = "list", skip_serializing_if = "Vec::is_empty")]
    pub reminders: Vec<Reminder>,
    /// Clauses that create no duty, activity kind or indicator, with the reason.
    #[serde(default, deserialize_with = "list", skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
}

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Authority {
    pub name: At<String>,
    /// The key of the unit at the top of the tree that runs the campaign.
    pub unit: At<Key>,
}

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub title: At<String>,
    /// Where the text of the paper lies, relative to the plan file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<At<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<At<String>>,
    /// What a reader of the plan should know about how it was made from the paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<At<String>>,
}

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Name {
    pub tier: Ref,
    pub name: At<String>,
    #[serde(default, deserialize_with = "list", skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<At<String>>,
}

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// 主题, in the form of the official notice.
    pub text: At<String>,
    /// 第几个, e.g. 20 for “第20个全国安全生产月”.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ordinal: Option<At<u32>>,
}

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UpperDocument {
    pub key: At<Key>,
    pub issuer: At<String>,
    pub title: At<String>,
    /// 发文字号, with hexagonal brackets 〔〕.
    pub number: At<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    pub key: At<Key>,
    pub title: At<String>,
    /// First day.
    #[schemars(with = "String")]
    pub from: At<Day>,
    /// Last day; it belongs to the phase.
    #[schemars(with = "String")]
    pub to: At<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<At<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<At<String>>,
}

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Event {
    pub key: At<Key>,
    pub title: At<String>,
    #[schemars(with = "String")]
    pub day: At<Day>,
    pub clause: Ref,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<At<String>>,
}

/// A numbered part of the paper. A clause without children should be named by a duty, an activity kind, an indicator
/// or a note.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    pub key: At<Key>,
    /// As the paper counts: 三（三）.
    pub number: At<String>,
    pub title: At<String>,
    /// The first words of the clause, literally.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<At<String>>,
    #[serde(default, deserialize_with = "list", skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<Clause>,
}

/// A clause that creates nothing to count, and why.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Note {
    pub clause: Ref,
    pub quote: At<String>,
    pub text: At<String>,
}

/// One rule of reminding: 提醒, 催办, 督办, 通报.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reminder {
    pub key: At<Key>,
    pub title: At<String>,
    pub kind: At<ReminderKind>,
    /// The duties it is about; none means all.
    #[serde(default, deserialize_with = "list", skip_serializing_if = "Vec::is_empty")]
    pub duties: Vec<Ref>,
    pub moment: At<ReminderMoment>,
    pub at: At<ClockTime>,
    /// The posts that are told.
    #[serde(deserialize_with = "list")]
    pub to: Vec<At<PostRole>>,
    /// The tier in which those posts are held: the unit itself or its nearest ancestor in that tier. The unit itself
    /// when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<Ref>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReminderKind {
    /// 提醒
    Remind,
    /// 催办
    Urge,
    /// 督办
    Supervise,
    /// 通报
    Circulate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReminderMoment {
    /// When the obligation opens.
    OnOpening,
    /// So long before the deadline, if nothing was handed in.
    Before(Days),
    /// So long after the deadline, if nothing was handed in.
    After(Days),
    /// When what was handed in comes back.
    OnReturn,
}
