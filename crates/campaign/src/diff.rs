//! Compare: what adopting a plan file would change for each unit, compiled against the units of today.

use std::sync::Arc;

use axum::{Json, extract::State};
use db::Reader;
use facts::RunningPlan;
use kernel::{CampaignId, Failure, FieldProblem, OrHidden};
use plan::{CompiledPlan, Plan};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Answer, Ask, Params, Segment};

use crate::{
    Desk,
    policy::Read,
    store::{self, CompiledId},
};

#[derive(Debug, Deserialize, IntoParams)]
pub(crate) struct DiffQuery {
    /// The kept plan file to compare with what runs.
    pub fingerprint: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CampaignDiffView {
    pub fingerprint: String,
    /// Give it as `parent` when adopting: the compiled plan that was compared with.
    #[schema(value_type = Option<String>, format = Uuid)]
    pub parent: Option<CompiledId>,
    pub added: i64,
    pub moved: i64,
    pub dropped: i64,
    pub unchanged: i64,
    pub units: Vec<UnitDiffView>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct UnitDiffView {
    pub unit_key: String,
    pub unit_name: String,
    pub unchanged: i64,
    pub changes: Vec<ChangeView>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    Added,
    Moved,
    Dropped,
}

/// One obligation that would come, change or go, in words.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ChangeView {
    pub kind: ChangeKind,
    pub duty: String,
    pub period: String,
    pub title: String,
    /// What changes, each in one sentence.
    pub what: Vec<String>,
}

/// What adopting the plan file would change
#[utoipa::path(get, path = "/api/campaigns/{id}/diff", operation_id = "campaign_diff", tag = "campaign",
    params(("id" = String, Path), DiffQuery), responses((status = 200, body = CampaignDiffView)))]
pub(crate) async fn campaign_diff(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<CampaignId>,
    Params(query): Params<DiffQuery>,
) -> Answer<CampaignDiffView> {
    ask.authorize_everywhere::<Read>()?;
    let read = ask.read();
    let row = store::find_campaign(&read, id).await?;
    let file = store::find_file(&read, &query.fingerprint).await?.or_hidden()?;
    let before = desk.campaigns.of_row(&read, &row).await?;
    let candidate = candidate(&read, &desk, &file.content).await?;
    Ok(Json(view(&read, &candidate, before.as_ref(), row.compiled_id).await?))
}

/// A plan file compiled against the units of today.
pub(crate) struct Candidate {
    pub plan: Plan,
    pub compiled: CompiledPlan,
    pub units: std::collections::BTreeMap<String, kernel::UnitId>,
}

pub(crate) async fn candidate(reader: &impl Reader, desk: &Desk, text: &str) -> Result<Candidate, Failure> {
    let refused = |problems: Vec<plan::Problem>| {
        let told = |problem: plan::Problem| {
            let place =
                if problem.line == 0 { String::new() } else { format!("第 {} 行：", problem.line) };
            FieldProblem::new(
                "/fingerprint",
                problem.code.to_string(),
                format!("{place}{}。{}", problem.message, problem.advice),
            )
        };
        Failure::Invalid { problems: problems.into_iter().map(told).collect() }
    };
    let plan = plan::parse(text).map_err(refused)?;
    let snapshot = org::tree::snapshot(reader).await?;
    let tree = plan::units::UnitTree::new(snapshot.units).map_err(refused)?;
    let compiled = plan::compile(&plan, &desk.calendar, &tree).map_err(refused)?;
    Ok(Candidate { plan, compiled, units: snapshot.ids })
}

async fn view(
    reader: &impl Reader,
    candidate: &Candidate,
    before: Option<&Arc<RunningPlan>>,
    parent: Option<CompiledId>,
) -> Result<CampaignDiffView, Failure> {
    let empty = CompiledPlan::default();
    let old = before.map_or(&empty, |running| running.compiled.as_ref());
    let diff = plan::diff(old, &candidate.compiled);
    let mut ids = candidate.units.clone();
    if let Some(running) = before {
        ids.extend(running.units.iter().map(|(key, id)| (key.clone(), *id)));
    }
    let labels = org::tree::labels(reader, ids.values().copied()).await?;
    let name = |key: &str| {
        ids.get(key).and_then(|id| labels.get(id)).map_or(key.to_owned(), |label| label.name.clone())
    };
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let mut answer = CampaignDiffView {
        fingerprint: candidate.plan.fingerprint.clone(),
        parent,
        added: 0,
        moved: 0,
        dropped: 0,
        unchanged: 0,
        units: Vec::new(),
    };
    for unit in diff.units {
        let mut changes = Vec::new();
        answer.added += count(unit.added.len());
        answer.moved += count(unit.moved.len());
        answer.dropped += count(unit.dropped.len());
        answer.unchanged += count(unit.unchanged);
        for one in unit.added {
            changes.push(change(ChangeKind::Added, one, Vec::new()));
        }
        for one in unit.moved {
            changes.push(change(ChangeKind::Moved, one.obligation, one.what));
        }
        for one in unit.dropped {
            changes.push(change(ChangeKind::Dropped, one, Vec::new()));
        }
        answer.units.push(UnitDiffView {
            unit_name: name(&unit.unit),
            unit_key: unit.unit,
            unchanged: count(unit.unchanged),
            changes,
        });
    }
    Ok(answer)
}
