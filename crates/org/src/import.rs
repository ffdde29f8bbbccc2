//! What every file that is brought in has in common: how it is read, and how its problems are told.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Cursor,
};

use axum::body::Bytes;
use kernel::{Failure, FieldProblem};
use serde::{Deserialize, Serialize};
use sheet::{Layout, Limits, Problem, Row};
use utoipa::{IntoParams, ToSchema};

use crate::units::text::Checker;

/// A table of the 5,000 units of a large province has less than 1 MiB.
pub(crate) const BYTES_MAX: usize = 8 << 20;
/// More than any table that is brought in has.
const COLUMNS_MAX: u32 = 64;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ImportQuery {
    /// Only say what would happen.
    #[serde(default)]
    pub dry_run: bool,
}

/// Told of a row that the template came with and nobody wrote over. It is not refused: it may be what was meant.
pub(crate) const IS_SAMPLE: &str = "这是模板自带的示例行，如非真实数据请从文件中删去";

/// Pointers are `/rows/{row}/{column letter}`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct ImportProblem {
    pub pointer: String,
    pub code: String,
    pub message: String,
}

impl From<FieldProblem> for ImportProblem {
    fn from(FieldProblem { pointer, code, message }: FieldProblem) -> Self {
        Self { pointer, code, message }
    }
}

/// What the file says, and what is wrong with it before anybody looks at what is there.
pub(crate) struct File<T> {
    pub rows: Vec<Row>,
    pub wanted: Vec<T>,
    pub problems: Vec<Problem>,
}

/// What is wrong with one row in the light of what is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wrong {
    pub row: u32,
    /// The key of the layout's column.
    pub column: &'static str,
    pub code: &'static str,
    pub message: String,
}

impl<T> File<T> {
    /// `wanted` reads one row; what is wrong beyond the types of its cells it adds to the problems. It is asked about
    /// rows that are not sound as well, for what is wrong in their other cells: what it wants of those is not used.
    pub(crate) fn read(
        bytes: &Bytes,
        layout: &Layout,
        rows_max: u32,
        wanted: impl Fn(&Row, &mut Vec<Problem>) -> Option<T>,
    ) -> Result<Self, Failure> {
        let limits =
            Limits { bytes: BYTES_MAX as u64, rows: rows_max, columns: COLUMNS_MAX, ..Limits::default() };
        let table = sheet::read(Cursor::new(bytes), layout, &limits)?;
        let mut problems = table.report.problems;
        let told: BTreeSet<(u32, String)> =
            problems.iter().map(|problem| (problem.row, problem.column.clone())).collect();
        let mut found = Vec::new();
        let read = table.rows.iter().filter_map(|row| wanted(row, &mut found).filter(|_| row.is_sound()));
        let wanted = read.collect();
        // A cell that cannot be read looks empty, and so does a column that is missing: both were told.
        let is_new = |problem: &Problem| {
            !problem.column.is_empty() && !told.contains(&(problem.row, problem.column.clone()))
        };
        problems.extend(found.into_iter().filter(is_new));
        problems.sort_by(|a, b| (a.row, a.column.len(), &a.column).cmp(&(b.row, b.column.len(), &b.column)));
        Ok(Self { rows: table.rows, wanted, problems })
    }

    /// The rows that cannot be used as they are.
    pub(crate) fn unread(&self, row_of: impl Fn(&T) -> u32) -> impl Iterator<Item = &Row> {
        let read: BTreeSet<u32> = self.wanted.iter().map(row_of).collect();
        self.rows.iter().filter(move |row| !read.contains(&row.number()))
    }

    /// Everything that is wrong with the file, by row, so that one round of mending is enough.
    pub(crate) fn told(&self, wrongs: Vec<Wrong>) -> Vec<FieldProblem> {
        let rows: BTreeMap<u32, &Row> = self.rows.iter().map(|row| (row.number(), row)).collect();
        let tell = |Wrong { row, column, code, message }: Wrong| match rows.get(&row) {
            Some(of) => (row, of.problem(column, code, message).to_field_problem()),
            None => (row, FieldProblem::new(format!("/rows/{row}"), code, message)),
        };
        let unreadable = self.problems.iter().map(|problem| (problem.row, problem.to_field_problem()));
        let mut all: Vec<(u32, FieldProblem)> = unreadable.chain(wrongs.into_iter().map(tell)).collect();
        // Within a row by column: letters of one length sort as columns do.
        all.sort_by_cached_key(|(row, problem)| (*row, problem.pointer.len(), problem.pointer.clone()));
        all.into_iter().map(|(_, problem)| problem).collect()
    }
}

/// Hands what a checker found about the row to the problems of the file; true when it found nothing.
pub(crate) fn is_sound(row: &Row, check: Checker, problems: &mut Vec<Problem>) -> bool {
    let sound = check.problems.is_empty();
    for wrong in check.problems {
        let column = wrong.pointer.trim_start_matches('/');
        problems.push(row.problem(column, &wrong.code, wrong.message));
    }
    sound
}
