//! Days and moments: Excel's serial numbers and the ways in which people write dates.

use kernel::{Day, Instant};

use super::{Fault, Raw, clipped, narrowed, whole};

const DAY_MS: i64 = 86_400_000;
/// 9999-12-31, the last day that Excel knows.
const SERIAL_MAX: f64 = 2_958_465.0;
/// 1900-03-01. Before it Excel counts a 29 February 1900 that never was, and before 1900 it knows no days at all;
/// such days are written as text.
pub(crate) const EPOCH_SERIAL_MIN: i64 = 61;
/// Days between the two epochs that a workbook may use.
const FROM_1904: f64 = 1462.0;
/// A plain number is taken for a day only between 1950 and 2099: a year or a count typed into the wrong column would
/// otherwise become a day a century ago.
const PLAIN_SERIALS: std::ops::RangeInclusive<i64> = 18_264..=73_050;

/// The day whose serial number is 0 for everything after February 1900.
fn epoch() -> Day {
    // The literal is a day; `Day` has no infallible constructor, and its default would be as good as any here.
    Day::new(1899, 12, 30).unwrap_or_else(|_| Instant::default().day())
}

pub(crate) fn serial_of_day(day: Day) -> i64 {
    day.days_since(epoch())
}

/// The serial number of a moment in Beijing time, to the millisecond.
#[allow(clippy::cast_precision_loss, reason = "days below 3 million and milliseconds below 86.4 million")]
pub(crate) fn serial_of_instant(instant: Instant) -> f64 {
    let (day, ms) = civil(instant);
    serial_of_day(day) as f64 + ms as f64 / DAY_MS as f64
}

fn civil(instant: Instant) -> (Day, i64) {
    let day = instant.day();
    (day, (instant.micros() - Instant::at(day, 0, 0).micros()).div_euclid(1000))
}

pub(crate) fn day_text(day: Day) -> String {
    day.to_string()
}

/// `2021-06-16 15:00:00`, with milliseconds only when there are any.
pub(crate) fn civil_text(instant: Instant) -> String {
    let (day, ms) = civil(instant);
    let (hour, minute, second) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60);
    let mut text = format!("{day} {hour:02}:{minute:02}:{second:02}");
    if ms % 1000 != 0 {
        text.push_str(&format!(".{:03}", ms % 1000));
    }
    text
}

pub(super) fn day(raw: &Raw) -> Result<Day, Fault> {
    match raw {
        Raw::Date { serial, from_1904 } => of_serial(*serial, *from_1904).map(|(day, _)| day),
        Raw::Number(number) => of_plain(*number).ok_or_else(|| not_a_day(&super::number_text(*number))),
        Raw::Text(text) => {
            let plain = narrowed(text);
            parse_day(&plain)
                .or_else(|| parse_civil(&plain).map(|(day, _)| day))
                .ok_or_else(|| not_a_day(text))
        }
        Raw::Boolean(_) | Raw::Empty | Raw::Error(_) | Raw::Formula | Raw::TooLong => {
            Err(not_a_day("TRUE/FALSE"))
        }
    }
}

pub(super) fn instant(raw: &Raw) -> Result<Instant, Fault> {
    let (day, ms) = match raw {
        Raw::Date { serial, from_1904 } => of_serial(*serial, *from_1904)?,
        Raw::Text(text) => {
            let plain = narrowed(text);
            if let Ok(instant) = plain.parse::<Instant>() {
                return Ok(instant);
            }
            parse_day(&plain)
                .map(|day| (day, 0))
                .or_else(|| parse_civil(&plain))
                .ok_or_else(|| not_an_instant(text))?
        }
        Raw::Number(number) => {
            return Err(not_an_instant(&super::number_text(*number)));
        }
        Raw::Boolean(_) | Raw::Empty | Raw::Error(_) | Raw::Formula | Raw::TooLong => {
            return Err(not_an_instant("TRUE/FALSE"));
        }
    };
    Ok(Instant::from_micros(Instant::at(day, 0, 0).micros() + ms * 1000))
}

/// A date cell as text, for a column of text. `None` when the serial number is out of range.
pub(super) fn shown(serial: f64, from_1904: bool) -> Option<String> {
    let (day, ms) = of_serial(serial, from_1904).ok()?;
    if ms == 0 {
        return Some(day.to_string());
    }
    Some(civil_text(Instant::from_micros(Instant::at(day, 0, 0).micros() + ms * 1000)))
}

