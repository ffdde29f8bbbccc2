//! The sealed paper original: expected, missing, received, not what was sent; and the table that a report carries.

use serde_json::json;
use testkit::{Persona, Role, World};

use crate::hands::*;

#[tokio::test]
async fn paper_is_a_second_receipt_with_a_list_of_what_is_missing() {
    let world = World::at("2021-05-25T09:00:00+08:00").await;
    let officer = world.person(Role::CityOfficer, "shenyang").await;
    let plan = world.obligation(&officer, "shenyang", "plan", "once").await;
    assert_eq!(plan["paper"], "expected");
    let id = plan["id"].as_str().unwrap();
    let file = officer.upload(world.unit("shenyang"), "document", "沈阳市活动方案😀.pdf", pdf()).await;
    let content = json!({"outcome": "done", "answers": {"overview": "主要安排", "contact": "王某", "phone": "024-0000"},
        "evidence": {"document": [file]}});
    let receipt = send(&officer, id, content).await.ok();
    assert_eq!(receipt["wants_paper"], true);
    let missing = format!("/api/papers?campaign={}&missing=true", world.campaign);
    let list = world.office.get(&missing).await.ok();
    assert_eq!(
        (list["items"].as_array().unwrap().len(), &list["items"][0]["obligation"]["paper"]),
        (1, &json!("missing"))
    );
    let mine =
        async |who: &Persona| who.get("/api/papers?missing=true&mine=true").await.ok()["items"].clone();
    assert_eq!(mine(&officer).await[0]["obligation"]["id"], id, "handed in, and still something to send");
    assert_eq!(mine(&world.office).await, json!([]), "the office sends none");
    let urge = json!({ "obligations": [id], "message": "请寄纸质件" });
    assert_eq!(world.office.post("/api/urges", urge).await.ok()["urged"], 1, "paper that is owed is urged");
    let path = format!("/api/obligations/{id}/paper");
    let came = |on: &str, agrees: bool, note: &str, revision: i64| json!({"received_on": on, "copies": 2, "agrees": agrees, "note": note, "revision": revision});
    officer.put(&path, came("2021-05-25", true, "", 0)).await.forbidden();
    world.office.put(&path, came("2021-05-26", true, "", 0)).await.refused(422);
    world.office.put(&path, came("2021-05-25", false, "", 0)).await.refused(422);
    let kept = world.office.put(&path, came("2021-05-25", false, "缺公章", 0)).await.ok();
    assert_eq!(kept["obligation"]["paper"], "mismatch");
    assert_eq!(mine(&officer).await[0]["received"]["note"], "缺公章", "and why it has to be sent again");
    boards_agree(&world, &["shenyang"]).await;
    world.office.put(&path, came("2021-05-25", true, "", 0)).await.refused(412);
    world.office.put(&path, came("2021-05-25", true, "已补章", 1)).await.ok();
    assert_eq!(show(&officer, id).await["obligation"]["paper"], "received");
    assert_eq!(world.office.get(&missing).await.ok()["items"], json!([]));
    assert_eq!(mine(&officer).await, json!([]));
    travel(&world, "2021-05-25T11:00:00+08:00", &[&officer]).await;
    let again = json!({ "obligations": [id], "message": "请寄纸质件" });
    let again = world.office.post("/api/urges", again).await.ok();
    assert_eq!(again["results"][0]["code"], "not-pressing", "nothing is owed any more");
    let weekly = weekly_of(&world, &officer, "shenyang").await;
    let none =
        world.office.put(&format!("/api/obligations/{weekly}/paper"), came("2021-05-25", true, "", 0)).await;
    assert_eq!(code(&none.refused(409)), "no-paper-wanted");
    travel(&world, "2021-06-02T00:00:00+08:00", &[&officer]).await;
    boards_agree(&world, &["shenyang"]).await;
    let overdue = world.office.get(&missing).await.ok();
    assert_eq!(
        overdue["items"].as_array().unwrap().len(),
        14,
        "the other reporting units owe their plan on paper"
    );
}

#[tokio::test]
async fn a_table_goes_with_the_report_once_the_unit_has_confirmed_it() {
    let world = World::at("2021-06-22T09:00:00+08:00").await;
    let officer = world.person(Role::CityOfficer, "dalian").await;
    let row = world.obligation(&officer, "dalian", "month-table", "once").await;
    let id = row["id"].as_str().unwrap();
    let content =
        json!({"outcome": "done", "answers": {"filled_by": "甲", "phone": "0", "checked_by": "乙"}});
    assert_eq!(code(&send(&officer, id, content.clone()).await.refused(409)), "table-not-confirmed");
    assert_eq!(show(&officer, id).await["obligation"]["version"], 0, "nothing of it was kept");
    let table = format!("/api/campaigns/{}/tables/month-table", world.campaign);
    let unit = world.unit("dalian");
    let live = officer.get(&format!("{table}?unit={unit}&basis=live")).await.ok();
    let confirm = json!({"unit": unit, "live_digest": live["live_digest"]});
    officer.post(&format!("{table}/confirm"), confirm).await.ok();
    let version = submission(&send(&officer, id, content).await.ok());
    let seen = world.office.get(&format!("/api/submissions/{version}")).await.ok();
    assert!(seen["table"]["number"].as_str().unwrap().starts_with("TJ-2021-"), "{seen:#}");
}
