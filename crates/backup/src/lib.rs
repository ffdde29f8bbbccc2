//! A whole installation in one file: written beside a running server, checked, and restored into an empty place on either
//! engine. And the examination of an installation where it stands.
//!
//! Nouns: a *backup* (a tar with the [`Head`] first, then tables, settings and evidence files, and the [`Manifest`] last),
//! the [`Source`] (what is copied), the [`Target`] (the empty place), [`Sums`] (what a copy must add up to), a [`Finding`]
//! (what an examination says).
//!
//! Invariants
//! * A backup shows one moment of the database, and every evidence file that this moment names.
//! * Tables are lines of JSON in the order of their keys by bytes: the same rows give the same digest on both engines.
//! * A file that is cut short or was changed is refused before anything is in use: the manifest comes last and pins
//!   everything before it.
//! * A restored installation comes into being at once, after everything was compared, or not at all.
//!
//! Deliberately absent: encryption and schedules (the operating system has both), incremental copies, deleting.

mod archive;
mod error;
pub mod examine;
mod form;
mod make;
mod place;
mod read;
mod restore;
mod tally;

pub use error::BackupError;
pub use examine::{Finding, Level};
pub use form::{AuditEnd, FileSum, Head, Manifest, SettingSum, Sums, TableHead, TableSum};
pub use make::{Made, Source, make};
pub use place::{PART, unfinished};
pub use read::verify;
pub use restore::{Restored, Target, restore};
