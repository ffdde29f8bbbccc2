//! A picture made small enough for where it is shown. Pure: bytes in, bytes out.

use std::io::{BufRead, Cursor, Seek};

use image::{
    DynamicImage, ImageDecoder, ImageReader, Limits, Rgba, RgbaImage, codecs::jpeg::JpegEncoder, imageops,
};

use crate::format::Format;

/// Longest side of what is decoded, in pixels: above what telephones make, also panoramas.
const SIDE_MAX: u32 = 20_000;
/// Memory for one picture while it is made small: about 60 million pixels.
const DECODED_BYTES_MAX: u64 = 192 << 20;
const QUALITY: u8 = 82;

/// It cannot be made small: broken, larger than is decoded, or of a format that nothing here reads.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct NotScaled;

/// A JPEG of at most `side` pixels in both directions, never larger than the picture itself; the way up that its
/// metadata says, on white where it is transparent. Of a moving picture, the first one.
pub(crate) fn scaled(format: Format, picture: impl BufRead + Seek, side: u32) -> Result<Vec<u8>, NotScaled> {
    decoded(format, picture, side).map_err(|_| NotScaled)
}

fn decoded(format: Format, picture: impl BufRead + Seek, side: u32) -> image::ImageResult<Vec<u8>> {
    let unknown = image::error::ImageFormatHint::Name(format.media_type().to_owned());
    let format = image::ImageFormat::from_mime_type(format.media_type())
        .ok_or(image::ImageError::Unsupported(unknown.into()))?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_MAX);
    limits.max_image_height = Some(SIDE_MAX);
    limits.max_alloc = Some(DECODED_BYTES_MAX);
    let mut reader = ImageReader::with_format(picture, format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let way_up = decoder.orientation()?;
    let whole = DynamicImage::from_decoder(decoder)?;
    // First small, then turned: a turn copies every pixel.
    let is_larger = whole.width() > side || whole.height() > side;
    let mut small = if is_larger { whole.thumbnail(side, side) } else { whole };
    small.apply_orientation(way_up);
    let mut out = Cursor::new(Vec::new());
    JpegEncoder::new_with_quality(&mut out, QUALITY).encode_image(&on_white(&small))?;
    Ok(out.into_inner())
}

fn on_white(picture: &DynamicImage) -> image::RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let mut ground = RgbaImage::from_pixel(picture.width(), picture.height(), Rgba([255; 4]));
    imageops::overlay(&mut ground, &picture.to_rgba8(), 0, 0);
    DynamicImage::from(ground).to_rgb8()
}

#[cfg(test)]
mod tests {
    use image::{ImageFormat, Rgb, RgbImage};

    use super::*;

    fn encoded(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        picture.into().write_to(&mut out, format).unwrap();
        out.into_inner()
    }

    /// Left half red, right half blue.
    fn halves(width: u32, height: u32) -> RgbImage {
        RgbImage::from_fn(
            width,
            height,
            |x, _| if x < width / 2 { Rgb([220, 0, 0]) } else { Rgb([0, 0, 220]) },
        )
    }

    fn shown(format: Format, bytes: &[u8], side: u32) -> RgbImage {
        let small = scaled(format, Cursor::new(bytes), side).unwrap();
        image::load_from_memory_with_format(&small, ImageFormat::Jpeg).unwrap().to_rgb8()
    }

    fn near(pixel: &Rgb<u8>, wanted: [u8; 3]) -> bool {
        pixel.0.iter().zip(wanted).all(|(a, b)| a.abs_diff(b) < 30)
    }

    #[test]
    fn pictures_of_every_kind_become_small_and_none_becomes_larger() {
        for (format, kind) in [
            (Format::Jpeg, ImageFormat::Jpeg),
            (Format::Png, ImageFormat::Png),
            (Format::Gif, ImageFormat::Gif),
            (Format::Webp, ImageFormat::WebP),
        ] {
            for (size, side, wanted) in
                [((900, 300), 320, (320, 107)), ((300, 900), 320, (107, 320)), ((90, 30), 320, (90, 30))]
            {
                let small = shown(format, &encoded(halves(size.0, size.1), kind), side);
                assert_eq!(small.dimensions(), wanted, "{format:?} {size:?}");
                assert!(near(small.get_pixel(2, 2), [220, 0, 0]), "{format:?}: {:?}", small.get_pixel(2, 2));
                let right = small.get_pixel(small.width() - 3, 2);
                assert!(near(right, [0, 0, 220]), "{format:?}: {right:?}");
            }
        }
    }

    /// The telephone was held upright: what is left in the file is at the top on the screen.
    #[test]
    fn a_picture_that_lies_on_its_side_is_put_upright() {
        let plain = encoded(halves(400, 200), ImageFormat::Jpeg);
        let exif = b"Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        let length = (u16::try_from(exif.len()).unwrap() + 2).to_be_bytes();
        let lying = [&plain[..2], &[0xFF, 0xE1], &length, exif, &plain[2..]].concat();
        let upright = shown(Format::Jpeg, &lying, 100);
        assert_eq!(upright.dimensions(), (50, 100));
        assert!(near(upright.get_pixel(25, 5), [220, 0, 0]) && near(upright.get_pixel(25, 95), [0, 0, 220]));
    }

    #[test]
    fn what_is_transparent_is_white() {
        let glass = RgbaImage::from_pixel(40, 40, Rgba([0, 0, 0, 0]));
        assert!(near(shown(Format::Png, &encoded(glass, ImageFormat::Png), 20).get_pixel(10, 10), [255; 3]));
    }

    #[test]
    fn what_is_broken_too_large_or_unknown_is_refused() {
        let whole = encoded(halves(900, 300), ImageFormat::Png);
        let mut bomb = whole.clone();
        // Width and height of the header: 60,000 × 60,000 pixels.
        bomb[16..24].copy_from_slice(&[0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60]);
        let cases: [(Format, &[u8]); 5] = [
            (Format::Png, &whole[..whole.len() / 2]),
            (Format::Png, &bomb),
            (Format::Jpeg, &whole),
            (Format::Heic, &whole),
            (Format::Pdf, b"%PDF-1.4"),
        ];
        for (format, bytes) in cases {
            assert_eq!(scaled(format, Cursor::new(bytes), 320), Err(NotScaled), "{format:?}");
        }
    }
}
