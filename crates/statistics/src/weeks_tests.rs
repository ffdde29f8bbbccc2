//! Weeks, growth and outliers: pure, against slow ways to say the same.

use super::*;

fn unit(n: u8) -> UnitId {
    UnitId::from_uuid(uuid::Uuid::from_bytes([n; 16]))
}

fn said(indicator: &str, n: u8, day: &str, value: i64) -> Said {
    Said { indicator: indicator.to_owned(), unit_id: unit(n), day: day.parse().unwrap(), value }
}

#[test]
fn a_statement_so_far_adds_what_it_has_grown_by() {
    let stated = vec![
        said("quiz", 1, "2021-06-02", 100),
        said("quiz", 2, "2021-06-02", 7),
        said("quiz", 1, "2021-06-02", 120),
        said("quiz", 1, "2021-06-09", 90),
        said("film", 1, "2021-06-10", 3),
    ];
    let values: Vec<i64> = grown(stated).iter().map(|said| said.value).collect();
    assert_eq!(values, [100, 7, 20, -30, 3]);
}

#[test]
fn each_value_is_in_the_week_of_its_day_and_in_the_column_of_its_unit() {
    let places = BTreeMap::from([(unit(1), 0), (unit(2), 1), (unit(3), 2), (unit(4), 2)]);
    let first: Day = "2021-05-31".parse().unwrap();
    // A bit of everything, on days of five weeks of which the third has nothing; unit 9 is not below.
    let all: Vec<Said> = (0_i64..200)
        .map(|n| {
            let day = [0, 1, 6, 7, 13, 21, 27, 28, 34][usize::try_from(n % 9).unwrap()];
            Said {
                indicator: ["sessions", "films", "none"][usize::try_from(n % 2).unwrap()].to_owned(),
                unit_id: unit([1, 2, 3, 4, 9][usize::try_from(n % 5).unwrap()]),
                day: first.plus_days(day),
                value: n * 13 % 29,
            }
        })
        .collect();
    let keys = ["sessions", "films", "none"];
    let (weeks, rows) = by_week(keys.map(str::to_owned).into_iter(), &places, 3, all.clone().into_iter());
    assert_eq!(weeks, [0, 7, 14, 21, 28].map(|days| first.plus_days(days)), "without gaps");
    for (key, row) in keys.iter().zip(&rows) {
        for (column, units) in [vec![unit(1)], vec![unit(2)], vec![unit(3), unit(4)]].iter().enumerate() {
            for (week, monday) in weeks.iter().enumerate() {
                let days: Vec<Day> = (0..7).map(|day| monday.plus_days(day)).collect();
                let of_cell = all.iter().filter(|said| {
                    said.indicator == *key && units.contains(&said.unit_id) && days.contains(&said.day)
                });
                let expected: i64 = of_cell.map(|said| said.value).sum();
                assert_eq!(row.values[column][week], expected, "{key} {column} {monday}");
            }
        }
    }
    assert_eq!(by_week(["a".to_owned()].into_iter(), &places, 3, std::iter::empty()).0, []);
}

#[test]
fn ten_times_the_week_before_and_nothing_where_most_have_something() {
    let jump = |column, week, before, value| Outlier::Jump { column, week, before, value };
    for (values, expected) in [
        // The first column is the unit's own and is compared with nobody.
        (vec![vec![1, 10], vec![1, 10], vec![1, 9]], vec![jump(1, 1, 1, 10)]),
        (vec![vec![], vec![0, 50, 499, 5_000]], vec![jump(1, 3, 499, 5_000)]),
        (vec![vec![0], vec![-3, 40]], vec![]),
        (vec![vec![0], vec![i64::MAX / 2, i64::MAX]], vec![]),
        // Two of three others have something.
        (
            vec![vec![9], vec![0], vec![1], vec![2], vec![0]],
            vec![Outlier::Nought { column: 1 }, Outlier::Nought { column: 4 }],
        ),
        (vec![vec![9], vec![0], vec![1], vec![0], vec![0]], vec![]),
        // Two others are too few to say anything.
        (vec![vec![9], vec![0], vec![1], vec![2]], vec![]),
        (vec![], vec![]),
    ] {
        assert_eq!(outliers(&values), expected, "{values:?}");
    }
}
