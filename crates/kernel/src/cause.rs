//! Why a file or a port could not be used, in words for the administrator who reads them on a terminal: the operating
//! system says it in English.

use std::io::{Error, ErrorKind};

/// The cause in Chinese where there is one that people meet; otherwise what the system says.
#[must_use]
pub fn of(error: &Error) -> String {
    let said = match error.kind() {
        ErrorKind::NotFound => "没有这个文件或文件夹",
        ErrorKind::PermissionDenied => "没有权限",
        ErrorKind::AlreadyExists => "同名的文件已经存在",
        ErrorKind::IsADirectory => "这是文件夹，不是文件",
        ErrorKind::NotADirectory => "路径中有一段是文件，不是文件夹",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "磁盘空间已满",
        ErrorKind::ReadOnlyFilesystem => "所在的磁盘只读",
        ErrorKind::InvalidFilename => "文件名太长或含有不能用的字符",
        ErrorKind::AddrInUse => "端口已被占用",
        ErrorKind::AddrNotAvailable => "本机没有这个地址",
        _ => return error.to_string(),
    };
    said.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_says_is_told_in_words_and_the_rare_as_it_is() {
        let nowhere = std::fs::read("there/is/no/such/file").unwrap_err();
        assert_eq!(of(&nowhere), "没有这个文件或文件夹");
        assert_eq!(of(&std::fs::read(".").unwrap_err()), "这是文件夹，不是文件");
        assert_eq!(of(&Error::other("odd")), "odd");
    }
}
