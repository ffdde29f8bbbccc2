//! The half of reading that XLSX and CSV share: rows of raw cells in, typed rows and problems out, limits kept.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    cell::{self, Raw},
    header::{self, Heads},
    layout::Layout,
    limits::Limits,
    problem::{Problem, ReadError},
    read::{IgnoredColumn, Report},
    row::{Row, Shape, column_letters},
    value::Value,
};

/// A row as the file has it: its number (from 1) and its cells by column (from 0, ascending).
struct RawRow {
    number: u32,
    cells: Vec<(u32, Raw)>,
}

enum State {
    /// Rows wait until the header is known.
    Searching(Vec<(RawRow, Heads)>),
    Reading(Arc<Shape>),
}

pub(crate) struct Intake<'a> {
    layout: &'a Layout,
    limits: &'a Limits,
    renamed: BTreeMap<String, String>,
    state: State,
    cells: u64,
    text_bytes: u64,
    report: Report,
    on_row: &'a mut dyn FnMut(Row),
}

impl<'a> Intake<'a> {
    /// `renamed` maps folded headings to column keys, as a file that we wrote says of itself.
    pub(crate) fn new(
        layout: &'a Layout,
        limits: &'a Limits,
        renamed: BTreeMap<String, String>,
        report: Report,
        on_row: &'a mut dyn FnMut(Row),
    ) -> Self {
        let state = State::Searching(Vec::new());
        Self { layout, limits, renamed, state, cells: 0, text_bytes: 0, report, on_row }
    }

    /// Counts one cell of the file, whether it holds anything or not.
    pub(crate) fn count_cell(&mut self) -> Result<(), ReadError> {
        self.cells += 1;
        if self.cells > self.limits.cells {
            return Err(ReadError::TooManyCells { max: self.limits.cells });
        }
        Ok(())
    }

    /// Takes the next row. Rows come in ascending order, cells too; blank ones may be left out.
    pub(crate) fn row(&mut self, number: u32, cells: Vec<(u32, Raw)>) -> Result<(), ReadError> {
        let mut cells = cells;
        cells.retain(|(_, raw)| *raw != Raw::Empty);
        if cells.iter().all(|(_, raw)| raw.is_blank()) {
            return Ok(());
        }
        if number > self.limits.rows {
            return Err(ReadError::TooManyRows { row: number, max: self.limits.rows });
        }
        if let Some((column, _)) = cells.last()
            && *column >= self.limits.columns
        {
            let column = column_letters(*column);
            return Err(ReadError::TooManyColumns { column, max: self.limits.columns });
        }
        let row = RawRow { number, cells };
        match &mut self.state {
            State::Reading(shape) => {
                let shape = Arc::clone(shape);
                self.typed(&shape, &row)
            }
            State::Searching(waiting) => {
                let heads = header::read(self.layout, &self.renamed, &row.cells);
                let complete = heads.score() == self.layout.columns().len();
                waiting.push((row, heads));
                if complete || waiting.len() >= header::ROWS_SEARCHED { self.settle() } else { Ok(()) }
            }
        }
    }

    /// Ends the file.
    pub(crate) fn finish(mut self) -> Result<Report, ReadError> {
        self.settle()?;
        Ok(self.report)
    }

    /// Decides which of the waiting rows is the header and takes those below it.
    fn settle(&mut self) -> Result<(), ReadError> {
        let State::Searching(waiting) = &mut self.state else { return Ok(()) };
        let waiting = std::mem::take(waiting);
        let Some(at) = header::best(waiting.iter().map(|(_, heads)| heads), self.layout) else {
            let headings: Vec<String> = self.layout.columns().iter().map(crate::Column::heading).collect();
            return Err(ReadError::NoHeader { expected: headings.join("、") });
        };
        let mut rest = waiting.into_iter().skip(at);
        if let Some((row, heads)) = rest.next() {
            let shape = Arc::new(self.shape(row.number, heads));
            self.state = State::Reading(Arc::clone(&shape));
            for (row, _) in rest {
                self.typed(&shape, &row)?;
            }
        }
        Ok(())
    }

    fn shape(&mut self, header_row: u32, heads: Heads) -> Shape {
        self.report.header_row = header_row;
        let unknown = heads.unknown.into_iter();
        self.report.ignored =
            unknown.map(|(at, heading)| IgnoredColumn { column: column_letters(at), heading }).collect();
        for (column, places) in self.layout.columns().iter().zip(&heads.places) {
            let heading = column.heading();
            if column.required && places.is_empty() {
                let message = format!("表头缺少必需的列“{heading}”，请补上");
                self.problem(header_row, None, &heading, "missing-column", message);
            }
            for place in places.iter().skip(1) {
                let message = format!("“{heading}”出现了两次，请只保留一列");
                self.problem(header_row, Some(*place), &heading, "duplicate-column", message);
            }
        }
        Shape::new(self.layout, heads.places.iter().map(|places| places.first().copied()).collect())
    }

    fn typed(&mut self, shape: &Arc<Shape>, row: &RawRow) -> Result<(), ReadError> {
        let mut values = Vec::with_capacity(shape.places.len());
        let mut sound = true;
        for (column, place) in self.layout.columns().iter().zip(&shape.places) {
            let Some(place) = place else {
                values.push(Value::Empty);
                continue;
            };
            let raw =
                row.cells.binary_search_by_key(place, |(at, _)| *at).ok().and_then(|at| row.cells.get(at));
            let raw = raw.map_or(&Raw::Empty, |(_, raw)| raw);
            let fault = match cell::value(column, raw, self.limits.text_chars) {
                Ok(value) => {
                    let missing = column.required && raw.is_blank();
                    self.text_bytes += value.text_bytes();
                    values.push(value);
                    missing.then(|| ("missing", "不能为空，请填写".to_owned()))
                }
                Err(fault) => {
                    values.push(Value::Empty);
                    Some(fault)
                }
            };
            if let Some((code, message)) = fault {
                sound = false;
                self.problem(row.number, Some(*place), &column.heading(), code, message);
            }
        }
        if self.text_bytes > self.limits.text_bytes {
            return Err(ReadError::TooMuchText { max: self.limits.text_bytes });
        }
        self.report.rows += 1;
        (self.on_row)(Row { number: row.number, values, sound, shape: Arc::clone(shape) });
        Ok(())
    }

    fn problem(&mut self, row: u32, place: Option<u32>, heading: &str, code: &str, message: String) {
        if self.report.problems.len() >= self.limits.problems {
            self.report.problems_left_out += 1;
            return;
        }
        self.report.problems.push(Problem {
            row,
            column: place.map(column_letters).unwrap_or_default(),
            heading: heading.to_owned(),
            code: code.to_owned(),
            message,
        });
    }
}
