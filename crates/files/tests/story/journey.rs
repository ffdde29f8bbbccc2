//! A file on its way in and out again.

use std::time::Duration;

use axum::body::Body;
use db::Reader;
use kernel::{Clock, Failure, FileId};
use serde_json::Value;

use crate::{
    house::{ABROAD, HOME, House},
    samples::{PLACE, holds, jpeg, mp4, pdf},
};

fn id_of(view: &Value) -> FileId {
    view["id"].as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_picture_is_kept_without_its_place_and_shown_with_care() {
    let house = House::new().await;
    let sent = jpeg();
    let answer = house.upload("officer", house.shenyang, "pictures", "现场😀.JPG", sent.clone()).await;
    assert_eq!(answer.status, 201);
    let view = answer.ok();
    assert_eq!((view["name"].as_str(), view["kind"].as_str()), (Some("现场😀.JPG"), Some("pictures")));
    assert_eq!(view["media_type"], "image/jpeg");
    assert_eq!(view["uploaded_at"], "2021-06-16T10:00:00+08:00");

    let path = format!("/api/files/{}", id_of(&view));
    let got = house.get("office", &path, &[]).await;
    got.ok();
    assert!(holds(&sent, PLACE) && !holds(&got.bytes, PLACE));
    assert!(
        holds(&got.bytes, b"\x01\x12\0\x03\0\0\0\x01\0\x06"),
        "the picture still knows that it lies on its side"
    );
    assert_eq!(view["bytes"].as_i64(), Some(got.bytes.len() as i64));
    for (name, value) in [
        ("content-type", "image/jpeg"),
        (
            "content-disposition",
            "inline; filename=\"___.JPG\"; filename*=UTF-8''%E7%8E%B0%E5%9C%BA%F0%9F%98%80.JPG",
        ),
        ("x-content-type-options", "nosniff"),
        ("cache-control", "private, no-store"),
        ("accept-ranges", "bytes"),
        ("content-encoding", "identity"),
        ("content-length", &got.bytes.len().to_string()),
    ] {
        assert_eq!(got.header(name), value, "{name}");
    }
    assert!(got.header("content-security-policy").ends_with("sandbox"));

    let meta = house.get("officer", &format!("{path}/meta"), &[]).await.ok();
    assert_eq!(meta["sha256"], sha256(&got.bytes));
    assert_eq!(meta["original_sha256"], sha256(&sent));
    assert_eq!(
        (meta["metadata_removed"].as_bool(), meta["unit"].as_str()),
        (Some(true), Some(house.shenyang.to_string().as_str()))
    );
    assert_eq!(house.trail().await, ["files.upload", "files.read"]);
    assert_eq!((house.objects().len(), house.staged()), (1, 0));
}

pub fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[tokio::test]
async fn rights_follow_the_tree_and_existence_is_secret() {
    let house = House::new().await;
    let (shenyang, plant, dalian) = (house.shenyang, house.plant, house.dalian);
    for (who, unit, status) in [
        ("officer", shenyang, 201),
        ("reviewer", shenyang, 201),
        ("manager", plant, 201),
        ("office", house.province, 201),
        // May see the unit, but does not hand in for it.
        ("officer", plant, 403),
        ("office", shenyang, 403),
        ("leader", house.province, 403),
        ("expert", shenyang, 403),
        // May not even see it.
        ("officer", dalian, 404),
        ("manager", shenyang, 404),
        ("admin", shenyang, 404),
        ("nobody", shenyang, 404),
        ("", shenyang, 401),
    ] {
        let answer = house.upload(who, unit, "document", "a.pdf", pdf(who)).await;
        assert_eq!(answer.status, status, "{who} for {unit}");
    }
    let view = house.upload("manager", plant, "document", "厂区.pdf", pdf("plant")).await.ok();
    let other = house.upload("officer", shenyang, "document", "城市.pdf", pdf("city")).await.ok();
    for (who, of_plant, of_city) in [
        ("office", 200, 200),
        ("leader", 200, 200),
        ("officer", 200, 200),
        ("reviewer", 200, 200),
        ("manager", 200, 404),
        ("expert", 404, 200),
        ("neighbour", 404, 404),
        ("admin", 404, 404),
        ("nobody", 404, 404),
        ("stranger", 404, 404),
        ("", 401, 401),
    ] {
        for (view, status) in [(&view, of_plant), (&other, of_city)] {
            for path in [format!("/api/files/{}", id_of(view)), format!("/api/files/{}/meta", id_of(view))] {
                assert_eq!(house.get(who, &path, &[]).await.status, status, "{who} {path}");
            }
        }
    }
    for wrong in ["00000000-0000-7000-8000-000000000000", "not-an-id", "..%2F..%2Fetc%2Fpasswd"] {
        assert_eq!(house.get("office", &format!("/api/files/{wrong}"), &[]).await.status, 404);
    }
}

#[tokio::test]
async fn a_player_seeks_in_a_video_and_the_trail_says_it_once() {
    let house = House::new().await;
    let sent = mp4(&[7; 10_000]);
    let view = house.upload("officer", house.shenyang, "video", "演练.mp4", sent.clone()).await.ok();
    let path = format!("/api/files/{}", id_of(&view));
    let whole = house.get("reviewer", &path, &[]).await;
    assert_eq!((whole.status.as_u16(), whole.bytes.len()), (200, sent.len()), "blanked in place");
    assert!(!holds(&whole.bytes, PLACE) && holds(&whole.bytes, &[7; 10_000]));
    assert_eq!(view["sha256"], sha256(&whole.bytes));
    let tag = format!("\"{}\"", view["sha256"].as_str().unwrap());
    let length = sent.len();
    for (range, tag, status, content, range_of) in [
        ("bytes=0-9", None, 206, 0..10, format!("bytes 0-9/{length}")),
        ("bytes=100-", None, 206, 100..length, format!("bytes 100-{}/{length}", length - 1)),
        ("bytes=-5", None, 206, length - 5..length, format!("bytes {}-{}/{length}", length - 5, length - 1)),
        ("bytes=5-6", Some(tag.as_str()), 206, 5..7, format!("bytes 5-6/{length}")),
        ("bytes=5-6", Some("\"another\""), 200, 0..length, String::new()),
        ("bytes=0-1,4-5", None, 200, 0..length, String::new()),
    ] {
        let mut headers = vec![("range", range)];
        headers.extend(tag.map(|tag| ("if-range", tag)));
        let part = house.get("reviewer", &path, &headers).await;
        assert_eq!(
            (part.status.as_u16(), part.header("content-range")),
            (status, range_of.as_str()),
            "{range}"
        );
        assert!(part.bytes == whole.bytes[content.clone()], "{range}");
        assert_eq!(part.header("content-length"), content.len().to_string());
    }
    let outside = house.get("reviewer", &path, &[("range", &format!("bytes={length}-"))]).await;
    assert_eq!(
        (outside.status.as_u16(), outside.header("content-range")),
        (416, format!("bytes */{length}").as_str())
    );
    // Whole looks: the first, 0-9, and the two that got everything. Parts belong to the look before them.
    assert_eq!(house.trail().await, ["files.upload", "files.read", "files.read", "files.read", "files.read"]);
    house.clock.travel_to(house.clock.now().plus(Duration::from_secs(600)));
    house.get("reviewer", &path, &[("range", "bytes=9-")]).await.ok();
    house.get("office", &path, &[("range", "bytes=9-")]).await.ok();
    assert_eq!(house.trail().await.len(), 7, "later, and somebody else: two more lines");
}

#[tokio::test]
async fn the_same_content_is_kept_once_and_belongs_to_whoever_sent_it() {
    let house = House::new().await;
    let mine = house.upload("officer", house.shenyang, "document", "一.pdf", pdf("same")).await.ok();
    let again = house.upload("officer", house.shenyang, "document", "二.pdf", pdf("same")).await.ok();
    let theirs = house.upload("neighbour", house.dalian, "document", "三.pdf", pdf("same")).await.ok();
    let abroad = house.upload("stranger", house.shenyang, "document", "四.pdf", pdf("same")).await.ok();
    assert_eq!(house.objects().len(), 1);
    assert_eq!(mine["sha256"], abroad["sha256"]);
    let [mine, again, theirs, abroad] = [mine, again, theirs, abroad].map(|view| id_of(&view));
    assert_ne!(mine, again);

    let read = house.db.read(HOME);
    let found = files::owned(&read, house.shenyang, &[again, mine, again]).await.unwrap();
    let names: Vec<&str> = found.iter().map(|view| view.name.as_str()).collect();
    assert_eq!(names, ["二.pdf", "一.pdf", "二.pdf"]);
    let wrong = files::owned(&read, house.shenyang, &[mine, theirs, abroad, again]).await;
    let Err(Failure::Invalid { problems }) = wrong else { panic!("{wrong:?}") };
    let pointers: Vec<&str> = problems.iter().map(|problem| problem.pointer.as_str()).collect();
    assert_eq!(pointers, ["/files/1", "/files/2"]);
    let labels = files::labels(&read, [mine, theirs, abroad, mine]).await.unwrap();
    assert_eq!(labels.keys().copied().collect::<Vec<_>>(), [mine, theirs]);

    // The same ids of units, another tenant.
    let read = house.db.read(ABROAD);
    assert_eq!(read.tenant(), ABROAD);
    assert!(files::owned(&read, house.shenyang, &[mine]).await.is_err());
    assert_eq!(files::owned(&read, house.shenyang, &[abroad]).await.unwrap().len(), 1);
    house.get("stranger", &format!("/api/files/{abroad}"), &[]).await.ok();
    assert_eq!(house.get("stranger", &format!("/api/files/{mine}"), &[]).await.status, 404);
    assert_eq!(house.get("office", &format!("/api/files/{abroad}"), &[]).await.status, 404);
}

#[tokio::test]
async fn a_repeated_request_makes_one_file() {
    let house = House::new().await;
    let send = async |name: &str, text: &str| {
        let request = House::posting(house.shenyang, "document", name).header("idempotency-key", "k1");
        house.send("officer", request, Body::from(pdf(text))).await
    };
    let first = send("a.pdf", "one").await.ok();
    assert_eq!(send("a.pdf", "one").await.ok(), first);
    assert_eq!(house.trail().await, ["files.upload"]);
    for (name, text) in [("a.pdf", "two"), ("b.pdf", "one")] {
        assert_eq!(send(name, text).await.problem(), (409, "idempotency-key-reused".to_owned()));
    }
}
