//! The connection of one unit of work, and statements that travel together.
//!
//! A statement costs a round trip to whoever runs it: on SQLite to the thread of the driver, which takes longer than most
//! statements do (`docs/performance.md`). What a unit of work only says, without asking for an outcome, waits here and
//! goes with its next question, in the order in which it was said, so that nobody can see the difference.

use std::{
    mem::take,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use sea_orm::{
    ConnectionTrait, DatabaseExecutor, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult,
    Statement, StatementBuilder, Values,
};

use crate::dialect;

/// The transaction of a unit of work.
pub struct Conn {
    tx: Arc<DatabaseTransaction>,
    waiting: Mutex<Waiting>,
    /// True once something was sent, and with it what goes first.
    begun: Arc<AtomicBool>,
}

struct Waiting {
    first: Option<Statement>,
    said: Vec<Statement>,
}

impl Conn {
    /// `first` goes before anything else, if there is anything else.
    pub(crate) fn new(
        tx: Arc<DatabaseTransaction>,
        first: Option<Statement>,
        begun: Arc<AtomicBool>,
    ) -> Self {
        Self { tx, waiting: Mutex::new(Waiting { first, said: Vec::new() }), begun }
    }

    /// Says something whose outcome nobody waits for: how many rows it meets does not matter, and it fails only with the
    /// engine or by a mistake. Such an error is told to whoever asks next.
    ///
    /// # Errors
    /// Those of an engine that is told at once (PostgreSQL).
    pub async fn later(&self, statement: &impl StatementBuilder) -> Result<(), DbErr> {
        let statement = self.get_database_backend().build(statement);
        if dialect::takes_several_at_once(&*self.tx) {
            self.waiting.lock().unwrap_or_else(PoisonError::into_inner).said.push(statement);
            return Ok(());
        }
        self.execute_raw(statement).await.map(|_| ())
    }

    /// Sends what was said and still waits.
    pub(crate) async fn send(&self) -> Result<(), DbErr> {
        if self.waiting.lock().unwrap_or_else(PoisonError::into_inner).said.is_empty() {
            return Ok(());
        }
        self.flush().await
    }

    async fn flush(&self) -> Result<(), DbErr> {
        match self.take() {
            Some(all) => self.tx.execute_raw(all).await.map(|_| ()),
            None => Ok(()),
        }
    }

    pub(crate) fn into_transaction(self) -> Arc<DatabaseTransaction> {
        self.tx
    }

    /// Everything that waits, as one statement.
    fn take(&self) -> Option<Statement> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        self.begun.store(true, Ordering::Relaxed);
        let first = waiting.first.take();
        first.into_iter().chain(take(&mut waiting.said)).reduce(joined)
    }

    fn after_what_waits(&self, statement: Statement) -> Statement {
        match self.take() {
            Some(before) => joined(before, statement),
            None => statement,
        }
    }
}

/// SQLite's placeholders count on through all statements of one text.
fn joined(before: Statement, after: Statement) -> Statement {
    let values = before.values.into_iter().chain(after.values).flat_map(|values| values.0).collect();
    Statement {
        sql: format!("{}; {}", before.sql, after.sql),
        values: Some(Values(values)),
        db_backend: after.db_backend,
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Conn {
    fn get_database_backend(&self) -> DbBackend {
        self.tx.get_database_backend()
    }

    /// What waits goes on its own: the rows that were met are counted over all statements that go together.
    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.flush().await?;
        self.tx.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.flush().await?;
        self.tx.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.tx.query_one_raw(self.after_what_waits(statement)).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.tx.query_all_raw(self.after_what_waits(statement)).await
    }
}

/// The connection of a look or of a unit of work, borrowed.
pub enum Borrowed<'a> {
    Look(DatabaseExecutor<'a>),
    Work(&'a Conn),
}

impl Borrowed<'_> {
    pub(crate) fn again(&self) -> Borrowed<'_> {
        match self {
            Self::Look(DatabaseExecutor::Connection(pool)) => {
                Borrowed::Look(DatabaseExecutor::Connection(pool))
            }
            Self::Look(DatabaseExecutor::Transaction(tx)) => {
                Borrowed::Look(DatabaseExecutor::Transaction(tx))
            }
            Self::Look(DatabaseExecutor::OwnedTransaction(tx)) => {
                Borrowed::Look(DatabaseExecutor::Transaction(tx))
            }
            Self::Work(work) => Borrowed::Work(work),
        }
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Borrowed<'_> {
    fn get_database_backend(&self) -> DbBackend {
        match self {
            Self::Look(look) => look.get_database_backend(),
            Self::Work(work) => work.get_database_backend(),
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        match self {
            Self::Look(look) => look.execute_raw(statement).await,
            Self::Work(work) => work.execute_raw(statement).await,
        }
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        match self {
            Self::Look(look) => look.execute_unprepared(sql).await,
            Self::Work(work) => work.execute_unprepared(sql).await,
        }
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        match self {
            Self::Look(look) => look.query_one_raw(statement).await,
            Self::Work(work) => work.query_one_raw(statement).await,
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match self {
            Self::Look(look) => look.query_all_raw(statement).await,
            Self::Work(work) => work.query_all_raw(statement).await,
        }
    }
}
