//! WebM (RFC 8794, RFC 9559): `Tags` hold what converters copied from the phone's video, the place among it;
//! `Attachments` hold whatever somebody attached. Both become `Void` of the same length.

use std::ops::Range;

use super::{BlankError, Place, boxes::Walk};

const SEGMENT: u64 = 0x1853_8067;
const CLUSTER: u64 = 0x1F43_B675;
const TAGS: u64 = 0x1254_C367;
const ATTACHMENTS: u64 = 0x1941_A469;
const VOID: u8 = 0xEC;
/// An id of at most 4 bytes and a size of at most 8.
const HEAD_BYTES: u64 = 12;
/// The shortest `Void` that is written here: its id and a size of 8 bytes.
const VOID_HEAD_BYTES: u64 = 9;

struct Element {
    id: u64,
    /// Where its content begins.
    inside: u64,
    /// `None` for a recording that was still running when this was written.
    length: Option<u64>,
}

/// Removes the metadata in place. Answers whether anything was changed.
pub(crate) fn blank(file: &mut impl Place) -> Result<bool, BlankError> {
    let mut walk = Walk::new(file)?;
    let (mut at, mut changed) = (0, false);
    while at < walk.length {
        walk.step()?;
        // Blanking the rest might blank evidence; whoever sent it can still look at the original.
        let element = element(&mut walk, at)?.ok_or(BlankError::Damaged)?;
        let end = element.length.map(|length| element.inside.saturating_add(length).min(walk.length));
        at = match (element.id, end) {
            // Their children follow one after the other, so a length that nobody knew does not matter.
            (SEGMENT, _) | (CLUSTER, None) => element.inside,
            (TAGS | ATTACHMENTS, Some(end)) => {
                changed |= void(&mut walk, at..end, element.inside)?;
                end
            }
            (_, Some(end)) => end,
            (_, None) => return Err(BlankError::Damaged),
        };
    }
    Ok(changed)
}

fn element(walk: &mut Walk<impl Place>, at: u64) -> Result<Option<Element>, BlankError> {
    let head = walk.content(&(at..(at + HEAD_BYTES).min(walk.length)), HEAD_BYTES)?;
    let Some(id_width) = width(head.first(), 4) else { return Ok(None) };
    let Some(size_width) = width(head.get(id_width), 8) else { return Ok(None) };
    let (Some(id), Some(size)) = (head.get(..id_width), head.get(id_width..id_width + size_width)) else {
        return Ok(None);
    };
    let number = |bytes: &[u8]| bytes.iter().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
    // The width is said by the first set bit, which is not part of the number; all ones mean "unknown".
    let mask = (1_u64 << (7 * size_width)) - 1;
    let length = Some(number(size) & mask).filter(|length| *length != mask);
    Ok(Some(Element { id: number(id), inside: at + (id_width + size_width) as u64, length }))
}

fn width(first: Option<&u8>, most: usize) -> Option<usize> {
    let width = first.map(|byte| byte.leading_zeros() as usize + 1)?;
    (width <= most).then_some(width)
}

fn void(walk: &mut Walk<impl Place>, whole: Range<u64>, inside: u64) -> Result<bool, BlankError> {
    walk.zero(inside..whole.end)?;
    let Some(length) = (whole.end - whole.start).checked_sub(VOID_HEAD_BYTES) else {
        // Too short to hold anything.
        return Ok(true);
    };
    let [_, size @ ..] = length.to_be_bytes();
    let [a, b, c, d, e, f, g] = size;
    walk.overwrite(whole.start, &[VOID, 0x01, a, b, c, d, e, f, g])?;
    Ok(true)
}
