//! What people do to a file before they upload it, and what they are told.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use std::io::{Cursor, Read};

use sheet::{Column, Cover, Encoding, Form, Headings, Kind, Layout, Limits, ReadError, Value};
use support::{STYLES, csv, layout, read, text_row, texts, values, workbook_of, xlsx};

fn lines(bytes: &[u8], layout: &Layout) -> Vec<String> {
    match read(bytes, layout) {
        Ok(table) => {
            table.report.problems.iter().map(|problem| format!("{} {problem}", problem.code)).collect()
        }
        Err(error) => vec![format!("{} {error}", error.code())],
    }
}

#[test]
fn all_problems_of_a_file_are_listed_with_their_cells() {
    let text = "备注,,,,,,,\n编号,名称,参加人数（人次）,数量（场）,增减,日期,时间,方式\n\
        a1,甲,\"1,234\",未开展,-3,2021年6月1日,2021-06-16 15:00,线上\n\
        ,乙,-1,无,1001,2021-6-31,昨天,电话\n\
        \n\
        a3,丙,12人次,1.5,9007199254740993,1-6-2021,2021-06-16,ＯＮＬＩＮＥ\n";
    assert_eq!(
        lines(text.as_bytes(), &layout()),
        [
            "missing 第 4 行 A 列（编号）：不能为空，请填写",
            "too-small 第 4 行 C 列（参加人数（人次））：不能为负数（-1），请填写 0 或正整数",
            "not-an-integer 第 4 行 D 列（数量（场））：“无”不是整数，请只填写数字；没有数字时可填写：未开展、不适用",
            "too-large 第 4 行 E 列（增减）：数字过大，不能超过 1000，请核对",
            "not-a-day 第 4 行 F 列（日期）：“2021-6-31”不是有效的日期，请按 2021-06-16 的格式填写（年份四位）",
            "not-an-instant 第 4 行 G 列（时间）：“昨天”不是有效的时间，请按 2021-06-16 15:00 的格式填写",
            "unknown-choice 第 4 行 H 列（方式）：“电话”不在选项中，请填写：线上、线下、线上线下",
            "not-an-integer 第 6 行 C 列（参加人数（人次））：“12人次”不是整数，请只填写数字，不要写单位，也不要用“万”“亿”",
            "fractional 第 6 行 D 列（数量（场））：“1.5”带有小数，请填写整数",
            "too-large 第 6 行 E 列（增减）：数字过大，不能超过 9007199254740992，请核对",
            "not-a-day 第 6 行 F 列（日期）：“1-6-2021”不是有效的日期，请按 2021-06-16 的格式填写（年份四位）",
        ]
    );
    let table = read(text.as_bytes(), &layout()).unwrap();
    let [first, second, third] = table.rows.as_slice() else { panic!("{:?}", table.rows) };
    assert_eq!((first.number(), first.is_sound(), first.address("day")), (3, true, "F3".to_owned()));
    assert_eq!(
        (first.text("key"), first.integer("heads"), first.choice("figure")),
        (Some("a1"), Some(1234), Some("none"))
    );
    assert_eq!(first.day("day").unwrap().to_string(), "2021-06-01");
    assert_eq!(first.instant("at").unwrap().to_string(), "2021-06-16T15:00:00+08:00");
    assert_eq!((second.is_sound(), second.text("name")), (false, Some("乙")));
    assert_eq!((third.choice("mode"), third.get("figure")), (Some("online"), &Value::Empty));
    let own = first.problem("name", "taken", "名称已被使用");
    assert_eq!(own.to_string(), "第 3 行 B 列（名称）：名称已被使用");
    assert_eq!(own.to_field_problem().pointer, "/rows/3/B");
    assert_eq!(table.all_or_nothing().unwrap_err().len(), 11);
}

