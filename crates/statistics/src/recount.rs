//! The checker: counts everything again from the live facts, with code of its own, and compares.

use std::collections::BTreeMap;

use axum::{Json, extract::State};
use db::{Db, Reader};
use facts::{FactId, NewFact, RunningPlan, RunningPlans};
use kernel::{CampaignId, Day, Failure, TenantId, UnitId};
use plan::document::{Document, IndicatorMode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, Ask, Segment};

use crate::{
    Desk,
    count::{phase, rows},
    policy::Recount,
    store::tally::{self, entry, figure as tally_row},
};

/// Whether the tallies are what a recount gives.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RecountView {
    pub facts: i64,
    pub figures: i64,
    /// Nothing here means that every figure is right.
    pub differences: Vec<DifferenceView>,
}

/// A figure whose tally is not what the records say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DifferenceView {
    pub table: String,
    pub indicator: String,
    #[schema(value_type = String, format = Uuid)]
    pub unit_id: UnitId,
    pub kept: i64,
    pub recounted: i64,
}

/// Counts every figure of the campaign again and compares
#[utoipa::path(get, path = "/api/campaigns/{campaign}/recount", operation_id = "statistics_recount", tag = "statistics",
    params(("campaign" = String, Path)), responses((status = 200, body = RecountView)))]
pub(crate) async fn statistics_recount(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(campaign): Segment<CampaignId>,
) -> Answer<RecountView> {
    ask.authorize_everywhere::<Recount>()?;
    let running = desk.plans.running(ask.read().view(), campaign).await?;
    let recounted = recount(&ask.read(), &running).await?;
    Ok(Json(recounted.compare(tally::all(&ask.read(), campaign).await?)))
}

/// How many figures of a campaign are not what its records say. Counted beside a running system first; what looks wrong
/// is counted again while nobody else counts, so that a fact that came in between is no finding.
///
/// # Errors
/// The database does not answer.
pub async fn differences(db: &Db, plans: &dyn RunningPlans, tenant: TenantId) -> Result<usize, Failure> {
    let read = db.read(tenant);
    let mut suspicious = false;
    for running in plans.all(read.view()).await? {
        let recounted = recount(&read, &running).await?;
        suspicious |= !recounted.compare(tally::all(&read, running.campaign).await?).differences.is_empty();
    }
    if !suspicious {
        return Ok(0);
    }
    db.write(tenant, |w| async move {
        w.unaudited("a recount that changes nothing");
        let mut wrong = 0;
        for running in plans.held(&w).await? {
            let recounted = recount(&w, &running).await?;
            wrong += recounted.compare(tally::all(&w, running.campaign).await?).differences.len();
        }
        Ok(wrong)
    })
    .await
}

/// One figure of one unit as the facts give it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Figure {
    own_value: i64,
    own_records: i64,
    tree_value: i64,
    tree_records: i64,
}

/// Table, indicator, unit.
type Key = (String, String, UnitId);

/// All figures of a campaign, counted from nothing.
pub(crate) struct Recounted {
    campaign: CampaignId,
    facts: i64,
    figures: BTreeMap<Key, Figure>,
    entries: Vec<(Key, FactId, Day, i64)>,
}

const FACTS_PER_PAGE: u64 = 1_000;

pub(crate) async fn recount(reader: &impl Reader, running: &RunningPlan) -> Result<Recounted, Failure> {
    let document = &running.plan.document;
    let mut recounted =
        Recounted { campaign: running.campaign, facts: 0, figures: BTreeMap::new(), entries: Vec::new() };
    let mut after = None;
    loop {
        let page = facts::live(reader, running.campaign, after, FACTS_PER_PAGE).await?;
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        for published in &page {
            recounted.facts += 1;
            recounted.enter(document, published.id, &published.fact);
        }
    }
    let mut above: BTreeMap<UnitId, Vec<UnitId>> = BTreeMap::new();
    for unit in recounted.entries.iter().map(|((_, _, unit), _, _, _)| *unit) {
        if let std::collections::btree_map::Entry::Vacant(place) = above.entry(unit) {
            place.insert(org::tree::standing(reader, &unit).await?.above);
        }
    }
    recounted.add_up(document, &above);
    Ok(recounted)
}

