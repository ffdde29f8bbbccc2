//! The database: one door for writes, one for reads, one list of migrations, one file where the engines differ.
//!
//! Nouns: [`Db`] (a pool plus the clock, the ids and the journal), [`Write`] (one unit of work), [`Read`] (a look),
//! [`Reader`] and [`View`] (either of them), [`schema::Table`] (a table with its class), [`Migration`], [`Snapshot`] (one
//! moment of the whole database), [`Refill`] (an empty database that gets another one's rows), [`Shelf`]
//! (what a process has made from rows and keeps), [`Conn`] (statements of a unit of work that travel together).
//!
//! Invariants
//! * A write is a closure: `Ok` commits, `Err` rolls back, nothing is half done.
//! * A write says what it did ([`Write::audit`]) or why nobody needs to know ([`Write::unaudited`]); a write that
//!   does neither is refused. The journal is sealed inside the same transaction.
//! * Every table is `sharded` (its keys begin with `tenant_id`), `reference` or `local` from its first migration.
//! * Only `dialect.rs` knows which engine it talks to.
//!
//! Deliberately absent: entity hooks, native enums, arrays, triggers, JSON operators, the wall clock.

mod conn;
mod connect;
pub mod dialect;
mod group;
mod journal;
mod line;
mod migrate;
mod moved;
#[cfg(feature = "outage")]
pub mod outage;
mod refill;
pub mod schema;
#[cfg(feature = "scratch")]
pub mod scratch;
mod shelf;
mod snapshot;
mod write;

pub use conn::{Borrowed, Conn};
pub use connect::{Engine, OpenError, Options, open};
pub use journal::{Entry, Journal, NoJournal, Outcome};
pub use migrate::{Migration, applied, migrate, pending, render};
pub use refill::{Refill, RefillError};
pub use shelf::Shelf;
pub use snapshot::Snapshot;
pub use write::{Db, Finisher, Read, Reader, View, Write};