#[test]
fn what_a_spreadsheet_holds_is_typed() {
    let strings = "<sst uniqueCount=\"3\"><si><t>线下</t></si><si><r><t>甲</t></r><rPh><t>jia</t></rPh><r><t>乙</t></r></si><si/></sst>";
    let head = text_row(1, &["编号", "名称", "参加人数", "日期", "时间", "方式", "数量"]);
    let data = format!(
        "{head}\
        <row r=\"2\"><c r=\"A2\"><v>210100</v></c><c r=\"B2\" t=\"s\"><v>1</v></c><c r=\"C2\"><v>12.0</v></c>\
        <c r=\"D2\" s=\"2\"><v>44348</v></c><c r=\"E2\" s=\"1\"><v>44363.625</v></c><c r=\"F2\" t=\"s\"><v>0</v></c>\
        <c r=\"G2\"><f>SUM(1,2)</f><v>3</v></c></row>\
        <row><c t=\"str\"><f>A1</f><v> x </v></c><c t=\"b\"><v>1</v></c><c><v>1E3</v></c><c t=\"d\"><v>2021-06-01T00:00:00</v></c></row>\
        <row r=\"9\"><c r=\"A9\"><v>1234567890123456789</v></c><c r=\"B9\" t=\"e\"><v>#N/A</v></c><c r=\"C9\" s=\"1\"><v>44348</v></c>\
        <c r=\"D9\" s=\"1\"><v>99999999</v></c><c r=\"G9\"><f>SUM(1,2)</f></c></row>\
        <row r=\"10\"><c r=\"A10\" s=\"1\"/><c r=\"B10\" t=\"s\"><v>2</v></c></row>"
    );
    let book = workbook_of(&data, strings, STYLES);
    let table = read(&book, &layout()).unwrap();
    let shown: Vec<String> =
        table.rows.iter().map(|row| format!("{} {:?}", row.number(), row.values())).collect();
    assert_eq!(
        shown,
        [
            "2 [Text(\"210100\"), Text(\"甲乙\"), Integer(12), Integer(3), Empty, Day(2021-06-01), \
             Instant(Instant(1623826800000000)), Choice(\"offline\")]",
            "3 [Text(\" x \"), Text(\"TRUE\"), Integer(1000), Empty, Empty, Day(2021-06-01), Empty, Empty]",
            "9 [Empty, Empty, Empty, Empty, Empty, Empty, Empty, Empty]",
        ]
    );
    assert_eq!(
        lines(&book, &layout()),
        [
            "digits-lost 第 9 行 A 列（编号）：数字超过 15 位，末尾可能已被改成 0；请把单元格格式设为“文本”后重新填写",
            "error-value 第 9 行 B 列（名称）：单元格的公式出错（#N/A），请更正后再上传",
            "not-an-integer 第 9 行 C 列（参加人数（人次））：应为整数，但单元格是日期；请把单元格格式设为“常规”后重新填写数字",
            "formula-without-value 第 9 行 G 列（数量（场））：公式没有计算结果；请用 Excel 或 WPS 打开并保存一次，或改填数值",
            "day-out-of-range 第 9 行 D 列（日期）：日期超出范围，请按 2021-06-16 的格式填写",
        ]
    );
}

#[test]
fn moved_renamed_added_and_missing_columns() {
    let text = "方式,*编 号,备注二,ＨＥＡＤＳ\n线上,a,随便,1\n";
    let table = read(text.as_bytes(), &layout()).unwrap();
    let row = &table.rows[0];
    assert_eq!(
        (row.text("key"), row.integer("heads"), row.choice("mode")),
        (Some("a"), Some(1), Some("online"))
    );
    assert!(row.has("heads") && !row.has("day"));
    assert_eq!(
        (table.report.ignored[0].column.as_str(), table.report.ignored[0].heading.as_str()),
        ("C", "备注二")
    );
    assert_eq!(
        lines("名称,名称,日期\n甲,乙,2021-06-01\n".as_bytes(), &layout()),
        [
            "missing-column 第 1 行（编号）：表头缺少必需的列“编号”，请补上",
            "duplicate-column 第 1 行 B 列（名称）：“名称”出现了两次，请只保留一列",
        ]
    );
}

