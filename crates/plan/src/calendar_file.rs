//! The work-day calendar as a file: `plans/calendars/cn.yaml`.

use std::collections::BTreeMap;

use kernel::{
    Day,
    calendar::{WorkCalendar, WorkYear},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    At, Problem,
    decode::{self, list},
    document::Key,
    node,
};

/// A calendar file that was read without a problem.
#[derive(Clone, Debug)]
pub struct CalendarFile {
    pub key: Key,
    pub title: String,
    /// SHA-256 (hex) of what the file says, as a plan's.
    pub fingerprint: String,
    pub calendar: WorkCalendar,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Written {
    format: At<u32>,
    key: At<Key>,
    title: At<String>,
    #[serde(deserialize_with = "list")]
    years: Vec<Year>,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Year {
    year: At<i16>,
    /// The announcement.
    source: At<String>,
    /// Where its text was compared.
    #[serde(default)]
    checked: Option<At<String>>,
    #[serde(deserialize_with = "list")]
    holidays: Vec<Holiday>,
    #[serde(default, deserialize_with = "list")]
    #[schemars(with = "Vec<String>")]
    make_up_days: Vec<At<Day>>,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Holiday {
    name: At<String>,
    #[schemars(with = "String")]
    from: At<Day>,
    #[schemars(with = "String")]
    to: At<Day>,
}

/// Reads a calendar file.
///
/// # Errors
/// All problems of the first stage that finds any, as [`crate::parse`] does.
pub fn parse_calendar(text: &str) -> Result<CalendarFile, Vec<Problem>> {
    let tree = node::read(text)?;
    let written: Written = decode::decode(&tree)?;
    let mut problems = Vec::new();
    if written.format.value != 1 {
        problems.push(Problem::error(
            written.format.place(),
            "unknown-format",
            format!("不认识日历格式 {}", written.format),
            "请写 format: 1",
        ));
    }
    let mut years = BTreeMap::new();
    for year in &written.years {
        let days = read_year(year, &mut problems);
        if years.insert(year.year.value, days).is_some() {
            problems.push(Problem::error(
                year.year.place(),
                "duplicate-year",
                format!("{} 年写了两次", year.year),
                "请合并到一处",
            ));
        }
    }
    if !problems.is_empty() {
        problems.sort();
        return Err(problems);
    }
    Ok(CalendarFile {
        key: written.key.value,
        title: written.title.value,
        fingerprint: tree.fingerprint(),
        calendar: WorkCalendar::new(years),
    })
}

fn read_year(year: &Year, problems: &mut Vec<Problem>) -> WorkYear {
    let mut days = WorkYear::default();
    let in_year = |day: &At<Day>, problems: &mut Vec<Problem>| {
        if day.year() != year.year.value {
            problems.push(Problem::error(
                day.place(),
                "day-outside-year",
                format!("{day} 不在 {} 年内", year.year),
                "请移到它所在的年份，或改正日期",
            ));
        }
    };
    for holiday in &year.holidays {
        in_year(&holiday.from, problems);
        in_year(&holiday.to, problems);
        let length = holiday.to.days_since(holiday.from.value);
        if !(0..=30).contains(&length) {
            problems.push(Problem::error(
                holiday.from.place(),
                "reversed-days",
                format!("“{}”从 {} 到 {}，首尾颠倒或长得不合理", holiday.name, holiday.from, holiday.to),
                "from 是第一天，to 是最后一天，最多 31 天",
            ));
            continue;
        }
        days.holidays.extend((0..=length).map(|offset| holiday.from.plus_days(offset)));
    }
    for day in &year.make_up_days {
        in_year(day, problems);
        if day.weekday() < 6 {
            problems.push(Problem::error(
                day.place(),
                "make-up-on-weekday",
                format!("{day} 不是周末，不需要列为上班日"),
                "make_up_days 只列要上班的周六、周日",
            ));
        }
        days.make_up_days.insert(day.value);
    }
    days
}
