//! Rows of this capability.

pub(crate) mod confirmation;
pub(crate) mod snapshot;
pub(crate) mod tally;
pub(crate) mod week;
