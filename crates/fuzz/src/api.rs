//! The real router: bodies for every operation that takes JSON, and headers for every path.

use std::sync::OnceLock;

use axum::{
    Router,
    body::Body,
    http::{HeaderName, HeaderValue, Method, Request, Response, StatusCode, header},
};
use http_body_util::BodyExt as _;
use serde_json::Value;
use testkit::{Persona, Role, World};
use tokio::runtime::Runtime;
use tower::ServiceExt as _;

/// A province with people, made once for a process.
struct House {
    runtime: Runtime,
    people: Vec<(&'static str, Persona)>,
    router: Router,
    /// Identifier, method and path of every operation.
    operations: Vec<(String, Method, String)>,
    unit: String,
    world: World,
}

fn house() -> &'static House {
    static HOUSE: OnceLock<House> = OnceLock::new();
    HOUSE.get_or_init(|| {
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime starts");
        let (world, officer) = runtime.block_on(async {
            let world = World::at("2021-06-16T10:00:00+08:00").await;
            let officer = world.person(Role::CityOfficer, "shenyang").await;
            (world, officer)
        });
        let router = world.app.router.clone();
        let document = serde_json::to_value(&world.app.document).expect("a document is JSON");
        let unit = world.unit("shenyang").to_owned();
        let stranger = world.app.stranger();
        let people = vec![("officer", officer), ("stranger", stranger)];
        House { runtime, people, router, operations: operations(&document), unit, world }
    })
}

fn operations(document: &Value) -> Vec<(String, Method, String)> {
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().expect("the document has paths") {
        for (method, described) in item.as_object().expect("a path has methods") {
            let id = described["operationId"].as_str().unwrap_or_default().to_owned();
            if let Ok(method) = method.to_uppercase().parse() {
                found.push((id, method, path.clone()));
            }
        }
    }
    found
}

impl House {
    fn persona(&self, name: &str) -> &Persona {
        match name {
            "admin" => &self.world.admin,
            "office" => &self.world.office,
            _ => self.people.iter().find(|(known, _)| *known == name).map_or(&self.people[0].1, |(_, it)| it),
        }
    }

    fn path(&self, template: &str) -> String {
        let path = template.replace("{campaign}", &self.world.campaign).replace("{table}", "month-table");
        let id = if template.starts_with("/api/campaigns/") { &self.world.campaign } else { &self.unit };
        path.replace("{id}", id).replace("{format}", "csv").replace("{indicator}", "typical-cases")
    }
}

/// First line: who, and the operation. Everything after it is the body. Logging out is left out, or nobody would be
/// logged in for the next input.
pub(crate) fn json(bytes: &[u8]) {
    let line_ends = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let (line, body) = bytes.split_at(line_ends);
    let line = String::from_utf8_lossy(line);
    let mut words = line.split_whitespace();
    let (who, wanted) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let house = house();
    let Some((id, method, path)) = house.operations.iter().find(|(id, ..)| id == wanted) else { return };
    if id.starts_with("session_")
        || id.starts_with("password_")
        || id.contains("second_factor")
        || *method == Method::GET
    {
        return;
    }
    let body = body.strip_prefix(b"\n").unwrap_or(body).to_vec();
    let headers = [("content-type", "application/json")];
    let path = house.path(path);
    let answer = house.persona(who).send_bytes(method.clone(), &path, body, &headers);
    let answer = house.runtime.block_on(answer);
    judge(answer.status, answer.headers.get(header::CONTENT_TYPE), &answer.bytes, id);
}

/// First line: method and path. Every further line is a header.
pub(crate) fn headers(bytes: &[u8]) {
    let mut lines = bytes.split(|byte| *byte == b'\n');
    let first = String::from_utf8_lossy(lines.next().unwrap_or_default()).into_owned();
    let Some((method, path)) = first.trim().split_once(' ') else { return };
    let house = house();
    let path = path.replace("{unit}", &house.unit).replace("{campaign}", &house.world.campaign);
    let Ok(method) = method.parse::<Method>() else { return };
    let mut request = Request::builder().method(method).uri(path);
    for line in lines {
        let Some(colon) = line.iter().position(|byte| *byte == b':') else { continue };
        let (Ok(name), Ok(value)) =
            (HeaderName::from_bytes(&line[..colon]), HeaderValue::from_bytes(line[colon + 1..].trim_ascii()))
        else {
            continue;
        };
        request = request.header(name, value);
    }
    let Ok(request) = request.body(Body::from("{}")) else { return };
    house.runtime.block_on(async {
        let answer: Response<Body> = house.router.clone().oneshot(request).await.expect("the router answers");
        let (parts, body) = answer.into_parts();
        let bytes = body.collect().await.expect("an answer has an end").to_bytes();
        // Pages and pictures have other kinds than the API.
        let api = first.contains(" /api/");
        // What was asked to be packed is not looked into.
        let packed = parts.headers.get(header::CONTENT_ENCODING).is_some_and(|it| it != "identity");
        if api && !packed && parts.status != StatusCode::RANGE_NOT_SATISFIABLE {
            judge(parts.status, parts.headers.get(header::CONTENT_TYPE), &bytes, &first);
        } else {
            // The tests also run before the console is built; then its pages say so, and say how.
            let unbuilt = parts.status == StatusCode::SERVICE_UNAVAILABLE && first.contains(" /console");
            assert!(parts.status.as_u16() < 500 || unbuilt, "{first}: {}", parts.status);
        }
    });
}

/// Nothing is our own fault, and a refusal has the one form that refusals have.
fn judge(status: StatusCode, kind: Option<&HeaderValue>, bytes: &[u8], what: &str) {
    let said = String::from_utf8_lossy(bytes);
    assert!(status.as_u16() < 500, "{what}: {status} {said}");
    if status.is_client_error() && !bytes.is_empty() {
        assert!(
            kind.is_some_and(|kind| kind == "application/problem+json"),
            "{what}: {status} {kind:?} {said}"
        );
        let problem: Value =
            serde_json::from_slice(bytes).unwrap_or_else(|error| panic!("{what}: {error} in {said}"));
        assert!(
            problem["type"].as_str().is_some_and(|urn| urn.starts_with("urn:anxing:problem:")),
            "{what}: {said}"
        );
        assert_eq!(problem["status"], status.as_u16(), "{what}: {said}");
    }
}
