//! Quotas move by themselves and say which piece is missing.

use serde_json::{Value, json};
use testkit::{Persona, Role, World};

use crate::hands::*;

async fn quota(world: &World, persona: &Persona) -> Value {
    let row = world.obligation(persona, "shenyang", "typical-case", "once").await;
    show(persona, row["id"].as_str().unwrap()).await
}

fn lacking(detail: &Value) -> String {
    detail["count"]["nearly"].to_string()
}

/// The smallest PNG: one black pixel.
fn png() -> Vec<u8> {
    const PIXEL: &[u8] = &[
        0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0,
        0, 0, 1, 8, 0, 0, 0, 0, 0x3A, 0x7E, 0x9B, 0x55, 0, 0, 0, 10, b'I', b'D', b'A', b'T', 0x78, 0x9C,
        0x63, 0x60, 0, 0, 0, 2, 0, 1, 0x48, 0xAF, 0xA4, 0x71, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xAE, 0x42,
        0x60, 0x82,
    ];
    PIXEL.to_vec()
}

#[tokio::test]
async fn a_quota_names_the_missing_piece_until_it_is_met() {
    let world = World::at("2021-06-16T10:00:00+08:00").await;
    let officer = world.person(Role::CityOfficer, "shenyang").await;
    let second = world.person(Role::CityReviewer, "shenyang").await;
    let before = quota(&world, &officer).await;
    assert_eq!(
        (&before["count"]["missing"], &before["count"]["lacks"]),
        (&json!(1), &json!("还差 1 个在市级主流媒体或部门官网曝光并向省工信厅报送的典型案例"))
    );
    assert_eq!(before["count"]["nearly"], json!([]));
    let refused =
        send(&officer, before["obligation"]["id"].as_str().unwrap(), weekly("硬报")).await.refused(409);
    assert_eq!(code(&refused), "not-a-report");

    let capture = officer.upload(world.unit("shenyang"), "pictures", "截图.png", png()).await;
    let details = json!({"kind": "typical_case", "title": "某企业违规储存", "summary": "详情", "source": "inspection",
        "subject_name": "某企业", "media_class": "department_site", "media_name": "市工信局官网",
        "address": "https://example.invalid/1", "published_on": "2021-06-15", "captures": [capture]});
    let case = json!({"campaign": world.campaign, "unit": world.unit("shenyang"), "details": details});
    let case = officer.post("/api/exposures", case).await.ok();
    let path = format!("/api/exposures/{}", case["id"].as_str().unwrap());
    let near = quota(&world, &officer).await;
    assert_eq!(near["count"]["nearly"][0]["title"], "某企业违规储存", "{:#}", near["count"]);
    assert!(!near["count"]["nearly"][0]["lacking"].as_array().unwrap().is_empty());

    officer.post(&format!("{path}/submit"), json!({"revision": case["revision"]})).await.ok();
    let sent = officer.get(&path).await.ok();
    second.post(&format!("{path}/confirm"), json!({"revision": sent["revision"]})).await.ok();
    let unreported = quota(&world, &officer).await;
    assert_eq!(unreported["count"]["counted"], 0);
    assert!(lacking(&unreported).contains("还没有向省工信厅报送"), "{}", lacking(&unreported));

    let confirmed = officer.get(&path).await.ok();
    officer.post(&format!("{path}/report"), json!({"revision": confirmed["revision"]})).await.ok();
    let met = quota(&world, &officer).await;
    assert_eq!(
        (&met["obligation"]["state"], &met["count"]["missing"]),
        (&json!("accepted_on_time"), &json!(0))
    );
    assert_eq!(met["count"]["records"][0]["title"], "某企业违规储存");
    assert_eq!((&met["count"]["nearly"], &met["count"]["lacks"]), (&json!([]), &json!(null)));

    let counting = officer.get(&path).await.ok();
    let withdraw = json!({"revision": counting["revision"], "reason": "登记有误"});
    officer.post(&format!("{path}/withdraw"), withdraw).await.ok();
    let after = quota(&world, &officer).await;
    assert_eq!((&after["obligation"]["state"], &after["count"]["counted"]), (&json!("open"), &json!(0)));
}

#[tokio::test]
async fn coverage_names_every_line_and_warehouse_that_nobody_has_visited() {
    let world = World::at("2021-06-16T10:00:00+08:00").await;
    let officer = world.person(Role::CityOfficer, "shenyang").await;
    let row = world.obligation(&officer, "shenyang", "warehouse-coverage", "once").await;
    assert_eq!((&row["kind"], &row["counted"], &row["at_least"]), (&json!("coverage"), &json!(0), &json!(3)));
    let id = row["id"].as_str().unwrap();
    let first = officer.get(&format!("/api/obligations/{id}/targets?covered=false&limit=2")).await.ok();
    assert_eq!(first["items"].as_array().unwrap().len(), 2);
    let path = format!(
        "/api/obligations/{id}/targets?covered=false&limit=2&after={}",
        first["next"].as_str().unwrap()
    );
    let rest = officer.get(&path).await.ok();
    assert_eq!((rest["items"].as_array().unwrap().len(), &rest["next"]), (1, &json!(null)));
    assert!(first["items"][0]["within"]["name"].as_str().unwrap().contains("示例"), "{first:#}");
    let count = show(&officer, id).await["count"].clone();
    assert_eq!(count["lacks"], "还有 3 座库房没有排查记录");
    let covered = officer.get(&format!("/api/obligations/{id}/targets?covered=true")).await.ok();
    assert_eq!(covered["items"], json!([]));
}
