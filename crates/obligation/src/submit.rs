//! Hand in a report: a version is appended and numbered, and the chain of the plan begins.

use std::collections::BTreeMap;

use axum::{Json, extract::State};
use db::{Reader, Write};
use kernel::{Failure, FileId, Instant};
use plan::form::Stage as FormStage;
use policy::{Act, Granted};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use web::{Answer, Ask, Body, Segment};

use crate::{
    Desk, ObligationId, SubmissionId,
    content::Kept,
    evidence,
    form::{EvidenceFile, ReportContent, check},
    model::{Delivery, Outcome, Timing, counts_from, may_submit},
    place::{Place, open_submission},
    policy::Submit,
    receipt,
    rows::submission,
    steps, store,
};

#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportSubmit {
    pub content: ReportContent,
    /// The number of the latest version that the sender has seen; 0 when there was none.
    pub based_on: i64,
}

/// Proof of what was handed in and when.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ReceiptView {
    /// `2021-000123-C`; the last character checks the others.
    pub number: String,
    #[schema(value_type = String, format = Uuid)]
    pub submission_id: SubmissionId,
    #[schema(value_type = String, format = Uuid)]
    pub obligation_id: ObligationId,
    pub version: i64,
    pub title: String,
    pub period_title: String,
    pub unit_name: String,
    pub outcome: Outcome,
    pub submitted_at: Instant,
    pub submitted_by: String,
    /// SHA-256 (hex) over the canonical content with the digests of files and table.
    pub digest: String,
    /// In time or late, as of now; an adopted plan may still move the deadline.
    pub timing: Timing,
    pub due_text: String,
    /// A sealed paper original is wanted as well.
    pub wants_paper: bool,
}

/// Hands in a report
#[utoipa::path(post, path = "/api/obligations/{id}/submissions", operation_id = "obligation_submit",
    tag = "obligation", params(("id" = String, Path)), request_body = ReportSubmit,
    responses((status = 200, body = ReceiptView)))]
pub(crate) async fn report_submit(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<ObligationId>,
    Body(body): Body<ReportSubmit>,
) -> Answer<ReceiptView> {
    let (ask, desk, body) = (&ask, &desk, &body);
    let receipt = ask
        .write(|w| async move {
            let place = Place::hold(desk, ask, &w, id).await?;
            let granted = ask.authorize::<Submit>(&place.standing)?;
            place.asked()?;
            let before = may_submit(&place.row.progress()?, w.now())?;
            if body.based_on != place.row.version {
                return Err(Failure::Stale);
            }
            let files = checked_files(&w, &place, &body.content).await?;
            let sent = Sent { report: body.content.clone(), files, before };
            let unit = org::tree::unit(&w, place.row.unit_id).await?;
            let row = append(desk, &w, &granted, &place, (&unit.key, sent)).await?;
            w.audit(ask.entry(Submit::KEY).at(place.row.unit_id).on("submission", row.id).with(json!({
                "item": place.row.item(), "obligation": id, "version": row.version, "outcome": row.outcome, "receipt": row.receipt,
                "digest": row.digest,
            })));
            view(&place, &row, (unit.name, ask.actor().name.clone()))
        })
        .await?;
    Ok(Json(receipt))
}

async fn checked_files(
    write: &Write,
    place: &Place,
    content: &ReportContent,
) -> Result<BTreeMap<FileId, EvidenceFile>, Failure> {
    let files = evidence::of_unit(write, place.row.unit_id, content).await?;
    Failure::unless_empty(check(place.asked()?, content, &files, FormStage::Final))?;
    Ok(files)
}

/// A report that passed every check.
struct Sent {
    report: ReportContent,
    files: BTreeMap<FileId, EvidenceFile>,
    before: Delivery,
}

async fn append(
    desk: &Desk,
    write: &Write,
    granted: &Granted<Submit>,
    place: &Place,
    (unit_key, sent): (&str, Sent),
) -> Result<submission::Model, Failure> {
    let Sent { report, files, before } = sent;
    let decider = first_decider(write, place).await?;
    let table = match &place.asked()?.statistics_table {
        // Figures belong to what was done; a zero report and "does not apply" carry none.
        Some(table) if report.outcome == Outcome::Done => {
            let (table, unit) = (table.as_str(), place.row.unit_id);
            let tables = &desk.tables;
            Some(tables.frozen_for_submission(write, &place.running, table, unit, granted.person()).await?)
        }
        Some(_) | None => None,
    };
    let outcome = report.outcome;
    let kept = Kept { report, files, table };
    let version = place.row.version + 1;
    let digest = receipt::digest(&kept.digested(&place.row, unit_key, version));
    let row = submission::Model {
        tenant_id: write.tenant(),
        id: write.id(),
        obligation_id: place.row.id,
        version,
        content: serde_json::to_string(&kept).map_err(Failure::internal)?,
        outcome: outcome.word().to_owned(),
        submitted_at: write.now(),
        submitted_by: granted.person(),
        counts_from: counts_from(before, write.now()),
        answers_until: match before {
            Delivery::Returned { until, .. } => Some(until),
            Delivery::Nothing | Delivery::Waiting { .. } | Delivery::Accepted { .. } => None,
        },
        plan_fingerprint: place.running.plan.fingerprint.clone(),
        receipt: store::submission::next_receipt(write, write.now()).await?,
        digest,
    };
    store::submission::append(write, granted, &row).await?;
    store::draft::remove(write, granted, place.row.id).await?;
    let counts_from = row.counts_from;
    let submitted =
        store::obligation::Submitted { submission: row.id, version, outcome, counts_from, decider };
    store::obligation::submitted(write, granted, &place.row, submitted).await?;
    Ok(row)
}

/// Who decides first. Every step needs somebody, so that a report is not stuck half-way.
async fn first_decider(write: &Write, place: &Place) -> Result<Option<steps::Decider>, Failure> {
    let steps = steps::of(write, place).await?;
    if let Some(step) = steps.iter().find(|step| step.by.is_none()) {
        return Err(steps::nobody_reviews(step));
    }
    Ok(steps.first().and_then(|step| step.by))
}

/// The receipt of a version
#[utoipa::path(get, path = "/api/submissions/{id}/receipt", operation_id = "submission_receipt", tag = "obligation",
    params(("id" = String, Path)), responses((status = 200, body = ReceiptView)))]
pub(crate) async fn receipt_show(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<SubmissionId>,
) -> Answer<ReceiptView> {
    let read = ask.read();
    let (row, place) = open_submission(&desk, &ask, &read, id).await?;
    let unit = org::tree::unit(&read, place.row.unit_id).await?;
    let people = org::people::labels(&read, [row.submitted_by]).await?;
    let sender = people.into_values().next().unwrap_or_default();
    Ok(Json(view(&place, &row, (unit.name, sender))?))
}

fn view(
    place: &Place,
    row: &submission::Model,
    (unit_name, submitted_by): (String, String),
) -> Result<ReceiptView, Failure> {
    Ok(ReceiptView {
        number: row.receipt.clone(),
        submission_id: row.id,
        obligation_id: row.obligation_id,
        version: row.version,
        title: place.row.title.clone(),
        period_title: place.row.period_title.clone(),
        unit_name,
        outcome: Outcome::from_word(&row.outcome)?,
        submitted_at: row.submitted_at,
        submitted_by,
        digest: row.digest.clone(),
        timing: if row.counts_from <= place.row.late_after { Timing::InTime } else { Timing::Late },
        due_text: place.row.due_text.clone(),
        wants_paper: place.row.wants_paper,
    })
}
