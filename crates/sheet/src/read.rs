//! Reading a file of either form against a layout.

use std::io::{Read, Seek, SeekFrom};

use crate::{
    csv_in,
    layout::Layout,
    limits::Limits,
    meta::Meta,
    problem::{Problem, ReadError},
    row::Row,
    xlsx_in,
};

/// How the characters of a CSV file were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Utf16,
    /// What Excel writes as plain "CSV" on a Chinese machine. Taken only when a Chinese heading proves it. Characters
    /// outside it were already replaced by `?` when the file was saved.
    Gb18030,
}

/// What a file turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Xlsx,
    Csv(Encoding),
}

/// A column of the file that means nothing to the layout. Its content was not looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IgnoredColumn {
    pub column: String,
    pub heading: String,
}

/// What was found besides the rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub form: Form,
    /// What the file says of itself when it was written by [`crate::write_xlsx`].
    pub meta: Option<Meta>,
    /// The number of the header row, counted from 1.
    pub header_row: u32,
    /// Rows handed over.
    pub rows: u32,
    /// By row, and within a row in the order of the layout's columns.
    pub problems: Vec<Problem>,
    /// Problems beyond [`Limits::problems`].
    pub problems_left_out: u64,
    pub ignored: Vec<IgnoredColumn>,
}

impl Report {
    pub(crate) fn new(form: Form, meta: Option<Meta>) -> Self {
        Self {
            form,
            meta,
            header_row: 0,
            rows: 0,
            problems: Vec::new(),
            problems_left_out: 0,
            ignored: Vec::new(),
        }
    }
}

/// All rows of a file and what is wrong with them.
#[derive(Clone, Debug)]
pub struct Table {
    pub rows: Vec<Row>,
    pub report: Report,
}

impl Table {
    /// The rows if nothing is wrong with any of them, otherwise all problems: all or nothing.
    ///
    /// # Errors
    /// The problems of the report.
    pub fn all_or_nothing(self) -> Result<Vec<Row>, Vec<Problem>> {
        if self.report.problems.is_empty() { Ok(self.rows) } else { Err(self.report.problems) }
    }
}

/// Reads a whole file, XLSX or CSV as its content says (names lie). Memory grows with the rows that are kept; see
/// [`scan`] for files that need not be kept.
///
/// # Errors
/// The file is no table, breaks a limit, is damaged, or is another kind of table. Wrong cells are no error but
/// problems of the report.
pub fn read(source: impl Read + Seek, layout: &Layout, limits: &Limits) -> Result<Table, ReadError> {
    let mut rows = Vec::new();
    let report = scan(source, layout, limits, |row| rows.push(row))?;
    Ok(Table { rows, report })
}

/// As [`read`], handing over each row and keeping none. When it fails, rows handed over before must be thrown away.
///
/// # Errors
/// As [`read`].
pub fn scan(
    mut source: impl Read + Seek,
    layout: &Layout,
    limits: &Limits,
    mut on_row: impl FnMut(Row),
) -> Result<Report, ReadError> {
    let size = source.seek(SeekFrom::End(0)).map_err(ReadError::Io)?;
    if size > limits.bytes {
        return Err(ReadError::TooManyBytes { max: limits.bytes });
    }
    source.rewind().map_err(ReadError::Io)?;
    let mut start = Vec::with_capacity(512);
    source.by_ref().take(512).read_to_end(&mut start).map_err(ReadError::Io)?;
    source.rewind().map_err(ReadError::Io)?;
    if start.starts_with(b"PK\x03\x04") {
        return xlsx_in::scan(source, layout, limits, &mut on_row);
    }
    if start.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(ReadError::OldOrEncrypted);
    }
    let bare = start.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(&start).trim_ascii_start();
    if bare.starts_with(b"<") {
        return Err(ReadError::WebPage);
    }
    csv_in::scan(source, &start, layout, limits, &mut on_row)
}
