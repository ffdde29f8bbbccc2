//! Give a correction up: the version that counts stays as it is.

use axum::{Json, extract::State};
use kernel::Failure;
use web::{Answer, Ask, Body, Segment};

use crate::{
    desk::{Desk, ExposureRevision, finish, open},
    model::ExposureId,
    policy::Record,
    store,
    view::ExposureView,
    words::ExposureMove,
};

/// Gives a correction up
#[utoipa::path(post, path = "/api/exposures/{id}/discard", operation_id = "exposure_discard", tag = "exposure",
    params(("id" = String, Path)), request_body = ExposureRevision,
    responses((status = 200, body = ExposureView)))]
pub(crate) async fn discard(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<ExposureId>,
    Body(body): Body<ExposureRevision>,
) -> Answer<ExposureView> {
    let (ask, desk) = (&ask, &desk);
    let view = ask
        .write(|w| async move {
            let (case, granted) = open::<Record>(&w, ask, id, body.revision).await?;
            let Some(counting) = case.counting else {
                let advice = "只有更正才能放弃；尚未计入的案例如不再需要，请撤回";
                return Err(Failure::refused("wrong-state", advice));
            };
            let counted = store::sent(&*w, id, counting.version).await?;
            let case = case.discard(counted)?;
            finish(&w, (ask, desk), &granted, case, (ExposureMove::Discard, None)).await
        })
        .await?;
    Ok(Json(view))
}
