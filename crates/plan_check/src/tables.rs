//! Tables that count something twice.

use std::collections::BTreeMap;

use plan::{
    Document, Problem, Severity,
    document::{Filter, Indicator, Ref},
};

pub(crate) fn check(document: &Document, problems: &mut Vec<Problem>) {
    for table in &document.tables {
        let mut seen: BTreeMap<&str, &Ref> = BTreeMap::new();
        let mut counted: Vec<&Indicator> = Vec::new();
        for row in table.sections.iter().flat_map(|section| &section.rows) {
            if let Some(first) = seen.insert(row.as_str(), row) {
                problems.push(Problem::error(
                    row.place(),
                    "counted-twice",
                    format!("统计表“{}”中指标“{row}”出现两次，第一次在第 {} 行", table.title, first.line),
                    "请删去其中一行",
                ));
                continue;
            }
            let Some(indicator) = document.indicators.iter().find(|one| one.key.as_str() == row.as_str())
            else {
                continue;
            };
            for other in &counted {
                let Some(severity) = overlaps(indicator, other) else { continue };
                let twice = Problem::error(
                    row.place(),
                    "counted-twice",
                    format!(
                        "统计表“{}”中“{}”与“{}”计入同样的记录",
                        table.title, indicator.title, other.title
                    ),
                    "请收窄其中一个指标的 kinds 或 facets，或只保留一个",
                );
                problems.push(Problem { severity, ..twice });
            }
            counted.push(indicator);
        }
    }
}

/// Whether two filters can take the same fact and both indicators make the same figure of it: under one measure and
/// unit that is a mistake, under two names it may be meant.
fn overlaps(a: &Indicator, b: &Indicator) -> Option<Severity> {
    if !share(&a.filter, &b.filter) {
        return None;
    }
    let same_measure = a.measure.as_str() == b.measure.as_str();
    let both_count_records = counts_records(a) && counts_records(b);
    match (same_measure, a.unit.as_str() == b.unit.as_str()) {
        (true, true) => Some(Severity::Error),
        (true, false) => Some(Severity::Warning),
        (false, _) => both_count_records.then_some(Severity::Warning),
    }
}

/// A case carries the figure 1 of its own, so that adding up `cases` is counting cases. Sessions and attendances of one
/// record are different figures.
fn counts_records(indicator: &Indicator) -> bool {
    match indicator.measure.as_str() {
        "count" => true,
        measure => (indicator.filter.family.as_str(), measure) == ("exposure", "cases"),
    }
}

fn share(a: &Filter, b: &Filter) -> bool {
    let disjoint = |left: &[plan::At<String>], right: &[plan::At<String>]| {
        !left.is_empty()
            && !right.is_empty()
            && !left.iter().any(|one| right.iter().any(|two| one.as_str() == two.as_str()))
    };
    if a.family.as_str() != b.family.as_str() || disjoint(&a.kinds, &b.kinds) {
        return false;
    }
    !a.facets
        .iter()
        .any(|(name, values)| b.facets.get(name.as_str()).is_some_and(|other| disjoint(values, other)))
}
