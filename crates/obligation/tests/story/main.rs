//! Stories of obligations through the real router, with people and a clock that travels.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a story that cannot go on should stop at once")]

mod adoption;
mod begun;
mod board;
mod calendar;
mod chain;
mod counting;
mod hands;
mod outcomes;
mod paper;
mod recount;
mod report;
mod review;
mod strangers;
mod urge;
mod wall;
