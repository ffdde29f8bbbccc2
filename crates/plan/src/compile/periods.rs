//! The periods of a rhythm within a window.

use kernel::{Day, calendar::WorkCalendar};

use super::deadline::{plus, year_problem};
use crate::{
    DaySpan, Problem,
    document::{Document, Duty, Rhythm, Window},
};

/// One occurrence of a duty: what identifies it, the days it covers, and the day that its deadline is counted from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Period {
    pub key: String,
    pub title: String,
    pub span: DaySpan,
    pub day: Day,
}

/// The days of a duty's window, and the title of the phase when it is one.
pub(crate) fn window<'a>(document: &'a Document, duty: &'a Duty) -> Option<(DaySpan, Option<&'a str>)> {
    match &duty.window.value {
        Window::Phase(key) => {
            document.phases.iter().find(|phase| phase.key.value == key.value).map(|phase| {
                (DaySpan { from: phase.from.value, to: phase.to.value }, Some(phase.title.as_str()))
            })
        }
        Window::Days { from, to } => Some((DaySpan { from: from.value, to: to.value }, None)),
    }
}

/// Periods in the order of time. None for a rhythm that waits for records.
pub(crate) fn periods(
    document: &Document,
    duty: &Duty,
    calendar: &WorkCalendar,
) -> Result<Vec<Period>, Problem> {
    let Some((span, phase)) = window(document, duty) else { return Ok(Vec::new()) };
    let once = |key: &str, day: Day| Period {
        key: key.to_owned(),
        title: phase.map_or_else(|| format!("{}至{}", date(span.from), date(span.to)), str::to_owned),
        span,
        day,
    };
    Ok(match &duty.rhythm.value {
        Rhythm::Once { day } => vec![once("once", day.value)],
        Rhythm::Window => vec![once("once", span.to)],
        Rhythm::Daily => days(span)
            .map(|day| Period {
                key: day.to_string(),
                title: date(day),
                span: DaySpan { from: day, to: day },
                day,
            })
            .collect(),
        Rhythm::Weekly { days } => {
            let numbers: Vec<i8> = days.iter().map(|day| day.number()).collect();
            weekly(span, &numbers)
        }
        Rhythm::Monthly => calendar_periods(span, 1, duty.whole_periods),
        Rhythm::Quarterly => calendar_periods(span, 3, duty.whole_periods),
        Rhythm::HalfYearly => calendar_periods(span, 6, duty.whole_periods),
        Rhythm::MonthlyOn { day } => monthly_on(span, day.value, duty.whole_periods),
        Rhythm::AfterEvent { event, after } => {
            let Some(found) = document.events.iter().find(|found| found.key.value == event.value) else {
                return Ok(Vec::new());
            };
            let day = plus(calendar, found.day.value, after.value, 1)
                .map_err(|year| year_problem(year, after.place()))?;
            vec![once(event.as_str(), day)]
        }
        Rhythm::AfterRecord { .. } => Vec::new(),
    })
}

fn days(span: DaySpan) -> impl Iterator<Item = Day> {
    (0..=span.to.days_since(span.from)).map(move |offset| span.from.plus_days(offset))
}

/// 6月2日
pub(crate) fn date(day: Day) -> String {
    format!("{}月{}日", day.month(), day.day_of_month())
}

pub(crate) fn weekday(day: Day) -> &'static str {
    match day.weekday() {
        1 => "周一",
        2 => "周二",
        3 => "周三",
        4 => "周四",
        5 => "周五",
        6 => "周六",
        _ => "周日",
    }
}

/// A period reaches from the day after the one before to its own day. With one day a week the week names the period,
/// so that moving the report from Wednesday to Thursday moves a deadline and makes no new obligation.
fn weekly(span: DaySpan, numbers: &[i8]) -> Vec<Period> {
    let mut from = span.from;
    let mut periods = Vec::new();
    for day in days(span).filter(|day| numbers.contains(&day.weekday())) {
        let (year, week) = iso_week(day);
        let mut key = format!("{year:04}-W{week:02}");
        if numbers.len() > 1 {
            key.push_str(&format!("-{}", day.weekday()));
        }
        let title = format!("{year}年第{week}周，{}{}", date(day), weekday(day));
        periods.push(Period { key, title, span: DaySpan { from, to: day }, day });
        from = day.plus_days(1);
    }
    periods
}

/// ISO 8601: the week belongs to the year of its Thursday.
fn iso_week(day: Day) -> (i16, i64) {
    let thursday = day.plus_days(4 - i64::from(day.weekday()));
    let year = thursday.year();
    let into_year = (0..366).find(|back| thursday.plus_days(-back - 1).year() != year).unwrap_or(0);
    (year, into_year / 7 + 1)
}

/// The first day of the calendar period of `months` months that holds `day`.
fn period_start(day: Day, months: i32) -> Day {
    let back = (i32::from(day.month()) - 1) % months;
    first_of_month(day).plus_months(-back)
}

fn first_of_month(day: Day) -> Day {
    day.plus_days(1 - i64::from(day.day_of_month()))
}

fn whole_periods(span: DaySpan, months: i32) -> impl Iterator<Item = DaySpan> {
    let next = move |start: &Day| {
        let next = start.plus_months(months);
        (next > *start && next <= span.to).then_some(next)
    };
    std::iter::successors(Some(period_start(span.from, months)), next)
        .map(move |from| DaySpan { from, to: from.plus_months(months).plus_days(-1) })
}

fn name(start: Day, months: i32) -> (String, String) {
    let (year, month) = (start.year(), start.month());
    match months {
        1 => (format!("{year:04}-{month:02}"), format!("{year}年{month}月")),
        3 => {
            let quarter = (month - 1) / 3 + 1;
            (format!("{year:04}-Q{quarter}"), format!("{year}年第{quarter}季度"))
        }
        _ => {
            let (half, word) = if month < 7 { (1, "上") } else { (2, "下") };
            (format!("{year:04}-H{half}"), format!("{year}年{word}半年"))
        }
    }
}

fn clipped(whole: DaySpan, window: DaySpan, keep_whole: bool) -> DaySpan {
    if keep_whole {
        whole
    } else {
        DaySpan { from: whole.from.max(window.from), to: whole.to.min(window.to) }
    }
}

fn calendar_periods(window: DaySpan, months: i32, keep_whole: bool) -> Vec<Period> {
    whole_periods(window, months)
        .map(|whole| {
            let (key, title) = name(whole.from, months);
            let span = clipped(whole, window, keep_whole);
            Period { key, title, span, day: span.to }
        })
        .collect()
}

fn monthly_on(window: DaySpan, number: i8, keep_whole: bool) -> Vec<Period> {
    whole_periods(window, 1)
        .filter_map(|month| {
            let day = month.from.plus_days(i64::from(number) - 1).min(month.to);
            let (key, title) = name(month.from, 1);
            (keep_whole || window.contains(day)).then(|| Period {
                key,
                title,
                span: clipped(month, window, keep_whole),
                day,
            })
        })
        .collect()
}
