//! One decision about one version: shared by the review of a single report, by bulk acceptance and by reopening.

use db::{Reader, Write};
use kernel::{Failure, OrHidden};
use policy::Act;
use serde::{Deserialize, Serialize};
use serde_json::json;
use web::Ask;

use crate::{
    Desk, SubmissionId,
    content::Kept,
    model::{Stage, Verdict},
    place::{Place, dropped},
    policy::Review,
    rows::{review, submission},
    steps,
    store::{self, obligation::Decided},
    submission::verdicts,
    verdicts::{ReviewDecision, ReviewItem, check, leaves_wrong},
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
            return Err(own_report());
        }
        Ok(Self { submission, place, decider })
    }

    /// An accepted version that whoever accepted it last wants to see corrected. It keeps its place in time when the
    /// answer comes by the new deadline.
    ///
    /// # Errors
    /// As [`Self::open`]; Refused when the latest version is not accepted.
    pub(crate) async fn reopen(
        desk: &Desk,
        ask: &Ask,
        write: &Write,
        id: SubmissionId,
        decision: &ReviewDecision,
    ) -> Result<Place, Failure> {
        let submission = store::submission::find(write, id).await?.or_hidden()?;
        let place = Place::hold(desk, ask, write, submission.obligation_id).await?;
        ask.authorize::<Review>(&place.standing)?;
        place.asked()?;
        if place.row.submission_id != Some(id) || place.row.stage != Stage::Accepted.word() {
            return Err(Failure::refused(
                "not-accepted",
                "只有已审核通过的最新一版才能重新退回，请刷新后查看",
            ));
        }
        let decider = last_decider(write, &place).await?.ok_or(Failure::Forbidden { action: Review::KEY })?;
        steps::require_decider(ask.actor(), decider)?;
        if submission.submitted_by == ask.person() {
            return Err(own_report());
        }
        Failure::unless_empty(check(decision, &Kept::of(&submission)?, write.now()))?;
        let until =
            decision.until.ok_or_else(|| Failure::internal("a return was checked without a deadline"))?;
        let step = Step { number: place.row.step + 1, title: "通过后退回".to_owned() };
        let case = Self { submission, place, decider };
        case.record(ask, write, step, decision, Decided::Returned { until }).await
    }

    /// Decides, and sends the chain on.
    pub(crate) async fn decide(
        self,
        ask: &Ask,
        write: &Write,
        decision: &ReviewDecision,
    ) -> Result<Place, Failure> {
        if decision.step.is_some_and(|seen| seen != self.place.row.step) {
            return Err(Failure::Stale);
        }
        Failure::unless_empty(check(decision, &Kept::of(&self.submission)?, write.now()))?;
        if leaves_wrong(&verdicts(write, &self.place).await?, decision) {
            return Err(Failure::refused(
                "still-wrong",
                "有条目此前判为不通过，报送单位没有改动：请逐项改判为通过，或再次退回",
            ));
        }
        let steps = steps::of(write, &self.place).await?;
        let decided = next(&steps, &self.place, decision)?;
        let at = usize::try_from(self.place.row.step).unwrap_or(usize::MAX);
        let title = steps.get(at).map(|step| step.title.clone()).unwrap_or_default();
        let step = Step { number: self.place.row.step, title };
        self.record(ask, write, step, decision, decided).await
    }

    /// Appends the decision and leaves its facts on the obligation.
    async fn record(
        self,
        ask: &Ask,
        write: &Write,
        step: Step,
        decision: &ReviewDecision,
        decided: Decided,
    ) -> Result<Place, Failure> {
        let Self { submission, place, decider } = self;
        let granted = ask.authorize::<Review>(&place.standing)?;
        let said = Said { items: decision.items.clone(), note: decision.note.clone() };
        let row = review::Model {
            tenant_id: write.tenant(),
            id: write.id(),
            obligation_id: place.row.id,
            submission_id: submission.id,
            step: step.number,
            step_title: step.title,
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
                "item": place.row.item(), "review": row.id, "step": row.step, "verdict": row.verdict, "until": row.until,
            }),
        ));
        Ok(Place { row: changed, ..place })
    }
}

fn own_report() -> Failure {
    Failure::refused("own-report", "不能审核自己报送的内容，请由另一位审核人处理")
}

/// Who decides at the end of the chain.
async fn last_decider(reader: &impl Reader, place: &Place) -> Result<Option<steps::Decider>, Failure> {
    Ok(steps::of(reader, place).await?.last().and_then(|step| step.by))
}

/// Where in the chain something is decided.
struct Step {
    number: i64,
    title: String,
}

/// The next step that has somebody to decide; steps that a newly adopted plan has taken away are no step.
fn next(steps: &[steps::Step], place: &Place, decision: &ReviewDecision) -> Result<Decided, Failure> {
    match (decision.verdict, decision.until) {
        (Verdict::Return, Some(until)) => Ok(Decided::Returned { until }),
        (Verdict::Return, None) => Err(Failure::invalid("/until", "required", "退回时请给出重报的期限")),
        (Verdict::Accept, _) => {
            let done = usize::try_from(place.row.step).unwrap_or(usize::MAX).saturating_add(1);
            match steps.get(done) {
                None => Ok(Decided::Accepted),
                Some(steps::Step { title: _, by: Some(next) }) => Ok(Decided::Passed { next: *next }),
                Some(step) => Err(steps::nobody_reviews(step)),
            }
        }
    }
}
