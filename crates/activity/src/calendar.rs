//! The days that an activity of a campaign may have. Pure.

use kernel::Day;
use plan::{
    Document,
    document::{Duty, Rhythm},
};

/// Both ends included, and the day that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Calendar {
    pub from: Day,
    pub to: Day,
    pub today: Day,
}

/// From the first day of the first phase to the last day of the last one. Where a duty counts whole periods, the period
/// that the campaign begins in counts from its own first day: the drill of March meets the first half-year's duty.
pub(crate) fn calendar(plan: &Document, today: Day) -> Calendar {
    let from = plan.phases.iter().map(|phase| phase.from.value).min().unwrap_or(today);
    let to = plan.phases.iter().map(|phase| phase.to.value).max().unwrap_or(today);
    let months = plan.duties.iter().filter_map(whole_months).max().unwrap_or(0);
    if months == 0 {
        return Calendar { from, to, today };
    }
    Calendar { from: first_day(from, months), to: last_day(to, months), today }
}

/// The length of the duty's periods in months, if they count as a whole.
fn whole_months(duty: &Duty) -> Option<i8> {
    if !duty.whole_periods {
        return None;
    }
    match &duty.rhythm.value {
        Rhythm::Monthly | Rhythm::MonthlyOn { .. } => Some(1),
        Rhythm::Quarterly => Some(3),
        Rhythm::HalfYearly => Some(6),
        Rhythm::Once { .. }
        | Rhythm::Window
        | Rhythm::Daily
        | Rhythm::Weekly { .. }
        | Rhythm::AfterEvent { .. }
        | Rhythm::AfterRecord { .. } => None,
    }
}

/// The first day of the period of so many months that the day lies in; periods begin in January.
fn first_day(day: Day, months: i8) -> Day {
    let month = (day.month() - 1) / months * months + 1;
    Day::new(day.year(), month, 1).unwrap_or(day)
}

fn last_day(day: Day, months: i8) -> Day {
    first_day(day, months).plus_months(i32::from(months)).plus_days(-1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_of_2021_begins_in_january_because_half_years_count_whole() {
        let plan = plan::parse(include_str!("../../../plans/liaoning-2021/plan.yaml")).unwrap();
        let today: Day = "2021-06-16".parse().unwrap();
        let mut document = plan.document;
        let Calendar { from, to, today: _ } = calendar(&document, today);
        assert_eq!((from.to_string(), to.to_string()), ("2021-01-01".to_owned(), "2021-12-31".to_owned()));
        document.duties.iter_mut().for_each(|duty| duty.whole_periods = false);
        assert_eq!(calendar(&document, today).from.to_string(), "2021-06-01");
    }

    #[test]
    fn a_period_begins_and_ends_by_the_calendar() {
        for (day, months, from, to) in [
            ("2021-06-16", 1, "2021-06-01", "2021-06-30"),
            ("2021-06-16", 3, "2021-04-01", "2021-06-30"),
            ("2021-06-16", 6, "2021-01-01", "2021-06-30"),
            ("2021-07-01", 6, "2021-07-01", "2021-12-31"),
            ("2024-02-29", 1, "2024-02-01", "2024-02-29"),
        ] {
            let day: Day = day.parse().unwrap();
            let found = (first_day(day, months).to_string(), last_day(day, months).to_string());
            assert_eq!(found, (from.to_owned(), to.to_owned()), "{day} {months}");
        }
    }
}
