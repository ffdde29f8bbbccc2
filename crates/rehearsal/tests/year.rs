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
    let app = TestApp::without_logouts("2021-05-01T09:00:00+08:00").await;
    let token = app.set_up_token().to_owned();
    rehearse(app.router.clone(), app.clock(), &token, script).await
}

#[tokio::test]
async fn the_first_seed_plays_june_without_a_difference() {
    let played = played(june(1)).await.map_err(|failed| failed.to_string());
    let played = played.unwrap();
    println!("{played:#?}");
    assert!(played.requests > 200, "{played:#?}");
}

#[tokio::test]
async fn a_seed_replays_to_the_byte() {
    let short = || Script { until: "2021-06-12".parse().unwrap(), ..june(2) };
    assert_eq!(played(short()).await.unwrap(), played(short()).await.unwrap());
}
