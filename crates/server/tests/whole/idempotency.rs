//! A lost answer makes people and programs send again; the key makes that harmless.

use axum::http::Method;
use serde_json::{Value, json};
use testkit::{Persona, Role, World};

use crate::province::{NOW, text};

fn unit(world: &World, key: &str, name: &str) -> Value {
    json!({
        "key": key, "name": name, "kind": "enterprise", "parent_id": world.unit("shenyang"),
        "attributes": {}, "valid_from": "2021-01-01",
    })
}

async fn named(world: &World, name: &str) -> usize {
    let tree = world.admin.get("/api/units/export?format=csv").await.text();
    tree.matches(name).count()
}

fn program(world: &World, unit: &str, kind: &str) -> Value {
    json!({ "campaign": world.campaign, "unit": world.unit(unit), "kind": kind, "details": { "title": "重发" } })
}

async fn activities(persona: &Persona) -> usize {
    persona.get("/api/activities?limit=200").await.ok()["items"].as_array().unwrap().len()
}

async fn kind_of(world: &World, persona: &Persona) -> String {
    let kinds = persona.get(&format!("/api/activities/kinds?campaign={}", world.campaign)).await.ok();
    text(&kinds.as_array().or_else(|| kinds["items"].as_array()).unwrap()[0]["key"])
}

#[tokio::test]
async fn the_same_key_has_one_effect_and_the_first_answer() {
    let world = World::at(NOW).await;
    let first = world.admin.post_once("k1", "/api/units", unit(&world, "twice-1", "重复厂")).await;
    let second = world.admin.post_once("k1", "/api/units", unit(&world, "twice-1", "重复厂")).await;
    assert_eq!((first.ok(), first.status), (second.ok(), second.status));
    assert_eq!(named(&world, "重复厂").await, 1);

    // The same key of another person is another key.
    let officer = world.person(Role::CityOfficer, "shenyang").await;
    let kind = kind_of(&world, &officer).await;
    officer.post_once("k1", "/api/activities", program(&world, "shenyang", &kind)).await.ok();
    assert_eq!(activities(&officer).await, 1);
}

#[tokio::test]
async fn the_same_key_for_something_else_is_refused() {
    let world = World::at(NOW).await;
    world.admin.post_once("k1", "/api/units", unit(&world, "once-1", "一次厂")).await.ok();
    let lines = crate::trail::length(&world).await;
    for (path, body) in [
        ("/api/units", unit(&world, "once-2", "另一厂")),
        ("/api/people", json!({ "name": "某人", "login": "someone", "posts": [] })),
    ] {
        let problem = world.admin.post_once("k1", path, body).await.refused(409);
        assert_eq!(problem["code"], "idempotency-key-reused", "{path}");
    }
    assert_eq!(crate::trail::length(&world).await, lines, "a refused repetition changes nothing");
    assert_eq!(named(&world, "另一厂").await, 0);
}

/// What a file says belongs to the request like everything else.
#[tokio::test]
async fn the_same_key_for_another_file_is_refused() {
    let world = World::at(NOW).await;
    let officer = world.person(Role::CityOfficer, "shenyang").await;
    let units = |key: &str| {
        let head = "key,name,kind,parent,region_code,attributes,valid_from,valid_to";
        format!("{head}\n{key},{key}厂,enterprise,shenyang,,,2021-01-01,\n").into_bytes()
    };
    let pdf = |text: &str| format!("%PDF-1.4\n% {text}\n%%EOF\n").into_bytes();
    let upload = format!("/api/files?kind=document&name=a.pdf&unit={}", world.unit("shenyang"));
    let cases = [
        (&world.admin, "/api/units/import", units("one"), units("two")),
        (&officer, upload.as_str(), pdf("one"), pdf("two")),
    ];
    for (who, path, first, second) in cases {
        let headers = [("content-type", "application/octet-stream"), ("idempotency-key", "k1")];
        let send = async |bytes: &[u8]| who.send_bytes(Method::POST, path, bytes.to_vec(), &headers).await;
        let (once, twice) = (send(&first).await, send(&first).await);
        assert_eq!((once.ok(), once.status), (twice.ok(), twice.status), "{path}");
        let lines = crate::trail::length(&world).await;
        assert_eq!(send(&second).await.refused(409)["code"], "idempotency-key-reused", "{path}");
        assert_eq!(crate::trail::length(&world).await, lines, "{path}");
    }
}

#[tokio::test]
async fn a_failed_request_does_not_use_up_its_key() {
    let world = World::at(NOW).await;
    world.admin.post_once("k1", "/api/units", unit(&world, "late-1", "")).await.refused(422);
    world.admin.post_once("k1", "/api/units", unit(&world, "late-1", "后来厂")).await.ok();
    assert_eq!(named(&world, "后来厂").await, 1);
}

#[tokio::test]
async fn a_key_that_is_none_is_refused() {
    let world = World::at(NOW).await;
    let long = "k".repeat(101);
    for key in ["", " ", "a b", long.as_str()] {
        let problem = world.admin.post_once(key, "/api/units", unit(&world, "x-1", "厂")).await.refused(400);
        assert_eq!(problem["code"], "idempotency-key", "{key:?}");
    }
}

/// Both answers are the first one, whatever the engine does about two transactions at the same time.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sent_twice_at_the_same_time_it_happens_once() {
    let world = World::at(NOW).await;
    let officer = world.person(Role::CityOfficer, "shenyang").await;
    let kind = kind_of(&world, &officer).await;
    for round in 0..5 {
        let key = format!("both-{round}");
        let body = program(&world, "shenyang", &kind);
        let (one, two, three) = tokio::join!(
            officer.post_once(&key, "/api/activities", body.clone()),
            officer.post_once(&key, "/api/activities", body.clone()),
            officer.post_once(&key, "/api/activities", body.clone()),
        );
        assert_eq!(one.ok(), two.ok());
        assert_eq!(one.ok(), three.ok());
        assert_eq!(activities(&officer).await, round + 1);
    }
    for round in 0..5 {
        let (key, name) = (format!("unit-{round}"), format!("同时{round}号厂"));
        let body = unit(&world, &format!("both-{round}"), &name);
        let (one, two) = tokio::join!(
            world.admin.post_once(&key, "/api/units", body.clone()),
            world.admin.post_once(&key, "/api/units", body.clone()),
        );
        assert_eq!(one.ok(), two.ok());
        assert_eq!(named(&world, &name).await, 1);
    }
    assert_eq!(crate::trail::findings(&world).await, []);
}
