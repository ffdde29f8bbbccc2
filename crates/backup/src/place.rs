//! The empty folder that an installation is restored into. Everything comes together in a folder inside it, and moves to
//! its place when it is whole; while that folder is there, nobody starts.

use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
};

use server::lock::{self, FolderLock};

use crate::{BackupError, form::SETTINGS};

/// The name of the folder that holds what is not whole yet.
pub const PART: &str = "restore.part";

/// What an empty data folder may hold: a disk of its own brings the first, a server that was refused leaves the second.
const NOTHING: [&str; 2] = ["lost+found", LOCK];
const LOCK: &str = "anxing.lock";

pub(crate) const DATABASE: &str = "anxing.sqlite";

/// True when a restoration was interrupted here: what lies in the folder is not an installation.
#[must_use]
pub fn unfinished(folder: &Path) -> bool {
    folder.join(PART).try_exists().unwrap_or(true)
}

/// The folder, taken by this process. Cleared again when this is dropped before it was published.
pub(crate) struct Room {
    folder: PathBuf,
    /// True when the folder was not there before.
    made: bool,
    keep: bool,
    _lock: FolderLock,
}

impl Room {
    pub(crate) fn take(folder: &Path) -> Result<Self, BackupError> {
        let trouble = |error| BackupError::Write(folder.to_owned(), error);
        let made = !folder.try_exists().map_err(trouble)?;
        if !made {
            empty(folder)?;
        }
        let lock = lock::take(folder).map_err(|error| trouble(io::Error::other(error)))?;
        // Somebody may have come between the look and the lock.
        empty(folder)?;
        let room = Self { folder: folder.to_owned(), made, keep: false, _lock: lock };
        std::fs::create_dir(room.part()).map_err(trouble)?;
        Ok(room)
    }

    pub(crate) fn part(&self) -> PathBuf {
        self.folder.join(PART)
    }

    /// From now on what is here is not cleared away: the database may hold rows that belong to it.
    pub(crate) fn keep(&mut self) {
        self.keep = true;
    }

    /// Moves everything to its place, the database last: without it nothing here is an installation.
    pub(crate) fn publish(mut self) -> Result<(), BackupError> {
        self.keep();
        let part = self.part();
        let trouble = |error| BackupError::Write(self.folder.clone(), error);
        let log = format!("{DATABASE}-wal");
        let names = ["files"].into_iter().chain(SETTINGS).chain([log.as_str(), DATABASE]);
        for name in names {
            if part.join(name).try_exists().map_err(trouble)? {
                std::fs::rename(part.join(name), self.folder.join(name)).map_err(trouble)?;
            }
        }
        flush(&self.folder).map_err(trouble)?;
        std::fs::remove_dir_all(&part).map_err(trouble)?;
        flush(&self.folder).map_err(trouble)
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        if self.keep {
            return;
        }
        // What cannot be removed says that the folder is not to be used, which is true.
        let _ = std::fs::remove_dir_all(self.part());
        if self.made {
            let _ = std::fs::remove_file(self.folder.join(LOCK));
            let _ = std::fs::remove_dir(&self.folder);
        }
    }
}

fn empty(folder: &Path) -> Result<(), BackupError> {
    let trouble = |error| BackupError::Read(folder.to_owned(), error);
    for entry in std::fs::read_dir(folder).map_err(trouble)? {
        let name = entry.map_err(trouble)?.file_name();
        if !NOTHING.iter().any(|nothing| name == *nothing) {
            let name = name.to_string_lossy().into_owned();
            return Err(BackupError::FolderNotEmpty(folder.to_owned(), name));
        }
    }
    Ok(())
}

pub(crate) fn flush(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}
