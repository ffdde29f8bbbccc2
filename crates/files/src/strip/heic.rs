//! HEIC (ISO/IEC 23008-12): EXIF and XMP are items of their own, listed in `iinf` and placed by `iloc`. Their bytes are
//! zeroed; the orientation is a property of the picture (`irot`, `imir`) and stays.

use std::{collections::BTreeSet, io::Cursor, ops::Range};

use bytes::Bytes;

use super::{
    BlankError, Damaged, Place,
    boxes::{Part, Walk},
};

const IN_FILE: [&[u8; 4]; 4] = [b"ftyp", b"meta", b"mdat", b"moov"];
/// Items that are not part of a picture.
const METADATA: [&[u8; 4]; 3] = [b"Exif", b"mime", b"uri "];
const LIST_BYTES_MAX: u64 = 1024 * 1024;

pub(super) fn strip(bytes: Vec<u8>) -> Result<Vec<Bytes>, Damaged> {
    let mut walk = Walk::new(Cursor::new(bytes)).map_err(|_| Damaged)?;
    clean(&mut walk).map_err(|_| Damaged)?;
    Ok(vec![walk.into_file().into_inner().into()])
}

fn clean(walk: &mut Walk<impl Place>) -> Result<(), BlankError> {
    let (boxes, end) = walk.parts(0..walk.length)?;
    let meta = boxes.iter().find(|part| part.kind == *b"meta").ok_or(BlankError::Damaged)?;
    // `meta` is a full box: version and flags come before what is inside.
    let lists = walk.parts(meta.inside.start + 4..meta.inside.end)?.0;
    let ranges = metadata(walk, &lists)?;
    let data = lists.iter().find(|part| part.kind == *b"idat").map(|part| part.inside.clone());
    let holds =
        |inside: &Range<u64>, range: &Range<u64>| inside.start <= range.start && range.end <= inside.end;
    let contents = boxes.iter().filter(|part| ![*b"ftyp", *b"meta"].contains(&part.kind));
    for range in ranges.iter().filter(|range| !range.is_empty()) {
        // An item that claims to lie in the lists, or across the head of a box, would have those zeroed, and nothing of the
        // picture be found again.
        let in_data = data.as_ref().is_some_and(|data| holds(data, range));
        if !in_data && !contents.clone().any(|part| holds(&part.inside, range)) {
            return Err(BlankError::Damaged);
        }
    }
    for range in ranges {
        walk.zero(range)?;
    }
    for part in boxes.iter().filter(|part| !IN_FILE.contains(&&part.kind)) {
        walk.blank(part)?;
    }
    walk.zero(end..walk.length)?;
    Ok(())
}

fn metadata(walk: &mut Walk<impl Place>, lists: &[Part]) -> Result<Vec<Range<u64>>, BlankError> {
    let find = |kind: &[u8; 4]| lists.iter().find(|part| part.kind == *kind);
    let (Some(items), Some(places)) = (find(b"iinf"), find(b"iloc")) else { return Ok(Vec::new()) };
    let wanted = items_of(walk, items)?;
    let places = walk.content(&places.inside, LIST_BYTES_MAX)?;
    let data = find(b"idat").map(|part| part.inside.start);
    extents(&places, &wanted, data).ok_or(BlankError::Damaged)
}

/// The numbers of the items that are metadata.
fn items_of(walk: &mut Walk<impl Place>, list: &Part) -> Result<BTreeSet<u64>, BlankError> {
    let bytes = walk.content(&list.inside, LIST_BYTES_MAX)?;
    // Version 0 counts its entries in 16 bits, later ones in 32.
    let head = if bytes.first() == Some(&0) { 6 } else { 8 };
    let entries = walk.parts(list.inside.start + head..list.inside.end)?.0;
    let mut wanted = BTreeSet::new();
    for entry in entries.iter().filter(|entry| entry.kind == *b"infe") {
        let mut fields = Fields(&walk.content(&entry.inside, LIST_BYTES_MAX)?[..]);
        let version = fields.number(1);
        fields.number(3);
        let id = fields.number(if version == Some(2) { 2 } else { 4 });
        fields.number(2);
        let kind = fields.0.get(..4);
        if let (Some(2 | 3), Some(id), Some(kind)) = (version, id, kind)
            && METADATA.iter().any(|metadata| metadata.as_slice() == kind)
        {
            wanted.insert(id);
        }
    }
    Ok(wanted)
}

/// The bytes of the wanted items; `None` when the list is broken.
fn extents(list: &[u8], wanted: &BTreeSet<u64>, data: Option<u64>) -> Option<Vec<Range<u64>>> {
    let mut fields = Fields(list);
    let version = fields.number(1)?;
    fields.number(3)?;
    let widths = fields.number(2)?;
    let width = |shift: u32| usize::try_from(widths >> shift & 0xF).ok();
    let (offset_width, length_width, base_width) = (width(12)?, width(8)?, width(4)?);
    let index_width = if version == 0 { 0 } else { width(0)? };
    let id_width = if version < 2 { 2 } else { 4 };
    let items = fields.number(id_width)?;
    let mut ranges = Vec::new();
    for _ in 0..items {
        let id = fields.number(id_width)?;
        let method = if version == 0 { 0 } else { fields.number(2)? & 0xF };
        fields.number(2)?;
        let base = fields.number(base_width)?;
        for _ in 0..fields.number(2)? {
            fields.number(index_width)?;
            let offset = fields.number(offset_width)?;
            let length = fields.number(length_width)?;
            // Method 0 counts from the start of the file, 1 from the start of `idat`; 2 refers to another item.
            let origin = match method {
                0 => Some(0),
                1 => data,
                _ => None,
            };
            if let (true, Some(origin)) = (wanted.contains(&id), origin) {
                let start = origin.checked_add(base)?.checked_add(offset)?;
                ranges.push(start..start.checked_add(length)?);
            }
        }
    }
    Some(ranges)
}

/// Big-endian numbers one after the other.
struct Fields<'a>(&'a [u8]);

impl Fields<'_> {
    fn number(&mut self, width: usize) -> Option<u64> {
        let (bytes, rest) = self.0.split_at_checked(width)?;
        self.0 = rest;
        Some(bytes.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
    }
}
