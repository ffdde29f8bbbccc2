//! The two doors.

use std::{
    collections::BTreeSet,
    future::Future,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use kernel::{Clock, Failure, Id, IdSource, Instant, TenantId};
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseExecutor, DatabaseTransaction, TransactionTrait};
use tokio::sync::watch;
use uuid::Uuid;

use crate::{
    Entry, Journal, dialect,
    group::Conductor,
    moved::Moved,
    shelf::{Kept, Shelf},
};

/// The database of one process.
pub struct Db {
    pool: DatabaseConnection,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdSource>,
    journal: Arc<dyn Journal>,
    finishers: OnceLock<Vec<Arc<dyn Finisher>>>,
    /// SQLite has one writer, who writes for everybody who waits. PostgreSQL groups the commits of its own connections.
    conductor: OnceLock<Conductor>,
    kept: Arc<Kept>,
    /// How many units of work were committed here; only that it moves means something.
    committed: watch::Sender<u64>,
}

/// Brings something in line with what a unit of work did, inside its transaction. It looks for marks
/// ([`Write::is_marked`]) and does nothing without them, so that most writes cost nothing.
#[async_trait::async_trait]
pub trait Finisher: Send + Sync {
    async fn finish(&self, write: &Write) -> Result<(), Failure>;
}

/// Anything that can be asked: a look or a unit of work. Every statement carries the tenant.
pub trait Reader: Sync {
    type Conn: ConnectionTrait;
    fn conn(&self) -> &Self::Conn;
    fn tenant(&self) -> TenantId;
    fn now(&self) -> Instant;
    /// What the process keeps; `None` for a moment that is not the present one.
    fn shelf(&self) -> Option<&Shelf>;
    /// The same without a type parameter.
    fn view(&self) -> View<'_>;
}

/// A look or a unit of work, borrowed: for traits that are used through `dyn` and still have to see what the unit of
/// work has done so far.
pub struct View<'a> {
    pub(crate) conn: DatabaseExecutor<'a>,
    pub(crate) tenant: TenantId,
    pub(crate) now: Instant,
    pub(crate) shelf: Option<&'a Shelf>,
}

/// A look at the committed state.
pub struct Read {
    pool: DatabaseConnection,
    tenant: TenantId,
    now: Instant,
    shelf: Shelf,
}

/// One unit of work: it commits as a whole or not at all.
pub struct Write {
    tx: DatabaseTransaction,
    tenant: TenantId,
    now: Instant,
    ids: Arc<dyn IdSource>,
    said: Mutex<Said>,
    moved: Mutex<Vec<Moved>>,
    shelf: Shelf,
}

#[derive(Default)]
struct Said {
    entries: Vec<Entry>,
    nothing_to_say: bool,
    marks: BTreeSet<&'static str>,
}

impl Db {
    pub fn new(
        pool: DatabaseConnection,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdSource>,
        journal: Arc<dyn Journal>,
    ) -> Self {
        Self {
            pool,
            clock,
            ids,
            journal,
            finishers: OnceLock::new(),
            conductor: OnceLock::new(),
            kept: Arc::default(),
            committed: watch::Sender::default(),
        }
    }

    /// Says who finishes units of work. They know the database themselves, so they come after it; only the first call
    /// counts.
    pub fn finish_with(&self, finishers: Vec<Arc<dyn Finisher>>) {
        // A second list would be a mistake of the composition root, which a story would notice.
        let _ = self.finishers.set(finishers);
    }

    #[must_use]
    pub fn pool(&self) -> &DatabaseConnection {
        &self.pool
    }

    #[must_use]
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    #[must_use]
    pub fn id<T>(&self) -> Id<T> {
        self.ids.next(self.clock.now())
    }

    #[must_use]
    pub fn read(&self, tenant: TenantId) -> Read {
        let shelf = Shelf::of_look(Arc::clone(&self.kept), tenant, dialect::is_sqlite(&self.pool));
        Read { pool: self.pool.clone(), tenant, now: self.clock.now(), shelf }
    }

    /// Moves whenever this process has committed something: for who would otherwise ask again and again. What another
    /// process commits moves nothing here.
    #[must_use]
    pub fn committed(&self) -> watch::Receiver<u64> {
        self.committed.subscribe()
    }

    /// The only way to write. The closure owns its unit of work; on SQLite several of them share one commit. `Ok` is
    /// answered when the work is safe on the disk.
    ///
    /// # Errors
    /// Whatever the closure answers, after a rollback; [`Failure::Internal`] when it neither audited what it did nor
    /// declared that there is nothing to say; [`Failure::Unavailable`] when the commit failed.
    pub async fn write<T, F, W>(&self, tenant: TenantId, work: F) -> Result<T, Failure>
    where
        F: FnOnce(Arc<Write>) -> W,
        W: Future<Output = Result<T, Failure>>,
    {
        let (tx, ticket) = if dialect::is_sqlite(&self.pool) {
            let start =
                || Conductor::start(self.pool.clone(), Arc::clone(&self.kept), self.committed.clone());
            let conductor = self.conductor.get_or_init(start);
            let (tx, ticket) = conductor.turn().await?.split();
            (tx, Some(ticket))
        } else {
            (self.pool.begin_with_options(dialect::write_options(&self.pool)).await?, None)
        };
        let write = Arc::new(Write {
            tx,
            tenant,
            now: self.clock.now(),
            ids: Arc::clone(&self.ids),
            said: Mutex::default(),
            moved: Mutex::default(),
            shelf: Shelf::of_work(Arc::clone(&self.kept), tenant, dialect::is_sqlite(&self.pool)),
        });
        let worked = work(Arc::clone(&write)).await;
        let sealed = match worked {
            Ok(value) => self.finish(&write).await.map(|()| value),
            Err(failure) => Err(failure),
        };
        let write = Arc::into_inner(write)
            .ok_or_else(|| Failure::internal("a unit of work outlived its closure; it was rolled back"))?;
        match (sealed, ticket) {
            (Ok(value), Some(ticket)) => {
                let moved = write.moved.into_inner().unwrap_or_else(PoisonError::into_inner);
                ticket.keep(write.tx, moved).await.map(|()| value)
            }
            (Ok(value), None) => {
                write.tx.commit().await?;
                self.committed.send_modify(|number| *number = number.wrapping_add(1));
                Ok(value)
            }
            (Err(failure), Some(ticket)) => {
                ticket.undo(write.tx);
                Err(failure)
            }
            (Err(failure), None) => {
                // The first failure is the one to tell; a connection that is gone has rolled back by itself.
                let _ = write.tx.rollback().await;
                Err(failure)
            }
        }
    }

