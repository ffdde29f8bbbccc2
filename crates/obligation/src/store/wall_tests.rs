//! The counts by deadline against the model, one obligation at a time.

use std::{collections::BTreeMap, sync::Arc};

use kernel::{Clock, IdSource, SeededIds, SystemClock};
use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};

use super::*;
use crate::{
    model::{Modality, State, Timing, state, timing},
    rows::obligation::Model,
    store::states::tests::{Stored, any_row, instant, instants},
};

fn rows() -> Vec<Model> {
    let ids: Arc<dyn IdSource> = Arc::new(SeededIds::new(7));
    let mut runner = TestRunner::deterministic();
    let row = |number: usize| {
        let mut row = any_row().new_tree(&mut runner).unwrap().current();
        row.id = ids.next(SystemClock.now());
        row.period = number.to_string();
        if number.is_multiple_of(4) {
            row.modality = Modality::Soft.word().to_owned();
        }
        row.dropped_at = number.is_multiple_of(11).then(|| instant(0));
        row
    };
    (0..1_500).map(row).collect()
}

fn expected(rows: &[Model], now: Instant) -> Vec<Due> {
    let mut dues: BTreeMap<Instant, Due> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.dropped_at.is_none()) {
        let progress = row.progress().unwrap();
        let none = Due { due_at: row.due_at, owed: 0, handed_in: 0, weighing: 0, in_time: 0, due: 0 };
        let due = dues.entry(row.due_at).or_insert(none);
        if progress.waived {
            continue;
        }
        due.owed += 1;
        due.handed_in += match state(&progress, now) {
            State::Submitted | State::UnderReview | State::AcceptedOnTime | State::AcceptedLate => 1,
            State::NotYetOpen | State::Open | State::DueSoon | State::Overdue | State::Returned => 0,
            State::Waived => unreachable!("left out above"),
        };
        if row.modality != Modality::Hard.word() || row.at_least == 0 {
            continue;
        }
        due.weighing += 1;
        due.in_time += i64::from(timing(&progress, now) == Timing::InTime);
        due.due += i64::from(timing(&progress, now) != Timing::Ahead);
    }
    dues.into_values().collect()
}

#[tokio::test]
async fn the_engine_counts_deadlines_as_the_model_does() {
    let rows = rows();
    let stored = Stored::new(&rows).await;
    for now in instants() {
        let found = counted(&stored.at(now), Condition::all()).await.unwrap();
        assert_eq!(found, expected(&rows, now), "at {now}");
    }
}
