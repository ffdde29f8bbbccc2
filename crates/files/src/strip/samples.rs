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

/// `groups` holds triples in the order of the file: first chunk (from 1), samples in each chunk, description. A group
/// reaches to the next one.
fn chunks(sizes: &Sizes, groups: &[u64], places: &[u64]) -> Vec<Range<u64>> {
    let mut coming = groups.chunks_exact(3).peekable();
    let (mut sample, mut count) = (0_usize, 0_usize);
    let mut ranges = Vec::with_capacity(places.len());
    for (number, place) in (1_u64..).zip(places) {
        while let Some(group) = coming.next_if(|group| group[0] <= number) {
            count = usize::try_from(group[1]).unwrap_or(usize::MAX);
        }
        ranges.push(*place..place.saturating_add(sizes.sum(sample, count)));
        sample = sample.saturating_add(count);
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_take_their_samples_in_turn() {
        let places = [100, 200, 300, 400];
        let groups = [1, 2, 1, 3, 1, 1];
        let each = Sizes::Each(vec![1, 2, 3, 4, 5, 6]);
        assert_eq!(chunks(&each, &groups, &places), [100..103, 200..207, 300..305, 400..406]);
        assert_eq!(chunks(&Sizes::Same(10), &groups, &places), [100..120, 200..220, 300..310, 400..410]);
        let too_few = Sizes::Each(vec![1, 2, 3]);
        assert_eq!(chunks(&too_few, &groups, &places), [100..103, 200..203, 300..300, 400..400]);
        assert_eq!(chunks(&each, &[], &places[..2]), [100..100, 200..200]);
        let endless = chunks(&Sizes::Same(u64::MAX), &[1, u64::MAX, 1], &[7, 9]);
        assert_eq!(endless, [7..u64::MAX, 9..u64::MAX]);
    }
}
