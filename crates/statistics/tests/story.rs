//! A figure's way from a record to the province's table, and what a unit signs for.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop at once")]

use axum::http::Method;
use serde_json::{Value, json};
use testkit::{Persona, Role, World};

struct City {
    officer: Persona,
    reviewer: Persona,
}

async fn city(world: &World, unit: &str) -> City {
    City {
        officer: world.person(Role::CityOfficer, unit).await,
        reviewer: world.person(Role::CityReviewer, unit).await,
    }
}

/// Records an activity of a kind and has it accepted.
async fn record(world: &World, city: &City, unit: &str, kind: &str, answers: Value) -> Value {
    let details = json!({ "title": "专题学习", "day": "2021-06-04", "place": "会议室", "mode": "offline", "answers": answers });
    let new =
        json!({ "campaign": world.campaign, "unit": world.unit(unit), "kind": kind, "details": details });
    let made = city.officer.post("/api/activities", new).await.ok();
    let id = made["id"].as_str().unwrap();
    let revision = json!({ "revision": made["revision"] });
    let sent = city.officer.post(&format!("/api/activities/{id}/submit"), revision).await.ok();
    if sent["state"] == "accepted" {
        return sent;
    }
    let revision = json!({ "revision": sent["revision"] });
    // The level above accepts; the keys of enterprises have a dash in them.
    let judge = if unit.contains('-') { &city.reviewer } else { &world.office };
    judge.post(&format!("/api/activities/{id}/accept"), revision).await.ok()
}

/// Everything that stands in the first sheet, as another program reads it.
fn words(file: testkit::Answered) -> String {
    use calamine::Reader;
    assert!(file.status.is_success(), "{}", file.text());
    let mut book = calamine::Xlsx::new(std::io::Cursor::new(file.bytes)).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    sheet.used_cells().map(|(_, _, cell)| format!("{cell}\n")).collect()
}

fn study(sessions: i64, attendances: i64) -> Value {
    json!({ "sessions": sessions, "attendances": attendances, "heads": attendances })
}

async fn table(world: &World, who: &Persona, unit: &str, more: &str) -> Value {
    let path =
        format!("/api/campaigns/{}/tables/month-table?unit={}{more}", world.campaign, world.unit(unit));
    who.get(&path).await.ok()
}

/// The first row that counts sessions of study: its key comes from the plan.
fn row<'a>(table: &'a Value, title: &str, unit: &str) -> &'a Value {
    let sections = table["sections"].as_array().unwrap().iter();
    let mut rows = sections.flat_map(|section| section["rows"].as_array().unwrap());
    rows.find(|row| row["title"] == title && row["unit"] == unit)
        .unwrap_or_else(|| panic!("no row {title} in {table:#}"))
}

fn cell<'a>(table: &'a Value, row: &'a Value, unit_name: &str) -> &'a Value {
    let columns = table["columns"].as_array().unwrap();
    let place = columns.iter().position(|column| column["name"] == unit_name).unwrap();
    &row["cells"][place]
}

const STUDY: &str = "专题理论学习";

async fn recount(world: &World) -> Value {
    let path = format!("/api/campaigns/{}/recount", world.campaign);
    let view = world.office.get(&path).await.ok();
    assert_eq!(view["differences"], json!([]), "{view:#}");
    view
}

