//! Who was just given which file: a player asks for a video in a hundred pieces, and one line of audit says it.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use kernel::{FileId, Instant, PersonId, TenantId};

/// How long further pieces belong to the line that was written.
const WINDOW: Duration = Duration::from_secs(600);
/// Entries that are kept at most; beyond that all are forgotten and the next pieces are audited once more.
const ENTRIES_MAX: usize = 10_000;

type Looked = (TenantId, PersonId, FileId);

#[derive(Debug, Default)]
pub(crate) struct Seen(Mutex<BTreeMap<Looked, Instant>>);

impl Seen {
    /// True when this person's look at this file was written down within the last ten minutes.
    pub(crate) fn lately(&self, looked: Looked, now: Instant) -> bool {
        let seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // A clock that was set back makes an entry of the future, which counts as none.
        seen.get(&looked).is_some_and(|at| *at <= now && now.since(*at) < WINDOW)
    }

    pub(crate) fn note(&self, looked: Looked, now: Instant) {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.len() >= ENTRIES_MAX {
            seen.retain(|_, at| *at <= now && now.since(*at) < WINDOW);
        }
        if seen.len() >= ENTRIES_MAX {
            seen.clear();
        }
        seen.insert(looked, now);
    }
}
