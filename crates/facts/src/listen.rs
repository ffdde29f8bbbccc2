//! Who reacts to facts, inside the transaction that publishes them.

use std::{collections::BTreeMap, sync::Arc};

use db::Write;
use kernel::{CampaignId, Failure};

use crate::{Published, RunningPlan, RunningPlans};

#[derive(Clone, Copy, Debug)]
pub enum Change<'a> {
    Published(&'a Published),
    /// Withdrawn or superseded: whatever counted it takes it back.
    Ended(&'a Published),
}

#[async_trait::async_trait]
pub trait Listener: Send + Sync {
    /// `running` is pinned: it stays the plan of the campaign until the write ends.
    async fn changed(&self, write: &Write, running: &RunningPlan, change: Change<'_>) -> Result<(), Failure>;
}

/// Everybody who reacts, in a fixed order, and where they learn what facts are counted against.
#[derive(Clone)]
pub struct Listeners {
    plans: Arc<dyn RunningPlans>,
    all: Vec<Arc<dyn Listener>>,
}

impl Listeners {
    #[must_use]
    pub fn new(plans: Arc<dyn RunningPlans>, all: Vec<Arc<dyn Listener>>) -> Self {
        Self { plans, all }
    }

    /// Pins the campaigns before anything about them is read that an adoption would change.
    pub(crate) async fn pin(
        &self,
        write: &Write,
        campaigns: impl IntoIterator<Item = CampaignId>,
    ) -> Result<Pinned<'_>, Failure> {
        let mut plans = BTreeMap::new();
        // In the order of their ids, so that two writes never wait for each other in a circle.
        for campaign in campaigns.into_iter().collect::<std::collections::BTreeSet<_>>() {
            plans.insert(campaign, self.plans.pinned(write, campaign).await?);
        }
        Ok(Pinned { plans, all: &self.all })
    }
}

/// The listeners with the plans of the campaigns that a write touches.
pub(crate) struct Pinned<'a> {
    plans: BTreeMap<CampaignId, Arc<RunningPlan>>,
    all: &'a [Arc<dyn Listener>],
}

impl Pinned<'_> {
    pub(crate) async fn tell(&self, write: &Write, change: Change<'_>) -> Result<(), Failure> {
        let (Change::Published(fact) | Change::Ended(fact)) = change;
        let running = self.plans.get(&fact.fact.campaign);
        let running = running.ok_or_else(|| Failure::internal("a fact of a campaign that was not pinned"))?;
        for listener in self.all {
            listener.changed(write, running, change).await?;
        }
        Ok(())
    }
}
