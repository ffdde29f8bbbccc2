//! GIF89a: pictures, their timing and the repetition; comments and foreign application data (XMP) go.

use bytes::Bytes;

use super::Damaged;

const EXTENSION: u8 = 0x21;
const IMAGE: u8 = 0x2C;
const TRAILER: u8 = 0x3B;
const GRAPHIC_CONTROL: u8 = 0xF9;
const PLAIN_TEXT: u8 = 0x01;
const APPLICATION: u8 = 0xFF;
/// Repetition (two names for it) and the colour profile.
const KEPT_APPLICATIONS: [&[u8; 11]; 3] = [b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"];

pub(super) fn strip(bytes: &[u8]) -> Result<Vec<Bytes>, Damaged> {
    let header = 13 + table(*bytes.get(10).ok_or(Damaged)?);
    let mut out = bytes.get(..header).ok_or(Damaged)?.to_vec();
    let mut at = header;
    loop {
        let (after, kept) = match *bytes.get(at).ok_or(Damaged)? {
            TRAILER => {
                out.push(TRAILER);
                return Ok(vec![out.into()]);
            }
            IMAGE => {
                let fields = table(*bytes.get(at + 9).ok_or(Damaged)?);
                // Ten bytes of descriptor, the local table, one byte of code size.
                (sub_blocks(bytes, at + 10 + fields + 1)?, true)
            }
            EXTENSION => {
                let kept = match *bytes.get(at + 1).ok_or(Damaged)? {
                    GRAPHIC_CONTROL | PLAIN_TEXT => true,
                    APPLICATION => {
                        let name = bytes.get(at + 3..at + 14).ok_or(Damaged)?;
                        KEPT_APPLICATIONS.iter().any(|kept| kept.as_slice() == name)
                    }
                    _ => false,
                };
                (sub_blocks(bytes, at + 2)?, kept)
            }
            _ => return Err(Damaged),
        };
        if kept {
            out.extend_from_slice(bytes.get(at..after).ok_or(Damaged)?);
        }
        at = after;
    }
}

/// The bytes of a colour table that these flags announce.
fn table(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 0x07) + 1) }
}

/// The place behind a chain of blocks that each begin with their length and end with an empty one.
fn sub_blocks(bytes: &[u8], mut at: usize) -> Result<usize, Damaged> {
    loop {
        let length = usize::from(*bytes.get(at).ok_or(Damaged)?);
        at += 1 + length;
        if length == 0 {
            return Ok(at);
        }
    }
}
