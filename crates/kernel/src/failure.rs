//! The one list of outward failures. `web` is the only place that turns them into HTTP.

use serde::Serialize;

/// What a failed operation tells the person who asked. Texts are Chinese and say what to do next; `code`s are
/// stable and for programs. Only [`Failure::Internal`] carries something that must not leave the server.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// There is no such thing, or its existence is none of the asker's business.
    #[error("没有找到，或您无权查看")]
    Hidden,
    /// Nobody has logged in, or the session has ended.
    #[error("请先登录")]
    Unauthenticated,
    /// The asker may see the thing but not do this to it. `action` is the key of the rights table.
    #[error("您的岗位无权进行此操作（{action}）")]
    Forbidden { action: &'static str },
    /// The thing is in a state that does not allow the move.
    #[error("{detail}")]
    Refused { code: &'static str, detail: String },
    /// The input breaks rules; every problem is listed, not just the first.
    #[error("填写内容有 {} 处问题", .problems.len())]
    Invalid { problems: Vec<FieldProblem> },
    /// Somebody else changed the thing since it was read.
    #[error("内容已被他人更新，请刷新后重试")]
    Stale,
    /// Too many attempts; the number is in seconds.
    #[error("操作过于频繁，请在 {retry_after_s} 秒后重试")]
    TooMany { retry_after_s: u64 },
    /// The input as a whole cannot be taken: too large, of an unknown kind, unreadable.
    #[error("{detail}")]
    Unacceptable { code: &'static str, detail: String },
    /// The database or the storage did not answer; repeating the request later is safe.
    #[error("系统暂时不可用，请稍后重试；已提交的内容不会丢失")]
    Unavailable { cause: String },
    /// Our own mistake. The cause is logged once and never sent.
    #[error("系统内部错误，请联系管理员")]
    Internal { cause: String },
}

/// One rule that the input breaks. `pointer` is a JSON pointer into the request body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct FieldProblem {
    pub pointer: String,
    pub code: String,
    pub message: String,
}

impl FieldProblem {
    pub fn new(pointer: impl Into<String>, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), code: code.into(), message: message.into() }
    }
}

impl Failure {
    pub fn refused(code: &'static str, detail: impl Into<String>) -> Self {
        Self::Refused { code, detail: detail.into() }
    }
    pub fn unacceptable(code: &'static str, detail: impl Into<String>) -> Self {
        Self::Unacceptable { code, detail: detail.into() }
    }
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        Self::Internal { cause: cause.to_string() }
    }
    /// A single problem with one field.
    pub fn invalid(pointer: impl Into<String>, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Invalid { problems: vec![FieldProblem::new(pointer, code, message)] }
    }
    /// `Ok` when there is no problem, so that a check can end in `Failure::unless_empty(problems)?`.
    pub fn unless_empty(problems: Vec<FieldProblem>) -> Result<(), Self> {
        if problems.is_empty() { Ok(()) } else { Err(Self::Invalid { problems }) }
    }
}

/// A missing row is hidden, not absent: the asker learns nothing about other people's data.
pub trait OrHidden<T> {
    fn or_hidden(self) -> Result<T, Failure>;
}

impl<T> OrHidden<T> for Option<T> {
    fn or_hidden(self) -> Result<T, Failure> {
        self.ok_or(Failure::Hidden)
    }
}

#[cfg(feature = "sql")]
impl From<sea_orm::DbErr> for Failure {
    fn from(error: sea_orm::DbErr) -> Self {
        match error {
            sea_orm::DbErr::ConnectionAcquire(_) | sea_orm::DbErr::Conn(_) => {
                Self::Unavailable { cause: error.to_string() }
            }
            sea_orm::DbErr::Exec(ref cause) | sea_orm::DbErr::Query(ref cause) if is_gone(cause) => {
                Self::Unavailable { cause: error.to_string() }
            }
            other => Self::Internal { cause: other.to_string() },
        }
    }
}

/// Whether the database went away in the middle of a statement: nobody's mistake, and worth another try. By SQLSTATE
/// (PostgreSQL, appendix A): class 08 is about connections, 57P a server that ends or begins,
/// 53300 one that has no place left.
#[cfg(feature = "sql")]
fn is_gone(cause: &sea_orm::RuntimeErr) -> bool {
    use sea_orm::sqlx::Error;
    let sea_orm::RuntimeErr::SqlxError(error) = cause else { return false };
    match error.as_ref() {
        Error::Io(_) | Error::PoolTimedOut | Error::PoolClosed | Error::WorkerCrashed => true,
        Error::Database(told) => told
            .code()
            .is_some_and(|code| code.starts_with("08") || code.starts_with("57P") || code == "53300"),
        _ => false,
    }
}

#[cfg(all(test, feature = "sql"))]
mod tests {
    use std::{io, sync::Arc};

    use sea_orm::{DbErr, RuntimeErr, sqlx::Error};

    use super::*;

    #[test]
    fn a_database_that_went_away_is_worth_another_try_and_a_wrong_statement_is_not() {
        let failure = |error: Error| Failure::from(DbErr::Exec(RuntimeErr::SqlxError(Arc::new(error))));
        let gone = io::Error::from(io::ErrorKind::BrokenPipe);
        assert!(matches!(failure(Error::Io(gone)), Failure::Unavailable { .. }));
        assert!(matches!(failure(Error::PoolTimedOut), Failure::Unavailable { .. }));
        assert!(matches!(failure(Error::ColumnNotFound("x".to_owned())), Failure::Internal { .. }));
    }
}
