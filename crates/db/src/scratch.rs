//! A database of its own for every test, copied from a template that is migrated once.
//!
//! SQLite copies a file (about 1 ms), PostgreSQL copies a database (about 65 ms). The template's name carries a digest
//! of the rendered schema, so a changed migration makes a new one.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

use kernel::{Clock, Failure};
use sea_orm::{DatabaseConnection, DbBackend};

use crate::{Engine, Migration, Options, dialect, migrate, open, render};

/// Which engine a test run is about.
#[derive(Clone, Debug)]
pub enum Scratch {
    /// Templates are kept in this folder.
    Sqlite { templates: PathBuf },
    /// The address of a server on which databases may be made; its own database is only connected to.
    Postgres { server: String },
}

impl Scratch {
    /// Makes a migrated, empty database. `name` must be new; for SQLite it is made inside `folder`.
    pub async fn database(
        &self,
        steps: &[Migration],
        folder: &Path,
        name: &str,
        clock: &dyn Clock,
    ) -> Result<Options, Failure> {
        match self {
            Self::Sqlite { templates } => {
                let template = sqlite_template(templates, steps, clock).await?;
                let file = folder.join(format!("{name}.sqlite"));
                std::fs::copy(template, &file).map_err(Failure::internal)?;
                Ok(Options { engine: Engine::Sqlite(file), connections_max: 4 })
            }
            Self::Postgres { server } => {
                let admin = connect(&Engine::Postgres(server.clone()), 1).await?;
                let template = postgres_template(&admin, server, steps, clock).await?;
                dialect::copy_database(&admin, &template, name).await?;
                admin.close().await?;
                Ok(Options { engine: Engine::Postgres(at(server, name)), connections_max: 4 })
            }
        }
    }
}

impl Scratch {
    /// Makes a database without a single table, or nothing on SQLite, where a file that is not there is one.
    pub async fn empty_postgres(&self, name: &str) -> Result<Option<DatabaseConnection>, Failure> {
        let Self::Postgres { server } = self else { return Ok(None) };
        let admin = connect(&Engine::Postgres(server.clone()), 1).await?;
        dialect::copy_database(&admin, "template0", name).await?;
        admin.close().await?;
        connect(&Engine::Postgres(at(server, name)), 4).await.map(Some)
    }
}

async fn connect(engine: &Engine, connections_max: u32) -> Result<DatabaseConnection, Failure> {
    open(&Options { engine: engine.clone(), connections_max }).await.map_err(Failure::internal)
}

fn fingerprint(steps: &[Migration], backend: DbBackend) -> String {
    let mut hasher = DefaultHasher::new();
    render(steps, backend).hash(&mut hasher);
    format!("anxing_{:016x}", hasher.finish())
}

async fn sqlite_template(folder: &Path, steps: &[Migration], clock: &dyn Clock) -> Result<PathBuf, Failure> {
    let name = fingerprint(steps, DbBackend::Sqlite);
    let finished = folder.join(format!("{name}.sqlite"));
    if finished.exists() {
        return Ok(finished);
    }
    std::fs::create_dir_all(folder).map_err(Failure::internal)?;
    // Test processes may build it at the same time; each does so under its own name and the last rename wins.
    let draft = folder.join(format!("{name}.{}.draft", std::process::id()));
    let pool = connect(&Engine::Sqlite(draft.clone()), 1).await?;
    migrate(&pool, steps, clock).await?;
    pool.close().await?;
    std::fs::rename(&draft, &finished).map_err(Failure::internal)?;
    Ok(finished)
}

async fn postgres_template(
    admin: &DatabaseConnection,
    server: &str,
    steps: &[Migration],
    clock: &dyn Clock,
) -> Result<String, Failure> {
    let name = fingerprint(steps, DbBackend::Postgres);
    if dialect::database_exists(admin, &name).await? {
        return Ok(name);
    }
    let draft = format!("{name}_{}", std::process::id());
    dialect::copy_database(admin, "template0", &draft).await?;
    let pool = connect(&Engine::Postgres(at(server, &draft)), 1).await?;
    migrate(&pool, steps, clock).await?;
    pool.close().await?;
    // Whoever comes second finds the name taken and uses the template that is there.
    if dialect::rename_database(admin, &draft, &name).await.is_err()
        && !dialect::database_exists(admin, &name).await?
    {
        return Err(Failure::internal(format!("the template {name} could not be made")));
    }
    Ok(name)
}

/// The same server, another database: the last path segment of the address is exchanged.
fn at(server: &str, database: &str) -> String {
    let (address, query) = server.split_once('?').map_or((server, None), |(a, q)| (a, Some(q)));
    let host = address.rsplit_once('/').map_or(address, |(host, _)| host);
    match query {
        Some(query) => format!("{host}/{database}?{query}"),
        None => format!("{host}/{database}"),
    }
}
