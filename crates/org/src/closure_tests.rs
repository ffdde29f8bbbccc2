//! The closure table against a slow and obvious one: walk up the parents of every unit.

use std::{collections::BTreeMap, sync::Arc};

use db::{Db, Engine, NoJournal, Options};
use kernel::{Instant, SeededIds, TenantId, TravelClock};
use proptest::prelude::*;
use sea_orm::QueryOrder;

use super::*;
use crate::{
    model::{UnitKind, Validity},
    tree,
    units::store::{Changes, NewUnit, change, for_change, insert},
    warrant::{SpentLink, Warrant},
};

const TENANT: TenantId = TenantId(1);

#[derive(Clone, Copy, Debug)]
enum Move {
    /// A new unit under the n-th one that exists.
    Enter(usize),
    /// The first under the second.
    Hang(usize, usize),
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let enter = (0usize..100).prop_map(Move::Enter);
    let hang = (0usize..100, 0usize..100).prop_map(|(unit, parent)| Move::Hang(unit, parent));
    // Long chains are wanted as well: they meet the deepest level.
    let chain = Just(Move::Enter(usize::MAX));
    prop::collection::vec(prop_oneof![3 => enter, 2 => chain, 4 => hang], 1..40)
}

/// The parents alone, and everything worked out from them each time.
#[derive(Clone, Default)]
struct Oracle(Vec<Option<usize>>);

impl Oracle {
    /// The unit and everything above it, nearest first; `None` for a circle.
    fn above(&self, unit: usize) -> Option<Vec<usize>> {
        let mut chain = vec![unit];
        while let Some(parent) = self.0[chain[chain.len() - 1]] {
            if chain.contains(&parent) {
                return None;
            }
            chain.push(parent);
        }
        Some(chain)
    }

    fn is_sound(&self) -> bool {
        let fits =
            |unit| self.above(unit).is_some_and(|chain| i64::try_from(chain.len()).unwrap() <= DEPTH_MAX);
        (0..self.0.len()).all(fits)
    }
}

fn new_unit(number: usize, parent: Option<UnitId>) -> NewUnit {
    NewUnit {
        key: format!("u{number}"),
        name: format!("单位 {number}"),
        kind: UnitKind::County,
        parent,
        region_code: None,
        attributes: BTreeMap::new(),
        validity: Validity { from: "2021-01-01".parse().unwrap(), to: None },
    }
}

async fn database(folder: &std::path::Path) -> Db {
    let clock = Arc::new(TravelClock::at(Instant::from_micros(1_622_505_600_000_000)));
    let options = Options { engine: Engine::Sqlite(folder.join("tree.sqlite")), connections_max: 2 };
    let pool = db::open(&options).await.unwrap();
    db::migrate(&pool, &crate::migrations(), clock.as_ref()).await.unwrap();
    Db::new(pool, clock, Arc::new(SeededIds::new(1)), Arc::new(NoJournal))
}

async fn enter_one(db: &Db, new: NewUnit) -> Result<UnitId, Failure> {
    db.write(TENANT, |w| async move {
        w.unaudited("a test");
        insert(&w, &Warrant::SetUp(SpentLink::spent()), new).await
    })
    .await
}

async fn hang_one(db: &Db, unit: UnitId, parent: UnitId) -> Result<(), Failure> {
    let revision = unit::Entity::find_by_id((TENANT, unit)).one(db.pool()).await.unwrap().unwrap().revision;
    db.write(TENANT, |w| async move {
        w.unaudited("a test");
        let row = for_change(&w, unit, revision).await?;
        let changes = Changes { parent: Some(parent), ..Changes::default() };
        change(&w, &Warrant::SetUp(SpentLink::spent()), row, changes).await
    })
    .await
}

/// What the table holds, and what it should hold.
async fn compare(db: &Db, ids: &[UnitId], oracle: &Oracle) {
    let rows = unit_ancestor::Entity::find()
        .order_by_asc(unit_ancestor::Column::UnitId)
        .order_by_asc(unit_ancestor::Column::Depth)
        .all(db.pool())
        .await
        .unwrap();
    let found: Vec<_> = rows.into_iter().map(|row| (row.unit_id, row.ancestor_id, row.depth)).collect();
    let mut wanted = Vec::new();
    for (number, id) in ids.iter().enumerate() {
        for (depth, above) in (0..).zip(oracle.above(number).unwrap()) {
            wanted.push((*id, ids[above], depth));
        }
    }
    wanted.sort();
    let mut found = found;
    found.sort();
    assert_eq!(found, wanted);
}

/// Every answer of the tree in memory against the same answer from the rows, which a unit of work asks that has changed
/// something itself.
async fn in_memory_as_in_the_rows(db: &Db, ids: &[UnitId]) {
    let look = &db.read(TENANT);
    let compared = db.write(TENANT, |w| async move {
        w.unaudited("a test");
        let work = w.as_ref();
        work.shelf().unwrap().spoil(crate::kept::MOVED);
        assert!(crate::kept::present(look).await?.is_some() && crate::kept::present(work).await?.is_none());
        let day = work.now().day();
        assert_eq!(tree::all(look, day).await?, tree::all(work, day).await?);
        assert_eq!(tree::root(look).await?, tree::root(work).await?);
        assert_eq!(tree::kinds(look, ids).await?, tree::kinds(work, ids).await?);
        let (some, none) = (ids.iter().copied().step_by(2), work.id());
        let asked = || some.clone().chain([none]);
        assert_eq!(tree::rows(look, asked()).await?, tree::rows(work, asked()).await?);
        assert_eq!(tree::labels(look, asked()).await?, tree::labels(work, asked()).await?);
        for id in ids.iter().copied().chain([none]) {
            assert_eq!(tree::ancestors(look, id).await?, tree::ancestors(work, id).await?);
            assert_eq!(tree::descendants(look, id).await?, tree::descendants(work, id).await?);
            assert_eq!(tree::children(look, id).await?, tree::children(work, id).await?);
            assert_eq!(tree::unit(look, id).await.ok(), tree::unit(work, id).await.ok());
        }
        for key in ["u0", "u1", "nobody"] {
            assert_eq!(tree::by_key(look, key).await.ok(), tree::by_key(work, key).await.ok());
        }
        Ok(())
    });
    compared.await.unwrap();
}

async fn play(moves: Vec<Move>) {
    let folder = tempfile::tempdir().unwrap();
    let db = database(folder.path()).await;
    let mut oracle = Oracle(vec![None]);
    let mut ids = vec![enter_one(&db, new_unit(0, None)).await.unwrap()];
    for step in moves {
        let mut after = oracle.clone();
        let done = match step {
            Move::Enter(parent) => {
                let parent = if parent == usize::MAX { ids.len() - 1 } else { parent % ids.len() };
                after.0.push(Some(parent));
                enter_one(&db, new_unit(ids.len(), Some(ids[parent]))).await.map(|id| ids.push(id))
            }
            Move::Hang(unit, parent) => {
                let (unit, parent) = (unit % ids.len(), parent % ids.len());
                after.0[unit] = Some(parent);
                hang_one(&db, ids[unit], ids[parent]).await
            }
        };
        assert_eq!(done.is_ok(), after.is_sound(), "{step:?}: {done:?}");
        if done.is_ok() {
            oracle = after;
        }
        in_memory_as_in_the_rows(&db, &ids).await;
    }
    compare(&db, &ids, &oracle).await;
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn the_table_is_what_the_parents_say(moves in moves()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(play(moves));
    }
}
