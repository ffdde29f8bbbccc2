//! A zero report, "does not apply", not done at all, and what the level above waives.

use serde_json::json;
use testkit::{Role, World};

use crate::hands::*;

#[tokio::test]
async fn nothing_to_report_does_not_apply_and_silence_are_three_things() {
    let world = World::at(IN_TIME).await;
    let officer = world.person(Role::CityOfficer, "chaoyang").await;
    let id = weekly_of(&world, &officer, "chaoyang").await;
    assert_eq!(show(&officer, &id).await["obligation"]["outcome"], json!(null), "silence");
    let zero = send(&officer, &id, json!({"outcome": "nothing_to_report"})).await.ok();
    assert_eq!(zero["outcome"], "nothing_to_report");
    accept(&world.office, &submission(&zero)).await.ok();
    let done = show(&officer, &id).await;
    assert_eq!(
        (&done["obligation"]["state"], &done["obligation"]["outcome"]),
        (&json!("accepted_on_time"), &json!("nothing_to_report"))
    );
    // The plan wants a real campaign plan of every city.
    let plan = world.obligation(&officer, "chaoyang", "plan", "once").await;
    let plan = plan["id"].as_str().unwrap();
    let refused = send(&officer, plan, json!({"outcome": "nothing_to_report"})).await.refused(422);
    assert_eq!(refused["errors"][0]["code"], "zero-report-not-allowed");
    let silent = send(&officer, plan, json!({"outcome": "does_not_apply"})).await.refused(422);
    assert_eq!(silent["errors"][0]["pointer"], "/content/reason");
    let content = json!({"outcome": "does_not_apply", "reason": "本市已并入沈抚统一组织"});
    let version = submission(&send(&officer, plan, content).await.ok());
    assert_eq!(state(&officer, plan).await, "submitted", "it is reviewed like any other answer");
    let seen = world.office.get(&format!("/api/submissions/{version}")).await.ok();
    assert_eq!(seen["reason"]["value"], "本市已并入沈抚统一组织");
}

#[tokio::test]
async fn the_level_above_waives_and_no_other() {
    let world = World::at("2021-06-16T10:00:00+08:00").await;
    let drill = world.obligation(&world.office, "as-e1", "drill", "2021-H1").await;
    let path = format!("/api/obligations/{}/waiver", drill["id"].as_str().unwrap());
    let reason = json!({"reason": "全年停产"});
    let manager = world.person(Role::SafetyManager, "as-e1").await;
    manager.post(&path, reason.clone()).await.forbidden();
    world.person(Role::CityReviewer, "dalian").await.post(&path, reason.clone()).await.hidden();
    let reviewer = world.person(Role::CityReviewer, "anshan").await;
    reviewer.post(&path, reason.clone()).await.ok();
    assert_eq!(state(&manager, drill["id"].as_str().unwrap()).await, "waived");
    let own = weekly_of(&world, &reviewer, "anshan").await;
    reviewer.post(&format!("/api/obligations/{own}/waiver"), reason).await.forbidden();
}

#[tokio::test]
async fn a_waiver_takes_it_out_of_the_denominator_and_can_be_taken_back() {
    let world = World::at("2021-06-03T09:00:00+08:00").await;
    let officer = world.person(Role::CityOfficer, "huludao").await;
    let id = weekly_of(&world, &officer, "huludao").await;
    let path = format!("/api/obligations/{id}/waiver");
    let board = format!("/api/board?campaign={}&unit={}", world.campaign, world.unit("huludao"));
    let before = officer.get(&board).await.ok()["total"].clone();
    officer.post(&path, json!({"reason": "想免"})).await.forbidden();
    world.office.post(&path, json!({"reason": " "})).await.refused(422);
    world.office.post(&path, json!({"reason": "全市停产检修"})).await.ok();
    assert_eq!(state(&officer, &id).await, "waived");
    assert_eq!(
        code(&world.office.post(&path, json!({"reason": "再免"})).await.refused(409)),
        "already-waived"
    );
    assert_eq!(code(&send(&officer, &id, weekly("还是报")).await.refused(409)), "waived");
    let after = officer.get(&board).await.ok()["total"].clone();
    boards_agree(&world, &["huludao"]).await;
    assert_eq!(after["owed"].as_i64(), before["owed"].as_i64().map(|owed| owed - 1));
    assert_eq!(
        (&after["waived"], after["due"].as_i64()),
        (&json!(1), before["due"].as_i64().map(|due| due - 1))
    );
    world.office.delete(&path).await.ok();
    assert_eq!(state(&officer, &id).await, "overdue");
    assert_eq!(code(&world.office.delete(&path).await.refused(409)), "not-waived");
    let waivers = show(&officer, &id).await["waivers"].clone();
    assert_eq!(waivers[0]["reason"], "全市停产检修");
    assert_ne!(waivers[0]["revoked_at"], json!(null), "both are kept");
    assert_eq!(officer.get(&board).await.ok()["total"], before);
    boards_agree(&world, &["huludao"]).await;
}
