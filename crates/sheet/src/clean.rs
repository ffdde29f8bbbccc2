//! Text that a spreadsheet would take for a formula (CSV injection): marked on the way out, unmarked on the way in.

/// Excel, WPS and LibreOffice start a formula at any of these; East Asian versions also at the full-width forms, and
/// a leading tab or line break can hide one of them.
fn starts_formula(text: &str) -> bool {
    let bare = text.trim_start_matches('\'');
    if bare.starts_with(['\t', '\r', '\n']) {
        return true;
    }
    text.trim_start_matches(|c: char| c == '\'' || c.is_whitespace())
        .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// Whether `text` has to be marked as text. Text that merely looks marked has to be marked again, or unmarking would
/// eat its own apostrophe.
pub(crate) fn needs_mark(text: &str) -> bool {
    starts_formula(text)
}

/// The text without the mark that [`needs_mark`] asked for.
pub(crate) fn unmarked(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if starts_formula(rest) => rest,
        Some(_) | None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_could_run_is_marked_and_only_marks_are_removed() {
        for (text, marked) in [
            ("=1+1", true),
            ("-5", true),
            ("@甲", true),
            ("＝cmd", true),
            ("\t=x", true),
            ("  +1", true),
            ("'=1", true),
            ("''=1", true),
            ("\nx", true),
            ("'tis", false),
            ("沈阳=x", false),
            ("", false),
            ("'", false),
        ] {
            assert_eq!(needs_mark(text), marked, "{text:?}");
            let written = if marked { format!("'{text}") } else { text.to_owned() };
            assert_eq!(unmarked(&written), text);
        }
        assert_eq!(unmarked("'tis"), "'tis");
    }
}
