//! A code beside the password: who must have one, how it is set up, and what it stops.

use config::SecondFactor;
use serde_json::{Value, json};
use testkit::Persona;
use totp_rs::{Builder, Secret};

use crate::house::{BOSS_PASSWORD, House, PASSWORD, text};

/// An authenticator: what a telephone shows at an instant of the travelling clock.
pub fn shown(secret: &str, house: &House) -> String {
    let secret = Secret::try_from_base32(secret).unwrap();
    let totp = Builder::new().with_secret(secret).with_account_name("anybody").build().unwrap();
    let now = kernel::Clock::now(house.clock.as_ref()).micros() / 1_000_000;
    totp.generate(u64::try_from(now).unwrap()).to_string()
}

pub struct Enrolled {
    pub secret: String,
    pub paper: Vec<String>,
}

pub async fn enrol(house: &House, who: &Persona, password: &str) -> Enrolled {
    let begun = who.post("/api/me/second-factor", json!({ "password": password })).await.ok();
    let secret = text(&begun["secret"]);
    let code = json!({ "code": shown(&secret, house) });
    let done = who.post("/api/me/second-factor/confirm", code).await.ok();
    let paper = done["recovery_codes"].as_array().unwrap().iter().map(text).collect();
    Enrolled { secret, paper }
}

/// Shows the password only.
pub async fn half(house: &House, login: &str, password: &str) -> (Persona, Value) {
    let persona = house.stranger();
    let answer = persona.post("/api/session", json!({ "login": login, "password": password })).await.ok();
    (persona, answer)
}

pub async fn prove(persona: &Persona, code: &str) -> testkit::Answered {
    persona.post("/api/session/second", json!({ "code": code })).await
}

pub async fn trail(house: &House) -> Vec<audit::Row> {
    let tenant = org::tenants(&house.db).await.unwrap()[0];
    audit::list(&house.db.read(tenant), &audit::Filter::default(), 1000).await.unwrap()
}

#[tokio::test]
async fn an_administrator_can_do_nothing_before_the_telephone_knows_the_secret() {
    let (house, boss) = House::liaoning_with(SecondFactor::Administrators).await;
    let me = boss.get("/api/me").await.ok();
    assert_eq!((&me["must_enrol_second_factor"], &me["actions"]), (&json!(true), &json!([])));
    boss.post("/api/people", json!({ "name": "甲", "login": "jia", "posts": [] })).await.forbidden();
    let token = json!({ "name": "t", "scopes": ["org.read_units"], "days": 1 });
    let refused = boss.post("/api/me/tokens", token).await.refused(409);
    assert_eq!(refused["code"], "must-enrol-second-factor");

    let wrong = boss.post("/api/me/second-factor", json!({ "password": "not it" })).await.refused(422);
    assert_eq!(wrong["errors"][0]["pointer"], "/password");
    let begun = boss.post("/api/me/second-factor", json!({ "password": BOSS_PASSWORD })).await.ok();
    assert!(text(&begun["qr_svg"]).contains("<svg"));
    assert!(text(&begun["address"]).contains(&text(&begun["secret"])));
    // A secret that was only begun changes nothing.
    assert_eq!(half(&house, "boss", BOSS_PASSWORD).await.1["second_factor_awaited"], false);
    boss.post("/api/me/second-factor/confirm", json!({ "code": "000000" })).await.refused(422);
    let elsewhere = house.login("boss", BOSS_PASSWORD).await;
    let code = json!({ "code": shown(&text(&begun["secret"]), &house) });
    let done = boss.post("/api/me/second-factor/confirm", code.clone()).await.ok();
    assert_eq!(done["recovery_codes"].as_array().unwrap().len(), 10);
    assert_eq!(done["other_sessions_ended"], 2);
    elsewhere.get("/api/me").await.refused(401);
    let me = boss.get("/api/me").await.ok();
    assert_eq!(me["must_enrol_second_factor"], false);
    assert!(!me["actions"].as_array().unwrap().is_empty());
    assert_eq!(
        boss.post("/api/me/second-factor/confirm", code).await.refused(400)["code"],
        "second-factor-exists"
    );
    let again = boss.post("/api/me/second-factor", json!({ "password": BOSS_PASSWORD })).await.refused(400);
    assert_eq!(again["code"], "second-factor-exists");
}

