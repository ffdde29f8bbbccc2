//! Save a draft as it is being written.

use axum::{Json, extract::State};
use kernel::Failure;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, Ask, Body, Segment};

use crate::{
    count,
    desk::{Desk, open, own_captures},
    details::ExposureDetails,
    model::ExposureId,
    policy::Record,
    store,
    view::{self, ExposureView},
    words::ExposureMove,
};

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExposureDraft {
    pub revision: i64,
    pub details: ExposureDetails,
}

/// Saves the draft
#[utoipa::path(put, path = "/api/exposures/{id}/draft", operation_id = "exposure_save", tag = "exposure",
    params(("id" = String, Path)), request_body = ExposureDraft, responses((status = 200, body = ExposureView)))]
pub(crate) async fn save(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<ExposureId>,
    Body(body): Body<ExposureDraft>,
) -> Answer<ExposureView> {
    let ExposureDraft { revision, details } = body;
    let details = details.trimmed();
    let (ask, desk, details) = (&ask, &desk, &details);
    let view = ask
        .write(|w| async move {
            let (case, granted) = open::<Record>(&w, ask, id, revision).await?;
            Failure::unless_empty(details.unkeepable())?;
            own_captures(&*w, case.unit, &details.captures).await?;
            let case = case.save(details.clone())?;
            store::keep(&w, &granted, &case, ExposureMove::Save, None).await?;
            count::settle(&w, desk, &case, ExposureMove::Save.title()).await?;
            w.unaudited("an autosaved draft; what is sent is audited");
            view::load(&*w, ask, desk, case).await
        })
        .await?;
    Ok(Json(view))
}
