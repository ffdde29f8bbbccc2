//! The only place that knows which engine it talks to.

use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExprTrait, IsolationLevel, RuntimeErr,
    SqliteTransactionMode, Statement, TransactionOptions,
    sea_query::{Alias, Expr, Func, IntoColumnRef, Query, SimpleExpr},
};

use crate::schema::Table;

pub(crate) fn is_sqlite(conn: &impl ConnectionTrait) -> bool {
    conn.get_database_backend() == DbBackend::Sqlite
}

/// One text with several statements and values for all of them. PostgreSQL prepares single statements only.
pub(crate) fn takes_several_at_once(conn: &impl ConnectionTrait) -> bool {
    is_sqlite(conn)
}

/// The savepoints of one SQLite transaction take turns, so that a statement that was never sent cannot be taken for one
/// that was.
const SAVEPOINTS: [&str; 2] = ["one", "other"];

/// Makes the next savepoint; what was done since the one that is open is part of the transaction then.
pub(crate) fn next_savepoint(open: Option<&'static str>) -> (&'static str, Statement) {
    let [one, other] = SAVEPOINTS;
    let name = if open == Some(one) { other } else { one };
    let release = open.map(|open| format!("RELEASE {open}; ")).unwrap_or_default();
    (name, Statement::from_string(DbBackend::Sqlite, format!("{release}SAVEPOINT {name}")))
}

/// Undoes what was done since that savepoint was made; it stays open.
pub(crate) async fn roll_back_to(conn: &impl ConnectionTrait, savepoint: &str) -> Result<(), DbErr> {
    run_schema(conn, &format!("ROLLBACK TO {savepoint}")).await
}

/// A deferred SQLite transaction that reads first cannot be upgraded once another writer has committed, and SQLite
/// does not wait in that case. So the lock is taken at the start.
pub(crate) fn write_options(pool: &DatabaseConnection) -> TransactionOptions {
    let mut options = TransactionOptions::default();
    if is_sqlite(pool) {
        options.sqlite_transaction_mode = Some(SqliteTransactionMode::Immediate);
    }
    options
}

/// For a look at one moment however long it takes. SQLite's readers always see one moment; they see it from their first
/// statement on.
pub(crate) fn snapshot_options(pool: &DatabaseConnection) -> TransactionOptions {
    let mut options = TransactionOptions::default();
    if is_sqlite(pool) {
        options.sqlite_transaction_mode = Some(SqliteTransactionMode::Deferred);
    } else {
        options.isolation_level = Some(IsolationLevel::RepeatableRead);
        options.access_mode = Some(AccessMode::ReadOnly);
    }
    options
}

/// The name by which messages and copies call the engine.
#[must_use]
pub fn engine_name(conn: &impl ConnectionTrait) -> &'static str {
    if is_sqlite(conn) { "sqlite" } else { "postgres" }
}

/// A text column that sorts by bytes on both engines, however the PostgreSQL was set up.
pub fn by_bytes(conn: &impl ConnectionTrait, column: impl IntoColumnRef) -> SimpleExpr {
    let column = Expr::col(column);
    if is_sqlite(conn) { column } else { Expr::cust_with_expr("$1 COLLATE \"C\"", column) }
}

/// The order of rows that an index of its own finds. Every key begins with the tenant, and SQLite, which has no figures
/// about the rows, takes an index that gives the order for nothing before one that finds them: for `ORDER BY id` it would
/// walk through all rows of the tenant. No index gives the order of an expression.
pub fn found_then_sorted(column: impl IntoColumnRef + Clone) -> SimpleExpr {
    Func::coalesce([Expr::col(column.clone()), Expr::col(column)]).into()
}

/// For a condition on rows that something more selective finds. From five values of `IN` on, SQLite takes an index that
/// begins with an equal column before the key that the values are of, and walks through everything that is equal.
pub fn found_then_checked(column: impl IntoColumnRef + Clone) -> SimpleExpr {
    found_then_sorted(column)
}

/// The names of the tables that are there, whoever made them.
pub(crate) async fn tables(conn: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    let mut select = Query::select();
    if is_sqlite(conn) {
        select.column(Alias::new("name")).from(Alias::new("sqlite_master"));
        select.and_where(Expr::col(Alias::new("type")).eq("table"));
    } else {
        select.expr_as(Expr::col(Alias::new("tablename")).cast_as(Alias::new("text")), Alias::new("name"));
        select.from(Alias::new("pg_tables"));
        select.and_where(Expr::col(Alias::new("schemaname")).eq(Func::cust(Alias::new("current_schema"))));
    }
    let rows = conn.query_all(&select).await?;
    let names = rows.iter().map(|row| row.try_get::<String>("", "name")).collect::<Result<Vec<_>, _>>()?;
    // SQLite's own tables do not count.
    Ok(names.into_iter().filter(|name| !name.starts_with("sqlite_")).collect())
}

