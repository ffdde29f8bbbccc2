//! Writing and reading again gives the same values, in both forms.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use std::{io::Cursor, time::Instant as Watch};

use kernel::{Day, Instant};
use proptest::prelude::*;
use sheet::{Encoding, Form, Headings, INTEGER_MAX, Layout, Limits, Value};
use support::{csv, layout, read, texts, values, xlsx};

/// Characters and beginnings that have broken exports elsewhere, mixed with anything else.
fn text() -> impl Strategy<Value = String> {
    let nasty = prop::sample::select(vec![
        "=1+1",
        "+",
        "-",
        "@",
        "'",
        "''",
        "\"",
        "\t",
        "\r",
        "\n",
        "\r\n",
        " ",
        "\u{3000}",
        ",",
        ";",
        "_x000D_",
        "_x005F_",
        "_x",
        "_x0012",
        "_xD83D_",
        "＝",
        "＋",
        "－",
        "＠",
        "😀",
        "👨‍👩‍👧",
        "𠮷",
        "䶮",
        "㛃",
        "堃",
        "镕",
        "<t>",
        "&amp;",
        "]]>",
        "\u{FEFF}",
        "\u{0}",
        "\u{1}",
        "\u{7F}",
        "\u{85}",
        "\u{2028}",
        "\u{FFFE}",
        "\u{FFFD}",
        "0012",
        "2021-06-01",
        "TRUE",
        "#N/A",
        "1e5",
        "沈阳市",
    ]);
    let piece = prop_oneof![3 => nasty.prop_map(str::to_owned), 1 => any::<String>(), 1 => "[a-z沈阳]{1,6}"];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

fn day() -> impl Strategy<Value = Day> {
    (1i16..=9998, 1i8..=12, 1i8..=28).prop_map(|(year, month, day)| Day::new(year, month, day).unwrap())
}

fn instant() -> impl Strategy<Value = Instant> {
    (day(), 0i64..86_400_000)
        .prop_map(|(day, ms)| Instant::from_micros(Instant::at(day, 0, 0).micros() + ms * 1000))
}

fn row() -> impl Strategy<Value = Vec<Value>> {
    let or_empty = |value: BoxedStrategy<Value>| prop_oneof![1 => Just(Value::Empty), 4 => value];
    let figure = prop_oneof![
        (0..=INTEGER_MAX).prop_map(Value::Integer),
        prop::sample::select(vec!["none", "n_a"]).prop_map(|key| Value::Choice(key.to_owned())),
    ];
    let mode = prop::sample::select(vec!["online", "offline", "both"]);
    (
        "[a-z沈]{1,8}".prop_map(Value::Text),
        or_empty(
            text().prop_map(|text| if text.is_empty() { Value::Empty } else { Value::Text(text) }).boxed(),
        ),
        or_empty((0..=INTEGER_MAX).prop_map(Value::Integer).boxed()),
        or_empty(figure.boxed()),
        or_empty((-1000i64..=1000).prop_map(Value::Integer).boxed()),
        or_empty(day().prop_map(Value::Day).boxed()),
        or_empty(instant().prop_map(Value::Instant).boxed()),
        or_empty(mode.prop_map(|key| Value::Choice(key.to_owned())).boxed()),
    )
        .prop_map(|(a, b, c, d, e, f, g, h)| vec![a, b, c, d, e, f, g, h])
}

fn check(bytes: &[u8], layout: &Layout, wanted: &[Vec<Value>]) -> Result<(), TestCaseError> {
    let table = read(bytes, layout).map_err(|error| TestCaseError::fail(format!("{error:?}")))?;
    prop_assert_eq!(&table.report.problems, &vec![]);
    prop_assert_eq!(values(&table.rows), wanted);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text_survives_both_forms(pairs in prop::collection::vec((text(), text()), 0..8)) {
        let layout = texts();
        // A row that shows nothing does not come back; the mark in the first column makes every row show something.
        let rows: Vec<Vec<Value>> =
            pairs.into_iter().map(|(a, b)| vec![Value::Text(format!("{a}行")), Value::from(b)]).collect();
        let wanted: Vec<Vec<Value>> = rows
            .iter()
            .map(|row| row.iter().map(|value| if value.is_empty() { Value::Empty } else { value.clone() }).collect())
            .collect();
        check(&xlsx(&layout, &rows), &layout, &wanted)?;
        if !wanted.iter().flatten().any(|value| matches!(value, Value::Text(text) if text.contains('\0'))) {
            check(&csv(&layout, Headings::Titles, &rows), &layout, &wanted)?;
            check(&csv(&layout, Headings::Keys, &rows), &layout, &wanted)?;
        }
    }

    #[test]
    fn every_kind_survives_both_forms(rows in prop::collection::vec(row(), 0..6)) {
        let layout = layout();
        check(&xlsx(&layout, &rows), &layout, &rows)?;
        if !rows.iter().flatten().any(|value| matches!(value, Value::Text(text) if text.contains('\0'))) {
            check(&csv(&layout, Headings::Titles, &rows), &layout, &rows)?;
            check(&csv(&layout, Headings::Keys, &rows), &layout, &rows)?;
        }
    }
}

/// What the library writes for a control character must not complete an escape that somebody typed.
#[test]
fn half_an_escape_before_a_control_character_survives() {
    let layout = texts();
    let row = |text: &str| vec![Value::from("行"), Value::from(text)];
    for text in ["_x0012\0", "_x000D\r\n", "_x0012_\u{1}", "=_xFFFF\u{FFFE}", "_x_x005F\r_x0041_"] {
        check(&xlsx(&layout, &[row(text)]), &layout, &[row(text)]).unwrap();
    }
}

#[test]
fn the_file_says_what_it_is() {
    let layout = layout();
    let table = read(&xlsx(&layout, &[]), &layout).unwrap();
    let meta = table.report.meta.unwrap();
    assert_eq!(
        (meta.layout.as_str(), meta.title.as_str(), meta.snapshot.as_deref(), meta.made_at),
        ("example", "2021年示例统计表", Some("2021-0007"), Some(support::now()))
    );
    assert_eq!((table.report.form, table.report.header_row, table.rows.len()), (Form::Xlsx, 4, 0));
    let table = read(&csv(&layout, Headings::Titles, &[]), &layout).unwrap();
    assert_eq!((table.report.form, table.report.meta), (Form::Csv(Encoding::Utf8), None));
}

/// Rows that come page by page out of a database are pushed between awaits.
#[test]
fn writers_may_be_held_across_threads() {
    fn sent<T: Send>(_: &T) {}
    let layout = texts();
    sent(&sheet::XlsxWriter::new(&layout, &support::cover()).unwrap());
    sent(&sheet::CsvWriter::new(&layout, Headings::Keys, Vec::new()).unwrap());
}

#[test]
fn the_same_rows_make_the_same_bytes() {
    let rows = vec![vec![Value::from("=1"), Value::from("乙")]];
    assert_eq!(xlsx(&texts(), &rows), xlsx(&texts(), &rows));
}

#[test]
fn csv_is_what_excel_wants() {
    let rows = vec![
        vec![Value::from("=cmd|' /C calc'!A0"), Value::from("a,\"b\"\r\nc")],
        vec![Value::from("-5"), Value::Empty],
    ];
    let text = String::from_utf8(csv(&texts(), Headings::Titles, &rows)).unwrap();
    assert_eq!(text, "\u{FEFF}甲,乙\r\n'=cmd|' /C calc'!A0,\"a,\"\"b\"\"\r\nc\"\r\n'-5,\r\n");
    let layout = layout();
    let mut row = vec![Value::Empty; layout.columns().len()];
    row[0] = Value::from("k");
    row[4] = Value::Integer(-5);
    row[7] = Value::Choice("both".to_owned());
    let text = String::from_utf8(csv(&layout, Headings::Keys, &[row])).unwrap();
    assert_eq!(text, "\u{FEFF}key,name,heads,figure,delta,day,at,mode\r\nk,,,,-5,,,both\r\n");
}

/// The most memory that this process ever had, in KB. Each test is a process of its own under nextest.
fn peak_memory() -> Option<i64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

#[test]
fn memory_does_not_grow_with_the_rows() {
    let layout = layout();
    let through = |rows: i64| {
        let mut file = tempfile::tempfile().unwrap();
        let row = |at: i64| {
            let mut row = vec![Value::Empty; 8];
            row[0] = Value::from(at.to_string());
            row[1] = Value::from(format!(
                "示例企业第 {at} 号，各不相同的一段文字，长到足以看出是否都留在内存里。"
            ));
            row
        };
        sheet::write_xlsx(&layout, &support::cover(), (0..rows).map(row), &mut file).unwrap();
        let report = sheet::scan(&mut file, &layout, &Limits::default(), drop).unwrap();
        assert_eq!(i64::from(report.rows), rows);
        peak_memory()
    };
    let (Some(few), Some(many)) = (through(2_000), through(20_000)) else { return };
    println!("peak after 2,000 rows {few} KB, after 20,000 rows {many} KB");
    assert!(many - few < 2_000, "{few} KB, then {many} KB");
}

/// Prints times and sizes: `cargo nextest run -p sheet --no-capture twenty_thousand`.
#[test]
fn twenty_thousand_rows_out_and_in_again() {
    let layout = layout();
    let day: Day = "2021-06-01".parse().unwrap();
    let row = |at: i64| {
        vec![
            Value::from(format!("示例-{at:06}")),
            Value::from(format!("示例企业第 {at} 号，民用爆炸物品")),
            Value::Integer(at),
            if at % 7 == 0 { Value::Choice("none".to_owned()) } else { Value::Integer(at * 3) },
            Value::Integer(at % 1000),
            Value::Day(day.plus_days(at % 200)),
            Value::Instant(Instant::at(day.plus_days(at % 30), 15, 0)),
            Value::Choice("online".to_owned()),
        ]
    };
    const ROWS: i64 = 20_000;
    let watch = Watch::now();
    let mut file = Vec::new();
    sheet::write_xlsx(&layout, &support::cover(), (0..ROWS).map(row), &mut file).unwrap();
    let written = watch.elapsed();
    let watch = Watch::now();
    let mut at = 0;
    let report = sheet::scan(Cursor::new(&file), &layout, &Limits::default(), |found| {
        assert_eq!(found.values(), row(at), "row {at}");
        at += 1;
    })
    .unwrap();
    println!(
        "xlsx: {ROWS} rows, {} KB, written in {written:?}, read in {:?}",
        file.len() / 1024,
        watch.elapsed()
    );
    assert_eq!((i64::from(report.rows), report.problems.len()), (ROWS, 0));
    let watch = Watch::now();
    let mut file = Vec::new();
    sheet::write_csv(&layout, Headings::Titles, (0..ROWS).map(row), &mut file).unwrap();
    let written = watch.elapsed();
    let watch = Watch::now();
    let report = sheet::scan(Cursor::new(&file), &layout, &Limits::default(), drop).unwrap();
    println!(
        "csv: {ROWS} rows, {} KB, written in {written:?}, read in {:?}",
        file.len() / 1024,
        watch.elapsed()
    );
    assert_eq!((i64::from(report.rows), report.problems.len()), (ROWS, 0));
}
