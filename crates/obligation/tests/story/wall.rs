//! The wall of the province: its own figures, and the stream that says when to ask again.

use serde_json::{Value, json};
use testkit::{Persona, Role, TestApp, World};

use crate::hands::*;

fn path(world: &World, what: &str, unit: &str) -> String {
    format!("/api/board{what}?campaign={}&unit={}", world.campaign, world.unit(unit))
}

/// Hears the stream of a unit, from the moment on in which it is open.
async fn hear(world: &World, persona: &Persona, unit: &str) -> testkit::Events {
    let mut events = persona.listen(&path(world, "/live", unit)).await;
    assert_eq!(
        events.next().await.as_deref(),
        Some("alive"),
        "at once, so that a page knows that it is heard"
    );
    events
}

fn sum(weeks: &Value, field: &str) -> i64 {
    weeks.as_array().unwrap().iter().map(|week| week[field].as_i64().unwrap()).sum()
}

#[tokio::test]
async fn weeks_and_the_board_agree_and_today_counts_what_is_due_today() {
    let world = World::at(IN_TIME).await;
    let officer = world.person(Role::CityOfficer, "shenyang").await;
    let id = weekly_of(&world, &officer, "shenyang").await;
    let wall = world.office.get(&path(&world, "/wall", "liaoning")).await.ok();
    assert_eq!(wall["today"], json!({"owed": 15, "handed_in": 0}), "the first Wednesday");
    report(&officer, &id, "内容").await;
    let wall = world.office.get(&path(&world, "/wall", "liaoning")).await.ok();
    assert_eq!(wall["today"], json!({"owed": 15, "handed_in": 1}));
    travel(&world, "2021-06-03T09:00:00+08:00", &[&officer]).await;
    let wall = world.office.get(&path(&world, "/wall", "liaoning")).await.ok();
    let board = world.office.get(&path(&world, "", "liaoning")).await.ok();
    for field in ["in_time", "due"] {
        assert_eq!(json!(sum(&wall["weeks"], field)), board["total"][field], "{field}");
    }
    let first = wall["weeks"].as_array().unwrap().iter().find(|week| week["monday"] == "2021-05-31");
    let first = first.unwrap();
    // The plan and the first weekly report of 15 units.
    assert_eq!((&first["in_time"], &first["due"]), (&json!(1), &json!(30)), "{first}");
    // Every city has a place of its own on the map of the province.
    let mut tiles: Vec<(i64, i64)> = wall["tiles"]
        .as_array()
        .unwrap()
        .iter()
        .map(|tile| (tile["row"].as_i64().unwrap(), tile["column"].as_i64().unwrap()))
        .collect();
    tiles.sort_unstable();
    tiles.dedup();
    assert_eq!(tiles.len(), 15);
    // A city's own wall counts what the city and its enterprises owe.
    let city = officer.get(&path(&world, "/wall", "shenyang")).await.ok();
    assert_eq!(json!(sum(&city["weeks"], "in_time")), json!(1));
    assert!(sum(&city["weeks"], "owed") < sum(&wall["weeks"], "owed"));
    assert_eq!(city["tiles"], json!([]), "its enterprises have none");
}

#[tokio::test]
async fn what_is_handed_in_is_heard_where_it_may_be_seen_and_nowhere_else() {
    let world = World::at(IN_TIME).await;
    let officer = world.person(Role::CityOfficer, "shenyang").await;
    let neighbour = world.person(Role::CityOfficer, "dalian").await;
    let id = weekly_of(&world, &officer, "shenyang").await;
    let own = weekly_of(&world, &neighbour, "dalian").await;
    let mut office = hear(&world, &world.office, "liaoning").await;
    let dalian = tokio::spawn(everything(hear(&world, &neighbour, "dalian").await));
    let version = report(&officer, &id, "内容").await;
    assert_eq!(office.news().await.as_deref(), Some("moved"));
    accept(&world.office, &version).await.ok();
    assert_eq!(office.news().await.as_deref(), Some("moved"));
    report(&neighbour, &own, "内容").await;
    assert_eq!(office.news().await.as_deref(), Some("moved"));
    // A look that came at once would have said it by now; another second for one that did not.
    accept(&world.office, &version).await.refused(409);
    waive(&world, "shenyang").await;
    assert_eq!(office.news().await.as_deref(), Some("moved"));
    neighbour.delete("/api/session").await.ok();
    assert_eq!(dalian.await.unwrap(), ["moved", "ended"], "its own report and nothing of 沈阳");
}

/// A screen that changes all the time cannot be read.
#[tokio::test]
async fn many_at_once_are_one_event_a_second() {
    let world = World::at(IN_TIME).await;
    let leader = world.person(Role::LeadingGroup, "liaoning").await;
    let officer = world.person(Role::CityOfficer, "shenyang").await;
    let id = weekly_of(&world, &officer, "shenyang").await;
    let mut events = hear(&world, &leader, "liaoning").await;
    let (say, mut said) = tokio::sync::mpsc::unbounded_channel();
    let listener = tokio::spawn(async move {
        while let Some(event) = events.news().await {
            say.send(event).unwrap();
        }
    });
    let stopwatch = std::time::Instant::now();
    for turn in 0..30 {
        let version = report(&officer, &id, &format!("第{turn}版")).await;
        send_back(&world.office, &version, json!([]), "2021-06-04T15:00:00+08:00").await.ok();
    }
    // However fast that was: it is said within a second.
    let mut news = vec![said.recv().await.unwrap()];
    leader.delete("/api/session").await.ok();
    listener.await.unwrap();
    while let Ok(event) = said.try_recv() {
        news.push(event);
    }
    assert_eq!(news.pop().as_deref(), Some("ended"));
    let seconds = usize::try_from(stopwatch.elapsed().as_secs()).unwrap();
    assert!(news.len() <= seconds + 1 && news.len() < 30, "{} events in {seconds} s", news.len());
}

