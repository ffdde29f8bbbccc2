//! The few nouns that every other crate shares, none of them of the trade: an [`Instant`] and a civil [`Day`],
//! the [`Clock`] that tells them, typed [`Id`]s and the [`IdSource`] that makes them, bounded [`text`] and the
//! work-day [`calendar`].
//!
//! Invariants
//! * An instant is whole microseconds of UTC since 1970; offsets exist only in its RFC 3339 text, always `+08:00`.
//! * Nobody reads the machine's clock or draws an id except through the two traits here, so time can travel.
//!
//! Deliberately absent: I/O, async, HTTP, SQL. The features `sql` and `api` only say how the value types are
//! stored and how they are described; the engines (`plan`, `plan_check`) are built without them.

pub mod calendar;
pub mod cause;
mod clock;
mod day;
mod failure;
mod id;
mod instant;
pub mod text;

pub use clock::{Clock, ShiftedClock, SystemClock, TravelClock};
pub use day::{Day, DayError};
pub use failure::{Failure, FieldProblem, OrHidden};
pub use id::{Id, IdSource, RandomIds, SeededIds, TenantId};
pub use instant::{Instant, InstantError};

/// Names what an [`Id`] points at; the empty enums below are never built.
pub enum Unit {}
pub enum Person {}
pub enum Post {}
pub enum File {}
pub enum Campaign {}

pub type UnitId = Id<Unit>;
pub type PersonId = Id<Person>;
pub type PostId = Id<Post>;
pub type FileId = Id<File>;
pub type CampaignId = Id<Campaign>;
