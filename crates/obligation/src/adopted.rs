//! After a plan was adopted: the obligations are brought in line with it, and quotas and coverage are counted again.

use std::collections::{BTreeMap, BTreeSet};

use db::{Reader, Write};
use facts::{FactId, NewFact, Published, RunningPlan};
use kernel::{Failure, UnitId};

use crate::{
    ObligationId,
    count::{Counting, Weight, countings, looks_at, met_at, weight},
    model::Kind,
    owed::{self, Organisation, Owed},
    rows::{obligation, weighed},
    store,
};

/// What an adoption did to the obligations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AdoptionCounts {
    pub added: i64,
    /// Another date, number, text or window.
    pub moved: i64,
    pub dropped: i64,
    /// Dropped before, and asked again.
    pub revived: i64,
    pub unchanged: i64,
}

/// Brings obligations in line with adopted plans. Nothing is ever deleted: what a plan no longer asks is marked, and
/// what was handed in stays with it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Obligations;

impl Obligations {
    /// Inside the adoption's transaction. Three waves of statements, whatever the size: read, insert in batches, update
    /// what differs.
    pub async fn adopted(&self, write: &Write, running: &RunningPlan) -> Result<AdoptionCounts, Failure> {
        let existing = store::adopt::hold_all(write, running.campaign).await?;
        let mut owed = owed::compiled(running)?;
        owed.extend(begun(write, running).await?);
        in_official_order(write, &mut owed).await?;
        let mut lined = line_up(write, running, existing, owed)?;
        count_all(write, running, &mut lined).await?;
        let Lined { rows, counts } = lined;
        let fresh: Vec<obligation::Model> =
            rows.iter().filter(|line| line.before.is_none()).map(|line| line.now.clone()).collect();
        store::adopt::insert(write, fresh).await?;
        for line in rows.iter().filter(|line| line.before.as_ref().is_some_and(|before| *before != line.now))
        {
            store::adopt::update(write, line.now.clone()).await?;
        }
        aim(write, &rows).await?;
        store::fact::remove_all(write, running.campaign).await?;
        store::fact::insert(write, rows.into_iter().flat_map(|line| line.facts).collect()).await?;
        Ok(counts)
    }
}

/// What is due at one time is listed by its id, and ids are made in this order: units stand in every list as officials
/// are used to read them.
async fn in_official_order(write: &Write, owed: &mut [Owed]) -> Result<(), Failure> {
    let units = org::tree::all(write, write.now().day()).await?;
    let places: BTreeMap<UnitId, usize> =
        units.into_iter().enumerate().map(|(place, unit)| (unit.id, place)).collect();
    owed.sort_by_key(|one| places.get(&one.row.unit_id).copied());
    Ok(())
}

/// One obligation on its way: as it was, as it will be, whom it covers, which facts it weighs.
struct Line {
    before: Option<obligation::Model>,
    now: obligation::Model,
    /// `None` when the plan no longer asks for it: its targets stay what they were.
    targets: Option<BTreeSet<UnitId>>,
    facts: Vec<weighed::Model>,
}

impl Line {
    fn counts(&self) -> bool {
        self.now.kind != Kind::Deliver.word()
    }
}

struct Lined {
    rows: Vec<Line>,
    counts: AdoptionCounts,
}

/// Matches what there is with what is asked, by (duty, unit, period).
fn line_up(
    write: &Write,
    running: &RunningPlan,
    existing: Vec<obligation::Model>,
    owed: Vec<Owed>,
) -> Result<Lined, Failure> {
    let mut left: BTreeMap<(String, UnitId, String), obligation::Model> =
        existing.into_iter().map(|row| ((row.duty.clone(), row.unit_id, row.period.clone()), row)).collect();
    let mut counts = AdoptionCounts::default();
    let mut rows = Vec::with_capacity(owed.len());
    for Owed { row: asked, targets, begun_by } in owed {
        let before = left.remove(&(asked.duty.clone(), asked.unit_id, asked.period.clone()));
        let now = match &before {
            None => {
                counts.added += 1;
                obligation::Model { tenant_id: write.tenant(), id: write.id(), ..asked }
            }
            Some(before) => {
                let now = owed::asked_anew(before, asked);
                match (before.dropped_at, &now == before) {
                    (Some(_), _) => counts.revived += 1,
                    (None, true) => counts.unchanged += 1,
                    (None, false) => counts.moved += 1,
                }
                now
            }
        };
        let facts = begun_by.map(|fact| owed::weighed_by(&now, fact)).into_iter().collect();
        rows.push(Line { before, now, targets: Some(targets), facts });
    }
    for before in left.into_values() {
        let mut now = before.clone();
        if now.dropped_at.is_none() {
            counts.dropped += 1;
            now.dropped_at = Some(running.adopted_at);
        }
        rows.push(Line { before: Some(before), now, targets: None, facts: Vec::new() });
    }
    Ok(Lined { rows, counts })
}

