//! Report a case upward: an act of its own, because a quota may ask for it.

use axum::{Json, extract::State};
use web::{Answer, Ask, Body, Segment};

use crate::{
    desk::{Desk, ExposureRevision, finish, open, signed},
    model::ExposureId,
    policy::Report,
    view::ExposureView,
    words::ExposureMove,
};

/// Reports the case to the province
#[utoipa::path(post, path = "/api/exposures/{id}/report", operation_id = "exposure_report", tag = "exposure",
    params(("id" = String, Path)), request_body = ExposureRevision,
    responses((status = 200, body = ExposureView)))]
pub(crate) async fn report(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<ExposureId>,
    Body(body): Body<ExposureRevision>,
) -> Answer<ExposureView> {
    let (ask, desk) = (&ask, &desk);
    let view = ask
        .write(|w| async move {
            let (case, granted) = open::<Report>(&w, ask, id, body.revision).await?;
            let case = case.report(signed(&w, &granted))?;
            finish(&w, (ask, desk), &granted, case, (ExposureMove::Report, None)).await
        })
        .await?;
    Ok(Json(view))
}
