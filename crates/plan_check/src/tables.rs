//! Tables that count something twice.

use std::collections::BTreeMap;

use plan::{
    Document, Problem,
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
                if overlaps(indicator, other) {
                    problems.push(Problem::error(
                        row.place(),
                        "counted-twice",
                        format!(
                            "统计表“{}”中“{}”与“{}”计入同样的记录",
                            table.title, indicator.title, other.title
                        ),
                        "请收窄其中一个指标的 kinds 或 facets，或只保留一个",
                    ));
                }
            }
            counted.push(indicator);
        }
    }
}

/// Two indicators of one measure and unit whose filters can take the same fact.
fn overlaps(a: &Indicator, b: &Indicator) -> bool {
    a.measure.as_str() == b.measure.as_str()
        && a.unit.as_str() == b.unit.as_str()
        && share(&a.filter, &b.filter)
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
