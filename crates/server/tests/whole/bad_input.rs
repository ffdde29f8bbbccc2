//! Input that no form would send: it gets an answer that says what is wrong, and it changes nothing.

use axum::http::Method;
use serde_json::{Value, json};
use testkit::{Answered, Persona, Role, World};

use crate::{
    operations::{self, NOBODY},
    province::{NOW, text},
    trail,
};

/// Outside the basic plane, with modifiers, from extension B, and two that look alike but are not the same.
const RARE: &str = "𠮷野家🧨👩🏽‍🏭㐂𪚥龘㍿祥";

fn unit(world: &World, key: &str, name: &str) -> Value {
    json!({
        "key": key, "name": name, "kind": "enterprise", "parent_id": world.unit("shenyang"),
        "attributes": {}, "valid_from": "2021-01-01",
    })
}

fn person(name: &str, login: &str) -> Value {
    json!({ "name": name, "login": login, "posts": [] })
}

/// The pointers of the fields that are wrong.
fn pointers(problem: &Value) -> Vec<String> {
    problem["errors"].as_array().unwrap().iter().map(|error| text(&error["pointer"])).collect()
}

#[tokio::test]
async fn a_name_of_ten_thousand_characters_is_refused_where_it_stands() {
    let world = World::at(NOW).await;
    let lines = trail::length(&world).await;
    for character in ["x", "名", "🧨"] {
        let long = character.repeat(10_000);
        let problem = world.admin.post("/api/units", unit(&world, "long-1", &long)).await.refused(422);
        assert_eq!(pointers(&problem), ["/name"]);
        assert!(problem.to_string().len() < 2_000, "the answer does not repeat the name");
        let problem = world.admin.post("/api/people", person(&long, "long-one")).await.refused(422);
        assert_eq!(pointers(&problem), ["/name"]);
        let problem = world.admin.post("/api/people", person("某人", &long)).await.refused(422);
        assert_eq!(pointers(&problem), ["/login"]);
    }
    let key = world.admin.post("/api/units", unit(&world, &"k".repeat(10_000), "厂")).await.refused(422);
    assert_eq!(pointers(&key), ["/key"]);
    assert_eq!(trail::length(&world).await, lines);
}

#[tokio::test]
async fn rare_characters_come_back_as_they_were_sent() {
    let world = World::at(NOW).await;
    let made = world.admin.post("/api/units", unit(&world, "rare-1", RARE)).await.ok();
    let read = world.admin.get(&format!("/api/units/{}", text(&made["id"]))).await;
    assert!(read.text().contains(RARE), "{}", read.text());
    let csv = world.admin.get("/api/units/export?format=csv").await.text();
    assert!(csv.contains(RARE));
    let made = world.admin.post("/api/people", person(RARE, "rare-one")).await.ok();
    let id = text(&made["person"]["id"]);
    assert_eq!(world.admin.get(&format!("/api/people/{id}")).await.ok()["name"], RARE);
    // Two hundred characters are two hundred characters, however many bytes they take.
    world.admin.post("/api/units", unit(&world, "rare-2", &"𠮷".repeat(200))).await.ok();
    let problem =
        world.admin.post("/api/units", unit(&world, "rare-3", &"𠮷".repeat(201))).await.refused(422);
    assert_eq!(pointers(&problem), ["/name"]);
}

#[tokio::test]
async fn characters_that_cannot_be_seen_are_refused() {
    let world = World::at(NOW).await;
    let lines = trail::length(&world).await;
    for name in ["厂\u{0}名", "厂\u{7}", "一\n二", "\u{1b}[31m红", "   ", ""] {
        let problem = world.admin.post("/api/units", unit(&world, "odd-1", name)).await.refused(422);
        assert_eq!(pointers(&problem), ["/name"], "{name:?}");
    }
    assert_eq!(trail::length(&world).await, lines);
}

