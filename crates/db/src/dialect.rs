//! The only place that knows which engine it talks to.

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExprTrait, SqliteTransactionMode, Statement,
    TransactionOptions,
    sea_query::{Alias, Expr, Func, IntoColumnRef, SimpleExpr},
};

pub(crate) fn is_sqlite(conn: &impl ConnectionTrait) -> bool {
    conn.get_database_backend() == DbBackend::Sqlite
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

/// Runs one rendered schema statement.
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
