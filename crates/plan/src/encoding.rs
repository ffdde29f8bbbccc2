//! Bytes as text, or the place where they stop being one.

use crate::Problem;

/// The text of a file that people wrote.
///
/// # Errors
/// The first byte that is not UTF-8, with its line and column; columns count characters, as everywhere.
pub fn text_of(bytes: Vec<u8>) -> Result<String, Problem> {
    let refused = match String::from_utf8(bytes) {
        Ok(text) => return Ok(text),
        Err(refused) => refused,
    };
    let valid_up_to = refused.utf8_error().valid_up_to();
    let bytes = refused.as_bytes();
    let before = String::from_utf8_lossy(bytes.get(..valid_up_to).unwrap_or_default());
    let byte = bytes.get(valid_up_to).copied().unwrap_or_default();
    // A byte-order mark is skipped when the file is read, so it is no column.
    let before = before.trim_start_matches('\u{feff}');
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Err(Problem::error(
        (small(line), small(column)),
        "not-utf8",
        format!("从这里起不是 UTF-8 文本（字节 0x{byte:02X}），可能是 GBK 编码或不是文本文件"),
        "请用编辑器“另存为”UTF-8 编码后重试，或检查是否选错了文件",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_byte_that_is_no_text_is_told() {
        // “安” in GBK is B0 B2; UTF-16 begins with FF FE; E5 AE alone is a character cut short.
        for (bytes, place) in [
            (&b"format: 1\ntitle: \xb0\xb2\xc8\xab\n"[..], (2, 8)),
            (b"\xff\xfef\x00", (1, 1)),
            (b"a\r\nb\r\n\x80", (3, 1)),
            ("标题：\u{0}安".as_bytes(), (0, 0)),
            (b"\xe5\xae\x89\xe5\xae", (1, 2)),
            (b"\xef\xbb\xbfa\xff", (1, 2)),
            (b"", (0, 0)),
        ] {
            match text_of(bytes.to_vec()) {
                Ok(_) => assert_eq!(place, (0, 0), "{bytes:?}"),
                Err(problem) => {
                    assert_eq!(((problem.line, problem.column), problem.is_unreadable()), (place, true));
                }
            }
        }
    }
}
