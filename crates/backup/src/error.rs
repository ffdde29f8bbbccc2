//! Why a backup could not be made, read or restored, in words that say what to do.

use std::{io, path::PathBuf};

use kernel::Failure;
use sea_orm::DbErr;

#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("{0} 已经存在。备份不会覆盖文件，请换一个文件名")]
    Exists(PathBuf),
    #[error("{0} 正由另一个备份写入，请等它结束")]
    Busy(PathBuf),
    #[error("无法写入 {0}：{cause}。请检查目录权限和磁盘空间", cause = kernel::cause::of(.1))]
    Write(PathBuf, io::Error),
    #[error("无法读取 {0}：{cause}。请检查路径和权限", cause = kernel::cause::of(.1))]
    Read(PathBuf, io::Error),
    #[error("数据库结构不是本程序的结构（{0}）。请用相同版本的程序，或先运行 anxing migrate")]
    Schema(String),
    #[error(
        "附件 {sha256} {how}，备份会不完整，已停止。请运行 anxing doctor --all 查看是哪些附件，从旧备份放回或由填报单位重新上传"
    )]
    Evidence { sha256: String, how: &'static str },
    #[error("备份文件不可用：{0}。请换用另一份备份")]
    Broken(String),
    #[error("备份文件的指纹是 {found}，与抄录的 {expected} 不符：文件被替换过，或抄录有误")]
    Unexpected { found: String, expected: String },
    #[error("备份由更新的程序写成（{0}）。请用不早于它的版本恢复")]
    Newer(String),
    #[error("数据目录 {0} 不是空的（有 {1}）。恢复只写入空的或不存在的目录，请换一个目录")]
    FolderNotEmpty(PathBuf, String),
    #[error("目标数据库不是空的（有表 {0}）。恢复只写入空的数据库，请用 createdb 新建一个")]
    DatabaseNotEmpty(String),
    #[error("恢复后的核对不符：{0}。没有留下任何内容，请换用另一份备份")]
    Mismatch(String),
    #[error("写入目标数据库失败：{0}。没有留下任何内容")]
    Database(#[from] DbErr),
    #[error(
        "恢复在最后一步中断：{0}。数据目录已标记为不可用；请清空该目录（用 PostgreSQL 时一并重建数据库）后重新恢复"
    )]
    Interrupted(String),
    #[error("{}", told(.0))]
    Failure(#[from] Failure),
    /// The other half of the work ended first, and says why.
    #[error("已停止")]
    Stopped,
}

/// These are read at the operator's terminal, where the cause may be told.
fn told(failure: &Failure) -> String {
    match failure {
        Failure::Internal { cause } | Failure::Unavailable { cause } => format!("{failure}（{cause}）"),
        other => other.to_string(),
    }
}

impl BackupError {
    pub(crate) fn broken(what: impl Into<String>) -> Self {
        Self::Broken(what.into())
    }
}
