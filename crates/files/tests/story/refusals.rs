//! What is not taken, and that nothing of it stays.

use std::time::Duration;

use axum::{body::Body, http::StatusCode};
use bytes::Bytes;
use futures_util::{StreamExt, stream};

use crate::{
    house::House,
    samples::{jpeg, mp4, pdf},
};

#[tokio::test]
async fn bad_files_get_a_clear_answer_and_leave_nothing() {
    let house = House::new().await;
    let exe = [&b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xFF\xFF"[..], &[0; 200]].concat();
    let mut cut_jpeg = jpeg();
    cut_jpeg.truncate(60);
    let cases: [(&str, &str, Vec<u8>, u16, &str); 17] = [
        ("pictures", "a.jpg", b"<!DOCTYPE html><script>alert(1)</script>".to_vec(), 400, "content-mismatch"),
        ("document", "a.pdf", exe.clone(), 400, "content-mismatch"),
        ("video", "a.mp4", jpeg(), 400, "content-mismatch"),
        ("pictures", "a.png", jpeg(), 400, "content-mismatch"),
        ("document", "a.txt", b"<svg onload=alert(1)>".to_vec(), 400, "content-mismatch"),
        ("pictures", "a.jpg", cut_jpeg, 400, "content-damaged"),
        ("document", "a.exe", exe, 400, "file-kind"),
        ("document", "a.html", b"<html>".to_vec(), 400, "file-kind"),
        ("pictures", "a.svg", b"<svg>".to_vec(), 400, "file-kind"),
        ("document", "审批\u{202E}fdp.exe", pdf("x"), 400, "file-kind"),
        ("pictures", "a.pdf", pdf("x"), 400, "file-kind"),
        ("document", "a.pdf", vec![], 400, "file-empty"),
        ("document", "a.pdf", vec![b'%'; (1 << 20) + 1], 400, "file-too-large"),
        ("pictures", "a.jpg", vec![0xFF; (64 << 10) + 1], 400, "file-too-large"),
        ("document", &"长".repeat(5_000), pdf("x"), 422, "too-long"),
        ("document", "///", pdf("x"), 422, "required"),
        ("papers", "a.pdf", pdf("x"), 400, "query"),
    ];
    for (kind, name, bytes, status, code) in cases {
        let short: String = name.chars().take(20).collect();
        let answer = house.upload("officer", house.shenyang, kind, name, bytes.clone()).await;
        assert_eq!(answer.problem(), (status, code.to_owned()), "{kind} {short}");
        // The same without an announced length.
        let streamed = Body::from_stream(stream::iter([Ok::<_, std::io::Error>(Bytes::from(bytes))]));
        let answer = house.upload("officer", house.shenyang, kind, name, streamed).await;
        assert_eq!(answer.problem(), (status, code.to_owned()), "{kind} {short} streamed");
        assert_eq!((house.objects().len(), house.staged()), (0, 0), "{kind} {short}");
    }
    let announced =
        House::posting(house.shenyang, "document", "a.pdf").header("content-length", "99999999999");
    let answer = house.send("officer", announced, Body::from("%PDF")).await;
    assert_eq!(answer.problem(), (400, "file-too-large".to_owned()));
    assert_eq!(house.trail().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_cut_upload_leaves_nothing() {
    let house = House::new().await;
    let part = |bytes: &'static [u8]| Ok(Bytes::from_static(bytes));
    let torn = stream::iter([part(b"%PDF-1.4 half"), Err(std::io::Error::other("connection reset"))]);
    let answer = house.upload("officer", house.shenyang, "document", "a.pdf", Body::from_stream(torn)).await;
    assert_eq!(answer.problem(), (400, "upload-cut".to_owned()));
    assert_eq!((house.objects().len(), house.staged()), (0, 0));

    // The client goes away without a word: the server drops the request.
    let silent = stream::iter([part(b"%PDF-1.4 half")]).chain(stream::pending());
    let upload = house.upload("officer", house.shenyang, "document", "a.pdf", Body::from_stream(silent));
    let mut upload = Box::pin(upload);
    let waited = tokio::time::timeout(Duration::from_millis(300), &mut upload).await;
    assert!(waited.is_err());
    assert_eq!(house.staged(), 1, "it was on its way");
    drop(upload);
    assert_eq!((house.objects().len(), house.staged()), (0, 0));
    assert_eq!(house.trail().await, Vec::<String>::new());
    house.upload("officer", house.shenyang, "document", "a.pdf", pdf("whole")).await.ok();
}

#[tokio::test]
async fn a_file_that_rotted_is_reported_and_mended_by_sending_it_again() {
    let house = House::new().await;
    let send = async || house.upload("officer", house.shenyang, "video", "a.mp4", mp4(b"data")).await.ok();
    let view = send().await;
    let path = format!("/api/files/{}", view["id"].as_str().unwrap());
    let object = house.objects().remove(0);
    for damage in [Some("short"), None] {
        match damage {
            Some(text) => std::fs::write(&object, text).unwrap(),
            None => std::fs::remove_file(&object).unwrap(),
        }
        let answer = house.get("officer", &path, &[]).await;
        assert_eq!(answer.problem(), (409, "file-damaged".to_owned()));
        send().await;
        assert_eq!(house.get("officer", &path, &[]).await.status, StatusCode::OK);
    }
    assert_eq!(house.objects(), [object]);
}
