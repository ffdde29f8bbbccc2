//! Writing CSV for Excel: UTF-8 with a byte order mark, CRLF, formulas marked as text.

use std::io::{BufWriter, Write};

use crate::{
    cell::{civil_text, day_text},
    clean,
    layout::{Column, Kind, Layout},
    problem::WriteError,
    row::column_letters,
    value::{INTEGER_MAX, Value},
};

/// How columns and options are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Headings {
    /// For people: titles with units, titles of options.
    Titles,
    /// For programs: keys.
    Keys,
}

/// Writes a table row by row. What has been written is useless until [`CsvWriter::finish`].
pub struct CsvWriter<'a, W: Write> {
    layout: &'a Layout,
    headings: Headings,
    out: BufWriter<W>,
    /// The number of the row written last.
    row: u32,
}

impl<'a, W: Write> CsvWriter<'a, W> {
    /// Writes the header.
    ///
    /// # Errors
    /// `out` cannot be written.
    pub fn new(layout: &'a Layout, headings: Headings, out: W) -> Result<Self, WriteError> {
        let mut out = BufWriter::new(out);
        out.write_all("\u{FEFF}".as_bytes())?;
        let names = layout.columns().iter().map(|column| match headings {
            Headings::Titles => column.heading(),
            Headings::Keys => column.key.clone(),
        });
        for (at, name) in names.enumerate() {
            if at > 0 {
                out.write_all(b",")?;
            }
            write_field(&mut out, &name, clean::needs_mark(&name))?;
        }
        out.write_all(b"\r\n")?;
        Ok(Self { layout, headings, out, row: 1 })
    }

    /// Writes one value for each column of the layout.
    ///
    /// # Errors
    /// A value does not fit its column, or `out` cannot be written.
    pub fn row(&mut self, values: &[Value]) -> Result<(), WriteError> {
        self.row += 1;
        check_row(self.layout, self.row, values)?;
        for (at, (column, value)) in self.layout.columns().iter().zip(values).enumerate() {
            if at > 0 {
                self.out.write_all(b",")?;
            }
            let (text, mark) = match value {
                Value::Empty => continue,
                Value::Text(text) => (text.clone(), clean::needs_mark(text)),
                // A number is no formula, however negative.
                Value::Integer(number) => (number.to_string(), false),
                Value::Day(day) => (day_text(*day), false),
                Value::Instant(instant) => (civil_text(*instant), false),
                Value::Choice(key) => {
                    let shown = match self.headings {
                        Headings::Titles => choice_title(column, key),
                        Headings::Keys => key.as_str(),
                    };
                    (shown.to_owned(), clean::needs_mark(shown))
                }
            };
            write_field(&mut self.out, &text, mark)?;
        }
        self.out.write_all(b"\r\n")?;
        Ok(())
    }

    /// Flushes and gives back `out`.
    ///
    /// # Errors
    /// `out` cannot be written.
    pub fn finish(self) -> Result<W, WriteError> {
        self.out.into_inner().map_err(|error| WriteError::Io(error.into_error()))
    }
}

/// Writes a whole table; memory does not grow with it.
///
/// # Errors
/// A value does not fit its column, or `out` cannot be written.
pub fn write_csv<R: AsRef<[Value]>>(
    layout: &Layout,
    headings: Headings,
    rows: impl IntoIterator<Item = R>,
    out: impl Write,
) -> Result<(), WriteError> {
    let mut writer = CsvWriter::new(layout, headings, out)?;
    for row in rows {
        writer.row(row.as_ref())?;
    }
    writer.finish().map(drop)
}

fn write_field(out: &mut impl Write, text: &str, mark: bool) -> std::io::Result<()> {
    let mark = if mark { "'" } else { "" };
    // Spaces at the ends are quoted because some readers trim what is not.
    let quoted = text.contains([',', ';', '\t', '"', '\r', '\n']) || text.trim() != text;
    if quoted { write!(out, "\"{mark}{}\"", text.replace('"', "\"\"")) } else { write!(out, "{mark}{text}") }
}

/// The title of an option; an option that the layout has dropped shows its key, so that old data can leave.
pub(crate) fn choice_title<'c>(column: &'c Column, key: &'c str) -> &'c str {
    column.kind.choices().iter().find(|choice| choice.key == key).map_or(key, |choice| choice.title.as_str())
}

/// Whether every value fits its column; shared with the other form.
pub(crate) fn check_row(layout: &Layout, row: u32, values: &[Value]) -> Result<(), WriteError> {
    let expected = layout.columns().len();
    if values.len() != expected {
        return Err(WriteError::Width { row, found: values.len(), expected });
    }
    for (at, (column, value)) in (0u32..).zip(layout.columns().iter().zip(values)) {
        let letters = || column_letters(at);
        let fits = match (value, &column.kind) {
            (Value::Integer(number), Kind::Integer { .. }) if number.abs() > INTEGER_MAX => {
                return Err(WriteError::Integer { row, column: letters(), number: *number });
            }
            (Value::Empty, _)
            | (Value::Text(_), Kind::Text { .. })
            | (Value::Integer(_) | Value::Choice(_), Kind::Integer { .. })
            | (Value::Day(_), Kind::Day)
            | (Value::Instant(_), Kind::Instant)
            | (Value::Choice(_), Kind::Choice(_)) => true,
            (
                Value::Text(_) | Value::Integer(_) | Value::Day(_) | Value::Instant(_) | Value::Choice(_),
                Kind::Text { .. } | Kind::Integer { .. } | Kind::Day | Kind::Instant | Kind::Choice(_),
            ) => false,
        };
        if !fits {
            let (found, expected) = (value.kind_name(), column.kind.name());
            return Err(WriteError::Kind { row, column: letters(), found, expected });
        }
    }
    Ok(())
}
