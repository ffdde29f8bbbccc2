//! Whose records a duty counts, and filters that ask for those of somebody else.

use std::collections::BTreeSet;

use plan::{
    Document, Problem,
    document::{Duty, Filter, Rhythm, Scope, UnitKind},
};

use crate::kinds::{Levels, possible};

/// A filter together with whose records it looks at.
#[derive(Clone, Copy)]
pub(crate) struct Counted<'a> {
    pub filter: &'a Filter,
    pub scope: Scope,
}

/// What the duty counts, or is begun by.
pub(crate) fn counted(duty: &Duty) -> impl Iterator<Item = Counted<'_>> {
    let begins = match &duty.rhythm.value {
        Rhythm::AfterRecord { filter, scope, after: _ } => Some(Counted { filter, scope: *scope }),
        Rhythm::Once { .. }
        | Rhythm::Window
        | Rhythm::Daily
        | Rhythm::Weekly { .. }
        | Rhythm::Monthly
        | Rhythm::MonthlyOn { .. }
        | Rhythm::Quarterly
        | Rhythm::HalfYearly
        | Rhythm::AfterEvent { .. } => None,
    };
    let quota = duty.quota.iter().map(|quota| Counted { filter: &quota.filter, scope: quota.scope });
    let coverage =
        duty.coverage.iter().map(|coverage| Counted { filter: &coverage.filter, scope: coverage.scope });
    begins.into_iter().chain(quota).chain(coverage)
}

impl Counted<'_> {
    /// The kinds of units that can keep such a record, by audience, scope and the facet `unit_kind`.
    pub fn recorders(self, levels: &Levels<'_>, duty: &Duty) -> BTreeSet<UnitKind> {
        let mut kinds = self.addressed(levels, duty);
        if let Some(values) = self.filter.facets.get("unit_kind").filter(|values| !values.is_empty()) {
            kinds.retain(|kind| values.iter().any(|value| value.as_str() == kind.word()));
        }
        kinds
    }

    fn addressed(self, levels: &Levels<'_>, duty: &Duty) -> BTreeSet<UnitKind> {
        let own = possible(&levels.audience(duty.audience.as_str()));
        match self.scope {
            Scope::Own => own,
            Scope::Subtree => levels.with_all_below(&own),
        }
    }
}

/// A quota of cities that counts only what warehouses recorded is never met.
pub(crate) fn check(document: &Document, problems: &mut Vec<Problem>) {
    let levels = Levels::of_plan(document);
    let levels = &levels;
    for duty in &document.duties {
        let lacks = duty.quota.iter().map(|quota| (&quota.lacks, quota.scope));
        let lacks = lacks.chain(duty.coverage.iter().map(|coverage| (&coverage.lacks, coverage.scope)));
        let near = lacks
            .flat_map(|(lacks, scope)| lacks.hints.iter().map(move |hint| (&hint.near, scope)))
            .map(|(filter, scope)| Counted { filter, scope });
        for counted in counted(duty).chain(near) {
            let addressed = counted.addressed(levels, duty);
            let Some((name, values)) = counted.filter.facets.get_key_value("unit_kind") else { continue };
            // A kind that does not exist is told as such.
            let known = values.iter().all(|value| UnitKind::from_word(value).is_some());
            if values.is_empty() || !known || !counted.recorders(levels, duty).is_empty() {
                continue;
            }
            let asked: Vec<&str> =
                values.iter().filter_map(|value| UnitKind::from_word(value)).map(UnitKind::title).collect();
            let choices: Vec<&str> = addressed.iter().map(|kind| kind.word()).collect();
            let whose = match counted.scope {
                Scope::Own => "只看办理单位自己的记录",
                Scope::Subtree => "只看办理单位及其下级的记录",
            };
            problems.push(Problem::error(
                name.place(),
                "filter-unreachable",
                format!(
                    "任务“{}”{whose}，其中不会有“{}”的记录，永远不会有结果",
                    duty.title,
                    asked.join("、")
                ),
                format!("unit_kind 请写成以下之一：{}；或改 audience、scope", choices.join("、")),
            ));
        }
    }
}
