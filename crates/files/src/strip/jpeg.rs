//! JPEG: tables, frames and scans stay, with the colour profile and the two markers that say how colours are coded.

use bytes::{Bytes, BytesMut};
use img_parts::{
    ImageEXIF,
    jpeg::{Jpeg, JpegSegment, markers},
};

use super::{Damaged, exif};

pub(super) fn strip(bytes: Bytes) -> Result<Vec<Bytes>, Damaged> {
    let mut jpeg = Jpeg::from_bytes(bytes.clone()).map_err(|_| Damaged)?;
    let orientation = jpeg.exif().and_then(|tiff| exif::only_orientation(&tiff));
    jpeg.segments_mut().retain(shows_the_picture);
    jpeg.set_exif(orientation);
    let Some(scan) = jpeg.segments_mut().pop_if(|segment| segment.marker() == markers::SOS) else {
        // Tables without a scan: nothing to show.
        return Err(Damaged);
    };
    let mut pieces = vec![Bytes::from_static(&[markers::P, markers::SOI])];
    pieces.extend(jpeg.segments().iter().flat_map(|segment| segment.clone().encoder()));
    let entropy = scan.len_with_entropy() - scan.len();
    pieces.extend(JpegSegment::new_with_contents(markers::SOS, scan.contents().clone()).encoder());
    pieces.push(scans(&bytes.slice(bytes.len() - entropy..)));
    Ok(pieces)
}

fn shows_the_picture(segment: &JpegSegment) -> bool {
    let begins = |with: &[u8]| segment.contents().starts_with(with);
    match segment.marker() {
        markers::APP0 => begins(b"JFIF\0"),
        markers::APP2 => begins(b"ICC_PROFILE\0"),
        markers::APP14 => begins(b"Adobe"),
        markers::APP1 | markers::APP3..=markers::APP13 | markers::APP15 | markers::COM => false,
        // Reserved for extensions that nobody uses.
        markers::JPG0..=0xFD => false,
        _ => true,
    }
}

/// The scans up to the end of the image. What phones put behind it goes: a moving picture with sound, a second picture
/// with its own metadata, the depth, the name of the place.
fn scans(entropy: &Bytes) -> Bytes {
    let mut kept = BytesMut::with_capacity(entropy.len());
    // A marker may stand behind any number of 0xFF; those go with it, or they would make a marker of what follows.
    let (mut from, mut at, mut fill) = (0, 0, 0);
    // Behind a part that claims to be longer than the file nobody knows what is picture and what is not.
    let mut end = entropy.len();
    while let Some(pair) = entropy.get(at..at + 2) {
        if pair[0] != markers::P {
            at += 1;
            fill = at;
            continue;
        }
        match pair[1] {
            markers::P => {
                at += 1;
                continue;
            }
            markers::Z | markers::RST0..=markers::RST7 => at += 2,
            markers::EOI => {
                kept.extend_from_slice(&entropy[from..at + 2]);
                return kept.freeze();
            }
            marker => {
                let length = entropy.get(at + 2..at + 4).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
                let after = length.map(|length| at + 2 + usize::from(length));
                let Some(after) = after.filter(|after| *after <= entropy.len()) else {
                    end = at;
                    break;
                };
                if matches!(marker, markers::APP0..=markers::APP15 | markers::COM | markers::JPG0..=0xFD) {
                    kept.extend_from_slice(&entropy[from..fill]);
                    from = after;
                }
                at = after;
            }
        }
        fill = at;
    }
    // The end is missing: viewers show what is there, and so do we.
    kept.extend_from_slice(&entropy[from..end]);
    kept.extend_from_slice(&[markers::P, markers::EOI]);
    kept.freeze()
}
