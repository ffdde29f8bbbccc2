//! Units, calendars and form answers: good ones are read, wrong ones are answered.

#![allow(clippy::unwrap_used, reason = "a helper of tests may fail like a test")]

use plan::form::{self, Stage};
use serde_json::{Value, json};

fn units(text: &str) -> Vec<String> {
    match plan::read_units(text) {
        Ok(tree) => vec![format!("{} units", tree.units().len())],
        Err(problems) => problems.iter().map(|p| format!("{}:{} {}", p.line, p.column, p.code)).collect(),
    }
}

#[test]
fn wrong_rows_are_told_by_row_and_cell() {
    let head = "key,name,kind,parent,region_code,attributes,valid_from,valid_to\n";
    let long = "长".repeat(10_000);
    for (rows, expected) in [
        ("a,省,province,,210000,,,\nb,\"市,区\",city,a,,x=1;y=2,2021-01-01,\n", &["2 units"][..]),
        ("a,省😀𠮷,province,,,,,\n\n", &["1 units"]),
        ("a,省,province,b,,,,\n", &["2:1 unknown-parent"]),
        ("a,省,province,,,,,\na,市,city,,,,,\n", &["3:1 duplicate-unit"]),
        (
            "a,省,province,c,,,,\nb,市,city,a,,,,\nc,县,county,b,,,,\nd,企,enterprise,a,,,,\n",
            &["2:1 unit-circle"],
        ),
        ("a,省,provinz,,,,,\n", &["2:3 unknown-kind"]),
        ("a,省,province,,,yes,,\n", &["2:6 bad-attribute"]),
        ("a,省,province,,,,2021-6-1,\n", &["2:7 bad-day"]),
        ("a,省,province,,,,2021-06-02,2021-06-01\n", &["2:1 reversed-days"]),
        ("a,省,province\n", &["2:3 cell-count"]),
        ("沈阳,省,province,,,,,\n,,city,,,,,\n", &["2:1 bad-key", "3:1 bad-key", "3:1 bad-name"]),
        (&format!("a,{long},province,,,,,\n"), &["2:1 bad-name"]),
    ] {
        assert_eq!(units(&format!("{head}{rows}")), expected, "{rows}");
    }
    assert_eq!(units("key,name,kind\n"), ["1:0 missing-column"]);
    assert_eq!(units("key,name,kind,parnet\n"), ["1:0 missing-column", "1:4 unknown-column"]);
    assert_eq!(units(""), vec!["1:0 missing-column"; 4]);
    assert_eq!(units("\u{feff}parent,kind,name,key\n,province,省,a\n"), ["1 units"]);
}

#[test]
fn units_written_are_the_units_read() {
    let text = include_str!("../../../plans/liaoning-2021/units.csv");
    let tree = plan::read_units(text).unwrap();
    let again = plan::read_units(&plan::write_units(tree.units())).unwrap();
    assert_eq!(again.units(), tree.units());
}

/// Who decides at each step for what a unit of the shipped tree hands in.
fn reviewers(plan: &plan::Document, chain: &str, unit: &str) -> Vec<Option<String>> {
    let tree = plan::read_units(include_str!("../../../plans/liaoning-2021/units.csv")).unwrap();
    let chain = plan.review_chains.iter().find(|found| found.key.as_str() == chain).unwrap();
    let own = tree.position(unit).into_iter().flat_map(|at| std::iter::once(at).chain(tree.ancestors(at)));
    let line: Vec<_> = own.filter_map(|at| tree.at(at)).collect();
    let kinds: Vec<&str> = line.iter().map(|unit| unit.kind.word()).collect();
    let steps = plan::reviewing(plan, chain, &kinds);
    steps.into_iter().map(|step| step.at.map(|at| line[at].key.clone())).collect()
}

#[test]
fn the_reviewing_unit_is_the_nearest_of_its_tier_and_with_first_above_never_the_own_one() {
    let shipped = include_str!("../../../plans/liaoning-2021/plan.yaml");
    let plan = plan::parse(shipped).unwrap().document;
    let whole = plan::parse(&shipped.replace("    first_above: true\n", "")).unwrap().document;
    for (plan, chain, unit, expected) in [
        (&plan, "province-office", "dalian", &[Some("liaoning")][..]),
        (&plan, "level-above", "dalian", &[Some("liaoning")]),
        (&plan, "level-above", "dl-e1", &[Some("dalian")]),
        (&plan, "level-above", "sf-e1-w01", &[Some("shenfu")]),
        (&plan, "level-above", "liaoning", &[None]),
        (&plan, "level-above", "nobody", &[None]),
        (&whole, "level-above", "dalian", &[Some("dalian"), Some("liaoning")]),
        (&whole, "level-above", "liaoning", &[None, Some("liaoning")]),
    ] {
        let found = reviewers(plan, chain, unit);
        assert!(found.iter().map(Option::as_deref).eq(expected.iter().copied()), "{chain} {unit}: {found:?}");
    }
}

#[test]
fn wrong_calendars_are_answered() {
    let check = |text: &str| match plan::parse_calendar(text) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.into_iter().map(|problem| problem.code).collect::<Vec<_>>(),
    };
    let good = include_str!("../../../plans/calendars/cn.yaml");
    assert_eq!(check(good), Vec::<String>::new());
    for (from, to, code) in [
        ("year: 2026", "year: 2021", "duplicate-year"),
        ("to: 2021-06-14", "to: 2021-06-01", "reversed-days"),
        ("2021-02-07,", "2021-02-08,", "make-up-on-weekday"),
        ("2021-02-07,", "2020-02-09,", "day-outside-year"),
        ("format: 1", "format: 7", "unknown-format"),
    ] {
        assert!(check(&good.replacen(from, to, 1)).contains(&code.to_owned()), "{code}");
    }
}

