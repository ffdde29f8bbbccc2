//! A picture in the size in which it is shown.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use crate::{
    house::House,
    samples::{jpeg, pdf},
};

fn photograph(width: u32, height: u32) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    let picture = RgbImage::from_pixel(width, height, Rgb([200, 60, 20]));
    DynamicImage::from(picture).write_to(&mut out, ImageFormat::Jpeg).unwrap();
    out.into_inner()
}

fn size(jpeg: &[u8]) -> (u32, u32) {
    let picture = image::load_from_memory_with_format(jpeg, ImageFormat::Jpeg).unwrap();
    (picture.width(), picture.height())
}

#[tokio::test]
async fn a_picture_is_shown_small_is_kept_so_and_is_a_look_at_evidence() {
    let house = House::new().await;
    let view =
        house.upload("officer", house.shenyang, "pictures", "现场.jpg", photograph(2_000, 1_000)).await.ok();
    let id = view["id"].as_str().unwrap();
    let path = format!("/api/files/{id}/preview?size=thumbnail");
    for (who, status) in
        [("office", 200), ("expert", 200), ("neighbour", 404), ("manager", 404), ("stranger", 404), ("", 401)]
    {
        assert_eq!(house.get(who, &path, &[]).await.status, status, "{who}");
    }
    let small = house.get("office", &path, &[]).await;
    assert_eq!((size(&small.bytes), small.header("content-type")), ((320, 160), "image/jpeg"));
    assert_eq!(small.header("cache-control"), "private, no-store");
    assert!(small.header("content-security-policy").ends_with("sandbox"));
    let large = house.get("office", &format!("/api/files/{id}/preview?size=screen"), &[]).await;
    assert_eq!(size(&large.bytes), (1_600, 800));
    // Two people looked, each several times within ten minutes; the others got nothing and left nothing.
    assert_eq!(house.trail().await, ["files.upload", "files.read", "files.read"]);

    // The second time it is not made again, and a rotten or lost one is no harm.
    std::fs::remove_file(house.object(view["sha256"].as_str().unwrap())).unwrap();
    assert!(house.get("office", &path, &[]).await.bytes == small.bytes);
    std::fs::remove_dir_all(house.previews()).unwrap();
    assert_eq!(house.get("office", &path, &[]).await.problem(), (409, "file-damaged".to_owned()));
    house.upload("officer", house.shenyang, "pictures", "现场.jpg", photograph(2_000, 1_000)).await.ok();
    assert!(house.get("office", &path, &[]).await.bytes == small.bytes);
    assert_eq!(house.staged(), 0);
}

#[tokio::test]
async fn what_cannot_be_made_small_says_so() {
    let house = House::new().await;
    for (kind, name, content) in
        [("document", "周报.pdf", pdf("weekly")), ("pictures", "只有开头.jpg", jpeg())]
    {
        let view = house.upload("officer", house.shenyang, kind, name, content).await.ok();
        let path = format!("/api/files/{}/preview", view["id"].as_str().unwrap());
        let thumbnail = house.get("officer", &format!("{path}?size=thumbnail"), &[]).await;
        assert_eq!(thumbnail.problem(), (409, "not-scaled".to_owned()), "{name}");
        assert_eq!(house.get("officer", &format!("{path}?size=poster"), &[]).await.status, 400, "{name}");
    }
}
