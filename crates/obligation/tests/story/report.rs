//! Handing in: on time and a millisecond late, drafts, receipts, sending twice, what is refused.

use serde_json::{Value, json};
use testkit::{Role, World, shipped};

use crate::hands::*;

#[tokio::test]
async fn at_the_instant_is_on_time_and_a_millisecond_later_is_late() {
    let world = World::at(BEFORE).await;
    let (shenyang, dalian) =
        (world.person(Role::CityOfficer, "shenyang").await, world.person(Role::CityOfficer, "dalian").await);
    let first = weekly_of(&world, &shenyang, "shenyang").await;
    let second = weekly_of(&world, &dalian, "dalian").await;
    assert_eq!(state(&shenyang, &first).await, "not_yet_open");
    let early = send(&shenyang, &first, weekly("太早")).await.refused(409);
    assert_eq!(code(&early), "not-open-yet");
    travel(&world, "2021-05-27T00:00:00+08:00", &[&shenyang, &dalian]).await;
    assert_eq!(state(&shenyang, &first).await, "open");
    travel(&world, DEADLINE, &[&shenyang, &dalian]).await;
    assert_eq!(state(&shenyang, &first).await, "due_soon");
    let receipt = send(&shenyang, &first, weekly("逐线逐库排查😀𠮷")).await.ok();
    assert_eq!((&receipt["timing"], &receipt["version"]), (&json!("in_time"), &json!(1)));
    assert!(obligation::is_receipt_number(receipt["number"].as_str().unwrap()), "{receipt:#}");
    assert!(receipt["number"].as_str().unwrap().starts_with("2021-000001-"));
    assert_eq!(receipt["submitted_at"], "2021-06-02T15:00:00+08:00");
    travel(&world, "2021-06-02T15:00:00.001+08:00", &[&shenyang, &dalian]).await;
    assert_eq!(state(&dalian, &second).await, "overdue");
    let late = send(&dalian, &second, weekly("迟了一毫秒")).await.ok();
    assert_eq!(late["timing"], "late");
    assert!(late["number"].as_str().unwrap().starts_with("2021-000002-"));
    for (id, receipt, expected) in [(&first, &receipt, "accepted_on_time"), (&second, &late, "accepted_late")]
    {
        assert_eq!(state(&world.office, id).await, "submitted");
        accept(&world.office, &submission(receipt)).await.ok();
        assert_eq!(state(&world.office, id).await, expected);
        let again =
            send(if expected == "accepted_late" { &dalian } else { &shenyang }, id, weekly("再报")).await;
        assert_eq!(code(&again.refused(409)), "already-accepted");
    }
    let shown = shenyang.get(&format!("/api/submissions/{}/receipt", submission(&receipt))).await.ok();
    assert_eq!(shown, receipt);
}

#[tokio::test]
async fn sending_twice_makes_one_submission() {
    let world = World::at(IN_TIME).await;
    let officer = world.person(Role::CityOfficer, "anshan").await;
    let id = weekly_of(&world, &officer, "anshan").await;
    let path = format!("/api/obligations/{id}/submissions");
    let body = json!({"content": weekly("一次"), "based_on": 0});
    let (one, two) = tokio::join!(
        officer.post_once("weekly-1", &path, body.clone()),
        officer.post_once("weekly-1", &path, body.clone())
    );
    // Two at the same instant: the second may learn that the first was there before it learns what the first was told.
    // A client repeats then, as after every lost answer, and gets the first answer.
    let (first, second) = if one.status.is_success() { (one, two) } else { (two, one) };
    let first = first.ok();
    if second.status.is_success() {
        assert_eq!(second.ok(), first);
    } else {
        assert_eq!(code(&second.refused(409)), "already-submitted");
    }
    let later = officer.post_once("weekly-1", &path, body.clone()).await.ok();
    assert_eq!(later, first);
    assert_eq!(show(&officer, &id).await["versions"].as_array().unwrap().len(), 1);
    let other = json!({"content": weekly("另一份"), "based_on": 0});
    assert_eq!(
        code(&officer.post_once("weekly-1", &path, other).await.refused(409)),
        "idempotency-key-reused"
    );
    assert_eq!(code(&officer.post_once("weekly-2", &path, body).await.refused(409)), "already-submitted");
}