/// Everything until the server closes, without the signs of life.
async fn everything(mut events: testkit::Events) -> Vec<String> {
    let mut heard = Vec::new();
    while let Some(event) = events.news().await {
        heard.push(event);
    }
    heard
}

async fn waive(world: &World, unit: &str) {
    let row = world.obligation(&world.office, unit, "weekly", "2021-W23").await;
    let path = format!("/api/obligations/{}/waiver", row["id"].as_str().unwrap());
    world.office.post(&path, json!({"reason": "受灾"})).await.ok();
}

#[tokio::test]
async fn an_adopted_plan_is_heard_by_everybody() {
    let world = World::at(IN_TIME).await;
    let officer = world.person(Role::CityOfficer, "dalian").await;
    let mut dalian = hear(&world, &officer, "dalian").await;
    adopt(&world, &with_figures(&testkit::shipped("plans/liaoning-2021/plan.yaml"))).await;
    assert_eq!(dalian.next().await.as_deref(), Some("moved"));
}

#[tokio::test]
async fn strangers_hear_nothing_and_nobody_hears_too_often() {
    let world = World::at(IN_TIME).await;
    let neighbour = world.person(Role::CityOfficer, "dalian").await;
    for what in ["/live", "/wall"] {
        world.app.stranger().get(&path(&world, what, "liaoning")).await.refused(401);
        for unit in ["liaoning", "shenyang", "sy-e1"] {
            neighbour.get(&path(&world, what, unit)).await.hidden();
        }
        // An administrator sees no obligations.
        world.admin.get(&path(&world, what, "liaoning")).await.hidden();
    }
    let mut open = Vec::new();
    for _ in 0..4 {
        open.push(hear(&world, &neighbour, "dalian").await);
    }
    neighbour.get(&path(&world, "/live", "dalian")).await.refused(429);
    open.pop();
    hear(&world, &neighbour, "dalian").await;
}

#[tokio::test]
async fn a_stream_ends_with_the_session_and_with_the_post_and_keeps_no_session_alive() {
    let world = World::at(IN_TIME).await;
    let officer = world.person(Role::CityOfficer, "shenyang").await;
    let mut events = hear(&world, &officer, "shenyang").await;
    officer.delete("/api/session").await.ok();
    assert_eq!(events.news().await.as_deref(), Some("ended"), "logged out");
    assert_eq!(events.next().await, None);
    officer.get(&path(&world, "/live", "shenyang")).await.refused(401);

    // A session that nobody uses ends after half an hour, stream or no stream.
    let login = json!({"login": officer.name, "password": testkit::PASSWORD});
    officer.post("/api/session", login.clone()).await.ok();
    let mut events = hear(&world, &officer, "shenyang").await;
    for (now, unit) in [("2021-06-02T10:20:00+08:00", "shenyang"), ("2021-06-02T10:30:01+08:00", "dalian")] {
        world.app.travel_to(now);
        // Another's act makes the stream look, which must not count as use.
        let login = json!({"login": world.office.name, "password": testkit::PASSWORD});
        world.office.post("/api/session", login).await.ok();
        waive(&world, unit).await;
        if unit == "shenyang" {
            assert_eq!(events.news().await.as_deref(), Some("moved"), "{now}");
        }
    }
    assert_eq!(events.news().await.as_deref(), Some("ended"), "idle");

    // The post ends, the session goes on: there is nothing left to see.
    officer.post("/api/session", login).await.ok();
    let mut events = hear(&world, &officer, "shenyang").await;
    end_posts(&world, &officer).await;
    assert_eq!(events.news().await.as_deref(), Some("ended"), "without a post");
    officer.get("/api/me").await.ok();
}

async fn end_posts(world: &World, officer: &Persona) {
    let login = json!({"login": "admin", "password": testkit::PASSWORD});
    world.admin.post("/api/session", login).await.ok();
    let me = officer.get("/api/me").await.ok();
    let post = me["posts"][0]["id"].as_str().unwrap();
    let ended = json!({"last_day": "2021-06-01"});
    world.admin.post(&format!("/api/posts/{post}/end"), ended).await.ok();
}

/// Two servers on one database: what one commits is heard at the other.
#[tokio::test]
async fn what_another_server_commits_is_heard_too() {
    let world = World::in_app(TestApp::at(IN_TIME).await).await;
    if world.app.database_url().is_none() {
        return;
    }
    let officer = world.person(Role::CityOfficer, "shenyang").await;
    let id = weekly_of(&world, &officer, "shenyang").await;
    let other = world.app.another().await;
    let elsewhere = Persona::login(other, &world.office.name, testkit::PASSWORD).await;
    let mut events = hear(&world, &elsewhere, "liaoning").await;
    report(&officer, &id, "内容").await;
    assert_eq!(events.news().await.as_deref(), Some("moved"));
}
