//! Seeds through June on both engines, each compared by the auditor after every day.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop at once")]

use rehearsal::{Failed, Played, Script, rehearse};
use testkit::{TestApp, shipped};

/// More cities only cost more password hashes; the mixes come from the seeds.
const CITIES: usize = 3;

fn june(seed: u64) -> Script {
    Script {
        plan: shipped("plans/liaoning-2021/plan.yaml"),
        units_csv: shipped("plans/liaoning-2021/units.csv"),
        seed,
        from: "2021-06-01".parse().unwrap(),
        until: "2021-06-30".parse().unwrap(),
        cities: CITIES,
        scale: 1,
    }
}

async fn played(script: Script) -> Result<Played, Failed> {
    let app = TestApp::without_logouts(&script.begins().to_string()).await;
    let token = app.set_up_token().to_owned();
    rehearse(app.router.clone(), app.clock(), &token, script).await
}

/// How many seeds this engine plays: a database of its own on a server costs more.
fn seeds() -> u64 {
    if std::env::var("ANXING_TEST_ENGINE").as_deref() == Ok("postgres") { 5 } else { 20 }
}

/// Every fourth seed from the first one, so that four of these run side by side.
async fn play_from(first: u64) {
    let mut seen = std::collections::BTreeSet::new();
    for seed in (first..=seeds()).step_by(4) {
        match played(june(seed)).await {
            Ok(Played { acts, .. }) => seen.extend(acts.into_keys()),
            Err(failed) => panic!("{failed}\nanxing rehearse … --cities {CITIES} --seed {seed}"),
        }
    }
    assert!(seen.len() > 5, "hardly anything happened: {seen:?}");
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

#[tokio::test]
async fn a_seed_replays_to_the_byte() {
    let short = || Script { until: "2021-06-12".parse().unwrap(), ..june(2) };
    assert_eq!(played(short()).await.unwrap(), played(short()).await.unwrap());
}
