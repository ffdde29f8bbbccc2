//! Tallies follow facts, inside the transaction that publishes or ends them.

use db::Write;
use facts::{Change, Listener, Published, RunningPlan};
use kernel::{Failure, UnitId};
use plan::document::IndicatorMode;

use crate::{
    count::{Counted, counted},
    store::tally::{self, Slot, Step},
};

/// Keeps the tallies of every campaign.
pub struct Tallies;

#[async_trait::async_trait]
impl Listener for Tallies {
    async fn changed(&self, write: &Write, running: &RunningPlan, change: Change<'_>) -> Result<(), Failure> {
        match change {
            Change::Published(fact) => published(write, running, fact).await,
            Change::Ended(fact) => ended(write, running, fact).await,
        }
    }
}

async fn published(write: &Write, running: &RunningPlan, fact: &Published) -> Result<(), Failure> {
    let rows = counted(&running.plan.document, &fact.fact);
    if rows.is_empty() {
        return Ok(());
    }
    let unit = fact.fact.unit;
    let above = org::tree::standing(write, &unit).await?.above;
    for Counted { slot, mode, value } in rows {
        match mode {
            IndicatorMode::Increment => {
                tally::add_entry(write, &slot, fact.id, unit, fact.fact.day, value).await?;
                tally::step(write, &slot, unit, &above, Step { value, records: 1 }).await?;
            }
            IndicatorMode::Cumulative => {
                let before = tally::hold_own(write, &slot, unit).await?;
                tally::add_entry(write, &slot, fact.id, unit, fact.fact.day, value).await?;
                restate(write, &slot, unit, &above, before).await?;
            }
        }
    }
    Ok(())
}

/// Takes back exactly the rows that the fact stood in.
async fn ended(write: &Write, running: &RunningPlan, fact: &Published) -> Result<(), Failure> {
    let unit = fact.fact.unit;
    let above = org::tree::standing(write, &unit).await?.above;
    for entry in tally::take_entries(write, fact.fact.campaign, fact.id).await? {
        let slot = Slot { campaign: entry.campaign_id, table: entry.table_key, indicator: entry.indicator };
        let indicators = &running.plan.document.indicators;
        let mode = indicators.iter().find(|indicator| indicator.key.as_str() == slot.indicator);
        match mode.map_or(IndicatorMode::Increment, |indicator| indicator.mode.value) {
            IndicatorMode::Increment => {
                tally::step(write, &slot, unit, &above, Step { value: -entry.value, records: -1 }).await?;
            }
            IndicatorMode::Cumulative => {
                let before = tally::hold_own(write, &slot, unit).await?;
                restate(write, &slot, unit, &above, before).await?;
            }
        }
    }
    Ok(())
}

/// Brings a stated figure (累计) to what the latest record says.
async fn restate(
    write: &Write,
    slot: &Slot,
    unit: UnitId,
    above: &[UnitId],
    before: Step,
) -> Result<(), Failure> {
    let now = tally::latest_statement(write, slot, unit).await?;
    let by = Step { value: now.value - before.value, records: now.records - before.records };
    tally::step(write, slot, unit, above, by).await
}
