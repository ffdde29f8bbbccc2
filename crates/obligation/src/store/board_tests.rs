//! The engine's counts against the model, which counts one obligation after the other.

use std::{collections::BTreeMap, sync::Arc};

use kernel::{Clock, IdSource, SeededIds, SystemClock};
use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};

use super::{
    super::states::tests::{Stored, any_row, instant, instants},
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
    let rows = rows();
    let stored = Stored::new(&rows).await;
    for now in instants() {
        let found = sums(&stored.at(now), Condition::all()).await.unwrap();
        let found = found.into_iter().map(|sum| {
            let Sum { unit_id, state, number, in_time, due, paper_missing } = sum;
            ((unit_id, state), [number, in_time, due, paper_missing])
        });
        assert_eq!(found.collect::<BTreeMap<_, _>>(), counted(&rows, now), "at {now}");
    }
}
