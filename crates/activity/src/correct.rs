//! Correct what counts: a new version is written, and the old one counts until the new one is accepted.

use axum::{Json, extract::State};
use web::{Answer, Ask, Body, Segment};

use crate::{
    desk::{ActivityReason, Desk, finish, open, signed},
    model::ActivityId,
    policy::Record,
    view::ActivityView,
    words::ActivityMove,
};

/// Opens a record that counts for a correction; the old version counts until the new one is accepted
#[utoipa::path(post, path = "/api/activities/{id}/correct", operation_id = "activity_correct", tag = "activity",
    params(("id" = String, Path)), request_body = ActivityReason,
    responses((status = 200, body = ActivityView)))]
pub(crate) async fn correct(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<ActivityId>,
    Body(body): Body<ActivityReason>,
) -> Answer<ActivityView> {
    let reason = body.checked()?;
    let (ask, desk, reason) = (&ask, &desk, reason.as_str());
    let view = ask
        .write(|w| async move {
            let (entry, granted) = open::<Record>(&w, ask, id, body.revision).await?;
            let entry = entry.correct(signed(&w, &granted))?;
            finish(&w, (ask, desk), &granted, entry, (ActivityMove::Correct, Some(reason))).await
        })
        .await?;
    Ok(Json(view))
}
