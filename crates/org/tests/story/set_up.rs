//! The way into an empty installation.

use serde_json::json;

use crate::house::{House, set_up_body};

#[tokio::test]
async fn the_link_works_once_and_makes_the_first_person() {
    let house = House::empty().await;
    let stranger = house.stranger();
    assert_eq!(stranger.get("/api/setup").await.ok(), json!({ "needed": true }));
    let token = org::setup::issue_link(&house.db).await.unwrap().unwrap();

    let guess = stranger.post("/api/setup", set_up_body(&"0".repeat(64))).await.refused(409);
    assert_eq!(guess["code"], "set-up-link");
    let mut weak = set_up_body(&token);
    weak["person"]["password"] = json!("password");
    let problem = stranger.post("/api/setup", weak.clone()).await.refused(422);
    assert_eq!(problem["errors"][0]["pointer"], "/person/password");
    weak["authority"]["name"] = json!("");
    weak["person"]["name"] = json!(" ");
    let problem = stranger.post("/api/setup", weak).await.refused(422);
    let told: Vec<_> =
        problem["errors"].as_array().unwrap().iter().map(|one| one["pointer"].clone()).collect();
    for pointer in ["/authority/name", "/person/name", "/person/password"] {
        assert!(told.contains(&json!(pointer)), "{pointer} is told together with the others: {told:?}");
    }

    stranger.post("/api/setup", set_up_body(&token)).await.ok();
    stranger.post("/api/setup", set_up_body(&token)).await.refused(409);
    assert_eq!(stranger.get("/api/setup").await.ok(), json!({ "needed": false }));
    assert!(org::setup::issue_link(&house.db).await.unwrap().is_none());

    let boss = house.login("BOSS", crate::house::BOSS_PASSWORD).await;
    let me = boss.get("/api/me").await.ok();
    assert_eq!(me["must_change_password"], false);
    let roles: Vec<_> = me["posts"].as_array().unwrap().iter().map(|post| post["role"].clone()).collect();
    assert_eq!(roles, ["system_admin", "security_admin"]);
    assert_eq!(me["posts"][0]["unit"]["name"], "辽宁省");
}

#[tokio::test]
async fn a_link_ends_after_a_day_and_when_a_new_one_is_made() {
    let house = House::empty().await;
    let first = org::setup::issue_link(&house.db).await.unwrap().unwrap();
    let second = org::setup::issue_link(&house.db).await.unwrap().unwrap();
    house.stranger().post("/api/setup", set_up_body(&first)).await.refused(409);
    house.travel("2021-06-02T09:00:00+08:00");
    house.stranger().post("/api/setup", set_up_body(&second)).await.refused(409);
    let third = org::setup::issue_link(&house.db).await.unwrap().unwrap();
    house.stranger().post("/api/setup", set_up_body(&third)).await.ok();
}

#[tokio::test]
async fn two_requests_with_the_same_link_make_one_installation() {
    let house = House::empty().await;
    let token = org::setup::issue_link(&house.db).await.unwrap().unwrap();
    let (a, b) = (house.stranger(), house.stranger());
    let (a, b) =
        tokio::join!(a.post("/api/setup", set_up_body(&token)), b.post("/api/setup", set_up_body(&token)));
    let done = [a, b].iter().filter(|answer| answer.status.is_success()).count();
    assert_eq!(done, 1);
}
