//! The columns of a table, named once for writing and for reading.

use std::{collections::BTreeMap, ops::RangeInclusive};

use kernel::text::folded;

use crate::value::INTEGER_MAX;

/// A layout has at most this many columns.
const COLUMNS_MAX: usize = 256;
/// Excel's own bound for one cell, in UTF-16 units.
pub(crate) const EXCEL_TEXT_MAX: usize = 32_767;

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Free text of at most so many characters.
    Text { max_chars: usize },
    /// A whole number in its base unit. `instead` lists the words that may stand in place of a number, such as
    /// "not done" and "does not apply", which are neither zero nor blank; they are read as [`crate::Value::Choice`].
    Integer { min: i64, max: i64, instead: Vec<Choice> },
    /// A calendar day.
    Day,
    /// A moment, shown and read in Beijing time.
    Instant,
    /// One of a list.
    Choice(Vec<Choice>),
}

/// An option: the key for programs, the title for people. Files show the title; both are understood when read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub key: String,
    pub title: String,
}

impl Choice {
    pub fn new(key: impl Into<String>, title: impl Into<String>) -> Self {
        Self { key: key.into(), title: title.into() }
    }
}

impl Kind {
    /// Text as long as a cell can hold.
    #[must_use]
    pub fn text() -> Self {
        Self::Text { max_chars: EXCEL_TEXT_MAX }
    }

    #[must_use]
    pub fn text_of(max_chars: usize) -> Self {
        Self::Text { max_chars }
    }

    /// A number of things: 0 to 2^53.
    #[must_use]
    pub fn count() -> Self {
        Self::integer(0..=INTEGER_MAX)
    }

    #[must_use]
    pub fn integer(range: RangeInclusive<i64>) -> Self {
        Self::Integer { min: *range.start(), max: *range.end(), instead: Vec::new() }
    }

    /// As [`Kind::count`], with words that may stand in place of the number.
    #[must_use]
    pub fn count_or(instead: impl IntoIterator<Item = Choice>) -> Self {
        Self::Integer { min: 0, max: INTEGER_MAX, instead: instead.into_iter().collect() }
    }

    /// Options as pairs of key and title.
    #[must_use]
    pub fn choice<'a>(options: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        Self::Choice(options.into_iter().map(|(key, title)| Choice::new(key, title)).collect())
    }

    pub(crate) fn choices(&self) -> &[Choice] {
        match self {
            Self::Choice(choices) | Self::Integer { instead: choices, .. } => choices,
            Self::Text { .. } | Self::Day | Self::Instant => &[],
        }
    }

    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Text { .. } => "text",
            Self::Integer { .. } => "integer",
            Self::Day => "day",
            Self::Instant => "instant",
            Self::Choice(_) => "choice",
        }
    }
}

/// One column. `key` is for programs and never changes; `title` is what people see.
#[derive(Clone, Debug)]
pub struct Column {
    pub(crate) key: String,
    pub(crate) title: String,
    pub(crate) unit: String,
    pub(crate) kind: Kind,
    pub(crate) width: Option<u16>,
    pub(crate) required: bool,
}

impl Column {
    pub fn new(key: impl Into<String>, title: impl Into<String>, kind: Kind) -> Self {
        Self { key: key.into(), title: title.into(), unit: String::new(), kind, width: None, required: false }
    }

    /// The unit of measure, shown behind the title.
    #[must_use]
    pub fn unit(mut self, unit: impl Into<String>) -> Self {
        self.unit = unit.into();
        self
    }

    /// Width in Chinese characters; without it the kind and the title decide.
    #[must_use]
    pub fn width(mut self, characters: u16) -> Self {
        self.width = Some(characters.clamp(2, 100));
        self
    }

    /// A row that leaves this cell blank is wrong, and so is a file without this column.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The text in the header row.
    #[must_use]
    pub fn heading(&self) -> String {
        if self.unit.is_empty() { self.title.clone() } else { format!("{}（{}）", self.title, self.unit) }
    }
}

/// Why a list of columns is no layout. The text is for whoever wrote the layout, which may be the plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("表格设计有误（列 {column}）：{reason}")]
pub struct LayoutError {
    pub column: String,
    pub reason: String,
}

/// The columns of one kind of table. A layout always tells its columns apart by key and by heading.
#[derive(Clone, Debug)]
pub struct Layout {
    key: String,
    title: String,
    columns: Vec<Column>,
    /// Folded key, heading and (where it is unique) title, each pointing at its column.
    names: BTreeMap<String, usize>,
}

