//! Lengths of what people type, counted in characters as they see them in a form (Unicode scalar values).

/// A name of a unit, person, place, plan node.
pub const NAME_CHARS_MAX: usize = 200;
/// A one-line answer.
pub const LINE_CHARS_MAX: usize = 500;
/// A long answer: about forty printed pages of Chinese.
pub const LONG_CHARS_MAX: usize = 20_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextProblem {
    Empty,
    TooLong {
        chars: usize,
        max: usize,
    },
    /// Control characters cannot be typed in a form and break exports.
    Control,
}

/// Trims the text and says whether it may be kept. Emoji and rare characters are welcome.
pub fn checked(text: &str, max: usize) -> Result<&str, TextProblem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(TextProblem::Empty);
    }
    within(text, max)
}

/// As [`checked`], but an empty text is fine.
pub fn within(text: &str, max: usize) -> Result<&str, TextProblem> {
    let text = text.trim();
    let chars = text.chars().count();
    if chars > max {
        return Err(TextProblem::TooLong { chars, max });
    }
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return Err(TextProblem::Control);
    }
    Ok(text)
}

/// The form in which names are searched and compared: lower case, without spaces, full-width forms narrowed.
#[must_use]
pub fn folded(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            '\u{3000}' => ' ',
            c => c,
        })
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect()
}

/// A text in which quotations inside of quotations have single marks (GB/T 15834-2011, 4.8): a title with marks of its
/// own was put into others. A text whose marks do not pair stays as it is.
pub fn nested_quotes(text: String) -> String {
    let mut depth = 0_usize;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '“' => {
                out.push(if depth.is_multiple_of(2) { '“' } else { '‘' });
                depth += 1;
            }
            '”' => {
                let Some(outer) = depth.checked_sub(1) else { return text };
                depth = outer;
                out.push(if depth.is_multiple_of(2) { '”' } else { '’' });
            }
            c => out.push(c),
        }
    }
    if depth == 0 { out } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_in_a_quotation_has_single_marks() {
        for (text, wanted) in [
            ("任务““安全生产月”总结”缺少期限", "任务“‘安全生产月’总结”缺少期限"),
            ("“甲”与“乙”", "“甲”与“乙”"),
            ("“甲“乙“丙”””", "“甲‘乙“丙”’”"),
            ("“不成对", "“不成对"),
            ("不”成“对", "不”成“对"),
            ("“甲““乙”", "“甲““乙”"),
            ("", ""),
        ] {
            assert_eq!(nested_quotes(text.to_owned()), wanted);
        }
    }

    #[test]
    fn lengths_count_characters_not_bytes() {
        assert_eq!(checked(" 沈阳😀𠮷 ", 4), Ok("沈阳😀𠮷"));
        assert_eq!(checked("沈阳市", 2), Err(TextProblem::TooLong { chars: 3, max: 2 }));
        assert_eq!(checked("  ", 5), Err(TextProblem::Empty));
        assert_eq!(checked("a\u{0}b", 5), Err(TextProblem::Control));
        assert_eq!(folded("ＡＢ 沈　阳"), "ab沈阳");
    }
}