const FACTS_PER_PAGE: u64 = 1_000;

/// What the live records begin under the plan.
async fn begun(write: &Write, running: &RunningPlan) -> Result<Vec<Owed>, Failure> {
    if running.compiled.templates.is_empty() {
        return Ok(Vec::new());
    }
    let organisation = Organisation::read(write).await?;
    let mut begun = owed::Begun::default();
    let mut after: Option<FactId> = None;
    loop {
        let page = facts::live(write, running.campaign, after, FACTS_PER_PAGE).await?;
        let Some(last) = page.last() else { return Ok(begun.into_owed()) };
        after = Some(last.id);
        for published in &page {
            begun.add(owed::begun_by(running, &organisation, published)?);
        }
    }
}

/// Counts every quota and coverage again from the live facts: another plan may count other facts.
async fn count_all(write: &Write, running: &RunningPlan, lined: &mut Lined) -> Result<(), Failure> {
    let duties: BTreeMap<&str, Counting<'_>> =
        countings(&running.plan.document).map(|counting| (counting.duty, counting)).collect();
    let mut index: BTreeMap<(String, UnitId), Vec<usize>> = BTreeMap::new();
    for (position, line) in lined.rows.iter().enumerate().filter(|(_, line)| line.counts()) {
        index.entry((line.now.duty.clone(), line.now.unit_id)).or_default().push(position);
    }
    let mut above: BTreeMap<UnitId, Vec<UnitId>> = BTreeMap::new();
    let mut after: Option<FactId> = None;
    while !index.is_empty() {
        let page = facts::live(write, running.campaign, after, FACTS_PER_PAGE).await?;
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        for published in &page {
            let unit = published.fact.unit;
            if let std::collections::btree_map::Entry::Vacant(place) = above.entry(unit) {
                place.insert(org::tree::standing(write, &unit).await?.above);
            }
            let above = above.get(&unit).map_or(&[] as &[UnitId], Vec::as_slice);
            for counting in duties.values() {
                take(&mut lined.rows, &index, counting, published, above);
            }
        }
    }
    for line in lined.rows.iter_mut().filter(|line| line.counts()) {
        let facts: Vec<_> = line
            .facts
            .iter()
            .filter(|fact| fact.lacks.is_none())
            .map(|fact| (fact.published_at, fact.target_id))
            .collect();
        let (counted, met) = met_at(Kind::from_word(&line.now.kind)?, line.now.at_least, &facts);
        (line.now.counted, line.now.met_at) = (counted, met);
    }
    Ok(())
}

fn take(
    rows: &mut [Line],
    index: &BTreeMap<(String, UnitId), Vec<usize>>,
    counting: &Counting<'_>,
    published: &Published,
    above: &[UnitId],
) {
    let fact: &NewFact = &published.fact;
    let Some(weight) = weight(counting, fact) else { return };
    for owing in std::iter::once(&fact.unit).chain(above) {
        if !looks_at(counting.scope, *owing, fact.unit, above) {
            continue;
        }
        let positions = index.get(&(counting.duty.to_owned(), *owing)).map_or(&[] as &[usize], Vec::as_slice);
        for position in positions {
            let Some(line) = rows.get_mut(*position) else { continue };
            let in_window = line.now.window_from <= fact.day && fact.day <= line.now.window_to;
            let aimed = match (&weight, &line.targets) {
                (Weight::Counts { target: Some(target) }, Some(targets)) => targets.contains(target),
                (Weight::Counts { target: Some(_) }, None) => false,
                (Weight::Counts { target: None } | Weight::Lacks(_), _) => true,
            };
            if in_window && aimed {
                let Line { now, facts, .. } = line;
                facts.push(store::fact::row(
                    now.tenant_id,
                    now.id,
                    published.id,
                    published.published_at,
                    weight.clone(),
                ));
            }
        }
    }
}

/// Brings the targets of coverage in line.
async fn aim(write: &Write, rows: &[Line]) -> Result<(), Failure> {
    let known: Vec<ObligationId> =
        rows.iter().filter(|line| line.before.is_some() && line.counts()).map(|line| line.now.id).collect();
    let before = store::fact::targets_of(write, &known).await?;
    let (mut gone, mut pairs) = (Vec::new(), Vec::new());
    for line in rows {
        let Some(targets) = &line.targets else { continue };
        let had: BTreeSet<UnitId> = before.get(&line.now.id).into_iter().flatten().copied().collect();
        if had != *targets {
            gone.push(line.now.id);
            pairs.extend(targets.iter().map(|target| (line.now.id, *target)));
        }
    }
    store::adopt::replace_targets(write, &gone, &pairs).await
}
