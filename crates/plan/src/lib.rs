//! The plan engine: a plan file ([`document`]) becomes obligations. Pure and deterministic to the byte.
//!
//! Nouns: a [`Plan`] is a file that was read without a [`Problem`].
//!
//! Invariants
//! * A file with a problem never half-loads, and no input panics.
//! * Same content, same [`Plan::fingerprint`].
//!
//! Deliberately absent: I/O, async, SQL, HTTP, clocks and randomness. Second opinions about a plan are in
//! `plan_check`, which shares the types here and none of the reasoning.

mod at;
mod calendar_file;
mod compile;
mod decode;
mod diff;
pub mod document;
mod encoding;
mod filter;
pub mod form;
mod lint;
mod node;
pub mod output;
mod parse;
mod problem;
mod resolve;
mod review;
pub mod schema;
mod syntax;
pub mod units;
mod units_csv;
mod vocabulary;

pub use at::At;
pub use calendar_file::{CalendarFile, parse_calendar};
pub use compile::{
    Begun, CompiledDuty, CompiledPlan, Deadline, DutyKind, Entry, OBLIGATIONS_MAX, Obligation, Occurrence,
    Record, Template, begins_something, begun_by, compile,
};
pub use diff::{Change, Diff, Item, Moved, UnitDiff, What, diff};
pub use document::Document;
pub use document::Filter;
pub use encoding::text_of;
pub use filter::{DaySpan, FactView, measured};
pub use parse::{Plan, parse};
pub use problem::{Problem, Severity};
pub use review::{Reviewing, reviewing};
pub use units_csv::{UNIT_COLUMNS, read_units, write_units};
pub use vocabulary::{
    FacetWords, FamilyWords, KindWords, MeasureWords, Vocabulary, activity_words, exposure_words,
};
