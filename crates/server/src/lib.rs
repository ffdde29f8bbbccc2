//! The composition root: puts the slices together and answers the small questions that they ask one another.
//!
//! Nouns: [`Parts`] (what a running system is made from), [`Anxing`] (the running system).
//!
//! Invariants: one line per capability in each of the lists below; no rule of the trade; no state of its own.

mod answers;
mod assets;
mod document;
mod front;
mod health;
mod jobs;
pub mod lock;
mod patience;
pub mod serve;

use std::sync::Arc;

use axum::{Router, middleware};
use config::Settings;
use db::{Db, Migration};
use facts::{Listeners, RunningPlans};
use kernel::{Clock, Failure, IdSource};
use policy::{Policy, Rule};
use sea_orm::DatabaseConnection;
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};
use utoipa::OpenApi as _;
use utoipa_axum::router::OpenApiRouter;
use web::{Slice, Web};

/// What a running system is made from.
pub struct Parts {
    /// Migrated by the caller.
    pub pool: DatabaseConnection,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn IdSource>,
    pub settings: Settings,
    /// Opened by the caller, so that a folder that cannot be used is noticed before the server listens.
    pub storage: files::Storage,
    /// By which deadlines in work days are counted.
    pub calendar: Arc<plan::CalendarFile>,
    /// The key of the second factors, which is never in the database.
    pub seal: Arc<org::Seal>,
}

/// The running system.
pub struct Anxing {
    pub router: Router,
    pub document: utoipa::openapi::OpenApi,
    pub db: Arc<Db>,
    /// Run by whoever serves; a story runs what is due when it likes.
    pub jobs: Arc<::jobs::Jobs>,
}

/// Every migration, foundations first.
#[must_use]
pub fn migrations() -> Vec<Migration> {
    [
        audit::migrations(),
        web::migrations(),
        org::migrations(),
        files::migrations(),
        facts::migrations(),
        campaign::migrations(),
        obligation::migrations(),
        activity::migrations(),
        exposure::migrations(),
        statistics::migrations(),
        ::jobs::migrations(),
    ]
    .concat()
}

/// The whole rights table.
#[must_use]
pub fn policy() -> Policy {
    let rules: [&[Rule]; 8] = [
        org::RULES,
        files::RULES,
        campaign::RULES,
        obligation::RULES,
        activity::RULES,
        exposure::RULES,
        statistics::RULES,
        ::jobs::RULES,
    ];
    Policy::new(rules.concat())
}

/// Puts everything together.
///
/// # Errors
/// [`Failure::Internal`] when a part cannot be made on this machine.
pub fn assemble(parts: Parts) -> Result<Anxing, Failure> {
    let Parts { pool, clock, ids, settings, storage, calendar, seal } = parts;
    let db = Arc::new(Db::new(pool, Arc::clone(&clock), ids, Arc::new(audit::Chain)));
    let policy = Arc::new(policy());
    let authenticate = Arc::new(org::OrgAuthenticate::new(Arc::clone(&db), &settings));
    let web = Web { db: Arc::clone(&db), policy, authenticate };

    let campaigns = Arc::new(campaign::Campaigns::new(calendar));
    let plans: Arc<dyn RunningPlans> = Arc::<campaign::Campaigns>::clone(&campaigns);
    db.finish_with(vec![Arc::new(statistics::MovedUnits::new(Arc::clone(&plans)))]);
    let listeners =
        Listeners::new(Arc::clone(&plans), vec![obligation::listener(), Arc::new(statistics::Tallies)]);
    let followers =
        campaign::Followers(Arc::new(vec![Arc::new(answers::Obligations), Arc::new(answers::Statistics)]));
    let vocabularies = campaign::Vocabularies(Arc::new(answers::vocabulary));
    let limits = answers::file_limits(&settings.uploads);

    let jobs = Arc::new(jobs::all(&db, Arc::clone(&plans), storage.clone()));
    let slices = [
        org::slice(web.clone(), &settings, seal),
        files::slice(web.clone(), storage, Arc::new(answers::Places), limits),
        campaign::slice(web.clone(), Arc::clone(&campaigns), vocabularies, followers),
        obligation::slice(web.clone(), Arc::clone(&plans), Arc::new(answers::Tables)),
        activity::slice(web.clone(), Arc::clone(&plans), listeners.clone()),
        exposure::slice(web.clone(), Arc::clone(&plans), listeners),
        statistics::slice(web.clone(), Arc::clone(&plans)),
        ::jobs::slice(web.clone(), Arc::clone(&jobs)),
        search::slice(web, answers::sources(&plans)),
    ];
    let (api, document) = join(slices);
    let notices = Arc::new(answers::Notices { db: Arc::clone(&db), plans });
    let limits = web::Limits::new(&settings)?;
    let mut router = outside(api, &document, portal::routes(notices, clock), &db, limits)?;
    if settings.http.cookie_secure {
        router = router.layer(middleware::from_fn(web::only_over_tls));
    }
    Ok(Anxing { router, document, db, jobs })
}

/// The API of all slices and its description.
fn join(slices: impl IntoIterator<Item = Slice>) -> (Router, utoipa::openapi::OpenApi) {
    let mut all = OpenApiRouter::with_openapi(document::Document::openapi());
    for slice in slices {
        all = all.merge(slice.routes);
    }
    let (router, description) = all.split_for_parts();
    (router, document::complete(description))
}

/// Everything around the API: pages, health, layers.
fn outside(
    api: Router,
    description: &utoipa::openapi::OpenApi,
    pages: Router,
    db: &Arc<Db>,
    limits: Arc<web::Limits>,
) -> Result<Router, Failure> {
    let json = description.to_pretty_json().map_err(Failure::internal)?;
    let meter = health::Meter::new();
    let app = Router::new()
        .merge(api)
        .merge(document::route(json))
        .merge(assets::routes())
        .merge(pages)
        .fallback(document::unknown)
        .layer(middleware::from_fn(web::same_origin))
        .layer(middleware::from_fn_with_state(limits, web::limited));
    Ok(health::counted(app, meter.clone())
        .merge(health::routes(Arc::clone(db), migrations(), meter))
        .method_not_allowed_fallback(web::method_not_allowed)
        .layer(middleware::from_fn(portal::in_words))
        .layer(middleware::from_fn(web::security_headers))
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::custom(document::panicked)))
}

impl Anxing {
    /// A new one-time set-up link, or nothing when somebody can already log in.
    pub async fn set_up_token(&self) -> Result<Option<String>, Failure> {
        org::setup::issue_link(&self.db).await
    }
}

pub use answers::work_calendar;
pub use org::Seal;

/// The OpenAPI document as it is committed. It comes from the very routes that serve, put together over a database
/// that nobody is connected to.
///
/// # Errors
/// [`Failure::Internal`] when the document cannot be made.
pub async fn document_json() -> Result<String, Failure> {
    let folder = std::env::temp_dir().join("anxing-openapi");
    let parts = Parts {
        pool: DatabaseConnection::default(),
        clock: Arc::new(kernel::SystemClock),
        ids: Arc::new(kernel::SeededIds::new(0)),
        settings: Settings::default(),
        storage: files::Storage::open(folder).await.map_err(Failure::internal)?,
        calendar: Arc::new(work_calendar()?),
        seal: Arc::new(org::Seal::passing()?),
    };
    let document = assemble(parts)?.document;
    Ok(document.to_pretty_json().map_err(Failure::internal)? + "\n")
}
