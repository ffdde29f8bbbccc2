//! The stream behind a wall: says that something moved below a unit, and nothing else.
//!
//! The audit trail knows it: what moves a figure of a wall leaves a line there in the same transaction, on whichever server,
//! with the unit that it was done at. Two things do not: a reviewer who begins to read, which leaves no line, and a unit
//! that goes to another place in the tree, which is heard at the new place. The page asks once a minute by itself. One number says whether there are new lines, so a quiet hour costs next to
//! nothing.

use axum::{extract::State, response::Response};
use kernel::{CampaignId, Failure, UnitId};
use web::{Ask, Params, Problem, Topic, UntilStop};

use crate::{Desk, board::BoardQuery, policy::Read};

/// Hear when something moves on the board of a unit
///
/// Server-sent events: `alive` (at once and every quarter of a minute), `moved` (ask again; at most one a second), and
/// `ended` (the session or the right is gone, do not come back).
#[utoipa::path(get, path = "/api/board/live", operation_id = "wall_live", tag = "obligation", params(BoardQuery),
    responses((status = 200, body = web::Said, content_type = "text/event-stream")))]
pub(crate) async fn wall_live(
    ask: Ask,
    stop: UntilStop,
    State(desk): State<Desk>,
    Params(query): Params<BoardQuery>,
) -> Result<Response, Problem> {
    let standing = org::tree::standing(&ask.read(), &query.unit).await?;
    ask.authorize_or_hide::<Read>(&standing)?;
    let place = desk.streams.enter(ask.person())?;
    let topic = Board { campaign: query.campaign, unit: query.unit, heard: None };
    web::stream(ask, topic, stop, place).await
}

struct Board {
    campaign: CampaignId,
    unit: UnitId,
    /// The line of the trail up to which everything is known.
    heard: Option<i64>,
}

#[async_trait::async_trait]
impl Topic for Board {
    async fn moved(&mut self, ask: &Ask) -> Result<Option<bool>, Failure> {
        let read = ask.read();
        let standing = org::tree::standing(&read, &self.unit).await?;
        if ask.authorize::<Read>(&standing).is_err() {
            return Ok(None);
        }
        let newest = audit::newest(&read).await?;
        let before = self.heard.replace(newest);
        match before {
            Some(before) if before < newest => self.concerns(ask, before, newest).await.map(Some),
            Some(_) | None => Ok(Some(false)),
        }
    }
}

impl Board {
    /// Whether something was done to a unit of this board that the asker may see, or to the campaign as a whole.
    async fn concerns(&self, ask: &Ask, after: i64, until: i64) -> Result<bool, Failure> {
        let read = ask.read();
        let audit::Done { units, subjects, much } = audit::between(&read, after, until).await?;
        if much || subjects.contains(&("campaign".to_owned(), self.campaign.to_string())) {
            return Ok(true);
        }
        for unit in units {
            let standing = org::tree::standing(&read, &unit).await?;
            let is_below = unit == self.unit || standing.above.contains(&self.unit);
            if is_below && ask.authorize::<Read>(&standing).is_ok() {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
