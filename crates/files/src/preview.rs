//! Looking at a picture in the size in which it is shown.

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use kernel::{Failure, FileId};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use web::{Ask, Params, Problem, Segment};

use crate::{FileMetaView, desk::Desk, download, format::Format, upload::FileBytes};

/// Where a picture is shown.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PreviewSize {
    /// In a list: 320 pixels at most.
    Thumbnail,
    /// To be looked at: 1,600 pixels at most.
    Screen,
}

impl PreviewSize {
    fn side(self) -> u32 {
        match self {
            Self::Thumbnail => 320,
            Self::Screen => 1_600,
        }
    }
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct PreviewParams {
    #[param(inline)]
    size: PreviewSize,
}

/// A picture as a small JPEG: a telephone need not load 20 MB to show a thumbnail. It is a look at the evidence like any
/// other and is audited, once in ten minutes for each file. Refused with `not-scaled` for what is no picture, for HEIC,
/// and for pictures above 60 million pixels; the file itself can still be opened.
#[utoipa::path(
    get, path = "/api/files/{id}/preview", tag = "files", operation_id = "file_preview",
    params(("id" = String, Path, format = Uuid), PreviewParams),
    responses((status = 200, body = FileBytes, content_type = "image/jpeg")),
)]
pub(crate) async fn file_preview(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<FileId>,
    Params(PreviewParams { size }): Params<PreviewParams>,
) -> Result<Response, Problem> {
    let meta = download::readable(&ask, &desk, id).await?;
    let small = small(&desk, &meta, size).await?;
    download::write_down(&ask, &desk, &meta, true).await?;
    let mut response = small.into_response();
    let headers = response.headers_mut();
    download::fence(headers, JPEG);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(JPEG));
    Ok(response)
}

const JPEG: &str = "image/jpeg";

async fn small(desk: &Desk, meta: &FileMetaView, size: PreviewSize) -> Result<Bytes, Failure> {
    let format = Format::ALL.into_iter().find(|format| format.media_type() == meta.media_type);
    let unknown = || Failure::internal(format!("file {} has the unknown type {}", meta.id, meta.media_type));
    let bytes = u64::try_from(meta.bytes).map_err(Failure::internal)?;
    desk.previews.of(format.ok_or_else(unknown)?, meta.digest()?, bytes, size.side()).await
}
