//! Urging: the office says what presses, the urged read it, nobody is urged twice by accident.

use serde_json::{Value, json};
use testkit::{Persona, Role, World};

use crate::hands::*;

/// An hour after the deadline of the first week.
const LATE: &str = "2021-06-02T16:00:00+08:00";
const WORDS: &str = "请于今天下班前报送本周进展。";

async fn urge(persona: &Persona, obligations: &[&String], message: &str) -> Value {
    let body = json!({ "obligations": obligations, "message": message });
    persona.post("/api/urges", body).await.ok()
}

fn codes(answer: &Value) -> Vec<Value> {
    answer["results"].as_array().unwrap().iter().map(|result| result["code"].clone()).collect()
}

/// The line of this obligation in the person's to-do list.
async fn to_do(persona: &Persona, id: &str) -> Value {
    let list = persona.get("/api/obligations?mine=true&limit=200").await.ok();
    list["items"].as_array().unwrap().iter().find(|row| row["id"] == id).unwrap().clone()
}

#[tokio::test]
async fn what_is_said_reaches_the_urged_and_stays_with_those_who_said_it() {
    let world = World::at(LATE).await;
    let shenyang = world.person(Role::CityOfficer, "shenyang").await;
    let dalian = world.person(Role::CityOfficer, "dalian").await;
    let (one, other) =
        (weekly_of(&world, &shenyang, "shenyang").await, weekly_of(&world, &dalian, "dalian").await);
    assert_eq!(to_do(&shenyang, &one).await["urged"], Value::Null);
    let answer = urge(&world.office, &[&one, &other], WORDS).await;
    assert_eq!((&answer["urged"], &answer["units"]), (&json!(2), &json!(2)));
    assert_eq!(codes(&answer), [Value::Null, Value::Null]);

    let line = to_do(&shenyang, &one).await;
    let said = &line["urged"]["last"];
    assert_eq!((&line["urged"]["times"], &said["message"]), (&json!(1), &json!(WORDS)));
    assert_eq!((&said["urged_by"], &said["unit"]["key"]), (&json!("省厅办公室"), &json!("liaoning")));
    assert_eq!((&said["urged_at"], &said["state"]), (&json!(LATE), &json!("overdue")));
    assert_eq!(line["state"], "overdue", "an urge moves no state");

    let detail = show(&dalian, &other).await;
    assert_eq!(detail["urges"].as_array().unwrap().len(), 1);
    assert_eq!(detail["urges"][0], *said);
    assert_eq!(
        (&detail["may"]["urge"], &show(&world.office, &other).await["may"]["urge"]),
        (&json!(false), &json!(true))
    );

    let path = format!("/api/board?campaign={}&unit={}", world.campaign, world.unit("liaoning"));
    let board = world.office.get(&path).await.ok();
    let cells = board["rows"].as_array().unwrap().iter().flat_map(|row| row["cells"].as_array().unwrap());
    let urged: Vec<_> = cells.filter(|cell| !cell["urged"].is_null()).collect();
    assert_eq!(urged.len(), 2);
    assert!(urged.iter().all(|cell| cell["urged"] == json!({"times": 1, "last_at": LATE})));
}

#[tokio::test]
async fn the_trail_has_an_entry_for_each_unit_that_was_urged() {
    let world = World::at(LATE).await;
    let weekly = weekly_of(&world, &world.office, "shenyang").await;
    let other = weekly_of(&world, &world.office, "dalian").await;
    let plan = world.obligation(&world.office, "shenyang", "plan", "once").await;
    let plan = plan["id"].as_str().unwrap().to_owned();
    urge(&world.office, &[&weekly, &other, &plan], WORDS).await;
    let auditor = world.person(Role::AuditAdmin, "liaoning").await;
    let trail = auditor.get("/api/audit?action=obligation.urge").await.ok();
    let entries = trail["items"].as_array().unwrap();
    let mut named: Vec<usize> = entries
        .iter()
        .map(|entry| {
            assert_eq!(entry["detail"]["message"], WORDS);
            entry["detail"]["obligations"].as_array().unwrap().len()
        })
        .collect();
    named.sort_unstable();
    assert_eq!(named, [1, 2]);
}

#[tokio::test]
async fn nobody_is_urged_twice_by_accident() {
    let world = World::at(LATE).await;
    let officer = world.person(Role::CityOfficer, "shenyang").await;
    let id = weekly_of(&world, &officer, "shenyang").await;
    let body = json!({ "obligations": [id], "message": WORDS });
    let first = world.office.post_once("the-same", "/api/urges", body.clone()).await.ok();
    assert_eq!(world.office.post_once("the-same", "/api/urges", body.clone()).await.ok(), first);
    assert_eq!(show(&officer, &id).await["urges"].as_array().unwrap().len(), 1);
    let colleague = world.person(Role::Office, "liaoning").await;
    let again = urge(&colleague, &[&id, &id], "再催一次").await;
    assert_eq!(
        (&again["urged"], codes(&again)),
        (&json!(0), vec![json!("just-urged")]),
        "named twice, told once"
    );

    travel(&world, "2021-06-02T17:00:00+08:00", &[&officer]).await;
    assert_eq!(urge(&world.office, &[&id], "已逾期两小时").await["urged"], 1);
    let line = to_do(&officer, &id).await;
    assert_eq!(
        (&line["urged"]["times"], &line["urged"]["last"]["message"]),
        (&json!(2), &json!("已逾期两小时"))
    );
    let all = show(&officer, &id).await["urges"].clone();
    let said: Vec<_> = all.as_array().unwrap().iter().map(|urge| urge["message"].clone()).collect();
    assert_eq!(said, [json!("已逾期两小时"), json!(WORDS)], "the newest first");
}

