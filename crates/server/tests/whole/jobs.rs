//! What runs by itself: when it is due, once on several servers, and in trouble until somebody mends it.

use sea_orm::{
    ConnectionTrait,
    sea_query::{Alias, Expr, ExprTrait, Query},
};
use serde_json::{Value, json};
use testkit::{Role, World};

use crate::province::NOW;

/// Names and outcomes of what ran.
async fn run(world: &World) -> Vec<(&'static str, Option<u64>)> {
    let ran = world.app.jobs.run_due().await.unwrap();
    ran.into_iter().map(|ran| (ran.name, ran.changed.ok())).collect()
}

async fn seen(world: &World, name: &str) -> Value {
    let list = world.admin.get("/api/jobs").await.ok();
    list.as_array().unwrap().iter().find(|job| job["name"] == name).unwrap().clone()
}

/// Sessions end when nobody uses them.
async fn travel(world: &World, now: &str) {
    world.app.travel_to(now);
    let login = json!({ "login": "admin", "password": "Liaoning-2021-ok" });
    world.admin.post("/api/session", login).await.ok();
}

#[tokio::test]
async fn each_job_runs_when_it_is_due_and_running_it_twice_changes_nothing() {
    let world = World::at(NOW).await;
    assert_eq!(seen(&world, "web.answers").await["state"], "never_ran");
    let all = ["audit.verify", "files.orphans", "files.unfinished", "statistics.recount", "web.answers"];
    assert_eq!(run(&world).await, all.map(|name| (name, Some(0))));
    assert_eq!(run(&world).await, []);
    assert_eq!(seen(&world, "web.answers").await["state"], "fine");

    let unit = json!({
        "key": "u1", "name": "厂", "kind": "enterprise", "parent_id": world.unit("shenyang"), "valid_from": "2021-01-01",
    });
    world.admin.post_once("k1", "/api/units", unit.clone()).await.ok();
    travel(&world, "2021-06-16T11:00:00+08:00").await;
    let hourly = ["files.unfinished", "web.answers"].map(|name| (name, Some(0)));
    assert_eq!(run(&world).await, hourly, "an hour later");
    let again = world.admin.post_once("k1", "/api/units", unit).await;
    again.ok();
    travel(&world, "2021-06-24T11:00:01+08:00").await;
    let ran = run(&world).await;
    assert_eq!(ran.len(), 5);
    assert_eq!(ran.last(), Some(&("web.answers", Some(1))), "after a week nobody repeats a request");
    assert_eq!(crate::trail::findings(&world).await, []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_several_servers_one_runs_it() {
    let world = World::at(NOW).await;
    let (one, two, three) = tokio::join!(run(&world), run(&world), run(&world));
    let mut ran: Vec<_> = [one, two, three].concat().into_iter().map(|(name, _)| name).collect();
    ran.sort_unstable();
    let all = ["audit.verify", "files.orphans", "files.unfinished", "statistics.recount", "web.answers"];
    assert_eq!(ran, all);
}

#[tokio::test]
async fn a_job_in_trouble_is_seen_until_it_succeeds() {
    let world = World::at(NOW).await;
    let officer = world.person(Role::SafetyManager, "sy-e1").await;
    let banner = json!({
        "campaign": world.campaign, "unit": world.unit("sy-e1"), "kind": "banner",
        "details": { "title": "横幅", "day": "2021-06-10", "mode": "online", "answers": { "banners": 3 } },
    });
    let made = officer.post("/api/activities", banner).await.ok();
    let submit = format!("/api/activities/{}/submit", made["id"].as_str().unwrap());
    officer.post(&submit, json!({ "revision": made["revision"] })).await.ok();
    let off_by = async |by: i64| {
        let value = Alias::new("tree_value");
        let update = Query::update()
            .table(Alias::new("tally"))
            .value(value.clone(), Expr::col(value.clone()).add(by))
            .and_where(Expr::col(value).gte(3))
            .to_owned();
        world.app.db.pool().execute(&update).await.unwrap();
    };
    off_by(1).await;
    let mut states = Vec::new();
    for minute in ["00", "02", "08", "20"] {
        travel(&world, &format!("2021-06-16T10:{minute}:00+08:00")).await;
        run(&world).await;
        let seen = seen(&world, "statistics.recount").await;
        assert!(seen["trouble"].as_str().unwrap().contains("统计数字与台账不符"), "{seen:#}");
        states.push((seen["state"].as_str().unwrap().to_owned(), seen["failures"].as_i64().unwrap()));
    }
    let expected = [("retrying", 1), ("retrying", 2), ("in_trouble", 3), ("in_trouble", 4)];
    assert_eq!(states, expected.map(|(state, failures)| (state.to_owned(), failures)));
    off_by(-1).await;

    officer.post("/api/jobs/statistics.recount/run", json!({})).await.forbidden();
    world.admin.post("/api/jobs/nothing/run", json!({})).await.refused(404);
    let lines = crate::trail::length(&world).await;
    world.admin.post("/api/jobs/statistics.recount/run", json!({})).await.ok();
    assert_eq!(crate::trail::length(&world).await, lines + 1);
    assert_eq!(run(&world).await, [("statistics.recount", Some(0))]);
    let seen = seen(&world, "statistics.recount").await;
    assert_eq!(
        (&seen["state"], &seen["trouble"], &seen["failures"]),
        (&json!("fine"), &json!(null), &json!(0))
    );
}

#[tokio::test]
async fn objects_that_no_file_names_go_and_all_others_stay() {
    let world = World::at(NOW).await;
    let officer = world.person(Role::CityOfficer, "shenyang").await;
    let pdf = crate::province::pdf();
    let file = officer.upload(world.unit("shenyang"), "document", "a.pdf", pdf.clone()).await;
    let objects = || {
        let mut found = Vec::new();
        for folder in std::fs::read_dir(world.app.files().join("sha256")).unwrap() {
            let entries = std::fs::read_dir(folder.unwrap().path()).unwrap();
            found.extend(entries.map(|entry| entry.unwrap().path()));
        }
        found
    };
    let named = objects();
    assert_eq!(named.len(), 1);
    let orphan = world.app.files().join("sha256/ab").join("c".repeat(62));
    std::fs::write(&orphan, b"an upload that failed between its object and its row").unwrap();
    std::fs::write(world.app.files().join("sha256/ab/readme"), b"not ours").unwrap();
    run(&world).await;
    assert!(orphan.exists(), "it is new: perhaps its row is on its way");
    // The disk's own clock gives files their time.
    travel(&world, "2199-01-01T00:00:00+08:00").await;
    assert!(run(&world).await.contains(&("files.orphans", Some(1))));
    assert!(!orphan.exists() && named[0].exists() && world.app.files().join("sha256/ab/readme").exists());
    officer.post("/api/session", json!({ "login": officer.name, "password": "Liaoning-2021-ok" })).await.ok();
    assert_eq!(officer.get(&format!("/api/files/{file}")).await.bytes, pdf);
}
