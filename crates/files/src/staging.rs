//! Where files are on their way in: a folder of this process, removed when the process is gone.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

const LOCK: &str = "lock";

/// The staging folder of one process. The lock is held as long as the process lives, also when it is killed, so the next
/// one to start knows which folders nobody writes to any more. Two servers may share one storage.
#[derive(Debug)]
pub(crate) struct Staging {
    folder: PathBuf,
    next: AtomicU64,
    _alive: File,
}

/// A file on its way in. It is removed when this is dropped, unless it was moved to where it stays, or waits there for
/// more.
#[derive(Debug)]
pub(crate) struct Staged {
    path: PathBuf,
    waits: bool,
}

impl Staging {
    /// Removes what dead processes left under `tmp` and makes a folder for this one.
    pub(crate) fn open(tmp: &Path) -> io::Result<Self> {
        std::fs::create_dir_all(tmp)?;
        // Held until the end of this function: nobody else takes a folder for dead while it is being made.
        let door = lock_file(&tmp.join(LOCK))?;
        door.lock()?;
        for entry in std::fs::read_dir(tmp)? {
            let path = entry?.path();
            if path.is_dir() && is_dead(&path)? {
                std::fs::remove_dir_all(&path)?;
            }
        }
        let folder = new_folder(tmp)?;
        let alive = lock_file(&folder.join(LOCK))?;
        alive.lock()?;
        Ok(Self { folder, next: AtomicU64::new(0), _alive: alive })
    }

    /// A new, empty file and the guard that removes it.
    pub(crate) fn file(&self) -> io::Result<(Staged, File)> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let path = self.folder.join(format!("{number}.part"));
        let file = OpenOptions::new().read(true).write(true).create_new(true).open(&path)?;
        Ok((Staged { path, waits: false }, file))
    }
}

impl Staged {
    /// A file that stays where it is if it is not moved: what has arrived of an upload is asked for again.
    pub(crate) fn waiting(path: PathBuf) -> Self {
        Self { path, waits: true }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        if self.waits {
            return;
        }
        // Gone already when it was moved; what cannot be removed now is removed at the next start.
        let _ = std::fs::remove_file(&self.path);
    }
}

fn lock_file(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)
}

fn is_dead(folder: &Path) -> io::Result<bool> {
    match lock_file(&folder.join(LOCK))?.try_lock() {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Process numbers repeat between containers that share a disk, hence the second number.
fn new_folder(tmp: &Path) -> io::Result<PathBuf> {
    let process = std::process::id();
    let mut attempt = 0_u32;
    loop {
        let folder = tmp.join(format!("{process}-{attempt}"));
        match std::fs::create_dir(&folder) {
            Ok(()) => return Ok(folder),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => attempt += 1,
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn what_dead_processes_left_goes_and_what_the_living_write_stays() {
        let folder = tempfile::tempdir().unwrap();
        let living = Staging::open(folder.path()).unwrap();
        let (staged, mut file) = living.file().unwrap();
        file.write_all(b"half a video").unwrap();
        let dead = folder.path().join("4242-0");
        std::fs::create_dir(&dead).unwrap();
        std::fs::write(dead.join("7.part"), b"left behind").unwrap();

        let second = Staging::open(folder.path()).unwrap();
        assert!(!dead.exists());
        assert!(staged.path().exists());
        assert_ne!(second.folder, living.folder);

        let path = staged.path().to_owned();
        drop(staged);
        assert!(!path.exists());
    }
}
