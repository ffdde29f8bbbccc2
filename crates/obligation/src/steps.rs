//! The steps of a review chain: which unit decides, and whether this person is the one to ask.

use db::Reader;
use kernel::{Failure, UnitId};
use plan::document::{Document, PostRole, ReviewStep};
use policy::{Act, Actor, Role};

use crate::policy::Review;

/// Who decides at a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decider {
    pub unit: UnitId,
    pub role: Role,
}

pub(crate) fn role(post: PostRole) -> Role {
    match post {
        PostRole::Office => Role::Office,
        PostRole::LeadingGroup => Role::LeadingGroup,
        PostRole::CityOfficer => Role::CityOfficer,
        PostRole::CityReviewer => Role::CityReviewer,
        PostRole::SafetyManager => Role::SafetyManager,
        PostRole::Expert => Role::Expert,
        PostRole::SystemAdmin => Role::SystemAdmin,
        PostRole::SecurityAdmin => Role::SecurityAdmin,
        PostRole::AuditAdmin => Role::AuditAdmin,
    }
}

/// Who decides at each of these steps for what `unit` hands in: the unit itself or its nearest ancestor in the step's
/// tier. `None` for a step whose tier has no unit above this one.
pub(crate) async fn deciders(
    reader: &impl Reader,
    document: &Document,
    steps: &[ReviewStep],
    unit: UnitId,
) -> Result<Vec<Option<Decider>>, Failure> {
    let line = org::tree::ancestors(reader, unit).await?;
    let labels = org::tree::labels(reader, line.iter().copied()).await?;
    let kinds: Vec<(UnitId, &str)> =
        line.iter().filter_map(|unit| labels.get(unit).map(|label| (*unit, label.kind.key()))).collect();
    Ok(steps.iter().map(|step| decider(document, step, &kinds)).collect())
}

/// `line` is the unit and what is above it, nearest first, with the words of their kinds.
fn decider(document: &Document, step: &ReviewStep, line: &[(UnitId, &str)]) -> Option<Decider> {
    let tier = document.tiers.iter().find(|tier| tier.key.value == step.tier.value)?;
    let of_tier = |kind: &str| tier.kinds.iter().any(|of_tier| of_tier.word() == kind);
    let (unit, _) = line.iter().find(|(_, kind)| of_tier(kind))?;
    Some(Decider { unit: *unit, role: role(step.post.value) })
}

/// Whether the actor holds the post that decides.
pub(crate) fn may_decide(actor: &Actor, decider: Decider) -> bool {
    actor.posts.iter().any(|post| post.role == decider.role && post.unit == decider.unit)
}

/// # Errors
/// [`Failure::Forbidden`] when another post decides at this step.
pub(crate) fn require_decider(actor: &Actor, decider: Decider) -> Result<(), Failure> {
    if may_decide(actor, decider) { Ok(()) } else { Err(Failure::Forbidden { action: Review::KEY }) }
}

/// The refusal when nobody could review: the plan names a tier that the unit has nobody in.
pub(crate) fn nobody_reviews(step: &ReviewStep) -> Failure {
    let title = &step.title;
    Failure::refused(
        "no-reviewer",
        format!("组织机构里没有负责“{title}”的上级单位，暂时不能报送；请联系系统管理员补齐机构后再报"),
    )
}
