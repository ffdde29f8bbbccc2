//! People, their posts, and who may give them.

use serde_json::{Value, json};

use crate::house::{House, PASSWORD, text};

fn names(answer: &Value, field: &str) -> Vec<String> {
    answer["items"].as_array().unwrap().iter().map(|item| text(&item[field])).collect()
}

#[tokio::test]
async fn an_office_keeps_the_people_of_its_tree_and_no_administrators() {
    let (house, boss) = House::liaoning().await;
    let root = house.root(&boss).await;
    let (a, b) = (house.unit(&boss, "a", "city", &root).await, house.unit(&boss, "b", "city", &root).await);
    let office = house.person(&boss, "office", "office", &root).await;
    let stranger = house.person(&boss, "officer-b", "city_officer", &b).await;

    let new = |login: &str, role: &str, unit: &str| json!({ "name": "新人", "login": login, "posts": [{ "unit_id": unit, "role": role }] });
    let made = office.post("/api/people", new("officer-a", "city_officer", &a)).await.ok();
    let person = text(&made["person"]["id"]);
    office.post("/api/people", new("x-admin", "system_admin", &root)).await.forbidden();
    stranger.post("/api/people", new("x-any", "city_officer", &b)).await.forbidden();
    let nowhere = json!({ "name": "无岗", "login": "x-none", "posts": [] });
    office.post("/api/people", nowhere).await.forbidden();

    stranger.get(&format!("/api/people/{person}")).await.hidden();
    office.post(&format!("/api/people/{person}/password"), Value::Null).await.ok();
    // An administrator is seen by the office and managed by the security administrator alone.
    let audit = boss.post("/api/people", new("auditor", "audit_admin", &root)).await.ok();
    let audit = text(&audit["person"]["id"]);
    office.get(&format!("/api/people/{audit}")).await.ok();
    office.post(&format!("/api/people/{audit}/disable"), Value::Null).await.forbidden();
    boss.post(&format!("/api/people/{audit}/disable"), Value::Null).await.ok();
}

#[tokio::test]
async fn posts_are_held_where_their_rights_make_sense_and_nobody_gives_them_to_themselves() {
    let (house, boss) = House::liaoning().await;
    let root = house.root(&boss).await;
    let city = house.unit(&boss, "city", "city", &root).await;
    let firm = house.unit(&boss, "firm", "enterprise", &city).await;
    let office = house.person(&boss, "office", "office", &root).await;
    for (role, unit) in
        [("office", &city), ("leading_group", &firm), ("city_reviewer", &firm), ("safety_manager", &city)]
    {
        let body =
            json!({ "name": "新人", "login": "misplaced", "posts": [{ "unit_id": unit, "role": role }] });
        assert_eq!(office.post("/api/people", body).await.refused(409)["code"], "post-place", "{role}");
    }
    for (who, role, unit) in [(&office, "city_officer", &city), (&boss, "office", &root)] {
        let me = text(&who.get("/api/me").await.ok()["person"]["id"]);
        let post = json!({ "person_id": me, "unit_id": unit, "role": role });
        assert_eq!(who.post("/api/posts", post).await.refused(409)["code"], "own-post", "{role}");
    }
}

#[tokio::test]
async fn a_login_is_unique_and_a_disabled_person_is_out_at_once() {
    let (house, boss) = House::liaoning().await;
    let root = house.root(&boss).await;
    let li = house.person(&boss, "Li-Office", "office", &root).await;
    let again = json!({ "name": "另一人", "login": "ｌｉ-office", "posts": [] });
    let problem = boss.post("/api/people", again).await.refused(422);
    assert_eq!(problem["errors"][0]["pointer"], "/login");
    let id = text(&li.get("/api/me").await.ok()["person"]["id"]);
    boss.post(&format!("/api/people/{id}/disable"), Value::Null).await.ok();
    li.get("/api/me").await.refused(401);
    let login = json!({ "login": "li-office", "password": PASSWORD });
    assert_eq!(
        house.stranger().post("/api/session", login.clone()).await.refused(400)["code"],
        "login-failed"
    );
    assert_eq!(names(&boss.get("/api/people").await.ok(), "login"), ["boss"]);
    boss.post(&format!("/api/people/{id}/enable"), Value::Null).await.ok();
    house.stranger().post("/api/session", login).await.ok();
}

