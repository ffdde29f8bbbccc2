//! The statement itself.

use std::collections::BTreeMap;

use kernel::{CampaignId, Day, Id, Instant, UnitId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Names what a [`FactId`] points at.
pub enum Fact {}
pub type FactId = Id<Fact>;

/// The record that a fact comes from: the register's own word for it and its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    pub kind: &'static str,
    pub id: Uuid,
}

/// A statement before it is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFact {
    pub campaign: CampaignId,
    /// The register's family, e.g. `activity`.
    pub family: String,
    pub kind: String,
    /// Who did it.
    pub unit: UnitId,
    /// Whom it concerns, where that is another unit: the line or warehouse that was visited.
    pub subject: Option<UnitId>,
    pub day: Day,
    /// What people read in the list behind a figure.
    pub title: String,
    pub content: Content,
}

/// Facets are words, measures whole numbers in their base unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    #[serde(default)]
    pub facets: BTreeMap<String, String>,
    #[serde(default)]
    pub measures: BTreeMap<String, i64>,
}

/// A statement that was published and perhaps ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    pub id: FactId,
    pub fact: NewFact,
    pub source_kind: String,
    pub source_id: Uuid,
    pub published_at: Instant,
    pub ended_at: Option<Instant>,
}

/// Whether the filter takes the fact, in the plan's own words. Registers put the kind of the acting unit into the
/// facet `unit_kind`.
#[must_use]
pub fn matches(filter: &plan::document::Filter, fact: &NewFact, window: plan::DaySpan) -> bool {
    filter.matches(&seen(fact), window)
}

/// What a fact is to a duty that is met by facts, whatever the period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit<'a> {
    Counts,
    /// It nearly counts, and this is missing from it, in the plan's words.
    Nearly(&'a str),
}

/// The first of the plan's hints that fits says what is missing. The window differs from period to period and is
/// compared by the caller.
#[must_use]
pub fn fit<'a>(
    filter: &plan::document::Filter,
    lacks: &'a plan::document::Lacks,
    fact: &NewFact,
) -> Option<Fit<'a>> {
    let any_day = plan::DaySpan { from: fact.day, to: fact.day };
    if matches(filter, fact, any_day) {
        return Some(Fit::Counts);
    }
    let hint = lacks.hints.iter().find(|hint| matches(&hint.near, fact, any_day));
    hint.map(|hint| Fit::Nearly(hint.text.as_str()))
}

/// What the fact adds to an indicator of this measure; nothing when it does not carry the measure.
#[must_use]
pub fn measured(measure: &str, fact: &NewFact) -> Option<i64> {
    plan::measured(measure, &seen(fact))
}

/// The fact as the plan's words look at it.
#[must_use]
pub fn seen(fact: &NewFact) -> plan::FactView<'_> {
    plan::FactView {
        family: &fact.family,
        kind: &fact.kind,
        // Filters ask about kinds and facets; which unit it was is settled by ids, not by keys.
        unit: "",
        unit_kind: fact.content.facets.get("unit_kind").map_or("", String::as_str),
        subject: None,
        day: fact.day,
        facets: &fact.content.facets,
        measures: &fact.content.measures,
    }
}
