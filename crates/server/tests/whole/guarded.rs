//! Every operation that the router lists, tried by people who have no business with it.

use std::collections::BTreeSet;

use axum::http::Method;
use serde_json::{Value, json};
use testkit::{Answered, Persona, Role};

use crate::{
    operations::{self, Operation},
    province::{Province, text},
    trail,
};

/// What anybody may ask without a login, and why. May only shrink.
const OPEN: [(&str, &str); 4] = [
    ("session_close", "logging out twice is no mistake"),
    ("session_open", "the login itself"),
    ("set_up", "guarded by the one-time link"),
    ("set_up_needed", "the login page asks whether there is anybody yet"),
];

/// What answers a powerless person: lists of what is theirs (nothing), themselves, and their own way in. May only shrink.
const OWN_OR_EMPTY: [&str; 22] = [
    "activity_export",
    "activity_list",
    "calendar_create",
    "calendar_revoke",
    "calendar_show",
    "exposure_export",
    "exposure_list",
    "me_read",
    "obligation_list",
    "paper_list",
    "person_export",
    "person_list",
    "post_list",
    "review_list",
    "search",
    "second_factor_read",
    "session_end_others",
    "session_list",
    "token_list",
    "unit_export",
    "unit_list",
    "unit_tree",
];

fn query(operation: &Operation, province: &Province) -> String {
    let mut pairs = Vec::new();
    if operation.asks("campaign") {
        pairs.push(format!("campaign={}", province.world.campaign));
    }
    if operation.asks("unit") {
        pairs.push(format!("unit={}", province.world.unit("shenyang")));
    }
    if operation.asks("form") {
        pairs.push("form=xlsx".to_owned());
    }
    if operation.asks("size") {
        pairs.push("size=thumbnail".to_owned());
    }
    if operation.id == "search" {
        pairs.push("q=a".to_owned());
    }
    if operation.id == "file_upload" {
        pairs.push("kind=document&name=a.pdf".to_owned());
    }
    if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
}

async fn ask(operation: &Operation, who: &Persona, province: &Province, document: &Value) -> Answered {
    let path = province.path(&operation.path) + &query(operation, province);
    let answer = operation.send(who, &path, document).await;
    assert!(answer.status.as_u16() < 500, "{}: {}", operation.id, answer.text());
    answer
}

#[tokio::test]
async fn without_a_login_there_is_only_the_way_in() {
    let province = Province::build().await;
    let document = operations::document(&province.world.app);
    let mut open = Vec::new();
    for operation in operations::all(&document) {
        let answer = ask(&operation, &province.world.app.stranger(), &province, &document).await;
        if OPEN.iter().any(|(id, _)| *id == operation.id) {
            open.push(operation.id);
            continue;
        }
        let problem = answer.refused(401);
        assert_eq!(problem["type"], "urn:anxing:problem:login-required", "{}", operation.id);
    }
    open.sort();
    assert!(open.iter().eq(OPEN.map(|(id, _)| id).iter()), "{open:?}: the list may only shrink");
}

/// Somebody whose only post has ended, and an expert of one enterprise of another city.
async fn powerless(province: &Province) -> [Persona; 2] {
    let world = &province.world;
    let posts = json!([{
        "unit_id": world.unit("shenyang"), "role": "city_officer",
        "valid_from": "2021-01-01", "valid_to": "2021-06-15",
    }]);
    let body = json!({ "name": "已离任", "login": "gone", "posts": posts });
    let made = world.admin.post("/api/people", body).await.ok();
    let one_time = text(&made["one_time_password"]);
    let gone = Persona::login(world.app.router.clone(), "gone", &one_time).await;
    let change = json!({ "current": one_time, "new": "Liaoning-2021-ok" });
    gone.put("/api/me/password", change).await.ok();
    [gone, world.person(Role::Expert, "dl-e1").await]
}

/// What is wrong with an answer to somebody who may do nothing here.
fn leak(operation: &Operation, answer: &Answered, province: &Province, allowed: &[&str]) -> Option<String> {
    let (status, said) = (answer.status.as_u16(), answer.text());
    let line =
        format!("{} {}: {status} {}", operation.method, operation.id, &said[..said.floor_char_boundary(200)]);
    if let Some(secret) = province.secrets().into_iter().find(|secret| said.contains(secret)) {
        return Some(format!("{line} — tells {secret}"));
    }
    match status {
        200..300 if allowed.contains(&operation.id.as_str()) => None,
        401 | 403 | 404 | 422 => None,
        // The sampled body or query does not fit: nothing happened.
        400 => None,
        _ => Some(line),
    }
}

#[tokio::test]
async fn the_powerless_change_nothing_and_learn_nothing() {
    let province = Province::build().await;
    let document = operations::document(&province.world.app);
    let campaign_is_everybodys = [
        "campaign_list",
        "campaign_plan",
        "campaign_plans",
        "campaign_plan_text",
        "statistics_tables",
        "activity_kinds",
        "campaign_diff",
    ];
    let mut answered = BTreeSet::new();
    for (who, more) in powerless(&province).await.iter().zip([&[][..], &campaign_is_everybodys]) {
        let allowed = [&OWN_OR_EMPTY[..], more].concat();
        let mut wrong = Vec::new();
        for operation in operations::all(&document) {
            if ["session_close", "session_open", "set_up", "set_up_needed"].contains(&operation.id.as_str()) {
                continue;
            }
            let answer = ask(&operation, who, &province, &document).await;
            wrong.extend(leak(&operation, &answer, &province, &allowed));
            if answer.status.is_success() {
                answered.insert(operation.id.clone());
            }
            if answer.status == 403 {
                known_action(&answer.json());
            }
        }
        assert!(wrong.is_empty(), "{}: {wrong:#?}", who.name);
    }
    let needless: Vec<&str> = OWN_OR_EMPTY.into_iter().filter(|id| !answered.contains(*id)).collect();
    assert!(needless.is_empty(), "{needless:?} answer nobody here; the list may only shrink");
}

