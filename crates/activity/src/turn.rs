//! Whose turn it is: which records of a list wait for a decision of the asker. The same judgement as for one record,
//! made once for each unit and kind.

use std::collections::{BTreeMap, BTreeSet};

use db::Reader;
use kernel::{CampaignId, Failure, UnitId};
use web::Ask;

use crate::{
    desk::Desk,
    kind,
    model::ActivityId,
    policy::Accept,
    review::{self, Step},
    store::{self, EntryRow},
    words::ActivityState,
};

/// Of these rows the ones that the asker may accept or send back now. What they sent themselves waits for a colleague.
pub(crate) async fn mine(
    reader: &impl Reader,
    ask: &Ask,
    desk: &Desk,
    rows: &[EntryRow],
) -> Result<BTreeSet<ActivityId>, Failure> {
    let mut known = BTreeMap::new();
    let mut mine = BTreeSet::new();
    for row in rows {
        let waits = store::state_word(&row.state)? == ActivityState::Submitted;
        if !waits || row.state_by == ask.person() {
            continue;
        }
        let place = (row.campaign_id, row.unit_id, row.kind.as_str());
        let steps = match known.remove(&place) {
            Some(steps) => steps,
            None => deciding(reader, ask, desk, place).await?,
        };
        if steps.as_deref().is_some_and(|steps| decides(ask, steps, row.passed)) {
            mine.insert(row.id);
        }
        known.insert(place, steps);
    }
    Ok(mine)
}

/// The steps for what this unit records, or nothing when the asker decides nothing there.
async fn deciding(
    reader: &impl Reader,
    ask: &Ask,
    desk: &Desk,
    (campaign, unit, kind): (CampaignId, UnitId, &str),
) -> Result<Option<Vec<Step>>, Failure> {
    let standing = org::tree::standing(reader, &unit).await?;
    if ask.authorize::<Accept>(&standing).is_err() {
        return Ok(None);
    }
    let running = desk.plans.running(reader.view(), campaign).await?;
    let plan = &running.plan.document;
    let Some(kind) = kind::find(plan, kind) else { return Ok(Some(Vec::new())) };
    review::steps(reader, plan, kind, &standing).await.map(Some)
}

/// Without steps the plan has come to accept by rule, and whoever has the right decides about what still waits.
fn decides(ask: &Ask, steps: &[Step], passed: i64) -> bool {
    review::at(steps, usize::try_from(passed).unwrap_or(usize::MAX))
        .is_none_or(|(step, _)| review::decides(ask.actor(), step))
}