#[tokio::test]
async fn the_password_alone_opens_nothing_and_a_code_works_once() {
    let (house, boss) = House::liaoning_with(SecondFactor::Administrators).await;
    let Enrolled { secret, paper } = enrol(&house, &boss, BOSS_PASSWORD).await;

    let (half_way, answer) = half(&house, "boss", BOSS_PASSWORD).await;
    assert_eq!(answer["second_factor_awaited"], true);
    for path in ["/api/me", "/api/units", "/api/me/sessions", "/api/me/second-factor"] {
        half_way.get(path).await.refused(401);
    }
    let change = json!({ "current": BOSS_PASSWORD, "new": "Another-river-2021" });
    half_way.put("/api/me/password", change).await.refused(401);
    half_way.post("/api/me/second-factor", json!({ "password": BOSS_PASSWORD })).await.refused(401);

    // The code of the enrolment was used up by it.
    prove(&half_way, &shown(&secret, &house)).await.refused(422);
    house.travel("2021-06-01T09:00:30+08:00");
    let code = shown(&secret, &house);
    let done = prove(&half_way, &code).await.ok();
    assert_eq!((&done["second_factor_awaited"], &done["name"]), (&json!(false), &json!("王处长")));
    half_way.get("/api/units").await.ok();
    let (second, _) = half(&house, "boss", BOSS_PASSWORD).await;
    prove(&second, &code).await.refused(422);
    second.get("/api/me").await.refused(401);

    // Paper works in any spelling, once.
    prove(&second, &paper[3].replace('-', " ").to_uppercase()).await.ok();
    second.get("/api/me").await.ok();
    assert_eq!(second.get("/api/me/second-factor").await.ok()["recovery_codes_left"], 9);
    let (third, _) = half(&house, "boss", BOSS_PASSWORD).await;
    prove(&third, &paper[3]).await.refused(422);
    prove(&third, &paper[4]).await.ok();
    // A session that is open already has nothing to prove.
    prove(&third, &paper[5]).await.refused(401);
    assert_eq!(third.get("/api/me/second-factor").await.ok()["recovery_codes_left"], 8);
}

#[tokio::test]
async fn codes_are_not_guessed_and_a_right_password_gives_no_new_guesses() {
    let (house, boss) = House::liaoning_with(SecondFactor::Administrators).await;
    let Enrolled { secret, paper } = enrol(&house, &boss, BOSS_PASSWORD).await;
    house.travel("2021-06-01T09:01:00+08:00");
    let mut answers = Vec::new();
    for _ in 0..6 {
        let (half_way, _) = half(&house, "boss", BOSS_PASSWORD).await;
        answers.push(prove(&half_way, "000000").await.status.as_u16());
    }
    assert_eq!(answers, [422, 422, 422, 422, 429, 429]);
    let (half_way, _) = half(&house, "boss", BOSS_PASSWORD).await;
    let locked = prove(&half_way, &shown(&secret, &house)).await;
    locked.refused(429);
    assert_eq!(locked.headers["retry-after"], "900");
    prove(&half_way, &paper[0]).await.refused(429);
    // Who is in stays in.
    boss.get("/api/units").await.ok();
    let refused = trail(&house).await.into_iter().filter(|line| line.action == "org.second_factor").count();
    assert_eq!(refused, 5, "every wrong code is a line, the hammering of a lock is not");

    house.travel("2021-06-01T09:16:00+08:00");
    prove(&half_way, &shown(&secret, &house)).await.refused(401);
    let (half_way, _) = half(&house, "boss", BOSS_PASSWORD).await;
    prove(&half_way, &shown(&secret, &house)).await.ok();
}

/// The same code sent by two browsers at once lets one of them in.
#[tokio::test]
async fn a_code_that_is_sent_twice_at_the_same_time_works_once() {
    let (house, boss) = House::liaoning_with(SecondFactor::Administrators).await;
    let Enrolled { secret, paper } = enrol(&house, &boss, BOSS_PASSWORD).await;
    house.travel("2021-06-01T09:01:00+08:00");
    for code in [shown(&secret, &house), paper[0].clone()] {
        let (one, _) = half(&house, "boss", BOSS_PASSWORD).await;
        let (two, _) = half(&house, "boss", BOSS_PASSWORD).await;
        let (first, second) = tokio::join!(prove(&one, &code), prove(&two, &code));
        let mut answers = [first.status.as_u16(), second.status.as_u16()];
        answers.sort_unstable();
        assert_eq!(answers, [200, 422], "{code}");
    }
}

