//! What a cell holds.

use kernel::{Day, Instant};

/// The largest integer that a spreadsheet keeps exactly, 2^53; its negative is the smallest.
pub const INTEGER_MAX: i64 = 1 << 53;

/// A typed value. `Choice` carries the key of the option, never its title.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Value {
    #[default]
    Empty,
    Text(String),
    Integer(i64),
    Day(Day),
    /// Written in Beijing time to the millisecond, rounded down: more is lost by spreadsheets anyway.
    Instant(Instant),
    Choice(String),
}

impl Value {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.is_empty(),
            Self::Integer(_) | Self::Day(_) | Self::Instant(_) | Self::Choice(_) => false,
        }
    }

    pub(crate) fn kind_name(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Text(_) => "text",
            Self::Integer(_) => "integer",
            Self::Day(_) => "day",
            Self::Instant(_) => "instant",
            Self::Choice(_) => "choice",
        }
    }

    /// Bytes of text that this value holds on to.
    pub(crate) fn text_bytes(&self) -> u64 {
        match self {
            Self::Text(text) | Self::Choice(text) => text.len() as u64,
            Self::Empty | Self::Integer(_) | Self::Day(_) | Self::Instant(_) => 0,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<Day> for Value {
    fn from(day: Day) -> Self {
        Self::Day(day)
    }
}

impl From<Instant> for Value {
    fn from(instant: Instant) -> Self {
        Self::Instant(instant)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}
