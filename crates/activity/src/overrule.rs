//! The level above sends back what counts already.

use axum::{Json, extract::State};
use web::{Answer, Ask, Body, Segment};

use crate::{
    desk::{ActivityReason, Desk, finish, open, signed},
    model::ActivityId,
    policy::Overrule,
    view::ActivityView,
    words::ActivityMove,
};

/// Sends back a record that counts; it counts no longer
#[utoipa::path(post, path = "/api/activities/{id}/overrule", operation_id = "activity_overrule", tag = "activity",
    params(("id" = String, Path)), request_body = ActivityReason,
    responses((status = 200, body = ActivityView)))]
pub(crate) async fn overrule(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<ActivityId>,
    Body(body): Body<ActivityReason>,
) -> Answer<ActivityView> {
    let reason = body.checked()?;
    let (ask, desk, reason) = (&ask, &desk, reason.as_str());
    let view = ask
        .write(|w| async move {
            let (entry, granted) = open::<Overrule>(&w, ask, id, body.revision).await?;
            let entry = entry.overrule(signed(&w, &granted), reason.to_owned())?;
            finish(&w, (ask, desk), &granted, entry, (ActivityMove::Overrule, Some(reason))).await
        })
        .await?;
    Ok(Json(view))
}
