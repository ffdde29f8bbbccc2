//! One decision about one version: shared by the review of a single report and by bulk acceptance.

use db::{Reader, Write};
use kernel::{Failure, OrHidden};
use policy::Act;
use serde::{Deserialize, Serialize};
use serde_json::json;
use web::Ask;

use crate::{
    Desk, SubmissionId,
    content::Kept,
    model::Verdict,
    place::{Place, dropped},
    policy::Review,
    rows::{review, submission},
    steps,
    store::{self, obligation::Decided},
    verdicts::{ReviewDecision, ReviewItem, check},
};

/// The JSON of a review row.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Said {
    pub items: Vec<ReviewItem>,
    pub note: Option<String>,
}

impl Said {
    pub(crate) fn of(row: &review::Model) -> Result<Self, Failure> {
        serde_json::from_str(&row.content).map_err(Failure::internal)
    }
}

/// A version that waits for the asker's decision, held until the end of the write.
pub(crate) struct Case {
    pub submission: submission::Model,
    pub place: Place,
    pub decider: steps::Decider,
}

impl Case {
    /// # Errors
    /// Hidden when it is none of the asker's business; Refused when it was decided, replaced or waived meanwhile, or when
    /// the asker handed it in; Forbidden when another post decides at this step.
    pub(crate) async fn open(
        desk: &Desk,
        ask: &Ask,
        write: &Write,
        id: SubmissionId,
    ) -> Result<Self, Failure> {
        let submission = store::submission::find(write, id).await?.or_hidden()?;
        let place = Place::hold(desk, ask, write, submission.obligation_id).await?;
        ask.authorize::<Review>(&place.standing)?;
        if place.row.dropped_at.is_some() {
            return Err(dropped());
        }
        if place.row.waived_at.is_some() {
            return Err(Failure::refused("waived", "这一项已被免除，不需要审核"));
        }
        let waits = place.row.submission_id == Some(id);
        let decider = place.row.decider().filter(|_| waits).ok_or_else(store::review::already_decided)?;
        steps::require_decider(ask.actor(), decider)?;
        if submission.submitted_by == ask.person() {
            return Err(Failure::refused("own-report", "不能审核自己报送的内容，请由另一位审核人处理"));
        }
        Ok(Self { submission, place, decider })
    }

    /// Decides, and sends the chain on.
    pub(crate) async fn decide(
        self,
        ask: &Ask,
        write: &Write,
        decision: &ReviewDecision,
    ) -> Result<Place, Failure> {
        let Self { submission, place, decider } = self;
        let granted = ask.authorize::<Review>(&place.standing)?;
        Failure::unless_empty(check(decision, &Kept::of(&submission)?, write.now()))?;
        let decided = next(write, &place, decision).await?;
        let step = usize::try_from(place.row.step).unwrap_or(usize::MAX);
        let step_title =
            place.chain().and_then(|chain| chain.steps.get(step)).map(|step| step.title.to_string());
        let said = Said { items: decision.items.clone(), note: decision.note.clone() };
        let row = review::Model {
            tenant_id: write.tenant(),
            id: write.id(),
            obligation_id: place.row.id,
            submission_id: submission.id,
            step: place.row.step,
            step_title: step_title.unwrap_or_default(),
            verdict: decision.verdict.word().to_owned(),
            content: serde_json::to_string(&said).map_err(Failure::internal)?,
            until: decision.until,
            unit_id: decider.unit,
            reviewed_at: write.now(),
            reviewed_by: granted.person(),
        };
        store::review::append(write, &granted, &row).await?;
        store::review::remove_drafts(write, &granted, submission.id).await?;
        let changed = store::obligation::decided(write, &granted, &place.row, decided).await?;
        write.audit(ask.entry(Review::KEY).at(place.row.unit_id).on("submission", submission.id).with(
            json!({
                "review": row.id, "step": row.step, "verdict": row.verdict, "until": row.until,
            }),
        ));
        Ok(Place { row: changed, ..place })
    }
}

/// The next step that has somebody to decide; steps that a newly adopted plan has taken away are no step.
async fn next(reader: &impl Reader, place: &Place, decision: &ReviewDecision) -> Result<Decided, Failure> {
    match (decision.verdict, decision.until) {
        (Verdict::Return, Some(until)) => Ok(Decided::Returned { until }),
        (Verdict::Return, None) => Err(Failure::invalid("/until", "required", "退回时请给出重报的期限")),
        (Verdict::Accept, _) => {
            let done = usize::try_from(place.row.step).unwrap_or(usize::MAX).saturating_add(1);
            let steps = place.chain().map_or(&[] as &[_], |chain| chain.steps.as_slice());
            let left = steps.get(done..).unwrap_or_default();
            let Some(step) = left.first() else { return Ok(Decided::Accepted) };
            let document = &place.running.plan.document;
            let deciders = steps::deciders(reader, document, left, place.row.unit_id).await?;
            match deciders.into_iter().next().flatten() {
                Some(next) => Ok(Decided::Passed { next }),
                None => Err(steps::nobody_reviews(step)),
            }
        }
    }
}
