//! Small versions of pictures: made when first asked for and then kept, until somebody empties their folder. They are no
//! evidence: no row names them, no backup holds them, and losing one costs the time to make it again.

use std::{
    fs::File,
    io::{self, BufReader, Write},
    path::PathBuf,
    sync::Arc,
};

use bytes::Bytes;
use kernel::Failure;
use tokio::sync::Semaphore;

use crate::{
    format::Format,
    scaled::{NotScaled, scaled},
    storage::{Digest, Storage},
};

#[derive(Clone, Debug)]
pub(crate) struct Previews {
    storage: Storage,
    /// One picture is unpacked at a time, which bounds the memory.
    turn: Arc<Semaphore>,
}

impl Previews {
    pub(crate) fn new(storage: Storage) -> Self {
        Self { storage, turn: Arc::new(Semaphore::new(1)) }
    }

    /// The picture in at most `side` pixels, as a JPEG.
    ///
    /// # Errors
    /// [`Failure::Refused`] when it cannot be made small, or when the object is missing or damaged.
    pub(crate) async fn of(
        &self,
        format: Format,
        digest: Digest,
        bytes: u64,
        side: u32,
    ) -> Result<Bytes, Failure> {
        let kept = self.path(&digest, side);
        if let Ok(small) = tokio::fs::read(&kept).await {
            return Ok(small.into());
        }
        // Waiting is here and not in the blocking thread; the permit goes with the picture, also when nobody waits any more.
        let permit = Arc::clone(&self.turn).acquire_owned().await.map_err(Failure::internal)?;
        let (this, sha256) = (self.clone(), digest.clone());
        let made = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            let picture = this.storage.whole(&digest, bytes)?;
            let small = scaled(format, BufReader::new(picture), side).map_err(|NotScaled| refused())?;
            if let Err(error) = this.keep(kept, &small) {
                tracing::warn!(%error, "a small version of a picture could not be kept and will be made again");
            }
            Ok(Bytes::from(small))
        });
        // A decoder that panics has met a picture that it cannot read.
        made.await.unwrap_or_else(|error| {
            tracing::error!(%error, sha256 = sha256.as_str(), "a picture could not be made small");
            Err(refused())
        })
    }

    fn path(&self, digest: &Digest, side: u32) -> PathBuf {
        let (first, rest) = digest.as_str().split_at(2);
        self.storage.previews().join(side.to_string()).join(first).join(rest)
    }

    /// Flushed before it has its name, so that a power cut leaves the whole or nothing. Blocks.
    fn keep(&self, path: PathBuf, small: &[u8]) -> io::Result<()> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let (staged, mut file): (_, File) = self.storage.stage()?;
        file.write_all(small)?;
        file.sync_all()?;
        std::fs::rename(staged.path(), path)
    }
}

fn refused() -> Failure {
    Failure::refused("not-scaled", "这份附件不能缩小显示，请打开或下载原文件查看")
}
