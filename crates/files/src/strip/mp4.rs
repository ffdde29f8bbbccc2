//! MP4 and MOV: what is needed to play stays where it is; every other box becomes free space.

use std::ops::Range;

use super::{
    BlankError, Place,
    boxes::{Part, Walk},
    samples,
};

/// Boxes that a player needs, per place. `udta`, `meta`, `uuid` and whatever makers invent are not among them: they hold
/// the place (`©xyz`, `loci`, `com.apple.quicktime.location.ISO6709`), the device and the owner.
const IN_FILE: [&[u8; 4]; 8] = [b"ftyp", b"styp", b"moov", b"moof", b"mdat", b"sidx", b"mfra", b"ssix"];
const IN_MOVIE: [&[u8; 4]; 5] = [b"mvhd", b"trak", b"mvex", b"iods", b"pssh"];
const IN_TRACK: [&[u8; 4]; 5] = [b"tkhd", b"tref", b"edts", b"mdia", b"tapt"];
/// Handlers of tracks that are seen or heard (video, sound, subtitles, captions, chapters, clean aperture, hints).
/// All others carry telemetry: `meta` of phones, `gpmd` and `camm` of action cameras and drones.
const SHOWN: [&[u8; 4]; 9] =
    [b"vide", b"soun", b"text", b"sbtl", b"subt", b"clcp", b"tmcd", b"auxv", b"hint"];

/// Removes the metadata in place. Answers whether anything was changed.
pub(crate) fn blank(file: &mut impl Place) -> Result<bool, BlankError> {
    let mut walk = Walk::new(file)?;
    let (boxes, end) = walk.parts(0..walk.length)?;
    let indexed = boxes.iter().any(|part| part.kind == *b"moov");
    let plays = |part: &Part| [*b"moov", *b"moof", *b"mdat"].contains(&part.kind);
    if !boxes.iter().any(plays) {
        return Err(BlankError::Damaged);
    }
    if end < walk.length && !indexed {
        // Blanking the rest might blank evidence; whoever sent it can still look at the original.
        return Err(BlankError::Damaged);
    }
    // What is not a box behind the index is a maker's own trailer.
    let mut changed = walk.zero(end..walk.length)?;
    for part in boxes {
        changed |= match &part.kind {
            b"moov" => movie(&mut walk, part.inside)?,
            kind if IN_FILE.contains(&kind) => false,
            _ => walk.blank(&part)?,
        };
    }
    Ok(changed)
}

fn movie(walk: &mut Walk<impl Place>, inside: Range<u64>) -> Result<bool, BlankError> {
    let mut changed = false;
    for part in walk.parts(inside)?.0 {
        changed |= match &part.kind {
            b"trak" => track(walk, &part)?,
            kind if IN_MOVIE.contains(&kind) => false,
            _ => walk.blank(&part)?,
        };
    }
    Ok(changed)
}

fn track(walk: &mut Walk<impl Place>, track: &Part) -> Result<bool, BlankError> {
    let boxes = walk.parts(track.inside.clone())?.0;
    let media = match boxes.iter().find(|part| part.kind == *b"mdia") {
        Some(media) => walk.parts(media.inside.clone())?.0,
        None => Vec::new(),
    };
    if !is_shown(walk, &media)? {
        for range in samples::of(walk, &media)? {
            walk.zero(range)?;
        }
        return walk.blank(track);
    }
    let mut changed = false;
    for part in boxes.iter().filter(|part| !IN_TRACK.contains(&&part.kind)) {
        changed |= walk.blank(part)?;
    }
    Ok(changed)
}

/// A track without a handler is kept: players decide what to do with it.
fn is_shown(walk: &mut Walk<impl Place>, media: &[Part]) -> Result<bool, BlankError> {
    const HANDLER_BYTES_MAX: u64 = 64 * 1024;
    let Some(handler) = media.iter().find(|part| part.kind == *b"hdlr") else { return Ok(true) };
    let handler = walk.content(&handler.inside, HANDLER_BYTES_MAX)?;
    // Version and flags, then the component type, then the handler.
    Ok(handler.get(8..12).is_none_or(|kind| SHOWN.iter().any(|shown| shown.as_slice() == kind)))
}
