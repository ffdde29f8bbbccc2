//! Units as a table: the same columns as `plans/*/units.csv`, by key or by Chinese title.

use std::collections::BTreeMap;

use kernel::{
    Day, Failure,
    text::{LINE_CHARS_MAX, NAME_CHARS_MAX},
};
use sheet::{Column, Kind, Layout, Problem, Row, Value};

use super::text::{Checker, KEY_CHARS_MAX};
use crate::{
    import,
    model::{UnitKind, UnitRow},
};

pub(crate) fn layout() -> Result<Layout, Failure> {
    let kinds = UnitKind::ALL.map(|kind| (kind.key(), kind.title()));
    let columns = vec![
        Column::new("key", "单位编码", Kind::text_of(KEY_CHARS_MAX)).required().width(12),
        Column::new("name", "单位名称", Kind::text_of(NAME_CHARS_MAX)).required().width(24),
        Column::new("kind", "类别", Kind::choice(kinds)).required(),
        Column::new("parent", "上级单位编码", Kind::text_of(KEY_CHARS_MAX)).width(12),
        Column::new("region_code", "行政区划代码", Kind::text_of(6)),
        Column::new("attributes", "属性", Kind::text_of(20 * LINE_CHARS_MAX)).width(30),
        Column::new("valid_from", "起始日期", Kind::Day),
        Column::new("valid_to", "截止日期", Kind::Day),
    ];
    Layout::new("org-units", "组织机构", columns).map_err(Failure::internal)
}

/// One row as it is wanted. The outer `Option` of some fields is `None` when the file does not have the column, which
/// leaves the unit as it is.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    /// The row's number in the file.
    pub row: u32,
    pub key: String,
    pub name: String,
    pub kind: UnitKind,
    pub parent: Option<String>,
    pub region_code: Option<Option<String>>,
    pub attributes: Option<BTreeMap<String, String>>,
    pub valid_from: Option<Day>,
    pub valid_to: Option<Option<Day>>,
}

/// Reads one row; what is wrong beyond the types of its cells is added to `problems`.
pub(crate) fn wanted(row: &Row, problems: &mut Vec<Problem>) -> Option<Wanted> {
    let mut check = Checker::at("");
    let attributes = match attributes(row.text("attributes").unwrap_or_default()) {
        Ok(attributes) => check.attributes(&attributes),
        Err(wrong) => {
            check.say("attributes", "attributes", wrong);
            BTreeMap::new()
        }
    };
    let key = check.key(row.text("key").unwrap_or_default());
    let name = check.name("name", "单位名称", row.text("name").unwrap_or_default());
    let region_code = row.has("region_code").then(|| check.region_code(row.text("region_code")));
    let (valid_from, valid_to) = (row.day("valid_from"), row.day("valid_to"));
    if valid_from.zip(valid_to).is_some_and(|(from, to)| from > to) {
        check.say("valid_to", "order", "截止日期不能早于起始日期");
    }
    let sound = import::is_sound(row, check, problems);
    let kind = row.choice("kind").and_then(|kind| kind.parse().ok())?;
    sound.then(|| Wanted {
        row: row.number(),
        key,
        name,
        kind,
        parent: parent(row),
        region_code,
        attributes: row.has("attributes").then_some(attributes),
        valid_from,
        valid_to: row.has("valid_to").then_some(valid_to),
    })
}

/// The key of the unit above; `None` for a blank cell.
fn parent(row: &Row) -> Option<String> {
    row.text("parent").map(|parent| parent.trim().to_owned()).filter(|parent| !parent.is_empty())
}

/// What a row that cannot be used says all the same: who it is about, and whom it stands under.
#[derive(Clone, Debug)]
pub(crate) struct Unread {
    pub row: u32,
    pub key: String,
    pub parent: Option<String>,
}

impl Unread {
    pub(crate) fn of(row: &Row) -> Option<Self> {
        Some(Self { row: row.number(), key: row.text("key")?.trim().to_owned(), parent: parent(row) })
    }
}

