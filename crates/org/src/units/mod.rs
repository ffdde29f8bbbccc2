//! Units: made, named, closed, merged, moved, imported and exported.

pub(crate) mod close;
pub(crate) mod create;
pub(crate) mod edit;
pub(crate) mod export;
pub(crate) mod import;
mod import_plan;
pub(crate) mod list;
pub(crate) mod merge;
pub(crate) mod read;
pub(crate) mod relocate;
pub(crate) mod rename;
pub(crate) mod store;
mod table;
pub(crate) mod template;
pub(crate) mod text;
pub(crate) mod view;
