//! Keys for programs.

use serde_json::{Value, json};
use testkit::Persona;

use crate::house::{House, text};

#[tokio::test]
async fn a_token_does_what_it_is_for_until_it_ends() {
    let (house, boss) = House::liaoning().await;
    let root = house.root(&boss).await;
    let body = |scopes: Value, days: i64| json!({ "name": "统计程序", "scopes": scopes, "days": days });
    boss.post("/api/me/tokens", body(json!(["org.everything"]), 1)).await.refused(422);
    boss.post("/api/me/tokens", body(json!([]), 1)).await.refused(422);
    boss.post("/api/me/tokens", body(json!(["org.read_units"]), 367)).await.refused(422);
    let made = boss.post_once("k", "/api/me/tokens", body(json!(["org.read_units"]), 2)).await.ok();
    let again = boss.post_once("k", "/api/me/tokens", body(json!(["org.read_units"]), 2)).await.ok();
    assert_eq!((&again["token"], &again["secret"]), (&made["token"], &Value::Null));
    let secret = text(&made["secret"]);

    let program = Persona::with_token(house.router.clone(), &secret);
    program.get(&format!("/api/units/{root}")).await.ok();
    program
        .post(
            &format!("/api/units/{root}/names"),
            json!({ "revision": 1, "name": "x", "valid_from": "2021-06-01" }),
        )
        .await
        .forbidden();
    assert_eq!(program.get("/api/people").await.ok()["items"], json!([]));
    assert_eq!(program.get("/api/me").await.ok()["actions"], json!(["org.read_units"]));
    assert_eq!(program.get("/api/me/tokens").await.refused(409)["code"], "browser-only");
    let change = json!({ "current": crate::house::BOSS_PASSWORD, "new": crate::house::PASSWORD });
    program.put("/api/me/password", change).await.refused(409);
    // A session is no token and a token is no session.
    let as_cookie = format!("anxing_session={secret}");
    house
        .stranger()
        .send(axum::http::Method::GET, "/api/me", None, &[("cookie", &as_cookie)])
        .await
        .refused(401);

    let listed = boss.get("/api/me/tokens").await.ok();
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
    assert!(listed["items"][0]["last_used_at"].is_string());
    assert!(!listed.to_string().contains(&secret));
    house.travel("2021-06-03T09:00:00+08:00");
    program.get("/api/me").await.refused(401);
}

#[tokio::test]
async fn a_revoked_token_is_dead_and_belongs_to_one_person() {
    let (house, boss) = House::liaoning().await;
    let root = house.root(&boss).await;
    let other = house.person(&boss, "other", "security_admin", &root).await;
    let body = json!({ "name": "t", "scopes": ["org.read_units"], "days": 1 });
    let made = boss.post("/api/me/tokens", body).await.ok();
    let path = format!("/api/me/tokens/{}", text(&made["token"]["id"]));
    other.delete(&path).await.hidden();
    let program = Persona::with_token(house.router.clone(), &text(&made["secret"]));
    program.get("/api/me").await.ok();
    assert_eq!(boss.delete(&path).await.ok()["in_force"], false);
    program.get("/api/me").await.refused(401);
    let wrong = Persona::with_token(house.router.clone(), "anxing_1.0000");
    wrong.get("/api/me").await.refused(401);
}
