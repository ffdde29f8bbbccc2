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
