//! Memory does not grow with the file.

use axum::body::Body;
use bytes::Bytes;
use futures_util::stream;

use crate::house::House;

const MIB: usize = 1024 * 1024;
const FILE_MIB: usize = 300;
const GROWTH_KIB_MAX: i64 = 30 * 1024;

/// The most memory that this process ever had.
fn high_water_kib() -> i64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[tokio::test]
async fn three_hundred_mebibytes_in_and_out_need_no_memory() {
    let house = House::new().await;
    // Warm up: thread stacks and buffers that exist from the first upload on.
    house.upload("officer", house.shenyang, "video", "a.mp4", crate::samples::mp4(&[1; MIB])).await.ok();
    let before = high_water_kib();

    let header =
        [&b"\0\0\0\x18ftypisom\0\0\0\0isommp42"[..], &((FILE_MIB * MIB + 8) as u32).to_be_bytes(), b"mdat"];
    let header = Bytes::from(header.concat());
    // A fresh piece each time, as from the network: nothing is shared that could hide a copy being kept.
    let pieces = (0..FILE_MIB * 16).map(|number| Bytes::from(vec![number as u8; MIB / 16]));
    let tail = Bytes::from_static(b"\0\0\0\x10moov\0\0\0\x08udta");
    let all = std::iter::once(header).chain(pieces).chain([tail]).map(Ok::<_, std::io::Error>);
    let body = Body::from_stream(stream::iter(all));
    let view = house.upload("officer", house.shenyang, "video", "长视频.mp4", body).await.ok();
    let bytes = view["bytes"].as_i64().unwrap();
    assert_eq!(bytes, (FILE_MIB * MIB + 24 + 8 + 16) as i64);
    let grown = high_water_kib() - before;
    assert!(grown < GROWTH_KIB_MAX, "an upload of {FILE_MIB} MiB made the process grow by {grown} KiB");

    let path = format!("/api/files/{}", view["id"].as_str().unwrap());
    let sent = house.drain("officer", &path).await;
    assert_eq!(sent, bytes);
    let grown = high_water_kib() - before;
    assert!(grown < GROWTH_KIB_MAX, "sending it made the process grow by {grown} KiB");
}
