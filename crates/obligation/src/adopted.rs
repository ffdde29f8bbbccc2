//! After a plan was adopted: the obligations are brought in line with it, and quotas and coverage are counted again.

use std::collections::{BTreeMap, BTreeSet};

use db::{Reader, Write};
use facts::{FactId, NewFact, Published, RunningPlan};
use kernel::{Failure, UnitId};
use plan::{
    CompiledPlan, DutyKind,
    document::{Document, Modality as PlanModality},
};

use crate::{
    ObligationId,
    count::{Counting, Weight, countings, looks_at, met_at, weight},
    model::{Kind, Modality, Stage},
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
        let owed = owed(running)?;
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
        let counting: Vec<ObligationId> =
            rows.iter().filter(|l| l.before.is_some() && l.counts()).map(|l| l.now.id).collect();
        store::fact::remove_of(write, &counting).await?;
        store::fact::insert(write, rows.into_iter().flat_map(|line| line.facts).collect()).await?;
        Ok(counts)
    }
}

/// What the adopted plan asks of one unit in one period.
#[derive(Clone, Debug)]
struct Owed {
    row: obligation::Model,
    targets: BTreeSet<UnitId>,
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

/// Every obligation of the compiled plan as a row without an id, nothing of it done.
fn owed(running: &RunningPlan) -> Result<Vec<Owed>, Failure> {
    let compiled: &CompiledPlan = &running.compiled;
    let document = &running.plan.document;
    let unit = |key: &str| {
        let found = running.units.get(key).copied();
        found.ok_or_else(|| Failure::internal(format!("the adopted plan names the unknown unit {key}")))
    };
    let nobody = ObligationId::from_uuid(uuid::Uuid::nil());
    let mut owed = Vec::with_capacity(compiled.entries.len());
    for asked in compiled.obligations() {
        let (duty, occurrence) = (asked.duty, asked.occurrence);
        let deadline = &occurrence.deadline;
        let targets = asked.targets().map(unit).collect::<Result<BTreeSet<UnitId>, Failure>>()?;
        let row = obligation::Model {
            tenant_id: kernel::TenantId(0),
            id: nobody,
            campaign_id: running.campaign,
            duty: duty.key.clone(),
            unit_id: unit(asked.unit)?,
            period: occurrence.period.clone(),
            period_title: occurrence.period_title.clone(),
            kind: kind(duty.kind).word().to_owned(),
            modality: modality(duty.modality).word().to_owned(),
            at_least: i64::from(asked.at_least()),
            opens_at: deadline.opens_at,
            due_at: deadline.due_at,
            late_after: deadline.grace_until.map_or(deadline.due_at, |grace| grace.max(deadline.due_at)),
            window_from: occurrence.window.from,
            window_to: occurrence.window.to,
            due_text: deadline.due_text.clone(),
            clause: duty.clause.clone(),
            quote: duty.quote.clone(),
            title: duty.title.clone(),
            wants_paper: wants_paper(document, &duty.key),
            dropped_at: None,
            counted: 0,
            met_at: None,
            stage: Stage::Nothing.word().to_owned(),
            version: 0,
            submission_id: None,
            submitted_at: None,
            counts_from: None,
            outcome: None,
            step: 0,
            taken_up: false,
            review_unit_id: None,
            review_post: None,
            returned_until: None,
            decided_at: None,
            waived_at: None,
            paper_received_on: None,
            paper_agrees: None,
        };
        owed.push(Owed { row, targets });
    }
    Ok(owed)
}

fn kind(kind: DutyKind) -> Kind {
    match kind {
        DutyKind::Deliver => Kind::Deliver,
        DutyKind::Quota => Kind::Quota,
        DutyKind::Coverage => Kind::Coverage,
    }
}

fn modality(modality: PlanModality) -> Modality {
    match modality {
        PlanModality::Hard => Modality::Hard,
        PlanModality::Soft => Modality::Soft,
    }
}

fn wants_paper(document: &Document, duty: &str) -> bool {
    let duty = document.duties.iter().find(|of_plan| of_plan.key.as_str() == duty);
    duty.and_then(|duty| duty.deliver.as_ref()).is_some_and(|deliver| deliver.paper.value)
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
    for Owed { row: asked, targets } in owed {
        let before = left.remove(&(asked.duty.clone(), asked.unit_id, asked.period.clone()));
        let now = match &before {
            None => {
                counts.added += 1;
                obligation::Model { tenant_id: write.tenant(), id: write.id(), ..asked }
            }
            Some(before) => {
                let now = asked_anew(before, asked);
                match (before.dropped_at, &now == before) {
                    (Some(_), _) => counts.revived += 1,
                    (None, true) => counts.unchanged += 1,
                    (None, false) => counts.moved += 1,
                }
                now
            }
        };
        rows.push(Line { before, now, targets: Some(targets), facts: Vec::new() });
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

/// What the plan says is replaced; what happened stays.
fn asked_anew(before: &obligation::Model, asked: obligation::Model) -> obligation::Model {
    obligation::Model {
        period_title: asked.period_title,
        kind: asked.kind,
        modality: asked.modality,
        at_least: asked.at_least,
        opens_at: asked.opens_at,
        due_at: asked.due_at,
        late_after: asked.late_after,
        window_from: asked.window_from,
        window_to: asked.window_to,
        due_text: asked.due_text,
        clause: asked.clause,
        quote: asked.quote,
        title: asked.title,
        wants_paper: asked.wants_paper,
        dropped_at: None,
        ..before.clone()
    }
}

const FACTS_PER_PAGE: u64 = 1_000;

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
