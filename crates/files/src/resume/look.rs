//! How far an upload is, and what it became.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use kernel::Instant;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Ask, Segment};

use super::{UploadId, append::hold, finish, headers, progress, refusal::Refusal, rows, rows::Row};
use crate::{FileView, desk::Desk, io_failure, store, upload::permitted};

/// An upload of one's own.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UploadView {
    #[schema(value_type = String, format = Uuid)]
    id: UploadId,
    /// Of the whole file.
    bytes: i64,
    /// Safe on the server.
    received: i64,
    expires_at: Instant,
    /// There when all of it has arrived and was found to be good.
    file: Option<FileView>,
}

/// Where the client has to go on. A connection that is still open for the same upload is closed for this: the client has
/// given it up.
pub(crate) async fn upload_offset(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<UploadId>,
    asked: HeaderMap,
) -> Result<Response, Refusal> {
    let row = rows::find(&ask.read(), ask.person(), id).await?;
    permitted(&ask, &desk, row.unit_id).await?;
    headers::version(&asked)?;
    // What is whole does not move any more, and whoever makes a file of it is not disturbed.
    let row = if row.is_whole() { row } else { hold(&ask, &desk, id).await?.1 };
    let told = [(headers::LENGTH, row.length().to_string()), (headers::METADATA, row.metadata.clone())];
    Ok((StatusCode::OK, progress(row.offset(), row.expires_at), told).into_response())
}

/// How far an upload is, and the file that it became. An upload that has arrived and was not made a file yet, because the
/// server was interrupted, is made one now.
#[utoipa::path(
    get, path = "/api/uploads/{id}", tag = "files", operation_id = "upload_read",
    params(("id" = String, Path, format = Uuid)),
    responses((status = 200, body = UploadView)),
)]
pub(crate) async fn upload_read(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<UploadId>,
) -> Result<Json<UploadView>, Refusal> {
    let row = rows::find(&ask.read(), ask.person(), id).await?;
    let granted = permitted(&ask, &desk, row.unit_id).await?;
    if !row.is_whole() || row.file_id.is_some() {
        return Ok(Json(shown(&ask, row).await?));
    }
    // In a task of its own, as when its last piece comes.
    let work = async move {
        let (held, mut row) = hold(&ask, &desk, id).await?;
        if row.file_id.is_none() {
            row.file_id = Some(finish::finish(&ask, &desk, &granted, held, &row).await?);
        }
        Ok(Json(shown(&ask, row).await?))
    };
    tokio::spawn(work).await.map_err(io_failure::of_join)?
}

async fn shown(ask: &Ask, row: Row) -> Result<UploadView, Refusal> {
    let file = match row.file_id {
        Some(file) => Some(store::find(&ask.read(), file).await?.into()),
        None => None,
    };
    Ok(UploadView { id: row.id, bytes: row.bytes, received: row.received, expires_at: row.expires_at, file })
}
