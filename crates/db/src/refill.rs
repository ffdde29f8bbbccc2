//! An empty database that gets another one's rows: one transaction from the first table to the last check, so that
//! whoever is interrupted leaves an empty database behind.

use futures_util::Stream;
use kernel::{Clock, Failure, Instant, TenantId};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseExecutor, DatabaseTransaction, DbErr, TransactionTrait,
    sea_query::SimpleExpr,
};

use crate::{
    Migration, View, conn::Borrowed, dialect, line, migrate::migrate_within, schema::Table, snapshot,
};

/// Values in one statement at most: SQLite takes 32,766, PostgreSQL 65,535.
const VALUES_MAX: usize = 30_000;
/// Rows in one statement at most: beyond that a statement only costs memory.
const ROWS_MAX: usize = 500;

#[derive(Debug, thiserror::Error)]
pub enum RefillError {
    /// Names a table that is there.
    #[error("the database is not empty: it has the table {0}")]
    NotEmpty(String),
    #[error("line {line} of {table} cannot be read: {cause}")]
    Line { table: &'static str, line: u64, cause: String },
    #[error("{0}")]
    Database(#[from] DbErr),
    #[error("{0}")]
    Failure(#[from] Failure),
}

/// The filling of one database.
pub struct Refill {
    tx: DatabaseTransaction,
    tables: Vec<Table>,
    now: Instant,
}

/// Lines of one table on their way into it.
pub struct Filling<'a> {
    refill: &'a Refill,
    table: &'a Table,
    rows: Vec<Vec<SimpleExpr>>,
    lines: u64,
}

impl Refill {
    /// Makes the tables of these steps.
    ///
    /// # Errors
    /// [`RefillError::NotEmpty`] when there is any table already.
    pub async fn begin(
        pool: &DatabaseConnection,
        steps: &[Migration],
        clock: &dyn Clock,
    ) -> Result<Self, RefillError> {
        let tx = pool.begin_with_options(dialect::write_options(pool)).await?;
        dialect::lock_schema(&tx).await?;
        if let Some(table) = dialect::tables(&tx).await?.into_iter().next() {
            return Err(RefillError::NotEmpty(table));
        }
        migrate_within(&tx, steps, clock).await?;
        let tables: Vec<Table> = steps.iter().flat_map(|step| step.tables.iter().cloned()).collect();
        dialect::defer_references(&tx, &tables.iter().collect::<Vec<_>>()).await?;
        Ok(Self { tx, tables, now: clock.now() })
    }

    #[must_use]
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name == name)
    }

    #[must_use]
    pub fn fill<'a>(&'a self, table: &'a Table) -> Filling<'a> {
        Filling { refill: self, table, rows: Vec::new(), lines: 0 }
    }

    /// Every row refers to something that is there. Before this, rows may come in any order.
    pub async fn settle(&self) -> Result<(), DbErr> {
        dialect::settle_references(&self.tx, &self.tables.iter().collect::<Vec<_>>()).await
    }

    /// What one tenant sees of the rows so far.
    #[must_use]
    pub fn of(&self, tenant: TenantId) -> View<'_> {
        View { conn: Borrowed::Look(DatabaseExecutor::from(&self.tx)), tenant, now: self.now, shelf: None }
    }

    #[must_use]
    pub fn conn(&self) -> &DatabaseTransaction {
        &self.tx
    }

    /// As [`crate::Snapshot::lines`], of the rows so far.
    pub async fn lines<'a>(
        &'a self,
        table: &'a Table,
    ) -> Result<impl Stream<Item = Result<Vec<u8>, Failure>> + Send + 'a, Failure> {
        snapshot::lines(&self.tx, table).await
    }

    /// Applies what is newer than the rows.
    pub async fn migrate(&self, steps: &[Migration], clock: &dyn Clock) -> Result<(), Failure> {
        migrate_within(&self.tx, steps, clock).await.map(|_| ())
    }

    /// From here on the database is what was filled in.
    pub async fn commit(self) -> Result<(), DbErr> {
        self.tx.commit().await
    }
}

impl Filling<'_> {
    pub async fn line(&mut self, line: &[u8]) -> Result<(), RefillError> {
        self.lines += 1;
        let wrong = |cause| RefillError::Line { table: self.table.name, line: self.lines, cause };
        self.rows.push(line::read(line, self.table).map_err(wrong)?);
        let full = self.rows.len() >= ROWS_MAX || self.rows.len() * self.table.columns().len() >= VALUES_MAX;
        if full { self.flush().await } else { Ok(()) }
    }

    /// Nothing is kept back any more.
    pub async fn end(mut self) -> Result<(), RefillError> {
        self.flush().await
    }

    async fn flush(&mut self) -> Result<(), RefillError> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let mut insert = line::insert(self.table);
        for row in self.rows.drain(..) {
            insert.values(row).map_err(|error| DbErr::Custom(error.to_string()))?;
        }
        self.refill.tx.execute(&insert).await?;
        Ok(())
    }
}