#[tokio::test]
async fn the_three_administrators_stay_apart() {
    let (house, boss) = House::liaoning().await;
    let root = house.root(&boss).await;
    let me = text(&boss.get("/api/me").await.ok()["person"]["id"]);
    let audit = |person: &str| json!({ "person_id": person, "unit_id": root, "role": "audit_admin" });
    let refused = boss.post("/api/posts", audit(&me)).await.refused(409);
    assert_eq!(refused["code"], "own-post");
    let zhao = house.person(&boss, "zhao", "audit_admin", &root).await;
    let zhao_id = text(&zhao.get("/api/me").await.ok()["person"]["id"]);
    let system = json!({ "person_id": zhao_id, "unit_id": root, "role": "system_admin" });
    let refused = boss.post("/api/posts", system).await.refused(409);
    assert_eq!(refused["code"], "separated-administrators");

    // The last security administrator cannot be taken away, by whatever way.
    let posts = boss.get(&format!("/api/posts?person={me}&role=security_admin")).await.ok();
    let post = text(&posts["items"][0]["id"]);
    let yesterday = json!({ "last_day": "2021-05-31" });
    let refused = boss.post(&format!("/api/posts/{post}/end"), yesterday.clone()).await.refused(409);
    assert_eq!(refused["code"], "last-security-admin");
    boss.post(&format!("/api/people/{me}/disable"), Value::Null).await.refused(409);
    let heir = house.person(&boss, "heir", "security_admin", &root).await;
    heir.post(&format!("/api/posts/{post}/end"), yesterday).await.ok();
    boss.post("/api/posts", audit(&me)).await.forbidden();
}

#[tokio::test]
async fn a_stand_in_has_the_rights_for_these_days_only() {
    let (house, boss) = House::liaoning().await;
    let root = house.root(&boss).await;
    let city = house.unit(&boss, "city", "city", &root).await;
    let zhang = house.person(&boss, "zhang", "city_officer", &city).await;
    let li = house.person(&boss, "li-expert", "expert", &root).await;
    let me = |who: Value| text(&who["person"]["id"]);
    let (zhang_me, li_id) = (zhang.get("/api/me").await.ok(), me(li.get("/api/me").await.ok()));
    let post = text(&zhang_me["posts"][0]["id"]);
    let path = format!("/api/posts/{post}/stand-ins");
    let days = |person: &str, from: &str, to: &str| json!({ "person_id": person, "valid_from": from, "valid_to": to });
    boss.post(&path, days(&me(zhang_me), "2021-06-07", "2021-06-11")).await.refused(409);
    boss.post(&path, days(&li_id, "2021-06-11", "2021-06-07")).await.refused(422);
    boss.post(&path, days(&li_id, "2021-05-01", "2021-06-07")).await.refused(409);
    let stand_in = boss.post(&path, days(&li_id, "2021-06-07", "2021-06-11")).await.ok();
    assert_eq!(stand_in["stands_in_for"], json!(post));
    let again = format!("/api/posts/{}/stand-ins", text(&stand_in["id"]));
    boss.post(&again, days(&li_id, "2021-06-07", "2021-06-11")).await.refused(409);

    for (day, roles) in [
        ("06", vec!["expert"]),
        ("07", vec!["expert", "city_officer"]),
        ("11", vec!["expert", "city_officer"]),
        ("12", vec!["expert"]),
    ] {
        house.travel(&format!("2021-06-{day}T12:00:00+08:00"));
        let li = house.login("li-expert", PASSWORD).await;
        let me = li.get("/api/me").await.ok();
        let held: Vec<_> = me["posts"].as_array().unwrap().iter().map(|post| text(&post["role"])).collect();
        assert_eq!(held, roles, "{day} June");
    }
    // Ending the post ends whoever stands in for it.
    house.travel("2021-06-08T12:00:00+08:00");
    let boss = house.login("boss", crate::house::BOSS_PASSWORD).await;
    boss.post(&format!("/api/posts/{post}/end"), json!({ "last_day": "2021-06-07" })).await.ok();
    let li = house.login("li-expert", PASSWORD).await;
    assert_eq!(li.get("/api/me").await.ok()["posts"].as_array().unwrap().len(), 1);
    assert_eq!(boss.get("/api/people?q=zhang").await.ok()["items"][0]["posts"], json!([]));
    boss.post(&format!("/api/posts/{post}/end"), json!({ "last_day": "2021-06-08" })).await.refused(409);
}

#[tokio::test]
async fn whoever_is_moved_leaves_one_post_and_enters_the_other_or_neither() {
    let (house, boss) = House::liaoning().await;
    let root = house.root(&boss).await;
    let city = house.unit(&boss, "city", "city", &root).await;
    let other = house.unit(&boss, "other", "city", &root).await;
    let zhang = house.person(&boss, "zhang", "city_officer", &city).await;
    let me = zhang.get("/api/me").await.ok();
    let path = format!("/api/posts/{}/transfer", text(&me["posts"][0]["id"]));
    let to = |unit: &str, role: &str, day: &str| json!({ "unit_id": unit, "role": role, "first_day": day });
    zhang.post(&path, to(&other, "city_officer", "2021-06-07")).await.hidden();
    boss.post(&path, to(&other, "city_officer", "2021-05-31")).await.refused(422);
    let wrong = boss.post(&path, to(&other, "office", "2021-06-07")).await.refused(409);
    assert_eq!(wrong["code"], "post-place");
    let early = boss.post(&path, to(&other, "city_officer", "2021-06-01")).await.refused(422);
    assert_eq!(early["errors"][0]["code"], "order", "a post does not end before its first day: {early}");
    let held = boss.get("/api/people?q=zhang").await.ok()["items"][0]["posts"].clone();
    assert_eq!(held[0]["valid_to"], json!(null), "a move that is refused leaves the old post as it was");

    let moved = boss.post(&path, to(&other, "city_reviewer", "2021-06-07")).await.ok();
    assert_eq!((&moved["unit"]["id"], &moved["valid_from"]), (&json!(other), &json!("2021-06-07")));
    for (day, role, unit) in [("06", "city_officer", &city), ("07", "city_reviewer", &other)] {
        house.travel(&format!("2021-06-{day}T12:00:00+08:00"));
        let me = house.login("zhang", PASSWORD).await.get("/api/me").await.ok();
        let posts = me["posts"].as_array().unwrap();
        assert_eq!(posts.len(), 1, "{day} June");
        assert_eq!((&posts[0]["role"], &posts[0]["unit"]["id"]), (&json!(role), &json!(unit)), "{day} June");
    }
    let boss = house.login("boss", crate::house::BOSS_PASSWORD).await;
    boss.post(&path, to(&city, "city_officer", "2021-06-08")).await.refused(409);
}

