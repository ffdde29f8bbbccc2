//! Another year's work days come as a file.

use std::path::PathBuf;

use tempfile::TempDir;

use crate::{anxing, shipped, told};

/// A report of cities, so many work days after an event of 2027.
fn plan(folder: &TempDir) -> PathBuf {
    let text = include_str!("../../../plan/tests/small.yaml").replace("2021-", "2027-").replace(
        "rhythm: {weekly: {days: [wed]}}",
        "rhythm: {after_event: {event: talk, after: {work_days: 3}}}",
    );
    written(folder, "plan.yaml", &text)
}

/// The day after the event is off and a Saturday is worked, so that nobody gets this answer without the file.
const YEAR_2027: &str = "format: 1\nkey: test\ntitle: 测试用日历\nyears:\n  - year: 2027\n    source: 测试\n    \
                         holidays: [{name: 测试, from: 2027-06-17, to: 2027-06-17}]\n    make_up_days: [2027-06-19]\n";

fn written(folder: &TempDir, name: &str, text: &str) -> PathBuf {
    let file = folder.path().join(name);
    std::fs::write(&file, text).unwrap();
    file
}

fn ran(words: &[&str], files: &[(&str, &PathBuf)]) -> (i32, String, String) {
    let mut command = anxing();
    command.args(words);
    for (option, file) in files {
        if !option.is_empty() {
            command.arg(option);
        }
        command.arg(file);
    }
    told(command.output().unwrap())
}

#[test]
fn a_plan_of_another_year_compiles_with_that_years_file() {
    let folder = tempfile::tempdir().unwrap();
    let (plan, units) = (plan(&folder), shipped("liaoning-2021/units.csv"));
    let calendar = written(&folder, "2027.yaml", YEAR_2027);

    let (code, out, _) = ran(&["plan", "check"], &[("", &plan)]);
    assert_eq!(code, 1, "{out}");
    assert!(out.contains("错误[calendar-year]") && out.contains("2027"), "{out}");
    let (code, out, _) = ran(&["plan", "check"], &[("", &plan), ("--calendar", &calendar)]);
    assert_eq!(code, 0, "{out}");

    let owed = ["plan", "obligations", "--unit", "shenyang", "--format", "csv"];
    let (code, out, err) = ran(&owed, &[("", &plan), ("--units", &units)]);
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    assert!(err.contains("错误[calendar-year]"), "{err}");
    let (code, out, err) = ran(&owed, &[("", &plan), ("--units", &units), ("--calendar", &calendar)]);
    assert_eq!(code, 0, "{err}");
    // 16 June is the event; 17 is off; 18, the worked Saturday and Monday are the three days.
    assert!(out.contains("2027-06-21T15:00:00+08:00"), "{out}");

    let both = [("", &plan), ("", &plan), ("--units", &units), ("--calendar", &calendar)];
    let (code, _, err) = ran(&["plan", "diff"], &both);
    assert_eq!(code, 0, "{err}");
}

#[test]
fn a_wrong_calendar_is_refused_before_anything_starts() {
    let folder = tempfile::tempdir().unwrap();
    let wrong = written(&folder, "wrong.yaml", &YEAR_2027.replace("[2027-06-19]", "[2027-06-18]"));
    let fresh = folder.path().join("fresh");
    let (code, out, err) = ran(&["serve"], &[("--calendar", &wrong), ("--data", &fresh)]);
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    assert!(err.contains("wrong.yaml:8:20: 错误[make-up-on-weekday]"), "{err}");
    let (code, out, err) = ran(&["demo"], &[("--calendar", &wrong), ("--data", &fresh)]);
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    assert!(!fresh.exists(), "what is refused leaves nothing behind");

    let kept = tempfile::tempdir().unwrap();
    written(&kept, "calendar.yaml", "format: 1\nyears: []\n");
    let data = kept.path().to_owned();
    let (code, _, err) = ran(&["serve"], &[("--data", &data)]);
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("calendar.yaml:") && err.contains("错误[missing-field]"), "{err}");
    let (code, out, _) = ran(&["doctor"], &[("--data", &data)]);
    assert!(code == 1 && out.contains("✗ 工作日历有误"), "{out}");
}