#[tokio::test]
async fn of_two_who_urge_at_the_same_time_one_is_told_so() {
    let world = World::at(LATE).await;
    let colleague = world.person(Role::Office, "liaoning").await;
    let id = weekly_of(&world, &colleague, "shenyang").await;
    let other = weekly_of(&world, &colleague, "dalian").await;
    let (these, those) = ([&id, &other], [&other, &id]);
    let (one, two) =
        tokio::join!(urge(&world.office, &these, WORDS), urge(&colleague, &those, "也请尽快报送"));
    let mut urged = [one["urged"].as_i64().unwrap(), two["urged"].as_i64().unwrap()];
    urged.sort_unstable();
    assert_eq!(urged, [0, 2]);
}

#[tokio::test]
async fn only_those_above_urge_and_only_for_what_presses() {
    let world = World::at(LATE).await;
    let officer = world.person(Role::CityOfficer, "shenyang").await;
    let reviewer = world.person(Role::CityReviewer, "shenyang").await;
    let leaders = world.person(Role::LeadingGroup, "liaoning").await;
    let stranger = world.person(Role::CityOfficer, "dalian").await;
    let id = weekly_of(&world, &officer, "shenyang").await;
    for (who, code) in [
        (&officer, "not-allowed"),
        (&reviewer, "not-allowed"),
        (&leaders, "not-allowed"),
        (&stranger, "not-found"),
    ] {
        let answer = urge(who, &[&id], WORDS).await;
        assert_eq!((&answer["urged"], codes(&answer)), (&json!(0), vec![json!(code)]), "{}", who.name);
        assert_eq!(who.get("/api/obligations?pressing=true").await.ok()["items"], json!([]));
    }
    assert_eq!(show(&officer, &id).await["urges"], json!([]));

    let handed_in = weekly_of(&world, &stranger, "dalian").await;
    report(&stranger, &handed_in, "内容").await;
    let waived = weekly_of(&world, &world.office, "tieling").await;
    world.office.post(&format!("/api/obligations/{waived}/waiver"), json!({"reason": "停产"})).await.ok();
    let far = world.obligation(&world.office, "jinzhou", "weekly", "2021-W25").await;
    let far = far["id"].as_str().unwrap().to_owned();
    let answer = urge(&world.office, &[&handed_in, &waived, &far, &id], WORDS).await;
    let not = json!("not-pressing");
    assert_eq!(codes(&answer), [not.clone(), not.clone(), not, Value::Null]);
    assert_eq!((&answer["urged"], &answer["units"]), (&json!(1), &json!(1)));
}

#[tokio::test]
async fn what_presses_is_a_list_and_a_request_has_its_limits() {
    let world = World::at(LATE).await;
    let path = format!("/api/obligations?campaign={}&pressing=true&limit=200", world.campaign);
    let list = world.office.get(&path).await.ok();
    let rows = list["items"].as_array().unwrap();
    let states = ["due_soon", "overdue", "returned"];
    assert!(rows.iter().all(|row| states.iter().any(|state| row["state"] == *state)), "{rows:#?}");
    let weekly = rows.iter().filter(|row| row["duty"] == "weekly");
    assert_eq!(weekly.count(), 15, "the first week of each reporting unit");
    let below = format!("{path}&unit={}", world.unit("shenyang"));
    let below = world.office.get(&below).await.ok();
    assert!(below["items"].as_array().unwrap().iter().all(|row| row["unit"]["key"] == "shenyang"));

    let id = rows[0]["id"].clone();
    let many = |number: usize| json!({ "obligations": vec![id.clone(); number], "message": WORDS });
    for (body, pointer) in [
        (many(0), "/obligations"),
        (many(201), "/obligations"),
        (json!({ "obligations": [id], "message": "  " }), "/message"),
        (json!({ "obligations": [id], "message": "长".repeat(5000) }), "/message"),
    ] {
        let problem = world.office.post("/api/urges", body).await.refused(422);
        assert_eq!(problem["errors"][0]["pointer"], pointer);
    }
    assert_eq!(world.office.post("/api/urges", many(200)).await.ok()["urged"], 1);
}

/// Who has posts in two cities urges the enterprises of each in the name of that city.
#[tokio::test]
async fn each_unit_is_urged_in_the_name_of_the_city_above_it() {
    let world = World::at("2021-06-29T09:00:00+08:00").await;
    let post = |unit: &str| json!({"unit_id": world.unit(unit), "role": "city_reviewer", "valid_from": "2021-01-01"});
    let person =
        json!({"name": "兼管两市", "login": "two-cities", "posts": [post("shenyang"), post("dalian")]});
    let made = world.admin.post("/api/people", person).await.ok();
    let one_time = made["one_time_password"].as_str().unwrap().to_owned();
    let reviewer = Persona::login(world.app.router.clone(), "two-cities", &one_time).await;
    reviewer.put("/api/me/password", json!({"current": one_time, "new": "Liaoning-2021-ok"})).await.ok();
    let mut drills = Vec::new();
    for unit in ["sy-e1", "dl-e1"] {
        let drill = world.obligation(&reviewer, unit, "drill", "2021-H1").await;
        drills.push(drill["id"].as_str().unwrap().to_owned());
    }
    let answer = urge(&reviewer, &[&drills[0], &drills[1]], WORDS).await;
    assert_eq!((&answer["urged"], &answer["units"]), (&json!(2), &json!(2)));
    for (drill, city) in drills.iter().zip(["shenyang", "dalian"]) {
        assert_eq!(show(&reviewer, drill).await["urges"][0]["unit"]["key"], city);
    }
}

#[tokio::test]
async fn what_is_owed_and_what_may_be_urged_are_two_lists() {
    let world = World::at(LATE).await;
    world.office.get("/api/obligations?mine=true&pressing=true").await.refused(400);
}
