//! Cases of imports as `key kind parent name`, against a small tree.

use kernel::{IdSource, Instant, SeededIds};

use super::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// liaoning > shenyang > firm > sub
fn existing() -> Vec<UnitRow> {
    let ids = SeededIds::new(1);
    let mut units: Vec<UnitRow> = Vec::new();
    for (key, kind, parent) in [
        ("liaoning", UnitKind::Province, None),
        ("shenyang", UnitKind::City, Some(0)),
        ("firm", UnitKind::Enterprise, Some(1)),
        ("sub", UnitKind::Enterprise, Some(2)),
    ] {
        units.push(UnitRow {
            id: UnitId::from_uuid(ids.next_uuid(Instant::from_micros(0))),
            key: key.to_owned(),
            name: key.to_owned(),
            kind,
            parent: parent.map(|at: usize| units[at].id),
            region_code: None,
            attributes: BTreeMap::new(),
            validity: Validity { from: day("2021-01-01"), to: None },
            merged_into: None,
            revision: 1,
        });
    }
    units
}

/// The steps in order, or what is wrong. A row that begins with `!` cannot be used.
fn check(rows: &[&str]) -> Vec<String> {
    let unread = rows.iter().zip(2..).filter_map(|(text, row)| {
        let words: Vec<&str> = text.strip_prefix('!')?.split(' ').collect();
        Some(Unread { row, key: words[0].to_owned(), parent: Some(words[2].to_owned()) })
    });
    let unread: Vec<Unread> = unread.collect();
    let wanted: Vec<Wanted> = rows
        .iter()
        .zip(2..)
        .filter(|(text, _)| !text.starts_with('!'))
        .map(|(text, row)| {
            let words: Vec<&str> = text.split(' ').collect();
            Wanted {
                row,
                key: words[0].to_owned(),
                name: words.get(3).unwrap_or(&words[0]).to_string(),
                kind: words[1].parse().unwrap(),
                parent: Some(words[2].to_owned()).filter(|parent| parent != "-"),
                region_code: None,
                attributes: None,
                valid_from: None,
                valid_to: None,
            }
        })
        .collect();
    match plan(&existing(), &wanted, &unread, day("2021-06-01")) {
        Ok(plan) => {
            let said = plan.steps.iter().map(|step| match step {
                Step::Create(create) => {
                    format!("+ {} under {} from {}", create.key, create.parent, create.validity.from)
                }
                Step::Change(change) => format!("~ {} {}", change.key, change.said(String::clone).join(" ")),
            });
            said.chain((plan.unchanged > 0).then(|| format!("{} unchanged", plan.unchanged))).collect()
        }
        Err(wrongs) => {
            wrongs.iter().map(|wrong| format!("{} {} {}", wrong.row, wrong.column, wrong.code)).collect()
        }
    }
}

#[test]
fn parents_come_first_whatever_the_order_of_the_file() {
    assert_eq!(
        check(&[
            "line line new-firm",
            "new-firm enterprise dalian",
            "dalian city liaoning",
            "liaoning province -"
        ]),
        [
            "+ dalian under liaoning from 2021-01-01",
            "+ new-firm under dalian from 2021-01-01",
            "+ line under new-firm from 2021-01-01",
            "1 unchanged"
        ]
    );
}

#[test]
fn what_is_there_is_renamed_and_moved() {
    assert_eq!(
        check(&["firm enterprise liaoning 新名", "shenyang city liaoning"]),
        ["~ firm 自 2021-06-01 起更名为“新名” 移到“liaoning”之下", "1 unchanged"]
    );
    // Turning a branch around is no circle once the whole file is looked at.
    assert_eq!(
        check(&["firm enterprise sub", "sub enterprise shenyang"]),
        ["~ sub 移到“shenyang”之下", "~ firm 移到“sub”之下"]
    );
}

#[test]
fn everything_that_is_wrong_is_told_by_row() {
    for (rows, wrong) in [
        (vec!["a city nowhere"], vec!["2 parent unknown-parent"]),
        (vec!["a city -"], vec!["2 parent parent-missing"]),
        (vec!["liaoning province shenyang"], vec!["2 parent root"]),
        (vec!["a city liaoning", "a city liaoning"], vec!["3 key duplicate"]),
        (vec!["firm city shenyang"], vec!["2 kind kind"]),
        (vec!["firm enterprise sub"], vec!["2 parent unit-circle"]),
        (vec!["a enterprise b", "b enterprise a"], vec!["2 parent unit-circle", "3 parent unit-circle"]),
        (vec!["a enterprise a"], vec!["2 parent unit-circle"]),
        (vec!["a city firm"], vec!["2 parent unit-place"]),
        (vec!["a warehouse liaoning"], vec!["2 parent unit-place"]),
        (vec!["a county b", "b line firm"], vec!["2 parent unit-place"]),
        (vec!["!a city nowhere", "b enterprise a"], vec!["2 parent unknown-parent"]),
        (vec!["!a city liaoning", "a city liaoning"], vec!["3 key duplicate"]),
    ] {
        assert_eq!(check(&rows), wrong, "{rows:?}");
    }
}

#[test]
fn the_tree_has_a_deepest_level() {
    let chain: Vec<String> = (0..12)
        .map(|n| if n == 0 { "c0 enterprise firm".to_owned() } else { format!("c{n} enterprise c{}", n - 1) })
        .collect();
    let rows: Vec<&str> = chain.iter().map(String::as_str).collect();
    assert_eq!(check(&rows[..9]).len(), 9);
    assert_eq!(
        check(&rows),
        ["11 parent unit-too-deep", "12 parent unit-too-deep", "13 parent unit-too-deep"]
    );
}

#[test]
fn each_attribute_that_changes_is_named() {
    let map = |pairs: &[(&str, &str)]| {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect::<BTreeMap<_, _>>()
    };
    let mut units = existing();
    units[2].attributes = map(&[("producer", "yes"), ("line_type", "乳化炸药"), ("old", "1")]);
    let wanted = Wanted {
        row: 2,
        key: "firm".to_owned(),
        name: "firm".to_owned(),
        kind: UnitKind::Enterprise,
        parent: Some("shenyang".to_owned()),
        region_code: None,
        attributes: Some(map(&[("producer", "yes"), ("line_type", "工业雷管"), ("seller", "yes")])),
        valid_from: None,
        valid_to: None,
    };
    let steps = plan(&units, &[wanted], &[], day("2021-06-01")).unwrap().steps;
    let [Step::Change(change)] = &steps[..] else { panic!("{steps:?}") };
    assert_eq!(change.said(String::clone), Vec::<String>::new());
    let differences = change.attributes.as_ref().unwrap().differences();
    let told = differences.iter().map(|it| (it.name.as_str(), it.was.as_deref(), it.wanted.as_deref()));
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            ("line_type", Some("乳化炸药"), Some("工业雷管")),
            ("old", Some("1"), None),
            ("seller", None, Some("yes"))
        ]
    );
}
