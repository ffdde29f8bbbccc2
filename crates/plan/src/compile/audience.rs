//! Who is addressed: a predicate over the tree as one flag for each unit.

use kernel::Day;

use crate::{
    At, Problem,
    document::{Document, Predicate, UnitKind},
    units::{UnitSnapshot, UnitTree},
};

/// Evaluates predicates over all units at once: each step is one pass over the tree, so the cost does not depend on
/// its depth.
pub(crate) struct Members<'a> {
    pub document: &'a Document,
    pub tree: &'a UnitTree,
}

impl Members<'_> {
    /// One flag for each unit, for the tree as it stands on `day`: only units valid on that day are found above or
    /// below. Whether the unit itself is valid is not asked here.
    pub fn of(&self, predicate: &Predicate, day: Day) -> Vec<bool> {
        match predicate {
            Predicate::Everyone => vec![true; self.tree.units().len()],
            Predicate::Tier(tier) => {
                let kinds: Vec<UnitKind> = self
                    .document
                    .tiers
                    .iter()
                    .filter(|found| found.key.value == tier.value)
                    .flat_map(|found| found.kinds.iter().map(|kind| kind.value))
                    .collect();
                self.each(|unit| kinds.contains(&unit.kind))
            }
            Predicate::Kinds(kinds) => self.each(|unit| kinds.iter().any(|kind| kind.value == unit.kind)),
            Predicate::Units(keys) => self.each(|unit| keys.iter().any(|key| key.as_str() == unit.key)),
            Predicate::Attribute(attribute) => self.each(|unit| {
                unit.attributes.get(attribute.name.as_str()).is_some_and(|found| {
                    attribute.values.is_empty() || attribute.values.iter().any(|value| value.value == *found)
                })
            }),
            Predicate::Under(key) => {
                let mut flags = vec![false; self.tree.units().len()];
                if let Some(position) = self.tree.position(key.as_str()) {
                    for below in self.tree.descendants(position) {
                        set(&mut flags, below);
                    }
                }
                flags
            }
            Predicate::HasDescendant(inner) => self.above(&self.valid(inner, day)),
            Predicate::HasAncestor(inner) => self.below(&self.valid(inner, day)),
            Predicate::All(parts) => self.join(parts, day, true, |a, b| a && b),
            Predicate::Any(parts) => self.join(parts, day, false, |a, b| a || b),
            Predicate::Not(inner) => self.of(inner, day).into_iter().map(|flag| !flag).collect(),
        }
    }

    fn each(&self, test: impl Fn(&UnitSnapshot) -> bool) -> Vec<bool> {
        self.tree.units().iter().map(test).collect()
    }

    fn join(
        &self,
        parts: &[At<Predicate>],
        day: Day,
        start: bool,
        join: impl Fn(bool, bool) -> bool,
    ) -> Vec<bool> {
        parts.iter().fold(vec![start; self.tree.units().len()], |flags, part| {
            flags.into_iter().zip(self.of(part, day)).map(|(a, b)| join(a, b)).collect()
        })
    }

    fn valid(&self, predicate: &Predicate, day: Day) -> Vec<bool> {
        let flags = self.of(predicate, day);
        flags.into_iter().zip(self.tree.units()).map(|(flag, unit)| flag && unit.is_valid_on(day)).collect()
    }

    /// Every unit above a flagged one. A walk upwards stops where an earlier one has been.
    fn above(&self, flagged: &[bool]) -> Vec<bool> {
        let mut flags = vec![false; flagged.len()];
        for (position, _) in (0u32..).zip(flagged).filter(|(_, flag)| **flag) {
            for above in self.tree.ancestors(position) {
                if !set(&mut flags, above) {
                    break;
                }
            }
        }
        flags
    }

    /// Every unit below a flagged one.
    fn below(&self, flagged: &[bool]) -> Vec<bool> {
        let mut flags = vec![false; flagged.len()];
        for (position, _) in (0u32..).zip(flagged).filter(|(_, flag)| **flag) {
            let inside = flags.get(position as usize).copied().unwrap_or(false);
            if !inside {
                for below in self.tree.descendants(position) {
                    set(&mut flags, below);
                }
            }
        }
        flags
    }
}

/// Sets a flag and says whether that changed it.
fn set(flags: &mut [bool], position: u32) -> bool {
    flags.get_mut(position as usize).is_some_and(|flag| !std::mem::replace(flag, true))
}

/// Whether the answer can differ from day to day.
pub(crate) fn depends_on_day(predicate: &Predicate) -> bool {
    match predicate {
        Predicate::Everyone
        | Predicate::Tier(_)
        | Predicate::Kinds(_)
        | Predicate::Units(_)
        | Predicate::Attribute(_)
        | Predicate::Under(_) => false,
        Predicate::HasDescendant(_) | Predicate::HasAncestor(_) => true,
        Predicate::All(parts) | Predicate::Any(parts) => parts.iter().any(|part| depends_on_day(part)),
        Predicate::Not(inner) => depends_on_day(inner),
    }
}

/// Units that the predicate names and the tree does not have.
pub(crate) fn unknown_units(predicate: &At<Predicate>, tree: &UnitTree, problems: &mut Vec<Problem>) {
    let mut known = |key: &At<crate::document::Key>| {
        if tree.position(key.as_str()).is_none() {
            problems.push(Problem::error(
                key.place(),
                "unknown-unit",
                format!("单位表里没有键为“{key}”的单位"),
                "请核对单位表，或改用层级、类别、属性来选对象",
            ));
        }
    };
    match &predicate.value {
        Predicate::Under(key) => known(key),
        Predicate::Units(keys) => keys.iter().for_each(known),
        Predicate::Everyone | Predicate::Tier(_) | Predicate::Kinds(_) | Predicate::Attribute(_) => {}
        Predicate::HasDescendant(inner) | Predicate::HasAncestor(inner) | Predicate::Not(inner) => {
            unknown_units(inner, tree, problems);
        }
        Predicate::All(parts) | Predicate::Any(parts) => {
            parts.iter().for_each(|part| unknown_units(part, tree, problems));
        }
    }
}
