//! Handing in one file.

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
use utoipa::{IntoParams, ToSchema};
use web::{Ask, Params, Problem};

use crate::{
    FileKind, FileMetaView, FileView, content,
    desk::Desk,
    format::Format,
    io_failure, name,
    policy::{Read as ReadFiles, Upload},
    receive::{Received, forget, receive, too_large},
    settle::{self, Arrived},
    storage::Digest,
    store,
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
pub(crate) struct Promise {
    pub name: String,
    pub format: Format,
}

pub(crate) fn promise(kind: FileKind, name: &str) -> Result<Promise, Failure> {
    let name = name::cleaned(name)?;
    let format = content::promised(kind, &name::extension(&name))?;
    Ok(Promise { name, format })
}

/// Whoever may not look at a unit's files does not learn that there is such a unit.
pub(crate) async fn permitted(ask: &Ask, desk: &Desk, unit: UnitId) -> Result<Granted<Upload>, Failure> {
    let standing = desk.places.standing(&ask.read(), unit).await?;
    ask.authorize_or_hide::<ReadFiles>(&standing)?;
    ask.authorize::<Upload>(&standing)
}

/// Everything that can be known before the first byte.
async fn check(
    ask: &Ask,
    desk: &Desk,
    asked: &UploadParams,
    headers: &HeaderMap,
) -> Result<(Granted<Upload>, Promise), Failure> {
    let granted = permitted(ask, desk, asked.unit).await?;
    let Promise { name, format } = promise(asked.kind, &asked.name)?;
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
    let (staged, file) = match desk.storage.stage() {
        Ok(staged) => staged,
        Err(error) => {
            forget(&mut body.into_data_stream()).await;
            return Err(io_failure::of(&error));
        }
    };
    let mut file = tokio::fs::File::from_std(file);
    let received = receive(body, &mut file, kind, desk.limits.of(kind)).await?;
    let file = file.into_std().await;
    let original = received.digest.clone();
    let permit = desk.permit(kind).await?;
    let storage = desk.storage.clone();
    let settled = tokio::task::spawn_blocking(move || {
        let _permit = permit;
        let Arrived { staged, file, received } =
            settle::prepare(&storage, Arrived { staged, file, received }, format)?;
        let Received { bytes, digest } = received;
        storage.publish(staged, file, &digest).map_err(|error| io_failure::of(&error))?;
        Ok::<_, Failure>((bytes, digest))
    });
    let (bytes, digest) = settled.await.map_err(io_failure::of_join)??;
    Ok(Kept { kind, format, name, bytes, digest, original })
}

async fn record(
    ask: &Ask,
    granted: &Granted<Upload>,
    unit: UnitId,
    kept: &Kept,
) -> Result<FileMetaView, Failure> {
    ask.sent(kept.original.as_str());
    ask.write(|w| async move { insert(ask, &w, granted, unit, kept).await }).await
}

/// The row of a file and its line in the audit trail.
pub(crate) async fn insert(
    ask: &Ask,
    write: &db::Write,
    granted: &Granted<Upload>,
    unit: UnitId,
    kept: &Kept,
) -> Result<FileMetaView, Failure> {
    let meta = store::insert(write, granted, unit, kept).await?;
    let detail = json!({
        "name": meta.name, "kind": kept.kind, "bytes": kept.bytes, "sha256": kept.digest.as_str(),
        "original_sha256": kept.original.as_str(),
    });
    write.audit(ask.entry(<Upload as policy::Act>::KEY).at(unit).on("file", meta.id).with(detail));
    Ok(meta)
}
