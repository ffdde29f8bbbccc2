//! Give a correction up: the version that counts stays as it is.

use axum::{Json, extract::State};
use kernel::Failure;
use web::{Answer, Ask, Body, Segment};

use crate::{
    desk::{ActivityRevision, Desk, finish, open},
    model::ActivityId,
    policy::Record,
    store,
    view::ActivityView,
    words::ActivityMove,
};

/// Gives a correction up
#[utoipa::path(post, path = "/api/activities/{id}/discard", operation_id = "activity_discard", tag = "activity",
    params(("id" = String, Path)), request_body = ActivityRevision,
    responses((status = 200, body = ActivityView)))]
pub(crate) async fn discard(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<ActivityId>,
    Body(body): Body<ActivityRevision>,
) -> Answer<ActivityView> {
    let (ask, desk) = (&ask, &desk);
    let view = ask
        .write(|w| async move {
            let (entry, granted) = open::<Record>(&w, ask, id, body.revision).await?;
            let Some(counting) = entry.counting else {
                let advice = "只有更正才能放弃；尚未计入的活动如不再需要，请撤回";
                return Err(Failure::refused("wrong-state", advice));
            };
            let counted = store::sent(&*w, id, counting.version).await?;
            let entry = entry.discard(counted)?;
            finish(&w, (ask, desk), &granted, entry, (ActivityMove::Discard, None)).await
        })
        .await?;
    Ok(Json(view))
}