/// Day and milliseconds of a serial number, after its range was checked: arithmetic on an unchecked one overflows.
#[allow(clippy::cast_possible_truncation, reason = "the range is checked first")]
fn of_serial(serial: f64, from_1904: bool) -> Result<(Day, i64), Fault> {
    let out_of_range = || ("day-out-of-range", "日期超出范围，请按 2021-06-16 的格式填写".to_owned());
    let serial = if from_1904 { serial + FROM_1904 } else { serial };
    if !serial.is_finite() || !(1.0..SERIAL_MAX + 1.0).contains(&serial) {
        return Err(out_of_range());
    }
    // In range, so both casts are exact: whole days below 3 million, milliseconds below 86.4 million.
    let ms = ((serial - serial.floor()) * DAY_MS as f64).round() as i64;
    let days = serial.floor() as i64 + ms / DAY_MS;
    if days == EPOCH_SERIAL_MIN - 1 {
        return Err(out_of_range());
    }
    let shift = i64::from(days < EPOCH_SERIAL_MIN);
    let day = epoch().plus_days(days + shift);
    if day.year() > 9998 { Err(out_of_range()) } else { Ok((day, ms % DAY_MS)) }
}

/// A number in a cell that lost its date format: a serial number, or the eight digits of a date.
fn of_plain(number: f64) -> Option<Day> {
    let whole = whole(number)?;
    if PLAIN_SERIALS.contains(&whole) {
        return Some(epoch().plus_days(whole));
    }
    parse_day(&whole.to_string())
}

/// `2021-06-16`, `2021/6/1`, `2021.6.1`, `2021年6月1日` and `20210601`; a year always has four digits.
fn parse_day(text: &str) -> Option<Day> {
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        return civil_day(text.get(0..4)?, text.get(4..6)?, text.get(6..8)?);
    }
    if let Some((year, rest)) = text.split_once('年') {
        let (month, rest) = rest.split_once('月')?;
        let day = rest.strip_suffix('日').or_else(|| rest.strip_suffix('号')).unwrap_or(rest);
        return civil_day(year.trim(), month.trim(), day.trim());
    }
    let separator = ['-', '/', '.'].into_iter().find(|separator| text.contains(*separator))?;
    let mut parts = text.split(separator);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() { None } else { civil_day(year, month, day) }
}

fn civil_day(year: &str, month: &str, day: &str) -> Option<Day> {
    let digits = |text: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
    };
    if !digits(year, 4..=4) || !digits(month, 1..=2) || !digits(day, 1..=2) {
        return None;
    }
    Day::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// A day and, behind a space or `T`, `15:00`, `15:00:00` or `15:00:00.001`.
fn parse_civil(text: &str) -> Option<(Day, i64)> {
    let (date, time) = text.rsplit_once([' ', 'T'])?;
    let mut parts = time.split(':');
    let (hour, minute, second) = (parts.next()?, parts.next()?, parts.next().unwrap_or("0"));
    if parts.next().is_some() {
        return None;
    }
    let (second, fraction) = second.split_once('.').unwrap_or((second, ""));
    let two = |text: &str, max: i64| -> Option<i64> {
        let shaped = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        let number = if shaped { text.parse::<i64>().ok()? } else { return None };
        (number <= max).then_some(number)
    };
    if fraction.len() > 9 || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let ms = format!("{fraction:0<3}").get(0..3)?.parse::<i64>().ok()?;
    let clock = two(hour, 23)? * 3_600_000 + two(minute, 59)? * 60_000 + two(second, 59)? * 1000 + ms;
    parse_day(date.trim()).map(|day| (day, clock))
}

fn not_a_day(shown: &str) -> Fault {
    (
        "not-a-day",
        format!("“{}”不是有效的日期，请按 2021-06-16 的格式填写（年份四位）", clipped(shown.trim())),
    )
}

