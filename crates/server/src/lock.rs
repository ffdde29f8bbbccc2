//! One server per data folder: a second one is refused instead of fighting over the same files.

use std::{
    fs::{DirBuilder, File, OpenOptions, TryLockError},
    path::{Path, PathBuf},
};

/// Held for as long as the server runs; the operating system gives it back even after a crash.
#[derive(Debug)]
pub struct FolderLock {
    _file: File,
}

#[derive(Debug, thiserror::Error)]
pub enum LockError {
    #[error("数据目录 {0} 正被另一个 anxing 使用。请先停止它，或用 --data 指定另一个目录")]
    Taken(PathBuf),
    #[error("无法使用数据目录 {0}：{1}。请检查目录是否存在、是否可写、磁盘是否已满")]
    Unusable(PathBuf, std::io::Error),
}

/// Makes the folder if it is not there, for its owner alone, because the database holds the hashes of passwords, and takes
/// it for this process. Who may enter a folder that is there was decided by its operator.
pub fn take(folder: &Path) -> Result<FolderLock, LockError> {
    let unusable = |error| LockError::Unusable(folder.to_owned(), error);
    let mut maker = DirBuilder::new();
    maker.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut maker, 0o700);
    maker.create(folder).map_err(unusable)?;
    let path = folder.join("anxing.lock");
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(path).map_err(unusable)?;
    match file.try_lock() {
        Ok(()) => Ok(FolderLock { _file: file }),
        Err(TryLockError::WouldBlock) => Err(LockError::Taken(folder.to_owned())),
        Err(TryLockError::Error(error)) => Err(unusable(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_folder_that_was_made_is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let outside = tempfile::tempdir().unwrap();
        let folder = outside.path().join("data");
        let _lock = take(&folder).unwrap();
        assert_eq!(folder.metadata().unwrap().permissions().mode() & 0o777, 0o700);
    }

    #[test]
    fn a_second_server_on_the_same_folder_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let first = take(folder.path()).unwrap();
        assert!(matches!(take(folder.path()), Err(LockError::Taken(_))));
        drop(first);
        take(folder.path()).unwrap();
    }
}