/// Lets rows of one transaction come in any order: what they refer to may follow. SQLite asks at the commit.
pub(crate) async fn defer_references(conn: &impl ConnectionTrait, tables: &[&Table]) -> Result<(), DbErr> {
    if is_sqlite(conn) {
        return run_schema(conn, "PRAGMA defer_foreign_keys = ON").await;
    }
    alter_references(conn, tables, "DEFERRABLE INITIALLY DEFERRED").await
}

/// Every row refers to something that is there; from now on this is asked at once again.
///
/// # Errors
/// The engine's own words for the first row that does not.
pub(crate) async fn settle_references(conn: &impl ConnectionTrait, tables: &[&Table]) -> Result<(), DbErr> {
    if !is_sqlite(conn) {
        run_schema(conn, "SET CONSTRAINTS ALL IMMEDIATE").await?;
        return alter_references(conn, tables, "NOT DEFERRABLE").await;
    }
    let check = Statement::from_string(DbBackend::Sqlite, "PRAGMA foreign_key_check");
    match conn.query_one_raw(check).await? {
        None => Ok(()),
        Some(row) => {
            let table: String = row.try_get("", "table")?;
            let parent: String = row.try_get("", "parent")?;
            Err(DbErr::Custom(format!("a row of {table} refers to a row of {parent} that is not there")))
        }
    }
}

async fn alter_references(
    conn: &impl ConnectionTrait,
    tables: &[&Table],
    how: &'static str,
) -> Result<(), DbErr> {
    for table in tables {
        for name in table.reference_names() {
            let sql = format!("ALTER TABLE \"{}\" ALTER CONSTRAINT \"{name}\" {how}", table.name);
            run_schema(conn, &sql).await?;
        }
    }
    Ok(())
}

/// What the engine itself finds wrong with its pages and indexes. PostgreSQL checks its pages as it reads them and has
/// its own tools for the rest (`pg_amcheck`), so nothing is found here.
pub async fn integrity(conn: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    if !is_sqlite(conn) {
        return Ok(Vec::new());
    }
    let check = Statement::from_string(DbBackend::Sqlite, "PRAGMA integrity_check(20)");
    let rows = conn.query_all_raw(check).await?;
    let said = rows.iter().map(|row| row.try_get_by_index::<String>(0)).collect::<Result<Vec<_>, _>>()?;
    Ok(said.into_iter().filter(|line| line != "ok").collect())
}

/// Runs one statement without values.
pub(crate) async fn run_schema(conn: &impl ConnectionTrait, sql: &str) -> Result<(), DbErr> {
    conn.execute_unprepared(sql).await.map(|_| ())
}

/// Two servers that start at the same time migrate one after the other: PostgreSQL holds this lock until the
/// transaction ends, SQLite already serialises its immediate transactions.
pub(crate) async fn lock_schema(conn: &impl ConnectionTrait) -> Result<(), DbErr> {
    const SCHEMA_LOCK: i64 = 0x616e_7869_6e67;
    if is_sqlite(conn) {
        return Ok(());
    }
    let lock =
        Statement::from_string(DbBackend::Postgres, format!("SELECT pg_advisory_xact_lock({SCHEMA_LOCK})"));
    conn.execute_raw(lock).await.map(|_| ())
}

/// PostgreSQL sums bigint into numeric, SQLite into integer; both become bigint here. An empty sum is 0.
pub fn sum_i64(column: impl IntoColumnRef) -> SimpleExpr {
    Func::coalesce([Expr::col(column).sum().cast_as(Alias::new("bigint")), Expr::value(0_i64)]).into()
}

/// True when the error says that a unique rule is broken. Which rule is known from the operation, never from the
/// text, because the two engines word it differently.
#[must_use]
pub fn is_unique_violation(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(sea_orm::SqlErr::UniqueConstraintViolation(_)))
}

/// True when SQLite says that its file is cut short, overwritten or no database (its result codes 11 and 26, of which
/// the extended ones carry the plain one in their last byte).
#[must_use]
pub fn is_damaged(error: &DbErr) -> bool {
    let (DbErr::Conn(RuntimeErr::SqlxError(cause))
    | DbErr::Exec(RuntimeErr::SqlxError(cause))
    | DbErr::Query(RuntimeErr::SqlxError(cause))) = error
    else {
        return false;
    };
    let code = cause.as_database_error().and_then(|error| error.code()?.parse::<u32>().ok());
    // PostgreSQL's have five characters, and these may all be digits.
    code.is_some_and(|code| code < 10_000 && matches!(code & 0xff, 11 | 26))
}

/// True when the engine answers at all.
pub async fn ping(conn: &DatabaseConnection) -> Result<(), DbErr> {
    conn.ping().await
}

