//! Stories of the organisation through the real routes, on a database of their own and with a clock that travels.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on should stop at once")]

mod house;
mod login;
mod people;
mod people_file;
mod seal;
mod second;
mod sessions;
mod set_up;
mod tables;
mod tokens;
mod trail;
mod units;
