//! What this register can count under a plan: the words that its filters and indicators may use.

use std::collections::BTreeMap;

use org::model::UnitKind;
use plan::{
    Document, FacetWords, FamilyWords, KindWords, MeasureWords,
    document::{ActivityKind, FieldType},
};

use crate::{
    kind::questions,
    words::{ActivityFound, ActivityMode},
};

/// The announcement: exactly the kinds, facets and measures of the facts that `count` publishes.
#[must_use]
pub fn vocabulary(plan: &Document) -> FamilyWords {
    let kinds = plan.activity_kinds.iter().map(|kind| (kind.key.to_string(), words(kind))).collect();
    FamilyWords { title: "活动台账".to_owned(), kinds }
}

fn words(kind: &ActivityKind) -> KindWords {
    let mut facets = BTreeMap::from([
        facet("unit_kind", "单位类别", UnitKind::ALL.map(|kind| (kind.key(), kind.title()))),
        facet("mode", "活动方式", ActivityMode::ALL.map(|mode| (mode.word(), mode.title()))),
    ]);
    if !kind.subject.is_empty() {
        let (name, words) =
            facet("found", "检查结果", ActivityFound::ALL.map(|found| (found.word(), found.title())));
        facets.insert(name, words);
    }
    for field in kind.fields.iter().filter(|field| field.kind.value == FieldType::Choice) {
        let options = field.options.iter().map(|option| (option.value.to_string(), option.title.to_string()));
        let words = FacetWords { title: field.title.to_string(), values: options.collect() };
        facets.insert(field.key.to_string(), words);
    }
    let figures = questions(kind).into_iter().filter(|field| field.kind.value == FieldType::Integer);
    let measures = figures.map(|field| {
        let unit = field.unit.as_ref().map(ToString::to_string).unwrap_or_default();
        (field.key.to_string(), MeasureWords { title: field.title.to_string(), unit })
    });
    KindWords { title: kind.title.to_string(), facets, measures: measures.collect() }
}

fn facet<const N: usize>(name: &str, title: &str, values: [(&str, &str); N]) -> (String, FacetWords) {
    let values = values.into_iter().map(|(value, title)| (value.to_owned(), title.to_owned())).collect();
    (name.to_owned(), FacetWords { title: title.to_owned(), values })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words without their titles.
    fn bare(words: &FamilyWords) -> String {
        let mut out = String::new();
        for (kind, words) in &words.kinds {
            for (facet, words) in &words.facets {
                out.push_str(&format!("{kind} {facet}: {:?}\n", words.values.keys()));
            }
            out.push_str(&format!("{kind} measures: {:?}\n", words.measures.keys()));
        }
        out
    }

    #[test]
    fn the_plan_engine_knows_the_same_words() {
        let plan = plan::parse(include_str!("../../../plans/liaoning-2021/plan.yaml")).unwrap();
        assert_eq!(bare(&vocabulary(&plan.document)), bare(&plan::activity_words(&plan.document)));
    }
}
