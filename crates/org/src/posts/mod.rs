//! Posts: given, ended, exchanged for another, stood in for.

pub(crate) mod create;
pub(crate) mod doubled;
pub(crate) mod end;
pub(crate) mod keep;
pub(crate) mod list;
pub(crate) mod rules;
pub(crate) mod stand_in;
pub(crate) mod store;
pub(crate) mod transfer;
pub(crate) mod view;
