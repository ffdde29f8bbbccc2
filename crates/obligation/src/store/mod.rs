//! Rows in and out. Functions that write take the proof that their caller may.

pub(crate) mod adopt;
pub(crate) mod board;
pub(crate) mod draft;
pub(crate) mod fact;
pub(crate) mod obligation;
pub(crate) mod paper;
pub(crate) mod review;
pub(crate) mod states;
pub(crate) mod submission;
pub(crate) mod urge;
pub(crate) mod waiver;
pub(crate) mod wall;

/// Rows per statement: with the widest table far below the number of variables that either engine allows.
pub(crate) const ROWS_PER_STATEMENT: usize = 500;
