//! Names that are used twice, and references that lead nowhere.

use std::collections::BTreeMap;

use plan::{
    At, Document, Problem,
    document::{Acceptance, Clause, Key, Predicate, Ref, Rhythm, Window},
};

pub(crate) fn check(document: &Document, problems: &mut Vec<Problem>) {
    let known = Known::of(document);
    known.twice(problems);
    let mut lookup = Lookup { known: &known, problems };
    for name in &document.names {
        lookup.tier(&name.tier);
    }
    for event in &document.events {
        lookup.clause(&event.clause);
    }
    if let Some(group) = &document.leading_group {
        lookup.clause(&group.clause);
    }
    for chain in &document.review_chains {
        for step in &chain.steps {
            lookup.tier(&step.tier);
        }
    }
    for audience in &document.audiences {
        lookup.predicate(&audience.who);
    }
    for duty in &document.duties {
        lookup.duty(duty);
    }
    for kind in &document.activity_kinds {
        lookup.clause(&kind.clause);
        if let Acceptance::Review(chain) = &kind.acceptance.value {
            lookup.chain(chain);
        }
    }
    for indicator in &document.indicators {
        lookup.clause(&indicator.clause);
        lookup.find("indicator-group", "指标族", &indicator.group, &known.groups);
    }
    for table in &document.tables {
        lookup.clause(&table.clause);
        lookup.phase(&table.phase);
        for row in table.sections.iter().flat_map(|section| &section.rows) {
            lookup.find("indicator", "指标", row, &known.indicators);
        }
    }
    for reminder in &document.reminders {
        for duty in &reminder.duties {
            lookup.find("duty", "任务", duty, &known.duties);
        }
        if let Some(tier) = &reminder.tier {
            lookup.tier(tier);
        }
    }
    for note in &document.notes {
        lookup.clause(&note.clause);
    }
}

/// Keys with the places where they are defined.
type Defined<'a> = BTreeMap<&'a str, Vec<(u32, u32)>>;

struct Known<'a> {
    phases: Defined<'a>,
    events: Defined<'a>,
    tiers: Defined<'a>,
    chains: Defined<'a>,
    audiences: Defined<'a>,
    clauses: Defined<'a>,
    duties: Defined<'a>,
    kinds: Defined<'a>,
    groups: Defined<'a>,
    indicators: Defined<'a>,
    tables: Defined<'a>,
}

fn defined<'a>(keys: impl Iterator<Item = &'a At<Key>>) -> Defined<'a> {
    let mut found = Defined::new();
    for key in keys {
        found.entry(key.as_str()).or_default().push(key.place());
    }
    found
}

/// Every clause of the tree, parents before children.
pub(crate) fn clauses(document: &Document) -> Vec<&Clause> {
    let mut found = Vec::new();
    let mut waiting: Vec<&Clause> = document.clauses.iter().rev().collect();
    while let Some(clause) = waiting.pop() {
        found.push(clause);
        waiting.extend(clause.children.iter().rev());
    }
    found
}

impl<'a> Known<'a> {
    fn of(document: &'a Document) -> Self {
        Self {
            phases: defined(document.phases.iter().map(|one| &one.key)),
            events: defined(document.events.iter().map(|one| &one.key)),
            tiers: defined(document.tiers.iter().map(|one| &one.key)),
            chains: defined(document.review_chains.iter().map(|one| &one.key)),
            audiences: defined(document.audiences.iter().map(|one| &one.key)),
            clauses: defined(clauses(document).into_iter().map(|one| &one.key)),
            duties: defined(document.duties.iter().map(|one| &one.key)),
            kinds: defined(document.activity_kinds.iter().map(|one| &one.key)),
            groups: defined(document.indicator_groups.iter().map(|one| &one.key)),
            indicators: defined(document.indicators.iter().map(|one| &one.key)),
            tables: defined(document.tables.iter().map(|one| &one.key)),
        }
    }

    fn twice(&self, problems: &mut Vec<Problem>) {
        let all = [
            ("阶段", &self.phases),
            ("日子", &self.events),
            ("层级", &self.tiers),
            ("审核链", &self.chains),
            ("对象", &self.audiences),
            ("条款", &self.clauses),
            ("任务", &self.duties),
            ("活动类型", &self.kinds),
            ("指标族", &self.groups),
            ("指标", &self.indicators),
            ("统计表", &self.tables),
        ];
        for (what, defined) in all {
            for (key, places) in defined {
                let Some((first, rest)) = places.split_first() else { continue };
                for place in rest {
                    problems.push(Problem::error(
                        *place,
                        "key-twice",
                        format!("{what}“{key}”重复定义，第一次在第 {} 行", first.0),
                        "请换一个键，或删去其中一处",
                    ));
                }
            }
        }
    }
}

struct Lookup<'a, 'p> {
    known: &'a Known<'a>,
    problems: &'p mut Vec<Problem>,
}

impl Lookup<'_, '_> {
    fn find(&mut self, code: &str, what: &str, reference: &Ref, defined: &Defined<'_>) {
        if defined.contains_key(reference.as_str()) {
            return;
        }
        let choices: Vec<&str> = defined.keys().copied().take(12).collect();
        let advice = if choices.is_empty() {
            format!("方案中还没有定义任何{what}，请先定义")
        } else {
            format!("请写成已定义的{what}之一：{}", choices.join("、"))
        };
        self.problems.push(Problem::error(
            reference.place(),
            format!("unknown-{code}"),
            format!("没有名为“{reference}”的{what}"),
            advice,
        ));
    }
    fn tier(&mut self, reference: &Ref) {
        self.find("tier", "层级", reference, &self.known.tiers);
    }
    fn clause(&mut self, reference: &Ref) {
        self.find("clause", "条款", reference, &self.known.clauses);
    }
    fn phase(&mut self, reference: &Ref) {
        self.find("phase", "阶段", reference, &self.known.phases);
    }
    fn chain(&mut self, reference: &Ref) {
        self.find("review-chain", "审核链", reference, &self.known.chains);
    }

    fn duty(&mut self, duty: &plan::document::Duty) {
        self.clause(&duty.clause);
        self.find("audience", "对象", &duty.audience, &self.known.audiences);
        match &duty.window.value {
            Window::Phase(phase) => self.phase(phase),
            Window::Days { from: _, to: _ } => {}
        }
        if let Rhythm::AfterEvent { event, after: _ } = &duty.rhythm.value {
            self.find("event", "日子", event, &self.known.events);
        }
        if let Some(deliver) = &duty.deliver {
            self.chain(&deliver.review);
            if let Some(table) = &deliver.statistics_table {
                self.find("table", "统计表", table, &self.known.tables);
            }
        }
    }

    fn predicate(&mut self, predicate: &At<Predicate>) {
        match &predicate.value {
            Predicate::Tier(tier) => self.tier(tier),
            Predicate::HasDescendant(inner) | Predicate::HasAncestor(inner) | Predicate::Not(inner) => {
                self.predicate(inner);
            }
            Predicate::All(list) | Predicate::Any(list) => list.iter().for_each(|one| self.predicate(one)),
            Predicate::Everyone
            | Predicate::Kinds(_)
            | Predicate::Units(_)
            | Predicate::Attribute(_)
            | Predicate::Under(_) => {}
        }
    }
}
