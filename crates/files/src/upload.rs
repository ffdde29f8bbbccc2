//! Handing in one file.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom, Write},
};

use axum::{
    Json,
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode, header},
};
use kernel::{Failure, UnitId};
use policy::Granted;
use serde::Deserialize;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use utoipa::{IntoParams, ToSchema};
use web::{Ask, Params, Problem};

use crate::{
    FileKind, FileMetaView, FileView, Storage, content,
    desk::Desk,
    format::Format,
    io_failure, name,
    policy::{Read as ReadFiles, Upload},
    receive::{Received, forget, receive, too_large},
    staging::Staged,
    storage::Digest,
    store,
    strip::{self, BlankError},
};

/// Whose evidence it is and what it is called.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct UploadParams {
    #[param(value_type = String, format = Uuid)]
    unit: UnitId,
    #[param(inline)]
    kind: FileKind,
    /// As on the sender's disk, with its ending; at most 200 characters are kept.
    name: String,
}

/// The content of a file as it is.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
pub(crate) struct FileBytes(
    #[allow(dead_code, reason = "only describes a body in the API document")] Vec<u8>,
);

/// A file whose object is safe on the disk and that has no row yet.
#[derive(Debug)]
pub(crate) struct Kept {
    pub kind: FileKind,
    pub format: Format,
    pub name: String,
    pub bytes: u64,
    /// Of what is kept.
    pub digest: Digest,
    /// Of what was sent.
    pub original: Digest,
}

/// Takes one file as the body of the request, whatever its size. The content has to be what the name says; metadata of
/// pictures and videos is removed. Uploading the same content again makes another file with the same digest.
#[utoipa::path(
    post, path = "/api/files", tag = "files", operation_id = "file_upload",
    params(UploadParams),
    request_body(content = FileBytes, content_type = "application/octet-stream"),
    responses((status = 201, body = FileView)),
)]
pub(crate) async fn file_upload(
    ask: Ask,
    State(desk): State<Desk>,
    Params(asked): Params<UploadParams>,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<FileView>), Problem> {
    let checked = check(&ask, &desk, &asked, &headers).await;
    let (granted, promise) = match checked {
        Ok(checked) => checked,
        Err(failure) => {
            forget(&mut body.into_data_stream()).await;
            return Err(failure.into());
        }
    };
    let kept = keep(&desk, asked.kind, promise, body).await?;
    let meta = record(&ask, &granted, asked.unit, &kept).await?;
    Ok((StatusCode::CREATED, Json(meta.into())))
}

/// What the name promises, after cleaning.
struct Promise {
    name: String,
    format: Format,
}

/// Everything that can be known before the first byte.
async fn check(
    ask: &Ask,
    desk: &Desk,
    asked: &UploadParams,
    headers: &HeaderMap,
) -> Result<(Granted<Upload>, Promise), Failure> {
    let standing = desk.places.standing(&ask.read(), asked.unit).await?;
    ask.authorize_or_hide::<ReadFiles>(&standing)?;
    let granted = ask.authorize::<Upload>(&standing)?;
    let name = name::cleaned(&asked.name)?;
    let format = content::promised(asked.kind, &name::extension(&name))?;
    let announced =
        headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    let bytes_max = desk.limits.of(asked.kind);
    if announced.is_some_and(|bytes| bytes > bytes_max) {
        return Err(too_large(asked.kind, bytes_max));
    }
    Ok((granted, Promise { name, format }))
}

/// From the body to an object on the disk.
async fn keep(desk: &Desk, kind: FileKind, promise: Promise, body: Body) -> Result<Kept, Failure> {
    let Promise { name, format } = promise;
    let (staged, file) = desk.storage.stage().map_err(|error| io_failure::of(&error))?;
    let mut file = tokio::fs::File::from_std(file);
    let received = receive(body, &mut file, kind, desk.limits.of(kind)).await?;
    let file = file.into_std().await;
    let original = received.digest.clone();
    // Waiting is here and not in the blocking thread; the permit goes with the picture, also when nobody waits any more.
    let permit = match kind {
        FileKind::Pictures => Some(desk.pictures.clone().acquire_owned().await.map_err(Failure::internal)?),
        FileKind::Document | FileKind::Video => None,
    };
    let storage = desk.storage.clone();
    let settled = tokio::task::spawn_blocking(move || {
        let _permit = permit;
        settle(&storage, Arrived { staged, file, received }, format)
    });
    let (bytes, digest) = settled.await.map_err(io_failure::of_join)??;
    Ok(Kept { kind, format, name, bytes, digest, original })
}

