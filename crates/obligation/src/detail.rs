//! Show one obligation with everything that people need to act: the form, the chain, every version, what came back,
//! what counts and what is missing.

use axum::{Json, extract::State};
use db::Reader;
use facts::{FormEvidence, FormField};
use kernel::{Failure, Instant, PersonId};
use plan::document::ZeroReport;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, Ask, Segment};

use crate::{
    Desk, ObligationId,
    counted::{CountView, count_view},
    model::{State as Derived, Verdict, may_submit},
    paper::{self, PaperReceived},
    place::Place,
    policy::{ReceivePaper, Review, Submit, Urge, Waive},
    review::may_decide,
    rows::submission,
    steps::{self, Decider},
    store,
    submission::{ReviewView, SubmissionHead, heads},
    urged::{self, UrgeView},
    view::{self, ObligationRow, ObligationUnit},
};

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ObligationDetail {
    pub obligation: ObligationRow,
    /// What those who carry it out should know.
    pub note: Option<String>,
    /// Absent for what is counted and for what the plan no longer asks.
    pub form: Option<ReportForm>,
    /// The chain of the plan; empty for what is counted.
    pub steps: Vec<ChainStep>,
    /// The first version first.
    pub versions: Vec<SubmissionHead>,
    /// What came back and waits for an answer.
    pub returned: Option<ReviewView>,
    /// Given and taken back, the newest first.
    pub waivers: Vec<WaiverView>,
    /// Who urged, when and with what words; the newest first.
    pub urges: Vec<UrgeView>,
    pub paper: Option<PaperReceived>,
    pub count: Option<CountView>,
    pub may: ObligationMoves,
}

/// What a report asks.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ReportForm {
    pub fields: Vec<FormField>,
    pub evidence: Vec<FormEvidence>,
    pub zero_report_allowed: bool,
    /// The statistics table whose confirmed figures go with it.
    pub statistics_table: Option<String>,
}

/// One step of the chain.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ChainStep {
    pub title: String,
    /// Who decides; absent when the organisation has nobody.
    pub unit: Option<ObligationUnit>,
    /// The latest version has passed it.
    pub passed: bool,
    /// The latest version waits for it.
    pub current: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct WaiverView {
    pub reason: String,
    pub waived_at: Instant,
    pub waived_by: String,
    pub revoked_at: Option<Instant>,
    pub revoked_by: Option<String>,
}

/// What the asker can do now: rights and state together. What buttons are made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ObligationMoves {
    pub write: bool,
    pub submit: bool,
    pub review: bool,
    /// Send an accepted report back for correction.
    pub reopen: bool,
    pub waive: bool,
    pub unwaive: bool,
    pub receive_paper: bool,
    pub urge: bool,
}

/// One obligation
#[utoipa::path(get, path = "/api/obligations/{id}", operation_id = "obligation_show", tag = "obligation",
    params(("id" = String, Path)), responses((status = 200, body = ObligationDetail)))]
pub(crate) async fn obligation_show(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<ObligationId>,
) -> Answer<ObligationDetail> {
    let read = ask.read();
    let place = Place::open(&desk, &ask, &read, id).await?;
    let obligation = view::one(&read, &place.row).await?;
    let rows = store::submission::of_obligation(&read, id).await?;
    let reviews = if rows.is_empty() { Vec::new() } else { store::review::of_obligation(&read, id).await? };
    let versions = heads(&read, &place, &rows, &reviews).await?;
    let received = match store::paper::find(&read, id).await? {
        Some(received) => paper::views(&read, vec![received]).await?.remove(&id),
        None => None,
    };
    let (steps, last) = chain(&read, &place, obligation.state).await?;
    Ok(Json(ObligationDetail {
        note: place.duty().and_then(|duty| duty.note.as_ref()).map(ToString::to_string),
        form: form(&place),
        steps,
        returned: returned(&obligation, &versions),
        waivers: waivers(&read, id).await?,
        urges: urged::all(&read, id).await?,
        paper: received,
        count: count_view(&read, &place).await?,
        may: moves(&ask, &place, &obligation, rows.last(), last)?,
        versions,
        obligation,
    }))
}

