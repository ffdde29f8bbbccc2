//! A province with evidence whose server runs in this process, and a place beside it for what is copied.

use std::{path::PathBuf, process::Command};

use tempfile::TempDir;
use testkit::{Role, World};

use crate::anxing;

pub(crate) struct Live {
    pub(crate) world: World,
    pub(crate) outside: TempDir,
}

impl Live {
    /// An officer has sent these papers.
    pub(crate) async fn with(papers: impl IntoIterator<Item = Vec<u8>>) -> Self {
        let world = World::at("2021-06-16T10:00:00+08:00").await;
        let officer = world.person(Role::CityOfficer, "shenyang").await;
        for (number, paper) in papers.into_iter().enumerate() {
            officer.upload(world.unit("shenyang"), "document", &format!("{number}.pdf"), paper).await;
        }
        Self { world, outside: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn at(&self, name: &str) -> PathBuf {
        self.outside.path().join(name)
    }

    /// A command about this installation.
    pub(crate) fn anxing(&self, words: &[&str]) -> Command {
        let mut command = anxing();
        command.args(words).arg("--data").arg(self.world.app.folder());
        if let Some(url) = self.world.app.database_url() {
            command.args(["--database-url", url]);
        }
        command
    }
}
