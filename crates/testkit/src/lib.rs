//! What story tests are written with: the real router, a database of its own for every test, people who log in, and a
//! clock that travels.
//!
//! Nouns: [`ScratchDatabase`], [`TestApp`] (one running system), [`Persona`] (a person at a browser), [`Answered`]
//! (what came back), [`Events`] (what keeps coming), [`World`] (Liaoning in June 2021 with its plan adopted).
//!
//! Which engine a run is about is said by `ANXING_TEST_ENGINE` (`sqlite`, the default, or `postgres`) and
//! `ANXING_TEST_POSTGRES_URL`; `cargo xtask test` sets both.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot be set up should stop at once"
)]

mod app;
mod events;
mod persona;
mod scratch;
mod world;

pub use app::{TestApp, settings};
pub use events::Events;
pub use persona::{Answered, Persona};
pub use scratch::{ScratchDatabase, empty_postgres};
pub use world::{PASSWORD, Role, World, shipped};
