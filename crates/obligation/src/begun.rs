//! Obligations that begin with a record: they come with its fact, follow its correction and go with its withdrawal.

use db::{Reader, Write};
use facts::{Published, RunningPlan};
use kernel::Failure;

use crate::{
    owed::{self, Organisation, Owed},
    rows::obligation,
    store,
};

/// A record counts: what it begins is there from now on, or again.
pub(crate) async fn published(
    write: &Write,
    running: &RunningPlan,
    published: &Published,
) -> Result<(), Failure> {
    if !owed::begins(running, published) {
        return Ok(());
    }
    let organisation = Organisation::read(write).await?;
    for owed in owed::begun_by(running, &organisation, published)? {
        begin(write, owed).await?;
    }
    Ok(())
}

async fn begin(write: &Write, owed: Owed) -> Result<(), Failure> {
    let Owed { row: asked, targets: _, begun_by } = owed;
    let row = match store::obligation::hold_same(write, &asked).await? {
        None => {
            let row = obligation::Model { tenant_id: write.tenant(), id: write.id(), ..asked };
            store::adopt::insert(write, vec![row.clone()]).await?;
            row
        }
        // Another statement of the same record asks for it already, and sooner.
        Some(before) if before.dropped_at.is_none() && before.due_at <= asked.due_at => return Ok(()),
        Some(before) => {
            let row = owed::asked_anew(&before, asked);
            store::adopt::update(write, row.clone()).await?;
            row
        }
    };
    let weighed = begun_by.map(|fact| owed::weighed_by(&row, fact));
    store::fact::insert(write, weighed.into_iter().collect()).await
}

/// The record no longer says it: what nobody has begun to answer disappears, what was handed in stays visible.
pub(crate) async fn ended(write: &Write, row: obligation::Model) -> Result<(), Failure> {
    let row = obligation::Model { dropped_at: Some(write.now()), ..row };
    store::adopt::update(write, row).await
}
