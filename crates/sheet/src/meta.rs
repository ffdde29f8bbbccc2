//! What a file says about itself: to people in its title lines, to us in a hidden sheet.

use kernel::Instant;

/// The version of what the hidden sheet holds. A file with a larger number was written by a newer system.
pub(crate) const FORMAT: u32 = 1;
/// Hidden from people; holds pairs of name and value, and one line for each column.
pub(crate) const META_SHEET: &str = "_sheet";
/// Hidden from people; holds the options that are too long for Excel's own list.
pub(crate) const LISTS_SHEET: &str = "_lists";

pub(crate) const FORMAT_NAME: &str = "format";
pub(crate) const LAYOUT_NAME: &str = "layout";
pub(crate) const TITLE_NAME: &str = "title";
pub(crate) const SNAPSHOT_NAME: &str = "snapshot";
pub(crate) const MADE_AT_NAME: &str = "made_at";
pub(crate) const COLUMN_NAME: &str = "column";

/// What one file shows above its table and carries with it.
#[derive(Clone, Debug)]
pub struct Cover {
    pub(crate) title: String,
    pub(crate) notes: Vec<String>,
    pub(crate) snapshot: Option<String>,
    pub(crate) made_at: Instant,
}

impl Cover {
    /// `made_at` comes from the caller's clock and goes into the file's properties.
    pub fn new(title: impl Into<String>, made_at: Instant) -> Self {
        Self { title: title.into(), notes: Vec::new(), snapshot: None, made_at }
    }

    /// A line between title and header: who reports, what the units are, how far a frozen figure goes.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// The number of the snapshot from which the rows come; it is read again as [`Meta::snapshot`]. Show it in a note
    /// as well if people should see it.
    #[must_use]
    pub fn snapshot(mut self, number: impl Into<String>) -> Self {
        self.snapshot = Some(number.into());
        self
    }
}

/// What a file that [`crate::write_xlsx`] wrote says about itself. Anybody can change it: it helps to understand the
/// file and proves nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meta {
    pub layout: String,
    pub title: String,
    pub snapshot: Option<String>,
    pub made_at: Option<Instant>,
}

/// The name of the table's tab: 31 UTF-16 units and without the characters that a tab cannot have.
pub(crate) fn sheet_name(title: &str) -> String {
    let mut name = String::new();
    for c in title.chars().filter(|c| !c.is_control()) {
        let c = if matches!(c, '*' | '?' | ':' | '[' | ']' | '\\' | '/' | '\'') { ' ' } else { c };
        if name.encode_utf16().count() + c.len_utf16() > 31 {
            break;
        }
        name.push(c);
    }
    let name = name.trim();
    if name.is_empty() || name.eq_ignore_ascii_case("history") || name.starts_with('_') {
        "表格".to_owned()
    } else {
        name.to_owned()
    }
}
