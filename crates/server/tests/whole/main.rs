//! What holds for the system as a whole, whatever slices it has: nobody reaches what is not theirs, the tables can be
//! distributed, bad input is answered and changes nothing, a repeated request is harmless, every act leaves a line.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on should stop at once")]

mod audit;
mod bad_input;
mod catalogue;
mod clock_back;
mod dawdlers;
mod formulas;
mod guarded;
mod headers;
mod idempotency;
mod jobs;
mod network;
mod openapi;
mod operations;
mod province;
mod rights;
mod rolling;
mod schema;
mod search;
mod streams;
mod trail;
