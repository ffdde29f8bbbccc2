//! Make a job run sooner. It runs as it would have later: a signal carries nothing.

use axum::{Json, extract::State};
use kernel::Failure;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use web::{Answer, Ask, Segment};

use crate::{Desk, list::known, policy::RunSooner, store};

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct JobDue {
    pub name: String,
}

/// Makes the job due now
#[utoipa::path(post, path = "/api/jobs/{name}/run", operation_id = "job_run_sooner", tag = "jobs",
    params(("name" = String, Path)), responses((status = 200, body = JobDue)))]
pub(crate) async fn job_run_sooner(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(name): Segment<String>,
) -> Answer<JobDue> {
    ask.authorize_everywhere::<RunSooner>()?;
    let name = known(&desk, &name)?.name;
    let ask = &ask;
    let due = ask
        .write(|w| async move {
            if !store::make_due(&w, name).await? {
                return Err(Failure::refused("job-never-ran", "该任务尚未运行过，启动后会自动运行，请稍候"));
            }
            let entry = ask.entry(<RunSooner as ::policy::Act>::KEY);
            w.audit(entry.with(json!({ "job": name })));
            Ok(JobDue { name: name.to_owned() })
        })
        .await?;
    desk.jobs.sooner.notify_one();
    Ok(Json(due))
}
