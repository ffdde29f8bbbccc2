//! Show the plan that a campaign runs, as people read it: clauses with what each of them created.

use axum::{Json, extract::State};
use facts::{FormEvidence, FormField};
use kernel::{CampaignId, Day, Instant, OrHidden};
use plan::{
    CompiledPlan,
    document::{self as paper, Acceptance, Document, Modality, ZeroReport},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, Ask, Segment};

use crate::{
    Desk,
    policy::Read,
    store::{self, CompiledId},
};

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CampaignPlanView {
    #[schema(value_type = String, format = Uuid)]
    pub campaign: CampaignId,
    #[schema(value_type = Option<String>, format = Uuid)]
    pub compiled_id: Option<CompiledId>,
    pub fingerprint: String,
    #[schema(value_type = String, format = DateTime)]
    pub adopted_at: Instant,
    pub obligations: i64,
    pub title: String,
    pub authority: String,
    pub theme: String,
    pub ordinal: Option<u32>,
    pub phases: Vec<PlanPhase>,
    pub events: Vec<PlanEvent>,
    pub upper_documents: Vec<PlanUpperDocument>,
    pub leading_group: Vec<PlanMember>,
    /// Parents before children.
    pub clauses: Vec<PlanClause>,
    pub duties: Vec<PlanDuty>,
    pub activity_kinds: Vec<PlanActivityKind>,
    pub adoptions: Vec<PlanAdoption>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PlanPhase {
    pub key: String,
    pub title: String,
    #[schema(value_type = String, format = Date)]
    pub from: Day,
    #[schema(value_type = String, format = Date)]
    pub to: Day,
    pub note: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PlanEvent {
    pub title: String,
    #[schema(value_type = String, format = Date)]
    pub day: Day,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PlanUpperDocument {
    pub issuer: String,
    pub title: String,
    pub number: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PlanMember {
    pub role: String,
    pub name: String,
    pub posts: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PlanClause {
    pub key: String,
    pub number: String,
    pub title: String,
    pub quote: Option<String>,
    /// 0 for the parts of the paper.
    pub depth: u32,
    /// Why the clause creates nothing, where it does not.
    pub notes: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlanDutyKind {
    Deliver,
    Quota,
    Coverage,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PlanDuty {
    pub key: String,
    pub title: String,
    pub clause: String,
    /// The phrase of the paper that creates it.
    pub quote: String,
    pub kind: PlanDutyKind,
    /// 原则上: wanted, but missing it is no breach.
    pub soft: bool,
    pub audience: String,
    pub due_text: String,
    pub at_least: Option<u32>,
    pub paper: bool,
    pub zero_report: bool,
    pub statistics_table: Option<String>,
    pub fields: Vec<FormField>,
    pub evidence: Vec<FormEvidence>,
    pub note: Option<String>,
}

/// A kind of entry in the register of activities.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PlanActivityKind {
    pub key: String,
    pub title: String,
    pub clause: String,
    pub quote: String,
    /// Which of 场次 `sessions`, 人次 `attendances`, 人数 `heads` are asked.
    pub measures: Vec<String>,
    pub fields: Vec<FormField>,
    pub evidence: Vec<FormEvidence>,
    /// Kinds of unit that the record is about; none when it is about nobody in particular.
    pub subject: Vec<String>,
    /// Counts as soon as it is handed in.
    pub automatic: bool,
    pub help: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PlanAdoption {
    #[schema(value_type = String, format = Uuid)]
    pub compiled_id: CompiledId,
    #[schema(value_type = Option<String>, format = Uuid)]
    pub parent: Option<CompiledId>,
    pub fingerprint: String,
    #[schema(value_type = String, format = DateTime)]
    pub adopted_at: Instant,
    pub adopted_by: String,
}

/// The plan that the campaign is pinned to
#[utoipa::path(get, path = "/api/campaigns/{id}/plan", operation_id = "campaign_plan", tag = "campaign",
    params(("id" = String, Path)), responses((status = 200, body = CampaignPlanView)))]
pub(crate) async fn campaign_plan(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<CampaignId>,
) -> Answer<CampaignPlanView> {
    ask.authorize_everywhere::<Read>()?;
    let read = ask.read();
    let row = store::find_campaign(&read, id).await?;
    let running = desk.campaigns.of(&read, row.id, row.compiled_id).await?.or_hidden()?;
    let adoptions = store::adoptions(&read, id).await?;
    let names = org::people::labels(&read, adoptions.iter().map(|one| one.adopted_by)).await?;
    let adoptions = adoptions.into_iter().map(|one| PlanAdoption {
        compiled_id: one.id,
        parent: one.parent_id,
        fingerprint: one.fingerprint,
        adopted_at: one.adopted_at,
        adopted_by: names.get(&one.adopted_by).cloned().unwrap_or_default(),
    });
    let document = &running.plan.document;
    Ok(Json(CampaignPlanView {
        campaign: id,
        compiled_id: row.compiled_id,
        fingerprint: running.plan.fingerprint.clone(),
        adopted_at: running.adopted_at,
        obligations: i64::try_from(running.compiled.entries.len()).unwrap_or(i64::MAX),
        title: document.title.to_string(),
        authority: document.authority.name.to_string(),
        theme: document.theme.text.to_string(),
        ordinal: document.theme.ordinal.as_ref().map(|ordinal| ordinal.value),
        phases: document.phases.iter().map(phase).collect(),
        events: document
            .events
            .iter()
            .map(|event| PlanEvent { title: event.title.to_string(), day: event.day.value })
            .collect(),
        upper_documents: document.upper_documents.iter().map(upper_document).collect(),
        leading_group: document.leading_group.iter().flat_map(|group| &group.members).map(member).collect(),
        clauses: clauses(document),
        duties: document.duties.iter().map(|one| duty(document, &running.compiled, one)).collect(),
        activity_kinds: document.activity_kinds.iter().map(activity_kind).collect(),
        adoptions: adoptions.collect(),
    }))
}

fn phase(phase: &paper::Phase) -> PlanPhase {
    let paper::Phase { key, title, from, to, quote: _, note } = phase;
    PlanPhase {
        key: key.to_string(),
        title: title.to_string(),
        from: from.value,
        to: to.value,
        note: note.as_ref().map(ToString::to_string),
    }
}

fn upper_document(document: &paper::UpperDocument) -> PlanUpperDocument {
    let paper::UpperDocument { key: _, issuer, title, number } = document;
    PlanUpperDocument { issuer: issuer.to_string(), title: title.to_string(), number: number.to_string() }
}

fn member(member: &paper::Member) -> PlanMember {
    let paper::Member { role, name, posts } = member;
    PlanMember { role: role.to_string(), name: name.to_string(), posts: posts.to_string() }
}

/// The clauses in the order of the paper, each with how deep it stands.
pub(crate) fn clauses(document: &Document) -> Vec<PlanClause> {
    let mut found = Vec::new();
    let mut waiting: Vec<(&paper::Clause, u32)> = document.clauses.iter().rev().map(|one| (one, 0)).collect();
    while let Some((clause, depth)) = waiting.pop() {
        let paper::Clause { key, number, title, quote, children } = clause;
        let notes = document.notes.iter().filter(|note| note.clause.as_str() == key.as_str());
        found.push(PlanClause {
            key: key.to_string(),
            number: number.to_string(),
            title: title.to_string(),
            quote: quote.as_ref().map(ToString::to_string),
            depth,
            notes: notes.map(|note| note.text.to_string()).collect(),
        });
        waiting.extend(children.iter().rev().map(|child| (child, depth + 1)));
    }
    found
}

/// The deadlines of a duty in words, as the plan compiled: one after the other where it happens several times.
fn due_texts(compiled: &CompiledPlan, duty: &paper::Duty) -> String {
    let of_duty = |occurrence: &&plan::Occurrence| {
        let index = usize::try_from(occurrence.duty).unwrap_or(usize::MAX);
        compiled.duties.get(index).is_some_and(|one| one.key == duty.key.as_str())
    };
    let texts = compiled.occurrences.iter().filter(of_duty).map(|one| one.deadline.due_text.as_str());
    texts.collect::<Vec<_>>().join("、")
}

fn duty(document: &Document, compiled: &CompiledPlan, duty: &paper::Duty) -> PlanDuty {
    let audience = document.audiences.iter().find(|one| one.key.as_str() == duty.audience.as_str());
    let deliver = duty.deliver.as_ref();
    let kind = if deliver.is_some() {
        PlanDutyKind::Deliver
    } else if duty.quota.is_some() {
        PlanDutyKind::Quota
    } else {
        PlanDutyKind::Coverage
    };
    PlanDuty {
        key: duty.key.to_string(),
        title: duty.title.to_string(),
        clause: duty.clause.to_string(),
        quote: duty.quote.to_string(),
        kind,
        soft: duty.modality.value == Modality::Soft,
        audience: audience.map(|one| one.title.to_string()).unwrap_or_default(),
        due_text: due_texts(compiled, duty),
        at_least: duty.quota.as_ref().map(|quota| quota.at_least.value),
        paper: deliver.is_some_and(|deliver| deliver.paper.value),
        zero_report: deliver.is_some_and(|deliver| deliver.zero_report.value == ZeroReport::Allowed),
        statistics_table: deliver
            .and_then(|deliver| deliver.statistics_table.as_ref())
            .map(ToString::to_string),
        fields: deliver.iter().flat_map(|deliver| &deliver.fields).map(FormField::from).collect(),
        evidence: deliver.iter().flat_map(|deliver| &deliver.evidence).map(FormEvidence::from).collect(),
        note: duty.note.as_ref().map(ToString::to_string),
    }
}

fn activity_kind(kind: &paper::ActivityKind) -> PlanActivityKind {
    let paper::ActivityKind {
        key,
        title,
        clause,
        quote,
        measures,
        fields,
        evidence,
        subject,
        found_nothing_counts: _,
        acceptance,
        help,
    } = kind;
    PlanActivityKind {
        key: key.to_string(),
        title: title.to_string(),
        clause: clause.to_string(),
        quote: quote.to_string(),
        measures: measures.iter().map(|measure| measure.value.word().to_owned()).collect(),
        fields: fields.iter().map(FormField::from).collect(),
        evidence: evidence.iter().map(FormEvidence::from).collect(),
        subject: subject.iter().map(|kind| kind.value.word().to_owned()).collect(),
        automatic: matches!(acceptance.value, Acceptance::Automatic),
        help: help.as_ref().map(ToString::to_string),
    }
}