async fn import(who: &Persona, csv: &[u8]) -> Answered {
    let headers = [("content-type", "application/octet-stream")];
    who.send_bytes(Method::POST, "/api/units/import", csv.to_vec(), &headers).await
}

#[tokio::test]
async fn an_import_with_a_wrong_row_imports_nothing_and_lists_every_wrong_row() {
    let world = World::at(NOW).await;
    let lines = trail::length(&world).await;
    let csv = "key,name,kind,parent,region_code,attributes,valid_from,valid_to\n\
        good-1,好厂,enterprise,shenyang,,,2021-01-01,\n\
        lost-1,无主厂,enterprise,atlantis,,,2021-01-01,\n\
        good-2,好厂二,enterprise,shenyang,,,2021-01-01,\n\
        odd-1,怪厂,spaceship,shenyang,,,2021-01-01,\n\
        late-1,迟厂,enterprise,shenyang,,,2021-13-01,\n";
    let problem = import(&world.admin, csv.as_bytes()).await.refused(422);
    assert_eq!(problem["type"], "urn:anxing:problem:invalid");
    let told = pointers(&problem);
    assert!(told.iter().any(|pointer| pointer.starts_with("/rows/5/")), "{problem:#}");
    assert!(told.iter().any(|pointer| pointer.starts_with("/rows/6/")), "{problem:#}");
    // The parent is looked up once every row can be read.
    let readable: String = csv.lines().take(4).map(|line| format!("{line}\n")).collect();
    let problem = import(&world.admin, readable.as_bytes()).await.refused(422);
    assert_eq!(pointers(&problem), ["/rows/3/D"], "{problem:#}");
    assert!(problem.to_string().contains("atlantis"), "{problem:#}");
    for nonsense in [&b""[..], b"\xff\xfe\x00", b"PK\x03\x04broken", b"a,b,c\n1,2,3\n", "只有一行".as_bytes()]
    {
        let status = import(&world.admin, nonsense).await;
        assert!(matches!(status.status.as_u16(), 400 | 422), "{nonsense:?}: {}", status.text());
        status.refused(status.status.as_u16());
    }
    let nul = "key,name,kind,parent,region_code,attributes,valid_from,valid_to\n\
        nul-1,厂\0名,enterprise,shenyang,,,2021-01-01,\n";
    let unseen = import(&world.admin, nul.as_bytes()).await.refused(400);
    assert_eq!(unseen["code"], "sheet-not-a-table");
    let large = import(&world.admin, &vec![b'x'; 9 << 20]).await.refused(400);
    assert_eq!(large["code"], "body-too-large");
    assert_eq!(trail::length(&world).await, lines);
    assert!(!world.admin.get("/api/units/export?format=csv").await.text().contains("好厂"));
}

/// A program's token reaches what its owner reaches, and of that only what it was made for.
#[tokio::test]
async fn a_token_of_another_unit_opens_nothing() {
    let world = World::at(NOW).await;
    let shenyang = world.person(Role::CityOfficer, "shenyang").await;
    let dalian = world.person(Role::CityOfficer, "dalian").await;
    let id = text(&world.obligation(&shenyang, "shenyang", "weekly", "2021-W24").await["id"]);
    let own = text(&world.obligation(&dalian, "dalian", "weekly", "2021-W24").await["id"]);
    let wish = json!({ "name": "读取程序", "scopes": ["obligation.read"], "days": 30 });
    let made = dalian.post("/api/me/tokens", wish).await.ok();
    let secret = text(&made["secret"]);
    let program = Persona::with_token(world.app.router.clone(), &secret);
    let answers = json!({ "good_practice": "做法", "featured_projects": "示范线" });
    let body = json!({ "content": { "outcome": "done", "answers": answers }, "based_on": 0 });
    let lines = trail::length(&world).await;

    program.get(&format!("/api/obligations/{own}")).await.ok();
    program.post(&format!("/api/obligations/{own}/submissions"), body.clone()).await.forbidden();
    program.get(&format!("/api/obligations/{id}")).await.hidden();
    program.post(&format!("/api/obligations/{id}/submissions"), body).await.hidden();
    let list = program.get(&format!("/api/obligations?unit={}", world.unit("shenyang"))).await;
    assert!(!list.text().contains(&id), "{}", list.text());
    for forged in ["", "x", &secret[..secret.len() - 1], &format!("{secret}x"), &"a".repeat(10_000)] {
        let stranger = Persona::with_token(world.app.router.clone(), forged);
        stranger.get(&format!("/api/obligations/{own}")).await.refused(401);
    }
    assert_eq!(trail::length(&world).await, lines);
    let path = format!("/api/me/tokens/{}", text(&made["token"]["id"]));
    dalian.delete(&path).await.ok();
    program.get(&format!("/api/obligations/{own}")).await.refused(401);
}

