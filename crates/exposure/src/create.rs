//! Begin a case: a draft of the unit, in a running campaign.

use ::policy::Act;
use axum::{Json, extract::State};
use db::Reader as _;
use facts::RunningPlan;
use kernel::{CampaignId, Day, Failure, UnitId};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use web::{Answer, Ask, Body};

use crate::{
    count,
    desk::{Desk, own_captures, signed},
    details::{Calendar, ExposureDetails},
    model::{self, Case},
    policy::{Read, Record},
    store,
    view::{self, ExposureView},
};

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewExposure {
    #[schema(value_type = String, format = Uuid)]
    pub campaign: CampaignId,
    /// The unit that exposes the case.
    #[schema(value_type = String, format = Uuid)]
    pub unit: UnitId,
    #[serde(default)]
    pub details: ExposureDetails,
}

/// Begins a case as a draft
#[utoipa::path(post, path = "/api/exposures", operation_id = "exposure_create", tag = "exposure",
    request_body = NewExposure, responses((status = 200, body = ExposureView)))]
pub(crate) async fn create(
    ask: Ask,
    State(desk): State<Desk>,
    Body(body): Body<NewExposure>,
) -> Answer<ExposureView> {
    let NewExposure { campaign, unit, details } = body;
    let details = details.trimmed();
    Failure::unless_empty(details.unkeepable())?;
    let (ask, desk, details) = (&ask, &desk, &details);
    let view = ask
        .write(|w| async move {
            let standing = org::tree::standing(&w, &unit).await?;
            ask.authorize_or_hide::<Read>(&standing)?;
            let granted = ask.authorize::<Record>(&standing)?;
            desk.plans.running(w.view(), campaign).await?;
            own_captures(&*w, unit, &details.captures).await?;
            let case = Case {
                id: w.id(),
                campaign,
                unit,
                state: model::State::Draft(signed(&w, &granted)),
                details: details.clone(),
                version: 0,
                counting: None,
                reported: None,
                revision: 1,
            };
            store::insert(&w, &granted, &case).await?;
            count::settle(&w, desk, &case, "登记").await?;
            let detail = json!({ "move": "create" });
            w.audit(ask.entry(Record::KEY).at(unit).on("exposure", case.id).with(detail));
            view::load(&*w, ask, desk, case).await
        })
        .await?;
    Ok(Json(view))
}

/// The days of the campaign: from the first day of its first phase to the last day of its last one.
pub(crate) fn calendar(running: &RunningPlan, today: Day) -> Calendar {
    let phases = &running.plan.document.phases;
    let from = phases.iter().map(|phase| phase.from.value).min().unwrap_or(today);
    let to = phases.iter().map(|phase| phase.to.value).max().unwrap_or(today);
    Calendar { from, to, today }
}
