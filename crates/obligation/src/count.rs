//! Which facts count for a quota or a coverage, which nearly do, and when it was met. Pure.

use std::collections::BTreeMap;

use facts::{Fit, NewFact};
use kernel::{Instant, UnitId};
use plan::document::{Document, Duty, Filter, Lacks, Scope};

use crate::model::Kind;

/// A duty that is met by facts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counting<'a> {
    pub duty: &'a str,
    pub kind: Kind,
    pub filter: &'a Filter,
    pub scope: Scope,
    pub lacks: &'a Lacks,
}

/// What a fact is to an obligation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    /// It counts; for a coverage it covers this unit.
    Counts { target: Option<UnitId> },
    /// It nearly counts, and this is missing from it.
    Lacks(String),
}

/// The duty of the plan as one that counts; `None` for duties that are handed in.
pub(crate) fn counting(duty: &Duty) -> Option<Counting<'_>> {
    let key = duty.key.as_str();
    if let Some(quota) = &duty.quota {
        let (filter, scope, lacks) = (&quota.filter, quota.scope, &quota.lacks);
        return Some(Counting { duty: key, kind: Kind::Quota, filter, scope, lacks });
    }
    let coverage = duty.coverage.as_ref()?;
    let (filter, scope, lacks) = (&coverage.filter, coverage.scope, &coverage.lacks);
    Some(Counting { duty: key, kind: Kind::Coverage, filter, scope, lacks })
}

/// Every duty of the plan that is met by facts.
pub(crate) fn countings(document: &Document) -> impl Iterator<Item = Counting<'_>> {
    document.duties.iter().filter_map(counting)
}

/// What the fact is to obligations of this duty whose window contains its day.
pub(crate) fn weight(counting: &Counting<'_>, fact: &NewFact) -> Option<Weight> {
    match facts::fit(counting.filter, counting.lacks, fact)? {
        Fit::Counts => {
            let target = match counting.kind {
                Kind::Coverage => Some(fact.subject.unwrap_or(fact.unit)),
                Kind::Quota | Kind::Deliver => None,
            };
            Some(Weight::Counts { target })
        }
        Fit::Nearly(text) => Some(Weight::Lacks(text.to_owned())),
    }
}

/// Whether obligations of this unit look at facts of `unit`, given the units above that one.
pub(crate) fn looks_at(scope: Scope, owing: UnitId, unit: UnitId, above: &[UnitId]) -> bool {
    owing == unit || (scope == Scope::Subtree && above.contains(&owing))
}

/// A fact that counts: when it was published and which target it covers.
pub(crate) type CountedFact = (Instant, Option<UnitId>);

/// How many pieces there are, and when the last of `at_least` came. For a coverage a target is one piece however often
/// it was visited, and counts from the first visit.
pub(crate) fn met_at(kind: Kind, at_least: i64, counted: &[CountedFact]) -> (i64, Option<Instant>) {
    let mut pieces: Vec<Instant> = match kind {
        Kind::Coverage => {
            let mut first: BTreeMap<UnitId, Instant> = BTreeMap::new();
            for (at, target) in counted.iter().filter_map(|(at, target)| target.map(|target| (*at, target))) {
                first.entry(target).and_modify(|first| *first = (*first).min(at)).or_insert(at);
            }
            first.into_values().collect()
        }
        Kind::Quota | Kind::Deliver => counted.iter().map(|(at, _)| *at).collect(),
    };
    pieces.sort_unstable();
    let number = i64::try_from(pieces.len()).unwrap_or(i64::MAX);
    let last = usize::try_from(at_least - 1).ok().and_then(|last| pieces.get(last)).copied();
    (number, last)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn unit(n: u8) -> UnitId {
        UnitId::from_uuid(uuid::Uuid::from_bytes([n; 16]))
    }

    proptest! {
        /// The oracle walks through the instants and asks after each of them whether it is enough by now.
        #[test]
        fn met_when_the_last_missing_piece_came(
            facts in proptest::collection::vec((0_i64..20, proptest::option::of(0_u8..4)), 0..12),
            at_least in 0_i64..6,
            coverage: bool,
        ) {
            let kind = if coverage { Kind::Coverage } else { Kind::Quota };
            let counted: Vec<CountedFact> = facts
                .iter()
                .map(|(at, target)| (Instant::from_micros(*at), target.filter(|_| coverage).map(unit)))
                .collect();
            let pieces_by = |by: i64| {
                let there = counted.iter().filter(|(at, _)| at.micros() <= by);
                if coverage {
                    (0..4).filter(|n| there.clone().any(|(_, target)| *target == Some(unit(*n)))).count()
                } else {
                    there.count()
                }
            };
            let enough = |by: &i64| i64::try_from(pieces_by(*by)).unwrap() >= at_least;
            let expected = (0..20).find(enough).filter(|_| at_least > 0).map(Instant::from_micros);
            let (number, met) = met_at(kind, at_least, &counted);
            prop_assert_eq!(number, i64::try_from(pieces_by(20)).unwrap());
            prop_assert_eq!(met, expected);
        }
    }
}
