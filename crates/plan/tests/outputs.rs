//! What people and programs get: golden outputs, differences, size and speed.

#![allow(clippy::unwrap_used, reason = "a helper of tests may fail like a test")]

use std::{fmt::Write as _, time::Instant as Stopwatch};

use plan::{CompiledPlan, output};

const SMALL: &str = include_str!("small.yaml");
const CALENDAR: &str = include_str!("../../../plans/calendars/cn.yaml");
const UNITS: &str = "key,name,kind,parent\nroot,示例省,province,\nbei,北市,city,root\nnan,南市,city,root\n";

fn compiled(plan: &str, units: &str) -> CompiledPlan {
    let plan = plan::parse(plan).unwrap();
    let units = plan::read_units(units).unwrap();
    plan::compile(&plan, &plan::parse_calendar(CALENDAR).unwrap(), &units).unwrap()
}

fn name(key: &str) -> String {
    match key {
        "bei" => "北市".into(),
        "nan" => "南市".into(),
        other => other.into(),
    }
}

#[test]
fn json_is_an_array_of_the_eleven_fields() {
    let json = output::to_json(&compiled(SMALL, UNITS), Some("bei")).unwrap();
    let rows: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
    assert_eq!(rows.len(), 5);
    insta::assert_snapshot!(json.lines().nth(1).unwrap(), @r#"  {"unit":"bei","duty":"weekly","period":"2021-W22","kind":"deliver","modality":"hard","at_least":1,"opens_at":"2021-06-01T00:00:00+08:00","due_at":"2021-06-02T15:00:00+08:00","clause":"c1","quote":"每周三报送","title":"周报（2021年第22周，6月2日周三）"},"#);
    assert_eq!(output::to_json(&compiled(SMALL, UNITS), Some("nobody")).unwrap(), "[\n]\n");
}

#[test]
fn csv_has_the_same_columns() {
    let csv = output::to_csv(&compiled(SMALL, UNITS), None).unwrap();
    assert_eq!(csv.lines().count(), 11);
    insta::assert_snapshot!(csv.lines().take(2).collect::<Vec<_>>().join("\n"), @"
    unit,duty,period,kind,modality,at_least,opens_at,due_at,clause,quote,title
    bei,weekly,2021-W22,deliver,hard,1,2021-06-01T00:00:00+08:00,2021-06-02T15:00:00+08:00,c1,每周三报送,周报（2021年第22周，6月2日周三）
    ");
}

#[test]
fn the_table_lines_up() {
    insta::assert_snapshot!(output::to_table(&compiled(SMALL, UNITS), Some("nan"), name));
}

#[test]
fn the_calendar_has_whole_days_with_an_end() {
    let stamp = "2021-06-01T08:00:00+08:00".parse().unwrap();
    let ics = output::to_ics(&compiled(SMALL, UNITS), Some("bei"), stamp, name);
    assert!(ics.lines().all(|line| line.len() <= 75), "lines are folded at 75 octets");
    let unfolded = ics.replace("\r\n ", "").replace("\r\n", "\n");
    let event: String = unfolded.split_inclusive("END:VEVENT\n").next().unwrap().to_owned();
    insta::assert_snapshot!(event);
    assert_eq!(ics.matches("BEGIN:VEVENT").count(), 5);
}

#[test]
fn a_difference_is_told_unit_by_unit() {
    let old = compiled(SMALL, UNITS);
    let changed = SMALL
        .replace("days: [wed]", "days: [thu]")
        .replace("{key: text, title: 内容", "{key: text, title: 本周内容")
        .replace("to: 2021-06-30", "to: 2021-06-20");
    let units = UNITS.replace("nan,南市", "dong,东市");
    let new = compiled(&changed, &units);
    let diff = plan::diff(&old, &new);
    assert_eq!((diff.added, diff.moved, diff.dropped, diff.unchanged), (3, 3, 7, 0));
    insta::assert_snapshot!(diff.human(name));
    let json = serde_json::to_value(&diff).unwrap();
    assert_eq!(json["units"]["bei"]["moved"][0]["changes"][0]["what"], "due_at");
    assert!(plan::diff(&old, &old).is_empty());
}

#[test]
fn who_owes_depends_on_the_day_of_the_deadline() {
    let units = "key,name,kind,parent,valid_from,valid_to\n\
                 root,省,province,,,\nold,旧市,city,root,,2021-06-16\nnew,新市,city,root,2021-06-17,\n";
    let compiled = compiled(SMALL, units);
    let days =
        |unit: &str| compiled.obligations_of(unit).map(|o| o.due_at().day().to_string()).collect::<Vec<_>>();
    assert_eq!(days("old"), ["2021-06-02", "2021-06-09", "2021-06-16"]);
    assert_eq!(days("new"), ["2021-06-23", "2021-06-30"]);
}

#[test]
fn a_year_without_a_calendar_is_an_error_with_a_place() {
    let text = SMALL
        .replace("2021-06-", "2023-06-")
        .replace("    deliver:", "    grace: {work_days: 2}\n    deliver:");
    let parsed = plan::parse(&text).unwrap();
    let units = plan::read_units(UNITS).unwrap();
    let problems = plan::compile(&parsed, &plan::parse_calendar(CALENDAR).unwrap(), &units).unwrap_err();
    assert_eq!(
        problems.iter().map(|p| (p.line, p.code.as_str())).collect::<Vec<_>>(),
        [(33, "calendar-year")]
    );
}

/// What a record of `unit` on `day` begins under the small plan with this rhythm: unit, deadline.
fn begun(rhythm: &str, unit: &str, day: &str) -> Vec<(String, String)> {
    let text = SMALL.replace("rhythm: {weekly: {days: [wed]}}", rhythm);
    let parsed = plan::parse(&text).unwrap();
    assert_eq!((compiled(&text, UNITS).entries.len(), compiled(&text, UNITS).templates.len()), (0, 1));
    let (calendar, tree) = (plan::parse_calendar(CALENDAR).unwrap(), plan::read_units(UNITS).unwrap());
    let (facets, measures) = Default::default();
    let seen = plan::FactView {
        family: "activity",
        kind: "accident",
        unit,
        unit_kind: "city",
        subject: None,
        day: day.parse().unwrap(),
        facets: &facets,
        measures: &measures,
    };
    let begun = plan::begun_by(&parsed.document, &calendar, &tree, plan::Record { unit, seen }).unwrap();
    assert_eq!(begun.is_empty(), !plan::begins_something(&parsed.document, &seen) || unit == "root");
    begun.into_iter().map(|one| (one.unit, one.deadline.due_at.to_string())).collect()
}

#[test]
fn a_duty_after_a_record_waits_for_the_record() {
    let rhythm =
        "rhythm: {after_record: {filter: {family: activity, kinds: [accident]}, after: {work_days: 5}}}";
    // The Dragon Boat holiday lies between.
    let owed = vec![("bei".to_owned(), "2021-06-18T15:00:00+08:00".to_owned())];
    assert_eq!(begun(rhythm, "bei", "2021-06-10"), owed);
    assert_eq!(begun(rhythm, "bei", "2021-07-01"), [], "outside the window");
    assert_eq!(begun(rhythm, "root", "2021-06-10"), [], "not of the audience");
    assert_eq!(begun(&rhythm.replace("accident", "drill"), "bei", "2021-06-10"), [], "another kind");
    // Everybody above the unit that is of the audience as well; here nobody is.
    assert_eq!(begun(&rhythm.replace("after:", "scope: subtree, after:"), "bei", "2021-06-10"), owed);
}

#[test]
fn a_deadline_after_a_record_that_cannot_be_counted_is_told_before_there_is_one() {
    let rhythm = "rhythm: {after_record: {filter: {family: activity}, after: {work_days: 5}}}";
    let text = SMALL.replace("rhythm: {weekly: {days: [wed]}}", rhythm);
    let text = text.replace("to: 2021-06-30", "to: 2021-12-31");
    let parsed = plan::parse(&text).unwrap();
    let units = plan::read_units(UNITS).unwrap();
    let problems = plan::compile(&parsed, &plan::parse_calendar(CALENDAR).unwrap(), &units).unwrap_err();
    assert_eq!(problems.iter().map(|p| p.code.as_str()).collect::<Vec<_>>(), ["calendar-year"]);
}

/// 100,000 units with ten reports each. In an unoptimised build there is no telling how fast it would be, so the
/// limit here is loose; `cargo test --release` has the tight one.
#[test]
fn a_million_obligations_compile() {
    let text = SMALL.replace("{weekly: {days: [wed]}}", "daily").replace("to: 2021-06-30", "to: 2021-06-10");
    let mut units = "key,name,kind,parent\nroot,省,province,\n".to_owned();
    for number in 0..100_000 {
        writeln!(units, "u{number},单位{number},city,root").unwrap();
    }
    let parsed = plan::parse(&text).unwrap();
    let units = plan::read_units(&units).unwrap();
    let calendar = plan::parse_calendar(CALENDAR).unwrap();
    let watch = Stopwatch::now();
    let compiled = plan::compile(&parsed, &calendar, &units).unwrap();
    let seconds = watch.elapsed().as_secs_f64();
    println!("1,000,000 obligations in {seconds:.2} s");
    assert_eq!(compiled.entries.len(), 1_000_000);
    assert!(seconds < if cfg!(debug_assertions) { 30.0 } else { 2.0 }, "{seconds} s");
    assert!(std::mem::size_of::<plan::Entry>() <= 32, "a million of them stay far below 1 GiB");
}
