//! One step of the review accepts; after the last one the record counts. Or it sends the record back.

use ::policy::Act;
use axum::{Json, extract::State};
use db::{Reader, Write};
use kernel::Failure;
use web::{Answer, Ask, Body, Segment};

use crate::{
    desk::{ActivityReason, ActivityRevision, Desk, finish, kind_of, open, signed},
    model::{ActivityId, Entry},
    policy::Accept,
    review,
    view::ActivityView,
    words::ActivityMove,
};

/// Accepts the record for the step that has to decide
#[utoipa::path(post, path = "/api/activities/{id}/accept", operation_id = "activity_accept", tag = "activity",
    params(("id" = String, Path)), request_body = ActivityRevision,
    responses((status = 200, body = ActivityView)))]
pub(crate) async fn accept(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<ActivityId>,
    Body(body): Body<ActivityRevision>,
) -> Answer<ActivityView> {
    let (ask, desk) = (&ask, &desk);
    let view = ask
        .write(|w| async move {
            let (entry, granted) = open::<Accept>(&w, ask, id, body.revision).await?;
            let last = is_mine(&w, ask, desk, &entry).await?;
            let entry = entry.accept(signed(&w, &granted), last)?;
            finish(&w, (ask, desk), &granted, entry, (ActivityMove::Accept, None)).await
        })
        .await?;
    Ok(Json(view))
}

/// Sends the record back to its author, with a reason
#[utoipa::path(post, path = "/api/activities/{id}/return", operation_id = "activity_return", tag = "activity",
    params(("id" = String, Path)), request_body = ActivityReason,
    responses((status = 200, body = ActivityView)))]
pub(crate) async fn send_back(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<ActivityId>,
    Body(body): Body<ActivityReason>,
) -> Answer<ActivityView> {
    let reason = body.checked()?;
    let (ask, desk, reason) = (&ask, &desk, reason.as_str());
    let view = ask
        .write(|w| async move {
            let (entry, granted) = open::<Accept>(&w, ask, id, body.revision).await?;
            is_mine(&w, ask, desk, &entry).await?;
            let entry = entry.send_back(signed(&w, &granted), reason.to_owned())?;
            finish(&w, (ask, desk), &granted, entry, (ActivityMove::Return, Some(reason))).await
        })
        .await?;
    Ok(Json(view))
}

/// Whether this is the last step; refused when the step that has to decide belongs to another post. A record that is
/// not under review is refused by the move itself. When the plan has come to accept the kind by rule, whoever has the
/// right decides about what was still waiting.
async fn is_mine(write: &Write, ask: &Ask, desk: &Desk, entry: &Entry) -> Result<bool, Failure> {
    let running = desk.plans.running(write.view(), entry.campaign).await?;
    let plan = &running.plan.document;
    let standing = org::tree::standing(write, &entry.unit).await?;
    let steps = review::steps(write, plan, kind_of(plan, &entry.kind)?, &standing).await?;
    match review::current(&steps, entry) {
        Some((step, _)) if !review::decides(ask.actor(), step) => {
            Err(Failure::Forbidden { action: Accept::KEY })
        }
        Some((_, last)) => Ok(last),
        None => Ok(true),
    }
}
