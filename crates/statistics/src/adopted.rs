//! After another plan was adopted other facts count, and after units moved they count elsewhere: every tally of the
//! campaign is counted again, in the transaction that changed the plan or the tree.

use std::sync::Arc;

use db::{Finisher, Reader, Write};
use facts::{RunningPlan, RunningPlans};
use kernel::Failure;

use crate::{recount::recount, store::tally};

/// Inside the adoption's transaction.
pub async fn adopted(write: &Write, running: &RunningPlan) -> Result<(), Failure> {
    let (entries, tallies) = recount(write, running).await?.into_rows(write.tenant());
    tally::exchange(write, running.campaign, entries, tallies).await
}

/// Follows the tree.
pub struct MovedUnits {
    plans: Arc<dyn RunningPlans>,
}

impl MovedUnits {
    #[must_use]
    pub fn new(plans: Arc<dyn RunningPlans>) -> Self {
        Self { plans }
    }
}

#[async_trait::async_trait]
impl Finisher for MovedUnits {
    async fn finish(&self, write: &Write) -> Result<(), Failure> {
        if !write.is_marked(org::tree::CHANGED) {
            return Ok(());
        }
        for running in self.plans.held(write).await? {
            adopted(write, &running).await?;
        }
        Ok(())
    }
}
