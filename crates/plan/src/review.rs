//! Which unit reviews a step.

use crate::{
    document::{Document, ReviewStep, UnitKind},
    units::{UnitSnapshot, UnitTree},
};

/// The unit that reviews `step` for what `unit` hands in: the unit itself or its nearest ancestor in the step's tier.
/// `None` when there is none, so that nobody could review it.
#[must_use]
pub fn reviewing_unit<'a>(
    document: &Document,
    tree: &'a UnitTree,
    unit: &str,
    step: &ReviewStep,
) -> Option<&'a UnitSnapshot> {
    let tier = document.tiers.iter().find(|tier| tier.key.value == step.tier.value)?;
    let kinds: Vec<UnitKind> = tier.kinds.iter().map(|kind| kind.value).collect();
    tree.nearest(unit, &kinds)
}
