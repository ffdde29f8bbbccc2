//! After another plan was adopted, other facts count elsewhere: every tally of the campaign is counted again.

use db::{Reader, Write};
use facts::RunningPlan;
use kernel::Failure;

use crate::{recount::recount, store::tally};

/// Inside the adoption's transaction.
pub async fn adopted(write: &Write, running: &RunningPlan) -> Result<(), Failure> {
    let (entries, tallies) = recount(write, running).await?.into_rows(write.tenant());
    tally::exchange(write, running.campaign, entries, tallies).await
}
