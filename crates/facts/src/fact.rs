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
