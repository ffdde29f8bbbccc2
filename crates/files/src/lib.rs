//! Evidence files: received as a stream, looked at, freed of metadata, kept under the digest of their content.
//!
//! Nouns: a *file* (one row: whose it is, what it is called, which content it has), an *object* (the content, kept once
//! under its SHA-256 however many files have it), a *staged* file (on its way in, removed unless it is published), an
//! *upload* (on its way in over many requests, see `resume`),
//! [`FileKind`] (what a form asks for), [`Limits`], [`Storage`], [`Places`], [`Objects`] (the storage as a copier or an
//! examiner sees it).
//!
//! Invariants
//! * What was acknowledged survives a power cut: the object is flushed before its row is committed.
//! * An upload that fails leaves no row, and what it staged is removed at once, or at the next start after a kill. Only
//!   one that fails between its object and its row leaves something: a whole object that no row names, which a job
//!   removes a day later ([`Orphans`]).
//! * The type of a file is what its content says; a name that says something else is refused.
//! * Pictures and videos are kept without the place and the device they were taken with; documents are kept to the byte.
//! * No file is ever held in memory, except a picture while its metadata is removed, and few of those at once, and the
//!   one picture that is made small.
//! * Whoever gets content leaves a line in the audit trail before the first byte is sent; the parts that a player asks
//!   for within ten minutes share one.
//!
//! Later work adds and does not rebuild: another store stands behind the same paths.
//!
//! Deliberately absent: deleting (nothing is removed from an append-only history yet), virus scanning, and
//! what a file is evidence for: that is known by whoever holds its id.

mod content;
mod desk;
mod download;
mod format;
mod io_failure;
mod limits;
mod meta;
mod name;
mod objects;
mod orphans;
mod owned;
mod policy;
mod preview;
mod previews;
mod range;
mod receive;
mod resume;
mod scaled;
mod seen;
mod settle;
mod staging;
mod storage;
mod store;
mod strip;
pub mod tried;
mod upload;
mod view;

pub use desk::{Limits, Places, slice};
pub use format::FileKind;
pub use objects::{Kept, Needed, Objects, SHELVES, Sight, needed};
pub use orphans::Orphans;
pub use owned::{labels, owned};
pub use policy::{RULES, Read, Upload};
pub use resume::Abandoned;
pub use storage::Storage;
pub use store::migrations;
pub use view::{FileMetaView, FileView};
