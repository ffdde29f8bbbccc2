//! A clock that jumps back by two days while people work, and is set right again: sessions, receipts, uploads and the
//! order of the trail hold.

use axum::http::Method;
use serde_json::{Value, json};
use testkit::{Persona, Role, World};

use crate::{
    province::{NOW, pdf, text},
    trail,
};

const EARLIER: &str = "2021-06-14T09:00:00+08:00";
const RIGHT_AGAIN: &str = "2021-06-16T10:20:00+08:00";
/// Half an hour and more after that.
const IDLE: &str = "2021-06-16T10:51:00+08:00";

/// The receipt of the next version.
async fn report(officer: &Persona, obligation: &str, based_on: i64, words: &str, key: &str) -> Value {
    let answers = json!({ "good_practice": words, "featured_projects": words });
    let body = json!({ "content": { "outcome": "done", "answers": answers }, "based_on": based_on });
    officer.post_once(key, &format!("/api/obligations/{obligation}/submissions"), body).await.ok()
}

async fn give_back(world: &World, receipt: &Value) {
    let path = format!("/api/submissions/{}/review", text(&receipt["submission_id"]));
    let until = "2021-06-30T00:00:00+08:00";
    let body = json!({ "verdict": "return", "items": [], "note": "请补充", "until": until });
    world.office.post(&path, body).await.ok();
}

#[tokio::test]
async fn sessions_receipts_uploads_and_the_trail_hold_when_the_clock_jumps_back() {
    let world = World::at(NOW).await;
    let officer = world.person(Role::CityOfficer, "shenyang").await;
    let gone = world.person(Role::CityOfficer, "dalian").await;
    let obligation = text(&world.obligation(&officer, "shenyang", "weekly", "2021-W24").await["id"]);
    let first = report(&officer, &obligation, 0, "第一版", "k1").await;
    give_back(&world, &first).await;
    let paper = pdf();
    let upload = officer.begin_upload(world.unit("shenyang"), "document", "a.pdf", paper.len()).await;
    assert_eq!(officer.send_piece(&upload, 0, paper[..9].to_vec()).await.status, 204);
    gone.delete("/api/session").await.ok();

    world.app.travel_to(EARLIER);
    // Who was logged in stays so; who had logged out does not come back.
    officer.get("/api/me").await.ok();
    gone.get("/api/me").await.refused(401);
    // The same request finds its answer, another one gets a number of its own.
    assert_eq!(report(&officer, &obligation, 0, "第一版", "k1").await, first);
    let second = report(&officer, &obligation, 1, "第二版", "k2").await;
    give_back(&world, &second).await;
    assert_eq!(officer.send_piece(&upload, 9, paper[9..].to_vec()).await.status, 204);
    assert!(officer.get(&upload).await.ok()["file"]["id"].is_string());

    world.app.travel_to(RIGHT_AGAIN);
    // The jump counts as nothing: twenty minutes have passed since the clock was right.
    officer.get("/api/me").await.ok();
    let third = report(&officer, &obligation, 2, "第三版", "k3").await;
    let numbers = [&first, &second, &third].map(|receipt| text(&receipt["number"]));
    assert!(numbers[0] != numbers[1] && numbers[1] != numbers[2] && numbers[0] != numbers[2], "{numbers:?}");
    let shown = officer.get(&format!("/api/obligations/{obligation}")).await.ok();
    let versions: Vec<i64> =
        shown["versions"].as_array().unwrap().iter().map(|one| one["version"].as_i64().unwrap()).collect();
    assert!(versions == [3, 2, 1] || versions == [1, 2, 3], "{versions:?}");
    for receipt in [first, second, third] {
        let path = format!("/api/submissions/{}/receipt", text(&receipt["submission_id"]));
        assert_eq!(officer.get(&path).await.ok()["number"], receipt["number"]);
    }
    the_trail_is_in_the_order_of_the_deeds(&world).await;
    // And it has made no session longer.
    world.app.travel_to(IDLE);
    officer.get("/api/me").await.refused(401);
}

async fn the_trail_is_in_the_order_of_the_deeds(world: &World) {
    assert_eq!(trail::findings(world).await, []);
    let login = json!({ "login": "admin", "password": testkit::PASSWORD });
    world.admin.post("/api/session", login).await.ok();
    let auditor = world.person(Role::AuditAdmin, "liaoning").await;
    let page = auditor.send(Method::GET, "/api/audit?limit=200", None, &[]).await.ok();
    let submitted: Vec<&str> = page["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|line| line["action"] == "obligation.submit")
        .map(|line| line["at"].as_str().unwrap())
        .collect();
    // Newest first, by what came after what and not by what the clock said.
    assert_eq!(submitted.len(), 3, "{page:#}");
    assert!(submitted[1] < submitted[0] && submitted[1] < submitted[2], "{submitted:?}");
}
