//! What a write says about itself, and who keeps it. The `audit` crate is the journal of a real installation.

use kernel::{Failure, PersonId, UnitId};
use serde_json::Value;

use crate::Write;

/// How it ended: failed logins and refused moves are entries too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Done,
    Refused,
}

/// One line of the journal before it is numbered and sealed.
#[derive(Clone, Debug)]
pub struct Entry {
    /// `capability.verb`, the same words as in the rights table.
    pub action: &'static str,
    pub outcome: Outcome,
    /// Nobody for what the system does by itself, and for logins that failed.
    pub person: Option<PersonId>,
    pub unit: Option<UnitId>,
    /// What it was done to: a kind and an id, e.g. `submission` and a UUID.
    pub subject: Option<(&'static str, String)>,
    /// Facts worth keeping. Never a password, a token, or personal data beyond what the act needs.
    pub detail: Value,
}

impl Entry {
    #[must_use]
    pub fn new(action: &'static str) -> Self {
        Self { action, outcome: Outcome::Done, person: None, unit: None, subject: None, detail: Value::Null }
    }
    #[must_use]
    pub fn refused(mut self) -> Self {
        self.outcome = Outcome::Refused;
        self
    }
    #[must_use]
    pub fn by(mut self, person: PersonId) -> Self {
        self.person = Some(person);
        self
    }
    #[must_use]
    pub fn at(mut self, unit: UnitId) -> Self {
        self.unit = Some(unit);
        self
    }
    #[must_use]
    pub fn on(mut self, kind: &'static str, id: impl std::fmt::Display) -> Self {
        self.subject = Some((kind, id.to_string()));
        self
    }
    #[must_use]
    pub fn with(mut self, detail: Value) -> Self {
        self.detail = detail;
        self
    }
}

/// Seals the entries of one write into the chain, inside its transaction.
#[async_trait::async_trait]
pub trait Journal: Send + Sync {
    async fn seal(&self, write: &Write, entries: Vec<Entry>) -> Result<(), Failure>;
}

/// For tests of foundations that have no audit table.
pub struct NoJournal;

#[async_trait::async_trait]
impl Journal for NoJournal {
    async fn seal(&self, _: &Write, _: Vec<Entry>) -> Result<(), Failure> {
        Ok(())
    }
}
