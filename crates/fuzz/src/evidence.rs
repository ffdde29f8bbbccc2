//! Uploaded files: what they are, what is left of them, and what they are called.

/// Looked at, made small, freed of metadata; and what is left is left as it is the second time.
pub(crate) fn content(bytes: &[u8]) {
    // Whether it can be made small is the decoders' affair; that they come back is what is tried.
    let _ = files::tried::small(bytes, 32);
    for taken in files::tried::content(bytes).expect("memory can be read and written") {
        assert!(taken.kept.len() <= bytes.len() + 64, "{} grew to {}", taken.format, taken.kept.len());
        let again = files::tried::content(&taken.kept).expect("memory can be read and written");
        let same = again.iter().find(|other| other.format == taken.format);
        assert!(same.is_some_and(|same| same.kept == taken.kept), "{} is not left alone", taken.format);
    }
}

/// A text as a file name, and as a range of files of several lengths.
pub(crate) fn names(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Some(name) = files::tried::name(text) {
        assert!(!name.is_empty() && name.chars().count() <= 200, "{name:?}");
        let misleading = |c: char| c.is_control() || "/\\<>:\"|?*\u{202E}\u{2066}\u{200F}".contains(c);
        assert!(!name.contains(misleading) && !name.starts_with('.'), "{name:?}");
        assert_eq!(
            files::tried::name(&name).as_deref(),
            Some(name.as_str()),
            "a name that was cleaned is clean"
        );
    }
    for length in [0, 1, 10, u64::MAX] {
        if let Some(part) = files::tried::range(text, length) {
            assert!(part.start < part.end && part.end <= length, "{text:?} of {length}: {part:?}");
        }
    }
}
