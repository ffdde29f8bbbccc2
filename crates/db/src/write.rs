//! The two doors.

use std::{
    collections::BTreeSet,
    future::Future,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use kernel::{Clock, Failure, Id, IdSource, Instant, TenantId};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseExecutor, DatabaseTransaction, StatementBuilder,
    TransactionTrait,
};
use tokio::sync::watch;
use uuid::Uuid;

use crate::{
    Conn, Entry, Journal,
    conn::Borrowed,
    dialect,
    group::{Conductor, Handover, Slot},
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
    pub(crate) conn: Borrowed<'a>,
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
    conn: Conn,
    tenant: TenantId,
    now: Instant,
    ids: Arc<dyn IdSource>,
    said: Mutex<Said>,
    moved: Mutex<Vec<Moved>>,
    handover: Mutex<Handover>,
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
        let (conn, handover, ticket) = if dialect::is_sqlite(&self.pool) {
            let start =
                || Conductor::start(self.pool.clone(), Arc::clone(&self.kept), self.committed.clone());
            let Slot { conn, handover, ticket } = self.conductor.get_or_init(start).turn().await?;
            (conn, handover, Some(ticket))
        } else {
            let tx = self.pool.begin_with_options(dialect::write_options(&self.pool)).await?;
            (Conn::new(Arc::new(tx), None, Arc::default()), None, None)
        };
        let write = Arc::new(Write {
            conn,
            tenant,
            now: self.clock.now(),
            ids: Arc::clone(&self.ids),
            said: Mutex::default(),
            moved: Mutex::default(),
            handover: Mutex::new(handover),
            shelf: Shelf::of_work(Arc::clone(&self.kept), tenant, dialect::is_sqlite(&self.pool)),
        });
        let worked = work(Arc::clone(&write)).await;
        let sealed = match worked {
            Ok(value) => self.finish(&write).await.map(|()| value),
            Err(failure) => Err(failure),
        };
        let Write { conn, moved, handover, .. } = Arc::into_inner(write)
            .ok_or_else(|| Failure::internal("a unit of work outlived its closure; it was rolled back"))?;
        let tx = conn.into_transaction();
        let Some(ticket) = ticket else { return self.end(tx, sealed).await };
        // The conductor ends the transaction when nobody else holds it.
        drop(tx);
        match sealed {
            Ok(value) => {
                let moved = moved.into_inner().unwrap_or_else(PoisonError::into_inner);
                let handover = handover.into_inner().unwrap_or_else(PoisonError::into_inner);
                ticket.keep(moved, handover).await.map(|()| value)
            }
            Err(failure) => {
                ticket.undo();
                Err(failure)
            }
        }
    }

    /// Ends a transaction of one unit of work.
    async fn end<T>(&self, tx: Arc<DatabaseTransaction>, sealed: Result<T, Failure>) -> Result<T, Failure> {
        let tx =
            Arc::into_inner(tx).ok_or_else(|| Failure::internal("a transaction is held after its end"))?;
        match sealed {
            Ok(value) => {
                tx.commit().await?;
                self.committed.send_modify(|number| *number = number.wrapping_add(1));
                Ok(value)
            }
            Err(failure) => {
                // The first failure is the one to tell; a connection that is gone has rolled back by itself.
                let _ = tx.rollback().await;
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
            (true, true) => {}
            (true, false) => return Err(Failure::internal("a write that neither audits nor says why not")),
            (false, _) => self.journal.seal(write, said.entries).await?,
        }
        Ok(write.conn.send().await?)
    }
}

impl Write {
    /// Says something whose outcome nobody waits for (see [`Conn::later`]).
    pub async fn later(&self, statement: &impl StatementBuilder) -> Result<(), Failure> {
        Ok(self.conn.later(statement).await?)
    }

    /// What the unit of work before this one has passed on, if both share a transaction.
    pub fn handed_over<T: Send + Sync + 'static>(&self) -> Option<Arc<T>> {
        let handover = self.handover.lock().unwrap_or_else(PoisonError::into_inner).clone();
        handover?.downcast().ok()
    }

    /// Passes something on to the next one, if this one is kept: there is one such thing, and the last word counts.
    pub fn hand_over<T: Send + Sync + 'static>(&self, thing: T) {
        *self.handover.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(thing));
    }

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

    /// Says that a row was changed from which the process keeps something (see [`Shelf::since`]). From here on this unit of
    /// work asks the rows.
    pub fn moved(&self, topic: &'static str, id: Uuid) {
        self.shelf.spoil(topic);
        self.moved.lock().unwrap_or_else(PoisonError::into_inner).push((self.tenant, topic, id));
    }

    #[must_use]
    pub fn id<T>(&self) -> Id<T> {
        self.ids.next(self.now)
    }
}

impl Reader for Write {
    type Conn = Conn;
    fn conn(&self) -> &Conn {
        &self.conn
    }
    fn tenant(&self) -> TenantId {
        self.tenant
    }
    fn now(&self) -> Instant {
        self.now
    }
    fn view(&self) -> View<'_> {
        let conn = Borrowed::Work(&self.conn);
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
        let conn = Borrowed::Look(DatabaseExecutor::from(&self.pool));
        View { conn, tenant: self.tenant, now: self.now, shelf: Some(&self.shelf) }
    }
    fn shelf(&self) -> Option<&Shelf> {
        Some(&self.shelf)
    }
}

impl<'a> Reader for View<'a> {
    type Conn = Borrowed<'a>;
    fn conn(&self) -> &Borrowed<'a> {
        &self.conn
    }
    fn tenant(&self) -> TenantId {
        self.tenant
    }
    fn now(&self) -> Instant {
        self.now
    }
    fn view(&self) -> View<'_> {
        let conn = self.conn.again();
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
