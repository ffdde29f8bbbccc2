//! Reviewing: returned twice, verdicts carried over, privacy until sent, two at once, many at once.

use serde_json::json;
use testkit::{Persona, Role, World};

use crate::hands::*;

#[tokio::test]
async fn a_report_returned_twice_stays_on_time_while_every_answer_comes_in_time() {
    let world = World::at(IN_TIME).await;
    let officer = world.person(Role::CityOfficer, "jinzhou").await;
    let id = weekly_of(&world, &officer, "jinzhou").await;
    let first = report(&officer, &id, "太短").await;
    let items = json!([
        {"pointer": "/answers/good_practice", "ok": false, "reason": "请写明做法和效果"},
        {"pointer": "/answers/featured_projects", "ok": true},
    ]);
    let past =
        send_back(&world.office, &first, items.clone(), "2021-06-02T10:00:00+08:00").await.refused(422);
    assert_eq!(past["errors"][0]["pointer"], "/until");
    send_back(&world.office, &first, items, "2021-06-04T12:00:00+08:00").await.ok();
    travel(&world, "2021-06-03T09:00:00+08:00", &[&officer]).await;
    let back = show(&officer, &id).await;
    assert_eq!(back["obligation"]["state"], "returned");
    assert_eq!(back["obligation"]["returned_until"], "2021-06-04T12:00:00+08:00");
    let due = async |from: &str, to: &str| {
        let path = format!("/api/obligations?mine=true&duty=weekly&due_from={from}&due_to={to}");
        officer.get(&path).await.ok()["items"].as_array().unwrap().len()
    };
    assert_eq!((due("2021-06-02", "2021-06-02").await, due("2021-06-04", "2021-06-04").await), (0, 1));
    boards_agree(&world, &["jinzhou"]).await;
    assert_eq!(back["returned"]["items"][0]["reason"], "请写明做法和效果");
    let draft = officer.get(&format!("/api/obligations/{id}/draft")).await.ok();
    assert_eq!(
        draft["content"]["answers"]["good_practice"], "太短",
        "what came back is corrected, not written again"
    );
    let mut content = draft["content"].clone();
    for (practice, same) in [("太短", true), ("写明了做法", false)] {
        content["answers"]["good_practice"] = json!(practice);
        let asked = json!({"content": content});
        let checked = officer.post(&format!("/api/obligations/{id}/check"), asked).await.ok();
        assert_eq!((&checked["refusal"], &checked["same_as_returned"]), (&json!(null), &json!(same)));
    }

    travel(&world, "2021-06-04T12:00:00+08:00", &[&officer]).await;
    let second = report(&officer, &id, "写明了做法").await;
    let seen = world.office.get(&format!("/api/submissions/{second}")).await.ok();
    let field = |key: &str| {
        let fields = seen["fields"].as_array().unwrap();
        fields.iter().find(|field| field["field"]["key"] == key).unwrap().clone()
    };
    let (practices, projects) = (field("good_practice"), field("featured_projects"));
    assert_eq!((&practices["changed"], &practices["previous"]), (&json!(true), &json!("太短")));
    assert_eq!(practices["verdict"], json!(null), "what changed is read again");
    assert_eq!((&projects["changed"], &projects["verdict"]["carried"]), (&json!(false), &json!(true)));
    assert_eq!((&projects["verdict"]["ok"], &projects["verdict"]["version"]), (&json!(true), &json!(1)));

    send_back(&world.office, &second, json!([]), "2021-06-07T12:00:00+08:00").await.ok();
    travel(&world, "2021-06-07T12:00:00+08:00", &[&officer]).await;
    let third = report(&officer, &id, "再次补充").await;
    boards_agree(&world, &["jinzhou"]).await;
    accept(&world.office, &third).await.ok();
    boards_agree(&world, &["jinzhou"]).await;
    assert_eq!(state(&officer, &id).await, "accepted_on_time");
    let versions = show(&officer, &id).await["versions"].as_array().unwrap().clone();
    assert_eq!(versions.len(), 3, "nothing was overwritten");
}

#[tokio::test]
async fn an_answer_after_the_reviewers_deadline_is_late() {
    let world = World::at(IN_TIME).await;
    let officer = world.person(Role::CityOfficer, "yingkou").await;
    let id = weekly_of(&world, &officer, "yingkou").await;
    let first = report(&officer, &id, "太短").await;
    send_back(&world.office, &first, json!([]), "2021-06-04T12:00:00+08:00").await.ok();
    travel(&world, "2021-06-04T12:00:00.001+08:00", &[&officer]).await;
    let back = show(&officer, &id).await;
    assert_eq!(back["obligation"]["state"], "overdue");
    assert_eq!(back["returned"]["note"], "请补充", "the reasons are still there");
    let second = report(&officer, &id, "补充").await;
    accept(&world.office, &second).await.ok();
    assert_eq!(state(&officer, &id).await, "accepted_late");
}

