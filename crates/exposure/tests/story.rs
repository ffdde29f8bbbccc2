//! Exposed cases through the real router: two people, corrections, who sees what, what the quota and the table say.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop at once")]

use serde_json::{Value, json};
use testkit::{Persona, Role, World};

const NOW: &str = "2021-06-16T10:00:00+08:00";

/// The smallest thing that is a JPEG by its content.
fn capture() -> Vec<u8> {
    let segment = |marker: u8, content: &[u8]| {
        let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, marker], length.as_slice(), content].concat()
    };
    [
        vec![0xFF, 0xD8],
        segment(0xDB, &[0; 65]),
        segment(0xC0, &[8, 0, 1, 0, 1, 1, 1, 0x11, 0]),
        segment(0xDA, &[1, 1, 0, 0, 63, 0]),
        b"picture".to_vec(),
        vec![0xFF, 0xD9],
    ]
    .concat()
}

/// An officer and a reviewer of one city.
struct City {
    unit: String,
    officer: Persona,
    reviewer: Persona,
}

impl City {
    async fn of(world: &World, key: &str) -> Self {
        Self {
            unit: world.unit(key).to_owned(),
            officer: world.person(Role::CityOfficer, key).await,
            reviewer: world.person(Role::CityReviewer, key).await,
        }
    }

    /// Everything that a typical case on the department's site needs.
    async fn whole(&self) -> Value {
        let file = self.officer.upload(&self.unit, "pictures", "截图.jpg", capture()).await;
        json!({
            "kind": "typical_case",
            "title": "某企业库房超量储存被查处",
            "summary": "检查发现库房超量储存，已责令整改。",
            "source": "inspection",
            "subject_name": "示例民爆公司",
            "media_class": "department_site",
            "media_name": "市工信局官网",
            "address": "https://gxj.example.gov.cn/a/1.html",
            "published_on": "2021-06-10",
            "captures": [file],
        })
    }

    async fn draft(&self, world: &World, details: Value) -> Case<'_> {
        let body = json!({ "campaign": world.campaign, "unit": self.unit, "details": details });
        let view = self.officer.post("/api/exposures", body).await.ok();
        Case { city: self, id: view["id"].as_str().unwrap().to_owned() }
    }
}

/// A case of a city, moved by its id and the revision that it has at that moment.
struct Case<'a> {
    city: &'a City,
    id: String,
}

impl Case<'_> {
    fn path(&self, tail: &str) -> String {
        format!("/api/exposures/{}{tail}", self.id)
    }
    async fn view(&self) -> Value {
        self.city.officer.get(&self.path("")).await.ok()
    }
    async fn act(&self, who: &Persona, step: &str) -> testkit::Answered {
        let mut body = json!({ "revision": self.view().await["revision"] });
        if matches!(step, "return" | "overrule" | "correct" | "withdraw") {
            body["reason"] = json!("内容有误");
        }
        who.post(&self.path(&format!("/{step}")), body).await
    }
}

/// The count of the typical-case quota and what it says about records that do not count yet.
async fn quota(world: &World, city: &City, key: &str) -> (i64, String) {
    let query = format!("/api/obligations?campaign={}&unit={}&limit=200", world.campaign, world.unit(key));
    let list = city.officer.get(&query).await.ok();
    let items = list["items"].as_array().unwrap();
    let found = items.iter().find(|item| item["duty"] == "typical-case").unwrap();
    let detail = city.officer.get(&format!("/api/obligations/{}", found["id"].as_str().unwrap())).await.ok();
    (detail["obligation"]["counted"].as_i64().unwrap(), detail["count"].to_string())
}

/// The city's figure of typical cases in the table of the month.
async fn figure(world: &World, city: &City) -> i64 {
    let path = format!("/api/campaigns/{}/tables/month-table?unit={}", world.campaign, city.unit);
    let table = city.officer.get(&path).await.ok();
    let rows = table["sections"].as_array().unwrap().iter().flat_map(|it| it["rows"].as_array().unwrap());
    rows.into_iter().find(|row| row["indicator"] == "typical-cases").unwrap()["total"].as_i64().unwrap()
}

