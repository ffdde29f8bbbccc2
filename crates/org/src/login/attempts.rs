//! Lock-out: wrong passwords in a row lock a name for a while, whether or not somebody bears it.
//!
//! A row belongs to the digest of what was typed, never to a person, so an outsider cannot tell a known name from an
//! unknown one by trying.

use std::time::Duration;

use config::Login;
use db::{Reader, Write};
use kernel::{Failure, Instant, PersonId, text::folded};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set,
    sea_query::OnConflict,
};

use super::secret;
use crate::rows::login_attempt as row;

/// Failures in a row under one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Attempts {
    pub failures: i64,
    pub last_at: Instant,
    pub locked_until: Option<Instant>,
}

const fn minutes(n: u32) -> Duration {
    Duration::from_secs(n as u64 * 60)
}

impl Attempts {
    /// Nothing has happened yet.
    pub(crate) const fn none(now: Instant) -> Self {
        Self { failures: 0, last_at: now, locked_until: None }
    }

    /// Whole seconds until the name may be tried again, rounded up; `None` when it is not locked.
    pub(crate) fn locked_for_s(self, now: Instant) -> Option<u64> {
        let until = self.locked_until.filter(|until| *until > now)?;
        Some(until.since(now).as_micros().div_ceil(1_000_000).try_into().unwrap_or(u64::MAX))
    }

    /// After one more failure. A lock that has run out, or a pause longer than the window, starts the count anew.
    #[must_use]
    pub(crate) fn failed(self, now: Instant, rules: &Login) -> Self {
        let paused = now.since(self.last_at) > minutes(rules.failures_window_minutes);
        let served = self.locked_until.is_some_and(|until| until <= now);
        let failures = if paused || served { 1 } else { self.failures + 1 };
        let locked = failures >= i64::from(rules.failures_max);
        Self { failures, last_at: now, locked_until: locked.then(|| now.plus(minutes(rules.lock_minutes))) }
    }
}

/// The key under which attempts on a name are kept.
pub(crate) fn key(login: &str) -> String {
    secret::digest(&format!("login attempt {}", folded(login)))
}

/// The key under which attempts on the codes of a person are kept.
pub(crate) fn key_of_codes(person: PersonId) -> String {
    secret::digest(&format!("second factor attempt {person}"))
}

/// What has happened under this name.
pub(crate) async fn look(reader: &impl Reader, key: &str) -> Result<Attempts, Failure> {
    let row = row::Entity::find_by_id(key.to_owned()).one(reader.conn()).await?;
    Ok(row.map_or(Attempts::none(reader.now()), Attempts::from))
}

impl From<row::Model> for Attempts {
    fn from(row: row::Model) -> Self {
        let row::Model { digest: _, failures, last_at, locked_until } = row;
        Self { failures, last_at, locked_until }
    }
}

/// A row that was waited for may be gone once it is free; a success or the tidying removed it. More than a few times in
/// a row is something else.
const HOLD_TRIES: usize = 5;

/// As [`look`], and nobody else counts under this name until the end of the write.
pub(crate) async fn hold(write: &Write, key: &str) -> Result<Attempts, Failure> {
    for _ in 0..HOLD_TRIES {
        let fresh = row::ActiveModel {
            digest: Set(key.to_owned()),
            failures: Set(0),
            last_at: Set(write.now()),
            locked_until: Set(None),
        };
        let keep = OnConflict::column(row::Column::Digest).do_nothing().to_owned();
        row::Entity::insert_many([fresh]).on_conflict(keep).exec_without_returning(write.conn()).await?;
        let held = row::Entity::find_by_id(key.to_owned()).lock_exclusive().one(write.conn()).await?;
        if let Some(row) = held {
            return Ok(Attempts::from(row));
        }
    }
    Err(Failure::Unavailable { cause: "the attempts under one name are removed again and again".to_owned() })
}

/// Counts one more failure; answers what it led to.
pub(crate) async fn fail(
    write: &Write,
    key: &str,
    before: Attempts,
    rules: &Login,
) -> Result<Attempts, Failure> {
    let after = before.failed(write.now(), rules);
    let found = row::Entity::find_by_id(key.to_owned()).one(write.conn()).await?;
    let mut active = found
        .ok_or_else(|| Failure::internal("attempts are held before they are counted"))?
        .into_active_model();
    active.failures = Set(after.failures);
    active.last_at = Set(after.last_at);
    active.locked_until = Set(after.locked_until);
    active.update(write.conn()).await?;
    forget_old(write, rules).await?;
    Ok(after)
}

/// A success ends the row of failures; so does an administrator who gives a new password.
pub(crate) async fn forget(write: &Write, key: &str) -> Result<(), Failure> {
    row::Entity::delete_by_id(key.to_owned()).exec(write.conn()).await?;
    Ok(())
}

/// Names that nobody has tried for long are forgotten, so that guessing cannot fill the disk for ever.
async fn forget_old(write: &Write, rules: &Login) -> Result<(), Failure> {
    let kept = minutes(rules.failures_window_minutes.max(rules.lock_minutes));
    row::Entity::delete_many()
        .filter(row::Column::LastAt.lt(write.now().minus(kept)))
        .exec(write.conn())
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails at each of these minutes; answers the count and the seconds of the lock after each.
    fn check(at_minutes: &[i64]) -> Vec<(i64, Option<u64>)> {
        let rules =
            Login { failures_max: 3, failures_window_minutes: 15, lock_minutes: 10, ..Login::default() };
        let mut attempts = Attempts::none(Instant::from_micros(0));
        let mut out = Vec::new();
        for minute in at_minutes {
            let now = Instant::from_micros(minute * 60_000_000);
            attempts = attempts.failed(now, &rules);
            out.push((attempts.failures, attempts.locked_for_s(now)));
        }
        out
    }

    #[test]
    fn failures_in_a_row_lock_and_pauses_forgive() {
        assert_eq!(check(&[0, 1, 2]), [(1, None), (2, None), (3, Some(600))]);
        assert_eq!(check(&[0, 1, 17, 18]), [(1, None), (2, None), (1, None), (2, None)]);
        assert_eq!(check(&[0, 15, 30]), [(1, None), (2, None), (3, Some(600))]);
        // Once the lock is over, there is again room for a forgotten Caps Lock.
        assert_eq!(check(&[0, 1, 2, 12]), [(1, None), (2, None), (3, Some(600)), (1, None)]);
        // Two people who type at the same time as the third failure only make it longer.
        assert_eq!(check(&[0, 1, 2, 3]), [(1, None), (2, None), (3, Some(600)), (4, Some(600))]);
    }

    #[test]
    fn a_lock_ends_to_the_microsecond_and_is_told_in_whole_seconds() {
        let until = Instant::from_micros(10_000_000);
        let attempts = Attempts { failures: 5, last_at: Instant::from_micros(0), locked_until: Some(until) };
        for (micros, told) in [(0, Some(10)), (9_000_001, Some(1)), (9_999_999, Some(1)), (10_000_000, None)]
        {
            assert_eq!(attempts.locked_for_s(Instant::from_micros(micros)), told, "{micros}");
        }
    }

    #[test]
    fn the_same_name_in_another_spelling_has_the_same_key() {
        assert_eq!(key("Zhang San"), key("ｚｈａｎｇsan"));
        assert_ne!(key("zhangsan"), key("lisi"));
    }
}
