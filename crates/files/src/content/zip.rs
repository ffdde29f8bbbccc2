//! Office documents that are ZIP archives. Only the central directory is read, nothing is unpacked, so an archive that
//! unpacks to terabytes costs nothing.

use std::io::{self, Read, Seek, SeekFrom};

use super::Content;
use crate::format::Format;

/// The end record is 22 bytes and a comment of at most 65,535.
const TAIL_BYTES: u64 = 22 + 65_535;
const END: [u8; 4] = *b"PK\x05\x06";
const ENTRY: [u8; 4] = *b"PK\x01\x02";
const ENTRY_BYTES: usize = 46;
/// A document of a thousand pictures has a directory of about 100 KiB.
const DIRECTORY_BYTES_MAX: u64 = 4 * 1024 * 1024;

const BROKEN: Content = Content::Foreign("损坏的或不完整的压缩文档");

pub(super) fn examine(file: &mut (impl Read + Seek)) -> io::Result<Content> {
    let Some(directory) = directory(file)? else { return Ok(BROKEN) };
    let Some(names) = names(&directory) else { return Ok(BROKEN) };
    Ok(of_names(&names))
}

fn directory(file: &mut (impl Read + Seek)) -> io::Result<Option<Vec<u8>>> {
    let length = file.seek(SeekFrom::End(0))?;
    let start = length.saturating_sub(TAIL_BYTES);
    file.seek(SeekFrom::Start(start))?;
    let mut tail = Vec::new();
    file.take(TAIL_BYTES).read_to_end(&mut tail)?;
    let Some(end) = tail.windows(END.len()).rposition(|window| window == END) else { return Ok(None) };
    let number = |at: usize| {
        let bytes: Option<[u8; 4]> = tail.get(end + at..end + at + 4).and_then(|b| b.try_into().ok());
        bytes.map(|bytes| u64::from(u32::from_le_bytes(bytes)))
    };
    let (Some(size), Some(offset)) = (number(12), number(16)) else { return Ok(None) };
    if size > DIRECTORY_BYTES_MAX || offset + size > start + end as u64 {
        return Ok(None);
    }
    file.seek(SeekFrom::Start(offset))?;
    let mut directory = Vec::new();
    file.take(size).read_to_end(&mut directory)?;
    Ok(Some(directory))
}

fn names(mut directory: &[u8]) -> Option<Vec<&[u8]>> {
    let mut names = Vec::new();
    while !directory.is_empty() {
        let header = directory.get(..ENTRY_BYTES).filter(|header| header.starts_with(&ENTRY))?;
        let number = |at: usize| usize::from(u16::from_le_bytes([header[at], header[at + 1]]));
        let (name, extra, comment) = (number(28), number(30), number(32));
        names.push(directory.get(ENTRY_BYTES..ENTRY_BYTES + name)?);
        directory = directory.get(ENTRY_BYTES + name + extra + comment..)?;
    }
    Some(names)
}

fn of_names(names: &[&[u8]]) -> Content {
    let has = |wanted: &str| names.iter().any(|name| name.eq_ignore_ascii_case(wanted.as_bytes()));
    let ends = |wanted: &str| names.iter().any(|name| name.to_ascii_lowercase().ends_with(wanted.as_bytes()));
    if has("OFD.xml") {
        return Content::Known(vec![Format::Ofd]);
    }
    if ends("vbaproject.bin") {
        return Content::Foreign("带宏的办公文档");
    }
    if !has("[Content_Types].xml") {
        return Content::Foreign("压缩包");
    }
    if has("word/document.xml") {
        Content::Known(vec![Format::Docx, Format::Wps])
    } else if has("xl/workbook.xml") {
        Content::Known(vec![Format::Xlsx, Format::Et])
    } else if has("ppt/presentation.xml") {
        Content::Known(vec![Format::Pptx, Format::Dps])
    } else {
        Content::Foreign("本系统不收的办公文档")
    }
}
