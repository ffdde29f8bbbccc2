//! Activities for search everywhere: by title and place, the newest first.

use kernel::Failure;
use search::{Found, Needle, Source};
use web::Ask;

use crate::{ActivityId, FAMILY, list, store};

/// Activities as something that can be found.
pub struct FindActivities;

#[async_trait::async_trait]
impl Source for FindActivities {
    fn kind(&self) -> &'static str {
        FAMILY
    }

    async fn find(&self, ask: &Ask, needle: &Needle) -> Result<Found, Failure> {
        let (read, seen) = (ask.read(), list::seen(ask));
        if seen.read.is_empty() {
            return Ok(Found::default());
        }
        let block = |after: Option<uuid::Uuid>, limit| {
            store::records(&read, &seen, after.map(ActivityId::from_uuid), limit)
        };
        org::find::records(&read, needle, block).await
    }
}
