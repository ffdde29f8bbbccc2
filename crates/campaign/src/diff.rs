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
    plan_view::{PlanClause, clauses},
    policy::Read,
    store::{self, CompiledId},
};

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
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
    /// The clauses of the file: what changes may name one that does not run yet.
    pub clauses: Vec<DiffClause>,
}

/// What a clause of the compared file is called.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DiffClause {
    pub key: String,
    pub number: String,
    pub title: String,
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
    #[schema(value_type = String, format = DateTime)]
    pub due_at: kernel::Instant,
    pub due_text: String,
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
    let before = desk.campaigns.of(&read, row.id, row.compiled_id).await?;
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
    let authority = plan.document.authority.unit.as_str();
    if !snapshot.ids.contains_key(authority) {
        let top =
            snapshot.units.iter().find(|unit| unit.parent.is_none()).map_or("", |unit| unit.key.as_str());
        let advice = format!(
            "方案的主办单位编码“{authority}”不是本系统的单位。请把 authority 的 unit 改为本系统最上级单位的编码“{top}”"
        );
        return Err(Failure::invalid("/fingerprint", "authority-unknown", advice));
    }
    let tree = plan::units::UnitTree::new(snapshot.units).map_err(refused)?;
    let compiled = plan::compile(&plan, desk.campaigns.calendar(), &tree).map_err(refused)?;
    Ok(Candidate { plan, compiled, units: snapshot.ids })
}

fn clause(clause: PlanClause) -> DiffClause {
    let PlanClause { key, number, title, quote: _, depth: _, notes: _ } = clause;
    DiffClause { key, number, title }
}

async fn view(
    reader: &impl Reader,
    candidate: &Candidate,
    before: Option<&Arc<RunningPlan>>,
    parent: Option<CompiledId>,
) -> Result<CampaignDiffView, Failure> {
    // Before the first adoption nobody owes anything.
    let nothing = CompiledPlan { entries: Vec::new(), ..candidate.compiled.clone() };
    let old = before.map_or(&nothing, |running| running.compiled.as_ref());
    let diff = plan::diff(old, &candidate.compiled);
    let mut ids = candidate.units.clone();
    if let Some(running) = before {
        ids.extend(running.units.iter().map(|(key, id)| (key.clone(), *id)));
    }
    let labels = org::tree::labels(reader, ids.values().copied()).await?;
    let name = |key: &str| {
        let label = ids.get(key).and_then(|id| labels.get(id));
        label.map_or(key.to_owned(), |label| label.name.clone())
    };
    let units = diff.units.into_iter().map(|(key, unit)| UnitDiffView {
        unit_name: name(&key),
        unit_key: key,
        unchanged: count(unit.unchanged),
        changes: changes(unit),
    });
    Ok(CampaignDiffView {
        fingerprint: candidate.plan.fingerprint.clone(),
        parent,
        added: count(diff.added),
        moved: count(diff.moved),
        dropped: count(diff.dropped),
        unchanged: count(diff.unchanged),
        units: units.collect(),
        clauses: clauses(&candidate.plan.document).into_iter().map(clause).collect(),
    })
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn changes(unit: plan::UnitDiff) -> Vec<ChangeView> {
    let plan::UnitDiff { added, moved, dropped, unchanged: _ } = unit;
    let added = added.into_iter().map(|item| change(ChangeKind::Added, item, Vec::new()));
    let moved = moved.into_iter().map(|plan::Moved { item, changes }| {
        let what = changes.into_iter().map(sentence).collect();
        change(ChangeKind::Moved, item, what)
    });
    let dropped = dropped.into_iter().map(|item| change(ChangeKind::Dropped, item, Vec::new()));
    added.chain(moved).chain(dropped).collect()
}

fn change(kind: ChangeKind, item: plan::Item, what: Vec<String>) -> ChangeView {
    let plan::Item { duty, period, title, due_at, due_text } = item;
    ChangeView { kind, duty, period, title, due_at, due_text, what }
}

/// What a form asks is told by a digest, which says nothing to people.
fn sentence(change: plan::Change) -> String {
    let plan::Change { what, before, after } = change;
    match what {
        plan::What::Asked => format!("{}有变化", what.title()),
        _ => format!("{}：{before} → {after}", what.title()),
    }
}
