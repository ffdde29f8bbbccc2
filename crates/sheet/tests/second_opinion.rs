//! What we write, as a reader that shares no code with ours sees it, and as it will be printed.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use std::io::{Cursor, Read};

use calamine::{Data, Reader, SheetVisible, Xlsx};
use sheet::Value;
use support::{layout, xlsx};

fn rows() -> Vec<Vec<Value>> {
    vec![
        vec![
            Value::from("=1+1"),
            Value::from("沈阳😀\r\n_x000D_ "),
            Value::Integer(9_007_199_254_740_992),
            Value::Choice("none".to_owned()),
            Value::Integer(-7),
            Value::Day("2021-06-01".parse().unwrap()),
            Value::Instant(support::now()),
            Value::Choice("both".to_owned()),
        ],
        vec![
            Value::from("0012"),
            Value::Empty,
            Value::Empty,
            Value::Integer(3),
            Value::Empty,
            Value::Day("1899-12-31".parse().unwrap()),
            Value::Empty,
            Value::Empty,
        ],
    ]
}

fn part(file: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn another_reader_sees_typed_cells_and_no_formula() {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(xlsx(&layout(), &rows()))).unwrap();
    let sheets: Vec<(String, SheetVisible)> =
        book.sheets_metadata().iter().map(|sheet| (sheet.name.clone(), sheet.visible)).collect();
    let wanted = [("示例表", SheetVisible::Visible), ("_sheet", SheetVisible::VeryHidden)];
    assert_eq!(sheets, wanted.map(|(name, visible)| (name.to_owned(), visible)));
    assert!(book.worksheet_formula("示例表").unwrap().is_empty());
    let range = book.worksheet_range("示例表").unwrap();
    let row = |at: usize| range.rows().nth(at).unwrap().to_vec();
    let text = |text: &str| Data::String(text.to_owned());
    assert_eq!(row(0)[0], text("2021年示例统计表"));
    assert_eq!(row(2)[0], text("截至 2021-06-16"));
    let headings = ["编号", "名称", "参加人数（人次）", "数量（场）", "增减", "日期", "时间", "方式"];
    assert_eq!(row(3), headings.map(text));
    let first = row(4);
    assert_eq!(
        first[..5],
        [
            text("=1+1"),
            text("沈阳😀\r\n_x000D_ "),
            Data::Float(9_007_199_254_740_992.0),
            text("未开展"),
            Data::Float(-7.0)
        ]
    );
    let serials: Vec<f64> = first[5..7]
        .iter()
        .map(|cell| match cell {
            Data::DateTime(date) => date.as_f64(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(serials, [44_348.0, 44_363.0 + 10.0 / 24.0]);
    assert_eq!(first[7], text("线上线下"));
    let second = row(5);
    assert_eq!((&second[0], &second[1], &second[5]), (&text("0012"), &Data::Empty, &text("1899-12-31")));
}

#[test]
fn it_prints_on_a4_with_the_header_on_every_page() {
    let file = xlsx(&layout(), &rows());
    let sheet = part(&file, "xl/worksheets/sheet1.xml");
    for wanted in [
        r#"<pageSetUpPr fitToPage="1"/>"#,
        r#"paperSize="9""#,
        r#"orientation="landscape""#,
        r#"fitToHeight="0""#,
        r#"<pane ySplit="4" topLeftCell="A5" activePane="bottomLeft" state="frozen"/>"#,
        r#"<autoFilter ref="A4:H6"/>"#,
        r#"<dataValidation type="list" allowBlank="1" showInputMessage="1" showErrorMessage="1""#,
        r#"sqref="H5:H1048576""#,
        "<formula1>\"线上,线下,线上线下\"</formula1>",
        "<formula1>-1000</formula1><formula2>1000</formula2>",
        "&amp;C第 &amp;P 页 共 &amp;N 页",
    ] {
        assert!(sheet.contains(wanted), "{wanted} in {sheet}");
    }
    let book = part(&file, "xl/workbook.xml");
    assert!(book.contains("_xlnm.Print_Titles"), "{book}");
    assert!(book.contains("!$4:$4"), "{book}");
    let core = part(&file, "docProps/core.xml");
    assert!(core.contains("2021-06-16T02:00:00Z"), "{core}");
}

/// Leaves a file for looking at: `SHEET_SAMPLE=file.xlsx cargo nextest run -p sheet leaves_a_sample`.
#[test]
fn leaves_a_sample_when_asked() {
    if let Ok(path) = std::env::var("SHEET_SAMPLE") {
        std::fs::write(path, xlsx(&layout(), &rows())).unwrap();
    }
}
