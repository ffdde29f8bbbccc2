//! Who is none of whose business: another city learns nothing, not even that something exists.

use serde_json::json;
use testkit::{Persona, Role, World};

use crate::hands::*;

#[tokio::test]
async fn another_city_gets_the_same_answer_as_for_something_that_does_not_exist() {
    let world = World::at(IN_TIME).await;
    let officer = world.person(Role::CityOfficer, "shenyang").await;
    let stranger = world.person(Role::CityOfficer, "dalian").await;
    let id = weekly_of(&world, &officer, "shenyang").await;
    let version = report(&officer, &id, "内容").await;
    let body = json!({"content": weekly("冒名"), "based_on": 1});
    let decision = json!({"verdict": "accept"});
    let paper = json!({"received_on": "2021-06-02", "copies": 1, "agrees": true, "revision": 0});
    for path in ["", "/draft", "/targets"] {
        stranger.get(&format!("/api/obligations/{id}{path}")).await.hidden();
    }
    for path in ["", "/receipt", "/review-draft"] {
        stranger.get(&format!("/api/submissions/{version}{path}")).await.hidden();
    }
    stranger.post(&format!("/api/obligations/{id}/submissions"), body.clone()).await.hidden();
    stranger.post(&format!("/api/obligations/{id}/check"), json!({"content": weekly("x")})).await.hidden();
    stranger
        .put(&format!("/api/obligations/{id}/draft"), json!({"revision": 0, "content": weekly("x")}))
        .await
        .hidden();
    stranger.put(&format!("/api/obligations/{id}/paper"), paper).await.hidden();
    stranger.post(&format!("/api/obligations/{id}/waiver"), json!({"reason": "x"})).await.hidden();
    stranger.post(&format!("/api/submissions/{version}/review"), decision.clone()).await.hidden();
    stranger.get("/api/obligations/not-an-id").await.hidden();
    let path = format!("/api/board?campaign={}&unit={}", world.campaign, world.unit("shenyang"));
    stranger.get(&path).await.hidden();
    let path = format!("/api/obligations?unit={}", world.unit("shenyang"));
    assert_eq!(stranger.get(&path).await.ok()["items"], json!([]));
    // The office sees it, but a report is not theirs to write; the city sees it, but cannot accept it.
    world.office.post(&format!("/api/obligations/{id}/submissions"), body).await.forbidden();
    officer.post(&format!("/api/submissions/{version}/review"), decision).await.forbidden();
    world.app.stranger().get(&format!("/api/obligations/{id}")).await.refused(401);
}

#[tokio::test]
async fn a_list_is_cut_into_pages_without_losing_or_repeating() {
    let world = World::at(IN_TIME).await;
    let path = format!("/api/obligations?campaign={}&duty=weekly&limit=7", world.campaign);
    let (mut after, mut seen) = (String::new(), Vec::new());
    loop {
        let page = world.office.get(&format!("{path}{after}")).await.ok();
        seen.extend(
            page["items"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()),
        );
        let Some(next) = page["next"].as_str() else { break };
        after = format!("&after={next}");
    }
    let number = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!((number, seen.len()), (75, 75), "15 reporting units, five Wednesdays");
    for wrong in ["limit=0", "limit=201", "after=nonsense", "state=late"] {
        world.office.get(&format!("/api/obligations?{wrong}")).await.refused(400);
    }
    let officer = world.person(Role::CityOfficer, "shenfu").await;
    let mine = officer.get("/api/obligations?mine=true").await.ok();
    let duties: Vec<_> = mine["items"].as_array().unwrap().iter().map(|row| row["duty"].clone()).collect();
    assert!(duties.contains(&json!("weekly")) && duties.contains(&json!("plan")), "{duties:?}");
    let states: Vec<_> = mine["items"].as_array().unwrap().iter().map(|row| row["state"].clone()).collect();
    assert!(
        states.iter().all(|state| ["open", "due_soon", "overdue", "returned"].iter().any(|s| state == s))
    );
}

#[tokio::test]
async fn a_token_reaches_no_further_than_its_owner_and_its_scopes() {
    let world = World::at(IN_TIME).await;
    let officer = world.person(Role::CityOfficer, "dalian").await;
    let own = weekly_of(&world, &officer, "dalian").await;
    let foreign = weekly_of(&world, &world.office, "shenyang").await;
    let request = json!({"name": "脚本", "scopes": ["obligation.read"], "days": 30});
    let made = officer.post("/api/me/tokens", request).await.ok();
    let program = Persona::with_token(world.app.router.clone(), made["secret"].as_str().unwrap());
    program.get(&format!("/api/obligations/{foreign}")).await.hidden();
    assert_eq!(show(&program, &own).await["may"]["submit"], false);
    let body = json!({"content": weekly("程序报送"), "based_on": 0});
    program.post(&format!("/api/obligations/{own}/submissions"), body.clone()).await.forbidden();
    program.post(&format!("/api/obligations/{foreign}/submissions"), body).await.hidden();
}