#[tokio::test]
async fn a_draft_is_kept_with_its_mistakes_and_never_over_somebody_elses() {
    let world = World::at(BEFORE).await;
    let (one, two) =
        (world.person(Role::CityOfficer, "fushun").await, world.person(Role::CityOfficer, "fushun").await);
    let id = weekly_of(&world, &one, "fushun").await;
    let path = format!("/api/obligations/{id}/draft");
    assert_eq!(one.get(&path).await.ok()["revision"], 0);
    let content =
        json!({"outcome": "done", "answers": {"good_practice": "写到一半", "contact": "表单里没有"}});
    let saved = one.put(&path, json!({"revision": 0, "content": content})).await.ok();
    assert_eq!(
        (&saved["revision"], &saved["problems"][0]["pointer"]),
        (&json!(1), &json!("/content/answers/contact"))
    );
    two.put(&path, json!({"revision": 0, "content": content})).await.refused(412);
    let second = two.put(&path, json!({"revision": 1, "content": weekly("接着写")})).await.ok();
    assert_eq!((&second["revision"], second["problems"].as_array().unwrap().len()), (&json!(2), 0));
    one.put(&path, json!({"revision": 1, "content": content})).await.refused(412);
    assert_eq!(one.get(&path).await.ok()["content"]["answers"]["good_practice"], "接着写");
    let draft = format!("/api/obligations/{}/draft", id);
    world.office.get(&draft).await.forbidden();
    travel(&world, IN_TIME, &[&one, &two]).await;
    for (who, list, told) in [
        (&one, "/api/obligations?mine=true&limit=200", json!(BEFORE)),
        (&one, "/api/obligations?limit=200", json!(null)),
        (&world.office, "/api/obligations?limit=200", json!(null)),
    ] {
        let rows = who.get(&format!("{list}&unit={}", world.unit("fushun"))).await.ok();
        let row = rows["items"].as_array().unwrap().iter().find(|row| row["id"] == id).unwrap().clone();
        assert_eq!(row["draft_saved_at"], told, "a draft is told to those who write it, in {list}");
    }
    report(&two, &id, "接着写").await;
    one.put(&path, json!({"revision": 2, "content": content})).await.refused(409);
}

#[tokio::test]
async fn what_is_wrong_is_told_with_its_place_before_and_while_sending() {
    let world = World::at(IN_TIME).await;
    adopt(&world, &with_figures(&shipped("plans/liaoning-2021/plan.yaml"))).await;
    let officer = world.person(Role::CityOfficer, "benxi").await;
    let other = world.person(Role::CityOfficer, "dandong").await;
    let foreign = other.upload(world.unit("dandong"), "document", "丹东.pdf", pdf()).await;
    let id = weekly_of(&world, &officer, "benxi").await;
    let check = async |content: Value, pointer: &str, wrong: &str| {
        let asked = json!({"content": content});
        let checked = officer.post(&format!("/api/obligations/{id}/check"), asked).await.ok();
        let refused = send(&officer, &id, content).await.refused(422);
        let (before, after) = (&checked["problems"][0], &refused["errors"][0]);
        for problem in [before, after] {
            assert_eq!(
                (&problem["pointer"], &problem["code"]),
                (&json!(pointer), &json!(wrong)),
                "{problem:#}"
            );
        }
    };
    let answers = |practices: Value, sessions: Value| json!({"outcome": "done", "answers": {"good_practice": practices, "sessions": sessions}});
    let long = "长".repeat(10_000);
    for (content, pointer, wrong) in [
        (answers(json!("好"), json!(-1)), "/content/answers/sessions", "too-small"),
        (answers(json!("好"), json!(0.5)), "/content/answers/sessions", "not-whole"),
        (answers(json!("好"), json!(9_007_199_254_740_993_u64)), "/content/answers/sessions", "too-large"),
        (answers(json!("好"), json!(null)), "/content/answers/sessions", "required"),
        (answers(json!(long), json!(1)), "/content/answers/good_practice", "too-long"),
        (answers(json!("好\u{7}"), json!(1)), "/content/answers/good_practice", "control-character"),
        (
            json!({"outcome": "done", "answers": {"good_practice": "好", "sessions": 1}, "evidence": {"document": [foreign]}}),
            "/content/evidence/document/0",
            "unknown-file",
        ),
    ] {
        check(content, pointer, wrong).await;
    }
    let nonsense = json!({"content": {"outcome": "perhaps"}, "based_on": 0});
    officer.post(&format!("/api/obligations/{id}/submissions"), nonsense).await.refused(422);
    let good = json!({"content": answers(json!("好"), json!(0))});
    let checked = officer.post(&format!("/api/obligations/{id}/check"), good).await.ok();
    assert_eq!(
        checked,
        json!({"problems": [], "refusal": null, "timing": "in_time", "same_as_returned": false})
    );
    let stale = json!({"content": weekly("好"), "based_on": 1});
    officer.post(&format!("/api/obligations/{id}/submissions"), stale).await.refused(412);
    assert_eq!(show(&officer, &id).await["obligation"]["version"], 0, "nothing of it was kept");
}
