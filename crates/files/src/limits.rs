//! How large a file may be, so that nobody learns it from a refusal.

use axum::{Json, extract::State};
use kernel::Failure;
use policy::Act;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, Ask};

use crate::{
    desk::{Desk, Limits},
    policy::Upload,
};

/// The largest file of each kind, in bytes.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct FileLimits {
    pub document: u64,
    pub pictures: u64,
    pub video: u64,
}

/// The largest file of each kind
#[utoipa::path(get, path = "/api/files/limits", tag = "files", operation_id = "file_limits",
    responses((status = 200, body = FileLimits)))]
pub(crate) async fn file_limits(ask: Ask, State(desk): State<Desk>) -> Answer<FileLimits> {
    if !ask.policy().anywhere::<Upload>(ask.actor()) {
        return Err(Failure::Forbidden { action: Upload::KEY }.into());
    }
    let Limits { document_bytes, pictures_bytes, video_bytes, .. } = desk.limits;
    Ok(Json(FileLimits { document: document_bytes, pictures: pictures_bytes, video: video_bytes }))
}
