//! Opening a pool with the durability that we promise: what was acknowledged survives a power cut.

use std::{path::PathBuf, time::Duration};

use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DbErr,
    sqlx::{Connection, pool::PoolConnectionMetadata, postgres::PgConnection},
};

use crate::dialect;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Engine {
    /// A file; its folder must exist.
    Sqlite(PathBuf),
    /// A `postgres://` address.
    Postgres(String),
}

#[derive(Clone, Debug)]
pub struct Options {
    pub engine: Engine,
    /// Connections kept at most; SQLite uses one of them for writing.
    pub connections_max: u32,
}

#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("数据库地址无法识别：应为 postgres://用户:口令@主机:端口/库名")]
    Address,
    #[error("无法打开数据库：{0}。请检查地址、权限和磁盘空间")]
    Open(DbErr),
    #[error(
        "数据库文件已损坏：{0}。请停止服务，复制保全整个数据目录，再用 anxing restore 从最近的备份恢复到新目录"
    )]
    Damaged(DbErr),
}

/// Time to wait for another process that holds SQLite's only write lock (the command line beside the server).
const SQLITE_BUSY_S: u64 = 10;
/// Pages that each connection keeps. With SQLite's own 2 MiB a list of obligations spent a third of its time reading the
/// same pages from the operating system again (`docs/performance.md`). Taken only as pages are read.
const SQLITE_CACHE_KIB: u32 = 16 * 1024;
const ACQUIRE_S: u64 = 10;
/// A connection that lay this long is asked whether its server is still there before it is given out. Under load none lies
/// so long, and after an outage none fails a request.
const UNASKED: Duration = Duration::from_secs(1);
/// Prepared statements that each SQLite connection keeps: the driver's 100 are fewer than what a working day asks for, and
/// preparing one costs more than running it.
const SQLITE_STATEMENTS: usize = 500;

pub async fn open(options: &Options) -> Result<DatabaseConnection, OpenError> {
    let url = match &options.engine {
        Engine::Sqlite(file) => format!("sqlite://{}?mode=rwc", file.display()),
        Engine::Postgres(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
            url.clone()
        }
        Engine::Postgres(_) => return Err(OpenError::Address),
    };
    let mut connect = ConnectOptions::new(url);
    connect
        .max_connections(options.connections_max)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(ACQUIRE_S))
        .connect_timeout(Duration::from_secs(ACQUIRE_S))
        // A ping before every statement would nearly double the cost of a point read; see [`UNASKED`].
        .test_before_acquire(false)
        .sqlx_logging(false);
    connect.map_sqlx_sqlite_opts(|sqlite| {
        sqlite
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "FULL")
            .pragma("foreign_keys", "ON")
            .pragma("temp_store", "MEMORY")
            .pragma("cache_size", format!("-{SQLITE_CACHE_KIB}"))
            .statement_cache_capacity(SQLITE_STATEMENTS)
            .busy_timeout(Duration::from_secs(SQLITE_BUSY_S))
    });
    connect.map_sqlx_sqlite_pool_opts(|pool| {
        // SQLite ends a transaction by itself when the disk is full; the driver still counts it as open and would take
        // the next `BEGIN` for a savepoint. Such a connection is closed instead of being used again.
        pool.after_release(|connection, _| {
            let clean = !connection.is_in_transaction();
            Box::pin(async move { Ok(clean) })
        })
    });
    connect.map_sqlx_postgres_pool_opts(|pool| {
        pool.before_acquire(|connection, lay| Box::pin(async move { Ok(is_there(connection, &lay).await) }))
    });
    Database::connect(connect).await.map_err(|error| {
        if dialect::is_damaged(&error) { OpenError::Damaged(error) } else { OpenError::Open(error) }
    })
}

/// One that does not answer is closed, and the pool opens another in its place.
async fn is_there(connection: &mut PgConnection, lay: &PoolConnectionMetadata) -> bool {
    lay.idle_for < UNASKED || connection.ping().await.is_ok()
}
