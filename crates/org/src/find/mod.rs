//! Units, people and records of registers for search everywhere.

mod people;
mod records;
mod units;

pub use people::People;
pub use records::{FoundRecord, records};
pub use units::{Units, named};
