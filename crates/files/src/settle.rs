//! What happens to a file between its last byte and its object, whichever way it came in.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom, Write},
};

use kernel::Failure;
use sha2::{Digest as _, Sha256};

use crate::{
    Storage, content,
    format::Format,
    io_failure,
    receive::Received,
    staging::Staged,
    storage::Digest,
    strip::{self, BlankError},
};

/// A whole file on our disk that nobody has looked into.
pub(crate) struct Arrived {
    pub staged: Staged,
    pub file: File,
    pub received: Received,
}

/// Looks at the content and removes metadata. Doing it again changes nothing more. Blocks.
pub(crate) fn prepare(storage: &Storage, mut arrived: Arrived, format: Format) -> Result<Arrived, Failure> {
    let disk = |error: io::Error| io_failure::of(&error);
    let found = content::examine(&mut arrived.file).map_err(disk)?;
    content::agree(&found, format)?;
    match format {
        Format::Jpeg | Format::Png | Format::Webp | Format::Gif | Format::Heic => {
            rewritten(storage, arrived, format)
        }
        Format::Mp4 | Format::Mov => blanked(arrived, strip::blank_mp4),
        Format::Webm => blanked(arrived, strip::blank_webm),
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
        | Format::Csv => Ok(arrived),
    }
}

fn damaged() -> Failure {
    Failure::unacceptable("content-damaged", "文件已损坏或不完整；请用原来的软件打开检查，重新导出后再上传")
}

/// A picture becomes another staged file; the one that was sent goes.
fn rewritten(storage: &Storage, arrived: Arrived, format: Format) -> Result<Arrived, Failure> {
    let disk = |error: io::Error| io_failure::of(&error);
    let Arrived { staged, mut file, received } = arrived;
    let mut picture = Vec::new();
    file.seek(SeekFrom::Start(0)).map_err(disk)?;
    file.read_to_end(&mut picture).map_err(disk)?;
    let Some(stripped) = strip::picture(format, picture) else {
        return Ok(Arrived { staged, file, received });
    };
    let pieces = stripped.map_err(|strip::Damaged| damaged())?;
    let (staged, mut file) = storage.stage().map_err(disk)?;
    let (mut hash, mut bytes) = (Sha256::new(), 0);
    for piece in pieces {
        hash.update(&piece);
        bytes += piece.len() as u64;
        file.write_all(&piece).map_err(disk)?;
    }
    let received = Received { bytes, digest: Digest::of_hash(&hash.finalize()) };
    Ok(Arrived { staged, file, received })
}

/// A video stays where it is; it is read once more for its digest only if something was removed.
fn blanked(
    arrived: Arrived,
    blank: impl FnOnce(&mut File) -> Result<bool, BlankError>,
) -> Result<Arrived, Failure> {
    let disk = |error: io::Error| io_failure::of(&error);
    let Arrived { staged, mut file, mut received } = arrived;
    let changed = blank(&mut file).map_err(|error| match error {
        BlankError::Damaged => damaged(),
        BlankError::Io(error) => disk(error),
    })?;
    if changed {
        file.seek(SeekFrom::Start(0)).map_err(disk)?;
        received.digest = digest_of(&mut file).map_err(disk)?;
    }
    Ok(Arrived { staged, file, received })
}

/// Of what is left to read.
pub(crate) fn digest_of(file: &mut File) -> io::Result<Digest> {
    let mut hash = Sha256::new();
    let mut buffer = vec![0_u8; 256 * 1024];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(Digest::of_hash(&hash.finalize())),
            read => hash.update(&buffer[..read]),
        }
    }
}