    async fn finish(&self, write: &Write) -> Result<(), Failure> {
        for finisher in self.finishers.get().map_or(&[] as &[Arc<dyn Finisher>], Vec::as_slice) {
            finisher.finish(write).await?;
        }
        let said = std::mem::take(&mut *write.said.lock().unwrap_or_else(PoisonError::into_inner));
        match (said.entries.is_empty(), said.nothing_to_say) {
            (true, true) => Ok(()),
            (true, false) => Err(Failure::internal("a write that neither audits nor says why not")),
            (false, _) => self.journal.seal(write, said.entries).await,
        }
    }
}

impl Write {
    /// Adds a line to the journal; it is sealed just before the commit.
    pub fn audit(&self, entry: Entry) {
        self.said.lock().unwrap_or_else(PoisonError::into_inner).entries.push(entry);
    }

    /// Declares that this write leaves no audit entry, with the reason for the reader of the code. A test lists the
    /// places; the list may only shrink.
    pub fn unaudited(&self, _because: &'static str) {
        self.said.lock().unwrap_or_else(PoisonError::into_inner).nothing_to_say = true;
    }

    /// Leaves a mark for whoever has to bring something in line before the commit.
    pub fn mark(&self, what: &'static str) {
        self.said.lock().unwrap_or_else(PoisonError::into_inner).marks.insert(what);
    }

    #[must_use]
    pub fn is_marked(&self, what: &str) -> bool {
        self.said.lock().unwrap_or_else(PoisonError::into_inner).marks.contains(what)
    }

    /// Says that a row was changed from which the process keeps something (see [`Shelf::since`]).
    pub fn moved(&self, topic: &'static str, id: Uuid) {
        self.moved.lock().unwrap_or_else(PoisonError::into_inner).push((self.tenant, topic, id));
    }

    #[must_use]
    pub fn id<T>(&self) -> Id<T> {
        self.ids.next(self.now)
    }
}

impl Reader for Write {
    type Conn = DatabaseTransaction;
    fn conn(&self) -> &DatabaseTransaction {
        &self.tx
    }
    fn tenant(&self) -> TenantId {
        self.tenant
    }
    fn now(&self) -> Instant {
        self.now
    }
    fn view(&self) -> View<'_> {
        let conn = DatabaseExecutor::from(&self.tx);
        View { conn, tenant: self.tenant, now: self.now, shelf: Some(&self.shelf) }
    }
    fn shelf(&self) -> Option<&Shelf> {
        Some(&self.shelf)
    }
}

impl Reader for Read {
    type Conn = DatabaseConnection;
    fn conn(&self) -> &DatabaseConnection {
        &self.pool
    }
    fn tenant(&self) -> TenantId {
        self.tenant
    }
    fn now(&self) -> Instant {
        self.now
    }
    fn view(&self) -> View<'_> {
        let conn = DatabaseExecutor::from(&self.pool);
        View { conn, tenant: self.tenant, now: self.now, shelf: Some(&self.shelf) }
    }
    fn shelf(&self) -> Option<&Shelf> {
        Some(&self.shelf)
    }
}

impl<'a> Reader for View<'a> {
    type Conn = DatabaseExecutor<'a>;
    fn conn(&self) -> &DatabaseExecutor<'a> {
        &self.conn
    }
    fn tenant(&self) -> TenantId {
        self.tenant
    }
    fn now(&self) -> Instant {
        self.now
    }
    fn view(&self) -> View<'_> {
        let conn = match &self.conn {
            DatabaseExecutor::Connection(pool) => DatabaseExecutor::Connection(pool),
            DatabaseExecutor::Transaction(tx) => DatabaseExecutor::Transaction(tx),
            DatabaseExecutor::OwnedTransaction(tx) => DatabaseExecutor::Transaction(tx),
        };
        View { conn, tenant: self.tenant, now: self.now, shelf: self.shelf }
    }
    fn shelf(&self) -> Option<&Shelf> {
        self.shelf
    }
}

impl<R: Reader + Send> Reader for Arc<R> {
    type Conn = R::Conn;
    fn conn(&self) -> &Self::Conn {
        (**self).conn()
    }
    fn tenant(&self) -> TenantId {
        (**self).tenant()
    }
    fn now(&self) -> Instant {
        (**self).now()
    }
    fn shelf(&self) -> Option<&Shelf> {
        (**self).shelf()
    }
    fn view(&self) -> View<'_> {
        (**self).view()
    }
}
