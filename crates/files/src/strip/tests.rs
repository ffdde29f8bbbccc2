//! Pictures and videos made here to the byte, each with secrets in every place where phones and cameras put them.

use std::io::Cursor;

use super::*;

/// What must not be found anywhere in what is kept.
const SECRET: &[u8] = b"+41.8057+123.4315/SHENYANG";

/// A TIFF block with an orientation, a pointer to a GPS directory, and the secret where that would be.
fn tiff(orientation: u8, big: bool) -> Vec<u8> {
    let n16 = |n: u16| if big { n.to_be_bytes() } else { n.to_le_bytes() };
    let n32 = |n: u32| if big { n.to_be_bytes() } else { n.to_le_bytes() };
    let mut out = if big { b"MM\0\x2A".to_vec() } else { b"II\x2A\0".to_vec() };
    out.extend(n32(8));
    out.extend(n16(2));
    for (tag, kind, value) in [(0x0112_u16, 3_u16, u16::from(orientation)), (0x8825, 4, 38)] {
        out.extend(n16(tag));
        out.extend(n16(kind));
        out.extend(n32(1));
        out.extend(n16(value));
        out.extend(n16(0));
    }
    out.extend(n32(0));
    out.extend(SECRET);
    out
}

fn with_prefix(prefix: &[u8], rest: &[u8]) -> Vec<u8> {
    [prefix, rest].concat()
}

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = (content.len() + 2) as u16;
    [&[0xFF, marker], length.to_be_bytes().as_slice(), content].concat()
}

/// A progressive JPEG: two scans, with a comment between them, and a second picture behind the end.
fn jpeg(orientation: u8) -> Vec<u8> {
    [
        vec![0xFF, 0xD8],
        segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
        segment(0xE1, &with_prefix(b"Exif\0\0", &tiff(orientation, true))),
        segment(0xE1, &with_prefix(b"http://ns.adobe.com/xap/1.0/\0", SECRET)),
        segment(0xE2, &with_prefix(b"ICC_PROFILE\0\x01\x01", b"colours")),
        segment(0xE2, &with_prefix(b"MPF\0", SECRET)),
        segment(0xED, &with_prefix(b"Photoshop 3.0\0", SECRET)),
        segment(0xEE, b"Adobe\0\x64\0\0\0\0\x01"),
        segment(0xFE, SECRET),
        segment(0xDB, &[0; 65]),
        segment(0xC2, &[8, 0, 1, 0, 1, 1, 1, 0x11, 0]),
        segment(0xDA, &[1, 1, 0, 0, 0, 0]),
        b"scan one \xFF\x00 \xFF\xD0".to_vec(),
        segment(0xFE, SECRET),
        segment(0xDA, &[1, 1, 0, 0, 63, 0]),
        b"scan two".to_vec(),
        vec![0xFF, 0xD9],
        segment(0xE1, &with_prefix(b"Exif\0\0", &tiff(1, false))),
    ]
    .concat()
}

/// CRC-32 of PNG (ISO 3309), bit by bit.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| crc >> 1 ^ (0xEDB8_8320 & (crc & 1).wrapping_neg()))
    })
}

fn png(orientation: u8) -> Vec<u8> {
    let chunk = |kind: &[u8; 4], content: &[u8]| {
        let named = with_prefix(kind, content);
        [&(content.len() as u32).to_be_bytes()[..], &named, &crc(&named).to_be_bytes()].concat()
    };
    [
        b"\x89PNG\r\n\x1A\n".to_vec(),
        chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]),
        chunk(b"gAMA", &[0, 0, 0xB1, 0x8F]),
        chunk(b"tEXt", &with_prefix(b"Location\0", SECRET)),
        chunk(b"iTXt", &with_prefix(b"XML:com.adobe.xmp\0\0\0\0\0", SECRET)),
        chunk(b"eXIf", &tiff(orientation, true)),
        chunk(b"prVt", SECRET),
        chunk(b"IDAT", b"picture data"),
        chunk(b"tIME", &[7, 0xE5, 6, 16, 10, 0, 0]),
        chunk(b"IEND", b""),
        SECRET.to_vec(),
    ]
    .concat()
}