impl Layout {
    /// `key` is stored in the file, so that a list of people is not taken for a list of units.
    ///
    /// # Errors
    /// No column or too many; two columns with the same key or heading; a choice without options or with two equal
    /// ones; a range that is upside down or leaves ±2^53.
    pub fn new(
        key: impl Into<String>,
        title: impl Into<String>,
        columns: Vec<Column>,
    ) -> Result<Self, LayoutError> {
        let whole = |reason: &str| LayoutError { column: String::new(), reason: reason.to_owned() };
        if columns.is_empty() {
            return Err(whole("至少要有一列"));
        }
        if columns.len() > COLUMNS_MAX {
            return Err(whole("最多 256 列"));
        }
        for column in &columns {
            check(column)?;
        }
        let names = names(&columns)?;
        Ok(Self { key: key.into(), title: title.into(), columns, names })
    }

    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The column that a heading in a file means, whatever its width, case and spaces.
    pub(crate) fn find(&self, heading: &str) -> Option<usize> {
        self.names.get(&plain(heading)).copied()
    }

    pub(crate) fn position(&self, key: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.key == key)
    }
}

/// A heading as it is compared: folded, without the stars with which people mark what is required.
pub(crate) fn plain(heading: &str) -> String {
    let folded = folded(heading);
    folded.trim_matches('*').to_owned()
}

fn check(column: &Column) -> Result<(), LayoutError> {
    let wrong = |reason: &str| Err(LayoutError { column: column.key.clone(), reason: reason.to_owned() });
    if plain(&column.key).is_empty() || plain(&column.title).is_empty() {
        return wrong("列的标识和名称不能为空");
    }
    match &column.kind {
        Kind::Text { max_chars: 0 } => return wrong("文本长度上限不能为 0"),
        Kind::Choice(choices) if choices.is_empty() => return wrong("选项不能为空"),
        Kind::Integer { min, max, .. } if min > max || *min < -INTEGER_MAX || *max > INTEGER_MAX => {
            return wrong("取值范围上下颠倒，或超出 ±9007199254740992");
        }
        Kind::Text { .. } | Kind::Choice(_) | Kind::Integer { .. } | Kind::Day | Kind::Instant => {}
    }
    let mut seen = BTreeMap::new();
    for (at, choice) in column.kind.choices().iter().enumerate() {
        for name in [&choice.key, &choice.title] {
            let folded = folded(name);
            if folded.is_empty() || seen.insert(folded, at).is_some_and(|other| other != at) {
                return wrong(&format!("选项“{name}”为空或重复"));
            }
        }
    }
    Ok(())
}

fn names(columns: &[Column]) -> Result<BTreeMap<String, usize>, LayoutError> {
    let mut names = BTreeMap::new();
    for (at, column) in columns.iter().enumerate() {
        for name in [column.key.clone(), column.heading()] {
            if names.insert(plain(&name), at).is_some_and(|other| other != at) {
                return Err(LayoutError {
                    column: column.key.clone(),
                    reason: format!("“{name}”与另一列重复"),
                });
            }
        }
    }
    // A bare title is understood only where it can mean a single column.
    let mut bare: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, column) in columns.iter().enumerate() {
        bare.entry(plain(&column.title)).or_default().push(at);
    }
    for (title, places) in bare {
        if let [only] = places.as_slice() {
            names.entry(title).or_insert(*only);
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_find_their_column_in_every_spelling() {
        let layout = Layout::new(
            "t",
            "表",
            vec![
                Column::new("held", "宣讲", Kind::count()).unit("场"),
                Column::new("heard", "宣讲", Kind::count()).unit("人次"),
                Column::new("note", "备注", Kind::text()).unit("可空"),
            ],
        )
        .unwrap();
        for (heading, column) in [
            ("宣讲（场）", Some(0)),
            ("宣讲(人次)", Some(1)),
            (" 宣讲 （ 人次 ） ", Some(1)),
            ("*备注", Some(2)),
            ("ＨＥＬＤ", Some(0)),
            ("宣讲", None),
            ("", None),
        ] {
            assert_eq!(layout.find(heading), column, "{heading}");
        }
    }

    #[test]
    fn a_wrong_layout_is_refused_with_its_column() {
        let text = |key: &str, title: &str| Column::new(key, title, Kind::text());
        for (columns, reason) in [
            (vec![], "至少要有一列"),
            (vec![text("a", "甲"), text("A", "乙")], "“A”与另一列重复"),
            (vec![text("a", "甲"), text("b", "甲")], "“甲”与另一列重复"),
            (vec![text("a", " ")], "列的标识和名称不能为空"),
            (vec![Column::new("a", "甲", Kind::choice([]))], "选项不能为空"),
            (vec![Column::new("a", "甲", Kind::choice([("x", "是"), ("y", "是")]))], "选项“是”为空或重复"),
            (
                vec![Column::new("a", "甲", Kind::integer(0..=INTEGER_MAX + 1))],
                "取值范围上下颠倒，或超出 ±9007199254740992",
            ),
        ] {
            assert_eq!(Layout::new("t", "表", columns).unwrap_err().reason, reason);
        }
    }
}
