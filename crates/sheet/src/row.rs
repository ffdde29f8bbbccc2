//! A row as it was read, with the address of every cell.

use std::{collections::BTreeMap, sync::Arc};

use kernel::{Day, Instant};

use crate::{layout::Layout, problem::Problem, value::Value};

/// Which column of the file holds which column of the layout; shared by all rows of a file.
#[derive(Debug)]
pub(crate) struct Shape {
    keys: BTreeMap<String, usize>,
    headings: Vec<String>,
    /// By column of the layout: the column of the file, counted from 0, unless the file has none.
    pub(crate) places: Vec<Option<u32>>,
}

impl Shape {
    pub(crate) fn new(layout: &Layout, places: Vec<Option<u32>>) -> Self {
        let columns = layout.columns();
        Self {
            keys: columns.iter().enumerate().map(|(at, column)| (column.key.clone(), at)).collect(),
            headings: columns.iter().map(crate::Column::heading).collect(),
            places,
        }
    }
}

/// One row of a file. Cells that were wrong are [`Value::Empty`] and have a problem in the report.
#[derive(Clone, Debug)]
pub struct Row {
    pub(crate) number: u32,
    pub(crate) values: Vec<Value>,
    pub(crate) sound: bool,
    pub(crate) shape: Arc<Shape>,
}

impl Row {
    /// The number at the left edge of the sheet, counted from 1.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// No problem was found in this row.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.sound
    }

    /// Values in the order of the layout's columns, whatever their order in the file.
    #[must_use]
    pub fn values(&self) -> &[Value] {
        &self.values
    }

    /// Whether the file has this column at all: a missing column may mean "leave as it is" where a blank cell means
    /// "make it blank".
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.place(key).is_some()
    }

    /// Empty when the cell is blank or wrong, or the file has no such column.
    #[must_use]
    pub fn get(&self, key: &str) -> &Value {
        self.shape.keys.get(key).and_then(|at| self.values.get(*at)).unwrap_or(&Value::Empty)
    }

    #[must_use]
    pub fn text(&self, key: &str) -> Option<&str> {
        match self.get(key) {
            Value::Text(text) => Some(text),
            Value::Empty | Value::Integer(_) | Value::Day(_) | Value::Instant(_) | Value::Choice(_) => None,
        }
    }

    #[must_use]
    pub fn integer(&self, key: &str) -> Option<i64> {
        match self.get(key) {
            Value::Integer(number) => Some(*number),
            Value::Empty | Value::Text(_) | Value::Day(_) | Value::Instant(_) | Value::Choice(_) => None,
        }
    }

    #[must_use]
    pub fn day(&self, key: &str) -> Option<Day> {
        match self.get(key) {
            Value::Day(day) => Some(*day),
            Value::Empty | Value::Text(_) | Value::Integer(_) | Value::Instant(_) | Value::Choice(_) => None,
        }
    }

    #[must_use]
    pub fn instant(&self, key: &str) -> Option<Instant> {
        match self.get(key) {
            Value::Instant(instant) => Some(*instant),
            Value::Empty | Value::Text(_) | Value::Integer(_) | Value::Day(_) | Value::Choice(_) => None,
        }
    }

    /// The key of the option that was chosen.
    #[must_use]
    pub fn choice(&self, key: &str) -> Option<&str> {
        match self.get(key) {
            Value::Choice(choice) => Some(choice),
            Value::Empty | Value::Text(_) | Value::Integer(_) | Value::Day(_) | Value::Instant(_) => None,
        }
    }

    /// The cell's address as the spreadsheet shows it, such as `C7`; only the row's number when the file has no such
    /// column.
    #[must_use]
    pub fn address(&self, key: &str) -> String {
        format!("{}{}", self.letters(key), self.number)
    }

    /// A problem that the caller found in a cell of this row: an unknown parent, a name that is taken.
    #[must_use]
    pub fn problem(&self, key: &str, code: &str, message: impl Into<String>) -> Problem {
        let heading = self.shape.keys.get(key).and_then(|at| self.shape.headings.get(*at));
        Problem {
            row: self.number,
            column: self.letters(key),
            heading: heading.cloned().unwrap_or_default(),
            code: code.to_owned(),
            message: message.into(),
        }
    }

    fn place(&self, key: &str) -> Option<u32> {
        self.shape.keys.get(key).and_then(|at| self.shape.places.get(*at).copied().flatten())
    }

    fn letters(&self, key: &str) -> String {
        self.place(key).map(column_letters).unwrap_or_default()
    }
}

/// The letters above a column, counted from 0: A to Z, AA and so on.
#[must_use]
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    loop {
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        match (rest / 26).checked_sub(1) {
            Some(next) => rest = next,
            None => break,
        }
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn letters_count_like_a_spreadsheet() {
        for (column, letters) in [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (51, "AZ"),
            (52, "BA"),
            (701, "ZZ"),
            (702, "AAA"),
            (16_383, "XFD"),
        ] {
            assert_eq!(super::column_letters(column), letters);
        }
    }
}
