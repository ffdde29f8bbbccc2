//! Work that nobody asks for: reconcilers that compare what should be with what is, and take no input.
//!
//! Nouns: a [`Job`] (a name, how often, and what it does), [`Reconcile`] (what it does), [`Jobs`] (all of them, with a
//! memory of how they ended).
//!
//! Invariants
//! * A job may run at any time, twice, or on several servers at once: a claim in the database lets one of them begin, and
//!   whoever dies in the middle is followed by the next run.
//! * A signal only makes a job run sooner. Trying again is the next run, later and later while it fails.
//! * How a job ended is kept and shown; one that fails again and again is in trouble and says so until it succeeds.
//!
//! Deliberately absent: queues, arguments, schedules by the clock of a wall.

mod list;
mod model;
mod policy;
mod run;
mod sooner;
mod store;

use std::{sync::Arc, time::Duration};

use axum::extract::FromRef;
use kernel::{Failure, TenantId};
use utoipa_axum::{router::OpenApiRouter, routes};
use web::{Slice, Web};

pub use crate::policy::RULES;
pub use store::migrations;

/// Brings something in line; answers how many things it changed.
#[async_trait::async_trait]
pub trait Reconcile: Send + Sync {
    /// # Errors
    /// Why it could not be brought in line, or what a person has to look at.
    async fn reconcile(&self) -> Result<u64, Failure>;
}

pub struct Job {
    /// Stable; it stands in the database.
    pub name: &'static str,
    /// For people.
    pub title: &'static str,
    pub every: Duration,
    pub work: Arc<dyn Reconcile>,
}

/// Every job of an installation.
pub struct Jobs {
    db: Arc<db::Db>,
    /// Jobs belong to no authority; the tables they keep their memory in are local to the database.
    home: TenantId,
    list: Vec<Job>,
    sooner: tokio::sync::Notify,
}

impl Jobs {
    #[must_use]
    pub fn new(db: Arc<db::Db>, home: TenantId, list: Vec<Job>) -> Self {
        Self { db, home, list, sooner: tokio::sync::Notify::new() }
    }
}

#[derive(Clone, FromRef)]
pub(crate) struct Desk {
    web: Web,
    jobs: Arc<Jobs>,
}

pub fn slice(web: Web, jobs: Arc<Jobs>) -> Slice {
    let routes = OpenApiRouter::new()
        .routes(routes!(list::job_list))
        .routes(routes!(sooner::job_run_sooner))
        .with_state(Desk { web, jobs });
    Slice { name: "jobs", routes, rules: RULES.to_vec() }
}
