//! The older Office documents (MS-CFB compound files). Installers and mail messages have the same signature, so the
//! streams inside are asked.

use std::io::{self, BufReader, Read, Seek, SeekFrom};

use super::Content;
use crate::format::Format;

pub(super) const SIGNATURE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Directory entries are 128 bytes and never cross that boundary (MS-CFB 2.6.1).
const ENTRY_BYTES: usize = 128;
const STREAM: u8 = 2;

/// What each stream name says the document is.
const STREAMS: [(&str, [Format; 2]); 4] = [
    ("WordDocument", [Format::Doc, Format::Wps]),
    ("Workbook", [Format::Xls, Format::Et]),
    ("Book", [Format::Xls, Format::Et]),
    ("PowerPoint Document", [Format::Ppt, Format::Dps]),
];
/// A document that was encrypted with a password is a compound file around a package.
const ENCRYPTED: &str = "EncryptedPackage";

/// Looks at every place where a directory entry can be instead of following the file's own chains: those may be broken
/// or run in circles, and the scan needs no more memory than one entry.
pub(super) fn examine(file: &mut (impl Read + Seek)) -> io::Result<Content> {
    file.seek(SeekFrom::Start(0))?;
    let mut reader = BufReader::with_capacity(64 * 1024, file);
    let mut formats = Vec::new();
    let mut entry = [0_u8; ENTRY_BYTES];
    loop {
        match reader.read_exact(&mut entry) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => break,
            Err(error) => return Err(error),
        }
        if is_stream(&entry, ENCRYPTED) {
            return Ok(Content::Foreign("加密的办公文档（请去掉密码）"));
        }
        for (name, found) in STREAMS {
            if is_stream(&entry, name) && !formats.contains(&found[0]) {
                formats.extend(found);
            }
        }
    }
    Ok(if formats.is_empty() {
        Content::Foreign("安装程序或其他复合文件")
    } else {
        Content::Known(formats)
    })
}

/// The entry holds the name in UTF-16, its length in bytes with the closing zero at 64, and the type at 66.
fn is_stream(entry: &[u8; ENTRY_BYTES], name: &str) -> bool {
    let mut written = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes);
    let length = (name.len() + 1) * 2;
    entry[66] == STREAM
        && usize::from(u16::from_le_bytes([entry[64], entry[65]])) == length
        && entry.iter().take(length).all(|byte| Some(*byte) == written.next())
}
