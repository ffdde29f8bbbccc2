//! Activities through the real router: review chains, acceptance by rule, coverage, corrections, bad figures.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop at once")]

use serde_json::{Value, json};
use testkit::{Answered, Persona, Role, World};

const NOW: &str = "2021-06-16T10:00:00+08:00";

fn pdf() -> Vec<u8> {
    b"%PDF-1.4\n% minutes\n%%EOF\n".to_vec()
}

/// A whole record of a drill.
fn drill() -> Value {
    json!({
        "title": "上半年应急演练",
        "day": "2021-03-10",
        "place": "示例厂区",
        "mode": "offline",
        "answers": {
            "sessions": 1, "attendances": 120, "heads": 80,
            "form": "practical", "evaluated": "yes", "plan_name": "综合应急预案",
        },
    })
}

/// A whole record of a visit to a production line that found nothing.
fn visit(line: &str) -> Value {
    json!({
        "title": "生产线排查", "day": "2021-06-15", "place": "示例厂区", "mode": "offline",
        "answers": { "hazards_found": 0, "hazards_fixed": 0 },
        "subject_id": line, "found": "nothing",
    })
}

/// A kind that the plan of 2021 accepts by rule.
fn banners(count: i64) -> Value {
    json!({ "title": "公园横幅", "day": "2021-06-10", "mode": "online", "answers": { "banners": count } })
}

/// A record of a unit, moved by its id and the revision that it has at that moment.
struct Entry<'a> {
    author: &'a Persona,
    id: String,
}

impl<'a> Entry<'a> {
    async fn begin(world: &World, author: &'a Persona, unit: &str, kind: &str, details: Value) -> Self {
        let view = new(world, author, unit, kind, details).await.ok();
        Self { author, id: view["id"].as_str().unwrap().to_owned() }
    }
    fn path(&self, tail: &str) -> String {
        format!("/api/activities/{}{tail}", self.id)
    }
    async fn view(&self) -> Value {
        self.author.get(&self.path("")).await.ok()
    }
    async fn act(&self, who: &Persona, step: &str) -> Answered {
        let mut body = json!({ "revision": self.view().await["revision"] });
        if matches!(step, "return" | "overrule" | "correct" | "withdraw") {
            body["reason"] = json!("数字有误");
        }
        who.post(&self.path(&format!("/{step}")), body).await
    }
    async fn save(&self, details: Value) -> Answered {
        let body = json!({ "revision": self.view().await["revision"], "details": details });
        self.author.put(&self.path("/draft"), body).await
    }
}

async fn new(world: &World, author: &Persona, unit: &str, kind: &str, details: Value) -> Answered {
    let body = json!({
        "campaign": world.campaign, "unit": world.unit(unit), "kind": kind, "details": details,
    });
    author.post("/api/activities", body).await
}

/// What an obligation of the unit has counted, and what it says about records that do not count yet.
async fn counted(world: &World, who: &Persona, unit: &str, duty: &str, open_on: &str) -> (i64, String) {
    let query = format!("/api/obligations?campaign={}&unit={}&limit=200", world.campaign, world.unit(unit));
    let list = who.get(&query).await.ok();
    let mut items = list["items"].as_array().unwrap().iter();
    let found = items.find(|item| {
        item["duty"] == duty
            && item["unit"]["id"] == world.unit(unit)
            && item["due_at"].as_str() >= Some(open_on)
    });
    let id = found.unwrap_or_else(|| panic!("no {duty} in {list:#}"))["id"].as_str().unwrap();
    let detail = who.get(&format!("/api/obligations/{id}")).await.ok();
    (detail["count"]["counted"].as_i64().unwrap(), detail["count"].to_string())
}

/// A figure of a unit's table of the month.
async fn figure(world: &World, who: &Persona, unit: &str, indicator: &str) -> i64 {
    let path = format!("/api/campaigns/{}/tables/month-table?unit={}", world.campaign, world.unit(unit));
    let table = who.get(&path).await.ok();
    let mut rows = table["sections"].as_array().unwrap().iter().flat_map(|it| it["rows"].as_array().unwrap());
    let row = rows.find(|row| row["indicator"] == indicator).unwrap_or_else(|| panic!("no {indicator}"));
    row["total"].as_i64().unwrap()
}

