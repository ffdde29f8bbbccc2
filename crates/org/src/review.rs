//! Who decides at the steps of a plan's review chain: the plan names posts and tiers, the tree has the units.

use db::Reader;
use kernel::{Failure, UnitId};
use plan::document::{Document, PostRole, ReviewChain};
use policy::{Actor, Role, Standing};

use crate::tree;

/// Who decides at a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decider {
    pub unit: UnitId,
    pub role: Role,
}

/// One step of a chain for what one unit hands in or records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub title: String,
    /// `None` when the step's tier has no unit above this one.
    pub by: Option<Decider>,
}

/// The steps of the chain for what the unit that stands there hands in or records, in order.
pub async fn steps(
    reader: &impl Reader,
    document: &Document,
    chain: &ReviewChain,
    standing: &Standing,
) -> Result<Vec<Step>, Failure> {
    // At most as many as the tree is deep, so one statement holds them.
    let line: Vec<UnitId> = std::iter::once(standing.unit).chain(standing.above.iter().copied()).collect();
    let known = tree::kinds(reader, &line).await?;
    let kinds: Vec<&str> = line.iter().map(|unit| known.get(unit).map_or("", |kind| kind.key())).collect();
    let steps = plan::reviewing(document, chain, &kinds).into_iter().map(|plan::Reviewing { step, at }| {
        let unit = at.and_then(|at| line.get(at)).copied();
        let role = role(step.post.value);
        Step { title: step.title.to_string(), by: unit.map(|unit| Decider { unit, role }) }
    });
    Ok(steps.collect())
}

/// Whether the actor holds the post that decides.
#[must_use]
pub fn decides(actor: &Actor, decider: Decider) -> bool {
    actor.posts.iter().any(|post| post.role == decider.role && post.unit == decider.unit)
}

/// The role of the rights table behind a post of the plan.
#[must_use]
pub fn role(post: PostRole) -> Role {
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
