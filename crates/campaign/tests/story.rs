//! The life of a plan: kept, compared, adopted, and adopted again.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop at once")]

use serde_json::json;
use testkit::{Role, World, shipped};

#[tokio::test]
async fn the_plan_of_2021_gives_every_city_its_ten_documents() {
    let world = World::at("2021-05-25T09:00:00+08:00").await;
    let plan = world.office.get(&format!("/api/campaigns/{}/plan", world.campaign)).await.ok();
    assert_eq!(plan["ordinal"], 20);
    assert_eq!(plan["adoptions"].as_array().unwrap().len(), 1);
    let officer = world.person(Role::CityOfficer, "dalian").await;
    let seen = officer.get(&format!("/api/campaigns/{}/plan", world.campaign)).await.ok();
    assert_eq!(seen["fingerprint"], plan["fingerprint"], "everybody may read the plan");
}

#[tokio::test]
async fn a_plan_is_adopted_once_by_whoever_compared_it_with_what_runs() {
    let world = World::at("2021-05-25T09:00:00+08:00").await;
    let text = shipped("plans/liaoning-2021/plan.yaml");
    let amended = text.replacen("ordinal: 20", "ordinal: 21", 1);
    let kept = world.office.post("/api/plans", json!({ "text": amended })).await.ok();
    let diff = format!(
        "/api/campaigns/{}/diff?fingerprint={}",
        world.campaign,
        kept["fingerprint"].as_str().unwrap()
    );
    let diff = world.office.get(&diff).await.ok();
    assert_eq!((diff["added"].as_i64(), diff["dropped"].as_i64()), (Some(0), Some(0)), "{diff:#}");
    assert!(diff["unchanged"].as_i64().unwrap() > 100);
    let adopt = format!("/api/campaigns/{}/adopt", world.campaign);
    let late = json!({ "fingerprint": kept["fingerprint"], "parent": null });
    assert_eq!(world.office.post(&adopt, late).await.refused(409)["code"], "parent-moved");
    let now = json!({ "fingerprint": kept["fingerprint"], "parent": diff["parent"] });
    world.office.post(&adopt, now.clone()).await.ok();
    assert_eq!(world.office.post(&adopt, now).await.refused(409)["code"], "parent-moved");
}

#[tokio::test]
async fn a_plan_of_an_authority_that_is_not_here_is_neither_compared_nor_adopted() {
    let world = World::at("2021-05-25T09:00:00+08:00").await;
    let text = shipped("plans/liaoning-2021/plan.yaml").replacen("unit: liaoning}", "unit: liaonin}", 1);
    let kept = world.office.post("/api/plans", json!({ "text": text })).await.ok();
    let fingerprint = kept["fingerprint"].as_str().unwrap();
    assert_eq!(kept["kept_by"], "省厅办公室");
    let diff = format!("/api/campaigns/{}/diff?fingerprint={fingerprint}", world.campaign);
    let problem = world.office.get(&diff).await.refused(422);
    assert_eq!(problem["errors"][0]["code"], "authority-unknown");
    assert!(problem["errors"][0]["message"].as_str().unwrap().contains("“liaoning”"), "{problem:#}");
    let running = world.office.get(&format!("/api/campaigns/{}/plan", world.campaign)).await.ok();
    assert_eq!(running["adoptions"].as_array().unwrap().len(), 1);
    let officer = world.person(Role::CityOfficer, "anshan").await;
    let files = officer.get("/api/plans").await.ok();
    assert_eq!(files[0]["kept_by"], json!(null), "who kept a file is told to those who keep files");
}

#[tokio::test]
async fn a_wrong_plan_is_never_kept_and_only_the_office_may_keep_one() {
    let world = World::at("2021-05-25T09:00:00+08:00").await;
    let wrong = shipped("plans/liaoning-2021/plan.yaml").replacen("format: 1", "format: 9", 1);
    let problem = world.office.post("/api/plans", json!({ "text": wrong })).await.refused(422);
    assert!(problem["errors"][0]["message"].as_str().unwrap().contains("第"), "{problem:#}");
    let check = world.office.post("/api/plans/check", json!({ "text": wrong })).await.ok();
    assert_eq!(check["acceptable"], false);
    assert_eq!(world.office.get("/api/plans").await.ok().as_array().unwrap().len(), 1);
    let officer = world.person(Role::CityOfficer, "anshan").await;
    officer.post("/api/plans", json!({ "text": wrong })).await.forbidden();
    officer.post("/api/campaigns", json!({ "fingerprint": "x" })).await.forbidden();
}
