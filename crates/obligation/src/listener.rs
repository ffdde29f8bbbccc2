//! Quotas, coverage and what begins with a record follow facts, inside the transaction that publishes or ends them.

use std::sync::Arc;

use db::Write;
use facts::{Change, Listener, Published, RunningPlan};
use kernel::{Failure, Instant, UnitId};

use crate::{
    begun,
    count::{Weight, countings, looks_at, met_at, weight},
    model::Kind,
    rows::obligation::Model,
    store,
};

/// Keeps obligations in step with facts.
struct Obligations;

/// Who keeps obligations in step with facts.
#[must_use]
pub fn listener() -> Arc<dyn Listener> {
    Arc::new(Obligations)
}

#[async_trait::async_trait]
impl Listener for Obligations {
    async fn changed(&self, write: &Write, running: &RunningPlan, change: Change<'_>) -> Result<(), Failure> {
        match change {
            Change::Published(fact) => {
                count(write, running, fact).await?;
                begun::published(write, running, fact).await
            }
            Change::Ended(fact) => ended(write, fact).await,
        }
    }
}

async fn count(write: &Write, running: &RunningPlan, published: &Published) -> Result<(), Failure> {
    let fact = &published.fact;
    let weights: Vec<_> = countings(&running.plan.document)
        .filter_map(|counting| weight(&counting, fact).map(|weight| (counting, weight)))
        .collect();
    if weights.is_empty() {
        return Ok(());
    }
    let above = org::tree::standing(write, &fact.unit).await?.above;
    let units: Vec<UnitId> = std::iter::once(fact.unit).chain(above.iter().copied()).collect();
    let duties: Vec<&str> = weights.iter().map(|(counting, _)| counting.duty).collect();
    for row in store::fact::concerned(write, fact.campaign, &duties, &units, fact.day).await? {
        let found = weights.iter().find(|(counting, _)| counting.duty == row.duty);
        let Some((counting, weight)) = found else { continue };
        if looks_at(counting.scope, row.unit_id, fact.unit, &above) {
            weigh(write, &row, published, weight).await?;
        }
    }
    Ok(())
}

async fn weigh(write: &Write, row: &Model, published: &Published, weight: &Weight) -> Result<(), Failure> {
    let adds = match weight {
        Weight::Lacks(_) => false,
        Weight::Counts { target: None } => true,
        Weight::Counts { target: Some(target) } => {
            if !store::fact::is_target(write, row.id, *target).await? {
                return Ok(());
            }
            !store::fact::is_covered(write, row.id, *target).await?
        }
    };
    let entry = store::fact::row(row.tenant_id, row.id, published.id, published.published_at, weight.clone());
    store::fact::insert(write, vec![entry]).await?;
    if !adds {
        return Ok(());
    }
    let counted = row.counted + 1;
    if counted < row.at_least || is_settled(row, published.published_at) {
        return store::obligation::set_counted(write, row, counted, row.met_at).await;
    }
    recount(write, row).await
}

/// Met before, and not by something later: another piece changes nothing about when. (A clock may go back.)
fn is_settled(row: &Model, at: Instant) -> bool {
    row.at_least == 0 || row.met_at.is_some_and(|met| met <= at)
}

async fn ended(write: &Write, published: &Published) -> Result<(), Failure> {
    let rows = store::fact::weighing(write, published.id).await?;
    if rows.is_empty() {
        return Ok(());
    }
    store::fact::remove_fact(write, published.id).await?;
    for row in rows {
        match row.kind()? {
            Kind::Quota | Kind::Coverage => recount(write, &row).await?,
            Kind::Deliver => begun::ended(write, row).await?,
        }
    }
    Ok(())
}

async fn recount(write: &Write, row: &Model) -> Result<(), Failure> {
    let facts = store::fact::counted(write, row.id).await?;
    let (counted, met) = met_at(row.kind()?, row.at_least, &facts);
    store::obligation::set_counted(write, row, counted, met).await
}
