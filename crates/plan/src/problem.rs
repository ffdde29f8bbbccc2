//! What is wrong with a file, where, and what to write instead.

use std::fmt;

use kernel::text::nested_quotes;
use serde::{Deserialize, Serialize};

/// Whether a file with this problem may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The file cannot be used until this is put right.
    Error,
    /// The file can be used, but somebody should look at this.
    Warning,
}

/// One thing wrong with a plan file, a calendar file or a table of units.
///
/// `code` is a stable kebab-case word for programs; `message` and `advice` are Chinese for people. `line` and
/// `column` count from 1, columns in characters; 0 means that the problem belongs to the file as a whole.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Problem {
    pub line: u32,
    pub column: u32,
    pub severity: Severity,
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub advice: String,
}

impl Problem {
    /// An error at a place of the file.
    pub fn error(
        place: (u32, u32),
        code: impl Into<String>,
        message: impl Into<String>,
        advice: impl Into<String>,
    ) -> Self {
        Self {
            line: place.0,
            column: place.1,
            severity: Severity::Error,
            code: code.into(),
            message: nested_quotes(message.into()),
            advice: nested_quotes(advice.into()),
        }
    }

    /// Something to look at; the file stays usable.
    pub fn warning(
        place: (u32, u32),
        code: impl Into<String>,
        message: impl Into<String>,
        advice: impl Into<String>,
    ) -> Self {
        Self { severity: Severity::Warning, ..Self::error(place, code, message, advice) }
    }

    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Whether the file is nothing that could be read at all, as opposed to a file that says something wrong.
    #[must_use]
    pub fn is_unreadable(&self) -> bool {
        matches!(
            self.code.as_str(),
            "not-utf8" | "yaml-syntax" | "yaml-limits" | "file-too-large" | "not-a-plan"
        )
    }
}

/// `12:7 错误 unknown-field：…。…` on one line.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.severity {
            Severity::Error => "错误",
            Severity::Warning => "提醒",
        };
        write!(f, "{}:{} {word} {}：{}。{}", self.line, self.column, self.code, self.message, self.advice)
    }
}
