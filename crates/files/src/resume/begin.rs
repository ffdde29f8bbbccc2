//! Saying what will be sent.

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use kernel::{Failure, Instant};
use serde::{Deserialize, Serialize};
use web::Ask;

use super::{
    PATH, UploadId,
    append::Ready,
    headers::{self, Metadata},
    progress,
    refusal::Refusal,
    rows,
};
use crate::{
    desk::Desk,
    io_failure,
    receive::{forget, too_large},
    upload::{FileBytes, permitted, promise},
};

/// Begins an upload that can be continued (tus 1.0, creation): `Upload-Length` in bytes and `Upload-Metadata` with
/// `filename`, `unit`, `kind` and, if it is known, `sha256` of the whole file. `Location` says where it goes on. A first
/// piece may come along. With an `Idempotency-Key` a repeated request finds the upload that was begun.
#[utoipa::path(
    post, path = "/api/uploads", tag = "files", operation_id = "upload_begin",
    params(
        ("Upload-Length" = u64, Header),
        ("Upload-Metadata" = String, Header),
        ("Upload-Checksum" = Option<String>, Header),
    ),
    request_body(content = Option<FileBytes>, content_type = "application/offset+octet-stream"),
    responses((status = 201, description = "`Location`, `Upload-Offset` and `Upload-Expires` say how to go on")),
)]
pub(crate) async fn upload_begin(
    ask: Ask,
    State(desk): State<Desk>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let begun = match begin(&ask, &desk, &headers).await {
        Ok(begun) => begun,
        Err(refusal) => {
            forget(&mut body.into_data_stream()).await;
            return Err(refusal);
        }
    };
    let Begun { id, expires_at } = begun;
    let location = [(header::LOCATION, format!("{PATH}/{id}"))];
    if !headers::carries_bytes(&headers) {
        return Ok((StatusCode::CREATED, location, progress(0, expires_at)).into_response());
    }
    let mut row = rows::find(&ask.read(), ask.person(), id).await?;
    if row.offset() == 0 {
        row = Ready::at(&ask, &desk, id, &headers, Some(0)).await?.go_on(ask, desk, body).await?;
    } else {
        // A repeated request: its piece has come with the first one.
        forget(&mut body.into_data_stream()).await;
    }
    Ok((StatusCode::CREATED, location, progress(row.offset(), row.expires_at)).into_response())
}

#[derive(Debug, Serialize, Deserialize)]
struct Begun {
    id: UploadId,
    expires_at: Instant,
}

async fn begin(ask: &Ask, desk: &Desk, headers: &HeaderMap) -> Result<Begun, Refusal> {
    headers::version(headers)?;
    let said = headers::metadata(headers)?;
    permitted(ask, desk, said.unit).await?;
    promise(said.kind, &said.name)?;
    let bytes = headers::number(headers, headers::LENGTH)?;
    if bytes == 0 {
        return Err(Failure::unacceptable("file-empty", "文件是空的；请检查原文件后重新上传").into());
    }
    let bytes_max = desk.limits.of(said.kind);
    if bytes > bytes_max {
        return Err(Refusal::too_large(too_large(said.kind, bytes_max)));
    }
    enough_room(desk, bytes)?;
    Ok(keep(ask, desk, &said, bytes).await?)
}

async fn keep(ask: &Ask, desk: &Desk, said: &Metadata, bytes: u64) -> Result<Begun, Failure> {
    ask.sent(&format!("{bytes} {}", said.raw));
    ask.write(|w| async move {
        // On PostgreSQL requests of one person at the same instant do not see one another and may pass together; there
        // are never more of them than connections.
        let (count, together) = rows::unfinished(&w, ask.person()).await?;
        let limits = desk.limits;
        if count >= limits.unfinished_max || together + bytes > limits.unfinished_bytes_max {
            let mib = limits.unfinished_bytes_max / 1024 / 1024;
            let detail = format!(
                "您有 {count} 个上传尚未完成；同时最多 {} 个、合计 {mib} MiB。请先完成或取消其中一些再上传",
                limits.unfinished_max
            );
            return Err(Failure::refused("upload-quota", detail));
        }
        let row = rows::insert(&w, ask.person(), said, bytes, expiry(&w, desk)).await?;
        w.unaudited("what has begun is no evidence; the file that it becomes is audited");
        Ok(Begun { id: row.id, expires_at: row.expires_at })
    })
    .await
}

fn expiry(now: &impl db::Reader, desk: &Desk) -> Instant {
    now.now().plus(desk.limits.unfinished_for)
}

/// What cannot fit is refused before it is sent. Uploads that others have begun may still fill the disk; that is told
/// when it happens.
fn enough_room(desk: &Desk, bytes: u64) -> Result<(), Failure> {
    let room = rustix::fs::statvfs(desk.storage.parts()).map_err(|error| io_failure::of(&error.into()))?;
    if room.f_bavail.saturating_mul(room.f_frsize) < bytes {
        return Err(io_failure::of(&std::io::ErrorKind::StorageFull.into()));
    }
    Ok(())
}
