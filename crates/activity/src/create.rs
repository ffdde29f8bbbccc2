//! Begin a record: a draft of the unit, of a kind that the running plan declares. And the kinds with their forms.

use ::policy::Act;
use axum::{Json, extract::State};
use db::Reader as _;
use facts::{FormEvidence, FormField};
use kernel::{CampaignId, Failure, UnitId};
use plan::document::{Acceptance, ActivityKind};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};
use web::{Answer, Ask, Body, Params};

use crate::{
    count,
    desk::{Desk, kind_of, own_files, signed},
    details::ActivityDetails,
    kind::{asks_found, questions},
    model::{self, Entry},
    policy::{Read, Record},
    store,
    view::{self, ActivityView},
};

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewActivity {
    #[schema(value_type = String, format = Uuid)]
    pub campaign: CampaignId,
    /// The unit that did it.
    #[schema(value_type = String, format = Uuid)]
    pub unit: UnitId,
    /// The key of one of the plan's activity kinds.
    pub kind: String,
    #[serde(default)]
    pub details: ActivityDetails,
}

/// What can be recorded and what is asked about it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ActivityKindView {
    pub key: String,
    pub title: String,
    pub help: Option<String>,
    /// The number of the clause that asks for it, and its words.
    pub clause: String,
    pub quote: String,
    /// Figures first (场次, 人次, 人数), then the kind's own questions.
    pub fields: Vec<FormField>,
    pub evidence: Vec<FormEvidence>,
    /// The record names a unit of one of these kinds; empty when it is about no other unit.
    pub subject_kinds: Vec<String>,
    /// The record says whether the visit found something.
    pub asks_found: bool,
    /// Counts as soon as it is sent; nobody reviews it.
    pub by_rule: bool,
}

#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct KindsQuery {
    #[param(value_type = String, format = Uuid)]
    pub campaign: CampaignId,
}

/// The kinds of activities that the campaign's plan declares
#[utoipa::path(get, path = "/api/activities/kinds", operation_id = "activity_kinds", tag = "activity",
    params(KindsQuery), responses((status = 200, body = Vec<ActivityKindView>)))]
pub(crate) async fn kinds(
    ask: Ask,
    State(desk): State<Desk>,
    Params(query): Params<KindsQuery>,
) -> Answer<Vec<ActivityKindView>> {
    if !ask.policy().anywhere::<Read>(ask.actor()) {
        return Err(Failure::Forbidden { action: Read::KEY }.into());
    }
    let running = desk.plans.running(ask.read().view(), query.campaign).await?;
    Ok(Json(running.plan.document.activity_kinds.iter().map(ActivityKindView::from).collect()))
}

impl From<&ActivityKind> for ActivityKindView {
    fn from(kind: &ActivityKind) -> Self {
        Self {
            key: kind.key.to_string(),
            title: kind.title.to_string(),
            help: kind.help.as_ref().map(ToString::to_string),
            clause: kind.clause.to_string(),
            quote: kind.quote.to_string(),
            fields: questions(kind).iter().map(FormField::from).collect(),
            evidence: kind.evidence.iter().map(FormEvidence::from).collect(),
            subject_kinds: kind.subject.iter().map(|subject| subject.word().to_owned()).collect(),
            asks_found: asks_found(kind),
            by_rule: matches!(kind.acceptance.value, Acceptance::Automatic),
        }
    }
}

/// Begins a record as a draft
#[utoipa::path(post, path = "/api/activities", operation_id = "activity_create", tag = "activity",
    request_body = NewActivity, responses((status = 200, body = ActivityView)))]
pub(crate) async fn create(
    ask: Ask,
    State(desk): State<Desk>,
    Body(body): Body<NewActivity>,
) -> Answer<ActivityView> {
    let NewActivity { campaign, unit, kind, details } = body;
    let details = details.trimmed();
    let (ask, desk, details, key) = (&ask, &desk, &details, kind.as_str());
    let view = ask
        .write(|w| async move {
            let standing = org::tree::standing(&w, &unit).await?;
            ask.authorize_or_hide::<Read>(&standing)?;
            let granted = ask.authorize::<Record>(&standing)?;
            let running = desk.plans.running(w.view(), campaign).await?;
            let kind = kind_of(&running.plan.document, key)?;
            Failure::unless_empty(details.unkeepable(kind))?;
            own_files(&*w, unit, kind, details).await?;
            let entry = Entry {
                id: w.id(),
                campaign,
                unit,
                kind: kind.key.to_string(),
                state: model::State::Draft(signed(&w, &granted)),
                details: details.clone(),
                version: 0,
                counting: None,
                revision: 1,
            };
            store::insert(&w, &granted, &entry).await?;
            count::settle(&w, desk, &entry, "登记").await?;
            let detail = json!({ "move": "create", "kind": key });
            w.audit(ask.entry(Record::KEY).at(unit).on("activity", entry.id).with(detail));
            view::load(&*w, ask, desk, entry).await
        })
        .await?;
    Ok(Json(view))
}
