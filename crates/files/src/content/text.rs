//! Plain text: UTF-8 from the first byte to the last, without control characters, and not the beginning of a page.

use std::io::{self, Read, Seek, SeekFrom};

use super::Content;
use crate::format::Format;

const STEP_BYTES: usize = 64 * 1024;
const NOT_UTF8: Content = Content::Foreign("无法识别的格式，或不是 UTF-8 编码的文本（保存时请选 UTF-8）");

pub(super) fn examine(file: &mut (impl Read + Seek)) -> io::Result<Content> {
    file.seek(SeekFrom::Start(0))?;
    let mut buffer = vec![0_u8; STEP_BYTES];
    let (mut held, mut first) = (0, true);
    loop {
        let read = file.read(&mut buffer[held..])?;
        let filled = held + read;
        let valid = match std::str::from_utf8(&buffer[..filled]) {
            Ok(text) => text,
            // A character may be cut by the end of the step, but not by the end of the file.
            Err(error) if error.error_len().is_none() && read > 0 => {
                std::str::from_utf8(&buffer[..error.valid_up_to()]).unwrap_or_default()
            }
            Err(_) => return Ok(NOT_UTF8),
        };
        if valid.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{C}')) {
            return Ok(NOT_UTF8);
        }
        if first && let Some(what) = page(valid) {
            return Ok(Content::Foreign(what));
        }
        if read == 0 {
            return Ok(Content::Known(vec![Format::Txt, Format::Csv]));
        }
        first = false;
        let used = valid.len();
        buffer.copy_within(used..filled, 0);
        held = filled - used;
    }
}

/// Browsers of old take whatever begins with a tag for a page.
fn page(text: &str) -> Option<&'static str> {
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    let tag = |c: char| c.is_ascii_alphabetic() || matches!(c, '!' | '?');
    if text.starts_with('<') && text[1..].starts_with(tag) {
        return Some("网页、XML 或 SVG");
    }
    text.starts_with("#!").then_some("脚本程序")
}
