//! A PostgreSQL database that is gone for a while: nobody is let in, and who was in it is thrown out. For rehearsals, on
//! a database of their own; other databases of the same server notice nothing.

use kernel::Failure;
use sea_orm::DatabaseConnection;

use crate::{Engine, Options, dialect, open};

/// The database that every PostgreSQL has, and from which others are closed.
const MAINTENANCE: &str = "postgres";

pub struct Outage {
    admin: DatabaseConnection,
    database: String,
}

impl Outage {
    /// # Errors
    /// The server's own database cannot be reached, or the address names no database that could be closed.
    pub async fn of(url: &str) -> Result<Self, Failure> {
        let unnamed = || Failure::internal("the address of the database ends without its name");
        let (address, query) = url.split_once('?').map_or((url, ""), |(address, query)| (address, query));
        let (server, database) = address.rsplit_once('/').ok_or_else(unnamed)?;
        let plain = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if database.is_empty() || database == MAINTENANCE || !plain(database) {
            return Err(unnamed());
        }
        let admin = Options {
            engine: Engine::Postgres(format!("{server}/{MAINTENANCE}?{query}")),
            connections_max: 1,
        };
        let admin = open(&admin).await.map_err(Failure::internal)?;
        Ok(Self { admin, database: database.to_owned() })
    }

    pub async fn shut(&self) -> Result<(), Failure> {
        Ok(dialect::shut_database(&self.admin, &self.database).await?)
    }

    pub async fn reopen(&self) -> Result<(), Failure> {
        Ok(dialect::reopen_database(&self.admin, &self.database).await?)
    }
}
