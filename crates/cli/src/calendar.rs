//! By which calendar work days are counted: a file that is named, the one in the data folder, or the shipped one.

use std::{path::Path, sync::Arc};

use plan::{CalendarFile, parse_calendar};

use crate::{Trouble, args::Place, file};

/// The file that an installation may keep beside its settings.
const IN_FOLDER: &str = "calendar.yaml";

/// The named file, or the shipped one.
///
/// # Errors
/// What is wrong with the file, with line and column.
pub fn named(calendar: Option<&Path>) -> Result<CalendarFile, Trouble> {
    match calendar {
        Some(calendar) => Ok(file::parsed(calendar, parse_calendar)?),
        None => Ok(server::work_calendar()?),
    }
}

impl Place {
    /// The named file, or `calendar.yaml` in the data folder, or the shipped one. A file that is there and wrong is
    /// refused instead of passed over: deadlines would silently be counted by another calendar.
    ///
    /// # Errors
    /// What is wrong with the file, with line and column.
    pub fn calendar(&self, calendar: Option<&Path>) -> Result<Arc<CalendarFile>, Trouble> {
        let kept = self.data.join(IN_FOLDER);
        // What cannot even be looked at is told by reading it.
        let is_kept = kept.try_exists().unwrap_or(true);
        let calendar = calendar.or_else(|| is_kept.then_some(kept.as_path()));
        named(calendar).map(Arc::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const YEAR_2027: &str =
        "format: 1\nkey: ours\ntitle: 本单位日历\nyears:\n  - {year: 2027, source: 测试, holidays: []}\n";

    #[test]
    fn the_named_file_goes_before_the_kept_one_and_that_before_the_shipped_one() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place { data: folder.path().to_owned(), database_url: None, key_file: None };
        let key = |named: Option<&Path>| place.calendar(named).unwrap().key.to_string();
        assert_eq!(key(None), "cn");
        std::fs::write(folder.path().join("calendar.yaml"), YEAR_2027).unwrap();
        assert_eq!(key(None), "ours");
        let other = folder.path().join("other.yaml");
        std::fs::write(&other, YEAR_2027.replace("key: ours", "key: other")).unwrap();
        assert_eq!(key(Some(&other)), "other");
        assert!(place.calendar(Some(&folder.path().join("missing.yaml"))).is_err());
    }
}
