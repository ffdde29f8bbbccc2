//! Units from a CSV table: `key,name,kind,parent,region_code,attributes,valid_from,valid_to`.

use std::collections::BTreeMap;

use kernel::Day;

use crate::{
    Problem,
    decode::suggestion,
    document::UnitKind,
    units::{UnitSnapshot, UnitTree},
};

/// The columns of the table, in the order in which they are written.
pub const UNIT_COLUMNS: [&str; 8] =
    ["key", "name", "kind", "parent", "region_code", "attributes", "valid_from", "valid_to"];

/// Reads the table, all or nothing. Columns may stand in any order; `key`, `name`, `kind` and `parent` must be there.
/// `attributes` are `k=v;k=v`. A byte-order mark is skipped.
///
/// # Errors
/// Every wrong row: `line` is the line of the file and `column` the number of the cell, both from 1.
pub fn read_units(text: &str) -> Result<UnitTree, Vec<Problem>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(true).from_reader(text.as_bytes());
    let header = match reader.headers() {
        Ok(header) => header.clone(),
        Err(error) => return Err(vec![unreadable(&error)]),
    };
    let columns = Columns::of(&header)?;
    let mut problems = Vec::new();
    let mut units = Vec::new();
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                problems.push(unreadable(&error));
                break;
            }
        };
        let line = record.position().map_or(0, |at| u32::try_from(at.line()).unwrap_or(u32::MAX));
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if record.len() != header.len() {
            problems.push(Problem::error(
                (line, u32::try_from(record.len()).unwrap_or(u32::MAX)),
                "cell-count",
                format!("这一行有 {} 格，表头有 {} 格", record.len(), header.len()),
                "名称里有逗号时请用英文双引号括起来",
            ));
            continue;
        }
        if let Some(unit) = read_row(&Row { record: &record, line, columns: &columns }, &mut problems) {
            units.push(unit);
            lines.push(line);
        }
    }
    if !problems.is_empty() {
        problems.sort();
        return Err(problems);
    }
    UnitTree::placed(units, |index| (lines.get(index).copied().unwrap_or(0), 1))
}

/// Writes units as a table that [`read_units`] reads as the same units. No byte-order mark; lines end in LF.
#[must_use]
pub fn write_units(units: &[UnitSnapshot]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    // Writing into memory cannot fail, and the rows all have the same length.
    let _ = writer.write_record(UNIT_COLUMNS);
    for UnitSnapshot { key, name, kind, parent, region_code, attributes, valid_from, valid_to } in units {
        let attributes: Vec<String> =
            attributes.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let _ = writer.write_record([
            key,
            name,
            kind.word(),
            parent.as_deref().unwrap_or_default(),
            region_code.as_deref().unwrap_or_default(),
            &attributes.join(";"),
            &day(*valid_from),
            &day(*valid_to),
        ]);
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

fn unreadable(error: &csv::Error) -> Problem {
    let line = error.position().map_or(0, |at| u32::try_from(at.line()).unwrap_or(u32::MAX));
    Problem::error((line, 0), "csv-syntax", "这里读不成表格", "请检查引号是否成对，并另存为 UTF-8 的 CSV")
}

/// Where each known column stands.
struct Columns(BTreeMap<&'static str, usize>);

impl Columns {
    fn of(header: &csv::StringRecord) -> Result<Self, Vec<Problem>> {
        let mut found = BTreeMap::new();
        let mut problems = Vec::new();
        for (index, title) in header.iter().enumerate() {
            let place = (1, u32::try_from(index + 1).unwrap_or(u32::MAX));
            match UNIT_COLUMNS.iter().find(|column| **column == title.trim()) {
                Some(column) => {
                    if found.insert(*column, index).is_some() {
                        problems.push(Problem::error(
                            place,
                            "duplicate-column",
                            format!("表头里“{column}”出现了两次"),
                            "请只保留一列",
                        ));
                    }
                }
                None => problems.push(Problem::error(
                    place,
                    "unknown-column",
                    format!("表头里有不认识的列“{}”", title.chars().take(40).collect::<String>()),
                    suggestion(title, &UNIT_COLUMNS),
                )),
            }
        }
        for column in ["key", "name", "kind", "parent"] {
            if !found.contains_key(column) {
                problems.push(Problem::error(
                    (1, 0),
                    "missing-column",
                    format!("表头里缺少“{column}”"),
                    format!("第一行应为 {}", UNIT_COLUMNS.join(",")),
                ));
            }
        }
        problems.sort();
        if problems.is_empty() { Ok(Self(found)) } else { Err(problems) }
    }
}

struct Row<'a> {
    record: &'a csv::StringRecord,
    line: u32,
    columns: &'a Columns,
}

impl<'a> Row<'a> {
    fn cell(&self, column: &str) -> &'a str {
        self.columns.0.get(column).and_then(|index| self.record.get(*index)).unwrap_or_default().trim()
    }

    fn filled(&self, column: &str) -> Option<String> {
        Some(self.cell(column)).filter(|cell| !cell.is_empty()).map(str::to_owned)
    }

    fn place(&self, column: &str) -> (u32, u32) {
        let index = self.columns.0.get(column).map_or(0, |index| index + 1);
        (self.line, u32::try_from(index).unwrap_or(u32::MAX))
    }

    fn day(&self, column: &str, problems: &mut Vec<Problem>) -> Option<Day> {
        let cell = self.cell(column);
        if cell.is_empty() {
            return None;
        }
        cell.parse()
            .map_err(|error: kernel::DayError| {
                problems.push(Problem::error(
                    self.place(column),
                    "bad-day",
                    error.to_string(),
                    "日期写成 2021-06-01，没有就留空",
                ));
            })
            .ok()
    }
}

fn read_row(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<UnitSnapshot> {
    let before = problems.len();
    let kind = UnitKind::from_word(row.cell("kind"));
    if kind.is_none() {
        let words: Vec<&str> = UnitKind::ALL.into_iter().map(UnitKind::word).collect();
        problems.push(Problem::error(
            row.place("kind"),
            "unknown-kind",
            format!("不认识单位类别“{}”", row.cell("kind").chars().take(40).collect::<String>()),
            suggestion(row.cell("kind"), &words),
        ));
    }
    let attributes = read_attributes(row, problems);
    let (valid_from, valid_to) = (row.day("valid_from", problems), row.day("valid_to", problems));
    let unit = UnitSnapshot {
        key: row.cell("key").to_owned(),
        name: row.cell("name").to_owned(),
        kind: kind?,
        parent: row.filled("parent"),
        region_code: row.filled("region_code"),
        attributes,
        valid_from,
        valid_to,
    };
    (problems.len() == before).then_some(unit)
}

fn read_attributes(row: &Row<'_>, problems: &mut Vec<Problem>) -> BTreeMap<String, String> {
    let mut attributes = BTreeMap::new();
    for pair in row.cell("attributes").split(';').map(str::trim).filter(|pair| !pair.is_empty()) {
        let read = pair.split_once('=').map(|(name, value)| (name.trim(), value.trim()));
        match read {
            Some((name, value))
                if !name.is_empty() && !value.is_empty() && !attributes.contains_key(name) =>
            {
                attributes.insert(name.to_owned(), value.to_owned());
            }
            Some(_) | None => problems.push(Problem::error(
                row.place("attributes"),
                "bad-attribute",
                format!("属性“{}”不是“名=值”，或写了两次", pair.chars().take(40).collect::<String>()),
                "写成 producer=yes;licence=…，用英文分号隔开",
            )),
        }
    }
    attributes
}
