//! Reports that are owed so long after a record: they come with it, move with its correction and go with it.

use serde_json::{Value, json};
use testkit::{Persona, Role, World, shipped};

use crate::hands::*;

/// A notice five work days after every banner that anybody below the city puts up.
const NOTICE: &str = r#"duties:
  - key: notice
    title: 横幅张贴情况说明
    clause: c5.4
    quote: 请各市工信部门于6月1日前报送活动方案
    modality: hard
    audience: reporting-units
    window: {phase: month}
    rhythm: {after_record: {filter: {family: activity, kinds: [banner]}, scope: subtree, after: {work_days: 5}}}
    due: {text: "{date}17时", at: "17:00"}
    deliver:
      zero_report: not
      paper: false
      review: province-office
      fields:
        - {key: overview, title: 情况, type: long_text, required: true}
"#;

fn plan(days: u8) -> String {
    let notice = NOTICE.replace("work_days: 5", &format!("work_days: {days}"));
    shipped("plans/liaoning-2021/plan.yaml").replacen("duties:\n", &notice, 1)
}

struct Banner<'a> {
    by: &'a Persona,
    path: String,
}

impl<'a> Banner<'a> {
    /// Recorded and, as the plan says, accepted by rule.
    async fn put_up(world: &World, by: &'a Persona, day: &str) -> Self {
        let body = json!({
            "campaign": world.campaign, "unit": world.unit("sy-e1"), "kind": "banner", "details": details(day),
        });
        let id = by.post("/api/activities", body).await.ok()["id"].as_str().unwrap().to_owned();
        let banner = Self { by, path: format!("/api/activities/{id}") };
        banner.act("submit", json!({})).await;
        banner
    }

    async fn act(&self, step: &str, mut body: Value) {
        body["revision"] = self.by.get(&self.path).await.ok()["revision"].clone();
        self.by.post(&format!("{}/{step}", self.path), body).await.ok();
    }

    async fn corrected(&self, day: &str) {
        self.act("correct", json!({ "reason": "日期有误" })).await;
        let revision = self.by.get(&self.path).await.ok()["revision"].clone();
        let draft = json!({ "revision": revision, "details": details(day) });
        self.by.put(&format!("{}/draft", self.path), draft).await.ok();
        self.act("submit", json!({})).await;
    }

    async fn withdrawn(&self) {
        self.act("withdraw", json!({ "reason": "登记有误" })).await;
    }
}

fn details(day: &str) -> Value {
    json!({ "title": "公园横幅", "day": day, "mode": "online", "answers": { "banners": 3 } })
}

async fn notices(world: &World, who: &Persona, unit: &str) -> Vec<Value> {
    let path = format!("/api/obligations?unit={}&duty=notice&limit=200", world.unit(unit));
    who.get(&path).await.ok()["items"].as_array().unwrap().clone()
}

