//! Filters and measures that no record can ever meet.

use plan::{
    At, Document, FacetWords, FamilyWords, KindWords, Problem, Vocabulary,
    document::{Filter, Rhythm},
};

pub(crate) fn check(document: &Document, vocabulary: &Vocabulary, problems: &mut Vec<Problem>) {
    let mut reach = Reach { vocabulary, problems };
    for duty in &document.duties {
        let filters = duty
            .quota
            .iter()
            .map(|quota| (&quota.filter, &quota.lacks))
            .chain(duty.coverage.iter().map(|coverage| (&coverage.filter, &coverage.lacks)));
        if let Rhythm::AfterRecord { filter, .. } = &duty.rhythm.value {
            reach.filter(filter, &format!("任务“{}”的节奏", duty.title));
        }
        for (filter, lacks) in filters {
            reach.filter(filter, &format!("任务“{}”", duty.title));
            for hint in &lacks.hints {
                reach.filter(&hint.near, &format!("任务“{}”的提示", duty.title));
            }
        }
        if let Some(coverage) = &duty.coverage {
            reach.subject(document, coverage, &duty.title);
        }
    }
    for indicator in &document.indicators {
        let whose = format!("指标“{}”", indicator.title);
        reach.filter(&indicator.filter, &whose);
        reach.measure(&indicator.filter, &indicator.measure, &whose);
    }
}

struct Reach<'a, 'p> {
    vocabulary: &'a Vocabulary,
    problems: &'p mut Vec<Problem>,
}

impl<'a> Reach<'a, '_> {
    fn error(&mut self, place: (u32, u32), code: &str, message: String, choices: Vec<&str>) {
        let advice = if choices.is_empty() {
            "这里没有可用的写法，请删去这一条件".to_owned()
        } else {
            format!("请写成以下之一：{}", choices.join("、"))
        };
        self.problems.push(Problem::error(place, code, message, advice));
    }

    fn family(&mut self, filter: &Filter, whose: &str) -> Option<&'a FamilyWords> {
        let family = self.vocabulary.families.get(filter.family.as_str());
        if family.is_none() {
            let choices = self.vocabulary.families.keys().map(String::as_str).collect();
            let message = format!("{whose}所用的台账“{}”不存在", filter.family.value);
            self.error(filter.family.place(), "unknown-family", message, choices);
        }
        family
    }

    /// The kinds that the filter means; unknown ones are reported by [`Self::filter`].
    fn kinds(family: &'a FamilyWords, filter: &Filter) -> Vec<&'a KindWords> {
        if filter.kinds.is_empty() {
            return family.kinds.values().collect();
        }
        filter.kinds.iter().filter_map(|kind| family.kinds.get(kind.as_str())).collect()
    }

    fn filter(&mut self, filter: &Filter, whose: &str) {
        let Some(family) = self.family(filter, whose) else { return };
        for kind in &filter.kinds {
            if !family.kinds.contains_key(kind.as_str()) {
                let choices = family.kinds.keys().map(String::as_str).take(30).collect();
                let message = format!("{whose}所用的类型“{}”不存在", kind.value);
                self.error(kind.place(), "unknown-kind", message, choices);
            }
        }
        let kinds = Self::kinds(family, filter);
        if kinds.is_empty() {
            return;
        }
        for (name, values) in &filter.facets {
            let words: Vec<&FacetWords> =
                kinds.iter().filter_map(|kind| kind.facets.get(name.as_str())).collect();
            if words.is_empty() {
                let mut choices: Vec<&str> =
                    kinds.iter().flat_map(|kind| kind.facets.keys()).map(String::as_str).collect();
                choices.sort_unstable();
                choices.dedup();
                let message = format!("{whose}按“{}”筛选，但这类记录没有这一项，永远不会有结果", name.value);
                self.error(name.place(), "unknown-facet", message, choices);
                continue;
            }
            for value in values {
                if !words.iter().any(|word| word.values.contains_key(value.as_str())) {
                    let choices =
                        words.iter().flat_map(|word| word.values.keys()).map(String::as_str).collect();
                    let message = format!("{whose}：“{}”没有“{}”这个值", name.value, value.value);
                    self.error(value.place(), "unknown-facet-value", message, choices);
                }
            }
        }
        self.together(filter, &kinds, whose);
    }

    /// Every facet may be known to some kind, and still no kind has all of them.
    fn together(&mut self, filter: &Filter, kinds: &[&'a KindWords], whose: &str) {
        let knows = |kind: &KindWords, name: &At<String>, values: &[At<String>]| {
            kind.facets.get(name.as_str()).is_some_and(|words| {
                values.is_empty() || values.iter().any(|value| words.values.contains_key(value.as_str()))
            })
        };
        let each_known =
            || filter.facets.iter().all(|(name, values)| kinds.iter().any(|kind| knows(kind, name, values)));
        let all_known =
            |kind: &&KindWords| filter.facets.iter().all(|(name, values)| knows(kind, name, values));
        // What no kind knows has been told already.
        if kinds.iter().any(all_known) || !each_known() {
            return;
        }
        let Some(name) = filter.facets.keys().next() else { return };
        let names: Vec<&str> = filter.facets.keys().map(|name| name.as_str()).collect();
        let titles: Vec<&str> = kinds.iter().map(|kind| kind.title.as_str()).take(10).collect();
        self.problems.push(Problem::error(
            name.place(),
            "filter-unreachable",
            format!(
                "{whose}同时按“{}”筛选，但“{}”中没有一种同时有这些项，永远不会有结果",
                names.join("”“"),
                titles.join("”“")
            ),
            "请删去其中一项，或拆成几项任务，每项只用一种类型有的条件",
        ));
    }

    fn measure(&mut self, filter: &Filter, measure: &At<String>, whose: &str) {
        if measure.as_str() == "count" {
            return;
        }
        let Some(family) = self.vocabulary.families.get(filter.family.as_str()) else { return };
        let kinds = Self::kinds(family, filter);
        if kinds.is_empty() || kinds.iter().any(|kind| kind.measures.contains_key(measure.as_str())) {
            return;
        }
        let mut choices: Vec<&str> =
            kinds.iter().flat_map(|kind| kind.measures.keys()).map(String::as_str).collect();
        choices.push("count");
        choices.sort_unstable();
        choices.dedup();
        let message = format!("{whose}汇总“{}”，但这类记录没有这个数字，结果永远是 0", measure.value);
        self.error(measure.place(), "unknown-measure", message, choices);
    }

    /// A coverage counts records about the units to be covered, so their kind has to ask for such a unit.
    fn subject(&mut self, document: &Document, coverage: &plan::document::Coverage, title: &At<String>) {
        if coverage.filter.family.as_str() != "activity" {
            return;
        }
        for wanted in &coverage.of {
            let asked = document
                .activity_kinds
                .iter()
                .filter(|kind| {
                    let kinds = &coverage.filter.kinds;
                    kinds.is_empty() || kinds.iter().any(|one| one.as_str() == kind.key.as_str())
                })
                .any(|kind| kind.subject.iter().any(|subject| subject.value == wanted.value));
            if !asked {
                self.problems.push(Problem::error(
                    wanted.place(),
                    "coverage-unreachable",
                    format!("任务“{title}”要覆盖“{}”，但没有一种活动类型登记到它", wanted.value.title()),
                    "请在相应活动类型的 subject 中加上这种单位",
                ));
            }
        }
    }
}
