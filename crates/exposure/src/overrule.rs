//! The level above sends back what counts already.

use axum::{Json, extract::State};
use web::{Answer, Ask, Body, Segment};

use crate::{
    desk::{Desk, ExposureReason, finish, open, signed},
    model::ExposureId,
    policy::Overrule,
    view::ExposureView,
    words::ExposureMove,
};

/// Sends back a case that counts; it counts no longer
#[utoipa::path(post, path = "/api/exposures/{id}/overrule", operation_id = "exposure_overrule", tag = "exposure",
    params(("id" = String, Path)), request_body = ExposureReason,
    responses((status = 200, body = ExposureView)))]
pub(crate) async fn overrule(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<ExposureId>,
    Body(body): Body<ExposureReason>,
) -> Answer<ExposureView> {
    let reason = body.checked()?;
    let (ask, desk, reason) = (&ask, &desk, reason.as_str());
    let view = ask
        .write(|w| async move {
            let (case, granted) = open::<Overrule>(&w, ask, id, body.revision).await?;
            let case = case.overrule(signed(&w, &granted), reason.to_owned())?;
            finish(&w, (ask, desk), &granted, case, (ExposureMove::Overrule, Some(reason))).await
        })
        .await?;
    Ok(Json(view))
}
