//! Layouts and hand-made workbooks for the tests.
#![allow(dead_code, clippy::unwrap_used, reason = "each test file uses its part of these helpers")]

use std::io::{Cursor, Write};

use kernel::Instant;
use sheet::{Choice, Column, Cover, Headings, Kind, Layout, Limits, ReadError, Row, Table, Value};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

pub fn layout() -> Layout {
    Layout::new(
        "example",
        "示例表",
        vec![
            Column::new("key", "编号", Kind::text_of(64)).required(),
            Column::new("name", "名称", Kind::text()).width(20),
            Column::new("heads", "参加人数", Kind::count()).unit("人次"),
            Column::new(
                "figure",
                "数量",
                Kind::count_or([Choice::new("none", "未开展"), Choice::new("n_a", "不适用")]),
            )
            .unit("场"),
            Column::new("delta", "增减", Kind::integer(-1000..=1000)),
            Column::new("day", "日期", Kind::Day),
            Column::new("at", "时间", Kind::Instant),
            Column::new(
                "mode",
                "方式",
                Kind::choice([("online", "线上"), ("offline", "线下"), ("both", "线上线下")]),
            ),
        ],
    )
    .unwrap()
}

pub fn texts() -> Layout {
    let columns = vec![Column::new("a", "甲", Kind::text()), Column::new("b", "乙", Kind::text())];
    Layout::new("texts", "文字", columns).unwrap()
}

pub fn now() -> Instant {
    "2021-06-16T10:00:00+08:00".parse().unwrap()
}

pub fn cover() -> Cover {
    Cover::new("2021年示例统计表", now()).note("单位：示例单位").note("截至 2021-06-16").snapshot("2021-0007")
}

pub fn xlsx(layout: &Layout, rows: &[Vec<Value>]) -> Vec<u8> {
    let mut out = Vec::new();
    sheet::write_xlsx(layout, &cover(), rows, &mut out).unwrap();
    out
}

pub fn csv(layout: &Layout, headings: Headings, rows: &[Vec<Value>]) -> Vec<u8> {
    let mut out = Vec::new();
    sheet::write_csv(layout, headings, rows, &mut out).unwrap();
    out
}

pub fn read(bytes: &[u8], layout: &Layout) -> Result<Table, ReadError> {
    sheet::read(Cursor::new(bytes), layout, &Limits::default())
}

pub fn values(rows: &[Row]) -> Vec<Vec<Value>> {
    rows.iter().map(|row| row.values().to_vec()).collect()
}

/// A zip archive of these parts.
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook with one sheet of this `sheetData`, these shared strings (`sst` element) and styles.
pub fn workbook_of(sheet_data: &str, strings: &str, styles: &str) -> Vec<u8> {
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let root = format!(
        r#"<Relationships xmlns="{package}"><Relationship Id="r1" Type="{RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
    );
    let book = format!(
        r#"<workbook xmlns="{MAIN}" xmlns:r="{RELS}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#
    );
    let rels = format!(
        r#"<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{RELS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{RELS}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="{RELS}/styles" Target="styles.xml"/></Relationships>"#
    );
    let sheet = format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{sheet_data}</sheetData></worksheet>"#);
    archive(&[
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", rels.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
    ])
}

pub const STYLES: &str = r#"<styleSheet><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>"#;

/// A row of inline texts.
pub fn text_row(number: u32, texts: &[&str]) -> String {
    let cells: String =
        texts.iter().map(|text| format!(r#"<c t="inlineStr"><is><t>{text}</t></is></c>"#)).collect();
    format!(r#"<row r="{number}">{cells}</row>"#)
}
