//! Clauses that nothing in the plan answers to.

use std::collections::BTreeSet;

use plan::{Document, Problem, document::Clause};

/// A clause without children should be named by a duty, an activity kind, an indicator or a note.
pub(crate) fn check(document: &Document, problems: &mut Vec<Problem>) {
    let named: BTreeSet<&str> = document
        .duties
        .iter()
        .map(|duty| &duty.clause)
        .chain(document.activity_kinds.iter().map(|kind| &kind.clause))
        .chain(document.indicators.iter().map(|indicator| &indicator.clause))
        .chain(document.notes.iter().map(|note| &note.clause))
        .chain(document.leading_group.iter().map(|group| &group.clause))
        .map(|reference| reference.as_str())
        .collect();
    for clause in clauses(document) {
        if clause.children.is_empty() && !named.contains(clause.key.as_str()) {
            problems.push(Problem::warning(
                clause.key.place(),
                "clause-unanswered",
                format!("条款 {}“{}”没有对应的任务、活动类型、指标或说明", clause.number, clause.title),
                "请为它写一项任务或活动类型；若确实不产生任何事项，请在 notes 中说明原因",
            ));
        }
    }
}

/// Every clause of the tree, parents before children.
fn clauses(document: &Document) -> Vec<&Clause> {
    let mut found = Vec::new();
    let mut waiting: Vec<&Clause> = document.clauses.iter().rev().collect();
    while let Some(clause) = waiting.pop() {
        found.push(clause);
        waiting.extend(clause.children.iter().rev());
    }
    found
}
