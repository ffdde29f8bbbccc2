//! The days on which a duty falls due, found by walking through the calendar day by day.

use kernel::Day;
use plan::{
    Document,
    document::{Duty, Rhythm, Window},
};

/// First and last day of the duty's window; nothing when the phase is unknown.
pub(crate) fn window(document: &Document, duty: &Duty) -> Option<(Day, Day)> {
    match &duty.window.value {
        Window::Phase(key) => {
            let phase = document.phases.iter().find(|phase| phase.key.as_str() == key.as_str())?;
            Some((phase.from.value, phase.to.value))
        }
        Window::Days { from, to } => Some((from.value, to.value)),
    }
}

/// A window longer than this is a typing mistake, which `duties` reports; it is not walked through.
const WINDOW_DAYS_MAX: i64 = 3_700;

/// How many of the days belong to no phase.
pub(crate) fn outside_phases(document: &Document, from: Day, to: Day) -> i64 {
    if to < from || to.days_since(from) > WINDOW_DAYS_MAX {
        return 0;
    }
    let inside =
        |day: &Day| document.phases.iter().any(|phase| phase.from.value <= *day && *day <= phase.to.value);
    let days = (0..=to.days_since(from)).map(|n| from.plus_days(n)).filter(|day| !inside(day)).count();
    i64::try_from(days).unwrap_or(i64::MAX)
}

/// The days that the rhythm names inside the window, before `due.after` moves them. Rhythms that depend on records, and
/// those counted in work days, have no days that the plan alone could tell.
pub(crate) fn due_days(document: &Document, duty: &Duty) -> Vec<Day> {
    let Some((from, to)) = window(document, duty) else { return Vec::new() };
    if to < from || to.days_since(from) > WINDOW_DAYS_MAX {
        return Vec::new();
    }
    let days = (0..=to.days_since(from)).map(|n| from.plus_days(n));
    let last_of_month = |day: &Day| day.plus_days(1).month() != day.month();
    match &duty.rhythm.value {
        Rhythm::Once { day } => vec![day.value],
        Rhythm::Window => vec![to],
        Rhythm::Daily => days.collect(),
        Rhythm::Weekly { days: wanted } => {
            days.filter(|day| wanted.iter().any(|one| one.value.number() == day.weekday())).collect()
        }
        Rhythm::Monthly => days.filter(last_of_month).collect(),
        Rhythm::MonthlyOn { day: wanted } => days
            .filter(|day| {
                day.day_of_month() == wanted.value
                    || (last_of_month(day) && day.day_of_month() < wanted.value)
            })
            .collect(),
        Rhythm::Quarterly => days.filter(|day| day.month() % 3 == 0 && last_of_month(day)).collect(),
        Rhythm::HalfYearly => days.filter(|day| day.month() % 6 == 0 && last_of_month(day)).collect(),
        Rhythm::AfterEvent { .. } | Rhythm::AfterRecord { .. } => Vec::new(),
    }
}