#[tokio::test]
async fn a_figure_moves_with_its_record_and_opens_it() {
    let world = World::at("2021-06-05T09:00:00+08:00").await;
    let shenyang = city(&world, "shenyang").await;
    let dalian = city(&world, "dalian").await;
    let first = record(&world, &shenyang, "shenyang", "theory-study", study(2, 40)).await;
    record(&world, &shenyang, "shenyang", "theory-study", study(1, 15)).await;
    record(&world, &dalian, "dalian", "theory-study", study(5, 100)).await;

    let province = table(&world, &world.office, "liaoning", "").await;
    let sessions = row(&province, STUDY, "场次");
    assert_eq!(sessions["total"], 8);
    assert_eq!(
        (&cell(&province, sessions, "沈阳市")["value"], &cell(&province, sessions, "大连市")["value"]),
        (&json!(3), &json!(5))
    );
    let without =
        table(&world, &world.office, "liaoning", &format!("&without={}", world.unit("dalian"))).await;
    assert_eq!(row(&without, STUDY, "场次")["total"], 3, "the province without Dalian");

    let figures = format!(
        "/api/campaigns/{}/tables/month-table/figures/{}?unit={}&limit=1",
        world.campaign,
        sessions["indicator"].as_str().unwrap(),
        world.unit("shenyang")
    );
    let page = world.office.get(&figures).await.ok();
    assert_eq!(page["items"].as_array().unwrap().len(), 1);
    let rest = world.office.get(&format!("{figures}&after={}", page["next"].as_str().unwrap())).await.ok();
    let values: i64 = [&page, &rest].iter().map(|page| page["items"][0]["value"].as_i64().unwrap()).sum();
    assert_eq!(values, 3, "the records behind a figure add up to it");
    assert_eq!(rest["next"], Value::Null);
    let back = format!(
        "/api/campaigns/{}/records/activity/{}/figures",
        world.campaign,
        first["id"].as_str().unwrap()
    );
    let counted = shenyang.officer.get(&back).await.ok();
    assert_eq!(counted["unit_id"], world.unit("shenyang"));
    let rows =
        counted["tables"].as_array().unwrap().iter().flat_map(|table| table["rows"].as_array().unwrap());
    let said: Vec<(&Value, &Value)> = rows.map(|row| (&row["title"], &row["value"])).collect();
    let (sessions_of, heads_of) = (json!("专题理论学习"), json!("专题理论学习参与"));
    assert_eq!(
        said,
        [(&sessions_of, &json!(2)), (&heads_of, &json!(40))],
        "the way back from record to figure"
    );
    dalian.officer.get(&back).await.hidden();
    world.office.get(&back.replace(first["id"].as_str().unwrap(), world.unit("shenyang"))).await.hidden();
    recount(&world).await;

    let id = first["id"].as_str().unwrap();
    let withdraw = json!({ "revision": first["revision"], "reason": "重复登记" });
    shenyang.officer.post(&format!("/api/activities/{id}/withdraw"), withdraw).await.ok();
    let province = table(&world, &world.office, "liaoning", "").await;
    assert_eq!(row(&province, STUDY, "场次")["total"], 6);
    recount(&world).await;
    dalian.officer.get(&figures).await.hidden();
}

#[tokio::test]
async fn the_weeks_of_a_table_add_up_to_its_figures_and_mark_what_is_unlike_the_others() {
    let world = World::at("2021-06-16T09:00:00+08:00").await;
    let weeks = |who: String, unit: &str| {
        format!("/api/campaigns/{who}/tables/month-table/weeks?unit={}", world.unit(unit))
    };
    let mut cities = Vec::new();
    for unit in ["shenyang", "dalian", "anshan", "fushun"] {
        cities.push((unit, city(&world, unit).await));
    }
    for (unit, city) in &cities {
        record(&world, city, unit, "theory-study", study(2, 40)).await;
        record(&world, city, unit, "quiz", json!({ "entries": 300 })).await;
    }
    let province = table(&world, &world.office, "liaoning", "").await;
    let view = world.office.get(&weeks(world.campaign.clone(), "liaoning")).await.ok();
    assert_eq!(view["weeks"], json!(["2021-05-31"]), "everything was on 4 June");
    let mut compared = 0;
    for section in province["sections"].as_array().unwrap() {
        for row in section["rows"].as_array().unwrap() {
            let mut by_week = view["rows"].as_array().unwrap().iter();
            let by_week = by_week.rfind(|one| one["indicator"] == row["indicator"]).unwrap();
            for (cell, values) in
                row["cells"].as_array().unwrap().iter().zip(by_week["values"].as_array().unwrap())
            {
                let sum: i64 = values.as_array().unwrap().iter().map(|value| value.as_i64().unwrap()).sum();
                assert_eq!(json!(sum), cell["value"], "{row}");
                compared += 1;
            }
        }
    }
    assert!(compared > 400, "{compared}");
    let parts = view["parts"].as_array().unwrap();
    let records: i64 = parts.iter().map(|part| part["records"].as_i64().unwrap()).sum();
    assert_eq!(records, 8, "a study stands in two rows and is one record");
    // Four of fifteen have something, which makes eleven noughts nothing unusual.
    assert!(view["rows"].as_array().unwrap().iter().all(|row| row["outliers"] == json!([])));

    let stranger = &cities[1].1.officer;
    stranger.get(&weeks(world.campaign.clone(), "shenyang")).await.hidden();
    stranger.get(&weeks(world.campaign.clone(), "dalian")).await.ok();
    world.app.stranger().get(&weeks(world.campaign.clone(), "liaoning")).await.refused(401);
    let nowhere =
        format!("/api/campaigns/{}/tables/no-table/weeks?unit={}", world.campaign, world.unit("liaoning"));
    world.office.get(&nowhere).await.hidden();
}

