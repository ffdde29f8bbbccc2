//! Which kinds of units a predicate can be true of, without knowing a single unit.

use std::collections::{BTreeMap, BTreeSet};

use plan::{
    At, Document,
    document::{Attribute, Predicate, UnitKind},
};

/// Whether a predicate holds for the units of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Holds {
    Never,
    /// It depends on the unit.
    Maybe,
    Always,
}

impl Holds {
    fn of(certain: bool) -> Self {
        if certain { Self::Always } else { Self::Never }
    }

    fn opposite(self) -> Self {
        match self {
            Self::Never => Self::Always,
            Self::Maybe => Self::Maybe,
            Self::Always => Self::Never,
        }
    }
}

pub(crate) type Kinds = BTreeMap<UnitKind, Holds>;

/// The levels of the plan, from the top, and the kinds that each audience addresses.
pub(crate) struct Levels<'a> {
    document: &'a Document,
    audiences: BTreeMap<&'a str, Kinds>,
}

impl<'a> Levels<'a> {
    pub fn of_plan(document: &'a Document) -> Self {
        let mut levels = Self { document, audiences: BTreeMap::new() };
        for audience in &document.audiences {
            let kinds = levels.addressed(&audience.who);
            levels.audiences.insert(audience.key.as_str(), kinds);
        }
        levels
    }

    /// The kinds that an audience of the plan addresses.
    pub fn audience(&self, key: &str) -> Kinds {
        self.audiences.get(key).cloned().unwrap_or_default()
    }

    /// The level on which units of this kind stand; nothing when the plan names none.
    pub fn of(&self, kind: UnitKind) -> Option<usize> {
        self.document.tiers.iter().position(|tier| tier.kinds.iter().any(|found| found.value == kind))
    }

    pub fn of_tier(&self, key: &str) -> Option<usize> {
        self.document.tiers.iter().position(|tier| tier.key.as_str() == key)
    }

    /// Whether a unit of kind `lower` can stand below one of kind `upper`. A kind without a level may stand anywhere,
    /// and a zone may lie in a city of its own level.
    fn can_be_below(&self, lower: UnitKind, upper: UnitKind) -> bool {
        match (self.of(lower), self.of(upper)) {
            (Some(lower), Some(upper)) => lower >= upper,
            (None, _) | (_, None) => true,
        }
    }

    pub fn with_all_below(&self, kinds: &BTreeSet<UnitKind>) -> BTreeSet<UnitKind> {
        let below = |lower: &UnitKind| kinds.iter().any(|upper| self.can_be_below(*lower, *upper));
        UnitKind::ALL.into_iter().filter(below).chain(kinds.iter().copied()).collect()
    }

    /// What the predicate says about each kind. Every part is looked at once, so nesting costs nothing.
    pub fn addressed(&self, predicate: &Predicate) -> Kinds {
        let each = |test: &dyn Fn(UnitKind) -> Holds| -> Kinds {
            UnitKind::ALL.into_iter().map(|kind| (kind, test(kind))).collect()
        };
        match predicate {
            Predicate::Everyone => each(&|_| Holds::Always),
            Predicate::Tier(tier) => {
                let level = self.of_tier(tier.as_str());
                each(&|kind| Holds::of(level.is_some() && self.of(kind) == level))
            }
            Predicate::Kinds(kinds) => each(&|kind| Holds::of(kinds.iter().any(|one| one.value == kind))),
            Predicate::Units(_) | Predicate::Attribute(_) | Predicate::Under(_) => each(&|_| Holds::Maybe),
            Predicate::HasDescendant(inner) => {
                let wanted = possible(&self.addressed(inner));
                each(&|kind| {
                    let found = wanted.iter().any(|lower| self.can_be_below(*lower, kind));
                    if found { Holds::Maybe } else { Holds::Never }
                })
            }
            Predicate::HasAncestor(inner) => {
                let wanted = possible(&self.addressed(inner));
                each(&|kind| {
                    let found = wanted.iter().any(|upper| self.can_be_below(kind, *upper));
                    if found { Holds::Maybe } else { Holds::Never }
                })
            }
            Predicate::All(parts) => self.joined(parts, Holds::Always, Holds::min),
            Predicate::Any(parts) => self.joined(parts, Holds::Never, Holds::max),
            Predicate::Not(inner) => {
                self.addressed(inner).into_iter().map(|(kind, holds)| (kind, holds.opposite())).collect()
            }
        }
    }

    fn joined(&self, parts: &[At<Predicate>], start: Holds, join: fn(Holds, Holds) -> Holds) -> Kinds {
        let mut kinds: Kinds = UnitKind::ALL.into_iter().map(|kind| (kind, start)).collect();
        for part in parts {
            for (kind, holds) in self.addressed(part) {
                kinds.entry(kind).and_modify(|so_far| *so_far = join(*so_far, holds));
            }
        }
        kinds
    }

