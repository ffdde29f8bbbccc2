//! Whatever happens leaves a line, in one chain, that one person may read and nobody may read unseen.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::{Answered, Persona, Role, World};

use crate::{
    province::{NOW, pdf, text},
    trail,
};

/// Sends writes and looks whether each one that succeeded left a line of the action that is expected.
struct Watch<'a> {
    world: &'a World,
    auditor: Persona,
    done: Vec<String>,
}

impl<'a> Watch<'a> {
    async fn over(world: &'a World) -> Self {
        let auditor = world.person(Role::AuditAdmin, "liaoning").await;
        Self { world, auditor, done: Vec::new() }
    }

    /// The answer, after the newest line has been read: who did it and which action it was.
    async fn act(&mut self, who: &Persona, method: Method, path: &str, body: Value, action: &str) -> Value {
        let before = trail::length(self.world).await;
        let answer = who.send(method.clone(), path, Some(body), &[]).await;
        self.note(&answer, before, &format!("{method} {path}"), action).await;
        answer.ok()
    }

    async fn note(&mut self, answer: &Answered, before: i64, what: &str, action: &str) {
        answer.ok();
        let new = trail::length(self.world).await - before;
        assert!(new >= 1, "{what} left no line");
        let page = self.auditor.get(&format!("/api/audit?limit={new}")).await.ok();
        let lines = page["items"].as_array().unwrap();
        let found = lines.iter().find(|line| line["action"] == action);
        let line = found.unwrap_or_else(|| panic!("{what}: no {action} among {lines:#?}"));
        assert_eq!(line["outcome"], "done", "{what}");
        assert!(line["person_id"].is_string(), "{what}: by nobody");
        self.done.push(action.to_owned());
    }

    async fn post(&mut self, who: &Persona, path: &str, body: Value, action: &str) -> Value {
        self.act(who, Method::POST, path, body, action).await
    }
}

#[tokio::test]
async fn every_act_leaves_a_line_that_says_who_did_what() {
    let world = World::at(NOW).await;
    let mut watch = Watch::over(&world).await;
    keep_house(&mut watch).await;
    report_and_review(&mut watch).await;
    keep_registers(&mut watch).await;
    campaign_and_tables(&mut watch).await;
    assert!(watch.done.len() >= 30, "{}", watch.done.len());
    assert_eq!(trail::findings(&world).await, []);
}

async fn keep_house(watch: &mut Watch<'_>) {
    let (world, admin) = (watch.world, &watch.world.admin);
    let (units, people) = ("org.manage_units", "org.manage_people");
    let unit = json!({
        "key": "new-1", "name": "新厂", "kind": "enterprise", "parent_id": world.unit("shenyang"),
        "attributes": {}, "valid_from": "2021-01-01",
    });
    let made = watch.post(admin, "/api/units", unit, units).await;
    let path = format!("/api/units/{}", text(&made["id"]));
    let edit = json!({ "revision": made["revision"], "region_code": null, "attributes": {} });
    let made = watch.act(admin, Method::PUT, &path, edit, units).await;
    let rename = json!({ "revision": made["revision"], "name": "更名厂", "valid_from": "2021-06-01" });
    let made = watch.post(admin, &format!("{path}/names"), rename, units).await;
    let relocate = json!({ "revision": made["revision"], "parent_id": world.unit("dalian") });
    let made = watch.post(admin, &format!("{path}/move"), relocate, units).await;
    watch.post(admin, &format!("{path}/close"), json!({ "revision": made["revision"] }), units).await;

    let person = json!({ "name": "新人", "login": "newcomer", "posts": [] });
    let made = watch.post(admin, "/api/people", person, people).await;
    let (id, one_time) = (text(&made["person"]["id"]), text(&made["one_time_password"]));
    let path = format!("/api/people/{id}");
    let edit = json!({ "revision": made["person"]["revision"], "name": "改名" });
    watch.act(admin, Method::PUT, &path, edit, people).await;
    let post = json!({ "person_id": id, "unit_id": world.unit("dalian"), "role": "city_officer" });
    let post = watch.post(admin, "/api/posts", post, people).await;
    let stand_in = world.person(Role::CityOfficer, "anshan").await;
    let stand_in = text(&stand_in.get("/api/me").await.ok()["person"]["id"]);
    let dates = json!({ "person_id": stand_in, "valid_from": "2021-06-16", "valid_to": "2021-06-20" });
    let path_of_post = format!("/api/posts/{}", text(&post["id"]));
    watch.post(admin, &format!("{path_of_post}/stand-ins"), dates, people).await;
    let end = json!({ "last_day": "2021-06-16" });
    watch.post(admin, &format!("{path_of_post}/end"), end, people).await;
    let newcomer = Persona::login(world.app.router.clone(), "newcomer", &one_time).await;
    let change = json!({ "current": one_time, "new": "Liaoning-2021-ok" });
    watch.act(&newcomer, Method::PUT, "/api/me/password", change, "org.change_password").await;
    watch.act(&newcomer, Method::DELETE, "/api/me/sessions", json!({}), "org.end_session").await;
    for step in ["password", "disable", "enable"] {
        watch.post(admin, &format!("{path}/{step}"), json!({}), people).await;
    }
}

