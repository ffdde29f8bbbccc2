//! The tree: made, named, moved, merged, closed.

use serde_json::{Value, json};

use crate::house::{House, text};

fn keys(answer: &Value) -> Vec<String> {
    answer["items"].as_array().unwrap().iter().map(|item| text(&item["key"])).collect()
}

#[tokio::test]
async fn names_are_history() {
    let (house, boss) = House::liaoning().await;
    let root = house.root(&boss).await;
    let body = json!({
        "key": "shenfu", "name": "沈抚新区", "kind": "special_zone", "parent_id": root, "valid_from": "2020-01-01",
    });
    let zone = boss.post("/api/units", body).await.ok();
    let path = format!("/api/units/{}", text(&zone["id"]));
    let rename = json!({ "revision": 1, "name": "沈抚示范区", "valid_from": "2021-07-01" });
    let renamed = boss.post(&format!("{path}/names"), rename.clone()).await.ok();
    assert_eq!((&renamed["name"], &renamed["revision"]), (&json!("沈抚新区"), &json!(2)));
    boss.post(&format!("{path}/names"), rename).await.refused(412);
    assert_eq!(renamed["names"].as_array().unwrap().len(), 2);
    assert_eq!(renamed["path"][0]["name"], "辽宁省");

    let on = boss.get("/api/units/tree?on=2021-07-01").await.ok();
    assert_eq!(on["items"][1]["name"], "沈抚示范区");
    // Both names lead to it, also in full-width letters and other case.
    for q in ["新区", "示范", "ＳＨＥＮＦＵ"] {
        assert_eq!(keys(&boss.get(&format!("/api/units?q={q}")).await.ok()), ["shenfu"], "{q}");
    }
    assert_eq!(keys(&boss.get("/api/units?q=%25").await.ok()), Vec::<String>::new());
}

#[tokio::test]
async fn moving_takes_everything_along_and_refuses_circles() {
    let (house, boss) = House::liaoning().await;
    let root = house.root(&boss).await;
    let (a, b) = (house.unit(&boss, "a", "city", &root).await, house.unit(&boss, "b", "city", &root).await);
    let firm = house.unit(&boss, "firm", "enterprise", &a).await;
    let line = house.unit(&boss, "line", "line", &firm).await;

    let officer_b = house.person(&boss, "officer-b", "city_officer", &b).await;
    officer_b.get(&format!("/api/units/{line}")).await.hidden();
    let under = |parent: &str| json!({ "revision": 1, "parent_id": parent });
    let subsidiary = house.unit(&boss, "subsidiary", "enterprise", &firm).await;
    for (unit, parent, code) in
        [(&firm, &subsidiary, "unit-circle"), (&a, &line, "unit-place"), (&line, &a, "unit-place")]
    {
        let refused = boss.post(&format!("/api/units/{unit}/move"), under(parent)).await.refused(409);
        assert_eq!(refused["code"], code);
    }
    let to_b = json!({ "revision": 1, "parent_id": b });
    boss.post(&format!("/api/units/{firm}/move"), to_b.clone()).await.ok();
    assert_eq!(officer_b.get(&format!("/api/units/{line}")).await.ok()["path"][1]["key"], "b");
    assert_eq!(keys(&officer_b.get("/api/units").await.ok()), ["b", "firm", "line", "subsidiary"]);
    officer_b.post(&format!("/api/units/{firm}/move"), to_b).await.forbidden();
    let root_moves = json!({ "revision": 1, "parent_id": b });
    boss.post(&format!("/api/units/{root}/move"), root_moves).await.refused(409);
}

#[tokio::test]
async fn merging_closes_and_hands_over_the_children() {
    let (house, boss) = House::liaoning().await;
    let root = house.root(&boss).await;
    let (a, b) = (house.unit(&boss, "a", "city", &root).await, house.unit(&boss, "b", "city", &root).await);
    let firm = house.unit(&boss, "firm", "enterprise", &a).await;
    let merge = |into: &str, revision: i64| json!({ "revision": revision, "into": into, "on": "2021-06-15" });
    boss.post(&format!("/api/units/{a}/merge"), merge(&firm, 1)).await.refused(422);
    boss.post(&format!("/api/units/{a}/merge"), merge(&a, 1)).await.refused(422);
    let early = boss.post(&format!("/api/units/{a}/merge"), merge(&b, 1)).await.refused(422);
    assert_eq!(early["errors"][0]["code"], "future", "what stands under it would move before the day");

    house.travel("2021-06-15T09:00:00+08:00");
    let boss = house.login("boss", crate::house::BOSS_PASSWORD).await;
    let merged = boss.post(&format!("/api/units/{a}/merge"), merge(&b, 1)).await.ok();
    assert_eq!(merged["valid_to"], "2021-06-14");
    assert_eq!(merged["merged_into"]["key"], "b");
    assert_eq!(merged["in_force"], false);
    assert_eq!(boss.get(&format!("/api/units/{firm}")).await.ok()["path"][1]["key"], "b");
    let reopen = json!({ "revision": 2 });
    boss.post(&format!("/api/units/{a}/close"), reopen).await.refused(409);
    assert_eq!(keys(&boss.get("/api/units").await.ok()), ["b", "firm", "liaoning"]);
    assert_eq!(keys(&boss.get("/api/units?closed=true").await.ok()), ["a", "b", "firm", "liaoning"]);
    assert_eq!(keys(&boss.get("/api/units?on=2021-06-14").await.ok()), ["a", "b", "firm", "liaoning"]);
}

