//! An upload in pieces: how it goes on, who may, what is refused.

use axum::{
    body::Body,
    http::{Method, Request, request::Builder},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use futures_util::stream;
use kernel::UnitId;

use crate::{
    house::{Answered, House},
    journey::sha256,
    samples::{PLACE, holds, jpeg, mp4, pdf},
};

const BYTES: &str = "application/offset+octet-stream";

pub fn metadata(unit: UnitId, kind: &str, name: &str) -> String {
    let pair = |(key, value): (&str, &str)| format!("{key} {}", STANDARD.encode(value));
    [("filename", name), ("unit", &unit.to_string()), ("kind", kind)].map(pair).join(",")
}

pub fn beginning(length: usize, metadata: &str) -> Builder {
    Request::builder()
        .method(Method::POST)
        .uri("/api/uploads")
        .header("tus-resumable", "1.0.0")
        .header("upload-length", length)
        .header("upload-metadata", metadata)
}

pub fn piece(path: &str, offset: usize) -> Builder {
    Request::builder()
        .method(Method::PATCH)
        .uri(path)
        .header("tus-resumable", "1.0.0")
        .header("content-type", BYTES)
        .header("upload-offset", offset)
}

/// A body that ends with a broken connection.
pub fn torn(bytes: &[u8]) -> Body {
    let parts = [Ok(Bytes::copy_from_slice(bytes)), Err(std::io::Error::other("connection reset"))];
    Body::from_stream(stream::iter(parts))
}

impl House {
    pub async fn begin(&self, unit: UnitId, kind: &str, name: &str, length: usize) -> String {
        let answer =
            self.send("officer", beginning(length, &metadata(unit, kind, name)), Body::empty()).await;
        assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.bytes));
        answer.header("location").to_owned()
    }

    pub async fn patch(&self, path: &str, offset: usize, body: impl Into<Body>) -> Answered {
        self.send("officer", piece(path, offset), body.into()).await
    }

    pub async fn offset(&self, path: &str) -> usize {
        let answer =
            self.send("officer", Request::builder().method(Method::HEAD).uri(path), Body::empty()).await;
        assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (200, "no-store"));
        answer.header("upload-offset").parse().unwrap()
    }
}

#[tokio::test]
async fn an_upload_goes_on_where_it_was_cut_and_becomes_the_same_file() {
    let house = House::new().await;
    let video = mp4(&[7; 300_000]);
    let at_once = house.upload("officer", house.shenyang, "video", "a.mp4", video.clone()).await.ok();

    let path = house.begin(house.shenyang, "video", "活动.mp4", video.len()).await;
    assert_eq!(house.offset(&path).await, 0);
    let cut = house.patch(&path, 0, torn(&video[..100_000])).await;
    assert_eq!(cut.problem(), (400, "upload-cut".to_owned()));
    assert_eq!(house.offset(&path).await, 100_000);
    for wrong in [0, 99_999, 100_001, 400_000] {
        let answer = house.patch(&path, wrong, video[wrong.min(video.len())..].to_vec()).await;
        assert_eq!(answer.problem(), (409, "upload-offset".to_owned()), "{wrong}");
    }
    assert_eq!(house.offset(&path).await, 100_000);
    let view = house.get("officer", &path, &[]).await.ok();
    assert_eq!((view["received"].as_u64(), view["file"].is_null()), (Some(100_000), true));

    let rest = house.patch(&path, 100_000, video[100_000..].to_vec()).await;
    assert_eq!((rest.status.as_u16(), rest.header("upload-offset")), (204, video.len().to_string().as_str()));
    assert_eq!(rest.header("tus-resumable"), "1.0.0");
    assert_eq!(rest.header("upload-expires"), "Wed, 16 Jun 2021 03:00:00 GMT");
    let view = house.get("officer", &path, &[]).await.ok();
    for same in ["kind", "media_type", "bytes", "sha256"] {
        assert_eq!(view["file"][same], at_once[same], "{same}");
    }
    let file = format!("/api/files/{}", view["file"]["id"].as_str().unwrap());
    let meta = house.get("office", &format!("{file}/meta"), &[]).await.ok();
    assert_eq!((&meta["original_sha256"], &meta["metadata_removed"]), (&sha256(&video).into(), &true.into()));
    assert!(!holds(&house.get("office", &file, &[]).await.bytes, PLACE));
    // One object for both, and nothing on its way.
    assert_eq!((house.objects().len(), house.parts().len(), house.staged()), (1, 0, 0));
    assert_eq!(house.trail().await, ["files.upload", "files.upload", "files.read"]);

    // The answer to the last piece was lost: asking and sending again change nothing.
    assert_eq!(house.offset(&path).await, video.len());
    assert_eq!(house.patch(&path, video.len(), Body::empty()).await.status, 204);
    assert_eq!(house.get("officer", &path, &[]).await.ok()["file"], view["file"]);
    assert_eq!((house.objects().len(), house.parts().len()), (1, 0));
}

