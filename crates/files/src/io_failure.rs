//! What a person is told when the disk does not do what it should.

use std::io::{Error, ErrorKind};

use kernel::Failure;

/// A full or read-only disk is said in words that help; it is logged for the operator because the person who uploads
/// cannot mend it. Anything else is a storage that does not answer.
pub(crate) fn of(error: &Error) -> Failure {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            tracing::error!(%error, "the storage of evidence files is full");
            Failure::refused(
                "storage-full",
                "服务器存储空间不足，文件没有保存；请联系系统管理员清理或扩充磁盘后重新上传",
            )
        }
        ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => {
            tracing::error!(%error, "the storage of evidence files cannot be written");
            Failure::refused(
                "storage-read-only",
                "服务器存储目录不可写，文件没有保存；请联系系统管理员检查目录权限后重新上传",
            )
        }
        _ => Failure::Unavailable { cause: format!("storage: {error}") },
    }
}

/// The work of a blocking thread that panicked is our own mistake.
pub(crate) fn of_join(error: tokio::task::JoinError) -> Failure {
    Failure::internal(format!("a blocking task of the file storage ended: {error}"))
}
