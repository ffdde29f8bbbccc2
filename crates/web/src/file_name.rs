//! What a file is called when a browser keeps it.

/// A `Content-Disposition` that saves the answer under this name (RFC 6266, with the encoding of RFC 8187); programs that
/// know no encoding get the name with `_` for what they cannot read.
#[must_use]
pub fn attachment(name: &str) -> String {
    named("attachment", name)
}

/// The same for an answer that is shown in the browser.
#[must_use]
pub fn inline(name: &str) -> String {
    named("inline", name)
}

fn named(how: &str, name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ' | '(' | ')');
    let simple: String = name.chars().map(|c| if plain(c) { c } else { '_' }).collect();
    let encoded: String = name
        .bytes()
        .map(|byte| {
            let plain = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
            if plain { char::from(byte).to_string() } else { format!("%{byte:02X}") }
        })
        .collect();
    format!("{how}; filename=\"{simple}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_survive_the_header() {
        for (name, expected) in [
            ("a b.pdf", "filename=\"a b.pdf\"; filename*=UTF-8''a%20b.pdf"),
            ("周报.docx", "filename=\"__.docx\"; filename*=UTF-8''%E5%91%A8%E6%8A%A5.docx"),
            (
                "x\"; filename=y.txt",
                "filename=\"x__ filename_y.txt\"; filename*=UTF-8''x%22%3B%20filename%3Dy.txt",
            ),
            ("😀.mp4", "filename=\"_.mp4\"; filename*=UTF-8''%F0%9F%98%80.mp4"),
        ] {
            assert_eq!(attachment(name), format!("attachment; {expected}"));
            assert_eq!(inline(name), format!("inline; {expected}"));
        }
    }
}
