//! How lists are cut into pages.

use kernel::Failure;

/// Lines when the asker does not say how many.
const LIMIT_DEFAULT: u64 = 50;
/// More lines than a screen is read by export.
const LIMIT_MAX: u64 = 200;

/// The number of lines asked for, inside its bounds.
pub(crate) fn limit(asked: Option<u64>) -> Result<u64, Failure> {
    match asked {
        None => Ok(LIMIT_DEFAULT),
        Some(n) if (1..=LIMIT_MAX).contains(&n) => Ok(n),
        Some(_) => Err(Failure::unacceptable("limit", format!("limit 应在 1 至 {LIMIT_MAX} 之间"))),
    }
}

/// Takes away the one row that was read beyond the page, and says where the next page begins.
pub(crate) fn cut<T>(rows: &mut Vec<T>, limit: u64, cursor: impl Fn(&T) -> String) -> Option<String> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    if rows.len() <= limit {
        return None;
    }
    rows.truncate(limit);
    rows.last().map(cursor)
}

/// A search text as a pattern in which `%` and `_` mean themselves; the escape character is `\`.
pub(crate) fn pattern(text: &str) -> String {
    let mut out = String::from("%");
    for c in kernel::text::folded(text).chars() {
        if matches!(c, '%' | '_' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('%');
    out
}
