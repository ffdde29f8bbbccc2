//! The board of the province and of one city.

use serde_json::json;
use testkit::{Role, World};

use crate::hands::*;

#[tokio::test]
async fn the_board_shows_every_unit_and_what_is_below_it() {
    let world = World::at(IN_TIME).await;
    let officer = world.person(Role::CityOfficer, "shenyang").await;
    let id = weekly_of(&world, &officer, "shenyang").await;
    let version = report(&officer, &id, "内容").await;
    accept(&world.office, &version).await.ok();
    travel(&world, "2021-06-03T09:00:00+08:00", &[&officer]).await;
    let path = |unit: &str| format!("/api/board?campaign={}&unit={}", world.campaign, world.unit(unit));
    let board = world.office.get(&path("liaoning")).await.ok();
    let rows = board["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 15, "14 cities and 沈抚");
    let columns = board["columns"].as_array().unwrap();
    let column = columns.iter().position(|column| column["period"] == FIRST_WEEK).unwrap();
    let counts = &columns[column]["counts"];
    assert_eq!((&counts["owed"], &counts["in_time"], &counts["due"]), (&json!(15), &json!(1), &json!(15)));
    assert_eq!(counts["by_state"], json!({"overdue": 14, "accepted_on_time": 1}));
    let shenyang = rows.iter().find(|row| row["unit"]["key"] == "shenyang").unwrap();
    let cell = shenyang["cells"].as_array().unwrap().iter().find(|cell| cell["column"] == column).unwrap();
    assert_eq!((&cell["obligation_id"], &cell["state"]), (&json!(id), &json!("accepted_on_time")));
    assert_eq!(shenyang["below"]["owed"], 4, "two enterprises, two half-years");
    let city = officer.get(&path("shenyang")).await.ok();
    let keys: Vec<_> =
        city["rows"].as_array().unwrap().iter().map(|row| row["unit"]["key"].clone()).collect();
    assert_eq!(keys, [json!("shenyang"), json!("sy-e1"), json!("sy-e2")]);
    world.office.get(&format!("/api/board?campaign={}", world.campaign)).await.refused(400);
}

#[tokio::test]
async fn a_board_follows_the_enterprise_that_moves_and_the_clock() {
    let world = World::at(IN_TIME).await;
    let admin = &world.admin;
    let manager = world.person(Role::SafetyManager, "sy-e2").await;
    boards_agree(&world, &["shenyang", "dalian"]).await;
    let path = format!("/api/board?campaign={}&unit={}", world.campaign, world.unit("liaoning"));
    let below = async |city: &str| {
        let board = world.office.get(&path).await.ok();
        let row = board["rows"].as_array().unwrap().iter().find(|row| row["unit"]["key"] == city).cloned();
        row.unwrap()["below"]["owed"].clone()
    };
    let before = below("dalian").await.as_i64().unwrap();
    let unit = format!("/api/units/{}", world.unit("sy-e2"));
    let shown = admin.get(&unit).await.ok();
    let relocate = json!({ "revision": shown["revision"], "parent_id": world.unit("dalian") });
    admin.post(&format!("{unit}/move"), relocate).await.ok();
    assert_eq!((below("shenyang").await, below("dalian").await), (json!(2), json!(before + 2)));
    boards_agree(&world, &["shenyang", "dalian"]).await;
    // It still owes its drill, now below another city; what it does there is counted there.
    let drill = world.obligation(&manager, "sy-e2", "drill", "2021-H1").await;
    world
        .office
        .post(
            &format!("/api/obligations/{}/waiver", drill["id"].as_str().unwrap()),
            json!({"reason": "停产"}),
        )
        .await
        .ok();
    assert_eq!(below("dalian").await, json!(before + 1));
    boards_agree(&world, &["shenyang", "dalian"]).await;
    for day in ["2021-06-02T15:00:00.000001+08:00", "2021-06-30T09:00:00+08:00", "2021-12-30T09:00:00+08:00"]
    {
        travel(&world, day, &[&manager]).await;
        boards_agree(&world, &["shenyang", "dalian"]).await;
    }
}