fn dues(notices: &[Value]) -> Vec<&str> {
    notices.iter().map(|notice| notice["due_at"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_record_begins_a_report_for_the_city_above_it() {
    let world = World::at("2021-06-11T09:00:00+08:00").await;
    adopt(&world, &plan(5)).await;
    let officer = world.person(Role::CityOfficer, "shenyang").await;
    let manager = world.person(Role::SafetyManager, "sy-e1").await;
    assert_eq!(notices(&world, &officer, "shenyang").await, [] as [Value; 0]);

    let banner = Banner::put_up(&world, &manager, "2021-06-10").await;
    let begun = notices(&world, &officer, "shenyang").await;
    // The Dragon Boat holiday, 12 to 14 June, lies between.
    assert_eq!(dues(&begun), ["2021-06-18T17:00:00+08:00"]);
    assert_eq!(begun[0]["period_title"], "6月10日 公园横幅");
    boards_agree(&world, &["shenyang"]).await;
    assert_eq!(begun[0]["state"], "open");
    for (unit, who) in [("sy-e1", &manager), ("dalian", &world.office)] {
        assert_eq!(notices(&world, who, unit).await.len(), 0, "{unit} owes nothing");
    }
    assert_eq!(
        notices(&world, &world.office, "liaoning").await.len(),
        1,
        "the province has it below, and no other"
    );

    banner.corrected("2021-06-09").await;
    let moved = notices(&world, &officer, "shenyang").await;
    assert_eq!(dues(&moved), ["2021-06-17T17:00:00+08:00"]);
    assert_eq!(moved[0]["id"], begun[0]["id"], "the same obligation");
    boards_agree(&world, &["shenyang"]).await;
    banner.corrected("2021-05-31").await;
    assert_eq!(notices(&world, &officer, "shenyang").await.len(), 0, "that day lies outside the window");
    banner.corrected("2021-06-10").await;
    assert_eq!(notices(&world, &officer, "shenyang").await[0]["id"], begun[0]["id"]);
    banner.withdrawn().await;
    assert_eq!(notices(&world, &officer, "shenyang").await.len(), 0);
}

#[tokio::test]
async fn what_was_handed_in_stays_when_the_record_goes() {
    let world = World::at("2021-06-11T09:00:00+08:00").await;
    adopt(&world, &plan(5)).await;
    let officer = world.person(Role::CityOfficer, "shenyang").await;
    let manager = world.person(Role::SafetyManager, "sy-e1").await;
    let banner = Banner::put_up(&world, &manager, "2021-06-10").await;
    let id = notices(&world, &officer, "shenyang").await[0]["id"].as_str().unwrap().to_owned();
    let content = json!({ "outcome": "done", "answers": { "overview": "已张贴" } });
    let version = submission(&send(&officer, &id, content).await.ok());
    accept(&world.office, &version).await.ok();
    assert_eq!(state(&officer, &id).await, "accepted_on_time");
    banner.withdrawn().await;
    let left = notices(&world, &officer, "shenyang").await;
    assert_eq!((left.len(), left[0]["dropped_at"].is_null()), (1, false));
    boards_agree(&world, &["shenyang"]).await;
}

#[tokio::test]
async fn an_adoption_moves_drops_and_begins_like_the_record_itself() {
    let world = World::at("2021-06-11T09:00:00+08:00").await;
    let officer = world.person(Role::CityOfficer, "shenyang").await;
    let manager = world.person(Role::SafetyManager, "sy-e1").await;
    let banner = Banner::put_up(&world, &manager, "2021-06-10").await;
    Banner::put_up(&world, &manager, "2021-05-31").await;
    assert_eq!(notices(&world, &officer, "shenyang").await.len(), 0, "the plan does not ask for it yet");

    adopt(&world, &plan(5)).await;
    let begun = notices(&world, &officer, "shenyang").await;
    assert_eq!(dues(&begun), ["2021-06-18T17:00:00+08:00"]);
    adopt(&world, &plan(6)).await;
    let moved = notices(&world, &officer, "shenyang").await;
    assert_eq!(dues(&moved), ["2021-06-21T17:00:00+08:00"]);
    adopt(&world, &shipped("plans/liaoning-2021/plan.yaml")).await;
    assert_eq!(notices(&world, &officer, "shenyang").await.len(), 0);
    adopt(&world, &plan(5)).await;
    let back = notices(&world, &officer, "shenyang").await;
    assert_eq!((&back[0]["id"], dues(&back)), (&begun[0]["id"], dues(&begun)));
    banner.withdrawn().await;
    assert_eq!(notices(&world, &officer, "shenyang").await.len(), 0, "it knows again which record began it");
}

/// What is counted while another plan is adopted is counted once, under whichever of the two came last.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nothing_is_forgotten_while_a_plan_is_adopted() {
    const BANNERS: usize = 12;
    let world = World::at("2021-06-11T09:00:00+08:00").await;
    let officer = world.person(Role::CityOfficer, "shenyang").await;
    let manager = world.person(Role::SafetyManager, "sy-e1").await;
    let put_up = async || {
        for _ in 0..BANNERS {
            Banner::put_up(&world, &manager, "2021-06-10").await;
        }
    };
    let amend = async || {
        for days in [5, 6, 5, 6] {
            adopt(&world, &plan(days)).await;
        }
    };
    tokio::join!(put_up(), put_up(), put_up(), amend());
    let owed = notices(&world, &officer, "shenyang").await;
    assert_eq!(dues(&owed), ["2021-06-21T17:00:00+08:00"; 3 * BANNERS]);
    let recount = format!("/api/campaigns/{}/recount", world.campaign);
    let recount = world.office.get(&recount).await.ok();
    assert_eq!(
        (&recount["facts"], &recount["differences"]),
        (&json!(3 * BANNERS), &json!([])),
        "{recount:#}"
    );
}
