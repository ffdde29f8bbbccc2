//! The one thing of EXIF that stays: how the picture has to be turned.

use bytes::Bytes;

const ORIENTATION: u16 = 0x0112;
const SHORT: u16 = 3;
/// As it was taken; the same as saying nothing.
const UPRIGHT: u8 = 1;

/// A new EXIF block that holds the orientation of the old one and nothing else; `None` when the picture is upright.
pub(super) fn only_orientation(tiff: &[u8]) -> Option<Bytes> {
    let orientation = orientation(tiff).filter(|value| *value != UPRIGHT)?;
    let mut out = b"MM\0\x2A\0\0\0\x08\0\x01".to_vec();
    out.extend_from_slice(&ORIENTATION.to_be_bytes());
    out.extend_from_slice(&SHORT.to_be_bytes());
    out.extend_from_slice(&[0, 0, 0, 1, 0, orientation, 0, 0]);
    // There is no second directory.
    out.extend_from_slice(&[0; 4]);
    Some(out.into())
}

/// The orientation of the first directory, 1 to 8 (TIFF 6.0, page 36).
pub(super) fn orientation(tiff: &[u8]) -> Option<u8> {
    let big = match tiff.get(..4)? {
        b"MM\0\x2A" => true,
        b"II\x2A\0" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if big { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    };
    let long: [u8; 4] = tiff.get(4..8)?.try_into().ok()?;
    let directory = if big { u32::from_be_bytes(long) } else { u32::from_le_bytes(long) } as usize;
    let entries = usize::from(short(directory)?);
    let mut places = (0..entries).map(|entry| directory + 2 + entry * 12);
    let at = places.find(|at| short(*at) == Some(ORIENTATION) && short(at + 2) == Some(SHORT))?;
    u8::try_from(short(at + 8)?).ok().filter(|value| (1..=8).contains(value))
}
