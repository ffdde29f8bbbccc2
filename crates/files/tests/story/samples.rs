//! Files made to the byte.

/// What must not be in anything that is kept.
pub const PLACE: &[u8] = b"+41.8057+123.4315/";

/// A picture that was taken on its side, with the place in its EXIF.
pub fn jpeg() -> Vec<u8> {
    let segment = |marker: u8, content: &[u8]| {
        [&[0xFF, marker], ((content.len() + 2) as u16).to_be_bytes().as_slice(), content].concat()
    };
    let tiff = b"MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    [
        vec![0xFF, 0xD8],
        segment(0xE1, &[b"Exif\0\0".as_slice(), tiff, PLACE].concat()),
        segment(0xDB, &[0; 65]),
        segment(0xC0, &[8, 0, 1, 0, 1, 1, 1, 0x11, 0]),
        segment(0xDA, &[1, 1, 0, 0, 63, 0]),
        b"picture".to_vec(),
        vec![0xFF, 0xD9],
    ]
    .concat()
}

pub fn pdf(text: &str) -> Vec<u8> {
    format!("%PDF-1.4\n% {text}\n%%EOF\n").into_bytes()
}

fn bx(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    [&(content.len() as u32 + 8).to_be_bytes()[..], kind, content].concat()
}

/// A video of a phone: the place is in the index behind the data.
pub fn mp4(data: &[u8]) -> Vec<u8> {
    let movie = [bx(b"mvhd", &[1; 100]), bx(b"udta", &bx(b"\xA9xyz", PLACE))].concat();
    [bx(b"ftyp", b"isom\0\0\0\0isommp42"), bx(b"mdat", data), bx(b"moov", &movie)].concat()
}

pub fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}