async fn raw(who: &Persona, method: Method, path: &str, kind: &str, body: impl Into<Vec<u8>>) -> Answered {
    who.send_bytes(method, path, body.into(), &[("content-type", kind)]).await
}

/// What a broken body is answered: a status and perhaps a code.
type Told = (u16, Option<&'static str>);

/// A kind, a body, and the answers that are right. Nesting is met by the form or by the parser, whoever is first.
fn broken_bodies() -> Vec<(&'static str, Vec<u8>, Vec<Told>)> {
    let either: &[Told] = &[(400, Some("json-depth")), (422, None)];
    let (unread, unfit): (&[Told], &[Told]) = (&[(400, Some("json"))], &either[1..]);
    let large: &[Told] = &[(400, Some("body-too-large"))];
    let strange: &[Told] = &[(400, Some("content-type"))];
    let json = "application/json";
    let deep = |open: &str, close: &str| [open.repeat(200), close.repeat(200)].concat().into_bytes();
    let cases: [(&str, Vec<u8>, &[Told]); 17] = [
        (json, b"".to_vec(), unread),
        (json, b"{".to_vec(), unread),
        (json, b"{]".to_vec(), unread),
        (json, b"not json at all".to_vec(), unread),
        (json, b"\xff\xfe{}".to_vec(), unread),
        (json, deep("{\"a\":", "}"), either),
        (json, [&b"{\"name\":"[..], &deep("[", "]"), b"}"].concat(), either),
        (json, [&b"{\"surplus\":"[..], &deep("[", "]"), b"}"].concat(), either),
        (json, b"null".to_vec(), unfit),
        (json, b"[]".to_vec(), unfit),
        (json, b"\"text\"".to_vec(), unfit),
        (json, b"18446744073709551616".to_vec(), unfit),
        (json, b"{\"surplus\": 1}".to_vec(), unfit),
        (json, [&b"\""[..], &vec![b'x'; 3 << 20], b"\""].concat(), large),
        ("text/plain", b"{}".to_vec(), strange),
        ("multipart/form-data; boundary=x", b"--x--".to_vec(), strange),
        ("", b"{}".to_vec(), strange),
    ];
    cases.map(|(kind, body, told)| (kind, body, told.to_vec())).to_vec()
}

/// Every operation that takes JSON gets every broken body, from somebody who holds every post there is for it.
#[tokio::test]
async fn broken_bodies_are_answered_everywhere_and_change_nothing() {
    let world = World::at(NOW).await;
    let officer = world.person(Role::CityOfficer, "shenyang").await;
    let document = operations::document(&world.app);
    let lines = trail::length(&world).await;
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for operation in operations::all(&document).iter().filter(|operation| operation.takes_json()) {
        let path = operation.path.replace("{id}", NOBODY).replace("{campaign}", &world.campaign);
        let path = path.replace("{table}", "month-table");
        for (kind, body, told) in broken_bodies() {
            for who in [&world.admin, &officer] {
                let shown =
                    format!("{} {}", operation.id, String::from_utf8_lossy(&body[..body.len().min(30)]));
                let answer = raw(who, operation.method.clone(), &path, kind, body.clone()).await;
                let problem = answer.json();
                let named =
                    problem["type"].as_str().is_some_and(|urn| urn.starts_with("urn:anxing:problem:"));
                let expected = told.contains(&(answer.status.as_u16(), known_code(&problem)));
                // Somebody without the right may hear that first.
                if !named || !(expected || matches!(answer.status.as_u16(), 403 | 404)) {
                    wrong.push(format!("{shown} ({kind}): {} {}", answer.status, answer.text()));
                }
                tried += 1;
            }
        }
    }
    assert!(tried > 500, "only {tried} tries");
    assert!(wrong.is_empty(), "{} of {tried}: {:#?}", wrong.len(), &wrong[..wrong.len().min(40)]);
    assert_eq!(trail::length(&world).await, lines);
}

/// The code, if it is one of those that a broken body gets.
fn known_code(problem: &Value) -> Option<&'static str> {
    let code = problem["code"].as_str()?;
    Some(
        ["json", "json-depth", "body-too-large", "content-type"]
            .into_iter()
            .find(|known| *known == code)
            .unwrap_or("other"),
    )
}

