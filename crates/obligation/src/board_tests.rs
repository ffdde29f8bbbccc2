//! The board of a small tree: province > city > enterprise, and a second city.

use std::sync::Arc;

use org::model::{UnitKind, Validity};

use super::*;
use crate::model::{Delivery, Progress, Way};

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

fn owed(n: u8, unit: u8, duty: &str, kind: Kind, change: impl Fn(&mut Owed)) -> Owed {
    let due: Instant = "2021-06-16T15:00:00+08:00".parse().unwrap();
    let way = match kind {
        Kind::Deliver => Way::Deliver(Delivery::Nothing),
        Kind::Quota | Kind::Coverage => Way::Count { counted: 0, at_least: 1, met_at: None },
    };
    let opens_at = Instant::from_micros(0);
    let mut owed = Owed {
        id: ObligationId::from_uuid(uuid::Uuid::from_bytes([n; 16])),
        unit_id: unit_id(unit),
        column: Arc::new(Column {
            duty: duty.to_owned(),
            period: "1".to_owned(),
            period_title: "第一期".to_owned(),
            title: duty.to_owned(),
            kind,
            modality: if kind == Kind::Quota { Modality::Soft } else { Modality::Hard },
            due_text: String::new(),
        }),
        progress: Progress { opens_at, due_at: due, late_after: due, waived: false, way },
        version: 0,
        outcome: None,
        wants_paper: false,
        paper_agrees: None,
        dropped: false,
        at_least: 1,
        counted: 0,
    };
    change(&mut owed);
    owed
}

#[test]
fn what_is_below_is_counted_in_the_row_and_what_is_waived_leaves_the_denominator() {
    let province = unit(1, "province", UnitKind::Province, None);
    let cities = [unit(2, "a-city", UnitKind::City, Some(1)), unit(3, "b-city", UnitKind::City, Some(1))];
    let now: Instant = "2021-06-16T15:00:00.001+08:00".parse().unwrap();
    let accepted = |late: bool| {
        move |owed: &mut Owed| {
            let counts_from = if late { now } else { owed.progress.due_at };
            owed.progress.way = Way::Deliver(Delivery::Accepted { counts_from });
            owed.version = 1;
        }
    };
    let lines = [
        owed(1, 2, "plan", Kind::Deliver, accepted(false)),
        owed(2, 3, "plan", Kind::Deliver, accepted(true)),
        owed(3, 2, "weekly", Kind::Deliver, |owed| owed.wants_paper = true),
        owed(4, 3, "weekly", Kind::Deliver, |owed| owed.progress.waived = true),
        owed(6, 2, "negative-case", Kind::Quota, |_| {}),
        owed(8, 3, "no-lines", Kind::Coverage, |owed| {
            owed.at_least = 0;
            owed.progress.way = Way::Count { counted: 0, at_least: 0, met_at: None };
        }),
        owed(7, 3, "old", Kind::Deliver, |owed| {
            accepted(false)(owed);
            owed.dropped = true;
        }),
    ];
    // An enterprise under the first city has an overdue report.
    let overdue = BoardCounts {
        by_state: BTreeMap::from([(State::Overdue, 1)]),
        owed: 1,
        due: 1,
        ..BoardCounts::default()
    };
    let below = Below::from([(unit_id(2), overdue)]);
    let view = board((&province, &cities), &lines, &below, now).unwrap();
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
    let city = board((&cities[0], &[]), &lines[..1], &Below::new(), now).unwrap();
    assert_eq!(city.rows[0].unit.key, "a-city", "on its own board the unit is the first row");
    assert_eq!(city.parent, Some(unit_id(1)));
}