/// How many records wait for this person's decision, told in the same way by the list, its lines and the file.
async fn awaiting(who: &Persona) -> usize {
    let list = who.get("/api/activities?may_decide=true").await.ok();
    let all = who.get("/api/activities").await.ok();
    let marked = all["items"].as_array().unwrap().iter().filter(|item| item["may_decide"] == true).count();
    let items = list["items"].as_array().unwrap();
    assert!(items.iter().all(|item| item["may_decide"] == true));
    let file = who.get("/api/activities/export/csv?may_decide=true").await.text();
    assert_eq!((items.len(), file.trim_end().lines().count()), (marked, marked + 1), "{file}");
    marked
}

/// What came back to this person: why, and from whom.
async fn to_correct(who: &Persona) -> Vec<String> {
    let list = who.get("/api/activities?may_save=true&state=returned").await.ok();
    let told = |item: &Value| {
        let (reason, by) = (&item["state_reason"], &item["state_signed"]["by"]);
        format!("{} {}", reason.as_str().unwrap(), by.as_str().unwrap())
    };
    list["items"].as_array().unwrap().iter().map(told).collect()
}

#[tokio::test]
async fn a_drill_counts_when_the_reviewer_of_the_city_has_accepted_it() {
    let world = World::at(NOW).await;
    let manager = world.person(Role::SafetyManager, "sy-e1").await;
    let reviewer = world.person(Role::CityReviewer, "shenyang").await;
    let officer = world.person(Role::CityOfficer, "shenyang").await;
    let stranger = world.person(Role::CityReviewer, "dalian").await;
    let entry = Entry::begin(&world, &manager, "sy-e1", "drill", drill()).await;
    for who in [&reviewer, &officer, &world.office, &stranger] {
        who.get(&entry.path("")).await.hidden();
    }
    assert_eq!(manager.post(&entry.path("/check"), json!({})).await.ok()["problems"], json!([]));
    let sent = entry.act(&manager, "submit").await.ok();
    assert_eq!((&sent["state"], &sent["awaits"]), (&json!("submitted"), &json!("市工信部门审核")));
    let (count, words) = counted(&world, &manager, "sy-e1", "drill", "2021-06").await;
    assert!(count == 0 && words.contains("待市工信部门审核"), "{words}");

    for (who, wanted) in [(&reviewer, 1), (&manager, 0), (&officer, 0), (&world.office, 0), (&stranger, 0)] {
        assert_eq!(awaiting(who).await, wanted, "the office may accept, but the plan leaves it to the city");
    }

    entry.act(&manager, "accept").await.forbidden();
    entry.act(&officer, "accept").await.forbidden();
    entry.act(&world.office, "accept").await.forbidden();
    entry.act(&stranger, "accept").await.hidden();
    assert_eq!(reviewer.get(&entry.path("")).await.ok()["may"], json!(["accept", "return"]));
    assert_eq!(to_correct(&manager).await, Vec::<String>::new());
    entry.act(&reviewer, "return").await.ok();
    let told = "数字有误 市级审核员（shenyang）".to_owned();
    for (who, wanted) in
        [(&manager, vec![told]), (&reviewer, vec![]), (&officer, vec![]), (&stranger, vec![])]
    {
        assert_eq!(to_correct(who).await, wanted, "{}", who.name);
    }
    entry.act(&manager, "submit").await.ok();
    assert_eq!(to_correct(&manager).await, Vec::<String>::new());
    let done = entry.act(&reviewer, "accept").await.ok();
    assert_eq!((&done["counting"], &done["accepted_by_rule"]), (&json!(2), &json!(false)));
    assert_eq!(counted(&world, &manager, "sy-e1", "drill", "2021-06").await.0, 1);
    assert_eq!(entry.act(&reviewer, "accept").await.refused(409)["code"], "wrong-state");
    assert_eq!(awaiting(&reviewer).await, 0);

    entry.act(&world.office, "overrule").await.ok();
    assert_eq!(counted(&world, &manager, "sy-e1", "drill", "2021-06").await.0, 0);
}

