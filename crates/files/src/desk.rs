//! What the handlers share, and what the server hands in.

use std::{sync::Arc, time::Duration};

use axum::extract::FromRef;
use kernel::{Failure, UnitId};
use policy::Standing;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use utoipa_axum::{router::OpenApiRouter, routes};
use web::{Slice, Web};

use crate::{
    FileKind, Storage, download, limits, meta, policy::RULES, preview, previews::Previews, resume,
    resume::Turns, seen::Seen, upload,
};

/// Where a unit stands in the tree. The server answers it from the organisation, which this crate does not know.
#[async_trait::async_trait]
pub trait Places: Send + Sync {
    /// # Errors
    /// [`Failure::Hidden`] when the tenant has no such unit.
    async fn standing(&self, read: &db::Read, unit: UnitId) -> Result<Standing, Failure>;
}

/// The largest file of each kind, in bytes as they are sent, and how much may be on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    pub document_bytes: u64,
    /// Pictures are held in memory while their metadata is removed.
    pub pictures_bytes: u64,
    pub video_bytes: u64,
    /// How long an upload waits for its next piece.
    pub unfinished_for: Duration,
    /// Uploads that one person has begun and not finished.
    pub unfinished_max: u64,
    /// Their announced lengths together.
    pub unfinished_bytes_max: u64,
}

impl Limits {
    pub(crate) fn largest(self) -> u64 {
        self.document_bytes.max(self.pictures_bytes).max(self.video_bytes)
    }

    pub(crate) fn of(self, kind: FileKind) -> u64 {
        match kind {
            FileKind::Document => self.document_bytes,
            FileKind::Pictures => self.pictures_bytes,
            FileKind::Video => self.video_bytes,
        }
    }
}

/// Pictures that are in memory at the same time.
const PICTURES_AT_ONCE: usize = 3;

#[derive(Clone, FromRef)]
pub(crate) struct Desk {
    web: Web,
    pub(crate) storage: Storage,
    pub(crate) places: Arc<dyn Places>,
    pub(crate) limits: Limits,
    pub(crate) pictures: Arc<Semaphore>,
    pub(crate) previews: Previews,
    pub(crate) seen: Arc<Seen>,
    pub(crate) turns: Arc<Turns>,
}

impl Desk {
    /// Waiting is here and not in the blocking thread; the permit goes with the picture, also when nobody waits any more.
    pub(crate) async fn permit(&self, kind: FileKind) -> Result<Option<OwnedSemaphorePermit>, Failure> {
        match kind {
            FileKind::Pictures => {
                let permit = Arc::clone(&self.pictures).acquire_owned().await;
                permit.map(Some).map_err(Failure::internal)
            }
            FileKind::Document | FileKind::Video => Ok(None),
        }
    }
}

/// The routes and rules of this crate. The storage is opened by the caller, so that a folder that cannot be used is
/// noticed before the server listens.
pub fn slice(web: Web, storage: Storage, places: Arc<dyn Places>, limits: Limits) -> Slice {
    let pictures = Arc::new(Semaphore::new(PICTURES_AT_ONCE));
    let previews = Previews::new(storage.clone());
    let desk = Desk {
        web,
        storage,
        places,
        limits,
        pictures,
        previews,
        seen: Arc::default(),
        turns: Arc::default(),
    };
    let routes = OpenApiRouter::new()
        .routes(routes!(upload::file_upload))
        .routes(routes!(download::file_download))
        .routes(routes!(meta::file_meta))
        .routes(routes!(limits::file_limits))
        .routes(routes!(preview::file_preview))
        .merge(resume::routes())
        .with_state(desk);
    Slice { name: "files", routes, rules: RULES.to_vec() }
}
