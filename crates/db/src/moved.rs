//! What units of work have moved, as far as this process knows by itself. On SQLite one server has a data folder and one
//! conductor writes, so whoever keeps something made from rows hears of every change without a statement. (Commands of the
//! terminal that write beside a server change neither units nor obligations: people, the trail, and copies.)

use std::{
    collections::{HashMap, VecDeque},
    sync::{Mutex, PoisonError},
};

use kernel::TenantId;
use uuid::Uuid;

/// One thing that was moved: whose, of which topic, and which.
pub(crate) type Moved = (TenantId, &'static str, Uuid);

/// What is remembered one by one; whoever was away for longer reads everything again.
const REMEMBERED: usize = 50_000;

/// A number for each topic that grows with every commit that moved something of it.
#[derive(Default)]
pub(crate) struct Log(Mutex<HashMap<(TenantId, &'static str), Topic>>);

#[derive(Default)]
struct Topic {
    number: i64,
    /// Oldest first, each with the number of its commit.
    recent: VecDeque<(i64, Uuid)>,
    /// The commits up to this one are not remembered one by one any more.
    forgotten: i64,
    /// A unit of work that is not yet committed has moved something.
    pending: bool,
}

impl Log {
    /// A unit of work is done and waits for its commit; the next one in the same transaction sees its rows.
    pub(crate) fn begin(&self, moves: &[Moved]) {
        let mut topics = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (tenant, topic, _) in moves {
            topics.entry((*tenant, topic)).or_default().pending = true;
        }
    }

    /// The transaction is over. Also said of one that failed: reading something again does no harm.
    pub(crate) fn end(&self, moves: &[Moved]) {
        let mut topics = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (tenant, topic, _) in moves {
            let topic = topics.entry((*tenant, topic)).or_default();
            if std::mem::take(&mut topic.pending) {
                topic.number += 1;
            }
        }
        for (tenant, topic, id) in moves {
            let topic = topics.entry((*tenant, topic)).or_default();
            topic.recent.push_back((topic.number, *id));
            if topic.recent.len() > REMEMBERED {
                topic.forgotten = topic.recent.pop_front().map_or(topic.forgotten, |(number, _)| number);
            }
        }
    }

    pub(crate) fn number(&self, tenant: TenantId, topic: &'static str) -> i64 {
        self.topic(tenant, topic, |topic| topic.number)
    }

    pub(crate) fn is_pending(&self, tenant: TenantId, topic: &'static str) -> bool {
        self.topic(tenant, topic, |topic| topic.pending)
    }

    /// The present number, and what was moved after that one; `None` when it is no longer known.
    pub(crate) fn since(
        &self,
        tenant: TenantId,
        topic: &'static str,
        number: i64,
    ) -> (i64, Option<Vec<Uuid>>) {
        self.topic(tenant, topic, |topic| {
            let known = number >= topic.forgotten;
            let after = topic.recent.iter().rev().take_while(|(moved, _)| *moved > number);
            (topic.number, known.then(|| after.map(|(_, id)| *id).collect()))
        })
    }

    fn topic<T>(&self, tenant: TenantId, topic: &'static str, get: impl Fn(&Topic) -> T) -> T {
        let topics = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        get(topics.get(&(tenant, topic)).unwrap_or(&Topic::default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TENANT: TenantId = TenantId(1);

    fn id(number: usize) -> Uuid {
        Uuid::from_u128(number as u128)
    }

    fn commit(log: &Log, ids: std::ops::Range<usize>) {
        let moves: Vec<Moved> = ids.map(|number| (TENANT, "board", id(number))).collect();
        log.begin(&moves);
        log.end(&moves);
    }

    #[test]
    fn who_comes_back_hears_what_was_moved_meanwhile() {
        let log = Log::default();
        assert_eq!(log.since(TENANT, "board", 0), (0, Some(Vec::new())));
        commit(&log, 1..3);
        commit(&log, 3..4);
        assert_eq!(log.since(TENANT, "board", 0), (2, Some(vec![id(3), id(2), id(1)])));
        assert_eq!(log.since(TENANT, "board", 1), (2, Some(vec![id(3)])));
        assert_eq!(log.since(TENANT, "board", 2), (2, Some(Vec::new())));
        assert_eq!(log.since(TENANT, "tree", 0), (0, Some(Vec::new())), "another topic");
        assert_eq!(log.since(TenantId(2), "board", 0), (0, Some(Vec::new())), "another authority");
    }

    #[test]
    fn who_was_away_for_too_long_is_told_so() {
        let log = Log::default();
        commit(&log, 0..10);
        commit(&log, 10..REMEMBERED);
        assert_eq!(log.since(TENANT, "board", 0).1.map(|ids| ids.len()), Some(REMEMBERED));
        commit(&log, REMEMBERED..REMEMBERED + 1);
        assert_eq!(log.since(TENANT, "board", 0), (3, None), "one of the first commit is forgotten");
        assert_eq!(log.since(TENANT, "board", 1).1.map(|ids| ids.len()), Some(REMEMBERED - 9));
    }

    #[test]
    fn what_waits_for_its_commit_is_known_to_wait() {
        let log = Log::default();
        let moves = [(TENANT, "board", id(1))];
        log.begin(&moves);
        assert!(log.is_pending(TENANT, "board"));
        assert_eq!(log.number(TENANT, "board"), 0);
        log.end(&moves);
        assert!(!log.is_pending(TENANT, "board"));
        assert_eq!(log.number(TENANT, "board"), 1);
    }
}
