use std::io::Cursor;

use super::*;

fn zip_of(names: &[&str]) -> Vec<u8> {
    let mut out = b"PK\x03\x04".to_vec();
    out.resize(64, 0);
    let start = out.len();
    for name in names {
        let mut header = [0_u8; 46];
        header[..4].copy_from_slice(b"PK\x01\x02");
        header[28] = name.len() as u8;
        out.extend_from_slice(&header);
        out.extend_from_slice(name.as_bytes());
    }
    let size = out.len() - start;
    let mut end = [0_u8; 22];
    end[..4].copy_from_slice(b"PK\x05\x06");
    end[12..16].copy_from_slice(&(size as u32).to_le_bytes());
    end[16..20].copy_from_slice(&(start as u32).to_le_bytes());
    out.extend_from_slice(&end);
    out
}

fn ole_of(stream: &str) -> Vec<u8> {
    let mut out = ole::SIGNATURE.to_vec();
    out.resize(1024, 0);
    let mut entry = [0_u8; 128];
    for (at, unit) in stream.encode_utf16().enumerate() {
        entry[at * 2..at * 2 + 2].copy_from_slice(&unit.to_le_bytes());
    }
    entry[64] = ((stream.len() + 1) * 2) as u8;
    entry[66] = 2;
    out.extend_from_slice(&entry);
    out
}

fn webm() -> Vec<u8> {
    let mut out = b"\x1A\x45\xDF\xA3\x9F\x42\x86\x81\x01\x42\x82\x84webm".to_vec();
    out.resize(400, 0);
    out
}

fn long_text(cut: bool) -> Vec<u8> {
    // Three bytes a character: some character crosses every step.
    let mut out = "全省安全生产月\n".repeat(20_000).into_bytes();
    if cut {
        out.truncate(out.len() - 2);
    }
    out
}

#[test]
fn content_decides_and_the_name_has_to_agree() {
    use Format::{
        Csv, Doc, Docx, Gif, Heic, Jpeg, Mov, Mp4, Ofd, Pdf, Png, Pptx, Txt, Webm, Webp, Wps, Xls, Xlsx,
    };
    let docx = ["[Content_Types].xml", "word/document.xml"];
    let macros = ["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"];
    let taken: [(Format, Vec<u8>); 22] = [
        (Pdf, b"%PDF-1.7\n".to_vec()),
        (Docx, zip_of(&docx)),
        (Wps, zip_of(&docx)),
        (Xlsx, zip_of(&["[Content_Types].xml", "xl/workbook.xml"])),
        (Pptx, zip_of(&["ppt/presentation.xml", "[Content_Types].xml"])),
        (Ofd, zip_of(&["OFD.xml", "Doc_0/Document.xml"])),
        (Doc, ole_of("WordDocument")),
        (Wps, ole_of("WordDocument")),
        (Xls, ole_of("Workbook")),
        (Xls, ole_of("Book")),
        (Txt, "周报：一切正常。\n".into()),
        (Csv, "\u{FEFF}单位,数量\n沈阳,3\n".into()),
        (Txt, long_text(false)),
        (Jpeg, b"\xFF\xD8\xFF\xE0\0\x10JFIF\0".to_vec()),
        (Png, b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR".to_vec()),
        (Webp, b"RIFF\x10\0\0\0WEBPVP8 ".to_vec()),
        (Heic, b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec()),
        (Heic, b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic".to_vec()),
        (Gif, b"GIF89a\x01\0\x01\0".to_vec()),
        (Mp4, b"\0\0\0\x18ftypisom\0\0\0\0isommp42".to_vec()),
        (Mov, b"\0\0\0\x14ftypqt  \0\0\0\0qt  ".to_vec()),
        (Webm, webm()),
    ];
    for (format, bytes) in taken {
        let content = examine(&mut Cursor::new(&bytes)).unwrap();
        assert!(agree(&content, format).is_ok(), "{format:?} is {content:?}");
    }

    let mut cut_archive = zip_of(&docx);
    cut_archive.truncate(80);
    let mut lying_archive = zip_of(&docx);
    let at = lying_archive.len() - 10;
    lying_archive[at..at + 4].copy_from_slice(&[0xFF; 4]);
    let refused: [(Format, Vec<u8>, &str); 18] = [
        (Jpeg, b"<!DOCTYPE html><script>alert(1)</script>".to_vec(), "网页"),
        (Pdf, b"MZ\x90\0\x03\0\0\0".to_vec(), "可执行程序"),
        (Docx, [&b"\x7FELF\x02\x01\x01"[..], &[0; 57]].concat(), "可执行程序"),
        (Png, b"\xFF\xD8\xFF\xE0\0\x10JFIF\0".to_vec(), "JPEG"),
        (Docx, zip_of(&macros), "宏"),
        (Docx, zip_of(&["AndroidManifest.xml", "classes.dex"]), "压缩包"),
        (Docx, cut_archive, "损坏"),
        (Docx, lying_archive, "损坏"),
        (Xlsx, zip_of(&docx), "Word"),
        (Doc, ole_of("Installer"), "安装程序"),
        (Docx, ole_of("EncryptedPackage"), "加密"),
        (Txt, "  <svg xmlns=\"http://www.w3.org/2000/svg\">".into(), "SVG"),
        (Txt, "#!/bin/sh\nrm -rf /\n".into(), "脚本"),
        (Csv, b"\xB5\xA5\xCE\xBB,\xCA\xFD\xC1\xBF\n".to_vec(), "UTF-8"),
        (Txt, b"abc\0def".to_vec(), "UTF-8"),
        (Txt, long_text(true), "UTF-8"),
        (Mp4, b"\0\0\0\x18ftypM4A \0\0\0\0M4A isom".to_vec(), "音频"),
        (Mp4, b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(), "HEIC"),
    ];
    for (format, bytes, says) in refused {
        let content = examine(&mut Cursor::new(&bytes)).unwrap();
        let Err(Failure::Unacceptable { code, detail }) = agree(&content, format) else {
            panic!("{format:?} was taken for {content:?}")
        };
        assert_eq!(code, "content-mismatch");
        assert!(detail.contains(says), "{format:?}: {detail}");
    }
}

#[test]
fn the_name_has_to_promise_a_format_of_the_kind() {
    for (kind, extension, format) in [
        (FileKind::Document, "pdf", Some(Format::Pdf)),
        (FileKind::Pictures, "jpeg", Some(Format::Jpeg)),
        (FileKind::Video, "mov", Some(Format::Mov)),
        (FileKind::Pictures, "svg", None),
        (FileKind::Document, "html", None),
        (FileKind::Document, "exe", None),
        (FileKind::Document, "docm", None),
        (FileKind::Video, "jpg", None),
        (FileKind::Document, "", None),
    ] {
        let promise = promised(kind, extension);
        match (&promise, format) {
            (Ok(found), Some(wanted)) => assert_eq!(*found, wanted),
            (Err(Failure::Unacceptable { code: "file-kind", .. }), None) => {}
            _ => panic!("{kind:?} {extension}: {promise:?}"),
        }
    }
}
