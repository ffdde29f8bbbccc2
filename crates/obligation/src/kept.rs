//! The obligations of a campaign in memory, for boards: read once, and then only what was moved since. What lies below a
//! unit is kept as a few facts with their numbers, from which the states of any instant follow; so a board costs what it
//! shows, however many enterprises there are.
//!
//! Only a process that is the only one to write keeps them ([`db::Shelf::followed`]); beside others the engine counts.

use std::{
    collections::{BTreeMap, HashMap, HashSet, hash_map::Entry},
    sync::{Arc, Mutex, PoisonError},
};

use db::{Reader, Shelf};
use kernel::{CampaignId, Failure, Instant, UnitId};
use policy::{Act, Scope};
use tokio::sync::{OwnedRwLockReadGuard, RwLock};
use web::Ask;

use crate::{
    ObligationId,
    model::{Modality, Paper, Progress, State, Timing, paper, state, timing},
    store::{
        board::{self, Columns, Owed},
        obligation::MOVED,
        wall::Due,
    },
};

/// Every campaign of an authority that somebody has looked at.
#[derive(Default)]
pub(crate) struct Campaigns(Mutex<HashMap<CampaignId, Arc<RwLock<Campaign>>>>);

/// The obligations of a campaign as of a commit.
#[derive(Default)]
pub(crate) struct Campaign {
    /// The commit up to which the rows are known; `None` before the first reading.
    number: Option<i64>,
    owed: HashMap<ObligationId, Owed>,
    by_unit: HashMap<UnitId, HashSet<ObligationId>>,
    columns: Columns,
    tallies: Tallies,
}

/// What lies below units, as of a state of the tree.
#[derive(Default)]
struct Tallies {
    tree: Option<i64>,
    /// Strictly above each unit that owes something.
    above: HashMap<UnitId, Vec<UnitId>>,
    below: HashMap<UnitId, HashMap<Facts, i64>>,
}

/// What the counts say about an obligation at an instant.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen {
    pub state: State,
    /// It is part of the share in time, as are the two that follow.
    pub weighs: bool,
    pub in_time: bool,
    pub due: bool,
    pub paper_missing: bool,
}

/// What the counts of a board are made from; the same for many obligations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Facts {
    pub progress: Progress,
    /// It is hard and asks for something, so it is part of the share in time.
    pub weighs: bool,
    pub wants_paper: bool,
    pub paper_agrees: Option<bool>,
}

impl Facts {
    /// `None` for what is in no count.
    pub(crate) fn of(owed: &Owed) -> Option<Self> {
        (!owed.dropped).then(|| Self {
            progress: owed.progress.representative(),
            weighs: owed.column.modality == Modality::Hard && owed.at_least > 0,
            wants_paper: owed.wants_paper,
            paper_agrees: owed.paper_agrees,
        })
    }

    pub(crate) fn seen(&self, now: Instant) -> Seen {
        let timing = timing(&self.progress, now);
        let weighs = self.weighs && !self.progress.waived;
        Seen {
            state: state(&self.progress, now),
            weighs,
            in_time: weighs && timing == Timing::InTime,
            due: weighs && timing != Timing::Ahead,
            paper_missing: paper(self.wants_paper, self.paper_agrees, &self.progress, now) == Paper::Missing,
        }
    }
}

/// The campaign as it is now, for somebody who may see all that lies under the unit: what is kept is everybody's. `None`
/// where the rows have to be asked.
pub(crate) async fn for_all_under<A: Act>(
    ask: &Ask,
    scope: &Scope<A>,
    (campaign, unit): (CampaignId, UnitId),
) -> Result<Option<OwnedRwLockReadGuard<Campaign>>, Failure> {
    if !org::reach::covers(&ask.read(), scope, unit).await? {
        return Ok(None);
    }
    // A look of its own, which has not seen the tree yet: the number is asked for before the tree, so it can be too old for
    // what is made from the tree, which is then made again, but never too new.
    present(&ask.read(), campaign).await
}

async fn present<R: Reader>(
    reader: &R,
    id: CampaignId,
) -> Result<Option<OwnedRwLockReadGuard<Campaign>>, Failure> {
    let Some(shelf) = reader.shelf() else { return Ok(None) };
    let Some(campaigns) = shelf.followed::<Campaigns>() else { return Ok(None) };
    let Some(tree) = org::tree::number(reader) else { return Ok(None) };
    let campaign = campaigns.campaign(id);
    let known = Arc::clone(&campaign).read_owned().await;
    if known.number == shelf.number(MOVED) && known.tallies.tree == Some(tree) {
        return Ok(Some(known));
    }
    drop(known);
    // Whoever comes at the same time waits, and finds it done.
    let mut behind = campaign.write_owned().await;
    behind.catch_up(reader, shelf, id).await?;
    if behind.tallies.tree != Some(tree) {
        behind.tally(reader, tree).await?;
    }
    if behind.owed.is_empty() {
        // Perhaps there is no such campaign; nobody fills the memory by asking for many.
        campaigns.forget(id);
    }
    Ok(Some(behind.downgrade()))
}

