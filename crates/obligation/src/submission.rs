//! Show a version as a reviewer reads it: every part with its verdict, and what changed against the version before.

use std::collections::BTreeMap;

use axum::{Json, extract::State};
use db::Reader;
use facts::{FormEvidence, FormField};
use kernel::{Failure, Instant, PersonId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use web::{Answer, Ask, Segment};

use crate::{
    Desk, SubmissionId,
    content::Kept,
    decide::Said,
    form::EvidenceFile,
    model::{Outcome, Timing, Verdict},
    place::{Place, open_submission},
    review::may_decide,
    rows::{review, submission},
    store,
    table::TableRef,
    verdicts::{ReviewItem, StandingVerdict, Version, standing},
    view::{self, ObligationRow, ObligationUnit},
};

/// A version without its content.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SubmissionHead {
    #[schema(value_type = String, format = Uuid)]
    pub id: SubmissionId,
    pub version: i64,
    pub outcome: Outcome,
    pub submitted_at: Instant,
    pub submitted_by: String,
    pub receipt: String,
    pub digest: String,
    pub timing: Timing,
    /// The deadline of the return that it answers.
    pub answers_until: Option<Instant>,
    /// What was decided about it, step by step.
    pub reviews: Vec<ReviewView>,
}

/// A decision that was sent.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ReviewView {
    pub step_title: String,
    pub verdict: Verdict,
    pub items: Vec<ReviewItem>,
    pub note: Option<String>,
    pub until: Option<Instant>,
    pub unit: ObligationUnit,
    pub reviewed_at: Instant,
    pub reviewed_by: String,
}

/// A version with everything in it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SubmissionView {
    pub head: SubmissionHead,
    pub obligation: ObligationRow,
    pub reason: PartView,
    pub fields: Vec<SubmissionField>,
    pub evidence: Vec<SubmissionEvidence>,
    pub table: Option<TableRef>,
    pub table_verdict: Option<StandingVerdict>,
    pub outcome_verdict: Option<StandingVerdict>,
    /// Present when the version before said something else.
    pub previous_outcome: Option<Outcome>,
    /// True when the asker is the one who decides now.
    pub may_decide: bool,
    /// The step of the chain that is next or was last; goes back with the decision.
    pub step: i64,
}

/// A text with its past.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = SubmissionPart)]
pub struct PartView {
    pub value: Option<String>,
    pub previous: Option<String>,
    pub changed: bool,
    pub verdict: Option<StandingVerdict>,
}

/// An answer. `field` says how it is to be shown.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SubmissionField {
    /// For a review.
    pub pointer: String,
    pub field: FormField,
    pub value: Value,
    /// The answer of the version before, when it was another one.
    pub previous: Option<Value>,
    pub changed: bool,
    pub verdict: Option<StandingVerdict>,
}

/// Files of one kind of evidence.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SubmissionEvidence {
    pub pointer: String,
    pub slot: FormEvidence,
    pub files: Vec<SubmissionFile>,
    /// Files of the version before that are gone.
    pub removed: Vec<EvidenceFile>,
    pub changed: bool,
    pub verdict: Option<StandingVerdict>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SubmissionFile {
    pub pointer: String,
    pub file: EvidenceFile,
    /// True when the version before did not have it.
    pub added: bool,
    pub verdict: Option<StandingVerdict>,
}

/// A version as it was handed in
#[utoipa::path(get, path = "/api/submissions/{id}", operation_id = "submission_show", tag = "obligation",
    params(("id" = String, Path)), responses((status = 200, body = SubmissionView)))]
pub(crate) async fn submission_show(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<SubmissionId>,
) -> Answer<SubmissionView> {
    let read = ask.read();
    let (row, place) = open_submission(&desk, &ask, &read, id).await?;
    let mut rows = store::submission::of_obligation(&read, place.row.id).await?;
    rows.retain(|other| other.version <= row.version);
    let reviews = store::review::of_obligation(&read, place.row.id).await?;
    let heads = heads(&read, &place, &rows, &reviews).await?;
    let head = heads.into_iter().next_back().ok_or(Failure::Hidden)?;
    let decides = place.row.submission_id == Some(id) && may_decide(&ask, &place, row.submitted_by);
    let obligation = view::one(&read, &place.row).await?;
    Ok(Json(Parts::read(&rows, &reviews)?.view(&place, head, obligation, decides)))
}

/// Every version with its decisions, the first one first. Unsent reviews are no part of it.
pub(crate) async fn heads(
    reader: &impl Reader,
    place: &Place,
    rows: &[submission::Model],
    reviews: &[review::Model],
) -> Result<Vec<SubmissionHead>, Failure> {
    let people: Vec<PersonId> =
        rows.iter().map(|row| row.submitted_by).chain(reviews.iter().map(|row| row.reviewed_by)).collect();
    let people = org::people::labels(reader, people).await?;
    let units = org::tree::labels(reader, reviews.iter().map(|row| row.unit_id)).await?;
    let name = |person| people.get(&person).cloned().unwrap_or_default();
    let mut heads = Vec::with_capacity(rows.len());
    for row in rows {
        let mut sent = Vec::new();
        for review in reviews.iter().filter(|review| review.submission_id == row.id) {
            let Said { items, note } = Said::of(review)?;
            sent.push(ReviewView {
                step_title: review.step_title.clone(),
                verdict: Verdict::from_word(&review.verdict)?,
                items,
                note,
                until: review.until,
                unit: view::unit(&units, review.unit_id),
                reviewed_at: review.reviewed_at,
                reviewed_by: name(review.reviewed_by),
            });
        }
        heads.push(SubmissionHead {
            id: row.id,
            version: row.version,
            outcome: Outcome::from_word(&row.outcome)?,
            submitted_at: row.submitted_at,
            submitted_by: name(row.submitted_by),
            receipt: row.receipt.clone(),
            digest: row.digest.clone(),
            timing: if row.counts_from <= place.row.late_after { Timing::InTime } else { Timing::Late },
            answers_until: row.answers_until,
            reviews: sent,
        });
    }
    Ok(heads)
}

