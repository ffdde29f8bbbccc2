//! A chain of two steps: the city looks first, then the province.

use serde_json::json;
use testkit::{Role, World, shipped};

use crate::hands::*;

/// The plan with a weekly report that every enterprise owes, reviewed by its city and then by the office.
fn with_enterprise_reports(plan: &str) -> String {
    let chain = "review_chains:\n  - key: city-then-office\n    title: 先市后省\n    steps:\n      \
        - {key: city, title: 市工信部门审核, post: city_reviewer, tier: city}\n      \
        - {key: office, title: 领导小组办公室复核, post: office, tier: province}\n";
    let start = plan.find("  - key: weekly\n").unwrap();
    let end = start + plan[start..].find("  - key: month-summary\n").unwrap();
    let duty = plan[start..end]
        .replace("key: weekly\n", "key: enterprise-weekly\n")
        .replace("audience: reporting-units", "audience: explosives-enterprises")
        .replace("review: province-office", "review: city-then-office");
    format!("{}{duty}{}", &plan[..start], &plan[start..]).replacen("review_chains:\n", chain, 1)
}

#[tokio::test]
async fn each_step_is_decided_by_its_own_post_and_in_order() {
    let world = World::at(IN_TIME).await;
    adopt(&world, &with_enterprise_reports(&shipped("plans/liaoning-2021/plan.yaml"))).await;
    let manager = world.person(Role::SafetyManager, "sy-e1").await;
    let city = world.person(Role::CityReviewer, "shenyang").await;
    let neighbour = world.person(Role::CityReviewer, "dalian").await;
    let row = world.obligation(&manager, "sy-e1", "enterprise-weekly", FIRST_WEEK).await;
    let id = row["id"].as_str().unwrap();
    let version = report(&manager, id, "企业自查").await;
    accept(&neighbour, &version).await.hidden();
    accept(&world.office, &version).await.forbidden();
    assert_eq!(world.office.get("/api/reviews").await.ok()["items"], json!([]), "not yet the office's turn");
    assert_eq!(city.get("/api/reviews").await.ok()["items"][0]["step_title"], "市工信部门审核");
    accept(&city, &version).await.ok();
    let between = show(&manager, id).await;
    assert_eq!(between["obligation"]["state"], "under_review");
    let steps = &between["steps"];
    assert_eq!((&steps[0]["passed"], &steps[1]["current"]), (&json!(true), &json!(true)));
    assert_eq!(
        (&steps[0]["unit"]["key"], &steps[1]["unit"]["key"]),
        (&json!("shenyang"), &json!("liaoning"))
    );
    accept(&city, &version).await.forbidden();
    assert_eq!(world.office.get("/api/reviews").await.ok()["items"][0]["step_title"], "领导小组办公室复核");

    let wrong = json!([{"pointer": "/answers/good_practice", "ok": false, "reason": "请写具体"}]);
    send_back(&world.office, &version, wrong, "2021-06-04T12:00:00+08:00").await.ok();
    let second = report(&manager, id, "企业自查，逐项列出").await;
    accept(&world.office, &second).await.forbidden();
    accept(&city, &second).await.ok();
    accept(&world.office, &second).await.ok();
    assert_eq!(state(&manager, id).await, "accepted_on_time", "a new version walks the whole chain again");
    let versions = show(&city, id).await["versions"].clone();
    let verdicts: Vec<_> = versions
        .as_array()
        .unwrap()
        .iter()
        .map(|version| {
            version["reviews"].as_array().unwrap().iter().map(|r| r["verdict"].clone()).collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(verdicts, [vec![json!("accept"), json!("return")], vec![json!("accept"), json!("accept")]]);
}

#[tokio::test]
async fn two_decisions_at_once_never_pass_two_steps_of_one_post() {
    let plan = with_enterprise_reports(&shipped("plans/liaoning-2021/plan.yaml"));
    let twice = plan.replace("post: city_reviewer, tier: city}", "post: office, tier: province}");
    let world = World::at(IN_TIME).await;
    adopt(&world, &twice).await;
    let manager = world.person(Role::SafetyManager, "sy-e1").await;
    let row = world.obligation(&manager, "sy-e1", "enterprise-weekly", FIRST_WEEK).await;
    let id = row["id"].as_str().unwrap();
    let version = report(&manager, id, "企业自查").await;
    let seen = world.office.get(&format!("/api/submissions/{version}")).await.ok()["step"].clone();
    let path = format!("/api/submissions/{version}/review");
    let decide = || world.office.post(&path, json!({"verdict": "accept", "step": seen}));
    decide().await.ok();
    decide().await.refused(412);
    assert_eq!(state(&manager, id).await, "under_review");
    let seen = world.office.get(&format!("/api/submissions/{version}")).await.ok()["step"].clone();
    let decision = json!({"verdict": "accept", "step": seen});
    world.office.post(&path, decision).await.ok();
    assert_eq!(state(&manager, id).await, "accepted_on_time");
}
