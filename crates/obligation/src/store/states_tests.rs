//! The conditions against the model: every obligation is found under exactly the state that the model derives.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use db::{Db, NoJournal, Reader};
use kernel::{CampaignId, Clock, Day, Instant, SeededIds, SystemClock, TenantId, TravelClock, UnitId};
use proptest::{
    prelude::*,
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};
use sea_orm::{EntityTrait, IntoActiveModel, QueryFilter};
use testkit::ScratchDatabase;

use super::*;
use crate::{
    model::{Modality, state},
    rows::obligation::{Entity, Model},
};

/// A few instants close together, so that every comparison is met on both sides and exactly.
pub(crate) const INSTANTS: i64 = 6;

pub(crate) fn instant(step: i64) -> Instant {
    Instant::from_micros(1_622_617_200_000_000 + step * 24 * 3_600_000_000)
}

pub(crate) fn any_row() -> impl Strategy<Value = Model> {
    let times = (0..INSTANTS, 0..INSTANTS, 0..INSTANTS, 0..INSTANTS, 0..INSTANTS);
    let words = (0_usize..3, 0_usize..4, any::<bool>(), 0_u8..6);
    (times, words, 0_i64..3, 0_i64..3).prop_map(|(times, words, counted, at_least)| {
        let (opens, due, grace, from, until) = times;
        let (kind, stage, taken_up, waived) = words;
        let (kind, stage) = (Kind::ALL[kind], Stage::ALL[stage]);
        let day: Day = "2021-06-02".parse().unwrap();
        let handed_in = stage != Stage::Nothing;
        Model {
            tenant_id: TenantId(1),
            id: crate::ObligationId::from_uuid(uuid::Uuid::nil()),
            campaign_id: CampaignId::from_uuid(uuid::Uuid::nil()),
            duty: "weekly".to_owned(),
            unit_id: UnitId::from_uuid(uuid::Uuid::nil()),
            period: String::new(),
            period_title: String::new(),
            kind: kind.word().to_owned(),
            modality: Modality::Hard.word().to_owned(),
            at_least,
            opens_at: instant(opens),
            due_at: instant(due),
            late_after: instant(Ord::max(due, grace)),
            window_from: day,
            window_to: day,
            due_text: String::new(),
            clause: String::new(),
            quote: String::new(),
            title: String::new(),
            wants_paper: false,
            dropped_at: None,
            counted,
            met_at: (counted >= at_least && at_least > 0).then(|| instant(from)),
            stage: stage.word().to_owned(),
            version: i64::from(handed_in),
            submission_id: None,
            submitted_at: handed_in.then(|| instant(from)),
            counts_from: handed_in.then(|| instant(from)),
            outcome: None,
            step: 0,
            taken_up,
            review_unit_id: None,
            review_post: None,
            returned_until: (stage == Stage::Returned).then(|| instant(until)),
            decided_at: None,
            waived_at: (waived == 0).then(|| instant(0)),
            paper_received_on: None,
            paper_agrees: None,
        }
    })
}

/// These rows in a database of their own, read at any instant.
pub(crate) struct Stored {
    _scratch: ScratchDatabase,
    clock: Arc<TravelClock>,
    db: Db,
}

impl Stored {
    pub(crate) async fn new(rows: &[Model]) -> Self {
        let scratch = ScratchDatabase::new(&crate::migrations()).await;
        let pool = db::open(&scratch.options).await.unwrap();
        for some in rows.chunks(500) {
            let some = some.iter().cloned().map(IntoActiveModel::into_active_model);
            Entity::insert_many(some).exec_without_returning(&pool).await.unwrap();
        }
        let clock = Arc::new(TravelClock::at(instant(0)));
        let seen = Arc::clone(&clock) as Arc<dyn Clock>;
        let db = Db::new(pool, seen, Arc::new(SeededIds::new(1)), Arc::new(NoJournal));
        Self { _scratch: scratch, clock, db }
    }

    pub(crate) fn at(&self, now: Instant) -> db::Read {
        self.clock.travel_to(now);
        self.db.read(TenantId(1))
    }
}

/// Every instant of the rows, and one behind each.
pub(crate) fn instants() -> impl Iterator<Item = Instant> {
    (0..=INSTANTS).flat_map(|step| [instant(step), instant(step).plus(Duration::from_micros(1))])
}

#[tokio::test]
async fn a_list_finds_every_obligation_under_the_state_that_the_model_derives() {
    let ids: Arc<dyn kernel::IdSource> = Arc::new(SeededIds::new(7));
    let mut runner = TestRunner::deterministic();
    let mut rows = Vec::new();
    for number in 0..1_500 {
        let mut row = any_row().new_tree(&mut runner).unwrap().current();
        row.id = ids.next(SystemClock.now());
        row.period = number.to_string();
        rows.push(row);
    }
    let stored = Stored::new(&rows).await;
    for now in instants() {
        let read = stored.at(now);
        for wanted in State::ALL.iter().copied() {
            let found = Entity::find().filter(is(wanted, now)).all(read.conn()).await.unwrap();
            let found: BTreeSet<_> = found.into_iter().map(|row| row.id).collect();
            let derived = |row: &&Model| state(&row.progress().unwrap(), now) == wanted;
            let expected: BTreeSet<_> = rows.iter().filter(derived).map(|row| row.id).collect();
            assert_eq!(found, expected, "{wanted:?} at {now}");
        }
    }
}
