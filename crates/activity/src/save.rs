//! Save a draft as it is being written.

use axum::{Json, extract::State};
use db::Reader as _;
use kernel::Failure;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, Ask, Body, Segment};

use crate::{
    count,
    desk::{Desk, kind_of, open, own_files},
    details::ActivityDetails,
    model::ActivityId,
    policy::Record,
    store,
    view::{self, ActivityView},
    words::ActivityMove,
};

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ActivityDraft {
    pub revision: i64,
    pub details: ActivityDetails,
}

/// Saves the draft
#[utoipa::path(put, path = "/api/activities/{id}/draft", operation_id = "activity_save", tag = "activity",
    params(("id" = String, Path)), request_body = ActivityDraft, responses((status = 200, body = ActivityView)))]
pub(crate) async fn save(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<ActivityId>,
    Body(body): Body<ActivityDraft>,
) -> Answer<ActivityView> {
    let ActivityDraft { revision, details } = body;
    let details = details.trimmed();
    let (ask, desk, details) = (&ask, &desk, &details);
    let view = ask
        .write(|w| async move {
            let (entry, granted) = open::<Record>(&w, ask, id, revision).await?;
            let running = desk.plans.running(w.view(), entry.campaign).await?;
            let kind = kind_of(&running.plan.document, &entry.kind)?;
            Failure::unless_empty(details.unkeepable(kind))?;
            own_files(&*w, entry.unit, kind, details).await?;
            let entry = entry.save(details.clone())?;
            store::keep(&w, &granted, &entry, ActivityMove::Save, None).await?;
            count::settle(&w, desk, &entry, ActivityMove::Save.title()).await?;
            w.unaudited("an autosaved draft; what is sent is audited");
            view::load(&*w, ask, desk, entry).await
        })
        .await?;
    Ok(Json(view))
}
