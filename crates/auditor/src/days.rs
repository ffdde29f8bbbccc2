//! Days and instants of an authority whose clocks stand at UTC+8 all year.

use jiff::{Timestamp, ToSpan, civil::Date};

const OFFSET_S: i64 = 8 * 3600;
const MICROS: i64 = 1_000_000;

pub(crate) fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| format!("{text} 不是日期"))
}

/// So many seconds after the day began.
pub(crate) fn instant(day: Date, seconds: i64) -> i64 {
    let epoch = Date::constant(1970, 1, 1);
    let days = i64::from(epoch.until(day).map_or(0, |span| span.get_days()));
    (days * 86_400 + seconds - OFFSET_S) * MICROS
}

/// An instant as the API writes it.
pub(crate) fn read(text: &str) -> Option<i64> {
    text.parse::<Timestamp>().ok().map(Timestamp::as_microsecond)
}

/// The day on which an instant falls.
pub(crate) fn day_of(micros: i64) -> Date {
    let days = (micros + OFFSET_S * MICROS).div_euclid(86_400 * MICROS);
    plus(Date::constant(1970, 1, 1), days)
}

pub(crate) fn plus(day: Date, days: i64) -> Date {
    day.checked_add(days.days()).unwrap_or(day)
}

/// For people.
pub(crate) fn shown(micros: i64) -> String {
    Timestamp::from_microsecond(micros + OFFSET_S * MICROS)
        .map_or_else(|_| micros.to_string(), |at| at.to_string().replace('Z', "+08:00"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_eight_hours_before_greenwich() {
        let day: Date = "2021-06-16".parse().unwrap();
        let at = instant(day, 15 * 3600);
        assert_eq!(Some(at), read("2021-06-16T15:00:00+08:00"));
        assert_eq!((day_of(at), day_of(instant(day, 0) - 1)), (day, plus(day, -1)));
        assert_eq!(shown(at), "2021-06-16T15:00:00+08:00");
    }
}
