//! The second person sends the case back instead of confirming it.

use axum::{Json, extract::State};
use web::{Answer, Ask, Body, Segment};

use crate::{
    desk::{Desk, ExposureReason, finish, open, signed},
    model::ExposureId,
    policy::Confirm,
    view::ExposureView,
    words::ExposureMove,
};

/// Sends the case back to its author, with a reason
#[utoipa::path(post, path = "/api/exposures/{id}/return", operation_id = "exposure_return", tag = "exposure",
    params(("id" = String, Path)), request_body = ExposureReason,
    responses((status = 200, body = ExposureView)))]
pub(crate) async fn send_back(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<ExposureId>,
    Body(body): Body<ExposureReason>,
) -> Answer<ExposureView> {
    let reason = body.checked()?;
    let (ask, desk, reason) = (&ask, &desk, reason.as_str());
    let view = ask
        .write(|w| async move {
            let (case, granted) = open::<Confirm>(&w, ask, id, body.revision).await?;
            let case = case.send_back(signed(&w, &granted), reason.to_owned())?;
            finish(&w, (ask, desk), &granted, case, (ExposureMove::Return, Some(reason))).await
        })
        .await?;
    Ok(Json(view))
}
