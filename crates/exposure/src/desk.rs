//! What the handlers share, and what every move has in common: open the case, move it, keep it, settle what it counts
//! for, write the audit entry, show it.

use std::sync::Arc;

use ::policy::{Act, Granted};
use axum::extract::FromRef;
use db::{Reader, Write};
use facts::{Listeners, RunningPlans};
use kernel::{
    Failure, FieldProblem, FileId, UnitId,
    text::{LINE_CHARS_MAX, TextProblem, checked},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use web::{Ask, Web};

use crate::{
    count,
    model::{Case, ExposureId, Signed},
    policy::Read,
    store,
    view::{self, ExposureView},
    words::ExposureMove,
};

#[derive(Clone, FromRef)]
pub(crate) struct Desk {
    pub(crate) web: Web,
    pub(crate) plans: Arc<dyn RunningPlans>,
    pub(crate) listeners: Listeners,
}

/// A move that needs no words.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExposureRevision {
    /// As the case showed it: nobody signs for what changed meanwhile.
    pub revision: i64,
}

/// A move that has to be explained.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExposureReason {
    pub revision: i64,
    /// At most 500 characters.
    pub reason: String,
}

impl ExposureReason {
    pub(crate) fn checked(&self) -> Result<String, Failure> {
        let wrong = |code: &str, message: &str| Err(Failure::invalid("/reason", code, message));
        match checked(&self.reason, LINE_CHARS_MAX) {
            Ok(reason) => Ok(reason.to_owned()),
            Err(TextProblem::Empty) => wrong("required", "请填写原因"),
            Err(TextProblem::TooLong { .. }) => wrong("too-long", "原因最多 500 字，请精简"),
            Err(TextProblem::Control) => wrong("control", "原因含有无法显示的字符，请重新输入"),
        }
    }
}

/// A case that the asker may do `A` to, held until the write ends.
///
/// # Errors
/// In this order: [`Failure::Hidden`] for those who may not even see it, [`Failure::Forbidden`], [`Failure::Stale`].
pub(crate) async fn open<A: Act>(
    write: &Write,
    ask: &Ask,
    id: ExposureId,
    revision: i64,
) -> Result<(Case, Granted<A>), Failure> {
    let case = store::hold(write, id).await?;
    let standing = org::tree::standing(write, &case.unit).await?;
    ask.authorize_or_hide::<Read>(&standing)?;
    if !view::is_visible(ask, &standing, &case) {
        return Err(Failure::Hidden);
    }
    let granted = ask.authorize::<A>(&standing)?;
    if case.revision == revision { Ok((case, granted)) } else { Err(Failure::Stale) }
}

pub(crate) fn signed<A: Act>(write: &Write, granted: &Granted<A>) -> Signed {
    Signed { at: write.now(), by: granted.person() }
}

/// Keeps a case that was moved, with everything that follows from it.
pub(crate) async fn finish<A: Act>(
    write: &Write,
    (ask, desk): (&Ask, &Desk),
    granted: &Granted<A>,
    case: Case,
    (moved, reason): (ExposureMove, Option<&str>),
) -> Result<ExposureView, Failure> {
    store::keep(write, granted, &case, moved, reason).await?;
    count::settle(write, desk, &case, reason.unwrap_or(moved.title())).await?;
    let detail = json!({ "move": moved.word(), "version": case.version, "reason": reason });
    write.audit(ask.entry(A::KEY).at(case.unit).on("exposure", case.id).with(detail));
    view::load(write, ask, desk, case).await
}

/// Files handed in as captures have to be the unit's own; the problem points at the place in the draft.
pub(crate) async fn own_captures(
    reader: &impl Reader,
    unit: UnitId,
    captures: &[FileId],
) -> Result<(), Failure> {
    match files::owned(reader, unit, captures).await {
        Ok(_) => Ok(()),
        Err(Failure::Invalid { problems }) => {
            let at_home = |problem: FieldProblem| {
                let pointer = problem.pointer.replacen("/files", "/details/captures", 1);
                FieldProblem { pointer, ..problem }
            };
            Err(Failure::Invalid { problems: problems.into_iter().map(at_home).collect() })
        }
        Err(other) => Err(other),
    }
}
