//! What is known about one file, without its content.

use axum::{Json, extract::State};
use kernel::FileId;
use web::{Answer, Ask, Segment};

use crate::{FileMetaView, desk::Desk, download::readable};

/// What is known about a file: name, type, size, digests. The content is not sent, so nothing is audited.
#[utoipa::path(
    get, path = "/api/files/{id}/meta", tag = "files", operation_id = "file_meta",
    params(("id" = String, Path, format = Uuid)),
    responses((status = 200, body = FileMetaView)),
)]
pub(crate) async fn file_meta(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<FileId>,
) -> Answer<FileMetaView> {
    Ok(Json(readable(&ask, &desk, id).await?))
}
