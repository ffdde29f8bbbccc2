//! Tables that somebody imports: CSV as bytes, XLSX as an archive or as the parts inside one.

use std::{
    io::{Cursor, Write as _},
    sync::LazyLock,
};

use kernel::Instant;
use sheet::{Choice, Column, Cover, Headings, Kind, Layout, Limits, ReadError, Table, Value};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// A column of every kind.
static LAYOUT: LazyLock<Layout> = LazyLock::new(|| {
    let columns = vec![
        Column::new("key", "编号", Kind::text_of(64)).required(),
        Column::new("name", "名称", Kind::text()),
        Column::new("heads", "参加人数", Kind::count()).unit("人次"),
        Column::new("figure", "数量", Kind::count_or([Choice::new("none", "未开展")])),
        Column::new("delta", "增减", Kind::integer(-1000..=1000)),
        Column::new("day", "日期", Kind::Day),
        Column::new("at", "时间", Kind::Instant),
        Column::new("mode", "方式", Kind::choice([("online", "线上"), ("offline", "线下")])),
    ];
    Layout::new("tried", "试", columns).expect("the layout is sound")
});

/// Small, so that a bomb shows: a real import allows a hundred times as much.
const LIMITS: Limits = Limits {
    bytes: 1 << 20,
    unzipped_bytes: 4 << 20,
    rows: 2_000,
    columns: 64,
    cells: 20_000,
    text_chars: 32_767,
    text_bytes: 4 << 20,
    problems: 1_000,
};

fn read(bytes: &[u8]) -> Result<Table, ReadError> {
    let table = sheet::read(Cursor::new(bytes), &LAYOUT, &LIMITS)?;
    assert!(table.report.problems.len() <= LIMITS.problems);
    assert!(table.rows.len() <= LIMITS.rows as usize);
    Ok(table)
}

pub(crate) fn csv(bytes: &[u8]) {
    if let Ok(table) = read(bytes) {
        comes_back(table);
    }
}

/// What separates the parts of a workbook in an input of this target that is no archive itself.
const BETWEEN: &[u8] = b"\n----\n";

/// An archive as it is; or the cells, the texts and the styles of a workbook, put into a sound archive: changes of packed
/// bytes alone would never get past the checksums.
pub(crate) fn xlsx(bytes: &[u8]) {
    let packed;
    let bytes = if bytes.starts_with(b"PK") {
        bytes
    } else {
        packed = workbook(&parts(bytes));
        &packed
    };
    if let Ok(table) = read(bytes) {
        comes_back(table);
    }
}

fn parts(bytes: &[u8]) -> Vec<&[u8]> {
    let (mut parts, mut rest) = (Vec::new(), bytes);
    while let Some(at) = rest.windows(BETWEEN.len()).position(|window| window == BETWEEN) {
        parts.push(&rest[..at]);
        rest = &rest[at + BETWEEN.len()..];
    }
    parts.push(rest);
    parts
}

/// The rows of a table without a problem, written and read again in both forms, are the same rows.
fn comes_back(table: Table) {
    let Ok(rows) = table.all_or_nothing() else { return };
    let rows: Vec<Vec<Value>> = rows.iter().map(|row| row.values().to_vec()).collect();
    let shown: Vec<Vec<Value>> = rows.iter().filter(|row| row.iter().any(shows)).cloned().collect();
    let nul = rows.iter().flatten().any(|value| matches!(value, Value::Text(text) if text.contains('\0')));
    let cover = Cover::new("试", Instant::from_micros(0));
    let mut written = Vec::new();
    sheet::write_xlsx(&LAYOUT, &cover, &rows, &mut written).expect("what was read can be written");
    assert_same(&written, &shown);
    if !nul {
        let mut written = Vec::new();
        sheet::write_csv(&LAYOUT, Headings::Titles, &rows, &mut written)
            .expect("what was read can be written");
        assert_same(&written, &shown);
    }
}

/// A row that shows nothing is not read again, and an empty text is an empty cell.
fn shows(value: &Value) -> bool {
    match value {
        Value::Empty => false,
        Value::Text(text) => !text.trim().is_empty(),
        _ => true,
    }
}

fn assert_same(written: &[u8], rows: &[Vec<Value>]) {
    let again = sheet::read(Cursor::new(written), &LAYOUT, &Limits::default());
    let again = again.unwrap_or_else(|error| panic!("{error:?} in {}", String::from_utf8_lossy(written)));
    assert!(again.report.problems.is_empty(), "{:?}", again.report.problems);
    let again: Vec<Vec<Value>> = again.rows.iter().map(|row| row.values().to_vec()).collect();
    let plain = |rows: &[Vec<Value>]| -> Vec<Vec<Value>> {
        let plain = |value: &Value| if shows(value) { value.clone() } else { Value::Empty };
        rows.iter().map(|row| row.iter().map(plain).collect()).collect()
    };
    assert_eq!(plain(&again), plain(rows));
}

/// A workbook of these cells, texts and styles; what is left out is empty.
fn workbook(parts: &[&[u8]]) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const RELS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let root = format!(
        r#"<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
    );
    let book = format!(
        r#"<workbook xmlns="{MAIN}" xmlns:r="{RELS}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#
    );
    let rels = format!(
        r#"<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{RELS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{RELS}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="{RELS}/styles" Target="styles.xml"/></Relationships>"#
    );
    let part = |index: usize| parts.get(index).copied().unwrap_or_default();
    let opened = format!(r#"<worksheet xmlns="{MAIN}"><sheetData>"#);
    let sheet = [opened.as_bytes(), part(0), b"</sheetData></worksheet>"].concat();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in [
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", rels.as_bytes()),
        ("xl/worksheets/sheet1.xml", &sheet),
        ("xl/sharedStrings.xml", part(1)),
        ("xl/styles.xml", part(2)),
    ] {
        writer.start_file(name, options).expect("memory takes everything");
        writer.write_all(bytes).expect("memory takes everything");
    }
    writer.finish().expect("memory takes everything").into_inner()
}
