//! A body on its way to the disk: counted, hashed and written as it comes, never held.

use axum::body::{Body, BodyDataStream};
use futures_util::StreamExt;
use kernel::Failure;
use sha2::{Digest as _, Sha256};
use tokio::io::{AsyncWrite, AsyncWriteExt, BufWriter};

use crate::{FileKind, io_failure, storage::Digest};

/// What arrived.
#[derive(Debug)]
pub(crate) struct Received {
    pub bytes: u64,
    pub digest: Digest,
}

const BUFFER_BYTES: usize = 256 * 1024;
/// A browser that is still sending does not read the answer. So the rest of a body that is refused is read and forgotten,
/// up to here; whoever sends more sees a closed connection.
const FORGOTTEN_BYTES_MAX: u64 = 32 * 1024 * 1024;

/// Writes the whole body into `sink`.
///
/// # Errors
/// [`Failure::Unacceptable`] `file-too-large`, `file-empty` or `upload-cut`; what the disk says.
pub(crate) async fn receive(
    body: Body,
    sink: impl AsyncWrite + Unpin,
    kind: FileKind,
    bytes_max: u64,
) -> Result<Received, Failure> {
    let mut stream = body.into_data_stream();
    let mut sink = BufWriter::with_capacity(BUFFER_BYTES, sink);
    let mut hash = Sha256::new();
    let mut bytes = 0_u64;
    while let Some(part) = stream.next().await {
        let part = part.map_err(|_| cut())?;
        bytes += part.len() as u64;
        if bytes > bytes_max {
            forget(&mut stream).await;
            return Err(too_large(kind, bytes_max));
        }
        hash.update(&part);
        if let Err(error) = sink.write_all(&part).await {
            forget(&mut stream).await;
            return Err(io_failure::of(&error));
        }
    }
    sink.flush().await.map_err(|error| io_failure::of(&error))?;
    if bytes == 0 {
        return Err(Failure::unacceptable("file-empty", "文件是空的；请检查原文件后重新上传"));
    }
    Ok(Received { bytes, digest: Digest::of_hash(&hash.finalize()) })
}

pub(crate) fn too_large(kind: FileKind, bytes_max: u64) -> Failure {
    let mib = bytes_max / 1024 / 1024;
    let title = kind.title();
    Failure::unacceptable(
        "file-too-large",
        format!("{title}类附件最大 {mib} MiB；请压缩或分成几个文件后再上传"),
    )
}

/// Reads what is left of a refused body, within reason.
pub(crate) async fn forget(stream: &mut BodyDataStream) {
    let mut left = FORGOTTEN_BYTES_MAX;
    while let Some(Ok(part)) = stream.next().await {
        match left.checked_sub(part.len() as u64) {
            Some(rest) => left = rest,
            None => return,
        }
    }
}

fn cut() -> Failure {
    Failure::unacceptable("upload-cut", "上传中断，文件没有保存；请检查网络后重新上传")
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn into_memory(body: Body, bytes_max: u64) -> (Result<Received, Failure>, Vec<u8>) {
        let mut kept = Vec::new();
        let result = receive(body, &mut kept, FileKind::Document, bytes_max).await;
        (result, kept)
    }

    fn code(result: Result<Received, Failure>) -> &'static str {
        match result {
            Err(Failure::Unacceptable { code, .. } | Failure::Refused { code, .. }) => code,
            other => panic!("{other:?}"),
        }
    }

    #[tokio::test]
    async fn bodies_are_counted_and_hashed() {
        let (received, kept) = into_memory(Body::from("abc"), 3).await;
        let received = received.unwrap();
        assert_eq!((received.bytes, kept.as_slice()), (3, b"abc".as_slice()));
        // FIPS 180-2, appendix B.1.
        assert_eq!(
            received.digest.as_str(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(code(into_memory(Body::from("abcd"), 3).await.0), "file-too-large");
        assert_eq!(code(into_memory(Body::empty(), 3).await.0), "file-empty");
        let parts = [Ok("half"), Err(std::io::Error::other("gone"))];
        let torn = Body::from_stream(futures_util::stream::iter(parts));
        assert_eq!(code(into_memory(torn, 100).await.0), "upload-cut");
    }

    /// Linux has a device that is always full.
    #[tokio::test]
    async fn a_full_disk_is_said_in_words() {
        let full = tokio::fs::OpenOptions::new().write(true).open("/dev/full").await.unwrap();
        let result = receive(Body::from(vec![7_u8; 1_000_000]), full, FileKind::Video, 2_000_000).await;
        assert_eq!(code(result), "storage-full");
        let full = tokio::fs::OpenOptions::new().write(true).open("/dev/full").await.unwrap();
        assert_eq!(code(receive(Body::from("short"), full, FileKind::Video, 100).await), "storage-full");
    }
}
