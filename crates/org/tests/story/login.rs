//! Passwords, lock-out, sessions.

use axum::http::{StatusCode, header};
use serde_json::json;

use crate::house::{BOSS_PASSWORD, House, PASSWORD, text};

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_look_the_same_and_lock_the_same() {
    let (house, _) = House::liaoning().await;
    for login in ["boss", "nobody-at-all"] {
        let mut answers = Vec::new();
        for _ in 0..6 {
            let answer =
                house.stranger().post("/api/session", json!({ "login": login, "password": "wrong" })).await;
            answers.push((answer.status.as_u16(), answer.json()["code"].clone()));
        }
        let wrong = (400, json!("login-failed"));
        let locked = (429, json!(null));
        assert_eq!(answers, [vec![wrong; 4], vec![locked; 2]].concat(), "{login}");
    }
    // The right password does not help while the name is locked, and helps afterwards.
    let right = json!({ "login": "boss", "password": BOSS_PASSWORD });
    let answer = house.stranger().post("/api/session", right.clone()).await;
    answer.refused(429);
    assert_eq!(answer.headers[header::RETRY_AFTER], "900");
    house.travel("2021-06-01T09:15:00+08:00");
    house.stranger().post("/api/session", right).await.ok();
}

#[tokio::test]
async fn many_guesses_at_the_same_time_are_counted_one_by_one() {
    let (house, _) = House::liaoning().await;
    let guess = || async {
        let body = json!({ "login": "boss", "password": "wrong" });
        house.stranger().post("/api/session", body).await.status.as_u16()
    };
    let all = tokio::join!(guess(), guess(), guess(), guess(), guess(), guess(), guess(), guess());
    let all: [u16; 8] = all.into();
    assert_eq!(all.iter().filter(|status| **status == 400).count(), 4, "{all:?}");
    let right = json!({ "login": "boss", "password": BOSS_PASSWORD });
    house.stranger().post("/api/session", right).await.refused(429);
}

/// A success removes the row of failures while others wait for it.
#[tokio::test]
async fn right_and_wrong_passwords_at_the_same_time_are_all_answered() {
    let (house, _) = House::liaoning().await;
    let guess = |password: &'static str| {
        let stranger = house.stranger();
        async move {
            let body = json!({ "login": "boss", "password": password });
            stranger.post("/api/session", body).await.status.as_u16()
        }
    };
    for _ in 0..3 {
        let (right, wrong) = (|| guess(BOSS_PASSWORD), || guess("wrong"));
        let all = tokio::join!(right(), wrong(), right(), wrong(), right(), wrong(), right(), right());
        let all: [u16; 8] = all.into();
        assert_eq!(all, [200, 400, 200, 400, 200, 400, 200, 200]);
        house.login("boss", BOSS_PASSWORD).await;
    }
}

/// In which order the guesses reach the database is up to the machine; the trail tells it afterwards.
#[tokio::test]
async fn a_right_guess_that_was_let_in_before_the_lock_is_refused_after_it() {
    let (house, _) = House::liaoning().await;
    let guess = |password: &'static str| {
        let stranger = house.stranger();
        async move {
            let body = json!({ "login": "boss", "password": password });
            stranger.post("/api/session", body).await.status.as_u16()
        }
    };
    let wrong = || guess("wrong");
    let all =
        tokio::join!(wrong(), wrong(), wrong(), wrong(), wrong(), wrong(), wrong(), guess(BOSS_PASSWORD));
    let tenant = org::tenants(&house.db).await.unwrap()[0];
    let filter = audit::Filter { action: Some("org.log_in".to_owned()), ..audit::Filter::default() };
    let trail = audit::list(&house.db.read(tenant), &filter, 100).await.unwrap();
    let mut outcomes =
        trail.iter().rev().map(|row| (row.outcome.as_str(), row.detail["locked_for_s"].is_u64()));
    assert!(outcomes.any(|(_, locks)| locks) || all.7 == 200, "{all:?}");
    assert!(outcomes.all(|(outcome, _)| outcome == "refused"), "let in while locked: {all:?}");
}

#[tokio::test]
async fn the_cookie_is_for_our_pages_only_and_logging_out_ends_it() {
    let (house, boss) = House::liaoning().await;
    let body = json!({ "login": "boss", "password": BOSS_PASSWORD });
    let answer = house.stranger().post("/api/session", body).await;
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap().to_owned();
    let (pair, attributes) = cookie.split_once(';').unwrap();
    assert_eq!(attributes, " Path=/; HttpOnly; SameSite=Lax");
    let (_, value) = pair.split_once('=').unwrap();
    assert_eq!(value.len(), "1.".len() + 64);

    assert_eq!(boss.delete("/api/session").await.status, StatusCode::NO_CONTENT);
    boss.get("/api/me").await.refused(401);
    // The other session of the same person goes on.
    let answer = house.stranger().send(axum::http::Method::GET, "/api/me", None, &[("cookie", pair)]).await;
    answer.ok();
}

