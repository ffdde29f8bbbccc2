//! Migrations: named once, rendered for both engines, applied in one transaction each.

use std::collections::BTreeSet;

use kernel::{Clock, Failure};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, ExprTrait, TransactionTrait,
    sea_query::{Alias, Expr, Query},
};

use crate::{dialect, schema, schema::Table};

/// A step that only expands the schema. A step that has shipped is never edited.
#[derive(Clone, Debug)]
pub struct Migration {
    /// `yyyymmdd_capability_what`; also the order in which steps of one capability run.
    pub name: &'static str,
    pub tables: Vec<Table>,
}

const LEDGER: &str = "schema_migration";

fn ledger() -> Table {
    schema::reference(LEDGER).text("name").bigint("applied_at").key(["name"])
}

/// Applies what is missing and answers the names of the steps that were applied now.
pub async fn migrate(
    pool: &DatabaseConnection,
    steps: &[Migration],
    clock: &dyn Clock,
) -> Result<Vec<&'static str>, Failure> {
    let tx = pool.begin_with_options(dialect::write_options(pool)).await?;
    dialect::lock_schema(&tx).await?;
    let done = migrate_within(&tx, steps, clock).await?;
    tx.commit().await?;
    Ok(done)
}

/// As [`migrate`], inside a transaction that holds the lock of the schema already.
pub(crate) async fn migrate_within(
    tx: &DatabaseTransaction,
    steps: &[Migration],
    clock: &dyn Clock,
) -> Result<Vec<&'static str>, Failure> {
    let mut done = Vec::new();
    let backend = tx.get_database_backend();
    for sql in ledger().create(backend) {
        dialect::run_schema(tx, &sql.replacen("CREATE TABLE", "CREATE TABLE IF NOT EXISTS", 1)).await?;
    }
    let present = names(tx).await?;
    for step in steps.iter().filter(|step| !present.contains(step.name)) {
        for sql in step.tables.iter().flat_map(|table| table.create(backend)) {
            dialect::run_schema(tx, &sql).await?;
        }
        let insert = Query::insert()
            .into_table(Alias::new(LEDGER))
            .columns([Alias::new("name"), Alias::new("applied_at")])
            .values_panic([step.name.into(), clock.now().micros().into()])
            .to_owned();
        tx.execute(&insert).await?;
        done.push(step.name);
    }
    Ok(done)
}

/// The names of the steps that the database has not seen.
pub async fn pending(pool: &DatabaseConnection, steps: &[Migration]) -> Result<Vec<&'static str>, Failure> {
    // A database without a ledger has seen nothing.
    let present = names(pool).await.unwrap_or_default();
    Ok(steps.iter().map(|step| step.name).filter(|name| !present.contains(*name)).collect())
}

/// The names of the steps that the database has seen.
pub async fn applied(pool: &impl ConnectionTrait) -> Result<BTreeSet<String>, Failure> {
    names(pool).await
}

async fn names(conn: &impl ConnectionTrait) -> Result<BTreeSet<String>, Failure> {
    let select = Query::select()
        .column(Alias::new("name"))
        .from(Alias::new(LEDGER))
        .and_where(Expr::col(Alias::new("name")).is_not_null())
        .to_owned();
    let rows = conn.query_all(&select).await?;
    rows.iter().map(|row| row.try_get::<String>("", "name").map_err(Failure::from)).collect()
}

/// The whole schema as text, for the snapshot that reviewers read.
#[must_use]
pub fn render(steps: &[Migration], backend: DbBackend) -> String {
    let mut out = String::new();
    for step in steps {
        out.push_str(&format!("-- {}\n", step.name));
        for table in &step.tables {
            out.push_str(&format!("-- {} ({:?})\n", table.name, table.class));
            for sql in table.create(backend) {
                out.push_str(&sql);
                out.push_str(";\n");
            }
        }
    }
    out
}
