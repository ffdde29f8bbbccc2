//! What begins with a record: who owes something after it, and by when.

use kernel::Day;

use super::{
    audience::Members,
    deadline::{Deadline, record_deadline},
    periods,
};
use crate::{
    CalendarFile, DaySpan, FactView, Problem,
    document::{Document, Duty, Rhythm, Scope},
    units::UnitTree,
};

/// A record that counts, as duties look at it.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    /// The key of the unit that keeps it.
    pub unit: &'a str,
    pub seen: FactView<'a>,
}

/// One obligation that a record begins; the record is its period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    /// Index into the duties of the plan, which are those of [`crate::CompiledPlan::duties`].
    pub duty: u32,
    /// The key of the unit that owes it.
    pub unit: String,
    pub deadline: Deadline,
}

/// Whether any duty begins with such a record: asked before the tree is read for [`begun_by`].
#[must_use]
pub fn begins_something(document: &Document, seen: &FactView<'_>) -> bool {
    document.duties.iter().any(|duty| takes(document, duty, seen))
}

/// Everything that the record begins, in the order of duties and units. As everywhere, the tree is looked at as it
/// stands on the day of the deadline.
///
/// # Errors
/// The work-day calendar does not reach far enough, which [`crate::compile`] has refused for every day of the window.
pub fn begun_by(
    document: &Document,
    calendar: &CalendarFile,
    tree: &UnitTree,
    record: Record<'_>,
) -> Result<Vec<Begun>, Problem> {
    let mut begun = Vec::new();
    for (duty, index) in document.duties.iter().zip(0u32..) {
        if !takes(document, duty, &record.seen) {
            continue;
        }
        let Some(deadline) = record_deadline(duty, &calendar.calendar, record.seen.day)? else { continue };
        let units = owing(document, duty, tree, record.unit, deadline.due_at.day());
        begun.extend(units.into_iter().map(|unit| Begun { duty: index, unit, deadline: deadline.clone() }));
    }
    Ok(begun)
}

/// Whether the duty begins with this record.
fn takes(document: &Document, duty: &Duty, seen: &FactView<'_>) -> bool {
    let Rhythm::AfterRecord { filter, .. } = &duty.rhythm.value else { return false };
    periods::window(document, duty).is_some_and(|(window, _)| filter.matches(seen, window))
}

/// The units of the audience that owe something after a record of `unit`: it itself, or those above it as well.
fn owing(document: &Document, duty: &Duty, tree: &UnitTree, unit: &str, day: Day) -> Vec<String> {
    let Rhythm::AfterRecord { scope, .. } = &duty.rhythm.value else { return Vec::new() };
    let audience = document.audiences.iter().find(|found| found.key.value == duty.audience.value);
    let (Some(audience), Some(position)) = (audience, tree.position(unit)) else { return Vec::new() };
    let members = Members { document, tree }.of(&audience.who, day);
    let owes = |position: &u32| {
        members.get(*position as usize).copied().unwrap_or(false)
            && tree.at(*position).is_some_and(|unit| unit.is_valid_on(day))
    };
    let above = match scope {
        Scope::Own => Vec::new(),
        Scope::Subtree => tree.ancestors(position).collect(),
    };
    let units = std::iter::once(position).chain(above).filter(owes);
    units.filter_map(|position| tree.at(position)).map(|unit| unit.key.clone()).collect()
}

/// The first day of the window from which no deadline can be counted; told when the plan is compiled, so that no record
/// is refused because of it later.
pub(crate) fn uncountable(document: &Document, duty: &Duty, calendar: &CalendarFile) -> Option<Problem> {
    let (DaySpan { from, to }, _) = periods::window(document, duty)?;
    let days = (0..=to.days_since(from)).map(|offset| from.plus_days(offset));
    let refused = |day| record_deadline(duty, &calendar.calendar, day).err();
    days.into_iter().find_map(refused)
}