/// A field that nobody knows is a mistake of the sender, not something to skip. Those that skip it may only shrink.
const SKIPS_UNKNOWN_FIELDS: [&str; 0] = [];

#[tokio::test]
async fn a_field_that_is_not_in_the_form_is_named() {
    let world = World::at(NOW).await;
    let document = operations::document(&world.app);
    let lines = trail::length(&world).await;
    let mut skips = Vec::new();
    for operation in operations::all(&document).into_iter().filter(|operation| operation.takes_json()) {
        let path = operation.path.replace("{id}", NOBODY).replace("{campaign}", NOBODY);
        let schema = &operation.described["requestBody"]["content"]["application/json"]["schema"];
        // In front, so that it is met before a sampled value that does not fit.
        let body = operations::sample(schema, &document, 0).to_string().replacen('{', "{\"surplus\":1,", 1);
        let body = body.replace(",}", "}");
        let answer = raw(&world.office, operation.method.clone(), &path, "application/json", body).await;
        if !(answer.status == 422 && answer.text().contains("surplus")) {
            skips.push(operation.id);
        }
    }
    assert_eq!(skips, SKIPS_UNKNOWN_FIELDS, "the list may only shrink");
    assert_eq!(trail::length(&world).await, lines);
}

#[tokio::test]
async fn an_id_that_is_none_names_nothing() {
    let world = World::at(NOW).await;
    let document = operations::document(&world.app);
    let lines = trail::length(&world).await;
    let strange =
        ["1", "x", "-", "..%2f..", "%00", "%F0%A0%AE%B7", "null", "' OR 1=1 --", &"a".repeat(5_000)]
            .map(|id| id.replace(' ', "%20").replace('\'', "%27"));
    for operation in operations::all(&document).iter().filter(|it| it.path.contains('{')) {
        for id in &strange {
            let mut path = operation.path.clone();
            for name in ["{id}", "{campaign}", "{table}", "{indicator}", "{format}", "{fingerprint}"] {
                path = path.replace(name, id);
            }
            let answer = operation.send(&world.office, &path, &document).await;
            let status = answer.status.as_u16();
            assert!(matches!(status, 400 | 403 | 404 | 422), "{} {id}: {}", operation.id, answer.text());
            answer.refused(status);
        }
    }
    assert_eq!(trail::length(&world).await, lines);
}

