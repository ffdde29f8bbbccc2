//! Uploads when something goes wrong: what is refused in the end, who is interrupted where, two servers, what is left.

use std::{sync::Arc, time::Duration};

use axum::{
    body::Body,
    http::{Method, Request},
};
use bytes::Bytes;
use files::Abandoned;
use futures_util::{StreamExt, stream};
use jobs::Reconcile;
use kernel::Clock;

use crate::{
    house::House,
    journey::sha256,
    resume::{beginning, metadata, piece},
    samples::{mp4, pdf},
};

fn id(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

/// A body that sends this and then nothing more, without ending.
fn silent(bytes: &[u8]) -> Body {
    let first = Ok::<_, std::io::Error>(Bytes::copy_from_slice(bytes));
    Body::from_stream(stream::iter([first]).chain(stream::pending()))
}

#[tokio::test]
async fn a_whole_file_that_is_not_what_it_says_leaves_nothing() {
    let house = House::new().await;
    let html = b"<!DOCTYPE html><script>alert(1)</script>";
    let path = house.begin(house.shenyang, "pictures", "a.jpg", html.len()).await;
    house.patch(&path, 0, html[..10].to_vec()).await.ok();
    let answer = house.patch(&path, 10, html[10..].to_vec()).await;
    assert_eq!(answer.problem(), (400, "content-mismatch".to_owned()));
    assert_eq!(house.get("officer", &path, &[]).await.status, 404);

    let paper = pdf("x");
    let digest = format!(",sha256 {}", base64(&sha256(b"something else")));
    let said = metadata(house.shenyang, "document", "a.pdf") + &digest;
    let begun = house.send("officer", beginning(paper.len(), &said), Body::empty()).await;
    let answer = house.patch(begun.header("location"), 0, paper.clone()).await;
    assert_eq!(answer.problem(), (400, "digest-mismatch".to_owned()));
    assert_eq!((house.objects().len(), house.parts().len(), house.staged()), (0, 0, 0));
    assert_eq!(house.trail().await, Vec::<String>::new());

    let digest = format!(",sha256 {}", base64(&sha256(&paper)));
    let said = metadata(house.shenyang, "document", "a.pdf") + &digest;
    let begun = house.send("officer", beginning(paper.len(), &said), Body::empty()).await;
    house.patch(begun.header("location"), 0, paper).await.ok();
}

fn base64(text: &str) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(text)
}

/// The places where a server can die between the last byte and the row of the file.
#[tokio::test]
async fn whoever_is_interrupted_on_the_last_stretch_goes_it_again() {
    let house = House::new().await;
    let video = mp4(&[9; 1000]);
    let kept = {
        let at_once = house.upload("officer", house.shenyang, "video", "a.mp4", video.clone()).await.ok();
        at_once["sha256"].as_str().unwrap().to_owned()
    };
    let object = house.object(&kept);
    let path = house.begin(house.shenyang, "video", "b.mp4", video.len()).await;
    // A folder in its place keeps the part from becoming the object.
    let aside = object.with_extension("aside");
    std::fs::rename(&object, &aside).unwrap();
    std::fs::create_dir(&object).unwrap();
    let answer = house.patch(&path, 0, video.clone()).await;
    assert_eq!(answer.problem().0, 503);
    assert_eq!(house.offset(&path).await, video.len(), "all of it is safe");
    assert_eq!(house.parts(), [video.len() as u64]);
    assert_eq!(house.get("officer", &path, &[]).await.problem().0, 503);
    std::fs::remove_dir(&object).unwrap();

    // Moved by a server that died before it wrote the row.
    std::fs::rename(house.part(id(&path)), &object).unwrap();
    let view = house.get("officer", &path, &[]).await.ok();
    assert_eq!(view["file"]["sha256"], kept.as_str());
    let meta = format!("/api/files/{}/meta", view["file"]["id"].as_str().unwrap());
    assert_eq!(house.get("officer", &meta, &[]).await.ok()["original_sha256"], sha256(&video));
    assert_eq!((house.objects().len(), house.parts().len()), (2, 0), "the object and what was put aside");

    // Moved, and then somebody removed the object: said, and begun anew.
    std::fs::remove_file(&object).unwrap();
    std::fs::create_dir(&object).unwrap();
    let path = house.begin(house.shenyang, "video", "c.mp4", video.len()).await;
    assert_eq!(house.patch(&path, 0, video.clone()).await.problem().0, 503);
    std::fs::remove_dir(&object).unwrap();
    std::fs::remove_file(house.part(id(&path))).unwrap();
    assert_eq!(house.get("officer", &path, &[]).await.problem(), (400, "upload-lost".to_owned()));
    assert_eq!(house.get("officer", &path, &[]).await.status, 404);
    assert_eq!(house.parts().len(), 0);
}

