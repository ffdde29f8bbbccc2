//! The file with the key of the second factors: beside the database and never in it.

use std::{
    fs::{File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use crate::{
    login::secret::{hex, random, unhex},
    second::seal::{KEY_BYTES, Seal},
};

/// Its name in a data folder.
pub const NAME: &str = "second-factor.key";

#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error("无法读取两步验证的密钥文件 {0}：{1}。请检查路径和权限")]
    Unreadable(PathBuf, io::Error),
    #[error("无法写入两步验证的密钥文件 {0}：{1}。请检查目录权限和磁盘空间")]
    Unwritable(PathBuf, io::Error),
    #[error("两步验证的密钥文件 {0} 的内容不是 64 位十六进制数。请放回原来的文件，不要手工编写")]
    NoKey(PathBuf),
}

/// The key in a file, or nothing when there is no file.
///
/// # Errors
/// When there is a file that cannot be read or holds something else.
pub fn read(file: &Path) -> Result<Option<Seal>, KeyError> {
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(KeyError::Unreadable(file.to_owned(), error)),
    };
    let key: Option<[u8; KEY_BYTES]> = unhex(text.trim()).and_then(|bytes| bytes.try_into().ok());
    key.map(|key| Some(Seal::from_key(key))).ok_or_else(|| KeyError::NoKey(file.to_owned()))
}

/// Writes a new key into a file that must not exist, for its owner's eyes only, and flushed: a key that a power cut takes
/// away takes every second factor with it.
///
/// # Errors
/// When the file is there already or cannot be written.
pub fn make(file: &Path) -> Result<Seal, KeyError> {
    let trouble = |error| KeyError::Unwritable(file.to_owned(), error);
    let key: [u8; KEY_BYTES] = random().map_err(|failure| trouble(io::Error::other(failure.to_string())))?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut opened = options.open(file).map_err(trouble)?;
    writeln!(opened, "{}", hex(&key)).and_then(|()| opened.sync_all()).map_err(trouble)?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new("."))).and_then(|folder| folder.sync_all()).map_err(trouble)?;
    Ok(Seal::from_key(key))
}

/// True when others on the machine can read or write the file. Systems without such rights answer no.
///
/// # Errors
/// When the file cannot be looked at.
pub fn is_open_to_others(file: &Path) -> io::Result<bool> {
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(file)?.permissions());
        Ok(mode & 0o077 != 0)
    }
    #[cfg(not(unix))]
    {
        std::fs::metadata(file).map(|_| false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_kept_to_its_owner_and_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(NAME);
        assert!(read(&file).unwrap().is_none());
        let made = make(&file).unwrap();
        assert_eq!(read(&file).unwrap().unwrap().number(), made.number());
        assert!(!is_open_to_others(&file).unwrap());
        assert!(matches!(make(&file), Err(KeyError::Unwritable(..))), "a key is never overwritten");
        let text = std::fs::read_to_string(&file).unwrap();
        assert_eq!(text.trim().len(), 64);
        for wrong in ["", "abc", &text.trim()[..62], &format!("{}00", text.trim()), &"z".repeat(64), "é"] {
            std::fs::write(&file, wrong).unwrap();
            assert!(matches!(read(&file), Err(KeyError::NoKey(_))), "{wrong:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_others_can_read_is_noticed() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(NAME);
        make(&file).unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
        assert!(is_open_to_others(&file).unwrap());
    }
}