/// A whole file in staging.
struct Arrived {
    staged: Staged,
    file: File,
    received: Received,
}

/// Looks at the content, removes metadata and publishes. Blocks.
fn settle(storage: &Storage, mut arrived: Arrived, format: Format) -> Result<(u64, Digest), Failure> {
    let disk = |error: io::Error| io_failure::of(&error);
    let found = content::examine(&mut arrived.file).map_err(disk)?;
    content::agree(&found, format)?;
    let Arrived { staged, file, received } = match format {
        Format::Jpeg | Format::Png | Format::Webp | Format::Gif | Format::Heic => {
            rewritten(storage, arrived, format)?
        }
        Format::Mp4 | Format::Mov => blanked(arrived, strip::blank_mp4)?,
        Format::Webm => blanked(arrived, strip::blank_webm)?,
        Format::Pdf
        | Format::Docx
        | Format::Xlsx
        | Format::Pptx
        | Format::Ofd
        | Format::Doc
        | Format::Xls
        | Format::Ppt
        | Format::Wps
        | Format::Et
        | Format::Dps
        | Format::Txt
        | Format::Csv => arrived,
    };
    let Received { bytes, digest } = received;
    storage.publish(staged, file, &digest).map_err(disk)?;
    Ok((bytes, digest))
}

fn damaged() -> Failure {
    Failure::unacceptable("content-damaged", "文件已损坏或不完整；请用原来的软件打开检查，重新导出后再上传")
}

/// A picture becomes another staged file; the one that was sent goes.
fn rewritten(storage: &Storage, arrived: Arrived, format: Format) -> Result<Arrived, Failure> {
    let disk = |error: io::Error| io_failure::of(&error);
    let Arrived { staged, mut file, received } = arrived;
    let mut picture = Vec::new();
    file.seek(SeekFrom::Start(0)).map_err(disk)?;
    file.read_to_end(&mut picture).map_err(disk)?;
    let Some(stripped) = strip::picture(format, picture) else {
        return Ok(Arrived { staged, file, received });
    };
    let pieces = stripped.map_err(|strip::Damaged| damaged())?;
    let (staged, mut file) = storage.stage().map_err(disk)?;
    let (mut hash, mut bytes) = (Sha256::new(), 0);
    for piece in pieces {
        hash.update(&piece);
        bytes += piece.len() as u64;
        file.write_all(&piece).map_err(disk)?;
    }
    let received = Received { bytes, digest: Digest::of_hash(&hash.finalize()) };
    Ok(Arrived { staged, file, received })
}

/// A video stays where it is; it is read once more for its digest only if something was removed.
fn blanked(
    arrived: Arrived,
    blank: impl FnOnce(&mut File) -> Result<bool, BlankError>,
) -> Result<Arrived, Failure> {
    let disk = |error: io::Error| io_failure::of(&error);
    let Arrived { staged, mut file, mut received } = arrived;
    let changed = blank(&mut file).map_err(|error| match error {
        BlankError::Damaged => damaged(),
        BlankError::Io(error) => disk(error),
    })?;
    if changed {
        file.seek(SeekFrom::Start(0)).map_err(disk)?;
        received.digest = digest_of(&mut file).map_err(disk)?;
    }
    Ok(Arrived { staged, file, received })
}

fn digest_of(file: &mut File) -> io::Result<Digest> {
    let mut hash = Sha256::new();
    let mut buffer = vec![0_u8; 256 * 1024];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(Digest::of_hash(&hash.finalize())),
            read => hash.update(&buffer[..read]),
        }
    }
}

async fn record(
    ask: &Ask,
    granted: &Granted<Upload>,
    unit: UnitId,
    kept: &Kept,
) -> Result<FileMetaView, Failure> {
    let detail = json!({
        "kind": kept.kind, "bytes": kept.bytes, "sha256": kept.digest.as_str(),
        "original_sha256": kept.original.as_str(),
    });
    ask.sent(kept.original.as_str());
    ask.write(|w| async move {
        let meta = store::insert(&w, granted, unit, kept).await?;
        w.audit(ask.entry(<Upload as policy::Act>::KEY).at(unit).on("file", meta.id).with(detail));
        Ok(meta)
    })
    .await
}
