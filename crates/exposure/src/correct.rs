//! Correct what counts: a new version is written, and the old one counts until the new one is confirmed.

use axum::{Json, extract::State};
use web::{Answer, Ask, Body, Segment};

use crate::{
    desk::{Desk, ExposureReason, finish, open, signed},
    model::ExposureId,
    policy::Record,
    view::ExposureView,
    words::ExposureMove,
};

/// Opens a case that counts for a correction; the old version counts until the new one is confirmed
#[utoipa::path(post, path = "/api/exposures/{id}/correct", operation_id = "exposure_correct", tag = "exposure",
    params(("id" = String, Path)), request_body = ExposureReason,
    responses((status = 200, body = ExposureView)))]
pub(crate) async fn correct(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<ExposureId>,
    Body(body): Body<ExposureReason>,
) -> Answer<ExposureView> {
    let reason = body.checked()?;
    let (ask, desk, reason) = (&ask, &desk, reason.as_str());
    let view = ask
        .write(|w| async move {
            let (case, granted) = open::<Record>(&w, ask, id, body.revision).await?;
            let case = case.correct(signed(&w, &granted))?;
            finish(&w, (ask, desk), &granted, case, (ExposureMove::Correct, Some(reason))).await
        })
        .await?;
    Ok(Json(view))
}
