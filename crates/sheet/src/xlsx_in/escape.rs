//! `_x000D_` and its kin: how a workbook writes what XML cannot (ECMA-376 part 1, 22.9.2.19).

/// Replaces each `_xHHHH_` by its UTF-16 unit. Halves of a surrogate pair that are alone become U+FFFD.
pub(super) fn unescaped(text: String) -> String {
    if !text.contains("_x") {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let mut units = Vec::new();
        let mut behind = from;
        while let Some(unit) = unit(behind) {
            units.push(unit);
            behind = behind.get(7..).unwrap_or_default();
            // Only the second half of a pair belongs to the first.
            if units.len() == 2 || !(0xD800..0xDC00).contains(&unit) {
                break;
            }
        }
        if units.is_empty() {
            out.push_str("_x");
            rest = from.get(2..).unwrap_or_default();
        } else {
            out.extend(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
            rest = behind;
        }
    }
    out.push_str(rest);
    out
}

fn unit(text: &str) -> Option<u16> {
    let escape = text.get(..7)?;
    let digits = escape.strip_prefix("_x")?.strip_suffix('_')?;
    if digits.bytes().all(|b| b.is_ascii_hexdigit()) { u16::from_str_radix(digits, 16).ok() } else { None }
}

#[cfg(test)]
mod tests {
    #[test]
    fn escapes_of_every_shape() {
        for (written, read) in [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xD83D__xDE00_", "😀"),
            ("_xD83D_a", "\u{FFFD}a"),
            ("_xDE00_", "\u{FFFD}"),
            ("_xD83D__x0041_", "\u{FFFD}A"),
            ("_x00zz_", "_x00zz_"),
            ("_x_x000D_", "_x\r"),
            ("沈_x阳_x000d_", "沈_x阳\r"),
            ("_x", "_x"),
        ] {
            assert_eq!(super::unescaped(written.to_owned()), read);
        }
    }
}
