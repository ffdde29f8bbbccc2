//! From the day that a rhythm gives to instants: opening, deadline, end of grace.

use kernel::{
    Day, Instant,
    calendar::{WorkCalendar, YearNotCovered},
};
use serde::{Deserialize, Serialize};

use super::periods::{date, weekday};
use crate::{
    Problem,
    document::{ClockTime, Days, Due, Duty, Grace, Opening, Rhythm},
};

/// The instants of one obligation. Handing in at `due_at` exactly is on time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    pub opens_at: Instant,
    pub due_at: Instant,
    pub due_text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grace_until: Option<Instant>,
}

const SECOND: std::time::Duration = std::time::Duration::from_secs(1);

pub(crate) fn year_problem(error: YearNotCovered, place: (u32, u32)) -> Problem {
    Problem::error(
        place,
        "calendar-year",
        error.to_string(),
        "请在工作日历文件里补上这一年，或把 work_days 改成 days",
    )
}

/// `sign` is 1 for later and -1 for earlier.
pub(crate) fn plus(calendar: &WorkCalendar, day: Day, days: Days, sign: i64) -> Result<Day, YearNotCovered> {
    match days {
        Days::Days(count) => Ok(day.plus_days(sign * i64::from(count))),
        Days::WorkDays(count) => calendar.plus_work_days(day, sign * i64::from(count)),
    }
}

/// The deadline that a duty `after_record` has for a record of `day`. `None` for any other rhythm.
///
/// # Errors
/// The work-day calendar does not reach far enough.
pub(crate) fn record_deadline(
    duty: &Duty,
    calendar: &WorkCalendar,
    record_day: Day,
) -> Result<Option<Deadline>, Problem> {
    let Rhythm::AfterRecord { after, .. } = &duty.rhythm.value else { return Ok(None) };
    let day = plus(calendar, record_day, after.value, 1).map_err(|year| year_problem(year, after.place()))?;
    deadline(duty, calendar, record_day, day).map(Some)
}

/// `first` is the first day of the period, on which it opens unless the duty says otherwise; `day` is the day that
/// the rhythm gives.
pub(crate) fn deadline(
    duty: &Duty,
    calendar: &WorkCalendar,
    first: Day,
    day: Day,
) -> Result<Deadline, Problem> {
    let named = match &duty.due.after {
        Some(after) => {
            plus(calendar, day, after.value, 1).map_err(|year| year_problem(year, after.place()))?
        }
        None => day,
    };
    let due_at = due_at(&duty.due, named);
    let opens_at = match duty.opens.as_ref().map(|opens| &opens.value) {
        Some(Opening::Before(days)) => {
            let day =
                plus(calendar, named, days.value, -1).map_err(|year| year_problem(year, days.place()))?;
            Instant::at(day, 0, 0)
        }
        Some(Opening::On(day)) => Instant::at(day.value, 0, 0),
        // A deadline before the period begins opens on its own day at the latest.
        None => Instant::at(first.min(due_at.day()), 0, 0),
    };
    if let Some(opens) = duty.opens.as_ref().filter(|_| opens_at > due_at) {
        return Err(Problem::error(
            opens.place(),
            "opens-after-due",
            format!("开放时间 {opens_at} 晚于截止时间 {due_at}"),
            "请把 opens 提前",
        ));
    }
    Ok(Deadline {
        opens_at,
        due_at,
        due_text: due_text(&duty.due, named),
        grace_until: grace(duty, calendar, due_at)?,
    })
}

/// The named day or instant, or the last second before it when it does not count.
fn due_at(due: &Due, named: Day) -> Instant {
    let counts = due.inclusive.as_ref().is_none_or(|inclusive| inclusive.value);
    match (&due.at, counts) {
        (Some(at), true) => at.on(named),
        (Some(at), false) => at.on(named).minus(SECOND),
        (None, true) => ClockTime::MIDNIGHT.on(named),
        (None, false) => Instant::at(named, 0, 0).minus(SECOND),
    }
}

fn due_text(due: &Due, named: Day) -> String {
    let time = due.at.as_ref().map_or(ClockTime::MIDNIGHT, |at| at.value);
    due.text
        .replace("{date}", &date(named))
        .replace("{weekday}", weekday(named))
        .replace("{time}", &time.to_string())
}

fn grace(duty: &Duty, calendar: &WorkCalendar, due_at: Instant) -> Result<Option<Instant>, Problem> {
    let Some(grace) = &duty.grace else { return Ok(None) };
    let days =
        |count: i64| due_at.plus(std::time::Duration::from_secs(u64::try_from(count).unwrap_or(0) * 86_400));
    Ok(Some(match grace.value {
        Grace::Hours(hours) => due_at.plus(std::time::Duration::from_secs(u64::from(hours) * 3600)),
        Grace::Days(count) => days(i64::from(count)),
        Grace::WorkDays(count) => {
            let due_day = due_at.day();
            let last = calendar
                .plus_work_days(due_day, i64::from(count))
                .map_err(|year| year_problem(year, grace.place()))?;
            days(last.days_since(due_day))
        }
    }))
}
