//! A small authority with two tenants, a real database and a real folder, behind the real router.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use db::{Db, Engine, Options, scratch::Scratch};
use files::{Limits, Places, Storage};
use futures_util::StreamExt;
use http_body_util::BodyExt;
use kernel::{Failure, Id, IdSource, Instant, RandomIds, SystemClock, TenantId, TravelClock, UnitId};
use policy::{Actor, HeldPost, Policy, Role, Standing};
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt;
use web::{Authenticate, Credential, Web};

pub const HOME: TenantId = TenantId(1);
pub const ABROAD: TenantId = TenantId(2);

pub struct House {
    router: Router,
    web: Web,
    pub storage: Storage,
    pub db: Arc<Db>,
    pub clock: Arc<TravelClock>,
    pub province: UnitId,
    pub shenyang: UnitId,
    pub plant: UnitId,
    pub dalian: UnitId,
    folder: TempDir,
}

/// Documents 1 MiB, pictures 64 KiB, videos 2 GiB; three uploads of an hour and 3 GiB are on their way at most.
const LIMITS: Limits = Limits {
    document_bytes: 1 << 20,
    pictures_bytes: 64 << 10,
    video_bytes: 2 << 30,
    unfinished_for: Duration::from_secs(3600),
    unfinished_max: 3,
    unfinished_bytes_max: 3 << 30,
};

pub struct Answered {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

struct Tokens(BTreeMap<&'static str, Actor>);

#[async_trait::async_trait]
impl Authenticate for Tokens {
    async fn identify(&self, credential: Credential) -> Result<Option<Actor>, Failure> {
        let Credential::Token(token) = credential else { return Ok(None) };
        Ok(self.0.get(token.as_str()).cloned())
    }

    async fn still(&self, credential: Credential) -> Result<Option<Actor>, Failure> {
        self.identify(credential).await
    }
}

/// Both tenants happen to have units with the same ids, which is the worst case.
struct Tree(BTreeMap<UnitId, Vec<UnitId>>);

fn tree() -> Tree {
    let [province, shenyang, plant, dalian] = [1, 2, 3, 4].map(id);
    Tree(BTreeMap::from([
        (province, vec![]),
        (shenyang, vec![province]),
        (plant, vec![shenyang, province]),
        (dalian, vec![province]),
    ]))
}

#[async_trait::async_trait]
impl Places for Tree {
    async fn standing(&self, _: &db::Read, unit: UnitId) -> Result<Standing, Failure> {
        let above = self.0.get(&unit).cloned().ok_or(Failure::Hidden)?;
        Ok(Standing { unit, above })
    }
}

fn id<T>(number: u128) -> Id<T> {
    format!("00000000-0000-7000-8000-{number:012}").parse().unwrap()
}

fn actor(number: u128, tenant: TenantId, posts: &[(Role, UnitId)]) -> Actor {
    let held = |(index, (role, unit)): (usize, &(Role, UnitId))| HeldPost {
        post: id(number * 100 + index as u128),
        role: *role,
        unit: *unit,
        stands_in_for: None,
    };
    let (name, posts) = (number.to_string(), posts.iter().enumerate().map(held).collect());
    Actor { tenant, person: id(number), name, posts, only: None }
}

impl House {
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let options = database(folder.path()).await;
        let clock = Arc::new(TravelClock::at("2021-06-16T10:00:00+08:00".parse::<Instant>().unwrap()));
        let pool = db::open(&options).await.unwrap();
        let db = Db::new(pool, clock.clone(), Arc::new(RandomIds::default()), Arc::new(audit::Chain));
        let db = Arc::new(db);
        let [province, shenyang, plant, dalian] = [1, 2, 3, 4].map(id);
        let actors = BTreeMap::from([
            ("office", actor(11, HOME, &[(Role::Office, province)])),
            ("leader", actor(12, HOME, &[(Role::LeadingGroup, province)])),
            ("officer", actor(13, HOME, &[(Role::CityOfficer, shenyang)])),
            ("reviewer", actor(14, HOME, &[(Role::CityReviewer, shenyang)])),
            ("manager", actor(15, HOME, &[(Role::SafetyManager, plant)])),
            ("neighbour", actor(16, HOME, &[(Role::CityOfficer, dalian)])),
            ("expert", actor(17, HOME, &[(Role::Expert, shenyang)])),
            ("admin", actor(18, HOME, &[(Role::SystemAdmin, province)])),
            ("nobody", actor(19, HOME, &[])),
            ("stranger", actor(20, ABROAD, &[(Role::Office, province), (Role::CityOfficer, shenyang)])),
        ]);
        let web = Web {
            db: Arc::clone(&db),
            policy: Arc::new(Policy::new(files::RULES.iter().copied())),
            authenticate: Arc::new(Tokens(actors)),
        };
        let storage = Storage::open(folder.path().join("files")).await.unwrap();
        let router = router(&web, &storage);
        Self { router, web, storage, db, clock, province, shenyang, plant, dalian, folder }
    }

    /// A second server on the same data.
    pub async fn another(&self) -> Router {
        router(&self.web, &Storage::open(self.folder.path().join("files")).await.unwrap())
    }

    pub async fn send(&self, who: &str, request: axum::http::request::Builder, body: Body) -> Answered {
        Self::send_to(&self.router, who, request, body).await
    }

    pub async fn send_to(
        router: &Router,
        who: &str,
        request: axum::http::request::Builder,
        body: Body,
    ) -> Answered {
        let request = match who {
            "" => request,
            token => request.header(header::AUTHORIZATION, format!("Bearer {token}")),
        };
        let response = router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes().to_vec();
        Answered { status: parts.status, headers: parts.headers, bytes }
    }

    pub async fn upload(
        &self,
        who: &str,
        unit: UnitId,
        kind: &str,
        name: &str,
        body: impl Into<Body>,
    ) -> Answered {
        self.send(who, Self::posting(unit, kind, name), body.into()).await
    }

    pub fn posting(unit: UnitId, kind: &str, name: &str) -> axum::http::request::Builder {
        let name: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let path = format!("/api/files?unit={unit}&kind={kind}&name={name}");
        Request::builder().method(Method::POST).uri(path)
    }

    pub async fn get(&self, who: &str, path: &str, headers: &[(&str, &str)]) -> Answered {
        let mut request = Request::builder().uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(who, request, Body::empty()).await
    }

    /// Reads a file to its end without keeping it, and answers its length.
    pub async fn drain(&self, who: &str, path: &str) -> i64 {
        let request = Request::builder().uri(path).header(header::AUTHORIZATION, format!("Bearer {who}"));
        let response = self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let mut stream = response.into_body().into_data_stream();
        let mut length = 0;
        while let Some(part) = stream.next().await {
            length += part.unwrap().len() as i64;
        }
        length
    }

    /// The objects that are kept, by their path under `sha256`.
    pub fn objects(&self) -> Vec<PathBuf> {
        let folders = std::fs::read_dir(self.folder.path().join("files/sha256")).unwrap();
        let mut found: Vec<PathBuf> = folders
            .flat_map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap())
            .map(|object| object.unwrap().path())
            .collect();
        found.sort();
        found
    }

