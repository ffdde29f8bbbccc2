//! WebP: the picture, its transparency, its animation and its colour profile.

use bytes::Bytes;
use img_parts::{
    ImageEXIF,
    riff::{RiffChunk, RiffContent},
    webp::{CHUNK_ALPH, CHUNK_ANIM, CHUNK_ANMF, CHUNK_ICCP, CHUNK_VP8, CHUNK_VP8L, CHUNK_VP8X, WebP},
};

use super::{Damaged, exif};

const KEPT: [[u8; 4]; 7] =
    [CHUNK_VP8, CHUNK_VP8L, CHUNK_VP8X, CHUNK_ALPH, CHUNK_ANIM, CHUNK_ANMF, CHUNK_ICCP];
/// The bit of the header that announces XMP.
const XMP: u8 = 0b0000_0100;

pub(super) fn strip(bytes: Bytes) -> Result<Vec<Bytes>, Damaged> {
    let mut webp = WebP::from_bytes(bytes).map_err(|_| Damaged)?;
    let shown = [CHUNK_VP8, CHUNK_VP8L, CHUNK_ANMF];
    if !shown.into_iter().any(|chunk| webp.has_chunk(chunk)) {
        return Err(Damaged);
    }
    let orientation = webp.exif().and_then(|tiff| exif::only_orientation(&tiff));
    webp.chunks_mut().retain(|chunk| KEPT.contains(&chunk.id()));
    for chunk in webp.chunks_mut() {
        if chunk.id() == CHUNK_VP8X {
            *chunk = without_xmp(chunk);
        }
    }
    webp.set_exif(orientation);
    Ok(webp.encoder().collect())
}

fn without_xmp(header: &RiffChunk) -> RiffChunk {
    let mut flags = header.content().data().map(|data| data.to_vec()).unwrap_or_default();
    if let Some(first) = flags.first_mut() {
        *first &= !XMP;
    }
    RiffChunk::new(CHUNK_VP8X, RiffContent::Data(flags.into()))
}
