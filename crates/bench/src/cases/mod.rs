//! The cases: each starts what it needs, measures, prints, and leaves nothing running.

pub mod dropped;
pub mod limits;
pub mod pure;
pub mod reads;
pub mod start;
pub mod writes;

use std::{path::PathBuf, time::Duration};

use crate::{
    Outcome,
    client::Client,
    load::Bounds,
    process::Server,
    town::{self, PASSWORD, Size, Town, WRITERS, writer_keys},
};

/// What all cases of a run share.
pub struct Bench {
    pub anxing: PathBuf,
    pub root: PathBuf,
    pub seconds: u64,
    pub database: Option<String>,
}

impl Bench {
    #[must_use]
    pub fn bounds(&self) -> Bounds {
        Bounds { requests: 200_000, time: Duration::from_secs(self.seconds) }
    }

    pub fn scratch(&self) -> Outcome<tempfile::TempDir> {
        std::fs::create_dir_all(&self.root).map_err(|error| error.to_string())?;
        tempfile::tempdir_in(&self.root).map_err(|error| error.to_string())
    }
}

/// A served town that may be written to.
pub struct Stage {
    pub town: Town,
    pub server: Server,
    /// Logged in, in the order of [`Town::writers`].
    pub writers: Vec<Client>,
    pub office: Client,
    /// Taken away after the server.
    _folder: tempfile::TempDir,
}

impl Stage {
    pub async fn set(bench: &Bench, size: Size) -> Outcome<Self> {
        let folder = bench.scratch()?;
        let data = folder.path().join("data");
        let (town, server) = match &bench.database {
            None => {
                let town = town::copy(&bench.anxing, &bench.root, size, &data).await?;
                (town, Server::anxing(&bench.anxing, &data, None).await?)
            }
            Some(url) => {
                let server = Server::anxing(&bench.anxing, &data, Some(url)).await?;
                (town::build(&server, size).await?, server)
            }
        };
        let mut office = Client::connect(server.address, None).await?;
        office.log_in("office", PASSWORD).await?;
        let mut writers = Vec::with_capacity(WRITERS);
        for login in writer_keys() {
            let mut writer = Client::connect(server.address, None).await?;
            writer.log_in(&login, PASSWORD).await?;
            writers.push(writer);
        }
        Ok(Self { town, server, writers, office, _folder: folder })
    }

    /// So many connections of the office.
    pub async fn offices(&self, number: usize) -> Outcome<Vec<Client>> {
        let mut clients = Vec::with_capacity(number);
        for _ in 0..number {
            clients.push(Client::connect(self.server.address, self.office.cookie()).await?);
        }
        Ok(clients)
    }
}