    /// How many files are on their way in.
    pub fn staged(&self) -> usize {
        let parts = |folder: PathBuf| {
            let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
            entries.filter(|path| path.extension().is_some_and(|ending| ending == "part")).count()
        };
        let entries = std::fs::read_dir(self.folder.path().join("files/tmp")).unwrap();
        entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).map(parts).sum()
    }

    /// What has arrived of uploads that are continued: the length of each part.
    pub fn parts(&self) -> Vec<u64> {
        let entries = std::fs::read_dir(self.folder.path().join("files/parts")).unwrap();
        entries.map(|entry| entry.unwrap().metadata().unwrap().len()).collect()
    }

    /// Where this content is kept, or would be.
    pub fn object(&self, sha256: &str) -> PathBuf {
        let (shelf, rest) = sha256.split_at(2);
        self.folder.path().join("files/sha256").join(shelf).join(rest)
    }

    /// Where small versions of pictures are kept.
    pub fn previews(&self) -> PathBuf {
        self.folder.path().join("files/previews")
    }

    pub fn part(&self, id: &str) -> PathBuf {
        self.folder.path().join(format!("files/parts/{id}.part"))
    }

    /// The acts of the trail, oldest first; it verifies.
    pub async fn trail(&self) -> Vec<String> {
        let read = self.db.read(HOME);
        let report = audit::verify(&read, None).await.unwrap();
        // Nobody has set this house up, so nothing may have been written yet.
        let found = report.findings.iter().filter(|found| **found != audit::Finding::Emptied);
        assert_eq!(found.collect::<Vec<_>>(), Vec::<&audit::Finding>::new());
        let lines = audit::list(&read, &audit::Filter::default(), 100).await.unwrap();
        lines.into_iter().rev().map(|line| line.action).collect()
    }
}

fn router(web: &Web, storage: &Storage) -> Router {
    let slice = files::slice(web.clone(), storage.clone(), Arc::new(tree()), LIMITS);
    slice.routes.split_for_parts().0
}

impl Answered {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or(Value::Null)
    }

    #[track_caller]
    pub fn ok(&self) -> Value {
        assert!(self.status.is_success(), "{} {}", self.status, String::from_utf8_lossy(&self.bytes));
        self.json()
    }

    /// The status and the code (or the code of the first field) of a problem.
    #[track_caller]
    pub fn problem(&self) -> (u16, String) {
        let kind = self.headers.get(header::CONTENT_TYPE).unwrap();
        assert_eq!(kind, "application/problem+json", "{}", String::from_utf8_lossy(&self.bytes));
        let body = self.json();
        let code = body["code"].as_str().or_else(|| body["errors"][0]["code"].as_str()).unwrap_or_default();
        (self.status.as_u16(), code.to_owned())
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

async fn database(folder: &Path) -> Options {
    let mut steps = audit::migrations();
    steps.extend(web::migrations());
    steps.extend(files::migrations());
    let scratch = match std::env::var("ANXING_TEST_ENGINE").as_deref() {
        Ok("postgres") => Scratch::Postgres { server: std::env::var("ANXING_TEST_POSTGRES_URL").unwrap() },
        _ => Scratch::Sqlite {
            templates: PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/testkit"),
        },
    };
    let unique = RandomIds::default().next_uuid(kernel::Clock::now(&SystemClock));
    let name = format!("anxing_files_{}", unique.simple());
    let options = scratch.database(&steps, folder, &name, &SystemClock).await.unwrap();
    assert!(matches!(options.engine, Engine::Sqlite(_) | Engine::Postgres(_)));
    options
}