#[tokio::test]
async fn who_must_have_one_is_a_setting_and_who_has_one_is_always_asked() {
    let (house, boss) = House::liaoning_with(SecondFactor::Off).await;
    let root = house.root(&boss).await;
    assert_eq!(boss.get("/api/me/second-factor").await.ok()["required"], false);
    let li = house.person(&boss, "li-office", "office", &root).await;
    enrol(&house, &li, PASSWORD).await;
    assert_eq!(half(&house, "li-office", PASSWORD).await.1["second_factor_awaited"], true);

    let (house, boss) = House::liaoning_with(SecondFactor::Everyone).await;
    enrol(&house, &boss, BOSS_PASSWORD).await;
    let root = house.root(&boss).await;
    let li = house.person(&boss, "li-office", "office", &root).await;
    assert_eq!(li.get("/api/me").await.ok()["must_enrol_second_factor"], true);
    assert_eq!(li.get("/api/units").await.ok()["items"], json!([]));

    let (house, boss) = House::liaoning_with(SecondFactor::Administrators).await;
    enrol(&house, &boss, BOSS_PASSWORD).await;
    let root = house.root(&boss).await;
    let li = house.person(&boss, "li-office", "office", &root).await;
    assert_eq!(li.get("/api/me").await.ok()["must_enrol_second_factor"], false);
    for role in ["system_admin", "security_admin", "audit_admin"] {
        let persona = house.person(&boss, &role.replace('_', "-"), role, &root).await;
        assert_eq!(persona.get("/api/me").await.ok()["must_enrol_second_factor"], true, "{role}");
        assert_eq!(persona.get("/api/me").await.ok()["actions"], json!([]), "{role}");
    }
}

#[tokio::test]
async fn a_lost_telephone_is_reset_by_an_administrator_or_at_the_terminal() {
    let (house, boss) = House::liaoning_with(SecondFactor::Administrators).await;
    enrol(&house, &boss, BOSS_PASSWORD).await;
    let root = house.root(&boss).await;
    let li = house.person(&boss, "li-office", "office", &root).await;
    let Enrolled { secret, .. } = enrol(&house, &li, PASSWORD).await;
    let id = text(&li.get("/api/me").await.ok()["person"]["id"]);
    let path = format!("/api/people/{id}");
    assert_eq!(boss.get(&path).await.ok()["second_factor"], true);
    li.delete(&format!("{path}/second-factor")).await.refused(409);
    let view = boss.delete(&format!("{path}/second-factor")).await.ok();
    assert_eq!(view["second_factor"], false);
    let line = trail(&house).await.remove(0);
    assert_eq!(
        (line.action.as_str(), &line.detail["reset_second_factor"]),
        ("org.manage_people", &json!(true))
    );
    assert_eq!(line.detail["sessions_ended"], 1);
    li.get("/api/me").await.refused(401);
    let (li, answer) = half(&house, "li-office", PASSWORD).await;
    assert_eq!(answer["second_factor_awaited"], false);
    li.get("/api/units").await.ok();
    // The old secret is worth nothing any more.
    let next = enrol(&house, &li, PASSWORD).await;
    assert_ne!(next.secret, secret);

    // Its owner gives it up with a code.
    li.post("/api/me/second-factor/remove", json!({ "code": "000000" })).await.refused(422);
    li.post("/api/me/second-factor/remove", json!({ "code": next.paper[0] })).await.ok();
    let without =
        li.post("/api/me/second-factor/remove", json!({ "code": next.paper[1] })).await.refused(400);
    assert_eq!(without["code"], "no-second-factor");

    let tenant = org::tenants(&house.db).await.unwrap()[0];
    org::accounts::reset_second_factor(&house.db, tenant, "boss").await.unwrap();
    boss.get("/api/me").await.refused(401);
    let (boss, answer) = half(&house, "boss", BOSS_PASSWORD).await;
    assert_eq!(answer["second_factor_awaited"], false);
    assert_eq!(boss.get("/api/me").await.ok()["must_enrol_second_factor"], true);
    assert!(org::accounts::reset_second_factor(&house.db, tenant, "nobody").await.is_err());
}

/// Not in the trail, not in an export, not in what is kept for repeated requests.
#[tokio::test]
async fn secrets_are_told_once_and_stand_nowhere_else() {
    let (house, boss) = House::liaoning_with(SecondFactor::Administrators).await;
    let begun =
        boss.post_once("k1", "/api/me/second-factor", json!({ "password": BOSS_PASSWORD })).await.ok();
    let secret = text(&begun["secret"]);
    let code = json!({ "code": shown(&secret, &house) });
    let path = "/api/me/second-factor/confirm";
    let first = boss.post_once("k2", path, code.clone()).await.ok();
    let paper: Vec<String> = first["recovery_codes"].as_array().unwrap().iter().map(text).collect();
    let second = boss.post_once("k2", path, code).await.ok();
    assert_eq!(second["recovery_codes"], Value::Null, "the repeated request does not get them again");
    let lines = trail(&house).await;
    for action in ["org.begin_second_factor", "org.confirm_second_factor"] {
        assert_eq!(lines.iter().filter(|line| line.action == action).count(), 1, "{action}");
    }
    let told: String = trail(&house).await.iter().map(|line| line.detail.to_string()).collect();
    let export = boss.get("/api/people/export?format=csv").await.text();
    let mine = boss.get("/api/me/second-factor").await.text();
    for hidden in paper.iter().chain([&secret]) {
        for (place, said) in [("the trail", &told), ("the export", &export), ("the account", &mine)] {
            assert!(!said.contains(hidden.as_str()), "{place} tells {hidden}");
        }
    }
}
