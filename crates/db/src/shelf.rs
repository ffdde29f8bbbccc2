//! What a process has made from rows and keeps, so that not every request makes it again: each thing with the number of
//! the state that it was made from. Whoever changes the rows moves the number in the same transaction, so a look only has
//! to ask for one number to know that what is kept still holds, also beside other processes. A process that is the only
//! one to write (SQLite) counts by itself ([`crate::moved`]) and asks nothing.

use std::{
    any::{Any, TypeId},
    collections::{BTreeSet, HashMap},
    future::Future,
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use kernel::{Failure, TenantId};
use uuid::Uuid;

use crate::moved::Log;

type Thing = Arc<dyn Any + Send + Sync>;

/// The things of every tenant. The newest state wins its place.
#[derive(Default)]
pub(crate) struct Kept {
    things: RwLock<HashMap<(TypeId, TenantId), (i64, Thing)>>,
    pub(crate) log: Log,
}

/// The kept things as one look or one unit of work sees them.
pub struct Shelf {
    kept: Arc<Kept>,
    tenant: TenantId,
    /// A unit of work may see rows that are never committed: those that it has changed itself, and those of others that
    /// wait for the same commit. Of what nobody has changed it sees what is committed.
    works: bool,
    /// No other process writes, so the log knows every change.
    alone: bool,
    /// Nothing that was asked for changes under the reader's feet: a look is one moment, and SQLite has one writer.
    /// A unit of work on PostgreSQL may have waited for a lock since, and asks again.
    steady: bool,
    spoiled: Mutex<BTreeSet<&'static str>>,
    seen: Mutex<HashMap<TypeId, Thing>>,
}

/// Changes that may come while a thing is made, before the reader goes without it.
const ATTEMPTS: usize = 3;

impl Shelf {
    pub(crate) fn of_look(kept: Arc<Kept>, tenant: TenantId, alone: bool) -> Self {
        Self {
            kept,
            tenant,
            works: false,
            alone,
            steady: true,
            spoiled: Mutex::default(),
            seen: Mutex::default(),
        }
    }

    /// One conductor gives every unit of work its turn where the process is alone, so nothing changes under its feet.
    pub(crate) fn of_work(kept: Arc<Kept>, tenant: TenantId, alone: bool) -> Self {
        Self { works: true, steady: alone, ..Self::of_look(kept, tenant, alone) }
    }

    /// The thing of the present state; `None` when the reader has to ask the rows: this unit of work has changed them, or
    /// one that waits for the same commit, or beside other processes nobody has made the thing yet.
    /// `state` is asked beside other processes only.
    pub async fn get<T, S, M>(
        &self,
        topic: &'static str,
        state: impl Fn() -> S,
        make: impl Fn() -> M,
    ) -> Result<Option<Arc<T>>, Failure>
    where
        T: Send + Sync + 'static,
        S: Future<Output = Result<i64, Failure>>,
        M: Future<Output = Result<T, Failure>>,
    {
        if self.is_spoiled(topic) {
            return Ok(None);
        }
        if let Some(seen) = self.seen() {
            return Ok(Some(seen));
        }
        if self.alone && self.works && self.kept.log.is_pending(self.tenant, topic) {
            return Ok(None);
        }
        let state = async || match self.alone {
            true => Ok(self.kept.log.number(self.tenant, topic)),
            false => state().await,
        };
        let mut now = state().await?;
        if let Some(kept) = self.kept.find(self.tenant, now) {
            return Ok(Some(self.remember(kept)));
        }
        // Beside other processes nobody knows what the rows that a unit of work sees will have become.
        if self.works && !self.alone {
            return Ok(None);
        }
        for _ in 0..ATTEMPTS {
            let made = Arc::new(make().await?);
            let after = state().await?;
            if after == now {
                self.kept.put(self.tenant, now, Arc::clone(&made) as Thing, TypeId::of::<T>());
                return Ok(Some(self.remember(made)));
            }
            now = after;
        }
        Ok(None)
    }

    /// The thing of the process, which follows the changes by itself ([`Self::since`]); `None` for units of work, which
    /// may see more than is committed, and beside other processes.
    #[must_use]
    pub fn followed<T: Default + Send + Sync + 'static>(&self) -> Option<Arc<T>> {
        if !self.alone || self.works {
            return None;
        }
        let made = || Arc::new(T::default()) as Thing;
        let mut things = self.kept.things.write().unwrap_or_else(PoisonError::into_inner);
        let (_, thing) = things.entry((TypeId::of::<T>(), self.tenant)).or_insert_with(|| (0, made()));
        Arc::clone(thing).downcast().ok()
    }

    /// The number of the last commit that moved something of this topic; `None` beside other processes.
    #[must_use]
    pub fn number(&self, topic: &'static str) -> Option<i64> {
        self.alone.then(|| self.kept.log.number(self.tenant, topic))
    }

    /// The same, and what was moved after the commit of the given number; `None` instead of a list when that was too long
    /// ago. Only where a process is alone.
    #[must_use]
    pub fn since(&self, topic: &'static str, number: i64) -> (i64, Option<Vec<Uuid>>) {
        self.kept.log.since(self.tenant, topic, number)
    }

    /// From here on this unit of work sees rows of its own.
    pub fn spoil(&self, topic: &'static str) {
        self.spoiled.lock().unwrap_or_else(PoisonError::into_inner).insert(topic);
    }

    fn is_spoiled(&self, topic: &'static str) -> bool {
        self.spoiled.lock().unwrap_or_else(PoisonError::into_inner).contains(topic)
    }

    fn seen<T: Send + Sync + 'static>(&self) -> Option<Arc<T>> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(seen.get(&TypeId::of::<T>())?).downcast().ok()
    }

    fn remember<T: Send + Sync + 'static>(&self, thing: Arc<T>) -> Arc<T> {
        if self.steady {
            let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
            seen.insert(TypeId::of::<T>(), Arc::clone(&thing) as Thing);
        }
        thing
    }
}