/// Something that presses at this instant.
async fn late_of(world: &World) -> String {
    text(&world.office.get("/api/obligations?pressing=true&limit=1").await.ok()["items"][0]["id"])
}

async fn report_and_review(watch: &mut Watch<'_>) {
    let world = watch.world;
    let officer = world.person(Role::CityOfficer, "shenyang").await;
    let id = text(&world.obligation(&officer, "shenyang", "weekly", "2021-W24").await["id"]);
    let sent = format!("/api/obligations/{id}/submissions");
    let answers = json!({ "good_practice": "做法", "featured_projects": "示范线" });
    let content = json!({ "outcome": "done", "answers": answers });
    let body = json!({ "content": content, "based_on": 0 });
    let first = watch.post(&officer, &sent, body, "obligation.submit").await;
    let review = |receipt: &Value| format!("/api/submissions/{}/review", text(&receipt["submission_id"]));
    watch.post(&world.office, &review(&first), json!({ "verdict": "accept" }), "obligation.review").await;
    let paper = json!({ "received_on": "2021-06-16", "copies": 1, "agrees": true, "revision": 0 });
    let papers = world.office.get("/api/papers?limit=1").await.ok();
    let path = format!("/api/obligations/{}/paper", text(&papers["items"][0]["obligation"]["id"]));
    watch.act(&world.office, Method::PUT, &path, paper, "obligation.receive_paper").await;
    let other = text(&world.obligation(&officer, "shenyang", "weekly", "2021-W25").await["id"]);
    let waiver = format!("/api/obligations/{other}/waiver");
    watch.post(&world.office, &waiver, json!({ "reason": "停产" }), "obligation.waive").await;
    watch.act(&world.office, Method::DELETE, &waiver, json!({}), "obligation.waive").await;
    let urge = json!({ "obligations": [late_of(world).await], "message": "请尽快报送" });
    watch.post(&world.office, "/api/urges", urge, "obligation.urge").await;
    let token = json!({ "name": "接口", "scopes": ["obligation.read"], "days": 30 });
    let token = watch.post(&officer, "/api/me/tokens", token, "org.create_token").await;
    let path = format!("/api/me/tokens/{}", text(&token["token"]["id"]));
    watch.act(&officer, Method::DELETE, &path, json!({}), "org.revoke_token").await;
}

async fn keep_registers(watch: &mut Watch<'_>) {
    let world = watch.world;
    let officer = world.person(Role::CityOfficer, "shenyang").await;
    let unit = world.unit("shenyang");
    let before = trail::length(world).await;
    let path = format!("/api/files?unit={unit}&kind=document&name=a.pdf");
    let headers = [("content-type", "application/octet-stream")];
    let answer = officer.send_bytes(Method::POST, &path, pdf(), &headers).await;
    watch.note(&answer, before, "an upload", "files.upload").await;

    let details =
        json!({ "title": "横幅", "day": "2021-06-10", "mode": "online", "answers": { "banners": 3 } });
    let body = json!({ "campaign": world.campaign, "unit": unit, "kind": "banner", "details": details });
    let made = watch.post(&officer, "/api/activities", body, "activity.record").await;
    let path = format!("/api/activities/{}", text(&made["id"]));
    let step = json!({ "revision": made["revision"] });
    let made = watch.post(&officer, &format!("{path}/submit"), step, "activity.record").await;
    let step = json!({ "revision": made["revision"], "reason": "重复登记" });
    watch.post(&officer, &format!("{path}/withdraw"), step, "activity.record").await;

    let details = json!({ "kind": "typical_case", "title": "案例" });
    let body = json!({ "campaign": world.campaign, "unit": unit, "details": details });
    let made = watch.post(&officer, "/api/exposures", body, "exposure.record").await;
    let path = format!("/api/exposures/{}/withdraw", text(&made["id"]));
    let step = json!({ "revision": made["revision"], "reason": "重复登记" });
    watch.post(&officer, &path, step, "exposure.record").await;
}