#[tokio::test]
async fn what_a_duty_will_not_count_is_said_before_it_is_sent_and_to_whoever_accepts() {
    let world = World::at(NOW).await;
    let manager = world.person(Role::SafetyManager, "sy-e1").await;
    let reviewer = world.person(Role::CityReviewer, "shenyang").await;
    let mut details = drill();
    details["answers"]["evaluated"] = json!("no");
    let entry = Entry::begin(&world, &manager, "sy-e1", "drill", details).await;
    let told = |warning: &Value| warning.as_str().unwrap().contains("还没有对演练效果进行评估");
    let check = manager.post(&entry.path("/check"), json!({})).await.ok();
    assert!(told(&check["warnings"][0]["message"]), "{check:#}");
    entry.act(&manager, "submit").await.ok();
    assert!(told(&reviewer.get(&entry.path("")).await.ok()["warnings"][0]));
    // A city owes no drill of its own, so nothing is missing from one that it records.
    let officer = world.person(Role::CityOfficer, "shenyang").await;
    let mut details = drill();
    details["answers"]["evaluated"] = json!("no");
    let other = Entry::begin(&world, &officer, "shenyang", "drill", details).await;
    assert_eq!(other.view().await["warnings"], json!([]));
    let whole = Entry::begin(&world, &manager, "sy-e1", "drill", drill()).await;
    assert_eq!(whole.view().await["warnings"], json!([]));
}

#[tokio::test]
async fn what_the_plan_accepts_by_rule_counts_at_once_and_is_corrected_by_a_new_version() {
    let world = World::at(NOW).await;
    let officer = world.person(Role::CityOfficer, "jinzhou").await;
    let entry = Entry::begin(&world, &officer, "jinzhou", "banner", banners(7)).await;
    let sent = entry.act(&officer, "submit").await.ok();
    assert_eq!((&sent["state"], &sent["accepted_by_rule"]), (&json!("accepted"), &json!(true)));
    let total = async || figure(&world, &officer, "jinzhou", "banners").await;
    assert_eq!(total().await, 7);
    entry.act(&officer, "correct").await.ok();
    entry.save(banners(9)).await.ok();
    assert_eq!(total().await, 7, "the old version counts while the new one is written");
    let seen = world.office.get(&entry.path("")).await.ok();
    assert_eq!(seen["details"]["answers"]["banners"], 7);
    let done = entry.act(&officer, "submit").await.ok();
    assert_eq!((total().await, &done["counting"]), (9, &json!(2)));
    assert_eq!(done["versions"][1]["details"]["answers"]["banners"], 7);
    entry.act(&officer, "withdraw").await.ok();
    assert_eq!(total().await, 0);
    assert_eq!(entry.act(&officer, "correct").await.refused(409)["code"], "wrong-state");
}

#[tokio::test]
async fn a_visit_that_found_nothing_covers_the_line_and_only_lines_of_the_city_are_visited() {
    let world = World::at(NOW).await;
    let officer = world.person(Role::CityOfficer, "shenyang").await;
    let reviewer = world.person(Role::CityReviewer, "shenyang").await;
    let foreign = visit(world.unit("dl-e1-l1"));
    let entry = Entry::begin(&world, &officer, "shenyang", "line-inspection", foreign).await;
    let problem = entry.act(&officer, "submit").await.refused(422);
    assert_eq!(problem["errors"][0]["pointer"], "/details/subject_id");
    entry.save(visit(world.unit("sy-e2"))).await.ok();
    let problem = entry.act(&officer, "submit").await.refused(422);
    assert!(problem["errors"][0]["message"].as_str().unwrap().contains("生产线"), "{problem:#}");

    entry.save(visit(world.unit("sy-e2-l1"))).await.ok();
    entry.act(&officer, "submit").await.ok();
    assert_eq!(counted(&world, &officer, "shenyang", "line-coverage", "2021-06").await.0, 0);
    entry.act(&reviewer, "accept").await.forbidden();
    entry.act(&world.office, "accept").await.ok();
    assert_eq!(counted(&world, &officer, "shenyang", "line-coverage", "2021-06").await.0, 1);
}

