//! Plan, calendar and units become obligations. A pure function: the same three give the same bytes.
//!
//! One rule about time decides who owes what: the tree is looked at as it stands on the day of the deadline. A unit
//! closed in mid-month owes what fell due while it existed; a line opened before the deadline has to be covered.

mod audience;
mod begun;
mod compiled;
mod deadline;
mod periods;

use std::collections::BTreeMap;

use kernel::Day;

use audience::{Members, depends_on_day, unknown_units};
pub use begun::{Begun, Record, begins_something, begun_by};
pub use compiled::{CompiledDuty, CompiledPlan, DutyKind, Entry, Obligation, Occurrence, Template};
pub use deadline::Deadline;

use crate::{
    At, CalendarFile, Plan, Problem,
    document::{Clause, Coverage, Duty, Predicate, Rhythm},
    node::hex,
    resolve,
    units::UnitTree,
};

/// More than a province could ever look at; beyond it something in the plan repeats by mistake.
pub const OBLIGATIONS_MAX: usize = 5_000_000;

/// Compiles a plan for the units of one authority.
///
/// # Errors
/// Every duty whose deadlines cannot be counted (a year is missing in the calendar, it opens after it is due), units
/// named in the plan that the tree does not have, more than [`OBLIGATIONS_MAX`] obligations.
pub fn compile(plan: &Plan, calendar: &CalendarFile, tree: &UnitTree) -> Result<CompiledPlan, Vec<Problem>> {
    let document = &plan.document;
    let mut problems = Vec::new();
    for audience in &document.audiences {
        unknown_units(&audience.who, tree, &mut problems);
    }
    let mut duties = Vec::new();
    let mut clauses = Vec::new();
    resolve::collect_clauses(&document.clauses, &mut clauses);
    let mut occurrences = Vec::new();
    let mut templates = Vec::new();
    for (duty, index) in document.duties.iter().zip(0u32..) {
        duties.push(compiled_duty(duty, &clauses));
        if let Some(coverage) = &duty.coverage {
            coverage.only.iter().for_each(|only| unknown_units(only, tree, &mut problems));
        }
        if let Rhythm::AfterRecord { filter, scope: _, after } = &duty.rhythm.value {
            templates.push(Template {
                duty: index,
                family: filter.family.value.clone(),
                kinds: filter.kinds.iter().map(|kind| kind.value.clone()).collect(),
                after: after.value,
            });
            problems.extend(begun::uncountable(document, duty, calendar));
        }
        match occurrences_of(plan, duty, index, calendar) {
            Ok(found) => occurrences.extend(found),
            Err(problem) => problems.push(problem),
        }
    }
    occurrences.sort_by(|a: &Occurrence, b| {
        (a.deadline.due_at, a.duty, &a.period).cmp(&(b.deadline.due_at, b.duty, &b.period))
    });
    let entries =
        if problems.is_empty() { entries(plan, tree, &occurrences, &mut problems) } else { Vec::new() };
    if !problems.is_empty() {
        problems.sort();
        problems.dedup();
        return Err(problems);
    }
    let units = tree.units().iter().map(|unit| unit.key.clone()).collect();
    Ok(CompiledPlan {
        format: 1,
        plan: document.key.to_string(),
        plan_fingerprint: plan.fingerprint.clone(),
        calendar_fingerprint: calendar.fingerprint.clone(),
        digest: String::new(),
        duties,
        occurrences,
        templates,
        units,
        entries,
    }
    .sealed())
}

fn compiled_duty(duty: &Duty, clauses: &[&Clause]) -> CompiledDuty {
    use sha2::Digest as _;
    let (kind, at_least) = match (&duty.quota, &duty.coverage) {
        (Some(quota), _) => (DutyKind::Quota, quota.at_least.value),
        (None, Some(_)) => (DutyKind::Coverage, 0),
        (None, None) => (DutyKind::Deliver, 1),
    };
    let clause = clauses.iter().find(|clause| clause.key.value == duty.clause.value);
    let asked = (&duty.deliver, &duty.quota, &duty.coverage, &duty.note);
    // These types are written as JSON without fail: no floats, no maps with keys that are not texts.
    let asked = serde_json::to_vec(&asked).unwrap_or_default();
    CompiledDuty {
        key: duty.key.to_string(),
        title: duty.title.value.clone(),
        kind,
        modality: duty.modality.value,
        at_least,
        clause: duty.clause.to_string(),
        clause_number: clause.map_or_else(String::new, |clause| clause.number.value.clone()),
        repeats: repeats(&duty.rhythm),
        quote: duty.quote.value.clone(),
        asked: hex(&sha2::Sha256::digest(&asked)),
    }
}

