//! The second signature: a colleague of the sender confirms, and the case counts.

use axum::{Json, extract::State};
use web::{Answer, Ask, Body, Segment};

use crate::{
    desk::{Desk, ExposureRevision, finish, open, signed},
    model::ExposureId,
    policy::Confirm,
    view::ExposureView,
    words::ExposureMove,
};

/// Confirms as the second person; from here on the case counts
#[utoipa::path(post, path = "/api/exposures/{id}/confirm", operation_id = "exposure_confirm", tag = "exposure",
    params(("id" = String, Path)), request_body = ExposureRevision,
    responses((status = 200, body = ExposureView)))]
pub(crate) async fn confirm(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<ExposureId>,
    Body(body): Body<ExposureRevision>,
) -> Answer<ExposureView> {
    let (ask, desk) = (&ask, &desk);
    let view = ask
        .write(|w| async move {
            let (case, granted) = open::<Confirm>(&w, ask, id, body.revision).await?;
            let case = case.confirm(signed(&w, &granted))?;
            finish(&w, (ask, desk), &granted, case, (ExposureMove::Confirm, None)).await
        })
        .await?;
    Ok(Json(view))
}
