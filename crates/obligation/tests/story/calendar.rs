//! The calendar that telephones subscribe to: what it says, by a reader of our own, and who gets in.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use testkit::{Persona, Role, World};

use crate::hands::*;

type Entry = BTreeMap<String, String>;

/// Reads RFC 5545 the slow and obvious way: lines end with CRLF and have at most 75 octets, a line that begins with a
/// blank belongs to the one before, a backslash escapes. Answers the calendar's own properties and those of its events.
fn read(text: &str) -> (Entry, Vec<Entry>) {
    assert!(text.ends_with("\r\n"), "the last line ends too");
    let raw: Vec<&str> = text.trim_end_matches("\r\n").split("\r\n").collect();
    let mut lines: Vec<String> = Vec::new();
    for line in raw {
        assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{} octets: {line}", line.len());
        match line.strip_prefix(' ') {
            Some(rest) => lines.last_mut().expect("a line to go on with").push_str(rest),
            None => lines.push(line.to_owned()),
        }
    }
    assert_eq!(
        (lines.remove(0).as_str(), lines.pop().as_deref()),
        ("BEGIN:VCALENDAR", Some("END:VCALENDAR"))
    );
    let (mut own, mut events, mut open) = (Entry::new(), Vec::new(), None::<Entry>);
    for line in lines {
        let (name, value) = line.split_once(':').expect("a name and a value");
        match (name, value) {
            ("BEGIN", "VEVENT") => assert!(open.replace(Entry::new()).is_none(), "events are not nested"),
            ("END", "VEVENT") => events.push(open.take().expect("an event that began")),
            _ => {
                let name = name.split(';').next().unwrap().to_owned();
                let into = open.as_mut().unwrap_or(&mut own);
                assert!(into.insert(name, unescaped(value)).is_none(), "twice: {line}");
            }
        }
    }
    (own, events)
}

fn unescaped(value: &str) -> String {
    let (mut out, mut chars) = (String::new(), value.chars());
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next().expect("something that is escaped") {
                'n' | 'N' => out.push('\n'),
                other => out.push(other),
            },
            other => out.push(other),
        }
    }
    out
}