/// The verdicts that stand for the latest version.
pub(crate) async fn verdicts(
    reader: &impl Reader,
    place: &Place,
) -> Result<BTreeMap<String, StandingVerdict>, Failure> {
    let rows = store::submission::of_obligation(reader, place.row.id).await?;
    let reviews = store::review::of_obligation(reader, place.row.id).await?;
    Ok(Parts::read(&rows, &reviews)?.verdicts)
}

/// The version, the one before it, and the verdicts that stand for it.
struct Parts {
    kept: Kept,
    previous: Option<Kept>,
    verdicts: BTreeMap<String, StandingVerdict>,
}

impl Parts {
    /// `rows` ends with the version that is shown.
    fn read(rows: &[submission::Model], reviews: &[review::Model]) -> Result<Self, Failure> {
        let mut contents = rows.iter().map(Kept::of).collect::<Result<Vec<Kept>, Failure>>()?;
        let said = reviews
            .iter()
            .map(|review| Said::of(review).map(|said| (review.submission_id, said.items)))
            .collect::<Result<Vec<(SubmissionId, Vec<ReviewItem>)>, Failure>>()?;
        let versions: Vec<Version<'_>> = rows
            .iter()
            .zip(&contents)
            .map(|(row, kept)| Version {
                number: row.version,
                kept,
                sent: said
                    .iter()
                    .filter(|(id, _)| *id == row.id)
                    .map(|(_, items)| items.as_slice())
                    .collect(),
            })
            .collect();
        let verdicts = standing(&versions);
        let kept = contents.pop().ok_or(Failure::Hidden)?;
        Ok(Self { kept, previous: contents.pop(), verdicts })
    }

    fn verdict(&self, pointer: &str) -> Option<StandingVerdict> {
        self.verdicts.get(pointer).cloned()
    }

    fn view(
        self,
        place: &Place,
        head: SubmissionHead,
        obligation: ObligationRow,
        may_decide: bool,
    ) -> SubmissionView {
        let deliver = place.deliver();
        let fields: Vec<FormField> =
            deliver.map_or_else(Vec::new, |deliver| deliver.fields.iter().map(FormField::from).collect());
        let slots: Vec<FormEvidence> = deliver
            .map_or_else(Vec::new, |deliver| deliver.evidence.iter().map(FormEvidence::from).collect());
        let before = self.previous.as_ref();
        SubmissionView {
            reason: self.reason(),
            fields: fields.into_iter().map(|field| self.field(field)).collect(),
            evidence: slots.into_iter().map(|slot| self.evidence(slot)).collect(),
            table_verdict: self.verdict("/table"),
            outcome_verdict: self.verdict("/outcome"),
            previous_outcome: before.map(|b| b.report.outcome).filter(|b| *b != self.kept.report.outcome),
            table: self.kept.table,
            head,
            obligation,
            may_decide,
            step: place.row.step,
        }
    }

    fn reason(&self) -> PartView {
        let value = self.kept.report.reason.clone();
        let before = self.previous.as_ref().map(|before| before.report.reason.clone());
        let changed = before.as_ref().is_some_and(|before| *before != value);
        let previous = before.flatten().filter(|_| changed);
        PartView { previous, changed, verdict: self.verdict("/reason"), value }
    }

    fn field(&self, field: FormField) -> SubmissionField {
        let pointer = format!("/answers/{}", field.key);
        let value = self.kept.at(&pointer).unwrap_or(Value::Null);
        let before = self.previous.as_ref().map(|before| before.at(&pointer).unwrap_or(Value::Null));
        let previous = before.filter(|before| *before != value);
        SubmissionField {
            changed: previous.is_some(),
            verdict: self.verdict(&pointer),
            pointer,
            field,
            value,
            previous,
        }
    }

    fn evidence(&self, slot: FormEvidence) -> SubmissionEvidence {
        let pointer = format!("/evidence/{}", slot.key);
        let before = self.previous.as_ref().map(|before| before.evidence(&slot.key));
        let now = self.kept.evidence(&slot.key);
        let had = |file: &EvidenceFile| {
            before.as_ref().is_none_or(|before| before.iter().any(|other| other.id == file.id))
        };
        let files: Vec<SubmissionFile> = now
            .iter()
            .map(|file| {
                let pointer = format!("{pointer}/{}", file.id);
                SubmissionFile {
                    added: !had(file),
                    verdict: self.verdict(&pointer),
                    pointer,
                    file: file.clone(),
                }
            })
            .collect();
        let is_gone = |file: &EvidenceFile| !now.iter().any(|other| other.id == file.id);
        let removed: Vec<EvidenceFile> =
            before.iter().flatten().filter(|file| is_gone(file)).cloned().collect();
        SubmissionEvidence {
            changed: !removed.is_empty() || files.iter().any(|file| file.added),
            verdict: self.verdict(&pointer),
            pointer,
            slot,
            files,
            removed,
        }
    }
}