fn not_an_instant(shown: &str) -> Fault {
    let message = format!("“{}”不是有效的时间，请按 2021-06-16 15:00 的格式填写", clipped(shown.trim()));
    ("not-an-instant", message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Raw {
        Raw::Text(text.to_owned())
    }

    fn date(serial: f64) -> Raw {
        Raw::Date { serial, from_1904: false }
    }

    #[test]
    fn days_as_people_and_spreadsheets_write_them() {
        for (raw, shown) in [
            (text("2021-06-01"), "2021-06-01"),
            (text("2021-6-1"), "2021-06-01"),
            (text("2021/6/1"), "2021-06-01"),
            (text("2021.6.1"), "2021-06-01"),
            (text("2021年6月1日"), "2021-06-01"),
            (text("２０２１年６月１日"), "2021-06-01"),
            (text("20210601"), "2021-06-01"),
            (text(" 2024-02-29 "), "2024-02-29"),
            (text("2021-06-01 00:00:00"), "2021-06-01"),
            (date(44_348.0), "2021-06-01"),
            (date(44_348.625), "2021-06-01"),
            (Raw::Date { serial: 42_886.0, from_1904: true }, "2021-06-01"),
            (date(1.0), "1900-01-01"),
            (date(59.0), "1900-02-28"),
            (date(61.0), "1900-03-01"),
            (date(2_958_100.0), "9998-12-31"),
            (Raw::Number(44_348.0), "2021-06-01"),
            (Raw::Number(20_210_601.0), "2021-06-01"),
        ] {
            assert_eq!(day(&raw).map(|day| day.to_string()), Ok(shown.to_owned()), "{raw:?}");
        }
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for (raw, code) in [
            (text("2021-06-31"), "not-a-day"),
            (text("21/6/1"), "not-a-day"),
            (text("6/1/2021"), "not-a-day"),
            (text("2021-6"), "not-a-day"),
            (text("2021-06-01-02"), "not-a-day"),
            (text("六月一日"), "not-a-day"),
            (text("20211301"), "not-a-day"),
            (text("2021年6月"), "not-a-day"),
            (Raw::Number(2021.0), "not-a-day"),
            (Raw::Number(0.5), "not-a-day"),
            (date(0.0), "day-out-of-range"),
            (date(-1.0), "day-out-of-range"),
            (date(60.0), "day-out-of-range"),
            (date(2_958_465.0), "day-out-of-range"),
            (date(1e300), "day-out-of-range"),
            (date(f64::NAN), "day-out-of-range"),
            (Raw::Date { serial: f64::MAX, from_1904: true }, "day-out-of-range"),
            (Raw::Boolean(true), "not-a-day"),
        ] {
            assert_eq!(day(&raw).unwrap_err().0, code, "{raw:?}");
        }
    }

    #[test]
    fn moments_are_beijing_time_to_the_millisecond() {
        for (raw, shown) in [
            (text("2021-06-16 15:00"), "2021-06-16T15:00:00+08:00"),
            (text("2021/6/16 9:05:07"), "2021-06-16T09:05:07+08:00"),
            (text("2021-06-16 15:00:00.001"), "2021-06-16T15:00:00.001+08:00"),
            (text("2021-06-16T07:00:00Z"), "2021-06-16T15:00:00+08:00"),
            (text("2021年6月16日 15：00"), "2021-06-16T15:00:00+08:00"),
            (text("2021-06-16"), "2021-06-16T00:00:00+08:00"),
            (date(44_363.625), "2021-06-16T15:00:00+08:00"),
            (date(44_363.999_999_999_9), "2021-06-17T00:00:00+08:00"),
        ] {
            assert_eq!(instant(&raw).map(|instant| instant.to_string()), Ok(shown.to_owned()), "{raw:?}");
        }
        for raw in
            [text("15:00"), text("2021-06-16 25:00"), text("2021-06-16 1:2:3:4"), Raw::Number(44_363.0)]
        {
            assert_eq!(instant(&raw).unwrap_err().0, "not-an-instant", "{raw:?}");
        }
    }

    #[test]
    fn serials_give_back_the_millisecond_over_the_whole_range() {
        let first = Instant::at("1900-03-01".parse().unwrap(), 0, 0).micros();
        let last = Instant::at("9998-12-31".parse().unwrap(), 23, 59).micros();
        let mut micros = first;
        while micros < last {
            let wanted = Instant::from_micros(micros.div_euclid(1000) * 1000);
            assert_eq!(instant(&date(serial_of_instant(wanted))), Ok(wanted));
            assert_eq!(instant(&text(&civil_text(wanted))), Ok(wanted));
            micros += 7_919 * 1_000_003 * 1_009;
        }
    }
}
