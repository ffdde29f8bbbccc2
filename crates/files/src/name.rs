//! The name that a person gave a file: kept as typed as far as it cannot mislead anybody.

use kernel::{Failure, text::NAME_CHARS_MAX};

/// Reads the name: the last part of a path, without control characters and without marks that turn the reading
/// direction (`审批\u{202E}fdp.exe` reads as `审批exe.pdf`). Chinese, rare characters and emoji stay.
///
/// # Errors
/// [`Failure::Invalid`] at `/name` when nothing is left or more than 200 characters are.
pub(crate) fn cleaned(name: &str) -> Result<String, Failure> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String =
        last.chars().filter(|c| !c.is_control() && !turns_direction(*c)).map(portable).collect();
    // Dots and spaces in turn would leave a hidden file behind.
    let kept = kept.trim_start_matches(|c: char| c == '.' || c.is_whitespace()).trim_end();
    let chars = kept.chars().count();
    if kept.is_empty() {
        return Err(Failure::invalid("/name", "required", "请给出文件名，例如“活动方案.pdf”"));
    }
    if chars > NAME_CHARS_MAX {
        let message = format!("文件名有 {chars} 个字，最多 {NAME_CHARS_MAX} 个；请改短后再上传");
        return Err(Failure::invalid("/name", "too-long", message));
    }
    Ok(kept.to_owned())
}

/// What follows the last dot, in small letters; empty when there is none.
pub(crate) fn extension(name: &str) -> String {
    name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default()
}

/// Embeddings, overrides, isolates and the two plain marks. The joiner that emoji are made with is not among them.
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Characters that Windows does not take in a file name, so that a download can be saved everywhere.
fn portable(c: char) -> char {
    if matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*') { '_' } else { c }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_what_people_typed_and_lose_what_misleads() {
        for (given, kept, extension_of_it) in [
            ("周报（第3周）.PDF", "周报（第3周）.PDF", "pdf"),
            ("👨‍👩‍👧 家庭 𠮷.jpg", "👨‍👩‍👧 家庭 𠮷.jpg", "jpg"),
            ("../../etc/passwd.txt", "passwd.txt", "txt"),
            ("C:\\fakepath\\现场.mp4", "现场.mp4", "mp4"),
            ("..\\..\\.htaccess", "htaccess", ""),
            (". .. .htaccess", "htaccess", ""),
            ("审批\u{202E}fdp.exe", "审批fdp.exe", "exe"),
            ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf", "pdf"),
            (" \u{0}a.b.docx ", "a.b.docx", "docx"),
        ] {
            let name = cleaned(given).unwrap();
            assert_eq!((name.as_str(), extension(&name).as_str()), (kept, extension_of_it), "{given:?}");
        }
        for (wrong, code) in
            [("", "required"), ("///", "required"), ("...", "required"), ("\u{202E}", "required")]
        {
            assert_code(cleaned(wrong), code);
        }
        assert!(cleaned(&"长".repeat(200)).is_ok());
        assert_code(cleaned(&"长".repeat(10_000)), "too-long");
    }

    fn assert_code(result: Result<String, Failure>, code: &str) {
        let Err(Failure::Invalid { problems }) = result else { panic!("{result:?}") };
        assert_eq!((problems[0].pointer.as_str(), problems[0].code.as_str()), ("/name", code));
    }
}