#[test]
fn a_work_day_is_what_the_state_council_says() {
    let calendar = plan::parse_calendar(include_str!("../../../plans/calendars/cn.yaml")).unwrap().calendar;
    for (day, works) in [
        ("2021-10-07", false),
        ("2021-10-09", true),
        ("2026-02-14", true),
        ("2026-02-23", false),
        ("2026-06-19", false),
        ("2026-09-20", true),
    ] {
        assert_eq!(calendar.is_work_day(day.parse().unwrap()).unwrap(), works, "{day}");
    }
    // Work days of the two years by the notices: 250 in 2021, 248 in 2026.
    for (year, expected) in [(2021, 250), (2026, 248)] {
        let first: kernel::Day = format!("{year}-01-01").parse().unwrap();
        let days = (0..365).filter(|offset| calendar.is_work_day(first.plus_days(*offset)).unwrap()).count();
        assert_eq!(days, expected, "{year}");
    }
}

fn fields() -> Vec<plan::document::Field> {
    let text = include_str!("small.yaml").replace(
        "        - {key: text, title: 内容, type: long_text}",
        "        - {key: text, title: 内容, type: long_text, required: true, max_chars: 5}\n        \
         - {key: count, title: 人次, type: integer, unit: 人次}\n        \
         - {key: low, title: 温度, type: integer, unit: 度, min: -5, max: 5}\n        \
         - {key: day, title: 日期, type: date}\n        \
         - {key: form, title: 形式, type: choice, options: [{value: yes, title: 是}, {value: no, title: 否}]}\n        \
         - {key: rows, title: 明细, type: table, max_rows: 2, columns: [{key: n, title: 数, type: integer, unit: 个, required: true}]}",
    );
    let plan = plan::parse(&text).unwrap();
    plan.document.duties[0].deliver.as_ref().unwrap().fields.clone()
}

fn told(answers: &Value, stage: Stage) -> Vec<String> {
    form::check(&fields(), answers, stage).into_iter().map(|p| format!("{} {}", p.pointer, p.code)).collect()
}

#[test]
fn answers_are_checked_field_by_field() {
    for (answers, expected) in [
        (
            json!({"text": "好", "count": 0, "low": -5, "day": "2021-06-30", "form": "no", "rows": [{"n": 1}]}),
            vec![],
        ),
        (json!({"text": "好", "count": null, "day": "", "rows": []}), vec![]),
        (json!({}), vec!["/text required"]),
        (json!({"text": "  "}), vec!["/text required"]),
        (json!([]), vec![" wrong-type"]),
        (json!({"text": "一二三四五六"}), vec!["/text too-long"]),
        (json!({"text": "😀𠮷文字。"}), vec![]),
        (json!({"text": "a\u{0}"}), vec!["/text control-character"]),
        (json!({"text": 5}), vec!["/text wrong-type"]),
        (json!({"text": "好", "count": -1}), vec!["/count too-small"]),
        (json!({"text": "好", "count": 1.5}), vec!["/count not-whole"]),
        (json!({"text": "好", "count": 9_007_199_254_740_992_i64}), vec![]),
        (json!({"text": "好", "count": 9_007_199_254_740_993_i64}), vec!["/count too-large"]),
        (json!({"text": "好", "count": u64::MAX}), vec!["/count too-large"]),
        (json!({"text": "好", "count": 1e30}), vec!["/count too-large"]),
        (json!({"text": "好", "count": -1e30}), vec!["/count too-small"]),
        (json!({"text": "好", "count": 1e16}), vec!["/count too-large"]),
        (json!({"text": "好", "count": 4_503_599_627_370_495.5_f64}), vec!["/count not-whole"]),
        (json!({"text": "好", "count": "12"}), vec!["/count wrong-type"]),
        (json!({"text": "好", "low": -6}), vec!["/low too-small"]),
        (json!({"text": "好", "day": "2021-06-31"}), vec!["/day bad-date"]),
        (json!({"text": "好", "form": "maybe"}), vec!["/form unknown-option"]),
        (json!({"text": "好", "a/b": 1}), vec!["/a~1b unknown-field"]),
        (
            json!({"text": "好", "rows": [{"n": 1}, {"m": 1}]}),
            vec!["/rows/1/m unknown-field", "/rows/1/n required"],
        ),
        (json!({"text": "好", "rows": [{"n": 1}, {"n": 1}, {"n": 1}]}), vec!["/rows too-many-rows"]),
        (json!({"text": "好", "rows": [3]}), vec!["/rows/0 wrong-type"]),
    ] {
        assert_eq!(told(&answers, Stage::Final), expected, "{answers}");
    }
    let written: Value =
        serde_json::from_str(r#"{"text": "好", "count": 99999999999999999999999999}"#).unwrap();
    assert_eq!(told(&written, Stage::Final), ["/count too-large"]);
    assert_eq!(told(&json!({}), Stage::Draft), Vec::<String>::new());
    assert_eq!(told(&json!({"count": -1}), Stage::Draft), ["/count too-small"]);
}
