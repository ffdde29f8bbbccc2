//! Weeks, days and places of tiles: pure.

use org::model::{UnitKind, Validity};

use super::*;

fn due(at: &str, numbers: [i64; 5]) -> Due {
    let [owed, handed_in, weighing, in_time, due] = numbers;
    Due { due_at: at.parse().unwrap(), owed, handed_in, weighing, in_time, due }
}

#[test]
fn a_week_begins_on_monday_in_shanghai_and_has_everything_up_to_the_end_of_sunday() {
    let dues = [
        due("2021-06-06T15:59:59Z", [3, 2, 2, 1, 2]),
        due("2021-06-06T16:00:00Z", [5, 4, 4, 2, 3]),
        due("2021-06-09T15:00:00+08:00", [1, 1, 1, 1, 1]),
        // Nothing that weighs: no week of its own.
        due("2021-06-30T15:00:00+08:00", [7, 7, 0, 0, 0]),
    ];
    let week =
        |monday: &str, owed, in_time, due| WallWeek { monday: monday.parse().unwrap(), owed, in_time, due };
    assert_eq!(weeks(&dues), [week("2021-05-31", 2, 1, 2), week("2021-06-07", 5, 3, 4)]);
    let on = |day: &str| {
        let WallToday { owed, handed_in } = today(&dues, day.parse().unwrap());
        (owed, handed_in)
    };
    assert_eq!((on("2021-06-06"), on("2021-06-07"), on("2021-06-08")), ((3, 2), (5, 4), (0, 0)));
}

/// The slow way: the day is looked for in each of the seven days after each Monday.
#[test]
fn every_day_has_the_monday_that_is_at_most_six_days_before_it() {
    let first: Day = "2020-12-28".parse().unwrap();
    for day in (0..800).map(|days| first.plus_days(days)) {
        let weeks = (0..=(800 / 7)).map(|week| first.plus_days(week * 7));
        let found = weeks.into_iter().find(|monday| (0..7).any(|days| monday.plus_days(days) == day));
        assert_eq!(Some(day.monday()), found, "{day}");
    }
}

#[test]
fn a_tile_has_the_place_that_the_unit_says_or_none() {
    let unit = |tile: Option<&str>| UnitRow {
        id: UnitId::from_uuid(uuid::Uuid::from_bytes([1; 16])),
        key: "shenyang".to_owned(),
        name: "沈阳市".to_owned(),
        kind: UnitKind::City,
        parent: None,
        region_code: None,
        attributes: tile.map(|tile| ("tile".to_owned(), tile.to_owned())).into_iter().collect(),
        validity: Validity { from: "2000-01-01".parse().unwrap(), to: None },
        merged_into: None,
        revision: 1,
    };
    for (said, place) in [
        (Some("2-5"), Some((2, 5))),
        (Some(" 24 - 1 "), Some((24, 1))),
        (None, None),
        (Some(""), None),
        (Some("2"), None),
        (Some("0-1"), None),
        (Some("1-25"), None),
        (Some("-1-2"), None),
        (Some("a-b"), None),
    ] {
        let found = tile(&unit(said)).map(|tile| (tile.row, tile.column));
        assert_eq!(found, place, "{said:?}");
    }
}