#[tokio::test]
async fn a_unit_signs_for_its_figures_and_a_frozen_table_stays() {
    let world = World::at("2021-06-20T09:00:00+08:00").await;
    let shenyang = city(&world, "shenyang").await;
    record(&world, &shenyang, "shenyang", "theory-study", study(2, 40)).await;
    let shown = table(&world, &shenyang.officer, "shenyang", "").await;
    let indicator = row(&shown, STUDY, "场次")["indicator"].clone();
    let base = format!("/api/campaigns/{}/tables/month-table", world.campaign);
    let confirm = |digest: &Value, value: i64, reason: &str| {
        json!({
            "unit": world.unit("shenyang"), "live_digest": digest,
            "corrections": [{ "indicator": indicator, "mark": "counted", "value": value, "reason": reason }],
        })
    };
    let path = format!("{base}/confirm");
    let digest = &shown["live_digest"];
    shenyang.officer.post(&path, confirm(digest, 3, " ")).await.refused(422);
    shenyang.officer.post(&path, confirm(digest, -1, "笔误")).await.refused(422);
    shenyang.officer.post(&path, confirm(digest, 9_007_199_254_740_993, "笔误")).await.refused(422);
    shenyang
        .officer
        .post(&path, json!({ "unit": world.unit("shenyang"), "live_digest": "0" }))
        .await
        .refused(412);
    world.office.post(&path, confirm(digest, 3, "代填")).await.forbidden();
    let early = json!({ "unit": world.unit("shenyang"), "basis": "confirmed" });
    let early = shenyang.officer.post(&format!("{base}/snapshots"), early).await.refused(409);
    assert_eq!(early["code"], "nobody-confirmed", "nothing is called confirmed that nobody has confirmed");
    let signed = shenyang.officer.post(&path, confirm(digest, 3, "一场未录入")).await.ok();
    assert_eq!((&signed["version"], &signed["corrected"]), (&json!(1), &json!(1)));

    let live = table(&world, &world.office, "liaoning", "").await;
    let confirmed = table(&world, &world.office, "liaoning", "&basis=confirmed").await;
    assert_eq!(
        (&row(&live, STUDY, "场次")["total"], &row(&confirmed, STUDY, "场次")["total"]),
        (&json!(2), &json!(3))
    );
    let corrected = cell(&confirmed, row(&confirmed, STUDY, "场次"), "沈阳市");
    assert_eq!(
        (&corrected["live"], &corrected["ledger"], &corrected["reason"]),
        (&json!(2), &json!(2), &json!("一场未录入")),
        "both values stay"
    );
    // What others signed below is no correction of the province's: the form comes in as it went out.
    let form = format!("{base}/export?unit={}&basis=confirmed&form=csv", world.unit("liaoning"));
    let form = world.office.get(&form).await;
    let import = format!("{base}/import?unit={}", world.unit("liaoning"));
    let headers = [("content-type", "application/octet-stream")];
    let own = world.office.send_bytes(Method::POST, &import, form.bytes, &headers).await.ok();
    assert_eq!(own["corrected"], 0);

    let freeze = format!("{base}/snapshots");
    let body = json!({ "unit": world.unit("shenyang"), "basis": "confirmed" });
    let first = shenyang.officer.post(&freeze, body.clone()).await.ok();
    assert_eq!(first["number"], "TJ-2021-000001");
    shenyang.officer.post(&freeze, body).await.refused(422);
    record(&world, &shenyang, "shenyang", "theory-study", study(4, 10)).await;
    let more = json!({ "unit": world.unit("shenyang"), "basis": "live", "reason": "月末补录" });
    let second = shenyang.officer.post(&freeze, more).await.ok();
    assert_eq!(
        (&second["number"], &second["supplements"]),
        (&json!("TJ-2021-000002"), &json!("TJ-2021-000001"))
    );
    let again = json!({ "unit": world.unit("shenyang"), "basis": "live", "reason": "再来一次" });
    assert_eq!(shenyang.officer.post(&freeze, again).await.refused(409)["code"], "nothing-new");
    let path = format!("/api/snapshots/{}", first["id"].as_str().unwrap());
    let file = shenyang.officer.get(&format!("{path}/export?form=csv")).await;
    assert!(file.headers["content-disposition"].to_str().unwrap().contains("TJ-2021-000001.csv"));
    let file = file.text();
    let heading: Vec<&str> = file.trim_start_matches('\u{feff}').lines().next().unwrap().split(',').collect();
    assert_eq!(heading[..4], ["类别", "活动项目", "计量单位", "合计"], "{file}");
    assert!(heading[4] == "本级" && heading.len() > 7, "each unit has its column: {file}");
    assert!(
        !file.contains("指标代码") && file.contains(",场次,3,") && file.contains(",2,一场未录入"),
        "{file}"
    );
    let printed = words(shenyang.officer.get(&format!("{path}/export?form=xlsx")).await);
    assert!(printed.contains("定稿编号：TJ-2021-000001"), "{printed}");
    city(&world, "dalian").await.officer.get(&format!("{path}/export?form=csv")).await.hidden();
    let kept = shenyang.officer.get(&path).await.ok();
    assert_eq!(row(&kept["table"], STUDY, "场次")["total"], 3, "a frozen figure does not move");
    let shown = table(&world, &shenyang.officer, "shenyang", "").await;
    assert_eq!(shown["confirmed"]["outdated"], true);

    let body = json!({ "unit": world.unit("liaoning"), "basis": "confirmed" });
    let whole = world.office.post(&freeze, body).await.ok();
    let path = format!("/api/snapshots/{}", whole["id"].as_str().unwrap());
    let kept = world.office.get(&path).await.ok();
    let of_shenyang = cell(&kept["table"], row(&kept["table"], STUDY, "场次"), "沈阳市");
    assert_eq!(
        (&of_shenyang["value"], &of_shenyang["ledger"]),
        (&json!(3), &json!(6)),
        "signed, and recorded by then"
    );
    let file = world.office.get(&format!("{path}/export?form=csv")).await.text();
    assert!(file.contains("沈阳市：一场未录入"), "{file}");
}

