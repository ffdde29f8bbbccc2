//! Which facts a filter takes. This is the only place that says so; tallies, quotas and coverage all ask here.

use std::collections::BTreeMap;

use kernel::Day;
use serde::{Deserialize, Serialize};

use crate::document::Filter;

/// Days from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DaySpan {
    pub from: Day,
    pub to: Day,
}

impl DaySpan {
    #[must_use]
    pub fn contains(self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }
}

/// A published fact, as filters see it.
#[derive(Clone, Copy, Debug)]
pub struct FactView<'a> {
    /// The register: `activity`, `exposure`.
    pub family: &'a str,
    pub kind: &'a str,
    /// The key of the unit that did it.
    pub unit: &'a str,
    /// The word of that unit's kind, which is the facet `unit_kind`.
    pub unit_kind: &'a str,
    /// The key of the unit that it is about: the line that was inspected.
    pub subject: Option<&'a str>,
    pub day: Day,
    pub facets: &'a BTreeMap<String, String>,
    /// Integers in base units.
    pub measures: &'a BTreeMap<String, i64>,
}

impl Filter {
    /// Whether the fact lies in the window and fulfils every condition: the family, one of the kinds, and for every
    /// named facet one of its values. A fact without a named facet does not match.
    #[must_use]
    pub fn matches(&self, fact: &FactView<'_>, window: DaySpan) -> bool {
        let facet = |name: &str| match name {
            "unit_kind" => Some(fact.unit_kind),
            _ => fact.facets.get(name).map(String::as_str),
        };
        window.contains(fact.day)
            && self.family.value == fact.family
            && (self.kinds.is_empty() || self.kinds.iter().any(|kind| kind.value == fact.kind))
            && self.facets.iter().all(|(name, values)| {
                facet(name)
                    .is_some_and(|found| values.is_empty() || values.iter().any(|value| value.value == found))
            })
    }

    /// Whether the fact covers the unit `target`: it matches and is about that unit, or is about no unit in
    /// particular and was done by that unit itself.
    #[must_use]
    pub fn covers(&self, fact: &FactView<'_>, window: DaySpan, target: &str) -> bool {
        fact.subject.unwrap_or(fact.unit) == target && self.matches(fact, window)
    }
}

/// What a fact adds to an indicator: 1 for the measure `count`, its own figure otherwise, nothing (`None`) when the
/// fact has no such figure. 0 and nothing are different answers.
#[must_use]
pub fn measured(measure: &str, fact: &FactView<'_>) -> Option<i64> {
    if measure == "count" { Some(1) } else { fact.measures.get(measure).copied() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::At;

    #[test]
    fn every_condition_counts() {
        let filter = |kinds: &[&str], facets: &[(&str, &[&str])]| Filter {
            family: At::nowhere("exposure".into()),
            kinds: kinds.iter().map(|kind| At::nowhere((*kind).to_owned())).collect(),
            facets: facets
                .iter()
                .map(|(name, values)| {
                    let values = values.iter().map(|value| At::nowhere((*value).to_owned())).collect();
                    (At::nowhere((*name).to_owned()), values)
                })
                .collect(),
        };
        let facets = BTreeMap::from([("media_class".to_owned(), "department_site".to_owned())]);
        let fact = FactView {
            family: "exposure",
            kind: "typical_case",
            unit: "shenyang",
            unit_kind: "city",
            subject: Some("sy-e1"),
            day: "2021-06-30".parse().unwrap(),
            facets: &facets,
            measures: &BTreeMap::from([("cases".to_owned(), 0)]),
        };
        let june = DaySpan { from: "2021-06-01".parse().unwrap(), to: "2021-06-30".parse().unwrap() };
        for (kinds, facets, expected) in [
            (&[][..], &[][..], true),
            (&["typical_case"], &[("media_class", &["city_mainstream_media", "department_site"][..])], true),
            (&["negative_case"], &[], false),
            (&[], &[("media_class", &["other_media"])], false),
            (&[], &[("media_class", &[])], true),
            (&[], &[("reported_to_province", &["yes"])], false),
            (&[], &[("unit_kind", &["city", "special_zone"])], true),
            (&[], &[("unit_kind", &["enterprise"])], false),
        ] {
            assert_eq!(filter(kinds, facets).matches(&fact, june), expected, "{kinds:?} {facets:?}");
        }
        let anything = filter(&[], &[]);
        assert!(!anything.matches(&FactView { day: "2021-07-01".parse().unwrap(), ..fact }, june));
        assert!(!anything.matches(&FactView { family: "activity", ..fact }, june));
        assert!(anything.covers(&fact, june, "sy-e1") && !anything.covers(&fact, june, "shenyang"));
        assert!(anything.covers(&FactView { subject: None, ..fact }, june, "shenyang"));
        assert_eq!(
            (measured("count", &fact), measured("cases", &fact), measured("heads", &fact)),
            (Some(1), Some(0), None)
        );
    }
}
