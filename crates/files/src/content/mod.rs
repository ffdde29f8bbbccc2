//! What a file is, by its content. The name is only asked which of the formats that share a container is meant.

mod ole;
mod text;
mod zip;

use std::io::{self, Read, Seek, SeekFrom};

use kernel::Failure;

use crate::format::{FileKind, Format};

/// What the content turned out to be.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// One of these: formats that share a container cannot be told apart by content (txt and csv, doc and wps).
    Known(Vec<Format>),
    /// Something that is not taken, in words for the refusal.
    Foreign(&'static str),
}

/// Signatures are at the start; WebM names its type within the first few hundred bytes.
const HEAD_BYTES: u64 = 4096;

/// The format that a name promises.
///
/// # Errors
/// [`Failure::Unacceptable`] `file-kind` when no format of this kind has the ending.
pub(crate) fn promised(kind: FileKind, extension: &str) -> Result<Format, Failure> {
    let format = Format::of_extension(extension).filter(|format| format.kind() == kind);
    format.ok_or_else(|| {
        Failure::unacceptable(
            "file-kind",
            format!("{}类附件可以是 {}；请换成其中一种格式后再上传", kind.title(), kind.extensions()),
        )
    })
}

/// Compares what the content is with what the name promises.
///
/// # Errors
/// [`Failure::Unacceptable`] `content-mismatch`.
pub(crate) fn agree(content: &Content, promised: Format) -> Result<(), Failure> {
    let is = match content {
        Content::Known(formats) if formats.contains(&promised) => return Ok(()),
        Content::Known(formats) => formats.first().map_or("未知格式", |format| format.title()),
        Content::Foreign(what) => what,
    };
    let title = promised.title();
    Err(Failure::unacceptable(
        "content-mismatch",
        format!("文件名表示这是{title}，实际内容却是{is}；请用原来的软件另存为正确的格式后再上传"),
    ))
}

/// Reads as much as it takes to know: usually the first bytes, for archives their directory, for texts everything.
pub(crate) fn examine(file: &mut (impl Read + Seek)) -> io::Result<Content> {
    file.seek(SeekFrom::Start(0))?;
    let mut head = Vec::new();
    file.take(HEAD_BYTES).read_to_end(&mut head)?;
    if head.starts_with(b"PK\x03\x04") {
        return zip::examine(file);
    }
    if head.starts_with(&ole::SIGNATURE) {
        return ole::examine(file);
    }
    if head.get(4..8) == Some(b"ftyp") {
        return Ok(iso_media(head.get(8..12).unwrap_or_default(), &head));
    }
    match infer::get(&head) {
        Some(found) => Ok(of_signature(found.mime_type(), found.matcher_type())),
        None => text::examine(file),
    }
}

/// The brand of the ISO base media container (ISO/IEC 14496-12, 4.3). MP4 and MOV share it, and cameras do not agree on
/// which brand goes with which ending.
fn iso_media(brand: &[u8], head: &[u8]) -> Content {
    let compatible = |wanted: &[u8]| {
        let length =
            head.get(..4).map_or(0, |size| size.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte)));
        let listed = head.get(16..length.min(head.len())).unwrap_or_default();
        listed.chunks_exact(4).any(|brand| brand == wanted)
    };
    match brand {
        b"heic" | b"heix" | b"heim" | b"heis" => Content::Known(vec![Format::Heic]),
        b"mif1" | b"msf1" if compatible(b"heic") || compatible(b"heix") => Content::Known(vec![Format::Heic]),
        b"avif" | b"avis" | b"mif1" | b"msf1" | b"hevc" => Content::Foreign("本系统不收的图片格式"),
        b"M4A " | b"M4B " | b"M4P " => Content::Foreign("音频"),
        b"qt  " => Content::Known(vec![Format::Mov, Format::Mp4]),
        _ => Content::Known(vec![Format::Mp4, Format::Mov]),
    }
}

fn of_signature(media_type: &str, family: infer::MatcherType) -> Content {
    let format = match media_type {
        "application/pdf" => Format::Pdf,
        "image/jpeg" => Format::Jpeg,
        "image/png" => Format::Png,
        "image/webp" => Format::Webp,
        "image/gif" => Format::Gif,
        "video/quicktime" => Format::Mov,
        "video/webm" => Format::Webm,
        "text/html" => return Content::Foreign("网页（HTML）"),
        "text/xml" => return Content::Foreign("XML 或 SVG"),
        "text/x-shellscript" => return Content::Foreign("脚本程序"),
        _ => return Content::Foreign(of_family(family)),
    };
    Content::Known(vec![format])
}

fn of_family(family: infer::MatcherType) -> &'static str {
    use infer::MatcherType as Family;
    match family {
        Family::App => "可执行程序",
        Family::Archive => "压缩包",
        Family::Audio => "音频",
        Family::Image => "本系统不收的图片格式",
        Family::Video => "本系统不收的视频格式",
        Family::Book | Family::Doc | Family::Font | Family::Text | Family::Custom => "本系统不收的格式",
    }
}

#[cfg(test)]
mod tests;
