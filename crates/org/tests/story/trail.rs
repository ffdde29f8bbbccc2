//! The audit viewer, and what is in the trail.

use serde_json::json;

use crate::house::{House, PASSWORD, text};

#[tokio::test]
async fn only_the_audit_administrator_looks_and_leaves_a_trace() {
    let (house, boss) = House::liaoning().await;
    let root = house.root(&boss).await;
    boss.get("/api/audit").await.forbidden();
    let wrong = json!({ "login": "boss", "password": "hunter2-secret" });
    house.stranger().post("/api/session", wrong).await.refused(400);
    let zhao = house.person(&boss, "zhao", "audit_admin", &root).await;

    let page = zhao.get("/api/audit?limit=200").await.ok();
    let lines = page["items"].as_array().unwrap();
    let said: Vec<String> = lines
        .iter()
        .rev()
        .map(|line| format!("{} {}", text(&line["action"]), text(&line["outcome"])))
        .collect();
    assert_eq!(
        said,
        [
            "org.set_up done",
            "org.log_in done",
            "org.log_in refused",
            "org.manage_people done",
            "org.log_in done",
            "org.change_password done",
        ]
    );
    assert_eq!(lines.last().unwrap()["person_name"], "王处长");
    assert_eq!(lines.last().unwrap()["unit_name"], "辽宁省");
    let about = |page: &serde_json::Value, kind: &str| -> Vec<String> {
        let lines = page["items"].as_array().unwrap().iter();
        let of_kind = lines.filter(|line| line["subject_kind"] == kind);
        of_kind.map(|line| text(&line["subject_name"])).collect()
    };
    assert_eq!(about(&page, "person"), ["人员 zhao"]);
    for secret in ["hunter2-secret", PASSWORD, crate::house::BOSS_PASSWORD, "argon2"] {
        assert!(!page.to_string().contains(secret), "{secret}");
    }

    let looks = zhao.get("/api/audit?action=audit.read").await.ok();
    assert_eq!(looks["items"].as_array().unwrap().len(), 1);
    let two = zhao.get("/api/audit?limit=2").await.ok();
    let rest = zhao.get(&format!("/api/audit?limit=200&after={}", text(&two["next"]))).await.ok();
    assert_eq!(rest["items"].as_array().unwrap().len(), 6);
    let nobody = zhao.get("/api/audit?until=2021-05-31T00:00:00%2B08:00").await.ok();
    assert_eq!(nobody["items"], json!([]));
    // Of a post the trail tells who holds it.
    let li = house.person(&boss, "li-expert", "expert", &root).await;
    let id = text(&li.get("/api/me").await.ok()["person"]["id"]);
    let post = json!({ "person_id": id, "unit_id": root, "role": "leading_group" });
    boss.post("/api/posts", post).await.ok();
    assert_eq!(about(&zhao.get("/api/audit?limit=5").await.ok(), "post"), ["人员 li-expert"]);
    let tenant = org::tenants(&house.db).await.unwrap()[0];
    assert_eq!(audit::verify(&house.db.read(tenant), None).await.unwrap().findings, []);
}

#[tokio::test]
async fn administrators_read_the_rights_table() {
    let (house, boss) = House::liaoning().await;
    let root = house.root(&boss).await;
    let rights = boss.get("/api/rights").await.ok();
    let manage =
        rights["actions"].as_array().unwrap().iter().find(|line| line["key"] == "org.manage_people").unwrap();
    assert_eq!(manage["reach"], json!({ "office": ["own_and_below"], "security_admin": ["everywhere"] }));
    house.person(&boss, "li-expert", "expert", &root).await.get("/api/rights").await.forbidden();
}

/// Asked without a login and by somebody without any post; both must learn nothing.
#[tokio::test]
async fn every_route_is_closed_to_strangers_and_to_the_powerless() {
    use axum::http::Method;
    let (house, boss) = House::liaoning().await;
    let root = house.root(&boss).await;
    let made = boss.post("/api/people", json!({ "name": "无权", "login": "nobody", "posts": [] })).await.ok();
    let one_time = text(&made["one_time_password"]);
    let powerless = house.login("nobody", &one_time).await;
    powerless.put("/api/me/password", json!({ "current": one_time, "new": PASSWORD })).await.ok();
    let id = root.as_str();
    let unit =
        json!({ "key": "x1", "name": "x", "kind": "city", "parent_id": id, "valid_from": "2021-01-01" });
    let routes = [
        (Method::POST, "/api/units".to_owned(), Some(unit)),
        (Method::GET, format!("/api/units/{id}"), None),
        (Method::PUT, format!("/api/units/{id}"), Some(json!({ "revision": 1, "attributes": {} }))),
        (
            Method::POST,
            format!("/api/units/{id}/names"),
            Some(json!({ "revision": 1, "name": "x", "valid_from": "2021-01-01" })),
        ),
        (Method::POST, format!("/api/units/{id}/close"), Some(json!({ "revision": 1 }))),
        (
            Method::POST,
            format!("/api/units/{id}/merge"),
            Some(json!({ "revision": 1, "into": id, "on": "2021-06-01" })),
        ),
        (Method::POST, format!("/api/units/{id}/move"), Some(json!({ "revision": 1, "parent_id": id }))),
        (Method::POST, "/api/people".to_owned(), Some(json!({ "name": "x", "login": "xxx", "posts": [] }))),
        (Method::GET, format!("/api/people/{id}"), None),
        (
            Method::POST,
            "/api/posts".to_owned(),
            Some(json!({ "person_id": id, "unit_id": id, "role": "expert" })),
        ),
        (Method::POST, format!("/api/posts/{id}/end"), Some(json!({ "last_day": "2021-06-01" }))),
        (Method::GET, "/api/audit".to_owned(), None),
        (Method::GET, "/api/rights".to_owned(), None),
    ];
    for (method, path, body) in routes {
        house.stranger().send(method.clone(), &path, body.clone(), &[]).await.refused(401);
        let status = powerless.send(method.clone(), &path, body, &[]).await.status.as_u16();
        assert!(matches!(status, 403 | 404), "{method} {path}: {status}");
    }
    for list in ["/api/units", "/api/units/tree", "/api/people", "/api/posts"] {
        house.stranger().get(list).await.refused(401);
        assert_eq!(powerless.get(list).await.ok()["items"], json!([]), "{list}");
    }
}