fn repeats(rhythm: &Rhythm) -> bool {
    match rhythm {
        Rhythm::Once { .. } | Rhythm::Window | Rhythm::AfterEvent { .. } | Rhythm::AfterRecord { .. } => {
            false
        }
        Rhythm::Daily
        | Rhythm::Weekly { .. }
        | Rhythm::Monthly
        | Rhythm::MonthlyOn { .. }
        | Rhythm::Quarterly
        | Rhythm::HalfYearly => true,
    }
}

fn occurrences_of(
    plan: &Plan,
    duty: &Duty,
    index: u32,
    calendar: &CalendarFile,
) -> Result<Vec<Occurrence>, Problem> {
    periods::periods(&plan.document, duty, &calendar.calendar)?
        .into_iter()
        .map(|period| {
            let deadline = deadline::deadline(duty, &calendar.calendar, period.span.from, period.day)?;
            Ok(Occurrence {
                duty: index,
                period: period.key,
                period_title: period.title,
                window: period.span,
                deadline,
            })
        })
        .collect()
}

/// What an occurrence needs to know about every unit. Shared by all occurrences that ask the same.
struct Asked<'a> {
    occurrence: u32,
    day: Day,
    members: usize,
    coverage: Option<&'a Coverage>,
    targets: Option<usize>,
}

/// Unit by unit, and for each in the order of deadlines.
fn entries(
    plan: &Plan,
    tree: &UnitTree,
    occurrences: &[Occurrence],
    problems: &mut Vec<Problem>,
) -> Vec<Entry> {
    let document = &plan.document;
    let mut flags = Flags { members: Members { document, tree }, known: BTreeMap::new(), sets: Vec::new() };
    let mut asked = Vec::with_capacity(occurrences.len());
    for (index, occurrence) in (0u32..).zip(occurrences) {
        let Some(duty) = document.duties.get(occurrence.duty as usize) else { continue };
        let audience =
            (0usize..).zip(&document.audiences).find(|(_, found)| found.key.value == duty.audience.value);
        let Some((position, audience)) = audience else { continue };
        let day = occurrence.deadline.due_at.day();
        let coverage = duty.coverage.as_ref().map(|coverage| &coverage.value);
        let only = coverage.and_then(|coverage| coverage.only.as_ref());
        asked.push(Asked {
            occurrence: index,
            day,
            members: flags.get(Whose::Audience(position), &audience.who, day),
            coverage,
            targets: only.map(|only| flags.get(Whose::Targets(occurrence.duty), only, day)),
        });
    }
    let sets = flags.sets;
    let is_in = |set: usize, unit: u32| {
        sets.get(set).and_then(|flags: &Vec<bool>| flags.get(unit as usize)).copied().unwrap_or(false)
    };
    let mut entries = Vec::new();
    for (unit, snapshot) in (0u32..).zip(tree.units()) {
        let mut below: Option<Vec<u32>> = None;
        for ask in &asked {
            if !is_in(ask.members, unit) || !snapshot.is_valid_on(ask.day) {
                continue;
            }
            let mut targets = Vec::new();
            if let Some(coverage) = ask.coverage {
                let below = below.get_or_insert_with(|| tree.descendants(unit));
                targets.extend(below.iter().copied().filter(|target| {
                    tree.at(*target).is_some_and(|found| {
                        found.is_valid_on(ask.day) && coverage.of.iter().any(|kind| kind.value == found.kind)
                    }) && ask.targets.is_none_or(|set| is_in(set, *target))
                }));
                // Nothing to cover is nothing owed.
                if targets.is_empty() {
                    continue;
                }
            }
            if entries.len() >= OBLIGATIONS_MAX {
                problems.push(Problem::error(
                    document.key.place(),
                    "too-many-obligations",
                    format!("编译出的应办事项超过 {OBLIGATIONS_MAX} 项"),
                    "请检查节奏（如 daily）和对象是否写得过宽",
                ));
                return Vec::new();
            }
            entries.push(Entry { unit, occurrence: ask.occurrence, targets });
        }
    }
    entries
}

/// Where in the plan a predicate stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Whose {
    Audience(usize),
    Targets(u32),
}

/// Answers of predicates, kept by predicate and, where it matters, day.
struct Flags<'a> {
    members: Members<'a>,
    known: BTreeMap<(Whose, Option<Day>), usize>,
    sets: Vec<Vec<bool>>,
}

impl Flags<'_> {
    fn get(&mut self, whose: Whose, predicate: &At<Predicate>, day: Day) -> usize {
        let key = (whose, depends_on_day(predicate).then_some(day));
        if let Some(index) = self.known.get(&key) {
            return *index;
        }
        self.sets.push(self.members.of(predicate, day));
        let index = self.sets.len() - 1;
        self.known.insert(key, index);
        index
    }
}
