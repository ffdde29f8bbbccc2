//! Search everywhere: what each may see, in Chinese and by pinyin, and nothing of what belongs to others.

use serde_json::{Value, json};
use testkit::{Persona, Role, World};

/// A week into the campaign.
const NOW: &str = "2021-06-09T10:00:00+08:00";

async fn search(persona: &Persona, typed: &str) -> Vec<Value> {
    let typed: String = typed.bytes().map(|byte| format!("%{byte:02X}")).collect();
    persona.get(&format!("/api/search?q={typed}")).await.ok()["groups"].as_array().unwrap().clone()
}

/// The titles of one kind, each with its place.
async fn found(persona: &Persona, typed: &str, kind: &str) -> Vec<String> {
    let groups = search(persona, typed).await;
    let Some(group) = groups.iter().find(|group| group["kind"] == kind) else { return Vec::new() };
    let hits = group["hits"].as_array().unwrap();
    hits.iter().map(|hit| text(&hit["title"]) + "@" + &text(&hit["place"])).collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

async fn record(world: &World, officer: &Persona, unit: &str, title: &str) -> String {
    let details = json!({"title": title, "day": "2021-06-08", "place": "会议室", "mode": "offline",
        "answers": {"sessions": 1, "attendances": 20, "heads": 20}, "evidence": {}});
    let new = json!({"campaign": world.campaign, "unit": world.unit(unit), "kind": "theory-study", "details": details});
    text(&officer.post("/api/activities", new).await.ok()["id"])
}

async fn case(world: &World, officer: &Persona, unit: &str, title: &str) -> String {
    let details = json!({"title": title, "kind": "typical_case", "media_name": "示例日报"});
    let new = json!({"campaign": world.campaign, "unit": world.unit(unit), "details": details});
    text(&officer.post("/api/exposures", new).await.ok()["id"])
}

#[tokio::test]
async fn units_are_found_in_chinese_by_initials_and_by_full_pinyin_the_better_fit_first() {
    let world = World::at(NOW).await;
    for typed in ["沈阳", "sy", "SYS", "shenyang", "shenya", "ｓｙ"] {
        let units = found(&world.office, typed, "unit").await;
        assert_eq!(units[0], "沈阳市@辽宁省", "{typed}: {units:?}");
    }
    let units = found(&world.office, "沈阳", "unit").await;
    assert!(units.iter().any(|unit| unit.starts_with("示例")), "its enterprises bear its name: {units:?}");
    let group = search(&world.office, "市").await.remove(0);
    assert_eq!((group["hits"].as_array().unwrap().len(), &group["more"]), (8, &json!(true)));
    assert_eq!(group["looked"], Value::Null);
}

#[tokio::test]
async fn obligations_are_found_by_duty_period_and_unit() {
    let world = World::at(NOW).await;
    let weekly = world.obligation(&world.office, "dalian", "weekly", "2021-W23").await;
    let title = text(&weekly["title"]);
    let rows = found(&world.office, &format!("{title} 大连"), "obligation").await;
    assert!(rows.iter().all(|row| row.starts_with(&title) && row.ends_with("@大连市")), "{rows:?}");
    assert_eq!(rows.len(), 5, "five Wednesdays");
    let by_sound = found(&world.office, &format!("{title} dl"), "obligation").await;
    assert_eq!(by_sound, rows);
    let period = text(&weekly["period_title"]);
    let one = found(&world.office, &format!("{title} dalian {period}"), "obligation").await;
    assert_eq!(one, [format!("{title} · {period}@大连市")]);
    let of_the_week = found(&world.office, &format!("dalian {period}"), "obligation").await;
    assert_eq!(of_the_week, one, "a period says which report is meant, without the name of the duty");
    assert_eq!(found(&world.office, "大连", "obligation").await, Vec::<String>::new(), "that is a unit");
    let many = search(&world.office, &title).await;
    let group = many.iter().find(|group| group["kind"] == "obligation").unwrap();
    assert_eq!((group["hits"].as_array().unwrap().len(), &group["more"]), (8, &json!(true)));
    assert_eq!(group["hits"][0]["word"], "overdue", "what was due lately comes before what is to come");
}

/// The receipt says that its number should be written down, so it leads back to the report; for others it is no number.
#[tokio::test]
async fn a_report_is_found_by_the_number_of_its_receipt() {
    let world = World::at(NOW).await;
    let dalian = world.person(Role::CityOfficer, "dalian").await;
    let stranger = world.person(Role::CityOfficer, "jinzhou").await;
    let weekly = world.obligation(&dalian, "dalian", "weekly", "2021-W23").await;
    let content =
        json!({ "outcome": "done", "answers": { "good_practice": "宣讲", "featured_projects": "宣讲" } });
    let sent = format!("/api/obligations/{}/submissions", text(&weekly["id"]));
    let receipt = dalian.post(&sent, json!({ "content": content, "based_on": 0 })).await.ok();
    let number = text(&receipt["number"]);
    let title = format!("{} · {}@大连市", text(&weekly["title"]), text(&weekly["period_title"]));
    let (without_check, _) = number.rsplit_once('-').unwrap();
    let (_, without_year) = number.split_once('-').unwrap();
    let (_, alone) = without_check.split_once('-').unwrap();
    for typed in [number.as_str(), &number.to_lowercase(), without_check, without_year, alone] {
        assert_eq!(found(&dalian, typed, "obligation").await, [title.as_str()], "{typed}");
        assert_eq!(found(&world.office, typed, "obligation").await, [title.as_str()], "{typed}");
        assert_eq!(found(&stranger, typed, "obligation").await, Vec::<String>::new(), "{typed}");
    }
    for typed in ["2021-999999", "2021-1", "2021-000001-#", "000001-#", "999999", "999999-A"] {
        assert_eq!(found(&world.office, typed, "obligation").await, Vec::<String>::new(), "{typed}");
    }
}

#[tokio::test]
async fn records_and_people_are_found_by_those_who_may_see_them_and_nobody_else() {
    let world = World::at(NOW).await;
    let officer = world.person(Role::CityOfficer, "shenyang").await;
    let colleague = world.person(Role::CityReviewer, "shenyang").await;
    let stranger = world.person(Role::CityOfficer, "dalian").await;
    let foreigner = world.person(Role::CityReviewer, "dalian").await;
    let draft = record(&world, &officer, "shenyang", "“红袖章”专题学习").await;
    let exposed = case(&world, &officer, "shenyang", "红线外混存案例").await;
    for typed in ["红袖", "hxz", "hongxiuzhang", "ztxx"] {
        let rows = found(&officer, typed, "activity").await;
        assert_eq!(rows, ["“红袖章”专题学习@沈阳市"], "{typed}");
        for other in [&stranger, &foreigner, &world.office] {
            assert_eq!(found(other, typed, "activity").await, Vec::<String>::new(), "{} {typed}", other.name);
        }
    }
    let group = search(&officer, "红袖").await.remove(0);
    let hit = &group["hits"][0];
    assert_eq!(
        (&hit["id"], &hit["word"], &hit["day"]),
        (&json!(draft), &json!("draft"), &json!("2021-06-08"))
    );
    for (typed, kind, also) in [
        ("会议室", "activity", "会议室"),
        ("hxz hys", "activity", "会议室"),
        ("示例日报", "exposure", "示例日报"),
    ] {
        let groups = search(&officer, typed).await;
        let group = groups.iter().find(|group| group["kind"] == kind).unwrap();
        assert_eq!(group["hits"][0]["also"], also, "{typed}: a hit shows what it was found by");
    }
    assert_eq!(hit["also"], Value::Null);
    assert_eq!(found(&officer, "hxw", "exposure").await, ["红线外混存案例@沈阳市"]);
    assert_eq!(search(&officer, "混存").await[0]["hits"][0]["id"], json!(exposed));
    assert_eq!(search(&stranger, "混存").await, Vec::<Value>::new());

    // People: by name and by login, only for those who may read people, and without a telephone number.
    let name = "市级填报员（shenyang）";
    assert_eq!(found(&colleague, "填报", "person").await, [format!("{name}@沈阳市")]);
    assert_eq!(found(&colleague, "sjtby", "person").await, [format!("{name}@沈阳市")]);
    assert_eq!(found(&colleague, &officer.name, "person").await, [format!("{name}@沈阳市")]);
    for other in [&officer, &stranger] {
        assert_eq!(found(other, "填报", "person").await, Vec::<String>::new(), "{}", other.name);
    }
    assert_eq!(found(&foreigner, "填报", "person").await, ["市级填报员（dalian）@大连市"]);
    assert_eq!(found(&world.office, "填报", "person").await.len(), 2);
    assert_eq!(found(&world.admin, "填报", "person").await.len(), 2);
}

#[tokio::test]
async fn another_city_finds_nothing_of_others_in_any_kind() {
    let world = World::at(NOW).await;
    let stranger = world.person(Role::CityOfficer, "dalian").await;
    let title = text(&world.obligation(&world.office, "dalian", "weekly", "2021-W23").await["title"]);
    for typed in ["沈阳", "sy", "示例", "sl", &format!("{title} 沈阳"), &title] {
        for group in search(&stranger, typed).await {
            for hit in group["hits"].as_array().unwrap() {
                let line = format!("{}@{}", text(&hit["title"]), text(&hit["place"]));
                assert!(!line.contains("沈阳"), "{typed}: {line}");
            }
        }
    }
    assert_eq!(found(&stranger, "大连", "unit").await[0], "大连市@", "what is above is not theirs");
}

#[tokio::test]
async fn what_is_special_to_a_pattern_means_itself_and_limits_are_said() {
    let world = World::at(NOW).await;
    let officer = world.person(Role::CityOfficer, "shenyang").await;
    record(&world, &officer, "shenyang", "知晓率提高5%以上").await;
    for typed in ["%", "_", "\\", "'", "沈%市", "沈_市", "5_以"] {
        let units = found(&officer, typed, "unit").await;
        assert_eq!(units, Vec::<String>::new(), "{typed}");
    }
    assert_eq!(found(&officer, "%", "activity").await, ["知晓率提高5%以上@沈阳市"]);
    assert_eq!(found(&officer, "5_以", "activity").await, Vec::<String>::new());
    for typed in ["", "%20%20", &"a".repeat(51), "a%20b%20c%20d%20e%20f"] {
        officer.get(&format!("/api/search?q={typed}")).await.refused(400);
    }
    officer.get("/api/search").await.refused(400);
    world.app.stranger().get("/api/search?q=a").await.refused(401);
    // A token that may read activities only finds activities only.
    let request = json!({"name": "脚本", "scopes": ["activity.read"], "days": 30});
    let made = officer.post("/api/me/tokens", request).await.ok();
    let program = Persona::with_token(world.app.router.clone(), made["secret"].as_str().unwrap());
    assert_eq!(found(&program, "沈阳", "unit").await, Vec::<String>::new());
}
