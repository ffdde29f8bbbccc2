//! A moment in time: stored as UTC microseconds, shown in Asia/Shanghai.

use std::{fmt, str::FromStr, time::Duration};

use jiff::{Timestamp, civil, tz::Offset};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Day;

/// Asia/Shanghai has kept +08:00 without daylight saving since 1991, so a fixed offset needs no time-zone data.
pub(crate) const SHANGHAI: Offset = Offset::constant(8);

/// Whole microseconds of UTC since 1970-01-01. Text form: RFC 3339 with `+08:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(feature = "sql", derive(sea_orm::DeriveValueType))]
pub struct Instant(i64);

#[derive(Debug, thiserror::Error)]
#[error("不是有效的时间（应为 RFC 3339，例如 2021-06-16T10:00:00+08:00）：{0}")]
pub struct InstantError(String);

/// The years 0001 to 9998 in microseconds, which every conversion below can express.
const MICROS: std::ops::RangeInclusive<i64> = -62_135_596_800_000_000..=253_370_764_799_999_999;

impl Instant {
    /// Values outside the years 0001–9998 are moved to the nearest end.
    #[must_use]
    pub fn from_micros(micros: i64) -> Self {
        Self(micros.clamp(*MICROS.start(), *MICROS.end()))
    }

    #[must_use]
    pub fn micros(self) -> i64 {
        self.0
    }

    /// The civil moment `hour:minute` of `day` in Asia/Shanghai.
    #[must_use]
    pub fn at(day: Day, hour: i8, minute: i8) -> Self {
        let midnight = SHANGHAI
            .to_timestamp(day.date().to_datetime(civil::Time::midnight()))
            .map_or(0, Timestamp::as_microsecond);
        Self::from_micros(midnight + (i64::from(hour) * 60 + i64::from(minute)) * 60_000_000)
    }

    /// The calendar day on which this instant falls in Asia/Shanghai.
    #[must_use]
    pub fn day(self) -> Day {
        Day::from_date(self.civil().date())
    }

    /// The wall-clock time in Asia/Shanghai as hour, minute, second.
    #[must_use]
    pub fn time_of_day(self) -> (i8, i8, i8) {
        let time = self.civil().time();
        (time.hour(), time.minute(), time.second())
    }

    fn civil(self) -> civil::DateTime {
        SHANGHAI.to_datetime(Timestamp::from_microsecond(self.0).unwrap_or(Timestamp::UNIX_EPOCH))
    }

    /// As it is said to people: `2021-06-16 10:00`, the time of Beijing.
    #[must_use]
    pub fn told(self) -> String {
        let civil = self.civil();
        let (date, time) = (civil.date(), civil.time());
        format!("{date} {:02}:{:02}", time.hour(), time.minute())
    }

    /// As calendars write it (RFC 5545, 3.3.5): `20210601T020000Z`.
    #[must_use]
    pub fn utc_basic(self) -> String {
        let utc =
            Offset::UTC.to_datetime(Timestamp::from_microsecond(self.0).unwrap_or(Timestamp::UNIX_EPOCH));
        let (date, time) = (utc.date().to_string().replace('-', ""), utc.time());
        format!("{date}T{:02}{:02}{:02}Z", time.hour(), time.minute(), time.second())
    }

    #[must_use]
    pub fn plus(self, span: Duration) -> Self {
        Self::from_micros(self.0.saturating_add(i64::try_from(span.as_micros()).unwrap_or(i64::MAX)))
    }

    #[must_use]
    pub fn minus(self, span: Duration) -> Self {
        Self::from_micros(self.0.saturating_sub(i64::try_from(span.as_micros()).unwrap_or(i64::MAX)))
    }

    /// The time from `earlier` to this instant; zero when `earlier` is in fact later.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_micros(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let civil = self.civil();
        let (date, time) = (civil.date(), civil.time());
        write!(f, "{date}T{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())?;
        let micros = self.0.rem_euclid(1_000_000);
        if micros != 0 {
            let digits = format!("{micros:06}");
            write!(f, ".{}", digits.trim_end_matches('0'))?;
        }
        f.write_str("+08:00")
    }
}

impl FromStr for Instant {
    type Err = InstantError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let stamp: Timestamp = text.trim().parse().map_err(|_| InstantError(text.to_owned()))?;
        Ok(Self::from_micros(stamp.as_microsecond()))
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'_, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "api")]
impl utoipa::PartialSchema for Instant {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .format(Some(utoipa::openapi::SchemaFormat::KnownFormat(utoipa::openapi::KnownFormat::DateTime)))
            .into()
    }
}

#[cfg(feature = "api")]
impl utoipa::ToSchema for Instant {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_form_keeps_shanghai_offset_and_microseconds() {
        for (text, shown) in [
            ("2021-06-16T10:00:00+08:00", "2021-06-16T10:00:00+08:00"),
            ("2021-06-16T02:00:00Z", "2021-06-16T10:00:00+08:00"),
            ("2021-06-02T07:00:00.001Z", "2021-06-02T15:00:00.001+08:00"),
            ("1969-12-31T23:59:59.5Z", "1970-01-01T07:59:59.5+08:00"),
        ] {
            let instant: Instant = text.parse().unwrap();
            assert_eq!(instant.to_string(), shown);
            assert_eq!(shown.parse::<Instant>().unwrap(), instant);
        }
        assert!("2021-06-16 10:00".parse::<Instant>().is_err());
    }

    #[test]
    fn civil_time_is_shanghai_time() {
        let day: Day = "2021-06-16".parse().unwrap();
        let instant = Instant::at(day, 15, 0);
        assert_eq!(instant.to_string(), "2021-06-16T15:00:00+08:00");
        assert_eq!(instant.day(), day);
        assert_eq!(Instant::at(day, 24, 0).day(), day.plus_days(1));
    }
}
