//! A second opinion on a plan file, before it is published.
//!
//! Nouns: [`examine`] and the [`plan::Problem`]s that it answers; each names line, column, what is wrong and what to
//! write instead. Errors mean that the plan cannot be adopted, warnings that somebody should look.
//!
//! Invariants: no code is shared with the compiler. Where the compiler counts periods from rules, this program walks
//! through the days of the calendar one by one. A plan of any size or shape gives problems, never a panic.
//!
//! Deliberately absent: names used twice and references that lead nowhere (a file with those cannot be read at all),
//! units (what a plan means for a given tree is the compiler's business), I/O.

mod clauses;
mod days;
mod deadlines;
mod duties;
mod kinds;
mod people;
mod reach;
mod recorders;
mod reviewers;
mod tables;

use plan::{Document, Problem, Vocabulary};

/// Everything that can be said about the plan without knowing the units, sorted by place.
#[must_use]
pub fn examine(document: &Document, vocabulary: &Vocabulary) -> Vec<Problem> {
    let mut problems = Vec::new();
    clauses::check(document, &mut problems);
    people::check(document, &mut problems);
    reviewers::check(document, &mut problems);
    duties::check(document, &mut problems);
    deadlines::check(document, &mut problems);
    reach::check(document, vocabulary, &mut problems);
    recorders::check(document, &mut problems);
    tables::check(document, &mut problems);
    problems.sort_by(|a, b| (a.line, a.column, &a.code).cmp(&(b.line, b.column, &b.code)));
    problems.dedup();
    problems
}
