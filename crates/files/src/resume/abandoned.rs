//! Uploads that nobody goes on with.

use std::{io, path::Path, sync::Arc};

use db::Db;
use kernel::{Failure, TenantId};

use super::{UploadId, rows, turn};
use crate::{Storage, io_failure};

/// Rows that are looked at in one go.
const ROWS_MAX: u64 = 500;

/// Removes uploads that have expired, with what has arrived of them, and parts that no upload names.
pub struct Abandoned {
    db: Arc<Db>,
    storage: Storage,
}

impl Abandoned {
    #[must_use]
    pub fn new(db: Arc<Db>, storage: Storage) -> Self {
        Self { db, storage }
    }

    async fn expired(&self) -> Result<u64, Failure> {
        let mut removed = 0;
        loop {
            // Every authority's; each is removed within its own.
            let rows = rows::expired(&self.db.read(TenantId(0)), ROWS_MAX).await?;
            for row in &rows {
                // The row first: a part without a row is found below, a row without its part would promise what is gone.
                rows::remove(&self.db, row).await?;
                turn::remove(&turn::path(&self.storage, row.id)).map_err(|error| io_failure::of(&error))?;
                removed += u64::from(row.file_id.is_none());
            }
            if (rows.len() as u64) < ROWS_MAX {
                return Ok(removed);
            }
        }
    }

    async fn nameless(&self) -> Result<u64, Failure> {
        let mut removed = 0;
        let folder = self.storage.parts();
        let parts = tokio::task::spawn_blocking(move || parts(&folder)).await.map_err(io_failure::of_join)?;
        let parts = parts.map_err(|error| io_failure::of(&error))?;
        for some in parts.chunks(usize::try_from(ROWS_MAX).unwrap_or(1)) {
            let known = rows::known(&self.db.read(TenantId(0)), some).await?;
            for id in some.iter().filter(|id| !known.contains(id)) {
                removed += u64::from(self.remove_idle(*id).map_err(|error| io_failure::of(&error))?);
            }
        }
        Ok(removed)
    }

    /// A row is there before its part and gone before it, so whoever has a part without a row is about to remove it.
    fn remove_idle(&self, id: UploadId) -> io::Result<bool> {
        let path = turn::path(&self.storage, id);
        let Some(_held) = turn::try_lock(&path)? else { return Ok(false) };
        turn::remove(&path)?;
        tracing::info!(upload = %id, "a part that no upload names was removed");
        Ok(true)
    }
}

/// What has no upload's name was not put there by us.
fn parts(folder: &Path) -> io::Result<Vec<UploadId>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let name = entry?.file_name();
        found.extend(name.to_str().and_then(|name| name.strip_suffix(".part")?.parse::<UploadId>().ok()));
    }
    Ok(found)
}

#[async_trait::async_trait]
impl jobs::Reconcile for Abandoned {
    async fn reconcile(&self) -> Result<u64, Failure> {
        Ok(self.expired().await? + self.nameless().await?)
    }
}