fn webp(orientation: u8) -> Vec<u8> {
    let chunk = |kind: &[u8; 4], content: &[u8]| {
        let mut out = [&kind[..], &(content.len() as u32).to_le_bytes(), content].concat();
        out.resize(out.len().next_multiple_of(2), 0);
        out
    };
    let inside = [
        b"WEBP".to_vec(),
        chunk(b"VP8X", &[0x0C, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        chunk(b"VP8 ", b"\x50\x5a\x00\x9d\x01\x2a\x01\x00\x01\x00"),
        chunk(b"EXIF", &tiff(orientation, false)),
        chunk(b"XMP ", SECRET),
        chunk(b"mine", SECRET),
    ]
    .concat();
    [chunk(b"RIFF", &inside), SECRET.to_vec()].concat()
}

fn gif() -> Vec<u8> {
    let block = |content: &[u8]| [&[content.len() as u8][..], content, &[0]].concat();
    [
        b"GIF89a\x01\0\x01\0\x80\0\0".to_vec(),
        b"\0\0\0\xFF\xFF\xFF".to_vec(),
        [&b"\x21\xFF\x0BNETSCAPE2.0"[..], &block(&[1, 0, 0])].concat(),
        [&b"\x21\xFE"[..], &block(SECRET)].concat(),
        [&b"\x21\xFF\x0BXMP DataXMP"[..], &block(SECRET)].concat(),
        [&b"\x21\xF9"[..], &block(&[0, 0, 0, 0])].concat(),
        [&b"\x2C\0\0\0\0\x01\0\x01\0\0\x02"[..], &block(b"\x44\x01")].concat(),
        vec![0x3B],
        SECRET.to_vec(),
    ]
    .concat()
}

fn bx(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    [&(content.len() as u32 + 8).to_be_bytes()[..], kind, content].concat()
}

fn heic() -> Vec<u8> {
    let infe = |id: u16, kind: &[u8; 4]| {
        bx(b"infe", &[&[2, 0, 0, 0][..], &id.to_be_bytes(), &[0, 0], kind, &[0]].concat())
    };
    let iinf = bx(b"iinf", &[&[0, 0, 0, 0, 0, 2][..], &infe(1, b"hvc1"), &infe(2, b"Exif")].concat());
    let exif = [&[0, 0, 0, 6][..], b"Exif\0\0", &tiff(1, true)].concat();
    // The places are only known once everything before `mdat` is laid out, so it is done twice.
    let laid_out = |base: u32| {
        let item = |id: u16, offset: u32, length: usize| {
            let fields: [&[u8]; 5] = [
                &id.to_be_bytes(),
                &[0, 0],
                &[0, 1],
                &(base + offset).to_be_bytes(),
                &(length as u32).to_be_bytes(),
            ];
            fields.concat()
        };
        let items = [item(1, 0, 7), item(2, 7, exif.len())].concat();
        let iloc = bx(b"iloc", &[&[0, 0, 0, 0, 0x44, 0, 0, 2][..], &items].concat());
        let meta = bx(b"meta", &[&[0, 0, 0, 0][..], &iinf, &iloc].concat());
        [bx(b"ftyp", b"heic\0\0\0\0mif1heic"), meta, bx(b"uuid", SECRET)].concat()
    };
    let base = laid_out(0).len() as u32 + 8;
    [laid_out(base), bx(b"mdat", &[b"picture".as_slice(), &exif].concat())].concat()
}

fn track(handler: &[u8; 4], place: u32, length: u32) -> Vec<u8> {
    let hdlr = bx(b"hdlr", &[&[0; 8][..], handler, &[0; 13]].concat());
    let number = |numbers: &[u32]| numbers.iter().flat_map(|n| n.to_be_bytes()).collect::<Vec<u8>>();
    let table = [
        bx(b"stsz", &number(&[0, 0, 2, length - 1, 1])),
        bx(b"stsc", &number(&[0, 1, 1, 2, 1])),
        bx(b"stco", &number(&[0, 1, place])),
    ]
    .concat();
    let media = bx(b"mdia", &[hdlr, bx(b"minf", &bx(b"stbl", &table))].concat());
    let tags = bx(b"udta", &bx(b"name", SECRET));
    bx(b"trak", &[bx(b"tkhd", b"rotated by ninety degrees"), media, tags].concat())
}

/// As a phone writes it: the index behind the data, with a track of places beside the pictures.
fn mp4() -> Vec<u8> {
    let front = bx(b"ftyp", b"isom\0\0\0\0isommp42");
    let mdat = bx(b"mdat", &[b"moving pictures".as_slice(), SECRET].concat());
    let place = (front.len() + 8 + 15) as u32;
    let moov = [
        bx(b"mvhd", &[1; 100]),
        track(b"vide", (front.len() + 8) as u32, 15),
        track(b"meta", place, SECRET.len() as u32),
        bx(b"udta", &bx(b"\xA9xyz", SECRET)),
        bx(b"meta", SECRET),
    ]
    .concat();
    let tail = [bx(b"uuid", SECRET), bx(b"free", SECRET), bx(b"sefd", SECRET), SECRET[..7].to_vec()];
    [front, mdat, bx(b"moov", &moov), tail.concat()].concat()
}

fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

fn stripped(format: Format, bytes: &[u8]) -> Vec<u8> {
    picture(format, bytes.to_vec()).unwrap().unwrap().concat()
}

#[test]
fn pictures_lose_every_secret_and_keep_what_is_seen() {
    type Case<'a> = (Format, Vec<u8>, Vec<&'a [u8]>);
    let cases: [Case<'_>; 5] = [
        (
            Format::Jpeg,
            jpeg(6),
            vec![b"JFIF", b"colours", b"Adobe", b"scan one \xFF\x00 \xFF\xD0", b"scan two\xFF\xD9"],
        ),
        (Format::Png, png(6), vec![b"IHDR", b"gAMA", b"picture data", b"IEND"]),
        (Format::Webp, webp(6), vec![b"VP8 ", b"\x9d\x01\x2a"]),
        (Format::Gif, gif(), vec![b"NETSCAPE2.0", b"\x44\x01", b"\x21\xF9"]),
        (Format::Heic, heic(), vec![b"picture", b"hvc1"]),
    ];
    for (format, bytes, seen) in cases {
        assert!(holds(&bytes, SECRET), "{format:?}");
        let kept = stripped(format, &bytes);
        assert!(
            !holds(&kept, SECRET) && !holds(&kept, &SECRET[..8]),
            "{format:?} still says where it was taken"
        );
        for part in seen {
            assert!(holds(&kept, part), "{format:?} lost {:?}", String::from_utf8_lossy(part));
        }
        assert_eq!(stripped(format, &kept), kept, "{format:?} is not stable");
        let found = crate::content::examine(&mut Cursor::new(&kept)).unwrap();
        assert!(crate::content::agree(&found, format).is_ok(), "{format:?} became {found:?}");
    }
}

#[test]
fn the_orientation_survives_and_nothing_else_of_exif() {
    use img_parts::ImageEXIF;
    for wanted in 1..=8_u8 {
        let of_jpeg =
            img_parts::jpeg::Jpeg::from_bytes(stripped(Format::Jpeg, &jpeg(wanted)).into()).unwrap().exif();
        let of_png =
            img_parts::png::Png::from_bytes(stripped(Format::Png, &png(wanted)).into()).unwrap().exif();
        let of_webp =
            img_parts::webp::WebP::from_bytes(stripped(Format::Webp, &webp(wanted)).into()).unwrap().exif();
        for exif in [of_jpeg, of_png, of_webp] {
            // An upright picture needs no word about it.
            let expected = (wanted != 1).then_some((wanted, 26));
            assert_eq!(exif.map(|exif| (exif::orientation(&exif).unwrap(), exif.len())), expected);
        }
    }
    for wrong in [&b"MM\0\x2A\xFF\xFF\xFF\xFF"[..], b"II\x2A\0", b"", &tiff(9, true), &tiff(0, false)] {
        assert_eq!(exif::only_orientation(wrong), None);
    }
}

#[test]
fn videos_lose_their_secrets_without_moving_a_byte() {
    let video = mp4();
    let mut file = Cursor::new(video.clone());
    assert!(blank_mp4(&mut file).unwrap());
    let kept = file.into_inner();
    assert_eq!(kept.len(), video.len());
    assert!(!holds(&kept, SECRET) && !holds(&kept, &SECRET[..7]));
    for part in [&b"moving pictures"[..], b"mvhd", b"rotated by ninety degrees", b"vide", b"stco"] {
        assert!(holds(&kept, part), "{:?}", String::from_utf8_lossy(part));
    }
    let mdat = video.windows(4).position(|window| window == b"mdat").unwrap();
    assert_eq!(kept[..mdat + 4 + 15], video[..mdat + 4 + 15], "the pictures stay where the index says");
    let mut again = Cursor::new(kept.clone());
    assert!(!blank_mp4(&mut again).unwrap(), "what is clean is not touched");
    assert_eq!(again.into_inner(), kept);

    let clean =
        [bx(b"ftyp", b"isom\0\0\0\0isom"), bx(b"moov", &bx(b"mvhd", &[1; 100])), bx(b"mdat", b"data")];
    assert!(!blank_mp4(&mut Cursor::new(clean.concat())).unwrap());
}

/// As a browser records it (lengths unknown) or a converter writes it, with tags at the end.
fn webm(live: bool) -> Vec<u8> {
    let element = |id: &[u8], content: &[u8]| {
        [id, &[0x40 | (content.len() >> 8) as u8, content.len() as u8], content].concat()
    };
    let frames =
        [element(b"\xE7", b"\0"), element(b"\xA3", b"moving pictures"), element(b"\xA3", b"more of them")]
            .concat();
    let cluster = if live {
        [&b"\x1F\x43\xB6\x75\x01\xFF\xFF\xFF\xFF\xFF\xFF\xFF"[..], &frames].concat()
    } else {
        element(b"\x1F\x43\xB6\x75", &frames)
    };
    let inside = [
        element(b"\x15\x49\xA9\x66", b"information"),
        element(b"\x19\x41\xA4\x69", SECRET),
        cluster,
        element(b"\x12\x54\xC3\x67", &element(b"\x73\x73", SECRET)),
    ]
    .concat();
    let segment = if live {
        [&b"\x18\x53\x80\x67\x01\xFF\xFF\xFF\xFF\xFF\xFF\xFF"[..], &inside].concat()
    } else {
        element(b"\x18\x53\x80\x67", &inside)
    };
    [element(b"\x1A\x45\xDF\xA3", b"\x42\x82\x84webm"), segment].concat()
}

#[test]
fn webm_loses_its_tags_and_keeps_its_frames_where_they_are() {
    for live in [false, true] {
        let video = webm(live);
        let mut file = Cursor::new(video.clone());
        assert!(blank_webm(&mut file).unwrap());
        let kept = file.into_inner();
        assert!(holds(&video, SECRET) && !holds(&kept, SECRET), "live: {live}");
        assert_eq!(kept.len(), video.len());
        let place =
            |bytes: &[u8], wanted: &[u8]| bytes.windows(wanted.len()).position(|window| window == wanted);
        for part in [&b"information"[..], b"moving pictures", b"more of them"] {
            assert_eq!(place(&kept, part), place(&video, part));
        }
        let mut again = Cursor::new(kept.clone());
        assert!(!blank_webm(&mut again).unwrap());
        assert_eq!(again.into_inner(), kept);
    }
}

/// Every prefix and every file with one byte changed: an answer, never a panic or an endless loop.
#[test]
fn broken_files_are_answered() {
    let pictures = [
        (Format::Jpeg, jpeg(6)),
        (Format::Png, png(6)),
        (Format::Webp, webp(6)),
        (Format::Gif, gif()),
        (Format::Heic, heic()),
    ];
    for (format, bytes) in pictures {
        for length in 0..bytes.len() {
            let _ = picture(format, bytes[..length].to_vec());
        }
        for at in 0..bytes.len() {
            for value in [0, 1, 0x7F, 0xFF] {
                let mut changed = bytes.clone();
                changed[at] = value;
                let _ = picture(format, changed);
            }
        }
        assert_eq!(picture(format, bytes[..20].to_vec()), Some(Err(Damaged)), "{format:?}");
    }
    for video in [mp4(), webm(false), webm(true)] {
        for at in 0..video.len() {
            let _ = blank_mp4(&mut Cursor::new(video[..at].to_vec()));
            let _ = blank_webm(&mut Cursor::new(video[..at].to_vec()));
            for value in [0, 1, 0x7F, 0xFF] {
                let mut changed = video.clone();
                changed[at] = value;
                let _ = blank_mp4(&mut Cursor::new(changed.clone()));
                let _ = blank_webm(&mut Cursor::new(changed));
            }
        }
    }
}

/// Better refused than blanked: the index or the frames may be behind what cannot be read.
#[test]
fn what_cannot_be_followed_is_refused() {
    let garbage = [bx(b"ftyp", b"isom\0\0\0\0isom"), vec![0; 40], bx(b"moov", &[])].concat();
    assert!(matches!(blank_mp4(&mut Cursor::new(garbage)), Err(BlankError::Damaged)));
    let mut frames = webm(true);
    let at = frames.windows(3).position(|window| window == b"\xA3\x40\x0F").unwrap();
    frames[at] = 0;
    let mut file = Cursor::new(frames);
    assert!(matches!(blank_webm(&mut file), Err(BlankError::Damaged)));
    assert!(holds(file.get_ref(), b"more of them"));
}

/// A table that lists the same megabyte a hundred thousand times.
#[test]
fn a_file_cannot_keep_us_busy() {
    let number = |numbers: &[u32]| numbers.iter().flat_map(|n| n.to_be_bytes()).collect::<Vec<u8>>();
    let places = vec![0_u32; 100_000];
    let table = [
        bx(b"stsz", &number(&[0, 1_000_000, 100_000])),
        bx(b"stsc", &number(&[0, 1, 1, 1, 1])),
        bx(b"stco", &[number(&[0, 100_000]), number(&places)].concat()),
    ]
    .concat();
    let hdlr = bx(b"hdlr", &[&[0; 8][..], b"meta", &[0; 13]].concat());
    let track = bx(b"trak", &bx(b"mdia", &[hdlr, bx(b"minf", &bx(b"stbl", &table))].concat()));
    let file =
        [bx(b"ftyp", b"isom\0\0\0\0isom"), bx(b"moov", &track), bx(b"mdat", &vec![7; 1_000_000])].concat();
    assert!(matches!(blank_mp4(&mut Cursor::new(file)), Err(BlankError::Damaged)));
    let many = bx(b"free", b"").repeat(600_000);
    assert!(matches!(blank_mp4(&mut Cursor::new(many)), Err(BlankError::Damaged)));
}
