//! Seeds through June on both engines, each compared by the auditor after every day. What only a process can suffer is
//! in the tests of the binary.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop at once")]

use std::collections::BTreeSet;

use async_trait::async_trait;
use db::outage::Outage;
use kernel::Instant;
use rehearsal::{Behind, Door, Failed, Fault, Faults, House, Played, Script, rehearse};
use testkit::{TestApp, shipped};

/// More cities only cost more password hashes; the mixes come from the seeds.
const CITIES: usize = 3;

/// A system of the testkit that can be stopped and started, and whose PostgreSQL can go away.
struct TestHouse {
    app: TestApp,
    door: Door,
    outage: Option<Outage>,
}

impl TestHouse {
    async fn built(script: &Script) -> Self {
        let app = TestApp::without_logouts(&script.begins().to_string()).await;
        let door = Door::to(Behind::Router(app.router.clone()));
        let outage = match app.database_url() {
            Some(url) => Some(Outage::of(url).await.unwrap()),
            None => None,
        };
        Self { app, door, outage }
    }
}

#[async_trait]
impl House for TestHouse {
    fn door(&self) -> Door {
        self.door.clone()
    }

    async fn tell(&mut self, now: Instant) -> Result<(), String> {
        self.app.clock().travel_to(now);
        Ok(())
    }

    fn suffers(&self, fault: Fault) -> bool {
        match fault {
            Fault::Restart => true,
            Fault::Kill => false,
            Fault::DatabaseGone | Fault::DatabaseBack => self.outage.is_some(),
        }
    }

    async fn suffer(&mut self, fault: Fault) -> Result<(), String> {
        match fault {
            Fault::Restart => {
                self.app.restart().await;
                self.door.lead_to(Behind::Router(self.app.router.clone()));
            }
            Fault::DatabaseGone => self.outage.as_ref().unwrap().shut().await.unwrap(),
            Fault::DatabaseBack => self.outage.as_ref().unwrap().reopen().await.unwrap(),
            Fault::Kill => return Err("a router is no process".to_owned()),
        }
        Ok(())
    }

    async fn start(&mut self) -> Result<(), String> {
        Err("nothing was killed".to_owned())
    }
}

fn june(seed: u64) -> Script {
    Script {
        plan: shipped("plans/liaoning-2021/plan.yaml"),
        units_csv: shipped("plans/liaoning-2021/units.csv"),
        seed,
        from: "2021-06-01".parse().unwrap(),
        until: "2021-06-30".parse().unwrap(),
        cities: CITIES,
        scale: 1,
        faults: Faults::Some,
        without: Vec::new(),
        stop: None,
        kept: false,
    }
}

async fn played(script: Script) -> Result<Played, Failed> {
    let house = TestHouse::built(&script).await;
    let token = house.app.set_up_token().to_owned();
    rehearse(Box::new(house), &token, script).await
}

fn is_postgres() -> bool {
    std::env::var("ANXING_TEST_ENGINE").as_deref() == Ok("postgres")
}

/// How many seeds this engine plays: a database of its own on a server costs more.
fn seeds() -> u64 {
    if is_postgres() { 5 } else { 20 }
}

/// Every fourth seed from the first one, so that four of these run side by side.
async fn play_from(first: u64) {
    let mut seen = BTreeSet::new();
    for seed in (first..=seeds()).step_by(4) {
        match played(june(seed)).await {
            Ok(Played { acts, .. }) => seen.extend(acts.into_keys()),
            Err(failed) => panic!("{failed}\nanxing rehearse … --cities {CITIES} --seed {seed}"),
        }
    }
    let faults = ["lost", "twice", "cut", "restart"];
    assert!(seen.len() > 12 && faults.iter().any(|fault| seen.contains(fault)), "hardly anything: {seen:?}");
}

#[tokio::test]
async fn seeds_from_one() {
    play_from(1).await;
}

#[tokio::test]
async fn seeds_from_two() {
    play_from(2).await;
}

#[tokio::test]
async fn seeds_from_three() {
    play_from(3).await;
}

#[tokio::test]
async fn seeds_from_four() {
    play_from(4).await;
}

/// Every kind of fault that this house can suffer, in one short play.
#[tokio::test]
async fn a_seed_of_many_faults() {
    let script = Script { faults: Faults::Many, until: "2021-06-12".parse().unwrap(), ..june(2) };
    let acts = played(script).await.unwrap().acts;
    let mut faults = vec!["lost", "twice", "cut", "continued", "restart"];
    if is_postgres() {
        faults.push("database-gone");
    }
    for fault in faults {
        assert!(acts.contains_key(fault), "{fault} is not among {acts:?}");
    }
}

#[tokio::test]
async fn twice_as_many_enterprises() {
    let script = Script { scale: 2, cities: 1, until: "2021-06-12".parse().unwrap(), ..june(1) };
    let acts = played(script).await.unwrap().acts;
    assert!(acts.contains_key("report"), "{acts:?}");
}

/// Request by request and answer by answer: a digest would not say where two runs part.
#[tokio::test]
async fn a_seed_replays_to_the_byte() {
    for (seed, faults) in [(2, Faults::None), (2, Faults::Some), (8, Faults::Many)] {
        let script = || Script { until: "2021-06-09".parse().unwrap(), faults, kept: true, ..june(seed) };
        let (one, two) = (played(script()).await.unwrap(), played(script()).await.unwrap());
        let lines = |played: &Played| played.transcript.clone().unwrap_or_default();
        assert!(one.exact && lines(&one).len() > 100_000, "{faults:?}: {}", lines(&one).len());
        for (at, (line, other)) in lines(&one).lines().zip(lines(&two).lines()).enumerate() {
            assert_eq!(line, other, "{faults:?}: request {at}");
        }
        assert_eq!(one, two, "{faults:?}");
    }
}