impl Recounted {
    /// The other order than at run time: row by row of every table, then the question whether the fact belongs there.
    fn enter(&mut self, document: &Document, id: FactId, fact: &NewFact) {
        for table in &document.tables {
            let Some(phase) = phase(document, table) else { continue };
            if fact.day < phase.from.value || fact.day > phase.to.value {
                continue;
            }
            let that_day = plan::DaySpan { from: fact.day, to: fact.day };
            let takes = |one: &&plan::document::Indicator| facts::matches(&one.filter, fact, that_day);
            for indicator in rows(document, table).filter(takes) {
                let measure = indicator.measure.as_str();
                let value = if measure == "count" {
                    1
                } else {
                    fact.content.measures.get(measure).copied().unwrap_or(0)
                };
                let key = (table.key.to_string(), indicator.key.to_string(), fact.unit);
                self.entries.push((key, id, fact.day, value));
            }
        }
    }

    fn add_up(&mut self, document: &Document, above: &BTreeMap<UnitId, Vec<UnitId>>) {
        let mut own: BTreeMap<Key, Vec<(Day, FactId, i64)>> = BTreeMap::new();
        for (key, id, day, value) in &self.entries {
            own.entry(key.clone()).or_default().push((*day, *id, *value));
        }
        for ((table, indicator, unit), mut entries) in own {
            entries.sort_unstable();
            let states = document.indicators.iter().find(|i| i.key.as_str() == indicator);
            let value = match states.map_or(IndicatorMode::Increment, |indicator| indicator.mode.value) {
                IndicatorMode::Increment => entries.iter().map(|(_, _, value)| value).sum(),
                IndicatorMode::Cumulative => entries.last().map_or(0, |(_, _, value)| *value),
            };
            let records = i64::try_from(entries.len()).unwrap_or(i64::MAX);
            let figure = self.figures.entry((table.clone(), indicator.clone(), unit)).or_default();
            figure.own_value += value;
            figure.own_records += records;
            let over = above.get(&unit).map_or(&[] as &[UnitId], Vec::as_slice);
            for unit in std::iter::once(&unit).chain(over) {
                let figure = self.figures.entry((table.clone(), indicator.clone(), *unit)).or_default();
                figure.tree_value += value;
                figure.tree_records += records;
            }
        }
    }

    fn compare(self, kept: Vec<tally_row::Model>) -> RecountView {
        let mut kept: BTreeMap<Key, Figure> = kept.into_iter().map(figure).collect();
        let figures = i64::try_from(self.figures.len()).unwrap_or(i64::MAX);
        let mut differences = Vec::new();
        let mut differ = |(table, indicator, unit_id): Key, kept: Figure, recounted: Figure| {
            if kept != recounted {
                let (kept, recounted) = if kept.tree_value == recounted.tree_value {
                    (kept.tree_records, recounted.tree_records)
                } else {
                    (kept.tree_value, recounted.tree_value)
                };
                differences.push(DifferenceView { table, indicator, unit_id, kept, recounted });
            }
        };
        for (key, recounted) in self.figures {
            let kept = kept.remove(&key).unwrap_or_default();
            differ(key, kept, recounted);
        }
        for (key, kept) in kept {
            differ(key, kept, Figure::default());
        }
        RecountView { facts: self.facts, figures, differences }
    }

    /// The rows that a recount would write.
    pub(crate) fn into_rows(self, tenant_id: kernel::TenantId) -> (Vec<entry::Model>, Vec<tally_row::Model>) {
        let campaign_id = self.campaign;
        let entries =
            self.entries.into_iter().map(|((table_key, indicator, unit_id), fact_id, day, value)| {
                entry::Model { tenant_id, campaign_id, table_key, indicator, fact_id, unit_id, day, value }
            });
        let tallies = self.figures.into_iter().map(|((table_key, indicator, unit_id), figure)| {
            let Figure { own_value, own_records, tree_value, tree_records } = figure;
            tally_row::Model {
                tenant_id,
                campaign_id,
                table_key,
                indicator,
                unit_id,
                own_value,
                own_records,
                tree_value,
                tree_records,
            }
        });
        (entries.collect(), tallies.collect())
    }
}

fn figure(row: tally_row::Model) -> (Key, Figure) {
    let tally_row::Model {
        tenant_id: _,
        campaign_id: _,
        table_key,
        indicator,
        unit_id,
        own_value,
        own_records,
        tree_value,
        tree_records,
    } = row;
    ((table_key, indicator, unit_id), Figure { own_value, own_records, tree_value, tree_records })
}
