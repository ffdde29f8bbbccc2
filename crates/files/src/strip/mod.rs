//! Metadata that says where, when, with what and by whom a picture or video was taken is removed before it is kept:
//! plants and depots of explosives are sensitive places.
//!
//! Pictures are rewritten from the parts that are needed to show them; everything else goes, also what nobody has heard of
//! yet. Of EXIF only the orientation stays, because without it pictures lie on their side. Videos are blanked in
//! place, so that nothing moves and 2 GB are not copied.
//!
//! Not covered: what is written into the picture itself, and samples of telemetry tracks in fragmented MP4.

mod boxes;
mod exif;
mod gif;
mod heic;
mod jpeg;
mod mp4;
mod png;
mod samples;
mod webm;
mod webp;

use std::io::{self, Read, Seek, Write};

use bytes::Bytes;

pub(crate) use mp4::blank as blank_mp4;
pub(crate) use webm::blank as blank_webm;

use crate::format::Format;

/// The file is not what its first bytes promise: cut short or broken.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Damaged;

/// Anything that can be read and overwritten at any place.
pub(crate) trait Place: Read + Write + Seek {}
impl<T: Read + Write + Seek> Place for T {}

/// The picture without its metadata; `None` for formats that are not pictures.
pub(crate) fn picture(format: Format, bytes: Vec<u8>) -> Option<Result<Vec<Bytes>, Damaged>> {
    match format {
        Format::Jpeg => Some(jpeg::strip(bytes.into())),
        Format::Png => Some(png::strip(bytes.into())),
        Format::Webp => Some(webp::strip(bytes.into())),
        Format::Gif => Some(gif::strip(&bytes)),
        Format::Heic => Some(heic::strip(bytes)),
        Format::Pdf
        | Format::Docx
        | Format::Xlsx
        | Format::Pptx
        | Format::Ofd
        | Format::Doc
        | Format::Xls
        | Format::Ppt
        | Format::Wps
        | Format::Et
        | Format::Dps
        | Format::Txt
        | Format::Csv
        | Format::Mp4
        | Format::Mov
        | Format::Webm => None,
    }
}

/// What went wrong while a file was blanked in place.
#[derive(Debug)]
pub(crate) enum BlankError {
    Damaged,
    Io(io::Error),
}

impl From<io::Error> for BlankError {
    fn from(error: io::Error) -> Self {
        // A length that points behind the end of the file is the file's fault, not the disk's.
        if error.kind() == io::ErrorKind::UnexpectedEof { Self::Damaged } else { Self::Io(error) }
    }
}

#[cfg(test)]
mod tests;
