//! What a plan will ask of everybody, before the first day: nothing is played, the plan is compiled and counted.
//!
//! Everything here follows from the plan file and the list of units alone. What is not in them is said to be missing:
//! who holds a post, how many reports will come back, and what records will begin.

mod messages;
mod page;

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Day, calendar::WorkCalendar};
use plan::{
    CompiledPlan, Document, DutyKind, Obligation,
    document::{Modality, UnitKind},
    units::UnitTree,
};
use serde::Serialize;

pub use messages::PostLoad;
pub use page::html;

/// The report, as it is written as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Load {
    pub plan: String,
    pub title: String,
    pub fingerprint: String,
    /// From the first opening to the last deadline.
    pub from: Option<Day>,
    pub to: Option<Day>,
    pub units: usize,
    pub obligations: Kinds,
    /// Duties that begin with a record: how many there will be is not known before.
    pub begin_with_records: Vec<String>,
    /// Weeks from Monday to Sunday in which something opens or falls due.
    pub weeks: Vec<Week>,
    /// Days on which somebody owes several things at once.
    pub collisions: Vec<Collision>,
    /// Units that owe something, those who owe most first.
    pub of_units: Vec<UnitLoad>,
    /// Units of which nothing is asked.
    pub idle: Vec<Idle>,
    /// Posts, those who get most first.
    pub posts: Vec<PostLoad>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Kinds {
    pub total: usize,
    pub deliver: usize,
    pub quota: usize,
    pub coverage: usize,
    /// Of the total: 原则上.
    pub soft: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Week {
    pub monday: Day,
    /// Obligations that open in it, and whose deadline is in it.
    pub opens: usize,
    pub due: Kinds,
    /// Units with a deadline in it.
    pub units: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Collision {
    pub day: Day,
    /// Titles of the duties, with the number of units that owe each.
    pub duties: Vec<(String, usize)>,
    /// Units that owe two or more on this day, and the most that one of them owes.
    pub units: usize,
    pub most: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnitLoad {
    pub key: String,
    pub name: String,
    pub kind: String,
    pub obligations: Kinds,
    /// Deadlines in each of [`Load::weeks`].
    pub weeks: Vec<usize>,
    /// The first of the days with most deadlines.
    pub busiest: Day,
    pub busiest_number: usize,
}

/// Units of one kind of which nothing is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Idle {
    pub kind: String,
    pub of: usize,
    /// Names; a kind that is never asked is a place of work and no addressee.
    pub units: Vec<String>,
}

impl Kinds {
    fn add(&mut self, owed: &Obligation<'_>) {
        self.total += 1;
        self.soft += usize::from(owed.duty.modality == Modality::Soft);
        match owed.duty.kind {
            DutyKind::Deliver => self.deliver += 1,
            DutyKind::Quota => self.quota += 1,
            DutyKind::Coverage => self.coverage += 1,
        }
    }
}

impl Load {
    #[must_use]
    pub fn of(
        document: &Document,
        compiled: &CompiledPlan,
        tree: &UnitTree,
        calendar: &WorkCalendar,
    ) -> Self {
        let owed: Vec<Obligation<'_>> = compiled.obligations().collect();
        let mut obligations = Kinds::default();
        owed.iter().for_each(|one| obligations.add(one));
        let weeks = weeks(&owed);
        let templates = compiled.templates.iter().filter_map(|one| compiled.duties.get(one.duty as usize));
        Self {
            plan: compiled.plan.clone(),
            title: document.title.to_string(),
            fingerprint: compiled.plan_fingerprint.clone(),
            from: owed.iter().map(|one| one.occurrence.deadline.opens_at.day()).min(),
            to: owed.iter().map(|one| one.due_at().day()).max(),
            units: tree.units().len(),
            obligations,
            begin_with_records: templates.map(|duty| duty.title.clone()).collect(),
            collisions: collisions(&owed),
            of_units: of_units(&owed, tree, &weeks),
            weeks,
            idle: idle(&owed, tree),
            posts: messages::posts(document, &owed, tree, calendar),
        }
    }
}

fn weeks(owed: &[Obligation<'_>]) -> Vec<Week> {
    let empty = |monday: Day| Week { monday, opens: 0, due: Kinds::default(), units: 0 };
    let mut weeks: BTreeMap<Day, (Week, BTreeSet<&str>)> = BTreeMap::new();
    for one in owed {
        let opens = one.occurrence.deadline.opens_at.day().monday();
        weeks.entry(opens).or_insert_with(|| (empty(opens), BTreeSet::new())).0.opens += 1;
        let due = one.due_at().day().monday();
        let (week, units) = weeks.entry(due).or_insert_with(|| (empty(due), BTreeSet::new()));
        week.due.add(one);
        units.insert(one.unit);
    }
    weeks.into_values().map(|(week, units)| Week { units: units.len(), ..week }).collect()
}

fn collisions(owed: &[Obligation<'_>]) -> Vec<Collision> {
    let mut days: BTreeMap<Day, BTreeMap<&str, BTreeSet<&str>>> = BTreeMap::new();
    for one in owed {
        let day = days.entry(one.due_at().day()).or_default();
        day.entry(one.duty.key.as_str()).or_default().insert(one.unit);
    }
    let titles: BTreeMap<&str, &str> =
        owed.iter().map(|one| (one.duty.key.as_str(), one.duty.title.as_str())).collect();
    let collision = |(day, duties): (Day, BTreeMap<&str, BTreeSet<&str>>)| {
        let mut of_unit: BTreeMap<&str, usize> = BTreeMap::new();
        duties.values().flatten().for_each(|unit| *of_unit.entry(unit).or_default() += 1);
        let several = of_unit.values().filter(|number| **number > 1).count();
        let title = |duty: &str| titles.get(duty).copied().unwrap_or_default().to_owned();
        (several > 0).then(|| Collision {
            day,
            duties: duties.iter().map(|(duty, units)| (title(duty), units.len())).collect(),
            units: several,
            most: of_unit.values().copied().max().unwrap_or(0),
        })
    };
    days.into_iter().filter_map(collision).collect()
}

fn of_units(owed: &[Obligation<'_>], tree: &UnitTree, weeks: &[Week]) -> Vec<UnitLoad> {
    let mut by_unit: BTreeMap<&str, Vec<&Obligation<'_>>> = BTreeMap::new();
    owed.iter().for_each(|one| by_unit.entry(one.unit).or_default().push(one));
    let load = |(key, owed): (&str, Vec<&Obligation<'_>>)| {
        let unit = tree.get(key)?;
        let mut obligations = Kinds::default();
        owed.iter().for_each(|one| obligations.add(one));
        let mut days: BTreeMap<Day, usize> = BTreeMap::new();
        owed.iter().for_each(|one| *days.entry(one.due_at().day()).or_default() += 1);
        let (busiest, busiest_number) = busiest(&days)?;
        let in_week =
            |week: &Week| owed.iter().filter(|one| one.due_at().day().monday() == week.monday).count();
        Some(UnitLoad {
            key: key.to_owned(),
            name: unit.name.clone(),
            kind: unit.kind.title().to_owned(),
            obligations,
            weeks: weeks.iter().map(in_week).collect(),
            busiest,
            busiest_number,
        })
    };
    let mut loads: Vec<UnitLoad> = by_unit.into_iter().filter_map(load).collect();
    loads.sort_by(|one, other| {
        other.obligations.total.cmp(&one.obligations.total).then(one.key.cmp(&other.key))
    });
    loads
}

/// The first of the days with most.
fn busiest(days: &BTreeMap<Day, usize>) -> Option<(Day, usize)> {
    let most = days.values().copied().max()?;
    days.iter().find(|(_, number)| **number == most).map(|(day, number)| (*day, *number))
}

fn idle(owed: &[Obligation<'_>], tree: &UnitTree) -> Vec<Idle> {
    let asked: BTreeSet<&str> = owed.iter().map(|one| one.unit).collect();
    let of_kind = |kind: UnitKind| {
        let all: Vec<_> = tree.units().iter().filter(|unit| unit.kind == kind).collect();
        let left: Vec<String> = all
            .iter()
            .filter(|unit| !asked.contains(unit.key.as_str()))
            .map(|unit| unit.name.clone())
            .collect();
        (!left.is_empty()).then(|| Idle { kind: kind.title().to_owned(), of: all.len(), units: left })
    };
    UnitKind::ALL.into_iter().filter_map(of_kind).collect()
}
