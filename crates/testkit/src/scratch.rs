//! Which engine this run is about, and a database of its own for one test.

use std::path::PathBuf;

use db::{Migration, Options, scratch::Scratch};
use kernel::SystemClock;
use tempfile::TempDir;

/// An empty, migrated database that goes away with its folder. (On PostgreSQL the private server goes away as a whole.)
pub struct ScratchDatabase {
    pub options: Options,
    pub folder: TempDir,
}

impl ScratchDatabase {
    pub async fn new(steps: &[Migration]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let engine = engine();
        // A folder of one's own needs no other name than the one that the program itself gives.
        let name = match &engine {
            Scratch::Sqlite { .. } => "anxing".to_owned(),
            Scratch::Postgres { .. } => format!("anxing_test_{}", unique()),
        };
        let options = engine.database(steps, folder.path(), &name, &SystemClock).await.unwrap();
        Self { options, folder }
    }
}

/// A PostgreSQL database without a single table when the run is about PostgreSQL.
pub async fn empty_postgres() -> Option<sea_orm::DatabaseConnection> {
    engine().empty_postgres(&format!("anxing_test_{}", unique())).await.unwrap()
}

fn engine() -> Scratch {
    match std::env::var("ANXING_TEST_ENGINE").as_deref() {
        Ok("postgres") => {
            let server = std::env::var("ANXING_TEST_POSTGRES_URL").expect(
                "ANXING_TEST_ENGINE=postgres needs ANXING_TEST_POSTGRES_URL; `cargo xtask test` sets both",
            );
            Scratch::Postgres { server }
        }
        Ok("sqlite") | Err(_) => Scratch::Sqlite { templates: templates() },
        Ok(other) => panic!("ANXING_TEST_ENGINE is sqlite or postgres, not {other}"),
    }
}

fn templates() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/testkit")
}

/// Process id and a random number: test processes run side by side on one PostgreSQL.
fn unique() -> String {
    use kernel::IdSource;
    let id = kernel::RandomIds::default().next_uuid(kernel::Clock::now(&SystemClock));
    id.simple().to_string()
}
