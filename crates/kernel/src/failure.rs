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
    #[error("短时间内操作或尝试的次数过多，请在 {}后重试", in_words(*.retry_after_s))]
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

/// A wait as people say it: nobody counts nine hundred seconds.
fn in_words(seconds: u64) -> String {
    if seconds < 100 { format!("{seconds} 秒") } else { format!("{} 分钟", seconds.div_ceil(60)) }
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
mod sql {
    use sea_orm::{DbErr, RuntimeErr, sqlx::Error};

    use super::Failure;

    /// What the engine's refusal means for whoever asked.
    enum Cause {
        /// It does not answer, or not now; asking again is safe.
        Away,
        Full,
        ReadOnly,
        /// We asked for something that it does not do.
        Ours,
    }

    impl From<DbErr> for Failure {
        fn from(error: DbErr) -> Self {
            Self::from(&error)
        }
    }

    impl From<&DbErr> for Failure {
        fn from(error: &DbErr) -> Self {
            match cause(error) {
                Cause::Away => Self::Unavailable { cause: error.to_string() },
                Cause::Full => Self::refused(
                    "storage-full",
                    "服务器存储空间不足，本次操作没有保存；请联系系统管理员清理或扩充磁盘后重试",
                ),
                Cause::ReadOnly => Self::refused(
                    "storage-read-only",
                    "服务器数据目录不可写，本次操作没有保存；请联系系统管理员检查目录权限和磁盘后重试",
                ),
                Cause::Ours => Self::Internal { cause: error.to_string() },
            }
        }
    }

    fn cause(error: &DbErr) -> Cause {
        match error {
            DbErr::Conn(RuntimeErr::SqlxError(cause))
            | DbErr::Exec(RuntimeErr::SqlxError(cause))
            | DbErr::Query(RuntimeErr::SqlxError(cause)) => match of_driver(cause) {
                // A connection that could not be made is away, whatever it says.
                Cause::Ours if matches!(error, DbErr::Conn(_)) => Cause::Away,
                cause => cause,
            },
            DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => Cause::Away,
            _ => Cause::Ours,
        }
    }

    fn of_driver(error: &Error) -> Cause {
        match error {
            Error::Io(_)
            | Error::Tls(_)
            | Error::Protocol(_)
            | Error::PoolTimedOut
            | Error::PoolClosed
            | Error::WorkerCrashed => Cause::Away,
            Error::Database(said) => said.code().map_or(Cause::Ours, |code| of_code(&code)),
            _ => Cause::Ours,
        }
    }

    /// SQLSTATE has five characters; SQLite's result codes are numbers whose last byte says the kind.
    fn of_code(code: &str) -> Cause {
        if code.len() == 5 {
            return match code {
                "53100" => Cause::Full,
                "25006" => Cause::ReadOnly,
                // A server that stops or starts, one without a free place, a connection that broke.
                _ if ["57P", "53", "08"].iter().any(|class| code.starts_with(class)) => Cause::Away,
                _ => Cause::Ours,
            };
        }
        match code.parse::<u32>().map(|code| code & 0xff) {
            Ok(13) => Cause::Full,
            Ok(8) => Cause::ReadOnly,
            // Busy, locked, an error of the disk, a file that cannot be opened now.
            Ok(5 | 6 | 10 | 14) => Cause::Away,
            Ok(_) | Err(_) => Cause::Ours,
        }
    }

    #[cfg(test)]
    mod tests {
        use std::{io, sync::Arc};

        use super::*;

        #[test]
        fn a_database_that_went_away_is_worth_another_try_and_a_wrong_statement_is_not() {
            let failure = |error: Error| Failure::from(DbErr::Exec(RuntimeErr::SqlxError(Arc::new(error))));
            let gone = io::Error::from(io::ErrorKind::BrokenPipe);
            assert!(matches!(failure(Error::Io(gone)), Failure::Unavailable { .. }));
            assert!(matches!(failure(Error::PoolTimedOut), Failure::Unavailable { .. }));
            assert!(matches!(failure(Error::ColumnNotFound("x".to_owned())), Failure::Internal { .. }));
        }

        #[test]
        fn codes_of_both_engines_are_told_apart() {
            let word = |code| match of_code(code) {
                Cause::Away => "away",
                Cause::Full => "full",
                Cause::ReadOnly => "read-only",
                Cause::Ours => "ours",
            };
            for (code, expected) in [
                ("13", "full"),
                ("8", "read-only"),
                ("1032", "read-only"),
                ("778", "away"),
                ("5", "away"),
                ("517", "away"),
                ("2067", "ours"),
                ("1", "ours"),
                ("53100", "full"),
                ("53300", "away"),
                ("57P01", "away"),
                ("57P03", "away"),
                ("08006", "away"),
                ("25006", "read-only"),
                ("23505", "ours"),
                ("42P01", "ours"),
                ("57014", "ours"),
            ] {
                assert_eq!(word(code), expected, "{code}");
            }
        }
    }
}
