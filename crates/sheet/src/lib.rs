//! Tables in and out as XLSX and CSV: a [`Layout`] names its [`Column`]s once, and the same layout writes a file,
//! reads it in again and says by row and cell what is wrong with it.
//!
//! Nouns: a [`Layout`] (key, title, columns), a [`Column`] with its [`Kind`], a [`Value`] in a cell, the [`Cover`] of
//! one file (title, notes, snapshot number, instant), a [`Row`] that was read with its addresses, a [`Problem`] at
//! an address, the [`Limits`] that a stranger's file has to keep.
//!
//! Invariants
//! * Writing and then reading gives back the same values, whatever the text: formulas, quotes, line breaks, emoji.
//!   Three exceptions: an empty text comes back as [`Value::Empty`], a row that shows nothing does not come back, and
//!   a CSV with a NUL character is not taken for a table.
//! * Text is never written so that a spreadsheet takes it for a formula.
//! * Memory stays flat: rows are written and read one at a time, and no number in a file decides how much is
//!   allocated. Bytes, unzipped bytes, cells, rows, columns, lengths and nesting are counted while they stream by.
//! * A wrong cell never stops the reading: all problems are listed and the caller decides whether any is too many.
//! * Same rows, same cover: the same bytes. Nothing here looks at a clock.
//!
//! Deliberately absent: async, HTTP, formulas, several tables in one file, old `.xls`. XLSX is not read by calamine
//! although it serves as the second opinion in the tests: it reserves memory for as many strings as a file says it
//! has, copies fonts and formats into every cell style, and wraps around on row numbers, all before a caller can
//! set a limit.

mod cell;
mod clean;
mod csv_in;
mod csv_out;
mod header;
mod intake;
mod layout;
mod limits;
mod meta;
mod problem;
mod read;
mod row;
mod value;
mod xlsx_in;
mod xlsx_out;

pub use csv_out::{CsvWriter, Headings, write_csv};
pub use layout::{Choice, Column, Kind, Layout, LayoutError};
pub use limits::Limits;
pub use meta::{Cover, Meta};
pub use problem::{Problem, ReadError, WriteError};
pub use read::{Encoding, Form, IgnoredColumn, Report, Table, read, scan};
pub use row::{Row, column_letters};
pub use value::{INTEGER_MAX, Value};
pub use xlsx_out::{XlsxWriter, write_xlsx};
