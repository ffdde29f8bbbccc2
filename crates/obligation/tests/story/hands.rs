//! What the people of the stories do again and again.

use serde_json::{Value, json};
use testkit::{Answered, Persona, World};

/// The first Wednesday of June 2021 and its report.
pub const FIRST_WEEK: &str = "2021-W22";
pub const BEFORE: &str = "2021-05-25T09:00:00+08:00";
pub const IN_TIME: &str = "2021-06-02T10:00:00+08:00";
pub const DEADLINE: &str = "2021-06-02T15:00:00+08:00";

pub fn weekly(practices: &str) -> Value {
    json!({"outcome": "done", "answers": {"good_practice": practices, "featured_projects": "示范线"}})
}

pub async fn weekly_of(world: &World, persona: &Persona, unit: &str) -> String {
    let row = world.obligation(persona, unit, "weekly", FIRST_WEEK).await;
    row["id"].as_str().unwrap().to_owned()
}

pub async fn show(persona: &Persona, id: &str) -> Value {
    persona.get(&format!("/api/obligations/{id}")).await.ok()
}

pub async fn state(persona: &Persona, id: &str) -> String {
    show(persona, id).await["obligation"]["state"].as_str().unwrap().to_owned()
}

/// Sends over the latest version that there is.
pub async fn send(persona: &Persona, id: &str, content: Value) -> Answered {
    let based_on = show(persona, id).await["obligation"]["version"].clone();
    let body = json!({"content": content, "based_on": based_on});
    persona.post(&format!("/api/obligations/{id}/submissions"), body).await
}

/// Hands in a weekly report and answers the id of the version.
pub async fn report(persona: &Persona, id: &str, practices: &str) -> String {
    submission(&send(persona, id, weekly(practices)).await.ok())
}

pub fn submission(receipt: &Value) -> String {
    receipt["submission_id"].as_str().unwrap().to_owned()
}

pub async fn accept(reviewer: &Persona, submission: &str) -> Answered {
    reviewer.post(&format!("/api/submissions/{submission}/review"), json!({"verdict": "accept"})).await
}

pub async fn send_back(reviewer: &Persona, submission: &str, items: Value, until: &str) -> Answered {
    let decision = json!({"verdict": "return", "items": items, "note": "请补充", "until": until});
    reviewer.post(&format!("/api/submissions/{submission}/review"), decision).await
}

pub fn code(problem: &Value) -> &str {
    problem["code"].as_str().unwrap_or_default()
}

/// The smallest text that is a PDF.
pub fn pdf() -> Vec<u8> {
    b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n".to_vec()
}

/// The plan as shipped, with a figure asked in the weekly report.
pub fn with_figures(plan: &str) -> String {
    let field = "        - {key: important_matters, title: 重要事项, type: long_text, max_chars: 5000}\n";
    assert_eq!(plan.matches(field).count(), 1);
    let figure = "        - {key: sessions, title: 本周场次, type: integer, required: true, unit: 场次}\n";
    plan.replace(field, &format!("{field}{figure}"))
}

/// Another edition of the plan is kept, compared and adopted.
pub async fn adopt(world: &World, text: &str) {
    let kept = world.office.post("/api/plans", json!({"text": text})).await.ok();
    let fingerprint = kept["fingerprint"].as_str().unwrap();
    let diff = format!("/api/campaigns/{}/diff?fingerprint={fingerprint}", world.campaign);
    let parent = world.office.get(&diff).await.ok()["parent"].clone();
    let adoption = json!({"fingerprint": fingerprint, "parent": parent});
    world.office.post(&format!("/api/campaigns/{}/adopt", world.campaign), adoption).await.ok();
}

/// The clock moves on. Sessions end when nobody uses them, so everybody named logs in again, and the office.
pub async fn travel(world: &World, now: &str, people: &[&Persona]) {
    world.app.travel_to(now);
    for persona in people.iter().copied().chain([&world.office]) {
        let login = json!({"login": persona.name, "password": "Liaoning-2021-ok"});
        persona.post("/api/session", login).await.ok();
    }
}

/// The boards of the province and of its cities say what the list says, one obligation after the other. The list derives
/// each state from its row; boards are made in another way.
pub async fn boards_agree(world: &World, cities: &[&str]) {
    board_agrees(world, "liaoning").await;
    for city in cities {
        board_agrees(world, city).await;
    }
}

async fn board_agrees(world: &World, root: &str) {
    let path = format!("/api/board?campaign={}&unit={}", world.campaign, world.unit(root));
    let board = world.office.get(&path).await.ok();
    let all = listed(world, &board["unit"]["id"]).await;
    assert_eq!(board["total"], counts(all.iter()), "the total of {root}");
    for row in board["rows"].as_array().unwrap() {
        let unit = &row["unit"]["id"];
        let own = |item: &&Value| item["unit"]["id"] == *unit;
        let owed = if *unit == board["unit"]["id"] { all.clone() } else { listed(world, unit).await };
        let name = &row["unit"]["name"];
        assert_eq!(row["own"], counts(owed.iter().filter(own)), "what {name} owes itself");
        if *unit != board["unit"]["id"] {
            let deeper = owed.iter().filter(|item| !own(item));
            assert_eq!(row["below"], counts(deeper), "what lies below {name}");
        }
        let cells = row["cells"].as_array().unwrap();
        assert_eq!(cells.len(), owed.iter().filter(own).count(), "the cells of {name}");
        for cell in cells {
            let item = owed.iter().find(|item| item["id"] == cell["obligation_id"]).unwrap();
            for field in ["state", "timing", "outcome", "counted", "at_least", "version", "paper"] {
                assert_eq!(cell[field], item[field], "{field} of {item}");
            }
            assert_eq!(cell["dropped"], !item["dropped_at"].is_null());
        }
    }
}

async fn listed(world: &World, unit: &Value) -> Vec<Value> {
    let mut all = Vec::new();
    let mut after = String::new();
    loop {
        let query = format!("campaign={}&unit={}&limit=200{after}", world.campaign, unit.as_str().unwrap());
        let page = world.office.get(&format!("/api/obligations?{query}")).await.ok();
        all.extend(page["items"].as_array().unwrap().iter().cloned());
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => return all,
        }
    }
}

/// As `BoardCounts`.
fn counts<'a>(items: impl Iterator<Item = &'a Value>) -> Value {
    let items: Vec<&Value> = items.filter(|item| item["dropped_at"].is_null()).collect();
    let number = |which: &dyn Fn(&Value) -> bool| items.iter().filter(|item| which(item)).count();
    let mut by_state = serde_json::Map::new();
    for item in &items {
        let state = item["state"].as_str().unwrap();
        by_state.insert(state.to_owned(), json!(number(&|other| other["state"] == state)));
    }
    let owed = |item: &Value| item["state"] != "waived";
    let weighs = |item: &Value| owed(item) && item["modality"] == "hard" && item["at_least"] != 0;
    json!({
        "by_state": by_state,
        "owed": number(&owed),
        "waived": number(&|item| !owed(item)),
        "in_time": number(&|item| weighs(item) && item["timing"] == "in_time"),
        "due": number(&|item| weighs(item) && item["timing"] != "ahead"),
        "paper_missing": number(&|item| owed(item) && item["paper"] == "missing"),
    })
}
