//! Where the samples of a track lie in the file (ISO/IEC 14496-12, 8.7): telemetry is zeroed there too, because a track
//! that is no longer listed can still be read from the bytes.

use std::ops::Range;

use super::{
    BlankError, Place,
    boxes::{Part, Walk},
};

/// A million samples: nine hours of telemetry at 30 a second.
const TABLE_BYTES_MAX: u64 = 4 * 1024 * 1024;

/// The chunks of a track as ranges of the file. Empty when the samples are in fragments.
pub(super) fn of(walk: &mut Walk<impl Place>, media: &[Part]) -> Result<Vec<Range<u64>>, BlankError> {
    let Some(information) = find(media, b"minf") else { return Ok(Vec::new()) };
    let information = walk.parts(information.inside.clone())?.0;
    let Some(table) = find(&information, b"stbl") else { return Ok(Vec::new()) };
    let table = walk.parts(table.inside.clone())?.0;
    let mut read = |kind: &[u8; 4]| match find(&table, kind) {
        Some(part) => walk.content(&part.inside, TABLE_BYTES_MAX).map(Some),
        None => Ok(None),
    };
    let (Some(sizes), Some(groups)) = (read(b"stsz")?, read(b"stsc")?) else { return Ok(Vec::new()) };
    let places = match (read(b"stco")?, read(b"co64")?) {
        (Some(places), _) => numbers(&places, 4, 4),
        (None, Some(places)) => numbers(&places, 4, 8),
        (None, None) => Vec::new(),
    };
    Ok(chunks(&Sizes::read(&sizes), &numbers(&groups, 4, 4), &places))
}

fn find<'a>(parts: &'a [Part], kind: &[u8; 4]) -> Option<&'a Part> {
    parts.iter().find(|part| part.kind == *kind)
}

/// The big-endian numbers behind version, flags and `skip` bytes of header.
fn numbers(content: &[u8], skip: usize, width: usize) -> Vec<u64> {
    let numbers = content.get(4 + skip..).unwrap_or_default().chunks_exact(width);
    numbers.map(|bytes| bytes.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte))).collect()
}

enum Sizes {
    /// All samples have this size.
    Same(u64),
    Each(Vec<u64>),
}

impl Sizes {
    fn read(content: &[u8]) -> Self {
        match numbers(content, 0, 4).first() {
            Some(0) | None => Self::Each(numbers(content, 8, 4)),
            Some(size) => Self::Same(*size),
        }
    }

    fn sum(&self, from: usize, count: usize) -> u64 {
        match self {
            Self::Same(size) => size.saturating_mul(count as u64),
            Self::Each(sizes) => {
                let until = from.saturating_add(count).min(sizes.len());
                sizes
                    .get(from..until)
                    .unwrap_or_default()
                    .iter()
                    .fold(0, |sum, size| sum.saturating_add(*size))
            }
        }
    }
}

/// `groups` holds triples: first chunk (from 1), samples in each chunk, description.
fn chunks(sizes: &Sizes, groups: &[u64], places: &[u64]) -> Vec<Range<u64>> {
    let mut sample = 0_usize;
    let mut ranges = Vec::with_capacity(places.len());
    for (index, place) in places.iter().enumerate() {
        let number = index as u64 + 1;
        let group = groups.chunks_exact(3).rfind(|group| group[0] <= number);
        let count = group.map_or(0, |group| usize::try_from(group[1]).unwrap_or(usize::MAX));
        ranges.push(*place..place.saturating_add(sizes.sum(sample, count)));
        sample = sample.saturating_add(count);
    }
    ranges
}
