//! PNG: the chunks that are needed to show the picture, animated or not, in its colours and size.

use bytes::Bytes;
use img_parts::{
    ImageEXIF,
    png::{Png, PngChunk},
};

use super::{Damaged, exif};

/// Critical chunks, transparency, colour (PNG third edition, 11.3.2), physical size, animation.
const KEPT: [&[u8; 4]; 19] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP",
    b"mDCV", b"cLLI", b"bKGD", b"hIST", b"pHYs", b"acTL", b"fcTL", b"fdAT",
];

pub(super) fn strip(bytes: Bytes) -> Result<Vec<Bytes>, Damaged> {
    let mut png = Png::from_bytes(bytes).map_err(|_| Damaged)?;
    let is = |chunk: Option<&PngChunk>, kind: &[u8; 4]| chunk.is_some_and(|chunk| chunk.kind() == *kind);
    if !is(png.chunks().first(), b"IHDR") || !is(png.chunks().last(), b"IEND") {
        return Err(Damaged);
    }
    let orientation = png.exif().and_then(|tiff| exif::only_orientation(&tiff));
    png.chunks_mut().retain(|chunk| KEPT.contains(&&chunk.kind()));
    png.set_exif(orientation);
    Ok(png.encoder().collect())
}
