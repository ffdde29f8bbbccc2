//! Waive an obligation, or take the waiver back: by the level above, with a reason. It leaves the denominator.

use axum::{Json, extract::State};
use db::Reader;
use kernel::Failure;
use policy::Act;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use web::{Answer, Ask, Body, Segment};

use crate::{
    Desk, ObligationId, form,
    model::{State as Derived, state},
    place::{Place, dropped},
    policy::Waive,
    store,
    view::{self, ObligationRow},
};

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WaiverReason {
    pub reason: String,
}

/// Waives an obligation
#[utoipa::path(post, path = "/api/obligations/{id}/waiver", operation_id = "obligation_waive", tag = "obligation",
    params(("id" = String, Path)), request_body = WaiverReason, responses((status = 200, body = ObligationRow)))]
pub(crate) async fn waiver_give(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<ObligationId>,
    Body(body): Body<WaiverReason>,
) -> Answer<ObligationRow> {
    let reason = form::reason(&body.reason, "/reason", "请写明免除的原因，会显示在看板和统计说明里")?;
    let (ask, desk) = (&ask, &desk);
    let row = ask
        .write(|w| async move {
            let place = Place::hold(desk, ask, &w, id).await?;
            let granted = ask.authorize::<Waive>(&place.standing)?;
            if place.row.dropped_at.is_some() {
                return Err(dropped());
            }
            match state(&place.row.progress()?, w.now()) {
                Derived::Waived => {
                    return Err(Failure::refused("already-waived", "这一项已经免除，不需要重复操作"));
                }
                Derived::AcceptedOnTime | Derived::AcceptedLate => {
                    return Err(Failure::refused("already-accepted", "这一项已经完成，不能再免除"));
                }
                Derived::NotYetOpen
                | Derived::Open
                | Derived::DueSoon
                | Derived::Overdue
                | Derived::Submitted
                | Derived::UnderReview
                | Derived::Returned => {}
            }
            store::waiver::give(&w, &granted, id, reason).await?;
            let changed = store::obligation::set_waived(&w, &granted, &place.row, Some(w.now())).await?;
            let said = json!({ "item": place.row.item(), "waived": true, "reason": reason });
            w.audit(ask.entry(Waive::KEY).at(place.row.unit_id).on("obligation", id).with(said));
            view::one(&w, &changed).await
        })
        .await?;
    Ok(Json(row))
}

/// Takes a waiver back
#[utoipa::path(delete, path = "/api/obligations/{id}/waiver", operation_id = "obligation_unwaive", tag = "obligation",
    params(("id" = String, Path)), responses((status = 200, body = ObligationRow)))]
pub(crate) async fn waiver_revoke(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<ObligationId>,
) -> Answer<ObligationRow> {
    let (ask, desk) = (&ask, &desk);
    let row = ask
        .write(|w| async move {
            let place = Place::hold(desk, ask, &w, id).await?;
            let granted = ask.authorize::<Waive>(&place.standing)?;
            let given = store::waiver::of_obligation(&w, id).await?;
            let given = given.into_iter().find(|waiver| waiver.revoked_at.is_none());
            let given =
                given.ok_or_else(|| Failure::refused("not-waived", "这一项没有被免除，不需要撤销"))?;
            store::waiver::revoke(&w, &granted, &given).await?;
            let changed = store::obligation::set_waived(&w, &granted, &place.row, None).await?;
            let said = json!({ "item": place.row.item(), "waived": false, "waiver": given.id });
            w.audit(ask.entry(Waive::KEY).at(place.row.unit_id).on("obligation", id).with(said));
            view::one(&w, &changed).await
        })
        .await?;
    Ok(Json(row))
}
