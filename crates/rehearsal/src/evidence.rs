//! Real files for the story: small, made here, and what their names say they are.

use image::{ImageFormat, Rgb, RgbImage};

const WIDTH: u32 = 240;
const HEIGHT: u32 = 160;

/// As many of its characters fit between the margins below the title.
const LINE_CHARS: usize = 34;

/// A one-page PDF: the first line as its title, the others below it. The Chinese font is one that every reader brings
/// along (ISO 32000-1, 9.7.5.2), so none has to be in the file.
pub(crate) fn pdf(lines: &[&str]) -> Vec<u8> {
    let mut stream = String::from("BT /F1 20 Tf 32 TL 72 750 Td");
    for (at, line) in lines.iter().enumerate() {
        stream.push_str(if at == 1 { " /F1 13 Tf T*" } else { "" });
        for part in line.encode_utf16().collect::<Vec<u16>>().chunks(LINE_CHARS) {
            let code: String = part.iter().map(|unit| format!("{unit:04X}")).collect();
            stream.push_str(&format!(" <{code}> Tj T*"));
        }
    }
    stream.push_str(" ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{stream}\nendstream", stream.len()),
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>"
            .to_owned(),
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /W [1 95 500] /FontDescriptor 7 0 R \
         /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>"
            .to_owned(),
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 \
         /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
            .to_owned(),
    ];
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::with_capacity(objects.len());
    for (index, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend_from_slice(format!("{} 0 obj\n{object}\nendobj\n", index + 1).as_bytes());
    }
    let table = out.len();
    out.extend_from_slice(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).as_bytes());
    for place in places {
        out.extend_from_slice(format!("{place:010} 00000 n \n").as_bytes());
    }
    let size = objects.len() + 1;
    out.extend_from_slice(
        format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n").as_bytes(),
    );
    out
}

/// A picture of a works under a sky: its wall has this colour, and a banner hangs on it.
pub(crate) fn png(red: u8, green: u8, blue: u8) -> Vec<u8> {
    let picture = RgbImage::from_fn(WIDTH, HEIGHT, |x, y| Rgb(point(x, y, [red, green, blue])));
    let mut out = std::io::Cursor::new(Vec::new());
    // Writing into memory fails for no picture of this size and form.
    let _ = picture.write_to(&mut out, ImageFormat::Png);
    out.into_inner()
}

fn point(x: u32, y: u32, wall: [u8; 3]) -> [u8; 3] {
    const GROUND: u32 = 128;
    let shade = u8::try_from(y / 2).unwrap_or(0);
    let chimney = (190..204).contains(&x) && y >= 24;
    let roof = (30..210).contains(&x) && (58..64).contains(&y);
    let hall = (36..204).contains(&x) && y >= 64;
    let banner = (52..188).contains(&x) && (74..86).contains(&y);
    let window = y > 94 && y < 112 && (48..192).contains(&x) && x % 24 < 14;
    match () {
        () if y >= GROUND => [150, 150, 142],
        () if banner => [196, 30, 38],
        () if window => [214, 232, 244],
        () if roof => [84, 92, 104],
        () if hall => wall,
        () if chimney => [140, 96, 84],
        () => [150 + shade, 190 + shade / 2, 230],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_one_and_another_colour_another_file() {
        let picture = image::load_from_memory(&png(1, 2, 3)).unwrap().into_rgb8();
        assert_eq!((picture.dimensions(), picture.get_pixel(40, 90).0), ((WIDTH, HEIGHT), [1, 2, 3]));
        assert_ne!(png(1, 2, 3), png(1, 2, 4));
    }
}
