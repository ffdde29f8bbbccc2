//! Who accepts a record: the steps of the plan's review chain, each with its post and its unit.

use ::policy::{Actor, Role, Standing};
use db::Reader;
use kernel::{Failure, UnitId};
use plan::{
    Document,
    document::{Acceptance, ActivityKind, PostRole},
};

use crate::model::{Entry, State};

/// One step that a record of this unit passes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    pub title: String,
    pub role: Role,
    pub unit: UnitId,
}

/// The steps for what the unit at `standing` records, in order. None when the plan accepts this kind by rule.
///
/// A step is reviewed by the unit itself or the nearest one above it in the step's tier. A step without such a unit is
/// left out: a province has no city above it.
pub(crate) async fn steps(
    reader: &impl Reader,
    plan: &Document,
    kind: &ActivityKind,
    standing: &Standing,
) -> Result<Vec<Step>, Failure> {
    let chain = match &kind.acceptance.value {
        Acceptance::Automatic => return Ok(Vec::new()),
        Acceptance::Review(chain) => chain,
    };
    let way: Vec<UnitId> = [standing.unit].into_iter().chain(standing.above.iter().copied()).collect();
    let labels = org::tree::labels(reader, way.iter().copied()).await?;
    let chain = plan.review_chains.iter().find(|known| known.key.value == chain.value);
    let steps: Vec<Step> = chain
        .into_iter()
        .flat_map(|chain| &chain.steps)
        .filter_map(|step| {
            let tier = plan.tiers.iter().find(|tier| tier.key.value == step.tier.value)?;
            let within = |unit: &&UnitId| {
                let kind = labels.get(*unit).map(|label| label.kind.key());
                tier.kinds.iter().any(|known| Some(known.word()) == kind)
            };
            let unit = way.iter().find(within)?;
            Some(Step { title: step.title.to_string(), role: role(step.post.value), unit: *unit })
        })
        .collect();
    Ok(steps)
}

/// Whether the plan accepts what `steps` pass without review.
///
/// # Errors
/// [`Failure::Refused`] when the plan asks for a review that nobody above the unit can give.
pub(crate) fn by_rule(kind: &ActivityKind, steps: &[Step]) -> Result<bool, Failure> {
    match &kind.acceptance.value {
        Acceptance::Automatic => Ok(true),
        Acceptance::Review(_) if steps.is_empty() => {
            let detail = "方案要求审核这类活动，但本单位没有可审核的上级，请联系领导小组办公室调整方案";
            Err(Failure::refused("no-reviewer", detail))
        }
        Acceptance::Review(_) => Ok(false),
    }
}

/// The step that has to decide now and whether it is the last one. A plan that was shortened meanwhile leaves its last
/// step to decide.
pub(crate) fn current<'a>(steps: &'a [Step], entry: &Entry) -> Option<(&'a Step, bool)> {
    let passed = match entry.state {
        State::Submitted { sent: _, passed } => passed,
        State::Draft(_) | State::Returned(..) | State::Accepted(_) | State::Withdrawn(..) => return None,
    };
    let at = passed.min(steps.len().checked_sub(1)?);
    Some((steps.get(at)?, at + 1 == steps.len()))
}

/// Whether one of the actor's posts is the one that the step names.
pub(crate) fn decides(actor: &Actor, step: &Step) -> bool {
    actor.posts.iter().any(|post| post.role == step.role && post.unit == step.unit)
}

fn role(post: PostRole) -> Role {
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