#[tokio::test]
async fn the_exported_table_comes_in_again() {
    let world = World::at("2021-06-20T09:00:00+08:00").await;
    let shenyang = city(&world, "shenyang").await;
    record(&world, &shenyang, "shenyang", "theory-study", study(2, 40)).await;
    let base = format!("/api/campaigns/{}/tables/month-table", world.campaign);
    for form in ["xlsx", "csv"] {
        let export = format!("{base}/export?unit={}&form={form}", world.unit("shenyang"));
        let file = shenyang.officer.get(&export).await;
        assert!(file.status.is_success(), "{}", file.text());
        let import = format!("{base}/import?unit={}", world.unit("shenyang"));
        let headers = [("content-type", "application/octet-stream")];
        let signed =
            shenyang.officer.send_bytes(Method::POST, &import, file.bytes.clone(), &headers).await.ok();
        assert_eq!(signed["corrected"], 0, "nothing was changed in the file");
        if form == "csv" {
            let text = String::from_utf8(file.bytes).unwrap();
            let wrong = text.replacen(",2,2,", ",2,-2,", 1);
            assert_ne!(text, wrong);
            let problem = shenyang
                .officer
                .send_bytes(Method::POST, &import, wrong.into_bytes(), &headers)
                .await
                .refused(422);
            assert!(problem["errors"][0]["message"].as_str().unwrap().contains("第"), "{problem:#}");
            let unexplained = text.replacen(",2,2,", ",2,5,", 1);
            shenyang
                .officer
                .send_bytes(Method::POST, &import, unexplained.into_bytes(), &headers)
                .await
                .refused(422);
        }
        let dalian = city(&world, "dalian").await;
        dalian.officer.get(&export).await.hidden();
    }
}

#[tokio::test]
async fn a_file_that_was_filled_in_before_the_records_changed_signs_for_nothing() {
    let world = World::at("2021-06-20T09:00:00+08:00").await;
    let shenyang = city(&world, "shenyang").await;
    record(&world, &shenyang, "shenyang", "theory-study", study(2, 40)).await;
    let base = format!("/api/campaigns/{}/tables/month-table", world.campaign);
    let file = shenyang.officer.get(&format!("{base}/export?unit={}&form=csv", world.unit("shenyang"))).await;
    record(&world, &shenyang, "shenyang", "theory-study", study(1, 5)).await;
    let import = format!("{base}/import?unit={}", world.unit("shenyang"));
    let headers = [("content-type", "application/octet-stream")];
    let answer = shenyang.officer.send_bytes(Method::POST, &import, file.bytes, &headers).await.refused(422);
    let stale = answer["errors"].as_array().unwrap();
    assert!(!stale.is_empty() && stale.iter().all(|problem| problem["code"] == "stale"), "{answer:#}");
}

