//! Who accepts a record: the steps of the plan's review chain, each with its post and its unit.

use ::policy::{Actor, Role, Standing};
use db::Reader;
use kernel::{Failure, UnitId};
use plan::{
    Document,
    document::{Acceptance, ActivityKind},
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
    let Some(chain) = plan.review_chains.iter().find(|known| known.key.value == chain.value) else {
        return Ok(Vec::new());
    };
    let steps = org::review::steps(reader, plan, chain, standing).await?;
    let decided = |org::review::Step { title, by }| {
        by.map(|org::review::Decider { unit, role }| Step { title, role, unit })
    };
    Ok(steps.into_iter().filter_map(decided).collect())
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
    at(steps, passed)
}

/// The step after so many that have accepted, and whether it is the last one.
pub(crate) fn at(steps: &[Step], passed: usize) -> Option<(&Step, bool)> {
    let at = passed.min(steps.len().checked_sub(1)?);
    Some((steps.get(at)?, at + 1 == steps.len()))
}

/// Whether one of the actor's posts is the one that the step names.
pub(crate) fn decides(actor: &Actor, step: &Step) -> bool {
    org::review::decides(actor, org::review::Decider { unit: step.unit, role: step.role })
}

#[cfg(test)]
mod tests {
    use ::policy::HeldPost;
    use kernel::{CampaignId, Instant, PersonId, PostId, TenantId};

    use super::*;
    use crate::{
        details::ActivityDetails,
        model::{ActivityId, Signed},
    };

    fn unit(number: u128) -> UnitId {
        UnitId::from_uuid(uuid::Uuid::from_u128(number))
    }

    fn step(title: &str, role: Role, number: u128) -> Step {
        Step { title: title.to_owned(), role, unit: unit(number) }
    }

    fn sent(passed: usize) -> Entry {
        let signed =
            Signed { at: Instant::from_micros(0), by: PersonId::from_uuid(uuid::Uuid::from_u128(1)) };
        Entry {
            id: ActivityId::from_uuid(uuid::Uuid::from_u128(1)),
            campaign: CampaignId::from_uuid(uuid::Uuid::from_u128(2)),
            unit: unit(9),
            kind: "drill".to_owned(),
            state: State::Submitted { sent: signed, passed },
            details: ActivityDetails::default(),
            version: 1,
            counting: None,
            revision: 2,
        }
    }

    #[test]
    fn steps_decide_one_after_the_other_and_the_last_one_ends_it() {
        let chain = [step("市级审核", Role::CityReviewer, 2), step("省级审核", Role::Office, 1)];
        for (steps, passed, wanted) in [
            (&chain[..], 0, Some(("市级审核", false))),
            (&chain[..], 1, Some(("省级审核", true))),
            // The plan was shortened while the record waited.
            (&chain[..1], 1, Some(("市级审核", true))),
            (&chain[..0], 0, None),
        ] {
            let found = current(steps, &sent(passed));
            assert_eq!(found.map(|(step, last)| (step.title.as_str(), last)), wanted, "{passed}");
        }
    }

    #[test]
    fn the_post_has_to_be_the_right_one_at_the_right_unit() {
        let id = uuid::Uuid::from_u128(5);
        let mut actor = Actor {
            tenant: TenantId(1),
            person: PersonId::from_uuid(id),
            name: String::new(),
            posts: vec![HeldPost {
                post: PostId::from_uuid(id),
                role: Role::CityReviewer,
                unit: unit(2),
                stands_in_for: None,
            }],
            only: None,
        };
        assert!(decides(&actor, &step("", Role::CityReviewer, 2)));
        assert!(!decides(&actor, &step("", Role::CityReviewer, 3)));
        assert!(!decides(&actor, &step("", Role::Office, 2)));
        actor.posts.clear();
        assert!(!decides(&actor, &step("", Role::CityReviewer, 2)));
    }
}
