//! One running system with a database of its own and a clock that stands still until it is moved.

use std::sync::Arc;

use axum::Router;
use db::Db;
use kernel::{Clock, IdSource, Instant, RandomIds, SeededIds, TravelClock};
use server::{Anxing, Parts};

use crate::{Persona, ScratchDatabase};

/// The real router over a scratch database.
pub struct TestApp {
    pub router: Router,
    pub db: Arc<Db>,
    pub document: utoipa::openapi::OpenApi,
    /// Nobody runs them but the story.
    pub jobs: Arc<jobs::Jobs>,
    clock: Arc<TravelClock>,
    settings: config::Settings,
    set_up_token: Option<String>,
    /// Dropped last: the folder goes away with it.
    scratch: ScratchDatabase,
}

impl TestApp {
    /// An installation that nobody has set up yet, at this instant.
    pub async fn at(now: &str) -> Self {
        Self::with(now, settings()).await
    }

    /// As [`TestApp::at`], with settings of its own.
    pub async fn with(now: &str, settings: config::Settings) -> Self {
        let clock = Arc::new(TravelClock::at(now.parse().unwrap()));
        let scratch = ScratchDatabase::new(&server::migrations()).await;
        let (anxing, set_up_token) = start(&scratch, &clock, &settings, seeded()).await;
        let Anxing { router, document, db, jobs } = anxing;
        Self { router, db, document, jobs, clock, settings, set_up_token, scratch }
    }

    /// The same in which people stay logged in for a year: a rehearsal is about figures, and each login is a hash.
    pub async fn without_logouts(now: &str) -> Self {
        let mut settings = settings();
        (settings.login.idle_minutes, settings.login.session_hours) = (600_000, 10_000);
        Self::with(now, settings).await
    }

    /// Stops and starts again on the same data.
    pub async fn restart(&mut self) {
        let (anxing, _) = start(&self.scratch, &self.clock, &self.settings, seeded()).await;
        let Anxing { router, document, db, jobs } = anxing;
        (self.router, self.document, self.db, self.jobs) = (router, document, db, jobs);
    }

    /// A second server on the same data, as a rolling restart has it for a while. Only on PostgreSQL: SQLite has one.
    pub async fn another(&self) -> Router {
        // Ids of its own: two servers that count from the same seed would give the same ones.
        let ids = Arc::new(RandomIds::default());
        start(&self.scratch, &self.clock, &self.settings, ids).await.0.router
    }

    /// The token of the one-time set-up link.
    #[must_use]
    pub fn set_up_token(&self) -> &str {
        self.set_up_token.as_deref().expect("an installation without people has a set-up link")
    }

    /// Where objects of files are kept.
    #[must_use]
    pub fn files(&self) -> std::path::PathBuf {
        self.scratch.folder.path().join("files")
    }

    #[must_use]
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    #[must_use]
    pub fn clock(&self) -> Arc<TravelClock> {
        Arc::clone(&self.clock)
    }

    pub fn travel_to(&self, now: &str) {
        self.clock.travel_to(now.parse().unwrap());
    }

    /// The folder of this installation, with `files` and (on SQLite) the database in it.
    #[must_use]
    pub fn folder(&self) -> &std::path::Path {
        self.scratch.folder.path()
    }

    /// The address of its database, or nothing when that is in the folder.
    #[must_use]
    pub fn database_url(&self) -> Option<&str> {
        match &self.scratch.options.engine {
            db::Engine::Sqlite(_) => None,
            db::Engine::Postgres(url) => Some(url),
        }
    }

    #[must_use]
    pub fn stranger(&self) -> Persona {
        Persona::stranger(self.router.clone())
    }
}

fn seeded() -> Arc<dyn IdSource> {
    Arc::new(SeededIds::new(2021))
}

/// The defaults, without second factors: a story that is not about them has no telephone.
pub fn settings() -> config::Settings {
    let mut settings = config::Settings::default();
    settings.login.second_factor = config::SecondFactor::Off;
    settings
}

async fn start(
    scratch: &ScratchDatabase,
    clock: &Arc<TravelClock>,
    settings: &config::Settings,
    ids: Arc<dyn IdSource>,
) -> (Anxing, Option<String>) {
    let parts = Parts {
        pool: db::open(&scratch.options).await.unwrap(),
        clock: Arc::<TravelClock>::clone(clock),
        ids,
        settings: settings.clone(),
        storage: files::Storage::open(scratch.folder.path().join("files")).await.unwrap(),
        calendar: Arc::new(server::work_calendar().unwrap()),
        // The same in every start and in a second server, as a key file is.
        seal: Arc::new(server::Seal::from_key([21; 32])),
    };
    let anxing = server::assemble(parts).unwrap();
    let token = anxing.set_up_token().await.unwrap();
    (anxing, token)
}
