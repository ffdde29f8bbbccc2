//! Keep a plan file, list the kept ones, read one again.

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use db::Reader;
use kernel::{Failure, FieldProblem, Instant, OrHidden};
use plan::Problem;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use web::{Answer, Ask, Body, Segment};

use crate::{
    Desk,
    check::{PlanText, examined},
    policy::{Keep, Read},
    store,
};

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PlanFileView {
    pub fingerprint: String,
    pub plan_key: String,
    pub title: String,
    #[schema(value_type = String, format = DateTime)]
    pub kept_at: Instant,
    /// Who kept it; told to those who keep files themselves.
    pub kept_by: Option<String>,
}

/// The files with the names of those who kept them, where the asker is one of those.
async fn views(
    reader: &impl Reader,
    ask: &Ask,
    files: Vec<store::plan_file::Model>,
) -> Result<Vec<PlanFileView>, Failure> {
    let names = match ask.authorize_everywhere::<Keep>() {
        Ok(_) => org::people::labels(reader, files.iter().map(|file| file.kept_by)).await?,
        Err(_) => BTreeMap::new(),
    };
    let view = |file: store::plan_file::Model| {
        let kept_by = names.get(&file.kept_by).cloned();
        let store::plan_file::Model {
            tenant_id: _,
            fingerprint,
            plan_key,
            title,
            content: _,
            kept_at,
            kept_by: _,
        } = file;
        PlanFileView { fingerprint, plan_key, title, kept_at, kept_by }
    };
    Ok(files.into_iter().map(view).collect())
}

/// The kept plan files, the newest first
#[utoipa::path(get, path = "/api/plans", operation_id = "campaign_plans", tag = "campaign",
    responses((status = 200, body = [PlanFileView])))]
pub(crate) async fn plan_list(ask: Ask) -> Answer<Vec<PlanFileView>> {
    ask.authorize_everywhere::<Read>()?;
    let read = ask.read();
    let files = store::files(&read).await?;
    Ok(Json(views(&read, &ask, files).await?))
}

/// Keeps a plan file that has no errors; keeping the same text again changes nothing
#[utoipa::path(post, path = "/api/plans", operation_id = "campaign_plan_keep", tag = "campaign",
    request_body = PlanText, responses((status = 200, body = PlanFileView)))]
pub(crate) async fn plan_keep(
    ask: Ask,
    State(desk): State<Desk>,
    Body(body): Body<PlanText>,
) -> Answer<PlanFileView> {
    let granted = ask.authorize_everywhere::<Keep>()?;
    let (plan, problems) = examined(&body.text, &desk.vocabularies)?;
    let errors: Vec<FieldProblem> = problems.iter().filter(|problem| problem.is_error()).map(field).collect();
    Failure::unless_empty(errors)?;
    let plan = plan.or_hidden()?;
    let (ask, plan, text) = (&ask, &plan, body.text.as_str());
    let kept = ask
        .write(|w| async move {
            let kept = store::keep_file(&w, &granted, plan, text).await?;
            let entry = ask.entry(<Keep as ::policy::Act>::KEY).on("plan", &kept.fingerprint);
            w.audit(entry.with(json!({ "plan_key": kept.plan_key })));
            views(&w, ask, vec![kept]).await?.pop().or_hidden()
        })
        .await?;
    Ok(Json(kept))
}

fn field(problem: &Problem) -> FieldProblem {
    let message =
        format!("第 {} 行第 {} 列：{}。{}", problem.line, problem.column, problem.message, problem.advice);
    FieldProblem::new("/text", problem.code.to_string(), message)
}

/// The text of a kept plan file
#[utoipa::path(get, path = "/api/plans/{fingerprint}/text", operation_id = "campaign_plan_text", tag = "campaign",
    params(("fingerprint" = String, Path)), responses((status = 200, body = serde_json::Value, content_type = "application/yaml")))]
pub(crate) async fn plan_text(
    ask: Ask,
    Segment(fingerprint): Segment<String>,
) -> Result<Response, web::Problem> {
    ask.authorize_everywhere::<Read>()?;
    let file = store::find_file(&ask.read(), &fingerprint).await?.or_hidden()?;
    let name = format!("attachment; filename=\"{}.yaml\"", file.plan_key);
    let headers = [
        (header::CONTENT_TYPE, "application/yaml; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, file.content).into_response())
}
