//! The unit takes a record back; whatever counted it takes it back as well.

use axum::{Json, extract::State};
use web::{Answer, Ask, Body, Segment};

use crate::{
    desk::{ActivityReason, Desk, finish, open, signed},
    model::ActivityId,
    policy::Record,
    view::ActivityView,
    words::ActivityMove,
};

/// Withdraws the record for good, with a reason
#[utoipa::path(post, path = "/api/activities/{id}/withdraw", operation_id = "activity_withdraw", tag = "activity",
    params(("id" = String, Path)), request_body = ActivityReason,
    responses((status = 200, body = ActivityView)))]
pub(crate) async fn withdraw(
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
            let entry = entry.withdraw(signed(&w, &granted), reason.to_owned())?;
            finish(&w, (ask, desk), &granted, entry, (ActivityMove::Withdraw, Some(reason))).await
        })
        .await?;
    Ok(Json(view))
}
