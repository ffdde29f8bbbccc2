//! What the jobs are, when they ran and how they ended.

use std::collections::BTreeMap;

use axum::{Json, extract::State};
use kernel::{Failure, Instant};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, Ask};

use crate::{Desk, model::TROUBLE_AFTER, policy::Read, store};

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct JobView {
    pub name: String,
    pub title: String,
    pub every_s: u64,
    pub state: JobState,
    /// Nothing before the first run.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub due_at: Option<Instant>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub began_at: Option<Instant>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub ended_at: Option<Instant>,
    /// What the last run brought in line.
    pub changed: i64,
    /// In a row.
    pub failures: i64,
    /// Why the last run failed.
    pub trouble: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    NeverRan,
    Fine,
    /// The last run failed and is tried again.
    Retrying,
    /// It failed again and again: somebody has to look at it.
    InTrouble,
}

/// Every job
#[utoipa::path(get, path = "/api/jobs", operation_id = "job_list", tag = "jobs",
    responses((status = 200, body = [JobView])))]
pub(crate) async fn job_list(ask: Ask, State(desk): State<Desk>) -> Answer<Vec<JobView>> {
    ask.authorize_everywhere::<Read>()?;
    let mut rows: BTreeMap<String, store::job::Model> =
        store::all(&ask.read()).await?.into_iter().map(|row| (row.name.clone(), row)).collect();
    let views = desk.jobs.list.iter().map(|job| {
        let row = rows.remove(job.name);
        let failures = row.as_ref().map_or(0, |row| row.failures);
        let state = match &row {
            None => JobState::NeverRan,
            Some(row) if row.ended_at.is_none() => JobState::NeverRan,
            Some(_) if failures == 0 => JobState::Fine,
            Some(_) if failures < TROUBLE_AFTER => JobState::Retrying,
            Some(_) => JobState::InTrouble,
        };
        JobView {
            name: job.name.to_owned(),
            title: job.title.to_owned(),
            every_s: job.every.as_secs(),
            state,
            due_at: row.as_ref().map(|row| row.due_at),
            began_at: row.as_ref().and_then(|row| row.began_at),
            ended_at: row.as_ref().and_then(|row| row.ended_at),
            changed: row.as_ref().map_or(0, |row| row.changed),
            failures,
            trouble: row.and_then(|row| row.trouble),
        }
    });
    let views: Vec<JobView> = views.collect();
    Ok(Json(views))
}

/// The name of a job that there is.
pub(crate) fn known<'a>(desk: &'a Desk, name: &str) -> Result<&'a crate::Job, Failure> {
    desk.jobs.list.iter().find(|job| job.name == name).ok_or(Failure::Hidden)
}
