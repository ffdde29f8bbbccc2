//! What registers have in common for search everywhere: records with a unit, a day and a state, the newest first.

use db::Read;
use kernel::{Day, Failure, UnitId};
use sea_orm::FromQueryResult;
use search::{Found, Hit, Needle, newest};
use uuid::Uuid;

use crate::tree;

/// A record as far as search shows it. The registers name these columns alike.
#[derive(Clone, Debug, FromQueryResult)]
pub struct FoundRecord {
    pub id: Uuid,
    pub unit_id: UnitId,
    pub title: String,
    pub day: Option<Day>,
    pub state: String,
    pub folded: String,
}

/// Those that fit, with the names of their units. `block` reads what the asker may see ([`newest`]).
///
/// # Errors
/// Whatever reading answers.
pub async fn records<F, B>(read: &Read, needle: &Needle, block: F) -> Result<Found, Failure>
where
    F: Fn(Option<Uuid>, u64) -> B,
    B: Future<Output = Result<Vec<FoundRecord>, Failure>>,
{
    let walked = newest(needle, block, |record: &FoundRecord| (record.id, &record.folded)).await?;
    let units = tree::labels(read, walked.rows.iter().map(|record| record.unit_id)).await?;
    let hits = walked.rows.into_iter().map(|FoundRecord { id, unit_id, title, day, state, folded: _ }| {
        let place = units.get(&unit_id).map(|label| label.name.clone());
        Hit { id, title, place, word: Some(state), day }
    });
    Ok(Found { hits: hits.collect(), more: walked.more, looked: walked.looked })
}
