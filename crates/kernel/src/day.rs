//! A civil day without a time, as people write it on paper.

use std::{fmt, str::FromStr};

use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A day of the Gregorian calendar. Text form and stored form: `YYYY-MM-DD`, which sorts as it should.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "sql", derive(sea_orm::DeriveValueType))]
#[cfg_attr(feature = "sql", sea_orm(value_type = "String"))]
pub struct Day(Date);

#[derive(Debug, thiserror::Error)]
#[error("不是有效的日期（应为 YYYY-MM-DD，例如 2021-06-16）：{0}")]
pub struct DayError(String);

impl Day {
    pub(crate) fn from_date(date: Date) -> Self {
        Self(date)
    }

    pub(crate) fn date(self) -> Date {
        self.0
    }

    /// Fails when the year is outside 1–9998 or the month has no such day.
    pub fn new(year: i16, month: i8, day: i8) -> Result<Self, DayError> {
        let wrong = || DayError(format!("{year:04}-{month:02}-{day:02}"));
        if !(1..=9998).contains(&year) {
            return Err(wrong());
        }
        Date::new(year, month, day).map(Self).map_err(|_| wrong())
    }

    #[must_use]
    pub fn year(self) -> i16 {
        self.0.year()
    }
    #[must_use]
    pub fn month(self) -> i8 {
        self.0.month()
    }
    #[must_use]
    pub fn day_of_month(self) -> i8 {
        self.0.day()
    }

    /// 1 is Monday and 7 is Sunday, as in ISO 8601.
    #[must_use]
    pub fn weekday(self) -> i8 {
        match self.0.weekday() {
            Weekday::Monday => 1,
            Weekday::Tuesday => 2,
            Weekday::Wednesday => 3,
            Weekday::Thursday => 4,
            Weekday::Friday => 5,
            Weekday::Saturday => 6,
            Weekday::Sunday => 7,
        }
    }

    /// The first day of its week.
    #[must_use]
    pub fn monday(self) -> Self {
        self.plus_days(1 - i64::from(self.weekday()))
    }

    /// Negative counts go back. Past the ends of the calendar the day stays where it is.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        self.0.checked_add(days.clamp(-4_000_000, 4_000_000).days()).map_or(self, Self)
    }

    /// Month arithmetic clamps to the last day: 31 January plus one month is 28 February.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        self.0.checked_add(months.clamp(-100_000, 100_000).months()).map_or(self, Self)
    }

    /// Whole days from `earlier` to this day; negative when `earlier` is later.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i64 {
        self.0.since(earlier.0).map_or(0, |span| i64::from(span.get_days()))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Day {
    type Err = DayError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || DayError(text.chars().take(40).collect());
        let bytes = text.as_bytes();
        let shaped = bytes.len() == 10
            && bytes
                .iter()
                .enumerate()
                .all(|(i, b)| if i == 4 || i == 7 { *b == b'-' } else { b.is_ascii_digit() });
        if !shaped {
            return Err(wrong());
        }
        let part = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default();
        let year = part(0..4).parse().map_err(|_| wrong())?;
        let month = part(5..7).parse().map_err(|_| wrong())?;
        let day = part(8..10).parse().map_err(|_| wrong())?;
        Self::new(year, month, day)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'_, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "api")]
impl utoipa::PartialSchema for Day {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .format(Some(utoipa::openapi::SchemaFormat::KnownFormat(utoipa::openapi::KnownFormat::Date)))
            .into()
    }
}

#[cfg(feature = "api")]
impl utoipa::ToSchema for Day {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_real_days_in_the_one_form_are_read() {
        for good in ["2021-06-23", "2024-02-29", "0001-01-01"] {
            assert_eq!(good.parse::<Day>().unwrap().to_string(), good);
        }
        for bad in ["2021-06-31", "2021-6-1", "2021/06/01", "20210601", "9999-12-31", "２０２１-06-01", ""]
        {
            assert!(bad.parse::<Day>().is_err(), "{bad}");
        }
    }

    #[test]
    fn arithmetic() {
        let day: Day = "2021-01-31".parse().unwrap();
        assert_eq!(day.plus_months(1).to_string(), "2021-02-28");
        assert_eq!(day.plus_days(-31).to_string(), "2020-12-31");
        assert_eq!(day.plus_days(151).days_since(day), 151);
        assert_eq!("2021-06-16".parse::<Day>().unwrap().weekday(), 3);
    }
}
