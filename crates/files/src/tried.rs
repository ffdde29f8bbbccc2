//! Everything of a file that a stranger decides, in functions that whoever tries them with anything may call. The uploads
//! and downloads themselves do not go through here.

use std::io::Cursor;

use crate::{
    content::{Content, agree, examine},
    format::{FileKind, Format},
    name,
    range::{Asked, asked},
    scaled::scaled,
    strip::{BlankError, blank_mp4, blank_webm, picture},
};

/// What a name becomes, unless it is refused.
#[must_use]
pub fn name(given: &str) -> Option<String> {
    name::cleaned(given).ok()
}

/// The part of a file of so many bytes that a `Range` header asks for.
#[must_use]
pub fn range(header: &str, bytes: u64) -> Option<std::ops::Range<u64>> {
    match asked(Some(header), bytes) {
        Asked::Part(part) => Some(part),
        Asked::Whole | Asked::Outside => None,
    }
}

/// What became of a content that was taken: the title of its format, and the bytes that would be kept.
pub struct Taken {
    pub format: &'static str,
    pub kept: Vec<u8>,
}

/// Looks at a content and frees it of metadata, under every format that it can pass for; damaged ones are left out.
///
/// # Errors
/// An error of reading or writing memory, which cannot happen.
pub fn content(bytes: &[u8]) -> std::io::Result<Vec<Taken>> {
    let found: Content = examine(&mut Cursor::new(bytes))?;
    let mut taken = Vec::new();
    for format in Format::ALL.into_iter().filter(|format| agree(&found, *format).is_ok()) {
        let kept = match picture(format, bytes.to_vec()) {
            Some(Ok(pieces)) => Some(pieces.concat()),
            Some(Err(_)) => None,
            None if format.kind() == FileKind::Video => blanked(format, bytes)?,
            None => Some(bytes.to_vec()),
        };
        taken.extend(kept.map(|kept| Taken { format: format.title(), kept }));
    }
    Ok(taken)
}

/// The small version of a picture under every format; how many there were.
#[must_use]
pub fn small(bytes: &[u8], side: u32) -> usize {
    Format::ALL.into_iter().filter_map(|format| scaled(format, Cursor::new(bytes), side).ok()).count()
}

fn blanked(format: Format, bytes: &[u8]) -> std::io::Result<Option<Vec<u8>>> {
    let mut file = Cursor::new(bytes.to_vec());
    let done = if matches!(format, Format::Webm) { blank_webm(&mut file) } else { blank_mp4(&mut file) };
    match done {
        Ok(_) => Ok(Some(file.into_inner())),
        Err(BlankError::Damaged) => Ok(None),
        Err(BlankError::Io(error)) => Err(error),
    }
}
