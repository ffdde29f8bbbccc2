//! What the foundations promise, on whichever engine this run is about.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot be set up should stop at once"
)]

mod group;
mod house;
mod trail;
mod writes;
