//! An obligation with where it stands and what the plan asks: what every operation begins with.

use std::sync::Arc;

use db::Reader;
use facts::RunningPlan;
use kernel::{Failure, OrHidden};
use plan::document::{Deliver, Duty, ReviewChain};
use policy::Standing;
use web::Ask;

use crate::{
    Desk, ObligationId,
    policy::Read,
    rows::{obligation, submission},
    store,
};

/// What was asked for, seen by somebody who may read it.
pub(crate) struct Place {
    pub row: obligation::Model,
    pub standing: Standing,
    pub running: Arc<RunningPlan>,
}

impl Place {
    /// # Errors
    /// [`Failure::Hidden`] when there is no such obligation or it is none of the asker's business.
    pub(crate) async fn open(
        desk: &Desk,
        ask: &Ask,
        reader: &impl Reader,
        id: ObligationId,
    ) -> Result<Self, Failure> {
        Self::of_row(desk, ask, reader, store::obligation::find(reader, id).await?).await
    }

    /// As [`Self::open`], and the obligation is held until the end of the write: two moves line up.
    pub(crate) async fn hold(
        desk: &Desk,
        ask: &Ask,
        write: &db::Write,
        id: ObligationId,
    ) -> Result<Self, Failure> {
        Self::of_row(desk, ask, write, store::obligation::hold(write, id).await?).await
    }

    async fn of_row(
        desk: &Desk,
        ask: &Ask,
        reader: &impl Reader,
        row: obligation::Model,
    ) -> Result<Self, Failure> {
        let standing = org::tree::standing(reader, &row.unit_id).await?;
        ask.authorize_or_hide::<Read>(&standing)?;
        let running = desk.plans.running(reader.view(), row.campaign_id).await?;
        Ok(Self { row, standing, running })
    }

    /// What the plan that runs asks; `None` when it no longer knows the duty.
    pub(crate) fn duty(&self) -> Option<&Duty> {
        self.running.plan.document.duties.iter().find(|duty| duty.key.as_str() == self.row.duty)
    }

    pub(crate) fn deliver(&self) -> Option<&Deliver> {
        self.duty().and_then(|duty| duty.deliver.as_ref()).map(|deliver| &deliver.value)
    }

    pub(crate) fn chain(&self) -> Option<&ReviewChain> {
        let key = &self.deliver()?.review;
        self.running.plan.document.review_chains.iter().find(|chain| chain.key.value == key.value)
    }

    /// The form of a report that can be worked on.
    ///
    /// # Errors
    /// [`Failure::Refused`] when an adopted plan has dropped the obligation, or it is not met by handing in.
    pub(crate) fn asked(&self) -> Result<&Deliver, Failure> {
        if self.row.dropped_at.is_some() {
            return Err(dropped());
        }
        self.deliver().ok_or_else(|| {
            Failure::refused(
                "not-a-report",
                "这一项不用报送：它按台账里已通过的记录自动计数，请到相应台账登记",
            )
        })
    }
}

pub(crate) fn dropped() -> Failure {
    Failure::refused("dropped", "现行活动方案已取消这一项，不需要再办理；原有报送仍然保留")
}

/// A submission and its obligation, seen by somebody who may read it.
pub(crate) async fn open_submission(
    desk: &Desk,
    ask: &Ask,
    reader: &impl Reader,
    id: crate::SubmissionId,
) -> Result<(submission::Model, Place), Failure> {
    let submission = store::submission::find(reader, id).await?.or_hidden()?;
    let place = Place::open(desk, ask, reader, submission.obligation_id).await?;
    Ok((submission, place))
}
