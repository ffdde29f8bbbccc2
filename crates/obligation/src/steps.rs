//! The steps of a review chain: whether this person is the one to ask, and what is said when nobody is.

use db::Reader;
use kernel::Failure;
pub(crate) use org::review::{Decider, Step, decides};
use policy::{Act, Actor};

use crate::{place::Place, policy::Review};

/// The steps that a report of this obligation passes.
pub(crate) async fn of(reader: &impl Reader, place: &Place) -> Result<Vec<Step>, Failure> {
    let Some(chain) = place.chain() else { return Ok(Vec::new()) };
    org::review::steps(reader, &place.running.plan.document, chain, &place.standing).await
}

/// # Errors
/// [`Failure::Forbidden`] when another post decides at this step.
pub(crate) fn require_decider(actor: &Actor, decider: Decider) -> Result<(), Failure> {
    if decides(actor, decider) { Ok(()) } else { Err(Failure::Forbidden { action: Review::KEY }) }
}

/// The refusal when nobody could review: the plan names a tier that the unit has nobody in.
pub(crate) fn nobody_reviews(step: &Step) -> Failure {
    let title = &step.title;
    Failure::refused(
        "no-reviewer",
        format!("组织机构里没有负责“{title}”的上级单位，暂时不能报送；请联系系统管理员补齐机构后再报"),
    )
}
