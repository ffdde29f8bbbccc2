//! People as a file: who is new gets a password once, who is known keeps what they have.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::{
    house::{House, PASSWORD, text},
    tables::send,
};

const PATH: &str = "/api/people/import";
const PREVIEW: &str = "/api/people/import?dry_run=true";
const HEADER: &str = "name,login,phone,role,title,unit,valid_from,valid_to\n";

fn counts(view: &Value) -> [i64; 3] {
    ["created", "given", "unchanged"].map(|field| view[field].as_i64().unwrap())
}

/// `pointer code` of every problem, in order.
fn told(problems: &Value) -> Vec<String> {
    let each = problems.as_array().unwrap().iter();
    each.map(|one| format!("{} {}", text(&one["pointer"]), text(&one["code"]))).collect()
}

#[tokio::test]
async fn people_come_in_with_their_posts_and_log_in_with_what_was_shown_once() {
    let (house, boss) = House::liaoning().await;
    let root = house.root(&boss).await;
    house.unit(&boss, "a", "city", &root).await;
    house.unit(&boss, "b", "city", &root).await;
    let office = house.person(&boss, "office", "office", &root).await;
    let file = format!(
        "{HEADER}甲,file-a,138 1234 1234,city_officer,科员,a,,\n甲,FILE-A,13812341234,市级审核员,,a,2021-06-01,2021-12-31\n\
         乙,file-b,,city_officer,,b,,\n"
    );
    let preview = send(&office, PREVIEW, file.as_bytes()).await.ok();
    assert_eq!((counts(&preview), &preview["problems"]), ([2, 3, 0], &json!([])));
    assert_eq!(preview["accounts"], json!([]), "a preview gives no password");
    assert_eq!(boss.get("/api/people?q=file").await.ok()["items"], json!([]), "and writes nothing");

    let headers = [("content-type", "application/octet-stream"), ("idempotency-key", "k1")];
    let again = || office.send_bytes(Method::POST, PATH, file.clone().into_bytes(), &headers);
    let (first, second) = (again().await.ok(), again().await.ok());
    assert_eq!((counts(&first), counts(&second)), ([2, 3, 0], [2, 3, 0]));
    assert_eq!(second["accounts"], json!([]), "a repeated request does not get the passwords again");
    let accounts = first["accounts"].as_array().unwrap();
    let logins: Vec<String> = accounts.iter().map(|account| text(&account["login"])).collect();
    assert_eq!(logins, ["file-a", "file-b"]);
    for account in accounts {
        let (login, once) = (text(&account["login"]), text(&account["one_time_password"]));
        let who = house.login(&login, &once).await;
        who.put("/api/me/password", json!({ "current": once, "new": PASSWORD })).await.ok();
        who.get("/api/me").await.ok();
    }
    let held = boss.get("/api/people?q=file-a").await.ok()["items"][0]["posts"].clone();
    let roles: Vec<String> = held.as_array().unwrap().iter().map(|post| text(&post["role"])).collect();
    assert_eq!(roles, ["city_officer", "city_reviewer"]);

    // What comes out goes in again and changes nothing; a new post of somebody known is given, without a password.
    let export = office.get("/api/people/export?format=xlsx").await;
    let same = send(&office, PATH, &export.bytes).await.ok();
    assert_eq!(counts(&same)[..2], [0, 0], "{same}");
    let more = format!("{HEADER}乙,file-b,,city_reviewer,,b,,\n");
    let more = send(&office, PATH, more.as_bytes()).await.ok();
    assert_eq!((counts(&more), &more["accounts"]), ([0, 1, 0], &json!([])));
}