/// Ends the transaction behind the driver's back, as SQLite does by itself when the disk is full; for tests of that.
#[cfg(feature = "scratch")]
pub async fn end_transaction(conn: &impl ConnectionTrait) -> Result<(), DbErr> {
    run_schema(conn, "ROLLBACK").await
}

/// Names come from [`crate::scratch`] and hold only letters, digits and underscores.
#[cfg(feature = "scratch")]
pub(crate) async fn copy_database(conn: &DatabaseConnection, from: &str, to: &str) -> Result<(), DbErr> {
    run_schema(conn, &format!("CREATE DATABASE \"{to}\" TEMPLATE \"{from}\"")).await
}

#[cfg(feature = "scratch")]
pub(crate) async fn rename_database(conn: &DatabaseConnection, from: &str, to: &str) -> Result<(), DbErr> {
    run_schema(conn, &format!("ALTER DATABASE \"{from}\" RENAME TO \"{to}\"")).await
}

#[cfg(feature = "scratch")]
pub(crate) async fn database_exists(conn: &DatabaseConnection, name: &str) -> Result<bool, DbErr> {
    let query = sea_orm::sea_query::Query::select()
        .expr(Expr::value(1))
        .from(Alias::new("pg_database"))
        .and_where(Expr::col(Alias::new("datname")).eq(name))
        .to_owned();
    Ok(conn.query_one(&query).await?.is_some())
}

/// Nobody is let into the database any more, and who was in it is thrown out. Names come from [`crate::outage`].
#[cfg(feature = "outage")]
pub(crate) async fn shut_database(conn: &DatabaseConnection, name: &str) -> Result<(), DbErr> {
    run_schema(conn, &format!("ALTER DATABASE \"{name}\" ALLOW_CONNECTIONS false")).await?;
    let thrown_out = format!(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' AND pid <> pg_backend_pid()"
    );
    run_schema(conn, &thrown_out).await
}

#[cfg(feature = "outage")]
pub(crate) async fn reopen_database(conn: &DatabaseConnection, name: &str) -> Result<(), DbErr> {
    run_schema(conn, &format!("ALTER DATABASE \"{name}\" ALLOW_CONNECTIONS true")).await
}

#[cfg(test)]
mod tests {
    use sea_orm::{
        Database,
        sea_query::{Order, SelectStatement, SqliteQueryBuilder},
    };

    use super::*;
    use crate::schema;

    async fn things() -> DatabaseConnection {
        let conn = Database::connect("sqlite::memory:").await.unwrap();
        let thing =
            schema::sharded("thing").uuid("id").bigint("source").key(["id"]).index("by_source", ["source"]);
        for sql in thing.create(DbBackend::Sqlite) {
            run_schema(&conn, &sql).await.unwrap();
        }
        conn
    }

    /// How SQLite would look for the things of one source.
    async fn way(conn: &DatabaseConnection, order: impl Into<SimpleExpr>) -> String {
        let mut select = Query::select();
        for column in ["tenant_id", "source"] {
            select.and_where(Expr::col(Alias::new(column)).eq(1));
        }
        select.order_by_expr(order.into(), Order::Asc);
        explained(conn, select).await
    }

    async fn explained(conn: &DatabaseConnection, mut select: SelectStatement) -> String {
        select.column(Alias::new("id")).from(Alias::new("thing"));
        let sql = format!("EXPLAIN QUERY PLAN {}", select.to_string(SqliteQueryBuilder));
        let lines = conn.query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.unwrap();
        lines.iter().map(|line| line.try_get::<String>("", "detail").unwrap()).collect()
    }

    #[tokio::test]
    async fn rows_that_an_index_finds_are_sorted_afterwards() {
        let conn = things().await;
        let id = || Alias::new("id");
        let walked = way(&conn, Expr::col(id())).await;
        assert!(
            !walked.contains("by_source"),
            "SQLite has learnt it, and nobody needs this any more: {walked}"
        );
        let found = way(&conn, found_then_sorted(id())).await;
        assert!(found.contains("thing_by_source (tenant_id=? AND source=?)"), "{found}");
    }

    #[tokio::test]
    async fn rows_that_are_named_one_by_one_are_found_by_their_names() {
        let conn = things().await;
        let named = async |source: SimpleExpr| {
            let mut select = Query::select();
            select.and_where(Expr::col(Alias::new("tenant_id")).eq(1));
            select.and_where(source.eq(1)).and_where(Expr::col(Alias::new("id")).is_in(0..500));
            explained(&conn, select).await
        };
        let walked = named(Expr::col(Alias::new("source"))).await;
        assert!(
            walked.contains("by_source"),
            "SQLite has learnt it, and nobody needs this any more: {walked}"
        );
        let found = named(found_then_checked(Alias::new("source"))).await;
        assert!(found.contains("(tenant_id=? AND id=?)"), "{found}");
    }
}
