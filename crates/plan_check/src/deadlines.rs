//! Days on which several duties of the same units fall due: legal, but somebody should know before the plan is out.

use std::collections::{BTreeMap, BTreeSet};

use kernel::Day;
use plan::{
    Document, Problem,
    document::{Duty, Predicate},
};

use crate::{days::due_days, kinds::Levels};

/// Pairs that are told at most: who reads a hundred has seen what is wrong, and a plan of thousands of daily duties has
/// millions.
const PAIRS_MAX: usize = 100;

/// One warning per pair of duties, on the first day that carries both.
pub(crate) fn check(document: &Document, problems: &mut Vec<Problem>) {
    let levels = Levels::of_plan(document);
    let mut meetings = Meetings { document, levels: &levels, known: BTreeMap::new() };
    let mut by_day: BTreeMap<Day, Vec<&Duty>> = BTreeMap::new();
    // Only what is handed in is work on the day itself; a quota may have been met long before.
    for duty in document.duties.iter().filter(|duty| duty.deliver.is_some() && duty.due.after.is_none()) {
        for day in due_days(document, duty) {
            by_day.entry(day).or_default().push(duty);
        }
    }
    let mut told: BTreeSet<(&str, &str)> = BTreeSet::new();
    for (day, duties) in by_day {
        for (index, later) in duties.iter().enumerate().skip(1) {
            for earlier in duties.iter().take(index) {
                if told.len() >= PAIRS_MAX {
                    return;
                }
                let pair = (earlier.key.as_str(), later.key.as_str());
                if told.contains(&pair)
                    || same_document(earlier, later)
                    || !meetings.meet(earlier.audience.as_str(), later.audience.as_str())
                {
                    continue;
                }
                told.insert(pair);
                problems.push(Problem::warning(
                    later.key.place(),
                    "same-day",
                    format!(
                        "{day} 同时是“{}”和“{}”的期限，同一单位当天要办两件事",
                        earlier.title, later.title
                    ),
                    "若并非有意，请错开其中一项；若原文如此，不必改动",
                ));
            }
        }
    }
}

/// Which audiences can have a unit in common, each pair looked at once: two names may mean the same units.
struct Meetings<'a> {
    document: &'a Document,
    levels: &'a Levels<'a>,
    known: BTreeMap<(&'a str, &'a str), bool>,
}

impl<'a> Meetings<'a> {
    fn meet(&mut self, a: &'a str, b: &'a str) -> bool {
        if a == b {
            return true;
        }
        let (document, levels) = (self.document, self.levels);
        *self.known.entry((a, b)).or_insert_with(|| match (who(document, a), who(document, b)) {
            (Some(a), Some(b)) => levels.meet(a, b),
            (None, _) | (_, None) => false,
        })
    }
}

fn who<'a>(document: &'a Document, key: &str) -> Option<&'a Predicate> {
    document
        .audiences
        .iter()
        .find(|audience| audience.key.as_str() == key)
        .map(|audience| &audience.who.value)
}

/// A summary and its table are one sentence of the paper, so nobody is surprised that they come together.
fn same_document(a: &Duty, b: &Duty) -> bool {
    a.clause.as_str() == b.clause.as_str() && a.quote.as_str() == b.quote.as_str()
}