#[tokio::test]
async fn bad_figures_and_foreign_files_are_told_where_they_are() {
    let world = World::at(NOW).await;
    let manager = world.person(Role::SafetyManager, "sy-e1").await;
    let other = world.person(Role::SafetyManager, "sy-e2").await;
    let foreign = other.upload(world.unit("sy-e2"), "document", "记录.pdf", pdf()).await;
    let mine = manager.upload(world.unit("sy-e1"), "document", "记录😀.pdf", pdf()).await;
    let entry = Entry::begin(&world, &manager, "sy-e1", "drill", drill()).await;
    let changed = |at: &str, value: Value| {
        let mut details = drill();
        match at.split_once('/') {
            Some((group, field)) => details[group][field] = value,
            None => details[at] = value,
        }
        details
    };
    for (at, value, pointer, code) in [
        ("answers/attendances", json!(-1), "answers/attendances", "too-small"),
        ("answers/attendances", json!(0.5), "answers/attendances", "not-whole"),
        ("answers/attendances", json!(9_007_199_254_740_993_i64), "answers/attendances", "too-large"),
        ("answers/attendances", json!("一百"), "answers/attendances", "wrong-type"),
        ("answers/form", json!("secret"), "answers/form", "unknown-option"),
        ("answers/phone", json!("138"), "answers/phone", "unknown-field"),
        ("title", json!("长".repeat(10_000)), "title", "too-long"),
        ("evidence/document", json!([foreign]), "evidence/document/0", "not-owned"),
        ("evidence/pictures", json!([mine]), "evidence/pictures/0", "wrong-kind"),
    ] {
        let problem = entry.save(changed(at, value)).await.refused(422);
        let found = (&problem["errors"][0]["pointer"], &problem["errors"][0]["code"]);
        assert_eq!(found, (&json!(format!("/details/{pointer}")), &json!(code)));
    }
    assert_eq!(entry.view().await["revision"], 1, "nothing of it was kept");

    entry.save(changed("title", json!("𠮷野家😀演练"))).await.ok();
    entry.save(changed("evidence/document", json!([mine]))).await.ok();
    entry.save(changed("answers/heads", json!(121))).await.ok();
    let check = manager.post(&entry.path("/check"), json!({})).await.ok();
    assert_eq!(check["problems"], json!([]));
    assert_eq!(check["warnings"][0]["code"], "more-than-attendances");
    for day in ["2020-12-31", "2021-06-17"] {
        entry.save(changed("day", json!(day))).await.ok();
        entry.act(&manager, "submit").await.refused(422);
    }
    let old = json!({ "revision": 1, "details": drill() });
    manager.put(&entry.path("/draft"), old).await.refused(412);
    let problem = new(&world, &manager, "sy-e1", "dance", json!({})).await.refused(422);
    assert_eq!(problem["errors"][0]["code"], "unknown-kind");
    new(&world, &manager, "sy-e2", "drill", json!({})).await.hidden();
}

#[tokio::test]
async fn sending_twice_makes_one_record_and_the_list_is_narrowed_and_taken_out() {
    let world = World::at(NOW).await;
    let officer = world.person(Role::CityOfficer, "yingkou").await;
    let body = json!({
        "campaign": world.campaign, "unit": world.unit("yingkou"), "kind": "banner", "details": banners(3),
    });
    let first = officer.post_once("k1", "/api/activities", body.clone()).await.ok();
    let again = officer.post_once("k1", "/api/activities", body.clone()).await.ok();
    assert_eq!(first["id"], again["id"]);
    let mut other = body.clone();
    other["details"] = banners(4);
    officer.post_once("k1", "/api/activities", other).await.refused(409);
    Entry::begin(&world, &officer, "yingkou", "drill", drill()).await;
    for (query, wanted) in [
        ("", 2),
        ("kind=drill", 1),
        ("kind=banner&mode=online&from=2021-06-10&to=2021-06-10", 1),
        ("q=%E6%A8%AA%E5%B9%85", 1), // 横幅, in the title
        ("q=%E5%8E%82%E5%8C%BA", 1), // 厂区, in the place
        ("state=accepted", 0),
        ("counts=false", 2),
    ] {
        let list = officer.get(&format!("/api/activities?{query}")).await.ok();
        assert_eq!(list["items"].as_array().unwrap().len(), wanted, "{query}");
    }
    assert_eq!(world.office.get("/api/activities").await.ok()["items"], json!([]), "drafts stay at home");
    let kinds = officer.get(&format!("/api/activities/kinds?campaign={}", world.campaign)).await.ok();
    let drill = kinds.as_array().unwrap().iter().find(|kind| kind["key"] == "drill").unwrap();
    assert_eq!(drill["fields"][0]["key"], "sessions");
    let csv = officer.get("/api/activities/export/csv?kind=drill").await;
    assert!(csv.status.is_success() && csv.text().contains("上半年应急演练,2021-03-10"), "{}", csv.text());
    let xlsx = officer.get("/api/activities/export/xlsx").await;
    assert!(xlsx.status.is_success() && xlsx.bytes.starts_with(b"PK"));
}
