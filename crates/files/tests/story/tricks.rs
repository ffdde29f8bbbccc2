//! Files that are two things at once, or would like to be somewhere else: kept and served as what they were taken for.

use crate::{
    house::House,
    samples::{holds, jpeg, pdf},
};

/// A stored entry of a zip archive and its line in the directory.
fn zip_of(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in entries {
        let at = out.len() as u32;
        let (length, name_length) = ((content.len() as u32).to_le_bytes(), (name.len() as u16).to_le_bytes());
        let shared =
            [&[20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0][..], &length, &length, &name_length, &[0, 0]]
                .concat();
        out.extend([b"PK\x03\x04".as_slice(), &shared, name.as_bytes(), content].concat());
        directory.extend(
            [b"PK\x01\x02\x14\0".as_slice(), &shared, &[0; 10], &at.to_le_bytes(), name.as_bytes()].concat(),
        );
    }
    let at = (out.len() as u32).to_le_bytes();
    let (count, size) = ((entries.len() as u16).to_le_bytes(), (directory.len() as u32).to_le_bytes());
    let end = [b"PK\x05\x06\0\0\0\0".as_slice(), &count, &count, &size, &at, &[0, 0]].concat();
    [out, directory, end].concat()
}

/// Kind, name and bytes of an upload; its media type, how it is served, and whether the script in it is kept.
type Case<'a> = (&'a str, &'a str, Vec<u8>, &'a str, &'a str, bool);

const SCRIPT: &[u8] = b"<script>alert(document.domain)</script>";

#[tokio::test]
async fn what_is_two_things_at_once_is_served_as_one_of_them() {
    let house = House::new().await;
    let word = |more: &[(&str, &[u8])]| {
        let base: [(&str, &[u8]); 2] = [("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>")];
        zip_of(&[&base[..], more].concat())
    };
    let archive = zip_of(&[("evil.js", SCRIPT)]);
    let gif =
        [b"GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;".as_slice(), SCRIPT].concat();
    let cases: [Case; 7] = [
        ("pictures", "a.jpg", [jpeg(), archive.clone()].concat(), "image/jpeg", "inline", false),
        ("pictures", "b.jpg", [jpeg(), SCRIPT.to_vec()].concat(), "image/jpeg", "inline", false),
        ("pictures", "a.gif", gif, "image/gif", "inline", false),
        // Documents are kept to the byte: they are evidence. What is served is no page, and nothing in it runs.
        ("document", "a.pdf", [pdf("x"), SCRIPT.to_vec()].concat(), "application/pdf", "inline", true),
        (
            "document",
            "a.txt",
            [b"look: ".as_slice(), SCRIPT].concat(),
            "text/plain; charset=utf-8",
            "attachment",
            true,
        ),
        // Archives are looked at and never unpacked: neither the paths nor the archive inside lead anywhere.
        (
            "document",
            "paths.docx",
            word(&[("../../../etc/cron.d/x", SCRIPT)]),
            "openxmlformats",
            "attachment",
            true,
        ),
        ("document", "nested.docx", word(&[("inner.zip", &archive)]), "openxmlformats", "attachment", true),
    ];
    for (kind, name, bytes, media_type, how, kept) in cases {
        let view = house.upload("officer", house.shenyang, kind, name, bytes).await.ok();
        let path = format!("/api/files/{}", view["id"].as_str().unwrap());
        let got = house.get("office", &path, &[]).await;
        got.ok();
        assert_eq!(holds(&got.bytes, SCRIPT), kept, "{name}");
        assert!(got.header("content-type").contains(media_type), "{name}: {}", got.header("content-type"));
        assert!(got.header("content-disposition").starts_with(how), "{name}");
        assert_eq!(got.header("x-content-type-options"), "nosniff", "{name}");
        let policy = got.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'") && !policy.contains("script-src"),
            "{name}: {policy}"
        );
        assert!(media_type == "application/pdf" || policy.ends_with("sandbox"), "{name}: {policy}");
    }
    // Everything lies in the one folder, under names that nobody sent.
    for object in house.objects() {
        let name = object.file_name().unwrap().to_string_lossy().into_owned();
        assert!(name.bytes().all(|byte| byte.is_ascii_hexdigit()), "{name}");
    }
}

/// Macros, encrypted documents and programs in a document's clothes.
#[tokio::test]
async fn what_would_run_at_the_reviewers_is_refused() {
    let house = House::new().await;
    let with = |part: &str| {
        zip_of(&[("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>"), (part, b"x")])
    };
    for (name, bytes) in [
        ("a.docx", with("word/vbaProject.bin")),
        ("b.docx", with("word/VBAPROJECT.BIN")),
        ("a.docx", zip_of(&[("AndroidManifest.xml", b"x"), ("classes.dex", b"x")])),
        ("a.docx", zip_of(&[("META-INF/MANIFEST.MF", b"x"), ("A.class", b"x")])),
        ("a.doc", [b"MZ\x90\0\x03\0\0\0".as_slice(), &[0; 200]].concat()),
    ] {
        let answer = house.upload("officer", house.shenyang, "document", name, bytes).await;
        assert_eq!(answer.problem(), (400, "content-mismatch".to_owned()), "{name}");
    }
    assert_eq!((house.objects().len(), house.staged()), (0, 0));
}