#[tokio::test]
async fn a_wrong_file_of_people_is_told_by_row_and_writes_nothing() {
    let (house, boss) = House::liaoning().await;
    let root = house.root(&boss).await;
    house.unit(&boss, "a", "city", &root).await;
    let office = house.person(&boss, "office", "office", &root).await;
    let elsewhere = house.unit(&boss, "b", "city", &root).await;
    let officer = house.person(&boss, "officer-b", "city_officer", &elsewhere).await;
    let wrong = [
        ("", "fine", "city_officer", "a", "/rows/2/A missing"),
        ("甲", "x", "city_officer", "a", "/rows/3/B login"),
        ("甲", "good-1", "king", "a", "/rows/4/D unknown-choice"),
        ("甲", "good-2", "city_officer", "nowhere", "/rows/5/F unknown-unit"),
        ("甲", "good-3", "safety_manager", "a", "/rows/6/D post-place"),
        ("甲", "good-4", "audit_admin", "liaoning", "/rows/7/D administrator"),
        ("另一人", "officer-b", "city_officer", "a", "/rows/8/B taken"),
        ("甲", "good-5", "city_officer", "a", ""),
        ("乙", "Good-5", "city_reviewer", "a", "/rows/10/A contradiction"),
        ("甲", "good-5", "city_officer", "a", "/rows/11/D post-exists"),
        // All that is wrong with a row is told at once, also behind a cell that cannot be read.
        (
            "",
            "x",
            "king",
            "nowhere",
            "/rows/12/A missing|/rows/12/B login|/rows/12/D unknown-choice|/rows/12/F unknown-unit",
        ),
        ("又一人", "officer-b", "safety_manager", "a", "/rows/13/A contradiction|/rows/13/D post-place"),
        ("丙", "good-6", "king", "a", "/rows/14/D unknown-choice"),
    ];
    let row = |(name, login, role, unit, _): &(&str, &str, &str, &str, &str)| {
        format!("{name},{login},,{role},,{unit},,\n")
    };
    let file = format!("{HEADER}{}", wrong.iter().map(row).collect::<String>());
    let expected: Vec<&str> =
        wrong.iter().flat_map(|case| case.4.split('|')).filter(|told| !told.is_empty()).collect();
    let problem = send(&office, PATH, file.as_bytes()).await.refused(422);
    assert_eq!(told(&problem["errors"]), expected);
    let preview = send(&office, PREVIEW, file.as_bytes()).await.ok();
    assert_eq!(told(&preview["problems"]), expected);
    assert_eq!(boss.get("/api/people?q=good").await.ok()["items"], json!([]));

    // Who may not give posts may not ask who bears a name either.
    let one = format!("{HEADER}甲,good-1,,city_officer,,b,,\n");
    assert_eq!(send(&officer, PREVIEW, one.as_bytes()).await.status, StatusCode::FORBIDDEN);
    let me = text(&office.get("/api/me").await.ok()["person"]["name"]);
    let own = format!("{HEADER}{me},office,,expert,,liaoning,,\n");
    assert_eq!(told(&send(&office, PREVIEW, own.as_bytes()).await.ok()["problems"]), ["/rows/2/D own-post"]);
}

#[tokio::test]
async fn the_templates_go_in_as_they_come_out() {
    let (_house, boss) = House::liaoning().await;
    let units = boss.get("/api/units/import/template").await;
    let doubts = |view: &Value| {
        let lines = view["lines"].as_array().unwrap().iter();
        lines.map(|line| line["doubts"].as_array().unwrap().len()).collect::<Vec<_>>()
    };
    let shown = send(&boss, "/api/units/import?dry_run=true", &units.bytes).await.ok();
    assert_eq!(doubts(&shown), [1, 1], "nobody takes an example for a unit in silence");
    let made = send(&boss, "/api/units/import", &units.bytes).await.ok();
    assert_eq!(made["created"], 2);
    let people = boss.get("/api/people/import/template").await;
    assert_eq!(doubts(&send(&boss, PREVIEW, &people.bytes).await.ok()), [1, 1]);
    let made = send(&boss, "/api/people/import", &people.bytes).await.ok();
    assert_eq!((counts(&made), made["accounts"].as_array().unwrap().len()), ([2, 2, 0], 2));
}
