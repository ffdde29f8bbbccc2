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

/// The steps in order, or what is wrong.
fn check(rows: &[&str]) -> Vec<String> {
    let wanted: Vec<Wanted> = rows
        .iter()
        .zip(2..)
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
    match plan(&existing(), &wanted, &BTreeSet::new(), day("2021-06-01")) {
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