impl Kept {
    fn find<T: Send + Sync + 'static>(&self, tenant: TenantId, state: i64) -> Option<Arc<T>> {
        let kept = self.things.read().unwrap_or_else(PoisonError::into_inner);
        let (of, thing) = kept.get(&(TypeId::of::<T>(), tenant))?;
        (*of == state).then(|| Arc::clone(thing).downcast().ok()).flatten()
    }

    fn put(&self, tenant: TenantId, state: i64, thing: Thing, kind: TypeId) {
        let mut kept = self.things.write().unwrap_or_else(PoisonError::into_inner);
        if kept.get(&(kind, tenant)).is_none_or(|(of, _)| *of < state) {
            kept.insert((kind, tenant), (state, thing));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    const TENANT: TenantId = TenantId(1);

    /// Asks once; answers what came and how often it had to be made.
    async fn ask(shelf: &Shelf, states: &[i64]) -> (Option<i64>, usize) {
        let (asked, made) = (Cell::new(0), Cell::new(0));
        let state = || {
            let at = asked.replace(asked.get() + 1).min(states.len() - 1);
            std::future::ready(Ok(states[at]))
        };
        let make = || {
            made.set(made.get() + 1);
            std::future::ready(Ok(states[(asked.get() - 1).min(states.len() - 1)]))
        };
        let got = shelf.get::<i64, _, _>("numbers", state, make).await.unwrap();
        (got.map(|got| *got), made.get())
    }

    #[tokio::test]
    async fn a_thing_is_made_once_for_each_state_and_never_from_what_is_not_committed() {
        let kept = Arc::new(Kept::default());
        let look = || Shelf::of_look(Arc::clone(&kept), TENANT, false);
        let work = || Shelf::of_work(Arc::clone(&kept), TENANT, false);
        assert_eq!(ask(&work(), &[1]).await, (None, 0), "a unit of work makes nothing");
        assert_eq!(ask(&look(), &[1]).await, (Some(1), 1));
        assert_eq!(ask(&look(), &[1]).await, (Some(1), 0));
        assert_eq!(ask(&work(), &[1]).await, (Some(1), 0));
        assert_eq!(ask(&look(), &[2]).await, (Some(2), 1));
        assert_eq!(ask(&look(), &[3, 4]).await, (Some(4), 2), "changed while it was made");
        assert_eq!(ask(&look(), &[5, 6, 7, 8]).await, (None, 3), "changed all the time");
        assert_eq!(ask(&Shelf::of_look(Arc::clone(&kept), TenantId(2), false), &[4]).await, (Some(4), 1));
    }

    #[tokio::test]
    async fn a_look_stays_with_what_it_has_seen_and_a_spoiled_one_with_nothing() {
        let kept = Arc::new(Kept::default());
        let look = Shelf::of_look(Arc::clone(&kept), TENANT, false);
        assert_eq!(ask(&look, &[1]).await, (Some(1), 1));
        assert_eq!(ask(&look, &[2]).await, (Some(1), 0));
        let work = Shelf::of_work(Arc::clone(&kept), TENANT, false);
        assert_eq!(ask(&work, &[1]).await, (Some(1), 0));
        assert_eq!(ask(&work, &[2]).await, (None, 0), "it may have waited for a lock since");
        work.spoil("numbers");
        assert_eq!(ask(&work, &[1]).await, (None, 0));
    }

    #[tokio::test]
    async fn a_process_that_is_alone_asks_no_state_and_hears_of_every_commit() {
        let kept = Arc::new(Kept::default());
        let look = || Shelf::of_look(Arc::clone(&kept), TENANT, true);
        let work = || Shelf::of_work(Arc::clone(&kept), TENANT, true);
        let made = async |shelf: Shelf| {
            let made = Cell::new(false);
            let state = async || panic!("nobody else writes");
            let make = async || {
                made.set(true);
                Ok(())
            };
            let got = shelf.get::<(), _, _>("numbers", state, make).await.unwrap();
            (got.is_some(), made.get())
        };
        assert_eq!(made(look()).await, (true, true));
        assert_eq!(made(look()).await, (true, false));
        let moves = [(TENANT, "numbers", Uuid::nil())];
        kept.log.begin(&moves);
        assert_eq!(made(look()).await, (true, false), "not committed, so not there for a look");
        assert_eq!(made(work()).await, (false, false), "the next in the same commit sees the rows");
        kept.log.end(&moves);
        assert_eq!(made(work()).await, (true, true), "nothing is waiting, so it sees what is committed");
        assert_eq!(made(look()).await, (true, false));
        let changing = work();
        changing.spoil("numbers");
        assert_eq!(made(changing).await, (false, false), "it has changed the rows itself");
    }
}
