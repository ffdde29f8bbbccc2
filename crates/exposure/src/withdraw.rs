//! The unit takes a case back; whatever counted it takes it back as well.

use axum::{Json, extract::State};
use web::{Answer, Ask, Body, Segment};

use crate::{
    desk::{Desk, ExposureReason, finish, open, signed},
    model::ExposureId,
    policy::Record,
    view::ExposureView,
    words::ExposureMove,
};

/// Withdraws the case for good, with a reason
#[utoipa::path(post, path = "/api/exposures/{id}/withdraw", operation_id = "exposure_withdraw", tag = "exposure",
    params(("id" = String, Path)), request_body = ExposureReason,
    responses((status = 200, body = ExposureView)))]
pub(crate) async fn withdraw(
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
            let case = case.withdraw(signed(&w, &granted), reason.to_owned())?;
            finish(&w, (ask, desk), &granted, case, (ExposureMove::Withdraw, Some(reason))).await
        })
        .await?;
    Ok(Json(view))
}
