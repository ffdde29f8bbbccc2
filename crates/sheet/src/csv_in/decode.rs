//! Bytes to text, piece by piece, refusing what is not in the encoding instead of replacing it.

use std::io::Read;

use encoding_rs::{DecoderResult, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::{problem::ReadError, read::Encoding};

const PIECE_BYTES: usize = 16 << 10;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decode {
    Utf8,
    Utf16Little,
    Utf16Big,
    Gb18030,
}

/// What the byte order mark says; UTF-8 when there is none.
pub(super) fn by_mark(start: &[u8]) -> (Decode, Encoding) {
    if start.starts_with(&[0xFF, 0xFE]) {
        (Decode::Utf16Little, Encoding::Utf16)
    } else if start.starts_with(&[0xFE, 0xFF]) {
        (Decode::Utf16Big, Encoding::Utf16)
    } else {
        (Decode::Utf8, Encoding::Utf8)
    }
}

/// Hands over the text in pieces, without its byte order mark.
///
/// # Errors
/// [`ReadError::Encoding`] at the first bytes that are not in the encoding, and whatever `take` says.
pub(super) fn stream(
    source: &mut impl Read,
    decode: Decode,
    mut take: impl FnMut(&str) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let encoding = match decode {
        Decode::Utf8 => UTF_8,
        Decode::Utf16Little => UTF_16LE,
        Decode::Utf16Big => UTF_16BE,
        Decode::Gb18030 => GB18030,
    };
    let mut decoder = encoding.new_decoder_with_bom_removal();
    let mut bytes = vec![0u8; PIECE_BYTES];
    let mut text = String::new();
    let mut line = 1u64;
    loop {
        let read = source.read(&mut bytes).map_err(ReadError::Io)?;
        let piece = bytes.get(..read).unwrap_or_default();
        text.clear();
        // Room for the worst case, the rest of a character from the piece before included, so that a piece is never
        // decoded in two goes.
        text.reserve(decoder.max_utf8_buffer_length_without_replacement(read).unwrap_or(4 * PIECE_BYTES));
        let (result, _) = decoder.decode_to_string_without_replacement(piece, &mut text, read == 0);
        line += text.bytes().filter(|b| *b == b'\n').count() as u64;
        match result {
            DecoderResult::InputEmpty => take(&text)?,
            DecoderResult::OutputFull | DecoderResult::Malformed(_, _) => {
                return Err(ReadError::Encoding { line });
            }
        }
        if read == 0 {
            return Ok(());
        }
    }
}

/// The line at which the file stops being in the encoding.
pub(super) fn first_bad_line(source: &mut impl Read, decode: Decode) -> Result<u64, ReadError> {
    match stream(source, decode, |_| Ok(())) {
        Err(ReadError::Encoding { line }) => Ok(line),
        Err(other) => Err(other),
        Ok(()) => Ok(1),
    }
}
