//! Every figure, counted anew from the facts.

use std::collections::BTreeMap;

use crate::{
    Auditor,
    obligation::{Kind, Obligation, Pieces},
    paper::{Indicator, Table},
    record::Fact,
};

impl Auditor {
    /// What counts for this obligation.
    pub(crate) fn pieces(&self, owed: &Obligation) -> Pieces {
        let nothing = Pieces { number: 0, met: None };
        let Some(plan) = &self.running else { return nothing };
        let Some(duty) = plan.duties.iter().find(|duty| duty.key == owed.place.0) else { return nothing };
        let filter = match (&duty.quota, &duty.coverage) {
            (Some(quota), _) => &quota.filter,
            (None, Some(coverage)) => &coverage.filter,
            (None, None) => return nothing,
        };
        let own = self.facts.values().filter(|fact| fact.says.unit == owed.place.1);
        let fitting = own.filter(|fact| fact.says.fits(filter, owed.window));
        let mut instants: Vec<i64> = if owed.kind == Kind::Coverage {
            let mut first: BTreeMap<&str, i64> = BTreeMap::new();
            for fact in fitting {
                let target = fact.says.subject.as_deref().unwrap_or(&fact.says.unit);
                if owed.targets.contains(target) {
                    let at = first.entry(target).or_insert(fact.at);
                    *at = (*at).min(fact.at);
                }
            }
            first.into_values().collect()
        } else {
            fitting.map(|fact| fact.at).collect()
        };
        instants.sort_unstable();
        let number = i64::try_from(instants.len()).unwrap_or(i64::MAX);
        let last = usize::try_from(owed.at_least - 1).ok().and_then(|last| instants.get(last)).copied();
        Pieces { number, met: last }
    }

    /// The figure of a unit with everything under it.
    pub(crate) fn figure(&self, table: &Table, indicator: &Indicator, unit: &str) -> i64 {
        let Some(Ok(window)) = self.running.as_ref().map(|plan| plan.phase(&table.phase)) else { return 0 };
        let facts = self.facts.values().filter(|fact| {
            fact.says.fits(&indicator.filter, window) && self.units.within(&fact.says.unit, unit)
        });
        if indicator.mode == "increment" {
            return facts.map(|fact| fact.says.measure(&indicator.measure)).sum();
        }
        // Stated so far: of each unit the latest statement holds.
        let mut latest: BTreeMap<&str, &Fact> = BTreeMap::new();
        for fact in facts {
            let kept = latest.entry(fact.says.unit.as_str()).or_insert(fact);
            if (fact.says.day, fact.order) > (kept.says.day, kept.order) {
                *kept = fact;
            }
        }
        latest.values().map(|fact| fact.says.measure(&indicator.measure)).sum()
    }
}
