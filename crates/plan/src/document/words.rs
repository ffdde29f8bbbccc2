//! The small words of the format: keys, clock times, days of the week, spans of days.

use std::{fmt, str::FromStr};

use kernel::{Day, Instant};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::At;

/// A stable name inside the plan. Small Latin letters, digits, `_`, `-`, `.`; 1 to 64 characters. It never shows on
/// screen and never changes when a title is reworded.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Key(#[schemars(regex(pattern = r"^[a-z0-9][a-z0-9_.-]{0,63}$"))] String);

/// A reference to something that the plan defines elsewhere under this key.
pub type Ref = At<Key>;

impl Key {
    pub const CHARS_MAX: usize = 64;

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Key {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-' | '.');
        let first = text.chars().next().is_some_and(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
        if first && text.len() <= Self::CHARS_MAX && text.chars().all(allowed) {
            Ok(Self(text.to_owned()))
        } else {
            let shown: String = text.chars().take(40).collect();
            Err(format!(
                "键“{shown}”不合规：只能用小写字母、数字、“_”“-”“.”，以字母或数字开头，不超过 64 个字符"
            ))
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl PartialEq<str> for Key {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}
impl std::borrow::Borrow<str> for Key {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// Reads a value through its text form, with the error of [`FromStr`] as the message.
macro_rules! deserialize_from_text {
    ($type:ty) => {
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
            }
        }
    };
}
deserialize_from_text!(Key);
deserialize_from_text!(ClockTime);

/// A clock time in Asia/Shanghai, `HH:MM` from `00:00` to `24:00`. `24:00` is the end of the day, whose last second,
/// 23:59:59, is the deadline, so that the deadline still lies on the day that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, JsonSchema)]
#[schemars(inline)]
pub struct ClockTime(
    #[schemars(with = "String", regex(pattern = r"^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$"))] u16,
);

impl ClockTime {
    /// The end of the day.
    pub const MIDNIGHT: Self = Self(24 * 60);

    /// Minutes since the day began, 0 to 1440.
    #[must_use]
    pub fn minutes(self) -> u16 {
        self.0
    }

    /// The instant of this clock time on `day`; for `24:00` the last second of the day.
    #[must_use]
    pub fn on(self, day: Day) -> Instant {
        let start = Instant::at(day, 0, 0);
        let seconds = (u64::from(self.0) * 60).min(24 * 3600 - 1);
        start.plus(std::time::Duration::from_secs(seconds))
    }
}

impl FromStr for ClockTime {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || {
            let shown: String = text.chars().take(20).collect();
            format!("时刻“{shown}”不对：应写成 \"HH:MM\"（00:00 至 24:00），例如 \"15:00\"")
        };
        let two = |part: &str| {
            (part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse::<u16>().ok())
                .flatten()
        };
        let (hour, minute) = text.split_once(':').ok_or_else(wrong)?;
        let (hour, minute) = (two(hour).ok_or_else(wrong)?, two(minute).ok_or_else(wrong)?);
        if minute > 59 || hour * 60 + minute > 24 * 60 {
            return Err(wrong());
        }
        Ok(Self(hour * 60 + minute))
    }
}

impl fmt::Display for ClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}
impl Serialize for ClockTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Weekday {
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}

impl Weekday {
    /// 1 is Monday and 7 is Sunday, as [`Day::weekday`] counts.
    #[must_use]
    pub fn number(self) -> i8 {
        match self {
            Self::Mon => 1,
            Self::Tue => 2,
            Self::Wed => 3,
            Self::Thu => 4,
            Self::Fri => 5,
            Self::Sat => 6,
            Self::Sun => 7,
        }
    }

    /// 周一 to 周日.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Mon => "周一",
            Self::Tue => "周二",
            Self::Wed => "周三",
            Self::Thu => "周四",
            Self::Fri => "周五",
            Self::Sat => "周六",
            Self::Sun => "周日",
        }
    }
}

/// A number of days: of the calendar, or of work days by the State Council's calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Days {
    /// Calendar days (自然日).
    Days(#[schemars(range(min = 0, max = 3660))] u16),
    /// Work days (工作日): weekends and holidays do not count, make-up days do.
    WorkDays(#[schemars(range(min = 0, max = 3660))] u16),
}

impl Days {
    pub const MAX: u16 = 3660;

    #[must_use]
    pub fn count(self) -> u16 {
        match self {
            Self::Days(count) | Self::WorkDays(count) => count,
        }
    }
}