#[tokio::test]
async fn nobody_sees_a_review_before_it_is_sent() {
    let world = World::at(IN_TIME).await;
    let officer = world.person(Role::CityOfficer, "fuxin").await;
    let colleague = world.person(Role::Office, "liaoning").await;
    let id = weekly_of(&world, &officer, "fuxin").await;
    let version = report(&officer, &id, "内容").await;
    let path = format!("/api/submissions/{version}/review-draft");
    let decision = json!({"verdict": "return", "note": "机密的初步意见", "items": [], "until": null});
    let saved = world.office.put(&path, json!({"revision": 0, "decision": decision})).await.ok();
    assert_eq!(saved["revision"], 1);
    world.office.put(&path, json!({"revision": 0, "decision": decision})).await.refused(412);
    assert_eq!(world.office.get(&path).await.ok()["decision"]["note"], "机密的初步意见");
    assert_eq!(colleague.get(&path).await.ok()["decision"], json!(null), "not even the colleague");
    officer.get(&path).await.forbidden();
    for path in [format!("/api/submissions/{version}"), format!("/api/obligations/{id}")] {
        let seen = officer.get(&path).await;
        seen.ok();
        assert!(!seen.text().contains("机密的初步意见"), "{path}");
    }
    assert_eq!(state(&officer, &id).await, "under_review", "only that somebody has begun");
}

#[tokio::test]
async fn of_two_reviewers_at_once_the_second_is_told() {
    let world = World::at(IN_TIME).await;
    let officer = world.person(Role::CityOfficer, "liaoyang").await;
    let colleague = world.person(Role::Office, "liaoning").await;
    let id = weekly_of(&world, &officer, "liaoyang").await;
    let version = report(&officer, &id, "内容").await;
    let (one, two) = tokio::join!(
        accept(&world.office, &version),
        send_back(&colleague, &version, json!([]), "2021-06-04T12:00:00+08:00")
    );
    let (won, lost) = if one.status.is_success() { (one, two) } else { (two, one) };
    won.ok();
    assert_eq!(code(&lost.refused(409)), "already-decided");
    let versions = show(&officer, &id).await["versions"].clone();
    assert_eq!(versions[0]["reviews"].as_array().unwrap().len(), 1);
}

/// Somebody with two posts, as small authorities have them.
async fn officer_and_office(world: &World, unit: &str) -> Persona {
    let post = |unit: &str, role: &str| json!({"unit_id": world.unit(unit), "role": role, "valid_from": "2021-01-01"});
    let posts = json!([post(unit, "city_officer"), post("liaoning", "office")]);
    let person = json!({"name": "身兼两职", "login": "two-hats", "posts": posts});
    let made = world.admin.post("/api/people", person).await.ok();
    let one_time = made["one_time_password"].as_str().unwrap().to_owned();
    let persona = Persona::login(world.app.router.clone(), "two-hats", &one_time).await;
    persona.put("/api/me/password", json!({"current": one_time, "new": "Liaoning-2021-ok"})).await.ok();
    persona
}

#[tokio::test]
async fn nobody_reviews_their_own_report() {
    let world = World::at(IN_TIME).await;
    let both = officer_and_office(&world, "panjin").await;
    let id = weekly_of(&world, &both, "panjin").await;
    let version = report(&both, &id, "自己报的").await;
    assert_eq!(code(&accept(&both, &version).await.refused(409)), "own-report");
    let desk = both.get("/api/reviews").await.ok();
    assert_eq!(desk["items"][0]["may_decide"], false);
    accept(&world.office, &version).await.ok();
}