#[tokio::test]
async fn closing_waits_for_the_children_and_can_be_undone() {
    let (house, boss) = House::liaoning().await;
    let root = house.root(&boss).await;
    let city = house.unit(&boss, "city", "city", &root).await;
    let firm = house.unit(&boss, "firm", "enterprise", &city).await;
    let close = |revision: i64, day: Option<&str>| json!({ "revision": revision, "last_day": day });
    let refused =
        boss.post(&format!("/api/units/{city}/close"), close(1, Some("2021-06-30"))).await.refused(409);
    assert_eq!(refused["code"], "unit-has-children");
    boss.post(&format!("/api/units/{firm}/close"), close(1, Some("2020-12-31"))).await.refused(422);
    boss.post(&format!("/api/units/{firm}/close"), close(1, Some("2021-06-30"))).await.ok();
    boss.post(&format!("/api/units/{city}/close"), close(1, Some("2021-06-30"))).await.ok();
    let child = json!({
        "key": "late", "name": "晚来的", "kind": "enterprise", "parent_id": city, "valid_from": "2021-07-01",
    });
    assert_eq!(boss.post("/api/units", child).await.refused(409)["code"], "parent-closed");
    let opened = boss.post(&format!("/api/units/{city}/close"), close(2, None)).await.ok();
    assert_eq!(opened["valid_to"], Value::Null);
    boss.post(&format!("/api/units/{root}/close"), close(1, Some("2021-06-30"))).await.refused(409);
}

#[tokio::test]
async fn input_is_answered_field_by_field() {
    let (house, boss) = House::liaoning().await;
    let root = house.root(&boss).await;
    let body = json!({
        "key": "大连", "name": "长".repeat(10_000), "kind": "city", "parent_id": root,
        "region_code": "2102", "attributes": { "Bad Key": "x" }, "valid_from": "2021-06-02", "valid_to": "2021-06-01",
    });
    let problem = boss.post("/api/units", body).await.refused(422);
    let pointers: Vec<_> =
        problem["errors"].as_array().unwrap().iter().map(|e| text(&e["pointer"])).collect();
    assert_eq!(pointers, ["/valid_to", "/key", "/name", "/region_code", "/attributes"]);
    let good = json!({
        "key": "example", "name": "示例😀𠮷𬭎公司", "kind": "enterprise", "parent_id": root, "valid_from": "2021-01-01",
        "attributes": { "producer": "yes" },
    });
    let made = boss.post("/api/units", good.clone()).await.ok();
    assert_eq!((&made["name"], &made["attributes"]["producer"]), (&json!("示例😀𠮷𬭎公司"), &json!("yes")));
    assert_eq!(boss.post("/api/units", good).await.refused(422)["errors"][0]["code"], "taken");
    let edit = json!({ "revision": 1, "region_code": "210200", "attributes": { "seller": "yes" } });
    let edited = boss.put(&format!("/api/units/{}", text(&made["id"])), edit).await.ok();
    assert_eq!(edited["attributes"], json!({ "seller": "yes" }));
    boss.get("/api/units/not-an-id").await.hidden();
    boss.get("/api/units?limit=0").await.refused(400);
    boss.get("/api/units?kind=planet").await.refused(400);
}

#[tokio::test]
async fn lists_come_in_pages() {
    let (house, boss) = House::liaoning().await;
    let root = house.root(&boss).await;
    for n in 0..5 {
        house.unit(&boss, &format!("city-{n}"), "city", &root).await;
    }
    let first = boss.get("/api/units?kind=city&limit=2").await.ok();
    assert_eq!(keys(&first), ["city-0", "city-1"]);
    let rest = boss.get(&format!("/api/units?kind=city&limit=200&after={}", text(&first["next"]))).await.ok();
    assert_eq!(keys(&rest), ["city-2", "city-3", "city-4"]);
    assert_eq!(rest["next"], Value::Null);
}

#[tokio::test]
async fn a_repeated_request_makes_one_unit() {
    let (house, boss) = House::liaoning().await;
    let root = house.root(&boss).await;
    let body =
        json!({ "key": "c", "name": "市", "kind": "city", "parent_id": root, "valid_from": "2021-01-01" });
    let one = boss.post_once("k1", "/api/units", body.clone()).await.ok();
    assert_eq!(boss.post_once("k1", "/api/units", body).await.ok(), one);
    assert_eq!(boss.get("/api/units?kind=city").await.ok()["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn two_moves_at_the_same_time_make_no_circle() {
    let (house, boss) = House::liaoning().await;
    let root = house.root(&boss).await;
    let enterprise = async |key: &str| house.unit(&boss, key, "enterprise", &root).await;
    let (a, b) = (enterprise("a").await, enterprise("b").await);
    let below = |parent: &str| json!({ "revision": 1, "parent_id": parent });
    let (path_a, path_b) = (format!("/api/units/{a}/move"), format!("/api/units/{b}/move"));
    let (first, second) = tokio::join!(boss.post(&path_a, below(&b)), boss.post(&path_b, below(&a)));
    let statuses = [first.status.as_u16(), second.status.as_u16()];
    assert!(statuses == [200, 409] || statuses == [409, 200], "{statuses:?}");
}
