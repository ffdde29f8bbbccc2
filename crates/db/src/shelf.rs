//! What a process has made from rows and keeps, so that not every request makes it again: each thing with the number of
//! the state that it was made from. Whoever changes the rows moves the number in the same transaction, so a look only has
//! to ask for one number to know that what is kept still holds, also beside other processes.

use std::{
    any::{Any, TypeId},
    collections::HashMap,
    future::Future,
    sync::{
        Arc, Mutex, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
};

use kernel::{Failure, TenantId};

type Thing = Arc<dyn Any + Send + Sync>;

/// The things of every tenant. The newest state wins its place.
#[derive(Default)]
pub(crate) struct Kept(RwLock<HashMap<(TypeId, TenantId), (i64, Thing)>>);

/// The kept things as one look or one unit of work sees them.
pub struct Shelf {
    kept: Arc<Kept>,
    tenant: TenantId,
    /// A unit of work may see rows that are never committed, so only looks make things that others get.
    makes: bool,
    /// Nothing that was asked for changes under the reader's feet: a look is one moment, and SQLite has one writer.
    /// A unit of work on PostgreSQL may have waited for a lock since, and asks again.
    steady: bool,
    spoiled: AtomicBool,
    seen: Mutex<HashMap<TypeId, Thing>>,
}

/// Changes that may come while a thing is made, before the reader goes without it.
const ATTEMPTS: usize = 3;

impl Shelf {
    pub(crate) fn of_look(kept: Arc<Kept>, tenant: TenantId) -> Self {
        Self {
            kept,
            tenant,
            makes: true,
            steady: true,
            spoiled: AtomicBool::new(false),
            seen: Mutex::default(),
        }
    }

    pub(crate) fn of_work(kept: Arc<Kept>, tenant: TenantId, steady: bool) -> Self {
        Self { makes: false, steady, ..Self::of_look(kept, tenant) }
    }

    /// The thing of the present state; `None` when the reader has to ask the rows: this unit of work has changed them,
    /// or nobody has made the thing yet and it is not for this reader to do so.
    pub async fn get<T, S, M>(
        &self,
        state: impl Fn() -> S,
        make: impl Fn() -> M,
    ) -> Result<Option<Arc<T>>, Failure>
    where
        T: Send + Sync + 'static,
        S: Future<Output = Result<i64, Failure>>,
        M: Future<Output = Result<T, Failure>>,
    {
        if self.spoiled.load(Ordering::Relaxed) {
            return Ok(None);
        }
        if let Some(seen) = self.seen() {
            return Ok(Some(seen));
        }
        let mut now = state().await?;
        if let Some(kept) = self.kept.find(self.tenant, now) {
            return Ok(Some(self.remember(kept)));
        }
        if !self.makes {
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

    /// From here on this unit of work sees rows of its own.
    pub fn spoil(&self) {
        self.spoiled.store(true, Ordering::Relaxed);
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
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let (of, thing) = kept.get(&(TypeId::of::<T>(), tenant))?;
        (*of == state).then(|| Arc::clone(thing).downcast().ok()).flatten()
    }

    fn put(&self, tenant: TenantId, state: i64, thing: Thing, kind: TypeId) {
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
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
        let got = shelf.get::<i64, _, _>(state, make).await.unwrap();
        (got.map(|got| *got), made.get())
    }

    #[tokio::test]
    async fn a_thing_is_made_once_for_each_state_and_never_from_what_is_not_committed() {
        let kept = Arc::new(Kept::default());
        let look = || Shelf::of_look(Arc::clone(&kept), TENANT);
        let work = |steady| Shelf::of_work(Arc::clone(&kept), TENANT, steady);
        assert_eq!(ask(&work(true), &[1]).await, (None, 0), "a unit of work makes nothing");
        assert_eq!(ask(&look(), &[1]).await, (Some(1), 1));
        assert_eq!(ask(&look(), &[1]).await, (Some(1), 0));
        assert_eq!(ask(&work(true), &[1]).await, (Some(1), 0));
        assert_eq!(ask(&look(), &[2]).await, (Some(2), 1));
        assert_eq!(ask(&look(), &[3, 4]).await, (Some(4), 2), "changed while it was made");
        assert_eq!(ask(&look(), &[5, 6, 7, 8]).await, (None, 3), "changed all the time");
        assert_eq!(ask(&Shelf::of_look(Arc::clone(&kept), TenantId(2)), &[4]).await, (Some(4), 1));
    }

    #[tokio::test]
    async fn a_look_stays_with_what_it_has_seen_and_a_spoiled_one_with_nothing() {
        let kept = Arc::new(Kept::default());
        let look = Shelf::of_look(Arc::clone(&kept), TENANT);
        assert_eq!(ask(&look, &[1]).await, (Some(1), 1));
        assert_eq!(ask(&look, &[2]).await, (Some(1), 0));
        for (steady, then) in [(true, Some(1)), (false, None)] {
            let work = Shelf::of_work(Arc::clone(&kept), TENANT, steady);
            assert_eq!(ask(&work, &[1]).await, (Some(1), 0));
            assert_eq!(ask(&work, &[2]).await, (then, 0), "steady: {steady}");
            work.spoil();
            assert_eq!(ask(&work, &[1]).await, (None, 0));
        }
    }
}
