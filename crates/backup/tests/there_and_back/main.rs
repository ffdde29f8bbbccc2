//! A province is copied, brought back and examined, on both engines and from one to the other.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on should stop at once")]

mod broken;
mod doctor;
mod house;
mod journey;
