//! A plan amended in the middle: deadlines move, duties go and come back, and what was handed in stays.

use serde_json::{Value, json};
use testkit::{Role, World, shipped};

use crate::hands::*;

/// The plan without the duty whose lines begin at `- key: {duty}`.
fn without(plan: &str, duty: &str) -> String {
    let start = plan.find(&format!("  - key: {duty}\n")).unwrap();
    let rest = &plan[start + 4..];
    let end = rest.find("\n  - key: ").unwrap();
    // Reminders no longer speak of it.
    let after = rest[end + 1..].replace(&format!(", {duty}, "), ", ");
    format!("{}{after}", &plan[..start])
}

async fn weeklies(world: &World, unit: &str) -> Vec<Value> {
    let path = format!("/api/obligations?unit={}&duty=weekly", world.unit(unit));
    world.office.get(&path).await.ok()["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_moved_deadline_moves_the_judgement_and_a_dropped_duty_keeps_its_reports() {
    let world = World::at(IN_TIME).await;
    let plan = shipped("plans/liaoning-2021/plan.yaml");
    let officer = world.person(Role::CityOfficer, "shenyang").await;
    let id = weekly_of(&world, &officer, "shenyang").await;
    travel(&world, "2021-06-02T16:00:00+08:00", &[&officer]).await;
    let version = report(&officer, &id, "晚了一小时").await;
    accept(&world.office, &version).await.ok();
    assert_eq!(state(&officer, &id).await, "accepted_late");

    let later = plan.replacen("at: \"15:00\"", "at: \"17:00\"", 1);
    assert_ne!(later, plan);
    adopt(&world, &later).await;
    let moved = show(&officer, &id).await["obligation"].clone();
    assert_eq!(moved["due_at"], "2021-06-02T17:00:00+08:00");
    assert_eq!(moved["state"], "accepted_on_time", "the judgement follows the deadline");
    boards_agree(&world, &["shenyang"]).await;

    adopt(&world, &without(&plan, "weekly")).await;
    let left = weeklies(&world, "shenyang").await;
    assert_eq!(left.len(), 1, "only what was handed in is still shown");
    boards_agree(&world, &["shenyang", "dalian"]).await;
    assert_eq!((&left[0]["id"], left[0]["dropped_at"].is_null()), (&json!(id), false));
    assert_eq!(weeklies(&world, "dalian").await.len(), 0);
    assert_eq!(show(&officer, &id).await["versions"].as_array().unwrap().len(), 1);
    let path = format!("/api/obligations/{id}/draft");
    assert_eq!(code(&officer.get(&path).await.refused(409)), "dropped");

    adopt(&world, &plan).await;
    let back = weeklies(&world, "shenyang").await;
    assert_eq!(back.len(), 5);
    assert!(back.iter().all(|row| row["dropped_at"].is_null()));
    boards_agree(&world, &["shenyang"]).await;
    assert_eq!(state(&officer, &id).await, "accepted_late", "the same obligation, with its history");
}

#[tokio::test]
async fn what_is_due_at_one_time_is_listed_in_the_order_of_the_board() {
    let world = World::at(IN_TIME).await;
    let board = format!("/api/board?campaign={}&unit={}", world.campaign, world.unit("liaoning"));
    let rows = world.office.get(&board).await.ok()["rows"].clone();
    let on_board: Vec<&Value> = rows.as_array().unwrap().iter().map(|row| &row["unit"]["name"]).collect();
    assert_eq!(
        (on_board[0], on_board[1], on_board[2]),
        (&json!("沈阳市"), &json!("大连市"), &json!("鞍山市"))
    );
    let path = format!("/api/obligations?campaign={}&duty=plan&limit=50", world.campaign);
    let list = world.office.get(&path).await.ok()["items"].clone();
    let listed: Vec<&Value> = list.as_array().unwrap().iter().map(|row| &row["unit"]["name"]).collect();
    assert_eq!(listed, on_board);
}
