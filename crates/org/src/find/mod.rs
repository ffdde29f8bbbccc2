//! Units and people for search everywhere.

mod people;
mod units;

pub use people::People;
pub use units::{Units, named};
