//! Which unit decides at the steps of a review chain.

use crate::document::{Document, ReviewChain, ReviewStep};

/// A step and who decides at it.
#[derive(Clone, Copy, Debug)]
pub struct Reviewing<'a> {
    pub step: &'a ReviewStep,
    /// Where in the line the unit stands that decides: 0 is the one that handed in. `None` when nobody could.
    pub at: Option<usize>,
}

/// The steps that something passes, in order. `line` has the words of the kinds of the unit that handed it in and of
/// those above it, nearest first. A step is decided by the nearest of them in its tier; of a chain with `first_above`
/// only the first step counts whose unit stands above the one that handed in.
#[must_use]
pub fn reviewing<'a>(document: &Document, chain: &'a ReviewChain, line: &[&str]) -> Vec<Reviewing<'a>> {
    let nearest = |step: &ReviewStep, from: usize| {
        let tier = document.tiers.iter().find(|tier| tier.key.value == step.tier.value)?;
        let of_tier = |kind: &&str| tier.kinds.iter().any(|known| known.word() == *kind);
        line.iter().skip(from).position(of_tier).map(|at| at + from)
    };
    if !chain.first_above {
        return chain.steps.iter().map(|step| Reviewing { step, at: nearest(step, 0) }).collect();
    }
    let above = chain.steps.iter().map(|step| Reviewing { step, at: nearest(step, 1) });
    // Where nobody is above, the first step says what is missing.
    let found = above.clone().find(|reviewing| reviewing.at.is_some());
    found.or_else(|| above.into_iter().next()).into_iter().collect()
}
