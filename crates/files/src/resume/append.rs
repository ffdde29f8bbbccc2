//! Going on with an upload.

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use kernel::Failure;
use policy::Granted;
use web::{Ask, Segment};

use super::{
    UploadId, finish,
    headers::{self, Checksum},
    piece::{self, Piece},
    progress,
    refusal::Refusal,
    rows::{self, Row},
    turn::Held,
};
use crate::{
    desk::Desk,
    io_failure,
    policy::Upload,
    receive::forget,
    upload::{FileBytes, permitted},
};

/// Sends the next piece (tus 1.0). The answer comes when it is safe on the disk. A piece without `Upload-Checksum` that is
/// cut is kept as far as it came; one with it counts as a whole or not at all. The last piece makes the file, which
/// `GET` then shows; what is wrong with the file is told here.
#[utoipa::path(
    patch, path = "/api/uploads/{id}", tag = "files", operation_id = "upload_continue",
    params(
        ("id" = String, Path, format = Uuid),
        ("Upload-Offset" = u64, Header),
        ("Upload-Checksum" = Option<String>, Header),
    ),
    request_body(content = FileBytes, content_type = "application/offset+octet-stream"),
    responses((status = 204, description = "`Upload-Offset` says how much is safe")),
)]
pub(crate) async fn upload_continue(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<UploadId>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let ready = match Ready::at(&ask, &desk, id, &headers, None).await {
        Ok(ready) => ready,
        Err(refusal) => {
            forget(&mut body.into_data_stream()).await;
            return Err(refusal);
        }
    };
    let row = ready.go_on(ask, desk, body).await?;
    Ok((StatusCode::NO_CONTENT, progress(row.offset(), row.expires_at)).into_response())
}

/// The upload at the place where the piece belongs, and nobody else at it.
pub(super) struct Ready {
    granted: Granted<Upload>,
    held: Held,
    row: Row,
    piece: Piece,
}

impl Ready {
    /// `offset` is what the request is about when no header says so.
    pub(super) async fn at(
        ask: &Ask,
        desk: &Desk,
        id: UploadId,
        headers: &HeaderMap,
        offset: Option<u64>,
    ) -> Result<Self, Refusal> {
        let row = rows::find(&ask.read(), ask.person(), id).await?;
        let granted = permitted(ask, desk, row.unit_id).await?;
        headers::version(headers)?;
        headers::bytes_only(headers)?;
        let offset = match offset {
            Some(offset) => offset,
            None => headers::number(headers, headers::OFFSET)?,
        };
        let checksum = Checksum::of(headers)?;
        let (held, row) = hold(ask, desk, id).await?;
        if offset != row.offset() {
            let detail = format!("服务器已保存到第 {} 字节，请从那里继续上传", row.offset());
            return Err(Failure::refused("upload-offset", detail).into());
        }
        let room = row.length() - row.offset();
        if headers::announced(headers).is_some_and(|bytes| bytes > room) {
            return Err(piece::too_long());
        }
        Ok(Self { granted, held, row, piece: Piece { room, checksum } })
    }

    /// In a task of its own: a client that goes away in the middle does not take along what has arrived.
    pub(super) async fn go_on(self, ask: Ask, desk: Desk, body: Body) -> Result<Row, Refusal> {
        let work = async move {
            let Self { granted, held, mut row, piece } = self;
            // What is whole may have been moved to the objects already: nothing is written to its part any more.
            let held = match row.is_whole() {
                true => held,
                false => piece::receive(&ask, &desk, held, &mut row, piece, body).await?,
            };
            if row.is_whole() && row.file_id.is_none() {
                row.file_id = Some(finish::finish(&ask, &desk, &granted, held, &row).await?);
            }
            Ok(row)
        };
        tokio::spawn(work).await.map_err(io_failure::of_join)?
    }
}

/// The part and its row, which is read again because it may have moved while somebody else had it.
///
/// # Errors
/// [`Failure::Hidden`] when there is no such upload of this person, or what had arrived of it is not there any more
/// (a backup does not hold it).
pub(super) async fn hold(ask: &Ask, desk: &Desk, id: UploadId) -> Result<(Held, Row), Failure> {
    let held = desk.turns.hold(&desk.storage, id).await?;
    let disk = |error: std::io::Error| io_failure::of(&error);
    let row = match rows::find(&ask.read(), ask.person(), id).await {
        Ok(row) => row,
        Err(Failure::Hidden) => {
            held.discard().map_err(disk)?;
            return Err(Failure::Hidden);
        }
        Err(failure) => return Err(failure),
    };
    if row.file_id.is_some() {
        // Taking the turn made it anew.
        super::turn::remove(&held.path).map_err(disk)?;
        return Ok((held, row));
    }
    if row.kept_sha256.is_none() && held.length().map_err(disk)? < row.offset() {
        tracing::error!(upload = %row.id, "what had arrived of an upload is not in the folder");
        rows::remove(ask.db(), &row).await?;
        held.discard().map_err(disk)?;
        return Err(Failure::Hidden);
    }
    Ok((held, row))
}
