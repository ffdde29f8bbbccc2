//! A small province with evidence, and places to bring it back to.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use backup::{BackupError, Made, Restored, Source, Target};
use db::{Db, Engine, Options};
use kernel::{SeededIds, TravelClock};
use sea_orm::DatabaseConnection;
use tempfile::TempDir;
use testkit::{Persona, Role, World};

pub const NOW: &str = "2021-06-16T10:00:00+08:00";

pub struct House {
    pub world: World,
    pub officer: Persona,
    /// Where backups and restored installations go.
    pub outside: TempDir,
}

/// A paper by the look of its content, each with its own text.
pub fn paper(text: &str) -> Vec<u8> {
    format!("%PDF-1.4\n{text}\n%%EOF\n").into_bytes()
}

impl House {
    pub async fn new() -> Self {
        let world = World::at(NOW).await;
        let officer = world.person(Role::CityOfficer, "shenyang").await;
        let outside = tempfile::tempdir().unwrap();
        let house = Self { world, officer, outside };
        for text in ["安全生产月", "逐线逐库排查😀", "七月"] {
            house.paper(text).await;
        }
        house
    }

    /// Uploads a paper and answers its id.
    pub async fn paper(&self, text: &str) -> String {
        let unit = self.world.unit("shenyang");
        self.officer.upload(unit, "document", &format!("{text}.pdf"), paper(text)).await
    }

    pub fn folder(&self) -> &Path {
        self.world.app.folder()
    }

    pub fn at(&self, name: &str) -> PathBuf {
        self.outside.path().join(name)
    }

    pub async fn back_up(&self, name: &str) -> Result<Made, BackupError> {
        copy(&self.world.app.db, self.folder(), &self.at(name)).await
    }

    /// Where the objects of the evidence lie.
    pub fn objects(&self) -> Vec<PathBuf> {
        let shelves = std::fs::read_dir(self.folder().join("files/sha256")).unwrap();
        let mut found: Vec<PathBuf> = shelves
            .flat_map(|shelf| std::fs::read_dir(shelf.unwrap().path()).unwrap())
            .map(|one| one.unwrap().path())
            .collect();
        found.sort();
        found
    }
}

pub async fn copy(db: &Db, folder: &Path, file: &Path) -> Result<Made, BackupError> {
    backup::make(&Source { db, folder, steps: &server::migrations() }, file).await
}

/// Brings a backup back; to SQLite inside the folder without a pool.
pub async fn bring_back(
    file: &Path,
    folder: &Path,
    postgres: Option<DatabaseConnection>,
) -> Result<Restored, BackupError> {
    let target = Target {
        folder,
        postgres,
        steps: &server::migrations(),
        clock: Arc::new(TravelClock::at(NOW.parse().unwrap())),
        ids: Arc::new(SeededIds::new(7)),
        expected: None,
    };
    backup::restore(file, target).await
}

/// The database of a restored installation: the pool that it was restored to, or the file in its folder.
pub async fn opened(folder: &Path, postgres: Option<DatabaseConnection>) -> Db {
    let pool = match postgres {
        Some(pool) => pool,
        None => {
            let engine = Engine::Sqlite(folder.join("anxing.sqlite"));
            db::open(&Options { engine, connections_max: 4 }).await.unwrap()
        }
    };
    let clock = Arc::new(TravelClock::at(NOW.parse().unwrap()));
    Db::new(pool, clock, Arc::new(SeededIds::new(9)), Arc::new(audit::Chain))
}