#[test]
fn a_file_of_ours_is_understood_after_titles_changed() {
    let old = Layout::new(
        "t",
        "表",
        vec![Column::new("a", "老名称", Kind::text()), Column::new("b", "数量", Kind::count()).unit("场")],
    )
    .unwrap();
    let new = Layout::new(
        "t",
        "表",
        vec![Column::new("a", "新名称", Kind::text()), Column::new("b", "场次", Kind::count())],
    )
    .unwrap();
    let rows = vec![vec![Value::from("x"), Value::Integer(3)]];
    let file = xlsx(&old, &rows);
    assert_eq!(values(&read(&file, &new).unwrap().rows), rows);
    let other = Layout::new("u", "另一种表", vec![Column::new("a", "老名称", Kind::text())]).unwrap();
    assert_eq!(
        lines(&file, &other),
        ["sheet-other-layout 这是另一种表格（2021年示例统计表），此处应上传“另一种表”"]
    );
}

/// The file with one of its parts changed.
fn edited(file: &[u8], name: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for at in 0..old.len() {
        let mut entry = old.by_index(at).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        let found = entry.name().unwrap().into_owned();
        if found == name {
            let text = String::from_utf8(bytes).unwrap();
            bytes = change(&text).into_bytes();
            assert_ne!(bytes, text.into_bytes(), "{name} stayed as it was");
        }
        parts.push((found, bytes));
    }
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    support::archive(&parts)
}