    /// Whether one unit could be of both predicates.
    pub fn meet(&self, a: &Predicate, b: &Predicate) -> bool {
        let (left, right) = (possible(&self.addressed(a)), possible(&self.addressed(b)));
        let (of_a, of_b) = (parts_of(a), parts_of(b));
        !left.is_disjoint(&right) && !of_a.iter().any(|one| of_b.iter().any(|other| exclude(one, other)))
    }
}

/// The kinds of which some unit may fulfil it.
pub(crate) fn possible(kinds: &Kinds) -> BTreeSet<UnitKind> {
    kinds.iter().filter(|(_, holds)| **holds > Holds::Never).map(|(kind, _)| *kind).collect()
}

/// What has to hold together.
fn parts_of(predicate: &Predicate) -> Vec<&Predicate> {
    match predicate {
        Predicate::All(parts) => parts.iter().flat_map(|part| parts_of(&part.value)).collect(),
        Predicate::Everyone
        | Predicate::Tier(_)
        | Predicate::Kinds(_)
        | Predicate::Units(_)
        | Predicate::Attribute(_)
        | Predicate::Under(_)
        | Predicate::HasDescendant(_)
        | Predicate::HasAncestor(_)
        | Predicate::Any(_)
        | Predicate::Not(_) => vec![predicate],
    }
}

/// Two conditions that no unit fulfils together, as far as that can be seen without the units.
fn exclude(a: &Predicate, b: &Predicate) -> bool {
    match (a, b) {
        (Predicate::Units(left), Predicate::Units(right)) => !left.iter().any(|unit| right.contains(unit)),
        (Predicate::Attribute(left), Predicate::Attribute(right)) => contradict(left, right),
        (Predicate::Not(inner), other) | (other, Predicate::Not(inner)) => inner.value == *other,
        _ => false,
    }
}

fn contradict(a: &Attribute, b: &Attribute) -> bool {
    a.name == b.name
        && !a.values.is_empty()
        && !b.values.is_empty()
        && !a.values.iter().any(|value| b.values.contains(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAN: &str = include_str!("../../../plans/liaoning-2021/plan.yaml");

    fn predicate(text: &str) -> Predicate {
        let edited = PLAN.replacen("who: {tier: city}", &format!("who: {text}"), 1);
        match plan::parse(&edited) {
            Ok(plan) => plan.document.audiences[0].who.value.clone(),
            Err(problems) => panic!("{text}: {problems:?}"),
        }
    }

    #[test]
    fn a_predicate_says_never_maybe_or_always_of_each_kind() {
        let document = plan::parse(PLAN).unwrap().document;
        let levels = Levels::of_plan(&document);
        // Province, city, zone, county, enterprise, line, warehouse.
        for (text, expected) in [
            ("everyone", "AAAAAAA"),
            ("{tier: city}", "-AA----"),
            ("{kinds: [city, line]}", "-A---A-"),
            ("{not: {tier: city}}", "A--AAAA"),
            ("{units: [shenyang]}", "???????"),
            ("{all: [{tier: city}, {units: [shenyang]}]}", "-??----"),
            ("{any: [{tier: city}, {units: [shenyang]}]}", "?AA????"),
            ("{has_descendant: {tier: county}}", "????---"),
            ("{has_ancestor: {tier: enterprise}}", "----???"),
            ("{not: {has_descendant: {tier: county}}}", "????AAA"),
        ] {
            let shown: String = levels
                .addressed(&predicate(text))
                .values()
                .map(|holds| match holds {
                    Holds::Never => '-',
                    Holds::Maybe => '?',
                    Holds::Always => 'A',
                })
                .collect();
            assert_eq!(shown, expected, "{text}");
        }
    }

    #[test]
    fn audiences_meet_when_one_unit_could_be_of_both() {
        let document = plan::parse(PLAN).unwrap().document;
        let levels = Levels::of_plan(&document);
        for (a, b, expected) in [
            ("{tier: city}", "{kinds: [city, special_zone]}", true),
            ("{tier: city}", "{tier: county}", false),
            ("{tier: city}", "{units: [dalian]}", true),
            ("{units: [shenyang]}", "{units: [dalian]}", false),
            ("{tier: city}", "{not: {tier: city}}", false),
            (
                "{attribute: {name: seller, values: [yes]}}",
                "{all: [everyone, {attribute: {name: seller, values: [no]}}]}",
                false,
            ),
            (
                "{attribute: {name: seller, values: [yes]}}",
                "{attribute: {name: producer, values: [no]}}",
                true,
            ),
            ("{under: dalian}", "{not: {under: dalian}}", false),
        ] {
            assert_eq!(levels.meet(&predicate(a), &predicate(b)), expected, "{a} {b}");
        }
    }
}
