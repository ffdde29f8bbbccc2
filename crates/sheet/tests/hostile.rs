//! Files made to hurt: each is refused quickly and without the memory that it asks for.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use std::io::Cursor;

use proptest::prelude::*;
use sheet::{Limits, Value};
use support::{STYLES, archive, layout, text_row, texts, workbook_of, xlsx};

fn code(bytes: &[u8], limits: &Limits) -> Result<u32, &'static str> {
    sheet::scan(Cursor::new(bytes), &texts(), limits, drop)
        .map(|report| report.rows)
        .map_err(|error| error.code())
}

fn head() -> String {
    text_row(1, &["甲", "乙"])
}

#[test]
fn bombs_are_refused() {
    let limits = Limits { unzipped_bytes: 1 << 20, cells: 10_000, ..Limits::default() };
    let sst = "<sst/>";
    let of = |data: &str| workbook_of(&format!("{}{data}", head()), sst, STYLES);
    let strings = |strings: &str| workbook_of(&head(), strings, STYLES);
    let many = |piece: &str, times: usize| piece.repeat(times);
    for (name, bytes, wanted) in [
        ("honest", of(&text_row(2, &["a", "b"])), Ok(1)),
        (
            "last cell of the sheet",
            of(r#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#),
            Err("sheet-too-many-rows"),
        ),
        ("last column", of(r#"<row r="2"><c r="XFD2"><v>1</v></c></row>"#), Err("sheet-too-many-columns")),
        (
            "row number that overflows",
            of(r#"<row r="99999999999"><c><v>1</v></c></row>"#),
            Err("sheet-damaged"),
        ),
        (
            "column that overflows",
            of(r#"<row r="2"><c r="ZZZZZZZZZZZZZZ2"><v>1</v></c></row>"#),
            Err("sheet-damaged"),
        ),
        (
            "rows backwards",
            of(r#"<row r="5"><c><v>1</v></c></row><row r="4"><c><v>1</v></c></row>"#),
            Err("sheet-damaged"),
        ),
        (
            "cells backwards",
            of(r#"<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>1</v></c></row>"#),
            Err("sheet-damaged"),
        ),
        ("zip bomb in the sheet", of(&many(" ", 3 << 20)), Err("sheet-too-much-unzipped")),
        (
            "zip bomb in the texts",
            strings(&many("<si><t>x</t></si>", 200_000)),
            Err("sheet-too-much-unzipped"),
        ),
        (
            "many empty texts",
            strings(&format!("<sst>{}</sst>", many("<si/>", 10_001))),
            Err("sheet-too-many-cells"),
        ),
        (
            "lies about the number of texts",
            strings(r#"<sst uniqueCount="99999999999999"><si><t>x</t></si></sst>"#),
            Ok(0),
        ),
        (
            "many empty cells",
            of(&format!("<row r=\"2\">{}</row>", many("<c/>", 10_001))),
            Err("sheet-too-many-cells"),
        ),
        (
            "endless attribute",
            of(&format!("<row r=\"{}", many("1", 3 << 20))),
            Err("sheet-too-much-unzipped"),
        ),
        ("deep nesting", of(&many("<a>", 100_000)), Err("sheet-damaged")),
        ("no end", of("<row r=\"2\"><c>"), Err("sheet-damaged")),
        ("text that does not exist", of(r#"<row r="2"><c t="s"><v>7</v></c></row>"#), Err("sheet-damaged")),
        (
            "entities",
            of(r#"<row r="2"><c t="inlineStr"><is><t>&boom;</t></is></c></row>"#),
            Err("sheet-damaged"),
        ),
        (
            "document type",
            strings(r#"<!DOCTYPE x [<!ENTITY a "aaaa">]><sst><si><t>&a;</t></si></sst>"#),
            Err("sheet-damaged"),
        ),
        (
            "many styles",
            workbook_of(
                &head(),
                sst,
                &format!("<styleSheet><cellXfs>{}</cellXfs></styleSheet>", many("<xf/>", 70_000)),
            ),
            Err("sheet-damaged"),
        ),
        ("many attributes", of(&format!("<row r=\"2\" {}/>", many("a=\"\" ", 100_000))), Ok(0)),
    ] {
        assert_eq!(code(&bytes, &limits), wanted, "{name}");
    }
}

#[test]
fn a_tag_without_end_is_cut_off_before_the_budget() {
    let sheet = format!("{}<row r=\"{}", head(), "1".repeat(8 << 20));
    let file = workbook_of(&sheet, "<sst/>", STYLES);
    let error = sheet::scan(Cursor::new(file), &texts(), &Limits::default(), drop).unwrap_err();
    assert!(format!("{error:?}").contains("token is too long"), "{error:?}");
}

#[test]
fn nesting_is_cut_off() {
    let file = workbook_of(&format!("{}{}", head(), "<a>".repeat(100)), "<sst/>", STYLES);
    let error = sheet::scan(Cursor::new(file), &texts(), &Limits::default(), drop).unwrap_err();
    assert!(format!("{error:?}").contains("nested too deeply"), "{error:?}");
}

#[test]
fn the_budget_is_one_for_all_parts() {
    let limits = Limits { unzipped_bytes: 1 << 20, ..Limits::default() };
    let strings = format!("<sst>{}</sst>", " ".repeat(600_000));
    let alone = workbook_of(&head(), &strings, STYLES);
    let together = workbook_of(&format!("{}{}", head(), " ".repeat(600_000)), &strings, STYLES);
    assert_eq!((code(&alone, &limits), code(&together, &limits)), (Ok(0), Err("sheet-too-much-unzipped")));
}

#[test]
fn an_archive_of_very_many_entries_is_refused_before_it_is_opened() {
    let names: Vec<String> = (0..5000).map(|at| format!("x{at}")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    let error = sheet::scan(Cursor::new(archive(&parts)), &texts(), &Limits::default(), drop).unwrap_err();
    assert!(format!("{error:?}").contains("too many entries"), "{error:?}");
}

/// One long text that many cells share is short in the file and long in memory.
#[test]
fn repeated_long_texts_are_counted_each_time() {
    let text = format!("<sst><si><t>{}</t></si></sst>", "字".repeat(10_000));
    let rows: String =
        (2..200).map(|row| format!("<row r=\"{row}\"><c t=\"s\"><v>0</v></c></row>")).collect();
    let file = workbook_of(&format!("{}{rows}", head()), &text, STYLES);
    let limits = Limits { text_bytes: 1 << 20, ..Limits::default() };
    assert_eq!(code(&file, &limits), Err("sheet-too-much-text"));
    assert_eq!(code(&file, &Limits::default()), Ok(198));
}

#[test]
fn too_long_a_text_is_a_problem_of_its_cell() {
    let long = "字".repeat(40_000);
    let data = format!("{}{}", head(), text_row(2, &["a", &long]));
    let table = support::read(&workbook_of(&data, "<sst/>", STYLES), &texts()).unwrap();
    assert_eq!(
        table.report.problems[0].to_string(),
        "第 2 行 B 列（乙）：文字过长，最多 32767 个字符，请缩短"
    );
    assert_eq!(table.rows[0].text("a"), Some("a"));
}

#[test]
fn sizes_in_the_archive_are_not_believed() {
    // A stored size of zero in the directory hides a megabyte from anybody who only looks there.
    let mut file = workbook_of(&format!("{}{}", head(), " ".repeat(3 << 20)), "<sst/>", STYLES);
    let entry = b"PK\x01\x02";
    let places: Vec<usize> =
        file.windows(4).enumerate().filter(|(_, window)| window == entry).map(|(at, _)| at).collect();
    for at in places {
        file[at + 24..at + 28].fill(0);
    }
    let limits = Limits { unzipped_bytes: 1 << 20, ..Limits::default() };
    let error = sheet::scan(Cursor::new(file), &texts(), &limits, drop).unwrap_err();
    assert!(format!("{error:?}").contains("larger than its declared"), "{error:?}");
}

fn sample() -> Vec<u8> {
    let row = vec![
        Value::from("k"),
        Value::from("=1"),
        Value::Integer(3),
        Value::Choice("none".to_owned()),
        Value::Integer(-1),
        Value::Day("2021-06-01".parse().unwrap()),
        Value::Instant(support::now()),
        Value::Choice("both".to_owned()),
    ];
    xlsx(&layout(), &[row.clone(), row])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever happens to the bytes, the answer is a table or an error.
    #[test]
    fn damaged_archives_never_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12), cut in any::<Option<prop::sample::Index>>()) {
        let mut bytes = sample();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let _ = support::read(&bytes, &layout());
    }

    /// The same for the XML inside, which checksums would otherwise protect.
    #[test]
    fn damaged_sheets_never_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), "[<>/&;\"=a-z0-9_]{0,3}"), 1..8)) {
        let mut data = format!("{}{}<row r=\"3\"><c r=\"A3\" s=\"1\"><f>1</f><v>44348.5</v></c><c t=\"s\"><v>0</v></c></row>", head(), text_row(2, &["a", "_x000D_"]));
        for (at, text) in changes {
            let mut at = at.index(data.len());
            while !data.is_char_boundary(at) {
                at -= 1;
            }
            data.insert_str(at, &text);
        }
        let _ = support::read(&workbook_of(&data, "<sst><si><t>x</t></si></sst>", STYLES), &texts());
    }

    #[test]
    fn any_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), lead in prop::sample::select(vec![&b""[..], b"\xFF\xFE", b"\xFE\xFF", b"PK\x03\x04", "甲,乙\n".as_bytes()])) {
        let _ = support::read(&[lead, &bytes].concat(), &texts());
    }
}