#[tokio::test]
async fn two_people_and_a_report_meet_the_quota_and_a_withdrawal_takes_it_back() {
    let world = World::at(NOW).await;
    let city = City::of(&world, "shenyang").await;
    let mut details = city.whole().await;
    details["captures"] = json!([]);
    let case = city.draft(&world, details).await;
    let (counted, words) = quota(&world, &city, "shenyang").await;
    assert_eq!(counted, 0);
    for piece in ["未附取证截图", "未提交", "未向省厅报送"] {
        assert!(words.contains(piece), "{piece} is missing in {words}");
    }

    let problem = case.act(&city.officer, "submit").await.refused(422);
    assert_eq!(problem["errors"][0]["pointer"], "/details/captures");
    let body = json!({ "revision": 1, "details": city.whole().await });
    city.officer.put(&case.path("/draft"), body).await.ok();
    assert_eq!(city.officer.post(&case.path("/check"), json!({})).await.ok()["problems"], json!([]));
    let sent = case.act(&city.officer, "submit").await.ok();
    assert_eq!(
        (&sent["state"], &sent["lacking"]),
        (&json!("submitted"), &json!(["待第二人核对", "未向省厅报送"]))
    );
    case.act(&city.officer, "confirm").await.forbidden();
    assert_eq!(figure(&world, &city).await, 0);

    case.act(&city.reviewer, "confirm").await.ok();
    assert_eq!((figure(&world, &city).await, quota(&world, &city, "shenyang").await.0), (1, 0));
    let reported = case.act(&city.officer, "report").await.ok();
    assert_eq!(reported["lacking"], json!([]));
    assert_eq!((figure(&world, &city).await, quota(&world, &city, "shenyang").await.0), (1, 1));
    assert_eq!(case.act(&city.officer, "report").await.refused(409)["code"], "wrong-state");

    case.act(&city.officer, "withdraw").await.ok();
    assert_eq!((figure(&world, &city).await, quota(&world, &city, "shenyang").await.0), (0, 0));
}

#[tokio::test]
async fn the_old_version_counts_until_the_correction_is_confirmed_and_nobody_overwrites_anybody() {
    let world = World::at(NOW).await;
    let city = City::of(&world, "anshan").await;
    let case = city.draft(&world, city.whole().await).await;
    case.act(&city.officer, "submit").await.ok();
    case.act(&city.reviewer, "confirm").await.ok();
    let begun = case.act(&city.officer, "correct").await.ok();
    let mut details = begun["details"].clone();
    details["kind"] = json!("negative_case");
    details["title"] = json!("𠮷野某企业😀（更正）");
    let draft = json!({ "revision": begun["revision"], "details": details });
    city.officer.put(&case.path("/draft"), draft.clone()).await.ok();
    city.officer.put(&case.path("/draft"), draft).await.refused(412);
    let seen = world.office.get(&case.path("")).await.ok();
    assert_eq!(seen["details"]["kind"], "typical_case", "those above see what was sent");
    assert_eq!(figure(&world, &city).await, 1);

    case.act(&city.officer, "submit").await.ok();
    assert_eq!(figure(&world, &city).await, 1);
    case.act(&city.reviewer, "return").await.ok();
    case.act(&city.officer, "submit").await.ok();
    let done = case.act(&city.reviewer, "confirm").await.ok();
    assert_eq!((figure(&world, &city).await, &done["counting"]), (0, &json!(3)));
    assert_eq!(done["versions"].as_array().unwrap().len(), 3);
    assert_eq!(done["versions"][2]["details"]["kind"], "typical_case");
    let steps: Vec<&str> =
        done["history"].as_array().unwrap().iter().map(|it| it["step"].as_str().unwrap()).collect();
    let wanted = ["create", "submit", "confirm", "correct", "submit", "return", "submit", "confirm"];
    assert_eq!(steps, wanted);

    case.act(&city.officer, "correct").await.ok();
    let kept = case.act(&city.officer, "discard").await.ok();
    assert_eq!((&kept["state"], &kept["details"]["kind"]), (&json!("confirmed"), &json!("negative_case")));
}