#[tokio::test]
async fn many_are_accepted_at_once_and_each_that_cannot_be_says_why() {
    let world = World::at(IN_TIME).await;
    let mut versions = Vec::new();
    for (minute, unit) in ["shenyang", "dalian", "tieling"].into_iter().enumerate() {
        world.app.travel_to(&format!("2021-06-02T10:0{minute}:00+08:00"));
        let officer = world.person(Role::CityOfficer, unit).await;
        let id = weekly_of(&world, &officer, unit).await;
        versions.push(report(&officer, &id, "内容").await);
        if unit == "tieling" {
            officer.post("/api/reviews/accept", json!({"submissions": [versions[0]]})).await.ok()["results"]
                [0]
            .get("accepted")
            .filter(|accepted| **accepted == json!(false))
            .expect("an officer accepts nothing");
        }
    }
    let desk = world.office.get("/api/reviews").await.ok();
    let waiting: Vec<_> =
        desk["items"].as_array().unwrap().iter().map(|row| row["submission_id"].clone()).collect();
    assert_eq!(waiting, versions.iter().map(|id| json!(id)).collect::<Vec<_>>(), "the longest waiting first");
    assert_eq!(desk["items"][0]["step_title"], "领导小组办公室审核");
    accept(&world.office, &versions[1]).await.ok();
    let unknown = "01890a5d-ac96-774b-bcce-b302099a8057";
    let asked = json!({"submissions": [versions[0], versions[1], unknown, versions[2]]});
    let answer = world.office.post("/api/reviews/accept", asked).await.ok();
    let codes: Vec<_> =
        answer["results"].as_array().unwrap().iter().map(|result| result["code"].clone()).collect();
    assert_eq!(codes, [json!(null), json!("already-decided"), json!("not-found"), json!(null)]);
    assert_eq!(answer["accepted"], 2);
    assert_eq!(world.office.get("/api/reviews").await.ok()["items"], json!([]));
    world.office.post("/api/reviews/accept", json!({"submissions": []})).await.refused(422);
}

#[tokio::test]
async fn an_accepted_report_is_corrected_only_after_the_office_sends_it_back() {
    let world = World::at(IN_TIME).await;
    let officer = world.person(Role::CityOfficer, "dandong").await;
    let id = weekly_of(&world, &officer, "dandong").await;
    let version = report(&officer, &id, "数字有误").await;
    let path = format!("/api/submissions/{version}/reopen");
    let back = json!({"note": "数字与台账不符", "until": "2021-06-10T12:00:00+08:00"});
    assert_eq!(code(&world.office.post(&path, back.clone()).await.refused(409)), "not-accepted");
    accept(&world.office, &version).await.ok();
    assert_eq!(show(&world.office, &id).await["may"]["reopen"], true);
    assert_eq!(show(&officer, &id).await["may"]["reopen"], false);
    officer.post(&path, back.clone()).await.forbidden();
    assert_eq!(code(&send(&officer, &id, weekly("改")).await.refused(409)), "already-accepted");
    world.office.post(&path, json!({"until": "2021-06-10T12:00:00+08:00"})).await.refused(422);
    world.office.post(&path, back).await.ok();
    assert_eq!(show(&officer, &id).await["returned"]["note"], "数字与台账不符");
    travel(&world, "2021-06-09T09:00:00+08:00", &[&officer]).await;
    let corrected = report(&officer, &id, "已更正").await;
    accept(&world.office, &corrected).await.ok();
    assert_eq!(state(&officer, &id).await, "accepted_on_time", "the first version came in time");
    let versions = show(&officer, &id).await["versions"].clone();
    assert_eq!(versions[0]["reviews"].as_array().unwrap().len(), 2, "accepted, and sent back");
}

#[tokio::test]
async fn what_stands_as_wrong_is_not_accepted_by_silence() {
    let world = World::at(IN_TIME).await;
    let officer = world.person(Role::CityOfficer, "jinzhou").await;
    let id = weekly_of(&world, &officer, "jinzhou").await;
    let first = report(&officer, &id, "太短").await;
    let items = json!([
        {"pointer": "/answers/good_practice", "ok": false, "reason": "请写明做法和效果"},
        {"pointer": "/answers/featured_projects", "ok": false, "reason": "请写明项目名称"},
    ]);
    send_back(&world.office, &first, items, "2021-06-04T12:00:00+08:00").await.ok();
    let second = report(&officer, &id, "写明了做法").await;
    assert_eq!(code(&accept(&world.office, &second).await.refused(409)), "still-wrong");
    let many = json!({ "submissions": [second] });
    let many = world.office.post("/api/reviews/accept", many).await.ok();
    assert_eq!((&many["accepted"], &many["results"][0]["code"]), (&json!(0), &json!("still-wrong")));

    let judged =
        json!({"verdict": "accept", "items": [{"pointer": "/answers/featured_projects", "ok": true}]});
    world.office.post(&format!("/api/submissions/{second}/review"), judged).await.ok();
    assert_eq!(state(&officer, &id).await, "accepted_on_time");
}
