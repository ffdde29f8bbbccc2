//! Of the requests about one upload one has its turn: in this process by a mutex, on all servers by a lock on the part.

use std::{
    collections::HashMap,
    fs::{File, OpenOptions, TryLockError},
    io,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    sync::{Arc, Mutex as StdMutex, PoisonError, Weak},
    time::Duration,
};

use kernel::Failure;
use tokio::sync::{Mutex, OwnedMutexGuard, watch};

use super::UploadId;
use crate::{Storage, io_failure};

/// Who is at work in this process.
#[derive(Debug, Default)]
pub(crate) struct Turns(StdMutex<HashMap<UploadId, Weak<Turn>>>);

#[derive(Debug)]
struct Turn {
    one: Arc<Mutex<()>>,
    /// How many wait. Whoever receives a piece then stops: the client that comes again has given the old connection up.
    waiting: watch::Sender<u32>,
}

/// One request more that waits, until this is dropped.
struct Waiting<'a>(&'a Turn);

impl<'a> Waiting<'a> {
    fn at(turn: &'a Turn) -> Self {
        turn.waiting.send_modify(|waiting| *waiting += 1);
        Self(turn)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.waiting.send_modify(|waiting| *waiting -= 1);
    }
}

/// A part that nobody else touches while this is there.
#[derive(Debug)]
pub(super) struct Held {
    pub file: File,
    pub path: PathBuf,
    turn: Arc<Turn>,
    _one: OwnedMutexGuard<()>,
}

/// How often and how long another server is waited for, which cannot be asked to stop.
const LOOK_EVERY: Duration = Duration::from_millis(100);
const LOOKS: u32 = 50;

pub(super) const BUSY: &str = "upload-busy";

pub(super) fn busy() -> Failure {
    let detail = "这个文件正由另一条连接上传；请稍后从服务器记录的位置继续";
    Failure::refused(BUSY, detail)
}

pub(super) fn path(storage: &Storage, id: UploadId) -> PathBuf {
    storage.parts().join(format!("{id}.part"))
}

impl Turns {
    /// Waits for its turn; a request that is receiving stops for it, one that finishes the file does not.
    ///
    /// # Errors
    /// `upload-busy` when another server has it.
    pub(super) async fn hold(&self, storage: &Storage, id: UploadId) -> Result<Held, Failure> {
        let turn = self.turn(id);
        let waiting = Waiting::at(&turn);
        let one = Arc::clone(&turn.one).lock_owned().await;
        drop(waiting);
        let path = path(storage, id);
        for _ in 0..LOOKS {
            let place = path.clone();
            let locked = tokio::task::spawn_blocking(move || try_lock(&place)).await;
            if let Some(file) =
                locked.map_err(io_failure::of_join)?.map_err(|error| io_failure::of(&error))?
            {
                return Ok(Held { file, path, turn, _one: one });
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
        Err(busy())
    }

    fn turn(&self, id: UploadId) -> Arc<Turn> {
        let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(turn) = turns.get(&id).and_then(Weak::upgrade) {
            return turn;
        }
        turns.retain(|_, turn| turn.strong_count() > 0);
        let turn = Arc::new(Turn { one: Arc::default(), waiting: watch::Sender::new(0) });
        turns.insert(id, Arc::downgrade(&turn));
        turn
    }
}

impl Held {
    /// Resolves when somebody waits for this part.
    pub(super) fn wanted(&self) -> impl Future<Output = ()> + Send + 'static {
        let mut waiting = self.turn.waiting.subscribe();
        async move {
            if waiting.wait_for(|waiting| *waiting > 0).await.is_err() {
                std::future::pending::<()>().await;
            }
        }
    }

    /// How much there is of the part, safe or not. Blocks as shortly as a look at a folder.
    pub(super) fn length(&self) -> io::Result<u64> {
        Ok(self.file.metadata()?.len())
    }

    /// Removes the part.
    pub(super) fn discard(self) -> io::Result<()> {
        remove(&self.path)
    }
}

pub(super) fn remove(path: &Path) -> io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Opens the part, or makes it, and locks it. `None` when somebody else has it, or removed it between the two. The lock
/// goes with the file, also when the process is killed.
pub(super) fn try_lock(path: &Path) -> io::Result<Option<File>> {
    let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(None),
        Err(TryLockError::Error(error)) => return Err(error),
    }
    match std::fs::metadata(path) {
        Ok(there) if there.ino() == file.metadata()?.ino() => Ok(Some(file)),
        Ok(_) => Ok(None),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