#[tokio::test]
async fn a_draft_is_the_units_own_and_the_level_above_sends_back_what_counts() {
    let world = World::at(NOW).await;
    let city = City::of(&world, "dalian").await;
    let other = City::of(&world, "benxi").await;
    let case = city.draft(&world, city.whole().await).await;
    world.office.get(&case.path("")).await.hidden();
    case.act(&world.office, "confirm").await.hidden();
    other.officer.get(&case.path("")).await.hidden();
    other.officer.get("/api/exposures/not-an-id").await.hidden();
    world.app.stranger().get(&case.path("")).await.refused(401);
    assert_eq!(world.office.get("/api/exposures").await.ok()["items"], json!([]));

    case.act(&city.officer, "submit").await.ok();
    case.act(&other.reviewer, "confirm").await.hidden();
    case.act(&world.office, "confirm").await.forbidden();
    case.act(&city.reviewer, "confirm").await.ok();
    let seen = world.office.get(&case.path("")).await.ok();
    assert_eq!(seen["may"], json!(["overrule"]));
    let back = case.act(&world.office, "overrule").await.ok();
    assert_eq!((&back["state"], &back["state_reason"]), (&json!("returned"), &json!("内容有误")));
    assert_eq!(figure(&world, &city).await, 0);
    assert_eq!(other.officer.get("/api/exposures").await.ok()["items"], json!([]));
    for (who, wanted) in [(&city.officer, 1), (&city.reviewer, 0), (&world.office, 0), (&other.officer, 0)] {
        let list = who.get("/api/exposures?may_save=true&state=returned").await.ok();
        let items = list["items"].as_array().unwrap();
        assert_eq!(items.len(), wanted, "{}", who.name);
        for item in items {
            assert_eq!(
                (&item["state_reason"], &item["state_signed"]),
                (&back["state_reason"], &back["state_signed"])
            );
        }
    }
}

#[tokio::test]
async fn bad_input_is_told_where_it_is_and_changes_nothing() {
    let world = World::at(NOW).await;
    let city = City::of(&world, "fuxin").await;
    let other = City::of(&world, "tieling").await;
    let foreign = other.whole().await["captures"][0].clone();
    let mine = city.whole().await;
    let create = async |details: Value| {
        let body = json!({ "campaign": world.campaign, "unit": city.unit, "details": details });
        city.officer.post("/api/exposures", body).await
    };
    let with = |field: &str, value: Value| {
        let mut details = mine.clone();
        details[field] = value;
        details
    };
    for (field, value, pointer) in [
        ("title", json!("长".repeat(10_000)), "/details/title"),
        ("summary", json!("a\u{0}b"), "/details/summary"),
        ("captures", json!([foreign]), "/details/captures/0"),
        ("published_on", json!("2021-06-31"), "/details/published_on"),
        ("media_class", json!("blog"), "/details/media_class"),
        ("reporter", json!("姓名"), "/details/reporter"),
    ] {
        let problem = create(with(field, value)).await.refused(422);
        let shown = problem["errors"][0]["pointer"].as_str().unwrap();
        assert!(pointer.starts_with(shown) && !shown.is_empty(), "{field}: {problem:#}");
    }
    let elsewhere = json!({ "campaign": world.campaign, "unit": other.unit });
    city.officer.post("/api/exposures", elsewhere).await.hidden();
    let no_campaign = json!({ "campaign": city.unit, "unit": city.unit });
    city.officer.post("/api/exposures", no_campaign).await.hidden();
    assert_eq!(city.officer.get("/api/exposures").await.ok()["items"], json!([]));

    let early = city.draft(&world, with("published_on", json!("2021-05-31"))).await;
    let problem = early.act(&city.officer, "submit").await.refused(422);
    assert_eq!(problem["errors"][0]["code"], "outside-campaign");
    let strange = with("subject_id", json!(other.unit));
    let strange = city.draft(&world, strange).await;
    let problem = strange.act(&city.officer, "submit").await.refused(422);
    assert_eq!(problem["errors"][0]["pointer"], "/details/subject_id");
}