#[tokio::test]
async fn phones_are_masked_and_only_for_the_security_administrator() {
    let (house, boss) = House::liaoning().await;
    let root = house.root(&boss).await;
    let office = house.person(&boss, "office", "office", &root).await;
    let body = json!({
        "name": "有电话的人", "login": "phone", "phone": "138 1234 1234",
        "posts": [{ "unit_id": root, "role": "expert", "title": "专家组组长" }],
    });
    let made = boss.post("/api/people", body).await.ok();
    assert_eq!(made["person"]["phone"], "138****1234");
    let path = format!("/api/people/{}", text(&made["person"]["id"]));
    assert_eq!(office.get(&path).await.ok()["phone"], Value::Null);
    let edit = json!({ "revision": 1, "name": "改名的人" });
    let edited = office.put(&path, edit.clone()).await.ok();
    assert_eq!(edited["name"], "改名的人");
    office.put(&path, edit).await.refused(412);
    assert_eq!(boss.get(&path).await.ok()["phone"], "138****1234", "an absent number leaves the old one");
    boss.put(&path, json!({ "revision": 2, "name": "改名的人", "phone": "" })).await.ok();
    assert_eq!(boss.get(&path).await.ok()["phone"], Value::Null);
    assert_eq!(names(&boss.get("/api/people?q=改名").await.ok(), "login"), ["phone"]);
    assert_eq!(names(&boss.get("/api/people?role=expert").await.ok(), "login"), ["phone"]);
    // Who comes first is a matter of the engine's collation; that there is one and more to come is not.
    let page = boss.get(&format!("/api/people?under={root}&limit=1")).await.ok();
    assert_eq!(names(&page, "login").len(), 1);
    assert!(page["next"].is_string());
}

#[tokio::test]
async fn pages_of_people_neither_repeat_nor_skip() {
    let (_house, boss) = House::liaoning().await;
    for n in 0..4 {
        let body = json!({ "name": "同名", "login": format!("same-{n}"), "posts": [] });
        boss.post("/api/people", body).await.ok();
    }
    let mut seen = Vec::new();
    let mut path = "/api/people?limit=2".to_owned();
    loop {
        let page = boss.get(&path).await.ok();
        seen.extend(names(&page, "login"));
        let Some(next) = page["next"].as_str() else { break };
        path = format!("/api/people?limit=2&after={next}");
    }
    assert_eq!(seen, ["same-0", "same-1", "same-2", "same-3", "boss"]);
}

#[tokio::test]
async fn a_repeated_request_makes_one_person_and_keeps_no_password() {
    let (_house, boss) = House::liaoning().await;
    let body = json!({ "name": "一次", "login": "once", "posts": [] });
    let first = boss.post_once("k1", "/api/people", body.clone()).await.ok();
    let again = boss.post_once("k1", "/api/people", body).await.ok();
    assert_eq!(first["person"], again["person"]);
    assert!(first["one_time_password"].is_string());
    assert_eq!(again["one_time_password"], Value::Null);
}

#[tokio::test]
async fn two_security_administrators_cannot_remove_each_other_at_the_same_time() {
    let (house, boss) = House::liaoning().await;
    let root = house.root(&boss).await;
    let heir = house.person(&boss, "heir", "security_admin", &root).await;
    let id = |me: Value| text(&me["person"]["id"]);
    let (boss_id, heir_id) = (id(boss.get("/api/me").await.ok()), id(heir.get("/api/me").await.ok()));
    let (at_heir, at_boss) =
        (format!("/api/people/{heir_id}/disable"), format!("/api/people/{boss_id}/disable"));
    let (a, b) = tokio::join!(boss.post(&at_heir, Value::Null), heir.post(&at_boss, Value::Null));
    assert!(!(a.status.is_success() && b.status.is_success()), "{} {}", a.status, b.status);
    assert!(a.status.is_success() || b.status.is_success(), "{} {}", a.status, b.status);
}
