//! The engine's counts against the model, which counts one obligation after the other.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use db::{Db, NoJournal};
use kernel::{Clock, IdSource, SeededIds, SystemClock, TenantId, TravelClock};
use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};
use sea_orm::IntoActiveModel;
use testkit::ScratchDatabase;

use super::{
    super::states::tests::{INSTANTS, any_row, instant},
    *,
};
use crate::{
    model::{Paper, Timing, paper, state, timing},
    rows::obligation::Model,
};

/// Rows in every state, of three units, hard and soft, with and without paper, some of them dropped.
fn rows() -> Vec<Model> {
    let ids: Arc<dyn IdSource> = Arc::new(SeededIds::new(7));
    let units: Vec<UnitId> = (0..3).map(|_| ids.next(SystemClock.now())).collect();
    let mut runner = TestRunner::deterministic();
    let row = |number: usize| {
        let mut row = any_row().new_tree(&mut runner).unwrap().current();
        row.id = ids.next(SystemClock.now());
        row.period = number.to_string();
        row.unit_id = units[number % 3];
        row.modality =
            if number.is_multiple_of(4) { Modality::Soft } else { Modality::Hard }.word().to_owned();
        row.wants_paper = number % 5 < 2;
        row.paper_agrees = (row.wants_paper && number.is_multiple_of(7)).then_some(true);
        row.paper_received_on = row.paper_agrees.map(|_| "2021-06-03".parse().unwrap());
        row.dropped_at = number.is_multiple_of(11).then(|| instant(0));
        row
    };
    (0..1_500).map(row).collect()
}

fn counted(rows: &[Model], now: Instant) -> BTreeMap<(UnitId, String), [i64; 4]> {
    let mut sums: BTreeMap<(UnitId, String), [i64; 4]> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.dropped_at.is_none()) {
        let progress = row.progress().unwrap();
        let weighs = row.modality == Modality::Hard.word() && row.at_least > 0 && !progress.waived;
        let timing = timing(&progress, now);
        let missing = paper(row.wants_paper, row.paper_agrees, &progress, now) == Paper::Missing;
        let sum = sums.entry((row.unit_id, state(&progress, now).word().to_owned())).or_default();
        sum[0] += 1;
        sum[1] += i64::from(weighs && timing == Timing::InTime);
        sum[2] += i64::from(weighs && timing != Timing::Ahead);
        sum[3] += i64::from(missing);
    }
    sums
}

#[tokio::test]
async fn the_engine_counts_as_the_model_does() {
    let scratch = ScratchDatabase::new(&crate::migrations()).await;
    let pool = db::open(&scratch.options).await.unwrap();
    let rows = rows();
    for some in rows.chunks(500) {
        let some = some.iter().cloned().map(IntoActiveModel::into_active_model);
        Entity::insert_many(some).exec_without_returning(&pool).await.unwrap();
    }
    let clock = Arc::new(TravelClock::at(instant(0)));
    let db =
        Db::new(pool, Arc::clone(&clock) as Arc<dyn Clock>, Arc::new(SeededIds::new(1)), Arc::new(NoJournal));
    for step in 0..=INSTANTS {
        for now in [instant(step), instant(step).plus(Duration::from_micros(1))] {
            clock.travel_to(now);
            let found = sums(&db.read(TenantId(1)), Condition::all()).await.unwrap();
            let found = found.into_iter().map(|sum| {
                let Sum { unit_id, state, number, in_time, due, paper_missing } = sum;
                ((unit_id, state), [number, in_time, due, paper_missing])
            });
            assert_eq!(found.collect::<BTreeMap<_, _>>(), counted(&rows, now), "at {now}");
        }
    }
}
