//! The hidden sheet in which a file says what it is.

use std::io::BufRead;

use super::{
    part::Part,
    sheet::{self, Context, Rows},
};
use crate::{
    cell::Raw,
    meta::{COLUMN_NAME, FORMAT_NAME, LAYOUT_NAME, MADE_AT_NAME, Meta, SNAPSHOT_NAME, TITLE_NAME},
    problem::ReadError,
};

/// Lines that are looked at; a layout has at most 256 columns.
const LINES_MAX: usize = 512;
const CELLS_MAX: usize = 2048;

pub(super) struct Told {
    pub(super) format: u32,
    pub(super) meta: Meta,
    /// Key and heading of each column as they were when the file was written.
    pub(super) columns: Vec<(String, String)>,
}

/// `None` when the sheet is not one of ours after all.
pub(super) fn read<B: BufRead>(part: &mut Part<B>, context: &Context<'_>) -> Result<Option<Told>, ReadError> {
    let mut lines = Lines { cells: 0, lines: Vec::new() };
    sheet::read(part, context, &mut lines)?;
    let one = |name: &str| {
        lines.lines.iter().find(|[first, ..]| first == name).map(|[_, second, _]| second.clone())
    };
    let (Some(format), Some(layout)) = (one(FORMAT_NAME), one(LAYOUT_NAME)) else { return Ok(None) };
    let Ok(format) = format.trim().parse() else { return Ok(None) };
    let meta = Meta {
        layout,
        title: one(TITLE_NAME).unwrap_or_default(),
        snapshot: one(SNAPSHOT_NAME),
        made_at: one(MADE_AT_NAME).and_then(|instant| instant.parse().ok()),
    };
    let columns = lines
        .lines
        .iter()
        .filter(|[first, ..]| first == COLUMN_NAME)
        .map(|[_, key, heading]| (key.clone(), heading.clone()))
        .collect();
    Ok(Some(Told { format, meta, columns }))
}

struct Lines {
    cells: usize,
    lines: Vec<[String; 3]>,
}

impl Rows for Lines {
    fn count_cell(&mut self) -> Result<(), ReadError> {
        self.cells += 1;
        if self.cells > CELLS_MAX { Err(ReadError::damaged("too much about itself")) } else { Ok(()) }
    }

    fn row(&mut self, _number: u32, cells: Vec<(u32, Raw)>) -> Result<bool, ReadError> {
        let mut line = [String::new(), String::new(), String::new()];
        for (at, raw) in cells {
            if let (Some(slot), Raw::Text(text)) = (line.get_mut(at as usize), raw) {
                *slot = text;
            }
        }
        self.lines.push(line);
        Ok(self.lines.len() < LINES_MAX)
    }
}