async fn campaign_and_tables(watch: &mut Watch<'_>) {
    let world = watch.world;
    let officer = world.person(Role::CityOfficer, "shenyang").await;
    let unit = world.unit("shenyang");
    let path = format!("/api/campaigns/{}/tables/month-table", world.campaign);
    let table = officer.get(&format!("{path}?unit={unit}")).await.ok();
    let confirm = json!({ "unit": unit, "live_digest": table["live_digest"], "corrections": [] });
    watch.post(&officer, &format!("{path}/confirm"), confirm, "statistics.confirm").await;
    let freeze = json!({ "unit": unit, "basis": "live" });
    let frozen = watch.post(&officer, &format!("{path}/snapshots"), freeze, "statistics.freeze").await;
    let snapshot = text(&frozen["id"]);
    for path in [
        format!("{path}/export?unit={unit}&form=csv"),
        format!("/api/snapshots/{snapshot}/export?form=xlsx"),
        "/api/activities/export/csv".to_owned(),
    ] {
        let action = if path.contains("activities") { "activity.read" } else { "statistics.read" };
        let before = trail::length(world).await;
        let answer = officer.get(&path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert_eq!(trail::length(world).await, before + 1, "{path} left no line");
        let page = watch.auditor.get("/api/audit?limit=1").await.ok();
        assert_eq!(page["items"][0]["action"], action, "{path}");
        assert!(page["items"][0]["detail"]["export"].is_string(), "{page}");
    }

    let plan = testkit::shipped("plans/liaoning-2021/plan.yaml").replacen("ordinal: 20", "ordinal: 21", 1);
    let kept = watch.post(&world.office, "/api/plans", json!({ "text": plan }), "campaign.keep").await;
    let fingerprint = text(&kept["fingerprint"]);
    let path = format!("/api/campaigns/{}", world.campaign);
    let diff = world.office.get(&format!("{path}/diff?fingerprint={fingerprint}")).await.ok();
    let adopt = json!({ "fingerprint": fingerprint, "parent": diff["parent"] });
    watch.post(&world.office, &format!("{path}/adopt"), adopt, "campaign.adopt").await;
}

/// Writes whose success leaves no line, and why. May only shrink.
const SILENT: [(&str, &str); 3] = [
    ("activity_save", "an autosaved draft"),
    ("exposure_save", "an autosaved draft"),
    ("obligation_draft_save", "an autosaved draft"),
];

#[tokio::test]
async fn drafts_are_the_only_writes_without_a_line() {
    let world = World::at(NOW).await;
    let officer = world.person(Role::CityOfficer, "shenyang").await;
    let unit = world.unit("shenyang");
    let id = text(&world.obligation(&officer, "shenyang", "weekly", "2021-W24").await["id"]);
    let details = json!({ "title": "横幅" });
    let body = json!({ "campaign": world.campaign, "unit": unit, "kind": "banner", "details": details });
    let activity = officer.post("/api/activities", body).await.ok();
    let case = json!({ "kind": "typical_case", "title": "案例" });
    let body = json!({ "campaign": world.campaign, "unit": unit, "details": case });
    let exposure = officer.post("/api/exposures", body).await.ok();
    let drafts = [
        (
            "activity_save",
            format!("/api/activities/{}/draft", text(&activity["id"])),
            json!({ "revision": activity["revision"], "details": details }),
        ),
        (
            "exposure_save",
            format!("/api/exposures/{}/draft", text(&exposure["id"])),
            json!({ "revision": exposure["revision"], "details": case }),
        ),
        (
            "obligation_draft_save",
            format!("/api/obligations/{id}/draft"),
            json!({ "revision": 0, "content": { "outcome": "done", "answers": {} } }),
        ),
    ];
    let before = trail::length(&world).await;
    for (name, path, body) in &drafts {
        assert!(SILENT.iter().any(|(silent, _)| silent == name), "{name}");
        officer.put(path, body.clone()).await.ok();
    }
    assert_eq!((trail::length(&world).await, drafts.len()), (before, SILENT.len()));
}

#[tokio::test]
async fn looking_is_for_one_and_is_a_line_of_its_own() {
    let world = World::at(NOW).await;
    let auditor = world.person(Role::AuditAdmin, "liaoning").await;
    let before = trail::length(&world).await;
    let roles = Role::ALL.into_iter().filter(|role| *role != Role::AuditAdmin);
    for role in roles {
        let unit = match role {
            Role::CityOfficer | Role::CityReviewer => "shenyang",
            Role::SafetyManager | Role::Expert => "sy-e1",
            _ => "liaoning",
        };
        let problem = world.person(role, unit).await.get("/api/audit").await.refused(403);
        assert_eq!(problem["code"], "audit.read", "{role}");
    }
    world.admin.get("/api/audit").await.forbidden();
    let hired = trail::length(&world).await;
    assert!(hired > before);
    let first = auditor.get("/api/audit?limit=1").await.ok();
    assert_eq!(trail::length(&world).await, hired + 1);
    let second = auditor.get("/api/audit?limit=1").await.ok();
    assert_eq!(second["items"][0]["action"], "audit.read");
    assert_ne!(first["items"][0]["seq"], second["items"][0]["seq"]);
    assert_eq!(trail::findings(&world).await, []);
}
