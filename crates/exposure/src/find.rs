//! Cases for search everywhere: by title, medium and the unit that they are about, the newest first.

use db::Read;
use kernel::Failure;
use search::{Found, Hit, Needle, Newest, Source, newest};
use uuid::Uuid;
use web::Ask;

use crate::{
    FAMILY, list,
    store::{self, Line, Seen},
};

/// Exposed cases as something that can be found.
pub struct FindExposures;

struct Rows {
    read: Read,
    seen: Seen,
}

#[async_trait::async_trait]
impl Newest for Rows {
    type Row = Line;

    async fn read(&self, after: Option<Uuid>, limit: u64) -> Result<Vec<Line>, Failure> {
        store::lines(&self.read, &self.seen, after.map(crate::ExposureId::from_uuid), limit).await
    }

    fn id(row: &Line) -> Uuid {
        row.id.uuid()
    }

    fn text(row: &Line) -> &str {
        &row.folded
    }
}

#[async_trait::async_trait]
impl Source for FindExposures {
    fn kind(&self) -> &'static str {
        FAMILY
    }

    async fn find(&self, ask: &Ask, needle: &Needle) -> Result<Found, Failure> {
        let rows = Rows { read: ask.read(), seen: list::seen(ask) };
        if rows.seen.read.is_empty() {
            return Ok(Found::default());
        }
        let walked = newest(&rows, needle).await?;
        let units = org::tree::labels(&rows.read, walked.rows.iter().map(|row| row.unit_id)).await?;
        let hits = walked.rows.into_iter().map(|Line { id, unit_id, title, day, state, folded: _ }| {
            let place = units.get(&unit_id).map(|label| label.name.clone());
            Hit { id: id.uuid(), title, place, word: Some(state), day }
        });
        Ok(Found { hits: hits.collect(), more: walked.more, looked: walked.looked })
    }
}