async fn subscribe(persona: &Persona) -> String {
    let made = persona.post("/api/me/calendar", json!({})).await.ok();
    made["path"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_telephone_reads_what_the_unit_owes_without_a_session() {
    let world = World::at(IN_TIME).await;
    let officer = world.person(Role::CityOfficer, "shenyang").await;
    let telephone = world.app.stranger();
    let path = subscribe(&officer).await;
    let answer = telephone.get(&path).await;
    answer.status.is_success().then_some(()).unwrap();
    assert_eq!(answer.headers["content-type"], "text/calendar; charset=utf-8");
    assert_eq!(answer.headers["cache-control"], "private, no-store");
    let (own, events) = read(&answer.text());
    assert_eq!((own["VERSION"].as_str(), own["PRODID"].as_str()), ("2.0", "-//Anxing//obligations//ZH"));

    // The list of the console is the oracle.
    let query = format!("/api/obligations?unit={}&limit=200", world.unit("shenyang"));
    let list = officer.get(&query).await.ok();
    let own_rows = list["items"].as_array().unwrap().iter().filter(|row| row["unit"]["key"] == "shenyang");
    let mut wanted: Vec<(String, String, String)> = own_rows.map(expected).collect();
    let mut found: Vec<(String, String, String)> = events
        .iter()
        .map(|event| (event["UID"].clone(), event["DTSTART"].clone(), event["SUMMARY"].clone()))
        .collect();
    wanted.sort();
    found.sort();
    assert_eq!(found, wanted);
    assert!(found.len() > 5);
    let weekly = events.iter().find(|event| event["DTSTART"] == "20210602T070000Z").unwrap();
    assert_eq!(weekly["DTSTAMP"], "20210602T020000Z", "10:00 in Beijing");
    assert!(weekly["DESCRIPTION"].contains("\n状态：即将到期\n"), "{}", weekly["DESCRIPTION"]);
    assert!(weekly["SUMMARY"].starts_with("〔即将到期〕"));

    let id = weekly_of(&world, &officer, "shenyang").await;
    report(&officer, &id, "内容").await;
    let (_, after) = read(&telephone.get(&path).await.text());
    let now = after.iter().find(|event| event["UID"] == weekly["UID"]).unwrap();
    assert!(now["SUMMARY"].starts_with("〔已报送〕"), "the same event, moved on: {}", now["SUMMARY"]);
}

fn expected(row: &Value) -> (String, String, String) {
    let said = match row["state"].as_str().unwrap() {
        "not_yet_open" => "未到时间",
        "open" => "待办理",
        "due_soon" => "即将到期",
        "overdue" => "逾期未报",
        other => panic!("{other} at the beginning"),
    };
    let (title, period) = (row["title"].as_str().unwrap(), row["period_title"].as_str().unwrap());
    let period = if title.contains(period) { String::new() } else { format!(" · {period}") };
    // Chinese time is eight hours ahead: a deadline in the afternoon is on the same day in UTC.
    let due = row["due_at"].as_str().unwrap();
    let hour: i64 = due[11..13].parse().unwrap();
    assert!(hour >= 8, "{due}");
    let start = format!("{}T{:02}{}Z", due[..10].replace('-', ""), hour - 8, due[14..19].replace(':', ""));
    (format!("{}@anxing", row["id"].as_str().unwrap()), start, format!("〔{said}〕{title}{period}"))
}

#[tokio::test]
async fn an_address_is_good_for_one_path_for_one_person_and_until_it_is_revoked() {
    let world = World::at(IN_TIME).await;
    let officer = world.person(Role::CityOfficer, "shenyang").await;
    let other = world.person(Role::CityOfficer, "dalian").await;
    assert_eq!(officer.get("/api/me/calendar").await.ok()["calendar"], Value::Null);
    let first = subscribe(&officer).await;
    let telephone = world.app.stranger();
    let (_, events) = read(&telephone.get(&first).await.text());
    assert!(events.iter().all(|event| event["LOCATION"] == "沈阳市"), "nothing of others");
    let seen = officer.get("/api/me/calendar").await.ok();
    assert_eq!(seen["calendar"]["last_used_at"], IN_TIME);
    assert!(!seen.to_string().contains(&first[10..40]), "the secret is shown once");

    // The secret opens nothing else, whether as a token or as a session.
    let secret = first.trim_start_matches("/calendar/").trim_end_matches(".ics");
    for shown in [secret.to_owned(), format!("anxing_{secret}")] {
        let program = Persona::with_token(world.app.router.clone(), &shown);
        program.get("/api/obligations").await.refused(401);
    }
    let cookie = [("cookie", &*format!("anxing_session={secret}"))];
    telephone.send(axum::http::Method::GET, "/api/me", None, &cookie).await.refused(401);
    for wrong in
        [&first[..first.len() - 4], "/calendar/x.ics", "/calendar/1.ics", &first.replace("/1.", "/2.")]
    {
        telephone.get(wrong).await.hidden();
    }

    let second = subscribe(&officer).await;
    telephone.get(&first).await.hidden();
    telephone.get(&second).await.status.is_success().then_some(()).unwrap();
    let of_other = subscribe(&other).await;
    officer.delete("/api/me/calendar").await.ok();
    telephone.get(&second).await.hidden();
    telephone.get(&of_other).await.status.is_success().then_some(()).unwrap();
    // Who hands in nothing gets an empty calendar.
    let (_, nothing) = read(&telephone.get(&subscribe(&world.office).await).await.text());
    assert_eq!(nothing, Vec::<Entry>::new());
}

#[tokio::test]
async fn making_an_address_twice_by_accident_keeps_the_first_and_never_tells_the_secret_again() {
    let world = World::at(IN_TIME).await;
    let officer = world.person(Role::CityOfficer, "shenyang").await;
    let first = officer.post_once("once", "/api/me/calendar", json!({})).await.ok();
    let again = officer.post_once("once", "/api/me/calendar", json!({})).await.ok();
    assert_eq!((&again["calendar"], &again["path"]), (&first["calendar"], &Value::Null));
    let telephone = world.app.stranger();
    telephone.get(first["path"].as_str().unwrap()).await.status.is_success().then_some(()).unwrap();
    // A program with a token makes no address for itself.
    let request = json!({"name": "脚本", "scopes": ["obligation.read"], "days": 30});
    let made = officer.post("/api/me/tokens", request).await.ok();
    let program = Persona::with_token(world.app.router.clone(), made["secret"].as_str().unwrap());
    program.post("/api/me/calendar", json!({})).await.refused(409);
    // Who is shut out is shut out here too.
    let people = world.admin.get("/api/people?q=shenyang").await.ok();
    let id = people["items"][0]["id"].as_str().unwrap().to_owned();
    world.admin.post(&format!("/api/people/{id}/disable"), json!({"reason": "离任"})).await.ok();
    telephone.get(first["path"].as_str().unwrap()).await.hidden();
}