#[tokio::test]
async fn pictures_and_papers_come_in_pieces_too() {
    let house = House::new().await;
    for (kind, name, content) in [("pictures", "现场.jpg", jpeg()), ("document", "a.pdf", pdf("x"))] {
        let at_once = house.upload("officer", house.shenyang, kind, name, content.clone()).await.ok();
        let path = house.begin(house.shenyang, kind, name, content.len()).await;
        for (offset, bytes) in content.chunks(10).enumerate() {
            assert_eq!(house.patch(&path, offset * 10, bytes.to_vec()).await.status, 204);
        }
        let file = house.get("officer", &path, &[]).await.ok()["file"].clone();
        assert_eq!(file["sha256"], at_once["sha256"], "{name}");
        assert_eq!((house.parts().len(), house.staged()), (0, 0), "{name}");
    }
}

#[tokio::test]
async fn an_upload_is_nobody_elses_business() {
    let house = House::new().await;
    let paper = pdf("secret");
    let path = house.begin(house.shenyang, "document", "a.pdf", paper.len()).await;
    let nothing = "/api/uploads/00000000-0000-7000-8000-000000000099";
    for who in
        ["reviewer", "office", "neighbour", "manager", "expert", "leader", "admin", "nobody", "stranger"]
    {
        for method in [Method::HEAD, Method::GET, Method::PATCH, Method::DELETE] {
            let mut answers = Vec::new();
            for path in [path.as_str(), nothing] {
                let request = piece(path, 0).method(method.clone());
                let answer = house.send(who, request, Body::from(paper.clone())).await;
                assert_eq!(answer.status, 404, "{who} {method}");
                answers.push(answer.bytes);
            }
            assert_eq!(answers[0], answers[1], "{who} {method}: an upload of another is like none");
        }
    }
    for (who, status) in [("neighbour", 404), ("leader", 403), ("nobody", 404), ("stranger", 201), ("", 401)]
    {
        let request = beginning(paper.len(), &metadata(house.shenyang, "document", "a.pdf"));
        let answer = house.send(who, request, Body::empty()).await;
        assert_eq!(answer.status, status, "{who}");
    }
    assert_eq!(house.offset(&path).await, 0);
    assert_eq!(house.patch(&path, 0, paper).await.status, 204);
}