impl Campaigns {
    fn campaign(&self, id: CampaignId) -> Arc<RwLock<Campaign>> {
        let mut campaigns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(campaigns.entry(id).or_default())
    }

    fn forget(&self, id: CampaignId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
    }
}

impl Campaign {
    /// What these units owe themselves, by deadline.
    pub(crate) fn lines(&self, units: &[UnitId]) -> Vec<Owed> {
        let ids = units.iter().filter_map(|unit| self.by_unit.get(unit)).flatten();
        let mut lines: Vec<&Owed> =
            ids.filter_map(|id| self.owed.get(id)).filter(|owed| owed.visible()).collect();
        lines.sort_unstable_by_key(|owed| (owed.progress.due_at, owed.id));
        lines.into_iter().cloned().collect()
    }

    /// Everything that was to be in by one deadline, of this unit and of those below it, as [`store::wall`] counts it.
    ///
    /// [`store::wall`]: crate::store::wall
    pub(crate) fn dues(&self, root: UnitId, now: Instant) -> Vec<Due> {
        let is_under = |unit: &UnitId| {
            *unit == root || self.tallies.above.get(unit).is_some_and(|above| above.contains(&root))
        };
        let units = self.by_unit.iter().filter(|(unit, _)| is_under(unit));
        let under = units.flat_map(|(_, ids)| ids).filter_map(|id| self.owed.get(id));
        let mut dues: BTreeMap<Instant, Due> = BTreeMap::new();
        for owed in under {
            let Some(facts) = Facts::of(owed) else { continue };
            let due_at = owed.progress.due_at;
            dues.entry(due_at).or_insert(Due { due_at, ..Due::default() }).add(&facts.seen(now));
        }
        dues.into_values().collect()
    }

    /// What lies deeper than this unit.
    pub(crate) fn below(&self, unit: UnitId) -> impl Iterator<Item = (&Facts, i64)> {
        self.tallies.below.get(&unit).into_iter().flatten().map(|(facts, number)| (facts, *number))
    }

    async fn catch_up(&mut self, reader: &impl Reader, shelf: &Shelf, id: CampaignId) -> Result<(), Failure> {
        let (number, moved) = match self.number {
            // The number comes before the rows, so that what is committed in between is read again.
            Some(known) => shelf.since(MOVED, known),
            None => (shelf.number(MOVED).unwrap_or_default(), None),
        };
        let rows = match moved {
            Some(moved) => {
                let ids: HashSet<ObligationId> = moved.into_iter().map(ObligationId::from_uuid).collect();
                let ids: Vec<ObligationId> = ids.into_iter().collect();
                board::some(reader, id, &ids, &mut self.columns).await?
            }
            None => {
                *self = Self::default();
                board::all(reader, id, &mut self.columns).await?
            }
        };
        for row in rows {
            self.put(reader, row).await?;
        }
        self.number = Some(number);
        Ok(())
    }

    async fn put(&mut self, reader: &impl Reader, row: Owed) -> Result<(), Failure> {
        self.by_unit.entry(row.unit_id).or_default().insert(row.id);
        if self.tallies.tree.is_some() {
            self.tallies.know(reader, row.unit_id).await?;
            self.tallies.add(&row, 1);
        }
        if let Some(before) = self.owed.insert(row.id, row)
            && self.tallies.tree.is_some()
        {
            self.tallies.add(&before, -1);
        }
        Ok(())
    }

    /// Counts everything anew: first of all, and when the tree has changed.
    async fn tally(&mut self, reader: &impl Reader, tree: i64) -> Result<(), Failure> {
        self.tallies = Tallies::default();
        for unit in self.by_unit.keys() {
            self.tallies.know(reader, *unit).await?;
        }
        for owed in self.owed.values() {
            self.tallies.add(owed, 1);
        }
        self.tallies.tree = Some(tree);
        Ok(())
    }
}

impl Tallies {
    async fn know(&mut self, reader: &impl Reader, unit: UnitId) -> Result<(), Failure> {
        if let Entry::Vacant(place) = self.above.entry(unit) {
            let line = org::tree::ancestors(reader, unit).await?;
            place.insert(line.into_iter().filter(|above| *above != unit).collect());
        }
        Ok(())
    }

    fn add(&mut self, owed: &Owed, number: i64) {
        let Some(facts) = Facts::of(owed) else { return };
        for above in self.above.get(&owed.unit_id).into_iter().flatten() {
            let tally = self.below.entry(*above).or_default();
            let there = tally.entry(facts).or_default();
            *there += number;
            if *there == 0 {
                tally.remove(&facts);
            }
        }
    }
}
