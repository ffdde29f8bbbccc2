//! Objects that no row names: what an upload leaves that fails between its object and its row.

use std::{sync::Arc, time::Duration};

use db::{Db, Reader};
use kernel::{Failure, TenantId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::{Storage, io_failure, storage::Digest, store::file};

/// An upload of the largest file takes hours at worst; its row follows its object at once.
const AGE_MIN: Duration = Duration::from_secs(24 * 3600);

/// Digests asked for in one statement.
const DIGESTS_PER_STATEMENT: usize = 500;

/// Removes objects that have been there for a day and that no file of any authority names.
pub struct Orphans {
    db: Arc<Db>,
    storage: Storage,
}

impl Orphans {
    #[must_use]
    pub fn new(db: Arc<Db>, storage: Storage) -> Self {
        Self { db, storage }
    }

    async fn named(&self, digests: &[Digest]) -> Result<Vec<String>, Failure> {
        // An object belongs to every authority that has a file with its content, so no tenant is named here.
        let read = self.db.read(TenantId(0));
        let rows = file::Entity::find()
            .select_only()
            .column(file::Column::Sha256)
            .filter(file::Column::Sha256.is_in(digests.iter().map(Digest::as_str)))
            .into_tuple::<String>()
            .all(read.conn())
            .await?;
        Ok(rows)
    }
}

#[async_trait::async_trait]
impl jobs::Reconcile for Orphans {
    async fn reconcile(&self) -> Result<u64, Failure> {
        let mut removed = 0;
        let before = self.db.now().minus(AGE_MIN);
        for first in 0..=255_u8 {
            let storage = self.storage.clone();
            let old = tokio::task::spawn_blocking(move || storage.older_than(first, before));
            let old = old.await.map_err(io_failure::of_join)?.map_err(|error| io_failure::of(&error))?;
            for some in old.chunks(DIGESTS_PER_STATEMENT) {
                let named = self.named(some).await?;
                for digest in some.iter().filter(|digest| !named.iter().any(|name| name == digest.as_str())) {
                    self.storage.remove(digest, before).map_err(|error| io_failure::of(&error))?;
                    tracing::info!(digest = digest.as_str(), "an object that no file names was removed");
                    removed += 1;
                }
            }
        }
        Ok(removed)
    }
}
