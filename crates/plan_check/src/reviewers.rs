//! Review steps that do not stand above those whose work they would review.
//!
//! A step is reviewed in the nearest unit of its tier, and nobody has the right to decide about their own house, so a
//! tier below the audience or beside it has nobody who could. A report passes every step, and waits for ever at such a
//! one; a record passes over a step without a unit and needs one that is left. So does a chain with `first_above`.

use std::collections::BTreeMap;

use plan::{
    Document, Problem,
    document::{Acceptance, Duty, Ref, ReviewChain, ReviewStep, Scope, UnitKind},
};

use crate::{
    kinds::{Holds, Kinds, Levels},
    recorders::counted,
};

pub(crate) fn check(document: &Document, problems: &mut Vec<Problem>) {
    let mut stuck: BTreeMap<(u32, u32), Stuck<'_>> = BTreeMap::new();
    let levels = Levels::of_plan(document);
    let levels = &levels;
    for duty in &document.duties {
        if let Some(deliver) = &duty.deliver {
            let kinds = levels.audience(duty.audience.as_str());
            for passed in chain(document, &deliver.review).into_iter().flat_map(Passed::by_reports) {
                note(&mut stuck, levels, duty, &passed, &kinds);
            }
        }
        for reference in chains_of_records(document, duty) {
            let Some(chain) = chain(document, reference) else { continue };
            note(&mut stuck, levels, duty, &Passed::by_records(chain), &recording(levels, duty));
        }
    }
    for (place, Stuck { step, duty, kind, others, certain }) in stuck {
        let (title, tier, kind) = (&step.title, &step.tier, kind.title());
        let more = if others == 0 { String::new() } else { format!("等 {} 项任务", others + 1) };
        let message = format!(
            "步骤“{title}”在层级“{tier}”审核，而“{}”{more}由同级或更高层级的“{kind}”办理，上面没有可审核的单位",
            duty.title
        );
        let advice = "审核步骤的 tier 应高于办理单位（本单位的内容不能由本单位审核），请改 tier 与 post，或换一条审核链";
        problems.push(if certain {
            Problem::error(place, "reviewer-missing", message, advice)
        } else {
            Problem::warning(place, "reviewer-missing", message, advice)
        });
    }
}

/// Steps of which one has to be above.
struct Passed<'a> {
    steps: Vec<&'a ReviewStep>,
}

impl<'a> Passed<'a> {
    /// A report passes every step, unless the chain takes the first above.
    fn by_reports(chain: &'a ReviewChain) -> Vec<Self> {
        if chain.first_above {
            return vec![Self::by_records(chain)];
        }
        chain.steps.iter().map(|step| Self { steps: vec![step] }).collect()
    }

    fn by_records(chain: &'a ReviewChain) -> Self {
        Self { steps: chain.steps.iter().collect() }
    }
}

/// A step that somebody's work never gets past.
struct Stuck<'a> {
    step: &'a ReviewStep,
    duty: &'a Duty,
    kind: UnitKind,
    others: usize,
    /// Whether it is certain that there are such units.
    certain: bool,
}

/// Remembers the first of the steps when none of them stands where it has to for all the kinds.
fn note<'a>(
    stuck: &mut BTreeMap<(u32, u32), Stuck<'a>>,
    levels: &Levels<'_>,
    duty: &'a Duty,
    passed: &Passed<'a>,
    kinds: &Kinds,
) {
    let Passed { steps } = passed;
    let Some(step) = steps.first() else { return };
    let reaches = |kind: UnitKind| {
        steps.iter().any(|step| match (levels.of_tier(step.tier.as_str()), levels.of(kind)) {
            (Some(step), Some(kind)) => step < kind,
            // A kind without a level may stand below anything.
            (None, _) | (_, None) => true,
        })
    };
    let possible: Vec<(UnitKind, Holds)> = kinds
        .iter()
        .filter(|(_, holds)| **holds > Holds::Never)
        .map(|(kind, holds)| (*kind, *holds))
        .collect();
    let without: Vec<&(UnitKind, Holds)> = possible.iter().filter(|(kind, _)| !reaches(*kind)).collect();
    let Some((kind, _)) = without.first() else { return };
    // A list of units or an attribute says nothing about kinds; a province among them is nothing to warn of.
    if possible.len() == UnitKind::ALL.len() && possible.iter().all(|(_, holds)| *holds == Holds::Maybe) {
        return;
    }
    let certain = without.len() == possible.len() || without.iter().any(|(_, holds)| *holds == Holds::Always);
    let place = step.tier.place();
    stuck
        .entry(place)
        .and_modify(|known| {
            known.others += usize::from(known.duty.key.value != duty.key.value);
            known.certain |= certain;
        })
        .or_insert(Stuck { step, duty, kind: *kind, others: 0, certain });
}

fn chain<'a>(document: &'a Document, key: &Ref) -> Option<&'a ReviewChain> {
    document.review_chains.iter().find(|chain| chain.key.as_str() == key.as_str())
}

/// The chains that accept what the duty counts, each once.
fn chains_of_records<'a>(document: &'a Document, duty: &Duty) -> Vec<&'a Ref> {
    let mut chains: Vec<&Ref> = Vec::new();
    let filters = counted(duty).filter(|counted| counted.filter.family.as_str() == "activity");
    for filter in filters.map(|counted| counted.filter) {
        for kind in &document.activity_kinds {
            let wanted =
                filter.kinds.is_empty() || filter.kinds.iter().any(|one| one.as_str() == kind.key.as_str());
            match &kind.acceptance.value {
                Acceptance::Review(chain) if wanted && !chains.contains(&chain) => chains.push(chain),
                Acceptance::Review(_) | Acceptance::Automatic => {}
            }
        }
    }
    chains
}

/// The kinds whose records the duty counts. Somebody below may be able to where the unit itself is not, so a whole
/// subtree is stuck only as a whole.
fn recording(levels: &Levels<'_>, duty: &Duty) -> Kinds {
    let own = levels.audience(duty.audience.as_str());
    let mut kinds = Kinds::new();
    for counted in counted(duty) {
        for kind in counted.recorders(levels, duty) {
            let holds = match counted.scope {
                Scope::Own => own.get(&kind).copied().unwrap_or(Holds::Never),
                Scope::Subtree => Holds::Maybe,
            };
            kinds.insert(kind, holds);
        }
    }
    kinds
}
