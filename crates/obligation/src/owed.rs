//! What a plan asks, as rows of which nothing is done yet: out of the compiled plan, and out of records that begin
//! something.

use std::collections::{BTreeMap, BTreeSet};

use db::Reader;
use facts::{FactId, Published, RunningPlan};
use kernel::{Failure, Instant, UnitId};
use plan::{
    CompiledDuty, DaySpan, Deadline, DutyKind,
    document::{Document, Modality as PlanModality},
    units::UnitTree,
};

use crate::{
    ObligationId,
    count::Weight,
    model::{Kind, Modality, Stage},
    rows::{obligation, weighed},
    store,
};

/// What a plan asks of one unit in one period.
#[derive(Clone, Debug)]
pub(crate) struct Owed {
    /// Without an id, and nothing of it done.
    pub row: obligation::Model,
    pub targets: BTreeSet<UnitId>,
    /// The fact without which it would not be there, and when that was published.
    pub begun_by: Option<(FactId, Instant)>,
}

/// Every obligation of the compiled plan.
pub(crate) fn compiled(running: &RunningPlan) -> Result<Vec<Owed>, Failure> {
    let unit = |key: &str| {
        let found = running.units.get(key).copied();
        found.ok_or_else(|| Failure::internal(format!("the adopted plan names the unknown unit {key}")))
    };
    let mut owed = Vec::with_capacity(running.compiled.entries.len());
    for asked in running.compiled.obligations() {
        let occurrence = asked.occurrence;
        let targets = asked.targets().map(unit).collect::<Result<BTreeSet<UnitId>, Failure>>()?;
        let period = Period {
            key: occurrence.period.clone(),
            title: occurrence.period_title.clone(),
            window: occurrence.window,
        };
        let at_least = i64::from(asked.at_least());
        let row = row(running, asked.duty, unit(asked.unit)?, period, &occurrence.deadline, at_least);
        owed.push(Owed { row, targets, begun_by: None });
    }
    Ok(owed)
}

/// The tree of the authority as plans see it, with the ids of its units.
pub(crate) struct Organisation {
    tree: UnitTree,
    ids: BTreeMap<String, UnitId>,
    keys: BTreeMap<UnitId, String>,
}

impl Organisation {
    pub(crate) async fn read(reader: &impl Reader) -> Result<Self, Failure> {
        let org::tree::Snapshot { units, ids } = org::tree::snapshot(reader).await?;
        let tree = UnitTree::new(units)
            .map_err(|problems| Failure::internal(format!("the kept units are no tree: {problems:?}")))?;
        let keys = ids.iter().map(|(key, id)| (*id, key.clone())).collect();
        Ok(Self { tree, ids, keys })
    }
}

/// Whether any duty of the plan begins with this record; asked before the organisation is read.
pub(crate) fn begins(running: &RunningPlan, published: &Published) -> bool {
    plan::begins_something(&running.plan.document, &facts::seen(&published.fact))
}

/// What the record begins. Its own identity is the period, so that a corrected record moves what it began.
pub(crate) fn begun_by(
    running: &RunningPlan,
    organisation: &Organisation,
    published: &Published,
) -> Result<Vec<Owed>, Failure> {
    let fact = &published.fact;
    let Some(unit) = organisation.keys.get(&fact.unit) else { return Ok(Vec::new()) };
    let record = plan::Record { unit, seen: facts::seen(fact) };
    let document = &running.plan.document;
    let begun = plan::begun_by(document, &running.calendar, &organisation.tree, record)
        .map_err(|problem| Failure::internal(format!("a deadline after a record: {}", problem.message)))?;
    let mut owed = Vec::with_capacity(begun.len());
    for plan::Begun { duty, unit, deadline } in begun {
        let duty = usize::try_from(duty).ok().and_then(|duty| running.compiled.duties.get(duty));
        let unit = organisation.ids.get(&unit).copied();
        let (Some(duty), Some(unit)) = (duty, unit) else {
            return Err(Failure::internal("the compiled plan and its file disagree about their duties"));
        };
        let period = Period {
            key: format!("{}-{}", published.source_kind, published.source_id),
            title: format!("{}月{}日 {}", fact.day.month(), fact.day.day_of_month(), fact.title),
            window: DaySpan { from: fact.day, to: fact.day },
        };
        let row = row(running, duty, unit, period, &deadline, i64::from(duty.at_least));
        let begun_by = Some((published.id, published.published_at));
        owed.push(Owed { row, targets: BTreeSet::new(), begun_by });
    }
    Ok(owed)
}

/// What several records begin. A record that says two things begins an obligation once, with the earlier deadline.
#[derive(Default)]
pub(crate) struct Begun(BTreeMap<(String, UnitId, String), Owed>);

impl Begun {
    pub(crate) fn add(&mut self, owed: Vec<Owed>) {
        for one in owed {
            let key = (one.row.duty.clone(), one.row.unit_id, one.row.period.clone());
            let earlier = self.0.get(&key).is_none_or(|known| one.row.due_at < known.row.due_at);
            if earlier {
                self.0.insert(key, one);
            }
        }
    }

    pub(crate) fn into_owed(self) -> Vec<Owed> {
        self.0.into_values().collect()
    }
}

/// The line that says which fact an obligation began with.
pub(crate) fn weighed_by(row: &obligation::Model, (fact, at): (FactId, Instant)) -> weighed::Model {
    store::fact::row(row.tenant_id, row.id, fact, at, Weight::Counts { target: None })
}

/// What the plan says is replaced; what happened stays.
pub(crate) fn asked_anew(before: &obligation::Model, asked: obligation::Model) -> obligation::Model {
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

struct Period {
    key: String,
    title: String,
    window: DaySpan,
}

fn row(
    running: &RunningPlan,
    duty: &CompiledDuty,
    unit_id: UnitId,
    period: Period,
    deadline: &Deadline,
    at_least: i64,
) -> obligation::Model {
    obligation::Model {
        tenant_id: kernel::TenantId(0),
        id: ObligationId::from_uuid(uuid::Uuid::nil()),
        campaign_id: running.campaign,
        duty: duty.key.clone(),
        unit_id,
        period: period.key,
        period_title: period.title,
        kind: kind(duty.kind).word().to_owned(),
        modality: modality(duty.modality).word().to_owned(),
        at_least,
        opens_at: deadline.opens_at,
        due_at: deadline.due_at,
        late_after: deadline.grace_until.map_or(deadline.due_at, |grace| grace.max(deadline.due_at)),
        window_from: period.window.from,
        window_to: period.window.to,
        due_text: deadline.due_text.clone(),
        clause: duty.clause.clone(),
        quote: duty.quote.clone(),
        title: duty.title.clone(),
        wants_paper: wants_paper(&running.plan.document, &duty.key),
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
    }
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