/// `k=v;k=v`.
fn attributes(text: &str) -> Result<BTreeMap<String, String>, String> {
    let mut out = BTreeMap::new();
    for pair in text.split([';', '；']).map(str::trim).filter(|pair| !pair.is_empty()) {
        let Some((key, value)) = pair.split_once('=') else {
            return Err(format!(
                "属性应写成 名=值;名=值，这里缺少等号：{}",
                pair.chars().take(40).collect::<String>()
            ));
        };
        // Plans ask for yes and no; whoever fills in a Chinese file writes the words that the pages show.
        let value = match value.trim() {
            "是" => "yes",
            "否" => "no",
            value => value,
        };
        if out.insert(key.trim().to_owned(), value.to_owned()).is_some() {
            return Err(format!("属性 {} 写了两次，请保留一个", key.trim()));
        }
    }
    Ok(out)
}

/// A unit as a row of the table; `parent` is the key of the unit above.
pub(crate) fn values(unit: UnitRow, parent: Option<&str>) -> Vec<Value> {
    let UnitRow {
        id: _,
        key,
        name,
        kind,
        parent: _,
        region_code,
        attributes,
        validity,
        merged_into: _,
        revision: _,
    } = unit;
    let attributes: Vec<String> = attributes.iter().map(|(key, value)| format!("{key}={value}")).collect();
    let text = |text: Option<&str>| text.map_or(Value::Empty, |text| Value::Text(text.to_owned()));
    vec![
        Value::Text(key),
        Value::Text(name),
        Value::Choice(kind.key().to_owned()),
        text(parent),
        text(region_code.as_deref()),
        Value::Text(attributes.join(";")),
        Value::Day(validity.from),
        validity.to.map_or(Value::Empty, Value::Day),
    ]
}

/// The names of attributes that the plans of this house use and the console has words for. Any other is allowed.
pub(crate) const ATTRIBUTES: [&str; 11] = [
    "producer",
    "production_licence",
    "seller",
    "sales_licence",
    "line_type",
    "capacity",
    "storage",
    "people_max",
    "separately_planned",
    "tile",
    "example",
];

const SAMPLE_CITY: (&str, &str) = ("city-1", "示例市");
const SAMPLE_WORKS: (&str, &str) = ("city-1-works", "示例企业");

/// Whether the row is one of [`samples`] that nobody wrote over.
pub(crate) fn is_sample(key: &str, name: &str) -> bool {
    [SAMPLE_CITY, SAMPLE_WORKS].contains(&(key, name))
}

/// Rows for somebody to write over: a unit right under the authority, and one under that.
pub(crate) fn samples(authority: &str, from: Day) -> Vec<Vec<Value>> {
    let row = |(key, name): (&str, &str), kind: UnitKind, parent: &str, attributes: &str| {
        let text = |text: &str| Value::Text(text.to_owned());
        let kind = Value::Choice(kind.key().to_owned());
        vec![
            text(key),
            text(name),
            kind,
            text(parent),
            Value::Empty,
            text(attributes),
            Value::Day(from),
            Value::Empty,
        ]
    };
    vec![
        row(SAMPLE_CITY, UnitKind::City, authority, ""),
        row(SAMPLE_WORKS, UnitKind::Enterprise, SAMPLE_CITY.0, "producer=yes"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_pairs() {
        let read = |text: &str| attributes(text).map(|map| map.into_iter().collect::<Vec<_>>());
        let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
        assert_eq!(
            read(" producer=yes; line_type = 乳化炸药 ；").unwrap(),
            [pair("line_type", "乳化炸药"), pair("producer", "yes")]
        );
        assert_eq!(read("seller=是;producer=否").unwrap(), [pair("producer", "no"), pair("seller", "yes")]);
        assert_eq!(read("").unwrap(), []);
        assert_eq!(read("a=b=c").unwrap(), [pair("a", "b=c")]);
        assert!(read("producer").is_err());
        assert!(read("a=1;a=2").is_err());
    }

    #[test]
    fn the_columns_are_those_of_plans() {
        let layout = layout().unwrap();
        let keys: Vec<&str> = layout.columns().iter().map(Column::key).collect();
        assert_eq!(keys, plan::UNIT_COLUMNS);
    }
}