#[tokio::test]
async fn what_is_behind_the_acknowledged_offset_does_not_count() {
    let house = House::new().await;
    let paper = pdf("as it was sent");
    let path = house.begin(house.shenyang, "document", "a.pdf", paper.len()).await;
    house.patch(&path, 0, paper[..9].to_vec()).await.ok();
    // A power cut left a longer file with other bytes at its end.
    let part = house.part(id(&path));
    let grown =
        [&paper[..9], b"rubbish that was never acknowledged, longer than the rest of the file"].concat();
    std::fs::write(&part, grown).unwrap();
    assert_eq!(house.offset(&path).await, 9);
    house.patch(&path, 9, paper[9..].to_vec()).await.ok();
    let view = house.get("officer", &path, &[]).await.ok();
    assert_eq!(view["file"]["sha256"], sha256(&paper));
    // A part that is shorter than what was acknowledged, as after a restoration, is gone.
    let path = house.begin(house.shenyang, "document", "a.pdf", paper.len()).await;
    house.patch(&path, 0, paper[..9].to_vec()).await.ok();
    std::fs::write(house.part(id(&path)), b"%PDF").unwrap();
    assert_eq!(house.patch(&path, 9, paper[9..].to_vec()).await.status, 404);
    assert_eq!(house.parts().len(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_comes_again_is_not_kept_waiting_by_its_old_connection() {
    let house = Arc::new(House::new().await);
    let paper = pdf(&"long".repeat(1000));
    let path = house.begin(house.shenyang, "document", "a.pdf", paper.len()).await;
    let old = tokio::spawn({
        let (house, path, body) = (Arc::clone(&house), path.clone(), silent(&paper[..1000]));
        async move { house.patch(&path, 0, body).await }
    });
    while house.parts() != [1000] {
        // Its bytes lie in a buffer until somebody asks; what can be seen is that it has its turn.
        if house.parts() == [0] {
            break;
        }
        tokio::task::yield_now().await;
    }
    let offset = tokio::time::timeout(Duration::from_secs(3), house.offset(&path)).await.unwrap();
    assert!([0, 1000].contains(&offset), "all that was read is safe, and nothing else: {offset}");
    assert_eq!(old.await.unwrap().problem(), (423, "upload-busy".to_owned()));
    house.patch(&path, offset, paper[offset..].to_vec()).await.ok();
    assert_eq!(house.get("officer", &path, &[]).await.ok()["file"]["sha256"], sha256(&paper));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_servers_one_writes() {
    let house = Arc::new(House::new().await);
    let other = house.another().await;
    let paper = pdf(&"long".repeat(1000));
    let path = house.begin(house.shenyang, "document", "a.pdf", paper.len()).await;
    let old = tokio::spawn({
        let (house, path, body) = (Arc::clone(&house), path.clone(), silent(&paper[..1000]));
        async move { house.patch(&path, 0, body).await }
    });
    while house.parts().is_empty() {
        tokio::task::yield_now().await;
    }
    let busy = House::send_to(&other, "officer", piece(&path, 0), Body::from(paper.clone())).await;
    assert_eq!(busy.problem(), (423, "upload-busy".to_owned()));
    // The first one asks for its old connection; then the second may write.
    let offset = house.offset(&path).await;
    assert!([0, 1000].contains(&offset), "{offset}");
    old.await.unwrap();
    let rest = Body::from(paper[offset..].to_vec());
    House::send_to(&other, "officer", piece(&path, offset), rest).await.ok();
    assert_eq!(house.get("officer", &path, &[]).await.ok()["file"]["sha256"], sha256(&paper));

    // Both at once, again and again: each piece is taken once, and the file is what was sent.
    let path = house.begin(house.shenyang, "document", "b.pdf", paper.len()).await;
    for (number, bytes) in paper.chunks(500).enumerate() {
        let send = |to: axum::Router| {
            let (path, bytes) = (path.clone(), bytes.to_vec());
            tokio::spawn(async move {
                House::send_to(&to, "officer", piece(&path, number * 500), Body::from(bytes)).await.status
            })
        };
        let (one, two) = (send(other.clone()), send(house.another().await));
        let mut both = [one.await.unwrap().as_u16(), two.await.unwrap().as_u16()];
        both.sort_unstable();
        // Two that agree on the last piece both find it done.
        assert!(
            [[204, 409], [204, 423]].contains(&both) || (number == paper.len() / 500 && both == [204, 204]),
            "{number}: {both:?}"
        );
    }
    assert_eq!(house.get("officer", &path, &[]).await.ok()["file"]["sha256"], sha256(&paper));
    assert_eq!(house.objects().len(), 1);
}

#[tokio::test]
async fn what_is_on_its_way_is_limited_given_up_and_forgotten() {
    let house = House::new().await;
    let abandoned = Abandoned::new(Arc::clone(&house.db), house.storage.clone());
    let begin = async |length: usize| {
        let said = metadata(house.shenyang, "video", "a.mp4");
        house.send("officer", beginning(length, &said), Body::empty()).await
    };
    let big = begin(2 << 30).await.header("location").to_owned();
    assert_eq!(begin(2 << 30).await.problem(), (409, "upload-quota".to_owned()));
    let small = begin(100).await.header("location").to_owned();
    house.patch(&small, 0, vec![0; 50]).await.ok();
    begin(100).await.ok();
    assert_eq!(begin(100).await.problem(), (409, "upload-quota".to_owned()));
    // The limit is each person's own.
    let said = metadata(house.shenyang, "video", "a.mp4");
    house.send("reviewer", beginning(100, &said), Body::empty()).await.ok();

    let delete = |path: &str| Request::builder().method(Method::DELETE).uri(path.to_owned());
    assert_eq!(house.send("officer", delete(&big), Body::empty()).await.status, 204);
    assert_eq!(house.send("officer", delete(&big), Body::empty()).await.status, 404);
    begin(100).await.ok();
    assert_eq!(abandoned.reconcile().await.unwrap(), 0, "nobody has given these up");

    // Each piece gives it another hour.
    let travel = |minutes: u64| {
        let later = house.clock.now().plus(Duration::from_secs(minutes * 60));
        house.clock.travel_to(later);
    };
    travel(50);
    house.patch(&small, 50, vec![0; 10]).await.ok();
    travel(50);
    assert_eq!(house.offset(&small).await, 60);
    assert_eq!(abandoned.reconcile().await.unwrap(), 3, "the others have expired");
    assert_eq!(house.parts(), [60]);
    travel(61);
    assert_eq!(house.patch(&small, 60, vec![0; 1]).await.status, 404);
    begin(2 << 30).await.ok();
    let nameless = house.part("00000000-0000-7000-8000-000000000077");
    std::fs::write(&nameless, b"half").unwrap();
    let foreign = house.part("notes");
    std::fs::write(&foreign, b"not ours").unwrap();
    assert_eq!(abandoned.reconcile().await.unwrap(), 2);
    assert_eq!(house.parts(), [8], "only what is not ours");
    assert_eq!(abandoned.reconcile().await.unwrap(), 0);
    assert_eq!(house.trail().await, Vec::<String>::new());
}