/// A refusal names a line of the rights table, so that an administrator can look it up.
fn known_action(problem: &Value) {
    let code = problem["code"].as_str().unwrap_or_default();
    assert!(server::policy().actions().any(|action| action == code), "{problem:#}");
}

#[tokio::test]
async fn another_city_does_not_find_shenyangs_things() {
    let province = Province::build().await;
    let document = operations::document(&province.world.app);
    let dalian = province.world.person(Role::CityOfficer, "dalian").await;
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for operation in operations::all(&document) {
        let named = operation.path.contains("{id}") && !operation.path.starts_with("/api/campaigns/");
        let figures = operation.path.contains("/tables/{table}");
        if !named && !figures {
            continue;
        }
        let answer = ask(&operation, &dalian, &province, &document).await;
        tried += 1;
        match answer.status.as_u16() {
            404 => {}
            _ => wrong.push(format!("{} {}: {}", operation.method, operation.id, answer.text())),
        }
        if named {
            let nobodys = operation.path.replace("{id}", operations::NOBODY) + &query(&operation, &province);
            let nothing = operation.send(&dalian, &nobodys, &document).await;
            if (nothing.status, nothing.text()) != (answer.status, answer.text()) {
                wrong.push(format!(
                    "{} answers otherwise when there is nothing: {}",
                    operation.id,
                    nothing.text()
                ));
            }
        }
    }
    assert!(tried > 50, "only {tried} operations");
    assert!(wrong.is_empty(), "{wrong:#?}");
    the_owners_find_them(&province).await;
}

/// The same paths lead somewhere for those whose things they are; otherwise the test above proves nothing.
async fn the_owners_find_them(province: &Province) {
    for (path, who) in [
        (format!("/api/obligations/{}", province.obligation), &province.officer),
        (format!("/api/submissions/{}", province.submission), &province.world.office),
        (format!("/api/activities/{}", province.activity), &province.officer),
        (format!("/api/exposures/{}", province.exposure), &province.officer),
        (format!("/api/files/{}/meta", province.file), &province.officer),
        (format!("/api/uploads/{}", province.upload), &province.officer),
        (format!("/api/snapshots/{}", province.snapshot), &province.officer),
    ] {
        who.send(Method::GET, &path, None, &[]).await.ok();
    }
}

/// The sampled body with the ids of Shenyang's things wherever a name asks for one.
fn with_shenyangs_ids(value: &mut Value, province: &Province) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| with_shenyangs_ids(item, province)),
        Value::Object(fields) => {
            for (name, field) in fields {
                let own = match name.as_str() {
                    "campaign" | "campaign_id" => Some(province.world.campaign.as_str()),
                    "unit" | "unit_id" | "parent" | "parent_id" | "into" | "subject" => {
                        Some(province.world.unit("shenyang"))
                    }
                    "person" | "person_id" => Some(province.person.as_str()),
                    "post" | "post_id" | "stands_in_for" => Some(province.post.as_str()),
                    "file" | "file_id" => Some(province.file.as_str()),
                    "submission" | "submission_id" | "id" => Some(province.submission.as_str()),
                    "obligation" | "obligation_id" => Some(province.obligation.as_str()),
                    _ => None,
                };
                match (own, &field) {
                    (Some(own), Value::String(_)) => *field = json!(own),
                    _ => with_shenyangs_ids(field, province),
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Ids do not only stand in paths. Every operation that takes a unit (or anything else of Shenyang's) as a parameter or in
/// its body is asked by another city: lists are empty or refused, and nothing is written.
#[tokio::test]
async fn another_city_learns_and_writes_nothing_through_parameters_and_bodies() {
    let province = Province::build().await;
    let document = operations::document(&province.world.app);
    let dalian = province.world.person(Role::CityOfficer, "dalian").await;
    let lines = trail::length(&province.world).await;
    let (mut wrong, mut asked, mut written) = (Vec::new(), 0, 0);
    for operation in operations::all(&document) {
        let in_body = operation.takes_json() && operation.writes();
        if operation.path.starts_with("/api/me")
            || operation.path.starts_with("/api/session")
            || operation.path == "/api/setup"
        {
            continue;
        }
        if !(operation.asks("unit") || in_body) {
            continue;
        }
        let path = province.path(&operation.path) + &query(&operation, &province);
        let answer = if in_body {
            let schema = &operation.described["requestBody"]["content"]["application/json"]["schema"];
            let mut body = operations::sample(schema, &document, 0);
            with_shenyangs_ids(&mut body, &province);
            written += 1;
            dalian.send(operation.method.clone(), &path, Some(body), &[]).await
        } else {
            asked += 1;
            operation.send(&dalian, &path, &document).await
        };
        let said = answer.text();
        // The unit's own id was in the question, so it may be in the answer; what lies in the unit may not.
        if let Some(secret) = province.secrets().into_iter().find(|secret| said.contains(secret)) {
            wrong.push(format!("{} {} tells {secret}", operation.id, answer.status));
        }
        if operation.writes() && answer.status.is_success() {
            wrong.push(format!("{} was carried out: {said}", operation.id));
        }
    }
    assert!(asked >= 8 && written >= 30, "only {asked} questions and {written} writes");
    assert!(wrong.is_empty(), "{wrong:#?}");
    // What was refused for want of a right is a line of the asker's; none of the lines is about Shenyang's things.
    let after = trail::length(&province.world).await;
    assert!(after - lines <= i64::from(asked + written), "{lines} {after}");
    the_owners_find_them(&province).await;
}
