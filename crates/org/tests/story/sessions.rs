//! People see where they are logged in and end what should not be.

use axum::http::Method;
use serde_json::{Value, json};
use testkit::Persona;

use crate::house::{BOSS_PASSWORD, House, PASSWORD, text};

const EDGE: &str = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0";

/// Logs in as the boss with a browser that says what it is.
async fn at(house: &House, browser: &str) -> Persona {
    let persona = house.stranger();
    let body = json!({ "login": "boss", "password": BOSS_PASSWORD });
    persona.send(Method::POST, "/api/session", Some(body), &[("user-agent", browser)]).await.ok();
    persona
}

async fn sessions(persona: &Persona) -> Vec<Value> {
    persona.get("/api/me/sessions").await.ok()["items"].as_array().unwrap().clone()
}

/// Every line of the trail with this action, the newest first.
async fn lines(house: &House, action: &str) -> Vec<audit::Row> {
    let tenant = org::tenants(&house.db).await.unwrap()[0];
    let filter = audit::Filter { action: Some(action.to_owned()), ..audit::Filter::default() };
    audit::list(&house.db.read(tenant), &filter, 100).await.unwrap()
}

#[tokio::test]
async fn the_list_says_when_where_and_which_one_is_this() {
    let (house, boss) = House::liaoning().await;
    house.travel("2021-06-01T09:20:00+08:00");
    let edge = at(&house, EDGE).await;
    house.travel("2021-06-01T09:25:00+08:00");
    boss.get("/api/me").await.ok();
    let told: Vec<_> = sessions(&edge)
        .await
        .iter()
        .map(|it| {
            (text(&it["device"]), text(&it["created_at"]), text(&it["last_seen_at"]), it["this"] == true)
        })
        .collect();
    let line = |device: &str, begun: &str, seen: &str, this: bool| {
        let at = |time: &str| format!("2021-06-01T{time}:00+08:00");
        (device.to_owned(), at(begun), at(seen), this)
    };
    assert_eq!(
        told,
        [line("Edge · Windows", "09:20", "09:25", true), line("", "09:00", "09:25", false)],
        "the newest first; looking at the list is using the session"
    );
    // What ended by time is not listed.
    house.travel("2021-06-01T09:54:00+08:00");
    edge.get("/api/me").await.ok();
    house.travel("2021-06-01T10:00:00+08:00");
    assert_eq!(sessions(&edge).await.len(), 1);
}

#[tokio::test]
async fn one_session_or_all_others_are_ended_by_their_owner_only() {
    let (house, boss) = House::liaoning().await;
    let root = house.root(&boss).await;
    let (edge, third, fourth) = (at(&house, EDGE).await, at(&house, "").await, at(&house, "").await);
    let all = sessions(&boss).await;
    assert_eq!(all.len(), 4);
    let edges = all.iter().find(|it| it["device"] == "Edge · Windows").unwrap();
    let path = format!("/api/me/sessions/{}", text(&edges["id"]));

    // A stranger with an account of their own does not find it.
    let li = house.person(&boss, "li-office", "office", &root).await;
    li.delete(&path).await.hidden();
    edge.get("/api/me").await.ok();

    assert_eq!(boss.delete(&path).await.ok()["ended"], 1);
    edge.get("/api/me").await.refused(401);
    boss.delete(&path).await.hidden();
    assert_eq!(boss.delete("/api/me/sessions").await.ok()["ended"], 2);
    for gone in [&third, &fourth] {
        gone.get("/api/me").await.refused(401);
    }
    assert_eq!(sessions(&boss).await.len(), 1);
    li.get("/api/me").await.ok();
    let lines = lines(&house, "org.end_session").await;
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0].detail["others"], 2);
    assert!(lines.iter().all(|line| line.outcome == "done" && line.person.is_some()));
}

/// A token that was stolen must not be able to throw its owner out, nor to see where they are.
#[tokio::test]
async fn a_program_sees_no_sessions_and_ends_none() {
    let (house, boss) = House::liaoning().await;
    let token = json!({ "name": "t", "scopes": ["org.read_units"], "days": 1 });
    let secret = text(&boss.post("/api/me/tokens", token).await.ok()["secret"]);
    let program = Persona::with_token(house.router.clone(), &secret);
    assert_eq!(program.get("/api/me/sessions").await.refused(409)["code"], "browser-only");
    assert_eq!(program.delete("/api/me/sessions").await.refused(409)["code"], "browser-only");
    boss.get("/api/me").await.ok();
}

#[tokio::test]
async fn a_new_password_ends_what_was_opened_with_the_old_one_and_says_so_in_the_trail() {
    let (house, boss) = House::liaoning().await;
    let root = house.root(&boss).await;
    let li = house.person(&boss, "li-office", "office", &root).await;
    let elsewhere = house.login("li-office", PASSWORD).await;
    let change = json!({ "current": PASSWORD, "new": "Another-river-2021" });
    li.put("/api/me/password", change).await.ok();
    li.get("/api/me").await.ok();
    elsewhere.get("/api/me").await.refused(401);
    assert_eq!(lines(&house, "org.change_password").await[0].detail["other_sessions_ended"], 1);

    let id = text(&li.get("/api/me").await.ok()["person"]["id"]);
    boss.post(&format!("/api/people/{id}/password"), json!({})).await.ok();
    li.get("/api/me").await.refused(401);
    let line = &lines(&house, "org.manage_people").await[0];
    assert_eq!((&line.detail["reset_password"], &line.detail["sessions_ended"]), (&json!(true), &json!(1)));
}
