//! Giving an upload up.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
};
use web::{Ask, Segment};

use super::{UploadId, append::hold, headers, refusal::Refusal, rows};
use crate::{desk::Desk, io_failure, upload::permitted};

/// Gives an upload up (tus 1.0, termination). What has arrived is removed; a file that it became stays.
#[utoipa::path(
    delete, path = "/api/uploads/{id}", tag = "files", operation_id = "upload_cancel",
    params(("id" = String, Path, format = Uuid)),
    responses((status = 204, description = "there is no such upload any more")),
)]
pub(crate) async fn upload_cancel(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<UploadId>,
    asked: HeaderMap,
) -> Result<StatusCode, Refusal> {
    let row = rows::find(&ask.read(), ask.person(), id).await?;
    permitted(&ask, &desk, row.unit_id).await?;
    headers::version(&asked)?;
    let (held, row) = hold(&ask, &desk, id).await?;
    rows::remove(ask.db(), &row).await?;
    held.discard().map_err(|error| io_failure::of(&error))?;
    Ok(StatusCode::NO_CONTENT)
}