#[tokio::test]
async fn what_cannot_be_taken_is_refused_before_it_is_sent() {
    let house = House::new().await;
    let good = metadata(house.shenyang, "document", "a.pdf");
    let named = |kind: &str, name: &str| metadata(house.shenyang, kind, name);
    let asking = || Request::builder().method(Method::POST).uri("/api/uploads");
    let cases: [(Builder, u16, &str); 12] = [
        (beginning((1 << 20) + 1, &good), 413, "file-too-large"),
        (beginning((2 << 30) + 1, &named("video", "a.mp4")), 413, "file-too-large"),
        (beginning(0, &good), 400, "file-empty"),
        (beginning(9, &named("document", "a.exe")), 400, "file-kind"),
        (beginning(9, &named("video", "a.pdf")), 400, "file-kind"),
        (beginning(9, &named("document", &"长".repeat(201))), 422, "too-long"),
        (beginning(9, &named("paper", "a.pdf")), 400, "upload-metadata"),
        (beginning(9, ""), 400, "upload-metadata"),
        (asking(), 400, "upload-metadata"),
        (asking().header("upload-metadata", &good), 400, "upload-header"),
        (asking().header("upload-metadata", &good).header("upload-length", "-1"), 400, "upload-header"),
        (asking().header("tus-resumable", "0.2.2"), 412, "tus-version"),
    ];
    for (number, (request, status, code)) in cases.into_iter().enumerate() {
        let answer = house.send("officer", request, Body::empty()).await;
        assert_eq!(answer.problem(), (status, code.to_owned()), "case {number}");
    }
    let old = house.send("officer", asking().header("tus-resumable", "0.2.2"), Body::empty()).await;
    assert_eq!(old.header("tus-version"), "1.0.0");
    let told = Request::builder().method(Method::OPTIONS).uri("/api/uploads");
    let told = house.send("officer", told, Body::empty()).await;
    assert_eq!((told.status.as_u16(), told.header("tus-max-size")), (204, "2147483648"));
    assert_eq!(told.header("tus-extension"), "creation,creation-with-upload,termination,checksum,expiration");

    let path = house.begin(house.shenyang, "document", "a.pdf", 9).await;
    let plain = Request::builder().method(Method::PATCH).uri(&path).header("upload-offset", 0);
    assert_eq!(house.send("officer", plain, Body::from("x")).await.problem().0, 415);
    for too_long in [Body::from(vec![b'x'; 10]), torn(&[b'x'; 10])] {
        assert_eq!(house.patch(&path, 0, too_long).await.problem(), (413, "upload-too-long".to_owned()));
    }
    assert_eq!(house.offset(&path).await, 0);
    assert_eq!(house.trail().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_piece_with_a_checksum_counts_as_a_whole_or_not_at_all() {
    let house = House::new().await;
    let paper = pdf("checked");
    let path = house.begin(house.shenyang, "document", "a.pdf", paper.len()).await;
    let sum = |bytes: &[u8]| {
        use sha2::Digest;
        format!("sha256 {}", STANDARD.encode(sha2::Sha256::digest(bytes)))
    };
    let (first, second) = paper.split_at(8);
    let send = async |offset: usize, checksum: &str, body: Body| {
        house.send("officer", piece(&path, offset).header("upload-checksum", checksum), body).await
    };
    let wrong = send(0, &sum(second), Body::from(first.to_vec())).await;
    assert_eq!(wrong.problem(), (460, "checksum-mismatch".to_owned()));
    assert_eq!(wrong.json()["status"], 460);
    assert_eq!(send(0, &sum(first), torn(first)).await.problem(), (400, "upload-cut".to_owned()));
    assert_eq!(send(0, "crc32 AAAA", Body::from(first.to_vec())).await.problem().1, "upload-checksum");
    assert_eq!((house.offset(&path).await, house.parts()), (0, vec![0]), "nothing of it was kept");
    assert_eq!(send(0, &sum(first), Body::from(first.to_vec())).await.status, 204);
    let sha1 = {
        use sha1::Digest;
        format!("sha1 {}", STANDARD.encode(sha1::Sha1::digest(second)))
    };
    assert_eq!(send(8, &sha1, Body::from(second.to_vec())).await.status, 204);
    assert_eq!(house.get("officer", &path, &[]).await.ok()["file"]["sha256"], sha256(&paper));
}

#[tokio::test]
async fn a_first_piece_comes_with_the_beginning_and_a_repeated_one_finds_it() {
    let house = House::new().await;
    let paper = pdf("at once");
    let begin = || {
        beginning(paper.len(), &metadata(house.shenyang, "document", "a.pdf"))
            .header("content-type", BYTES)
            .header("idempotency-key", "one")
    };
    let first = house.send("officer", begin(), Body::from(paper[..6].to_vec())).await;
    assert_eq!((first.status.as_u16(), first.header("upload-offset")), (201, "6"));
    let again = house.send("officer", begin(), Body::from(paper[..6].to_vec())).await;
    assert_eq!((again.header("location"), again.header("upload-offset")), (first.header("location"), "6"));
    let whole = beginning(paper.len(), &metadata(house.shenyang, "document", "b.pdf"));
    let whole = house.send("officer", whole.header("content-type", BYTES), Body::from(paper.clone())).await;
    assert_eq!(whole.header("upload-offset"), paper.len().to_string());
    let view = house.get("officer", whole.header("location"), &[]).await.ok();
    assert_eq!(view["file"]["name"], "b.pdf");
}