#[tokio::test]
async fn a_sum_leaves_out_whom_the_reader_names_also_on_paper() {
    let world = World::at("2021-06-20T09:00:00+08:00").await;
    for unit in ["shenyang", "dalian"] {
        let city = city(&world, unit).await;
        record(&world, &city, unit, "theory-study", study(2, 40)).await;
    }
    let base = format!(
        "/api/campaigns/{}/tables/month-table/export?unit={}",
        world.campaign,
        world.unit("liaoning")
    );
    let without = format!("{base}&form=csv&without={}", world.unit("dalian"));
    let (all, less) = (world.office.get(&format!("{base}&form=csv")).await, world.office.get(&without).await);
    let line = |text: String| text.lines().find(|line| line.contains(STUDY)).unwrap().to_owned();
    assert!(line(all.text()).contains(",4,4,"), "{}", line(all.text()));
    assert!(line(less.text()).contains(",4,2,"), "live says what is there, the sum what was asked for");
    let paper = words(world.office.get(&without.replace("csv", "xlsx")).await);
    assert!(paper.contains("合计不含：大连市"), "{paper}");
    let signed = words(world.office.get(&format!("{base}&form=xlsx&basis=confirmed")).await);
    assert!(signed.contains("尚未确认、采用台账数的单位：") && signed.contains("沈阳市"), "{signed}");
    world
        .office
        .get(&format!("/api/board?campaign={}&unit={}&without=x", world.campaign, world.unit("liaoning")))
        .await
        .refused(400);
}

/// Adopting another plan counts everything again, elsewhere if the plan says so.
#[tokio::test]
async fn figures_follow_the_plan_that_runs() {
    let world = World::at("2021-06-05T09:00:00+08:00").await;
    let shenyang = city(&world, "shenyang").await;
    record(&world, &shenyang, "shenyang", "theory-study", study(2, 40)).await;
    let text = testkit::shipped("plans/liaoning-2021/plan.yaml");
    let amended = text.replacen("kinds: [theory-study]", "kinds: [site-meeting]", 1);
    assert_ne!(text, amended);
    let kept = world.office.post("/api/plans", json!({ "text": amended })).await.ok();
    let diff = format!(
        "/api/campaigns/{}/diff?fingerprint={}",
        world.campaign,
        kept["fingerprint"].as_str().unwrap()
    );
    let parent = world.office.get(&diff).await.ok()["parent"].clone();
    let adopt = json!({ "fingerprint": kept["fingerprint"], "parent": parent });
    world.office.post(&format!("/api/campaigns/{}/adopt", world.campaign), adopt).await.ok();
    let province = table(&world, &world.office, "liaoning", "").await;
    assert_eq!(row(&province, STUDY, "场次")["total"], 0);
    recount(&world).await;
}

/// An enterprise that moves to another city takes its figures along.
#[tokio::test]
async fn figures_follow_a_unit_that_moves() {
    let world = World::at("2021-06-05T09:00:00+08:00").await;
    let shenyang = city(&world, "shenyang").await;
    let manager = world.person(Role::SafetyManager, "sy-e2").await;
    let enterprise = City { officer: manager, reviewer: shenyang.reviewer };
    record(&world, &enterprise, "sy-e2", "theory-study", study(3, 30)).await;
    let unit = world.admin.get(&format!("/api/units/{}", world.unit("sy-e2"))).await.ok();
    let path = format!("/api/units/{}/move", world.unit("sy-e2"));
    let body = json!({ "parent_id": world.unit("dalian"), "revision": unit["revision"] });
    world.admin.post(&path, body).await.ok();
    let province = table(&world, &world.office, "liaoning", "").await;
    let sessions = row(&province, STUDY, "场次");
    assert_eq!(sessions["total"], 3);
    assert_eq!(cell(&province, sessions, "沈阳市")["value"], 0);
    assert_eq!(cell(&province, sessions, "大连市")["value"], 3);
    recount(&world).await;
}
