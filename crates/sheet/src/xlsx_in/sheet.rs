//! The cells of a worksheet, streamed row by row.

use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use super::{
    part::{Part, attribute, is},
    strings,
};
use crate::{cell::Raw, limits::Limits, problem::ReadError};

/// A text that cells share; `None` when it is longer than the limit.
pub(super) type SharedText = Option<Box<str>>;

/// Excel's own bounds, counted from 1.
const ROW_MAX: u32 = 1_048_576;
const COLUMN_MAX: u32 = 16_384;
/// Bytes of a number or a date in its text form.
const SCALAR_BYTES_MAX: usize = 256;

/// What cells refer to.
pub(super) struct Context<'a> {
    pub(super) strings: &'a [SharedText],
    pub(super) date_styles: &'a [bool],
    pub(super) from_1904: bool,
    pub(super) limits: &'a Limits,
}

/// Where the rows of a sheet go.
pub(super) trait Rows {
    /// Called for each cell in the file, whether it holds anything or not.
    fn count_cell(&mut self) -> Result<(), ReadError>;
    /// A row: its number (from 1) and its cells by column (from 0), ascending. `false` wants no more rows.
    fn row(&mut self, number: u32, cells: Vec<(u32, Raw)>) -> Result<bool, ReadError>;
}

/// Hands all rows over. Rows and cells that are not in ascending order are refused: no program writes them so, and
/// sorting them would need the whole sheet in memory.
pub(super) fn read<B: BufRead>(
    part: &mut Part<B>,
    context: &Context<'_>,
    rows: &mut impl Rows,
) -> Result<(), ReadError> {
    let mut last = 0u32;
    let mut in_data = false;
    loop {
        match part.next()? {
            Event::Start(element) if is(&element, "sheetData") => in_data = true,
            Event::End(element) if element.local_name().as_ref() == "sheetData" => return Ok(()),
            Event::Start(element) if in_data && is(&element, "row") => {
                let number = match attribute(&element, "r")? {
                    Some(number) => {
                        number.parse().map_err(|_| ReadError::damaged("a row without a number"))?
                    }
                    None => last.saturating_add(1),
                };
                if number <= last || number > ROW_MAX {
                    return Err(ReadError::damaged("rows are not in order"));
                }
                last = number;
                let cells = row(part, context, rows)?;
                if !rows.row(number, cells)? {
                    return Ok(());
                }
            }
            Event::Eof => return Err(ReadError::damaged("the sheet has no end")),
            _ => {}
        }
    }
}

/// The cells of the row that was started last, up to its end. Cells without content are counted, not kept.
fn row<B: BufRead>(
    part: &mut Part<B>,
    context: &Context<'_>,
    rows: &mut impl Rows,
) -> Result<Vec<(u32, Raw)>, ReadError> {
    let outer = part.depth();
    let mut cells = Vec::new();
    // The column after the last one, counted from 1.
    let mut next = 1u32;
    loop {
        let depth = part.depth();
        match part.next()? {
            Event::Start(element) if is(&element, "c") => {
                rows.count_cell()?;
                let head = Head::of(&element, next)?;
                let raw = content(part, context, &head)?;
                next = head.column + 1;
                if raw != Raw::Empty {
                    cells.push((head.column - 1, raw));
                }
            }
            Event::End(_) if depth == outer => return Ok(cells),
            _ => {}
        }
    }
}

/// What the tag of a cell says.
struct Head {
    /// Counted from 1.
    column: u32,
    style: usize,
    kind: String,
}

impl Head {
    fn of(element: &BytesStart<'_>, next: u32) -> Result<Self, ReadError> {
        let column = match attribute(element, "r")? {
            Some(address) => {
                column(&address).ok_or_else(|| ReadError::damaged("a cell without an address"))?
            }
            None => next,
        };
        if column < next || column > COLUMN_MAX {
            return Err(ReadError::damaged("cells are not in order"));
        }
        let style = attribute(element, "s")?.and_then(|style| style.parse().ok()).unwrap_or(0);
        Ok(Self { column, style, kind: attribute(element, "t")?.unwrap_or_default() })
    }
}

/// The column of an address such as `C7`, counted from 1.
fn column(address: &str) -> Option<u32> {
    let letters = address.bytes().take_while(u8::is_ascii_alphabetic);
    let mut column = 0u32;
    for letter in letters {
        column = column.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)?;
    }
    (column > 0).then_some(column)
}

/// The content of the cell that was started last, up to its end.
fn content<B: BufRead>(part: &mut Part<B>, context: &Context<'_>, head: &Head) -> Result<Raw, ReadError> {
    let outer = part.depth();
    let mut raw = Raw::Empty;
    let mut formula = false;
    loop {
        let depth = part.depth();
        match part.next()? {
            Event::Start(element) if is(&element, "f") => formula = true,
            Event::Start(element) if is(&element, "is") => {
                raw = text(strings::rich(part, context.limits)?.as_deref());
            }
            Event::Start(element) if is(&element, "v") && head.kind != "inlineStr" => {
                raw = scalar(part, context, head)?;
            }
            Event::End(_) if depth == outer => break,
            _ => {}
        }
    }
    // A formula that gives an empty text has a value of type `str`; one that was never calculated has none.
    if formula && raw == Raw::Empty && head.kind != "str" {
        raw = Raw::Formula;
    }
    Ok(raw)
}

fn scalar<B: BufRead>(part: &mut Part<B>, context: &Context<'_>, head: &Head) -> Result<Raw, ReadError> {
    let bytes_max = if head.kind == "str" { context.limits.text_bytes_one() } else { SCALAR_BYTES_MAX };
    let preserve = head.kind == "str";
    let Some(value) = strings::run(part, preserve, bytes_max)? else { return Ok(Raw::TooLong) };
    if value.is_empty() {
        return Ok(Raw::Empty);
    }
    Ok(match head.kind.as_str() {
        "s" => {
            let shared = value.parse::<usize>().ok().and_then(|at| context.strings.get(at));
            text(shared.ok_or_else(|| ReadError::damaged("a text that does not exist"))?.as_deref())
        }
        "b" => Raw::Boolean(value == "1" || value.eq_ignore_ascii_case("true")),
        "e" => Raw::Error(value),
        // ISO 8601 dates are read like text that somebody typed.
        "str" | "d" => Raw::Text(value),
        "" | "n" => match value.parse::<f64>() {
            Ok(number) if number.is_finite() => {
                if context.date_styles.get(head.style).copied().unwrap_or(false) {
                    Raw::Date { serial: number, from_1904: context.from_1904 }
                } else {
                    Raw::Number(number)
                }
            }
            Ok(_) | Err(_) => Raw::Text(value),
        },
        _ => return Err(ReadError::damaged("a cell of an unknown type")),
    })
}

fn text(text: Option<&str>) -> Raw {
    match text {
        Some("") => Raw::Empty,
        Some(text) => Raw::Text(text.to_owned()),
        None => Raw::TooLong,
    }
}