#[test]
fn the_table_is_found_behind_sheets_that_people_add() {
    let rows = vec![vec![Value::from("x"), Value::from("y")]];
    let file = xlsx(&texts(), &rows);
    let added = edited(&file, "xl/workbook.xml", |book| {
        book.replace("<sheets>", r#"<sheets><sheet name="说明" sheetId="9" r:id="rId2"/>"#)
    });
    assert_eq!(values(&read(&added, &texts()).unwrap().rows), rows);
    // Somebody who renames the tab still has it in front.
    let renamed = edited(&file, "xl/workbook.xml", |book| book.replace(r#"name="文字""#, r#"name="新""#));
    assert_eq!(values(&read(&renamed, &texts()).unwrap().rows), rows);
    let hidden = edited(&file, "xl/workbook.xml", |book| {
        book.replace(r#"name="文字""#, r#"name="文字" state="hidden""#)
    });
    assert_eq!(lines(&hidden, &texts()), ["sheet-no-sheet 工作簿中没有可见的工作表"]);
}

#[test]
fn a_file_of_a_newer_system_is_refused() {
    let file = edited(&xlsx(&texts(), &[]), "xl/sharedStrings.xml", |strings| {
        strings.replace("<si><t>1</t></si>", "<si><t>2</t></si>")
    });
    assert_eq!(
        lines(&file, &texts()),
        [
            "sheet-newer-format 这个文件由更新版本的系统导出（格式 2），当前系统无法读取；请升级系统，或重新导出"
        ]
    );
}

#[test]
fn every_encoding_that_excel_writes_is_read_or_explained() {
    let text = "甲,乙\n沈阳,=1\n";
    let utf16 = |big: bool| {
        let units = "\u{FEFF}甲\t乙\r\n沈阳\t=1\r\n".encode_utf16();
        units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect::<Vec<u8>>()
    };
    let gb = encoding_rs::GB18030.encode(text).0.into_owned();
    for (name, bytes, encoding) in [
        ("plain", text.as_bytes().to_vec(), Encoding::Utf8),
        ("marked", format!("\u{FEFF}{text}").into_bytes(), Encoding::Utf8),
        ("semicolons", "甲;乙\n沈阳;=1".as_bytes().to_vec(), Encoding::Utf8),
        ("little", utf16(false), Encoding::Utf16),
        ("big", utf16(true), Encoding::Utf16),
        ("gb18030", gb.clone(), Encoding::Gb18030),
    ] {
        let table = read(&bytes, &texts()).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(table.report.form, Form::Csv(encoding), "{name}");
        assert_eq!(values(&table.rows), [[Value::from("沈阳"), Value::from("=1")]], "{name}");
    }
    let advice = "请在 Excel 或 WPS 中另存为“CSV UTF-8（逗号分隔）”或 .xlsx 后再上传";
    // Broken UTF-8 under ASCII headings would decode as GB18030 into nonsense, so it is refused.
    let mut broken = b"a,b\n1,2\n3,".to_vec();
    broken.extend([0xE6, 0xB2, b'\n']);
    assert_eq!(
        lines(&broken, &texts()),
        [format!("sheet-encoding 文件不是 UTF-8 编码（第 3 行无法识别）；{advice}")]
    );
    let mut both = text.as_bytes().to_vec();
    both.extend(&gb);
    assert_eq!(
        lines(&both, &texts()),
        [format!("sheet-encoding 文件不是 UTF-8 编码（第 3 行无法识别）；{advice}")]
    );
}

#[test]
fn texts_full_of_other_separators_do_not_mislead() {
    let text = "key,name\nx,a=1;b=2;c=3;d=4;e=5\n";
    let layout = Layout::new(
        "u",
        "单位",
        vec![Column::new("key", "编号", Kind::text()), Column::new("name", "名称", Kind::text())],
    )
    .unwrap();
    assert_eq!(
        values(&read(text.as_bytes(), &layout).unwrap().rows),
        [[Value::from("x"), Value::from("a=1;b=2;c=3;d=4;e=5")]]
    );
}

#[test]
fn a_file_that_is_no_table_is_explained() {
    for (bytes, wanted) in [
        (&b""[..], "sheet-no-header 没有找到表头；表格中应有一行写着：甲、乙"),
        (
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
            "sheet-old-or-encrypted 这是旧版 Excel 文件（.xls）或加密的文件；请用 Excel 或 WPS 打开，去掉密码，另存为 .xlsx 后再上传",
        ),
        (
            b"\xEF\xBB\xBF <html><table>",
            "sheet-web-page 这是网页而不是表格；请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传",
        ),
        (
            b"\x89PNG\r\n\x1a\n\0\0",
            "sheet-encoding 文件不是 UTF-8 编码（第 1 行无法识别）；请在 Excel 或 WPS 中另存为“CSV UTF-8（逗号分隔）”或 .xlsx 后再上传",
        ),
        (b"a\0b", "sheet-not-a-table 文件内容不是表格；请上传 .xlsx 或 UTF-8 编码的 .csv 文件"),
        (
            "甲,乙\n\"没有结束".as_bytes(),
            "sheet-unclosed-quote 第 2 行的双引号没有成对，其后的内容无法读取；请补上双引号，或另存为 .xlsx 后再上传",
        ),
        (
            b"PK\x03\x04 but no archive",
            "sheet-damaged 文件已损坏或不完整，无法读取；请用 Excel 或 WPS 打开后重新保存为 .xlsx 再上传",
        ),
        (
            &support::archive(&[("word/document.xml", b"<x/>")]),
            "sheet-not-a-table 文件内容不是表格；请上传 .xlsx 或 UTF-8 编码的 .csv 文件",
        ),
        ("姓名,电话\n张,1\n".as_bytes(), "sheet-no-header 没有找到表头；表格中应有一行写着：甲、乙"),
    ] {
        assert_eq!(lines(bytes, &texts()), [wanted]);
    }
}

#[test]
fn problems_beyond_the_limit_are_counted() {
    let text = format!("编号,日期\n{}", ",x\n".repeat(50));
    let limits = Limits { problems: 10, ..Limits::default() };
    let report = sheet::scan(Cursor::new(text), &layout(), &limits, drop).unwrap();
    assert_eq!((report.problems.len(), report.problems_left_out), (10, 90));
}

#[test]
fn what_does_not_fit_is_not_written() {
    let layout = texts();
    let refuse = |row: Vec<Value>| {
        let mut out = Vec::new();
        let rows = [row];
        let csv = sheet::write_csv(&layout, Headings::Titles, &rows, Vec::new())
            .err()
            .map(|error| error.to_string());
        let xlsx = sheet::write_xlsx(&layout, &Cover::new("t", support::now()), &rows, &mut out);
        (xlsx.err().map(|error| error.to_string()), csv)
    };
    let kind = Some("row 2, column B: integer in a column of text".to_owned());
    assert_eq!(refuse(vec![Value::Empty, Value::Integer(1)]).1, kind);
    assert!(refuse(vec![Value::Empty]).0.unwrap().contains("1 values instead of 2"));
    let long = refuse(vec![Value::from("😀".repeat(20_000)), Value::Empty]);
    assert_eq!(
        (long.0.unwrap().as_str(), long.1),
        ("第 3 行 A 列的文字超过一个单元格能容纳的 32767 个字符，请缩短后再导出，或导出为 CSV", None)
    );
    // What a plan no longer knows can still leave the system.
    let layout = support::layout();
    let mut row = vec![Value::Empty; 8];
    row[7] = Value::Choice("retired".to_owned());
    assert!(String::from_utf8(csv(&layout, Headings::Titles, &[row])).unwrap().ends_with(",retired\r\n"));
}

/// A layout with as many columns and options as a plan may have.
#[test]
fn long_lists_and_wide_tables() {
    let options: Vec<(String, String)> =
        (0..300).map(|at| (format!("o{at}"), format!("选项，第{at}个,"))).collect();
    let options: Vec<(&str, &str)> =
        options.iter().map(|(key, title)| (key.as_str(), title.as_str())).collect();
    let mut columns: Vec<Column> =
        (0..255).map(|at| Column::new(format!("c{at}"), format!("列{at}"), Kind::count())).collect();
    columns.push(Column::new("o", "选项", Kind::choice(options)));
    let layout = Layout::new("wide", "很宽：[表]/*?", columns).unwrap();
    let mut row = vec![Value::Integer(7); 255];
    row.push(Value::Choice("o299".to_owned()));
    let file = xlsx(&layout, &[row.clone()]);
    assert_eq!(values(&read(&file, &layout).unwrap().rows), [row]);
}

#[test]
fn limits_are_kept_in_csv() {
    let limits = Limits { rows: 5, columns: 3, cells: 20, text_chars: 4, bytes: 1000, ..Limits::default() };
    for (text, code) in [
        ("甲,乙\n1,2\n".to_owned(), Ok(vec![])),
        ("甲,乙\n1,12345\n".to_owned(), Ok(vec!["text-too-long".to_owned()])),
        (format!("甲,乙\n1,{}\n", "字".repeat(200)), Ok(vec!["text-too-long".to_owned()])),
        (format!("甲,乙\n{}", "1,2\n".repeat(5)), Err("sheet-too-many-rows")),
        ("甲,乙\n1,2,3,4\n".to_owned(), Err("sheet-too-many-columns")),
        ("甲,乙,,,,,,,,,,,,,,,,,,,4\n".to_owned(), Err("sheet-too-many-columns")),
        (format!("甲,乙\n{}", ",,\n".repeat(9)), Err("sheet-too-many-cells")),
        ("x".repeat(1001), Err("sheet-too-many-bytes")),
    ] {
        let found = sheet::scan(Cursor::new(&text), &texts(), &limits, drop)
            .map(|report| report.problems.into_iter().map(|problem| problem.code).collect::<Vec<_>>())
            .map_err(|error: ReadError| error.code());
        assert_eq!(found, code, "{text:.40}");
    }
}
