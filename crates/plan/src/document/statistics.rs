//! What registers record and what is counted out of the facts that they publish.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Evidence, Field, Key, Ref, UnitKind};
use crate::{At, decode::list};

/// Which facts count. All conditions hold together; within a list any one will do; an empty list asks nothing.
/// [`crate::filter`] has the meaning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Filter {
    /// The register that publishes the facts: `activity`, `exposure`.
    pub family: At<String>,
    #[serde(default, deserialize_with = "list", skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<At<String>>,
    /// Facet name to the values that will do. Facets `unit_kind` and those that the register announces.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub facets: BTreeMap<At<String>, Vec<At<String>>>,
}

/// One kind of entry in the register of activities.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ActivityKind {
    pub key: At<Key>,
    pub title: At<String>,
    pub clause: Ref,
    pub quote: At<String>,
    /// Which of the figures that every kind can have are asked here.
    #[serde(default = "all_measures", deserialize_with = "list")]
    pub measures: Vec<At<BuiltInMeasure>>,
    /// Questions of this kind only. `integer` fields become measures of the fact and `choice` fields become facets.
    #[serde(default, deserialize_with = "list", skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    #[serde(default, deserialize_with = "list", skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// When given, the record names a unit of one of these kinds that it is about: the line that was inspected.
    #[serde(default, deserialize_with = "list", skip_serializing_if = "Vec::is_empty")]
    pub subject: Vec<At<UnitKind>>,
    /// A visit that found nothing is a visit all the same and counts for coverage.
    #[serde(default)]
    pub found_nothing_counts: bool,
    pub acceptance: At<Acceptance>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<At<String>>,
}

fn all_measures() -> Vec<At<BuiltInMeasure>> {
    BuiltInMeasure::ALL.into_iter().map(At::nowhere).collect()
}

/// The figures that the register of activities knows by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BuiltInMeasure {
    /// 场次
    Sessions,
    /// 人次
    Attendances,
    /// 人数
    Heads,
}

impl BuiltInMeasure {
    pub const ALL: [Self; 3] = [Self::Sessions, Self::Attendances, Self::Heads];

    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Sessions => "sessions",
            Self::Attendances => "attendances",
            Self::Heads => "heads",
        }
    }

    /// Title and base unit.
    #[must_use]
    pub fn title(self) -> (&'static str, &'static str) {
        match self {
            Self::Sessions => ("场次", "场次"),
            Self::Attendances => ("参与人次", "人次"),
            Self::Heads => ("参与人数", "人"),
        }
    }
}

/// When a record becomes a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Acceptance {
    /// As soon as it is entered.
    Automatic,
    /// When the last step of this review chain accepts it.
    Review(Ref),
}

/// A family of indicators that stays the same from year to year: learning, drill, exposure.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IndicatorGroup {
    pub key: At<Key>,
    pub title: At<String>,
}

/// A measure over facts.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    pub key: At<Key>,
    pub title: At<String>,
    pub group: Ref,
    pub clause: Ref,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<At<String>>,
    /// The base unit in which the integer is counted: 场次, 人次, 条.
    pub unit: At<String>,
    pub filter: Filter,
    /// `count` counts the facts; any other word adds up that measure of theirs.
    pub measure: At<String>,
    pub mode: At<IndicatorMode>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<At<String>>,
}

/// How the figures of several facts of one unit become one figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum IndicatorMode {
    /// Every fact adds to the figure (增量).
    Increment,
    /// Every fact states the figure so far, and the latest one of each unit holds (累计).
    Cumulative,
}

/// A statistics table that units confirm and the authority adds up.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Table {
    pub key: At<Key>,
    pub title: At<String>,
    pub clause: Ref,
    pub quote: At<String>,
    /// Facts of this phase are counted.
    pub phase: Ref,
    pub provenance: At<Provenance>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<At<String>>,
    #[serde(deserialize_with = "list")]
    pub sections: Vec<Section>,
}

/// Whether the table is the authority's own or ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Provenance {
    /// The authority published this table.
    Published,
    /// The published paper mentions a table without showing it; the rows are our reconstruction.
    Reconstructed,
}

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    pub title: At<String>,
    /// Indicators, in the order of the rows.
    #[serde(deserialize_with = "list")]
    pub rows: Vec<Ref>,
}