fn form(place: &Place) -> Option<ReportForm> {
    let deliver = place.asked().ok()?;
    Some(ReportForm {
        fields: deliver.fields.iter().map(FormField::from).collect(),
        evidence: deliver.evidence.iter().map(FormEvidence::from).collect(),
        zero_report_allowed: deliver.zero_report.value == ZeroReport::Allowed,
        statistics_table: deliver.statistics_table.as_ref().map(ToString::to_string),
    })
}

/// The steps, and who decides at the last of them.
async fn chain(
    reader: &impl Reader,
    place: &Place,
    state: Derived,
) -> Result<(Vec<ChainStep>, Option<Decider>), Failure> {
    let passed = steps::of(reader, place).await?;
    let deciders = passed.iter().filter_map(|step| step.by);
    let labels = org::tree::labels(reader, deciders.map(|decider| decider.unit)).await?;
    let last = passed.last().and_then(|step| step.by);
    let accepted = matches!(state, Derived::AcceptedOnTime | Derived::AcceptedLate);
    let waits = matches!(state, Derived::Submitted | Derived::UnderReview);
    let steps = (0_i64..).zip(passed).map(|(index, steps::Step { title, by })| ChainStep {
        title,
        unit: by.map(|decider| view::unit(&labels, decider.unit)),
        passed: accepted || (waits && index < place.row.step),
        current: waits && index == place.row.step,
    });
    Ok((steps.collect(), last))
}

/// Also when the deadline that the reviewer gave has passed: the reasons are still what is to be done.
fn returned(obligation: &ObligationRow, versions: &[SubmissionHead]) -> Option<ReviewView> {
    obligation.returned_until?;
    let latest = versions.last()?;
    latest.reviews.iter().rev().find(|review| review.verdict == Verdict::Return).cloned()
}

async fn waivers(reader: &impl Reader, id: ObligationId) -> Result<Vec<WaiverView>, Failure> {
    let given = store::waiver::of_obligation(reader, id).await?;
    if given.is_empty() {
        return Ok(Vec::new());
    }
    let mut people: Vec<PersonId> = given.iter().map(|waiver| waiver.waived_by).collect();
    people.extend(given.iter().filter_map(|waiver| waiver.revoked_by));
    let people = org::people::labels(reader, people).await?;
    let name = |person| people.get(&person).cloned().unwrap_or_default();
    let view = |waiver: store::waiver::Model| WaiverView {
        reason: waiver.reason,
        waived_at: waiver.waived_at,
        waived_by: name(waiver.waived_by),
        revoked_at: waiver.revoked_at,
        revoked_by: waiver.revoked_by.map(name),
    };
    Ok(given.into_iter().map(view).collect())
}

fn moves(
    ask: &Ask,
    place: &Place,
    obligation: &ObligationRow,
    latest: Option<&submission::Model>,
    last: Option<Decider>,
) -> Result<ObligationMoves, Failure> {
    let at = &place.standing;
    let asked = place.row.dropped_at.is_none();
    let done = matches!(obligation.state, Derived::AcceptedOnTime | Derived::AcceptedLate);
    let waived = obligation.state == Derived::Waived;
    let answer = may_submit(&place.row.progress()?, ask.now());
    let hands_in = place.asked().is_ok() && ask.authorize::<Submit>(at).is_ok();
    let early = matches!(&answer, Err(Failure::Refused { code: "not-open-yet", .. }));
    let others = latest.is_some_and(|latest| latest.submitted_by != ask.person());
    let reopens = last.is_some_and(|last| steps::decides(ask.actor(), last));
    let waives = ask.authorize::<Waive>(at).is_ok();
    let presses = Derived::PRESSING.contains(&obligation.state) || obligation.paper.is_owed();
    Ok(ObligationMoves {
        write: hands_in && (answer.is_ok() || early),
        submit: hands_in && answer.is_ok(),
        review: latest.is_some_and(|latest| may_decide(ask, place, latest.submitted_by)),
        reopen: done && asked && others && reopens && ask.authorize::<Review>(at).is_ok(),
        waive: waives && asked && !done && !waived,
        unwaive: waives && waived,
        urge: asked && presses && ask.authorize::<Urge>(at).is_ok(),
        receive_paper: place.row.wants_paper && ask.authorize::<ReceivePaper>(at).is_ok(),
    })
}