#[tokio::test]
async fn a_foreign_page_cannot_write_with_our_cookie() {
    let (house, _) = House::liaoning().await;
    let body = json!({ "login": "boss", "password": BOSS_PASSWORD });
    let answer = house.stranger().post("/api/session", body).await;
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    let headers =
        [("cookie", cookie.as_str()), ("sec-fetch-site", "cross-site"), ("content-type", "application/json")];
    let answer = house
        .stranger()
        .send_bytes(axum::http::Method::POST, "/api/me/tokens", b"{}".to_vec(), &headers)
        .await;
    assert_eq!(answer.refused(400)["code"], "cross-origin");
    // Nor does it log somebody in, although there is no cookie yet.
    let login = format!(r#"{{"login":"boss","password":"{BOSS_PASSWORD}"}}"#);
    for (site, status) in [("cross-site", 400), ("same-site", 400), ("same-origin", 200), ("none", 200)] {
        let headers = [("sec-fetch-site", site), ("content-type", "application/json")];
        let method = axum::http::Method::POST;
        let answer =
            house.stranger().send_bytes(method, "/api/session", login.clone().into_bytes(), &headers).await;
        assert_eq!(answer.status, status, "{site}");
    }
}

#[tokio::test]
async fn sessions_end_when_nobody_uses_them_and_after_a_working_day() {
    let (house, boss) = House::liaoning().await;
    house.travel("2021-06-01T09:30:00+08:00");
    boss.get("/api/me").await.ok();
    house.travel("2021-06-01T10:00:00+08:00");
    boss.get("/api/me").await.ok();
    house.travel("2021-06-01T10:30:01+08:00");
    boss.get("/api/me").await.refused(401);

    house.travel("2021-06-01T12:00:00+08:00");
    let boss = house.login("boss", BOSS_PASSWORD).await;
    for half_hour in 1..=24 {
        let minutes = half_hour * 30;
        house.travel(&format!(
            "2021-06-{:02}T{:02}:{:02}:00+08:00",
            1 + (12 + minutes / 60) / 24,
            (12 + minutes / 60) % 24,
            minutes % 60
        ));
        boss.get("/api/me").await.ok();
    }
    house.travel("2021-06-02T00:00:01+08:00");
    boss.get("/api/me").await.refused(401);
}

#[tokio::test]
async fn a_one_time_password_opens_only_the_door_to_a_new_one() {
    let (house, boss) = House::liaoning().await;
    let root = house.root(&boss).await;
    let one_time = house.newcomer(&boss, "li-office", "office", &root).await;
    let li = house.login("li-office", &one_time).await;
    let elsewhere = house.login("li-office", &one_time).await;
    let me = li.get("/api/me").await.ok();
    assert_eq!((&me["must_change_password"], &me["actions"]), (&json!(true), &json!([])));
    assert_eq!(li.get("/api/units").await.ok()["items"], json!([]));
    li.get(&format!("/api/units/{root}")).await.hidden();
    let token = json!({ "name": "t", "scopes": ["org.read_units"], "days": 1 });
    assert_eq!(li.post("/api/me/tokens", token).await.refused(409)["code"], "must-change-password");

    let change = |current: &str, new: &str| json!({ "current": current, "new": new });
    let wrong = li.put("/api/me/password", change("not it", PASSWORD)).await.refused(422);
    assert_eq!(wrong["errors"][0]["pointer"], "/current");
    let weak = li.put("/api/me/password", change(&one_time, "li-office-A1")).await.refused(422);
    assert_eq!(weak["errors"][0]["pointer"], "/new");
    li.put("/api/me/password", change(&one_time, &one_time)).await.refused(422);
    let done = li.put("/api/me/password", change(&one_time, PASSWORD)).await.ok();
    assert_eq!(done["other_sessions_ended"], 1);
    elsewhere.get("/api/me").await.refused(401);
    assert!(!li.get("/api/me").await.ok()["actions"].as_array().unwrap().is_empty());
    li.get(&format!("/api/units/{root}")).await.ok();
    let old = json!({ "login": "li-office", "password": one_time });
    house.stranger().post("/api/session", old).await.refused(400);
}

#[tokio::test]
async fn the_terminal_gives_a_new_password_when_nobody_can_log_in() {
    let (house, boss) = House::liaoning().await;
    let tenant = org::tenants(&house.db).await.unwrap()[0];
    let password = org::accounts::reset(&house.db, &house.settings, tenant, "boss").await.unwrap();
    boss.get("/api/me").await.refused(401);
    let boss = house.login("boss", &password).await;
    assert_eq!(boss.get("/api/me").await.ok()["must_change_password"], true);

    let new = org::accounts::NewAccount {
        name: "赵审计".to_owned(),
        login: "zhao".to_owned(),
        role: policy::Role::AuditAdmin,
        unit: None,
    };
    org::accounts::add(&house.db, &house.settings, tenant, new).await.unwrap();
    let all = org::accounts::list(&house.db, tenant).await.unwrap();
    let all: Vec<String> = all.iter().map(|line| format!("{} {:?}", line.login, line.posts)).collect();
    assert_eq!(
        all,
        ["boss [\"system_admin@liaoning\", \"security_admin@liaoning\"]", "zhao [\"audit_admin@liaoning\"]"]
    );
    let last = org::accounts::set_disabled(&house.db, tenant, "boss", true).await.unwrap_err();
    assert!(last.to_string().contains("最后一位安全管理员"), "{last}");
    org::accounts::set_disabled(&house.db, tenant, "zhao", true).await.unwrap();
    assert!(org::accounts::reset(&house.db, &house.settings, tenant, "nobody").await.is_err());
    let report = audit::verify(&house.db.read(tenant), None).await.unwrap();
    assert_eq!(report.findings, []);
    assert_eq!(text(&boss.get("/api/me").await.ok()["person"]["login"]), "boss");
}