#[tokio::test]
async fn query_parameters_that_make_no_sense_are_refused() {
    let world = World::at(NOW).await;
    let unit = world.unit("liaoning");
    for path in [
        "/api/obligations?limit=many".to_owned(),
        "/api/obligations?limit=-1".to_owned(),
        "/api/obligations?campaign=x".to_owned(),
        "/api/obligations?state=sunny".to_owned(),
        "/api/activities?from=2021-02-30".to_owned(),
        "/api/units?surplus=1".to_owned(),
        "/api/people?limit=1000000".to_owned(),
        "/api/audit?after=x".to_owned(),
        format!("/api/board?campaign={}", world.campaign),
        format!("/api/board?campaign={}&unit={unit}&unit={unit}", world.campaign),
        format!("/api/campaigns/{}/tables/month-table?unit=x", world.campaign),
        format!("/api/campaigns/{}/tables/month-table?unit={unit}&basis=wishful", world.campaign),
    ] {
        let answer = world.office.get(&path).await;
        let status = answer.status.as_u16();
        assert!(matches!(status, 400 | 422 | 403), "{path}: {status} {}", answer.text());
        answer.refused(status);
    }
}

/// PostgreSQL keeps no NUL in a text; a request that carries one is the sender's fault, not ours.
#[tokio::test]
async fn a_nul_character_is_never_our_own_fault() {
    let world = World::at(NOW).await;
    let document = operations::document(&world.app);
    let officer = world.person(Role::CityOfficer, "shenyang").await;
    let (unit, campaign) = (world.unit("shenyang"), world.campaign.as_str());
    let mut wrong = Vec::new();
    for operation in operations::all(&document) {
        let path = operation.path.replace("{id}", unit).replace("{campaign}", campaign);
        let path = path.replace("{table}", "month%00table").replace("{fingerprint}", "%00");
        let path = path.replace("{indicator}", "%00").replace("{format}", "csv");
        let asked = operation.described["parameters"].as_array().into_iter().flatten();
        let asked = asked.filter(|it| !operation.path.contains(&format!("{{{}}}", text(&it["name"]))));
        let pairs: Vec<String> = asked
            .map(|it| match text(&it["name"]).as_str() {
                "campaign" => format!("campaign={campaign}"),
                "unit" => format!("unit={unit}"),
                name if it["schema"]["type"] == "string" || name == "q" => format!("{name}=a%00b"),
                _ => String::new(),
            })
            .filter(|pair| !pair.is_empty())
            .collect();
        // An answer that stays open has no end that could be waited for.
        let stays_open = operation.described["responses"]["200"]["content"]["text/event-stream"].is_object();
        if operation.id == "session_close" || stays_open {
            continue;
        }
        let schema = &operation.described["requestBody"]["content"]["application/json"]["schema"];
        let body = operations::sample(schema, &document, 0).to_string().replace("文字", "文\\u0000字");
        for who in [&world.office, &world.admin, &officer, &world.app.stranger()] {
            // One at a time, because the first parameter that is refused hides the others.
            for pair in pairs.iter().map(String::as_str).chain([""]) {
                for query in [format!("campaign={campaign}&unit={unit}&{pair}"), pair.to_owned()] {
                    let path = format!("{path}?{query}");
                    let answer =
                        raw(who, operation.method.clone(), &path, "application/json", body.as_str()).await;
                    if answer.status.as_u16() >= 500 {
                        wrong.push(format!("{} {path}: {}", operation.id, answer.status));
                    }
                }
            }
        }
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn addresses_and_methods_that_are_none_get_a_problem_too() {
    let world = World::at(NOW).await;
    for path in ["/api/", "/api/nothing", "/api/units/tree/x/y", "/api/obligations/x/y/z"] {
        world.office.get(path).await.refused(404);
        world.app.stranger().get(path).await.refused(404);
    }
    for path in ["/api/units/tree", "/api/me", "/api/audit", "/api/openapi.json", "/healthz", "/"] {
        let answer = world.office.patch(path, json!({})).await;
        assert!(answer.headers["allow"].to_str().unwrap().contains("GET"), "{path}: {:?}", answer.headers);
        assert_eq!(answer.refused(405)["type"], "urn:anxing:problem:method-not-allowed", "{path}");
    }
}
