//! One moment of the whole database, for whoever copies or examines all of it while others go on writing.

use futures_util::{Stream, StreamExt};
use kernel::{Failure, Instant, TenantId};
use sea_orm::{DatabaseConnection, DatabaseExecutor, DatabaseTransaction, StreamTrait, TransactionTrait};

use crate::{View, conn::Borrowed, dialect, line, migrate, schema::Table};

/// What it shows does not change, however long it is looked at. Nothing can be written through it.
pub struct Snapshot {
    tx: DatabaseTransaction,
    now: Instant,
}

impl Snapshot {
    /// Begins to look. SQLite keeps what is overwritten meanwhile in its log, and PostgreSQL keeps old rows, so a
    /// snapshot is not held longer than it takes.
    pub async fn take(pool: &DatabaseConnection, now: Instant) -> Result<Self, Failure> {
        let tx = pool.begin_with_options(dialect::snapshot_options(pool)).await?;
        // The first question fixes the moment.
        migrate::applied(&tx).await?;
        Ok(Self { tx, now })
    }

    /// What one tenant sees of it.
    #[must_use]
    pub fn of(&self, tenant: TenantId) -> View<'_> {
        View { conn: Borrowed::Look(DatabaseExecutor::from(&self.tx)), tenant, now: self.now, shelf: None }
    }

    #[must_use]
    pub fn conn(&self) -> &DatabaseTransaction {
        &self.tx
    }

    /// Every row of a table as a line of JSON, in an order that is the same on both engines.
    pub async fn lines<'a>(
        &'a self,
        table: &'a Table,
    ) -> Result<impl Stream<Item = Result<Vec<u8>, Failure>> + Send + 'a, Failure> {
        lines(&self.tx, table).await
    }
}

pub(crate) async fn lines<'a>(
    tx: &'a DatabaseTransaction,
    table: &'a Table,
) -> Result<impl Stream<Item = Result<Vec<u8>, Failure>> + Send + 'a, Failure> {
    let rows = tx.stream(&line::select(tx, table)).await?;
    Ok(rows.map(|row| line::written(&row?, table)))
}