#[tokio::test]
async fn sending_twice_makes_one_case_and_the_list_is_searched_paged_and_taken_out() {
    let world = World::at(NOW).await;
    let city = City::of(&world, "panjin").await;
    let body = json!({ "campaign": world.campaign, "unit": city.unit, "details": city.whole().await });
    let first = city.officer.post_once("k1", "/api/exposures", body.clone()).await.ok();
    let again = city.officer.post_once("k1", "/api/exposures", body).await.ok();
    assert_eq!(first["id"], again["id"]);
    for title in ["=HYPERLINK(1)", "百分之５０％ 超量", "第三条"] {
        city.draft(&world, json!({ "title": title, "kind": "negative_case" })).await;
    }
    let list = async |query: &str| city.officer.get(&format!("/api/exposures{query}")).await;
    let titles = |page: &Value| -> Vec<String> {
        let items = page["items"].as_array().unwrap();
        items.iter().map(|item| item["title"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(titles(&list("?q=50%25").await.ok()), ["百分之５０％ 超量"]);
    assert_eq!(titles(&list("?kind=typical_case&from=2021-06-10&to=2021-06-10").await.ok()).len(), 1);
    assert_eq!(titles(&list("?from=2021-06-11").await.ok()).len(), 0);
    assert_eq!(titles(&list("?counts=true").await.ok()).len(), 0);
    let page = list("?limit=3").await.ok();
    let rest = list(&format!("?limit=3&after={}", page["next"].as_str().unwrap())).await.ok();
    assert_eq!((titles(&page).len(), titles(&rest).len(), &rest["next"]), (3, 1, &Value::Null));
    list("?limit=0").await.refused(400);
    list("?state=lost").await.refused(400);

    let csv = list("/export/csv").await;
    assert!(csv.text().starts_with('\u{FEFF}') && csv.text().contains("'=HYPERLINK(1)"), "{}", csv.text());
    let xlsx = list("/export/xlsx?kind=negative_case").await;
    assert!(xlsx.status.is_success() && xlsx.bytes.starts_with(b"PK"));
}

#[tokio::test]
async fn two_reviewers_at_once_make_one_confirmation() {
    let world = World::at(NOW).await;
    let city = City::of(&world, "dandong").await;
    let second = world.person(Role::CityReviewer, "dandong").await;
    let case = city.draft(&world, city.whole().await).await;
    let sent = case.act(&city.officer, "submit").await.ok();
    let body = json!({ "revision": sent["revision"] });
    let path = case.path("/confirm");
    let (one, two) = tokio::join!(city.reviewer.post(&path, body.clone()), second.post(&path, body));
    let mut answers = [one.status.as_u16(), two.status.as_u16()];
    answers.sort_unstable();
    assert_eq!(answers, [200, 412]);
    assert_eq!(figure(&world, &city).await, 1);
}

#[tokio::test]
async fn two_posts_do_not_make_two_people() {
    let world = World::at(NOW).await;
    let city = City::of(&world, "chaoyang").await;
    let both = [Role::CityOfficer, Role::CityReviewer]
        .map(|role| json!({ "unit_id": city.unit, "role": role, "valid_from": "2021-01-01" }));
    let person = json!({ "name": "身兼两职", "login": "both-posts", "posts": both });
    let made = world.admin.post("/api/people", person).await.ok();
    let one_time = made["one_time_password"].as_str().unwrap();
    let both = Persona::login(world.app.router.clone(), "both-posts", one_time).await;
    both.put("/api/me/password", json!({ "current": one_time, "new": "Chaoyang-2021-ok" })).await.ok();

    let case = city.draft(&world, city.whole().await).await;
    let sent = case.act(&both, "submit").await.ok();
    assert!(!sent["may"].as_array().unwrap().contains(&json!("confirm")), "{sent:#}");
    assert_eq!(case.act(&both, "confirm").await.refused(409)["code"], "same-person");
    for (who, wanted) in [(&both, 0), (&city.officer, 0), (&world.office, 0), (&city.reviewer, 1)] {
        let list = who.get("/api/exposures?may_decide=true").await.ok();
        assert_eq!(list["items"].as_array().unwrap().len(), wanted);
        let all = who.get("/api/exposures").await.ok();
        assert_eq!(all["items"][0]["may_decide"], json!(wanted == 1));
    }
    case.act(&city.reviewer, "confirm").await.ok();
}
