//! Days on which several duties of the same units fall due: legal, but somebody should know before the plan is out.

use std::collections::BTreeMap;

use kernel::Day;
use plan::{Document, Problem, document::Duty};

use crate::days::due_days;

/// One warning per pair of duties, on the first day that carries both.
pub(crate) fn check(document: &Document, problems: &mut Vec<Problem>) {
    let mut by_day: BTreeMap<(&str, Day), Vec<&Duty>> = BTreeMap::new();
    // Only what is handed in is work on the day itself; a quota may have been met long before.
    for duty in document.duties.iter().filter(|duty| duty.deliver.is_some() && duty.due.after.is_none()) {
        for day in due_days(document, duty) {
            by_day.entry((duty.audience.as_str(), day)).or_default().push(duty);
        }
    }
    let mut told: Vec<(&str, &str)> = Vec::new();
    for ((_, day), duties) in by_day {
        for (index, later) in duties.iter().enumerate().skip(1) {
            for earlier in duties.iter().take(index) {
                let pair = (earlier.key.as_str(), later.key.as_str());
                if told.contains(&pair) || same_document(earlier, later) {
                    continue;
                }
                told.push(pair);
                problems.push(Problem::warning(
                    later.key.place(),
                    "same-day",
                    format!(
                        "{day} 同时是“{}”和“{}”的期限，同一单位当天要办两件事",
                        earlier.title, later.title
                    ),
                    "若并非有意，请错开其中一项；若有意，请在 note 中说明",
                ));
            }
        }
    }
}

/// A summary and its table are one sentence of the paper, so nobody is surprised that they come together.
fn same_document(a: &Duty, b: &Duty) -> bool {
    a.clause.as_str() == b.clause.as_str() && a.quote.as_str() == b.quote.as_str()
}
