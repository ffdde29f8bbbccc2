//! The board of a small tree: province > city > enterprise, and a second city.

use org::model::{UnitKind, Validity};

use super::*;
use crate::model::Stage;

fn unit_id(n: u8) -> UnitId {
    UnitId::from_uuid(uuid::Uuid::from_bytes([n; 16]))
}

fn unit(n: u8, key: &str, kind: UnitKind, parent: Option<u8>) -> UnitRow {
    UnitRow {
        id: unit_id(n),
        key: key.to_owned(),
        name: key.to_owned(),
        kind,
        parent: parent.map(unit_id),
        region_code: None,
        attributes: BTreeMap::new(),
        validity: Validity { from: "2000-01-01".parse().unwrap(), to: None },
        merged_into: None,
        revision: 1,
    }
}

fn owed(n: u8, unit: u8, duty: &str, change: impl Fn(&mut Line)) -> Line {
    let due: Instant = "2021-06-16T15:00:00+08:00".parse().unwrap();
    let mut line = Line {
        id: ObligationId::from_uuid(uuid::Uuid::from_bytes([n; 16])),
        unit_id: unit_id(unit),
        duty: duty.to_owned(),
        period: "1".to_owned(),
        period_title: "第一期".to_owned(),
        title: duty.to_owned(),
        kind: Kind::Deliver.word().to_owned(),
        modality: Modality::Hard.word().to_owned(),
        due_text: String::new(),
        opens_at: Instant::from_micros(0),
        due_at: due,
        late_after: due,
        at_least: 1,
        counted: 0,
        met_at: None,
        stage: Stage::Nothing.word().to_owned(),
        version: 0,
        counts_from: None,
        outcome: None,
        taken_up: false,
        returned_until: None,
        waived_at: None,
        dropped_at: None,
        wants_paper: false,
        paper_agrees: None,
    };
    change(&mut line);
    line
}

#[test]
fn what_is_below_is_counted_in_the_row_and_what_is_waived_leaves_the_denominator() {
    let province = unit(1, "province", UnitKind::Province, None);
    let cities = [unit(2, "a-city", UnitKind::City, Some(1)), unit(3, "b-city", UnitKind::City, Some(1))];
    let now: Instant = "2021-06-16T15:00:00.001+08:00".parse().unwrap();
    let accepted = |late: bool| {
        move |model: &mut Line| {
            model.stage = Stage::Accepted.word().to_owned();
            model.version = 1;
            model.counts_from = Some(if late { now } else { model.due_at });
        }
    };
    let models = [
        owed(1, 2, "plan", accepted(false)),
        owed(2, 3, "plan", accepted(true)),
        owed(3, 2, "weekly", |model| model.wants_paper = true),
        owed(4, 3, "weekly", |model| model.waived_at = Some(now)),
        owed(6, 2, "negative-case", |model| {
            model.kind = Kind::Quota.word().to_owned();
            model.modality = Modality::Soft.word().to_owned();
        }),
        owed(8, 3, "no-lines", |model| {
            model.kind = Kind::Coverage.word().to_owned();
            model.at_least = 0;
        }),
        owed(7, 3, "old", |model| {
            accepted(false)(model);
            model.dropped_at = Some(now);
        }),
    ];
    // An enterprise under the first city has an overdue report.
    let below = [Sum {
        unit_id: unit_id(5),
        state: State::Overdue.word().to_owned(),
        number: 1,
        in_time: 0,
        due: 1,
        paper_missing: 0,
    }];
    let view = board((&province, &cities), &BTreeMap::from([(unit_id(5), unit_id(2))]), &models, &below, now)
        .unwrap();
    let keys: Vec<&str> = view.rows.iter().map(|row| row.unit.key.as_str()).collect();
    assert_eq!(keys, ["a-city", "b-city"], "the province itself owes nothing");
    let columns: Vec<&str> = view.columns.iter().map(|column| column.duty.as_str()).collect();
    assert_eq!(columns, ["plan", "weekly", "negative-case", "no-lines", "old"]);
    let BoardCounts { by_state, owed, waived, in_time, due, paper_missing } = view.total.clone();
    assert_eq!((owed, waived, in_time, due, paper_missing), (6, 1, 1, 4, 1));
    let expected =
        [(State::Overdue, 3), (State::AcceptedOnTime, 2), (State::AcceptedLate, 1), (State::Waived, 1)];
    assert_eq!(by_state, BTreeMap::from(expected));
    assert_eq!((view.rows[0].own.owed, view.rows[0].below.owed, view.rows[1].below.owed), (3, 1, 0));
    assert!(view.rows[1].cells.iter().any(|cell| cell.dropped && cell.state == State::AcceptedOnTime));
    let city = board((&cities[0], &[]), &BTreeMap::new(), &models[..1], &[], now).unwrap();
    assert_eq!(city.rows[0].unit.key, "a-city", "on its own board the unit is the first row");
    assert_eq!(city.parent, Some(unit_id(1)));
}
