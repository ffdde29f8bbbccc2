//! Evidence through the real routes: who may, what is refused, what is left behind, and what is written down.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot be set up should stop at once"
)]

mod house;
mod journey;
mod memory;
mod preview;
mod refusals;
mod resume;
mod resume_hard;
mod samples;
mod tricks;
