//! Work days: weekends, State Council holidays and make-up days as data.
//!
//! Which weekends are worked is announced year by year (国务院办公厅关于…年部分节假日安排的通知), so a year that is
//! not in the data has no work days that anybody could count, and asking is an error rather than a guess.

use std::collections::{BTreeMap, BTreeSet};

use crate::Day;

/// One announced year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkYear {
    /// Days off by announcement, weekends among them included.
    pub holidays: BTreeSet<Day>,
    /// Saturdays and Sundays on which people work.
    pub make_up_days: BTreeSet<Day>,
}

/// The calendar by which work days are counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkCalendar {
    years: BTreeMap<i16, WorkYear>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("工作日历里没有 {year} 年，无法推算工作日；请先补上国务院办公厅发布的该年放假调休安排")]
pub struct YearNotCovered {
    pub year: i16,
}

impl WorkCalendar {
    #[must_use]
    pub fn new(years: BTreeMap<i16, WorkYear>) -> Self {
        Self { years }
    }

    /// The years that can be counted in.
    pub fn years(&self) -> impl Iterator<Item = (i16, &WorkYear)> {
        self.years.iter().map(|(year, days)| (*year, days))
    }

    /// # Errors
    /// The day's year is not covered.
    pub fn is_work_day(&self, day: Day) -> Result<bool, YearNotCovered> {
        let year = self.years.get(&day.year()).ok_or(YearNotCovered { year: day.year() })?;
        let weekend = day.weekday() >= 6;
        Ok(year.make_up_days.contains(&day) || (!weekend && !year.holidays.contains(&day)))
    }

    /// The `count`-th work day after `day`, which itself never counts (起算日不计入). Zero gives `day` back, work day
    /// or not; negative counts go back.
    ///
    /// # Errors
    /// A day on the way lies in a year that is not covered.
    pub fn plus_work_days(&self, day: Day, count: i64) -> Result<Day, YearNotCovered> {
        let step = count.signum();
        let mut left = count.unsigned_abs();
        let mut day = day;
        while left > 0 {
            let next = day.plus_days(step);
            if next == day {
                return Err(YearNotCovered { year: day.year() });
            }
            day = next;
            if self.is_work_day(day)? {
                left -= 1;
            }
        }
        Ok(day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    /// June 2021: the Dragon Boat holiday takes Monday the 14th; 26 September is a worked Sunday.
    fn calendar() -> WorkCalendar {
        let year = WorkYear {
            holidays: ["2021-06-12", "2021-06-13", "2021-06-14"].map(day).into(),
            make_up_days: [day("2021-09-26")].into(),
        };
        WorkCalendar::new([(2021, year)].into())
    }

    #[test]
    fn holidays_rest_and_make_up_days_work() {
        for (text, works) in [
            ("2021-06-11", true),
            ("2021-06-12", false),
            ("2021-06-14", false),
            ("2021-06-15", true),
            ("2021-09-25", false),
            ("2021-09-26", true),
        ] {
            assert_eq!(calendar().is_work_day(day(text)), Ok(works), "{text}");
        }
        assert_eq!(calendar().is_work_day(day("2022-01-04")), Err(YearNotCovered { year: 2022 }));
    }

    #[test]
    fn the_first_day_does_not_count() {
        for (from, count, to) in [
            ("2021-06-11", 0, "2021-06-11"),
            ("2021-06-11", 1, "2021-06-15"),
            ("2021-06-12", 1, "2021-06-15"),
            ("2021-06-15", -1, "2021-06-11"),
            ("2021-09-24", 1, "2021-09-26"),
            ("2021-06-01", 20, "2021-06-30"),
        ] {
            assert_eq!(calendar().plus_work_days(day(from), count), Ok(day(to)), "{from} {count}");
        }
        assert_eq!(calendar().plus_work_days(day("2021-12-31"), 1), Err(YearNotCovered { year: 2022 }));
        assert_eq!(
            calendar().plus_work_days(day("2021-06-01"), i64::MAX),
            Err(YearNotCovered { year: 2022 })
        );
    }
}
