//! Check a plan file: what the reader, the second opinion and (with units) the compiler say about it.

use std::sync::Arc;

use axum::Json;
use kernel::Failure;
use plan::{Document, Plan, Problem, Severity, Vocabulary};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, Ask, Body};

use crate::{Desk, policy::Keep};

/// The largest plan file; the plan of 2021 has 45 kB.
pub(crate) const PLAN_BYTES_MAX: usize = 1024 * 1024;

/// Answers what the registers of this installation can count, for a plan that declares its own activity kinds.
#[derive(Clone)]
pub struct Vocabularies(pub Arc<dyn Fn(&Document) -> Vocabulary + Send + Sync>);

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlanText {
    /// The whole plan file.
    pub text: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PlanCheckView {
    /// Present when the file could be read.
    pub fingerprint: Option<String>,
    pub title: Option<String>,
    pub problems: Vec<PlanProblem>,
    /// True when the file may be kept: there may still be warnings.
    pub acceptable: bool,
}

/// Something that is wrong with a plan file, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PlanProblem {
    pub code: String,
    /// `false` is a warning: somebody should look, but the plan can be adopted.
    pub error: bool,
    /// Both from 1.
    pub line: u32,
    pub column: u32,
    pub message: String,
    pub advice: String,
}

impl From<Problem> for PlanProblem {
    fn from(problem: Problem) -> Self {
        let Problem { code, severity, line, column, message, advice } = problem;
        Self { code, error: severity == Severity::Error, line, column, message, advice }
    }
}

/// Says what is wrong with a plan file; keeps nothing
#[utoipa::path(post, path = "/api/plans/check", operation_id = "campaign_plan_check", tag = "campaign",
    request_body = PlanText, responses((status = 200, body = PlanCheckView)))]
pub(crate) async fn plan_check(
    ask: Ask,
    axum::extract::State(desk): axum::extract::State<Desk>,
    Body(body): Body<PlanText>,
) -> Answer<PlanCheckView> {
    ask.authorize_everywhere::<Keep>()?;
    let (plan, problems) = examined(&body.text, &desk.vocabularies)?;
    let acceptable = plan.is_some() && !problems.iter().any(Problem::is_error);
    Ok(Json(PlanCheckView {
        fingerprint: plan.as_ref().map(|plan| plan.fingerprint.clone()),
        title: plan.as_ref().map(|plan| plan.document.title.to_string()),
        problems: problems.into_iter().map(PlanProblem::from).collect(),
        acceptable,
    }))
}

/// The plan if it could be read, and everything that is to be said about it.
pub(crate) fn examined(
    text: &str,
    vocabularies: &Vocabularies,
) -> Result<(Option<Plan>, Vec<Problem>), Failure> {
    if text.len() > PLAN_BYTES_MAX {
        return Err(Failure::unacceptable("plan-too-large", "方案文件超过 1 MiB，请确认上传的是方案文件"));
    }
    Ok(examine(text, vocabularies))
}

/// As the command line does it: no limit, no rights.
#[must_use]
pub fn examine(text: &str, vocabularies: &Vocabularies) -> (Option<Plan>, Vec<Problem>) {
    match plan::parse(text) {
        Err(problems) => (None, problems),
        Ok(plan) => {
            let problems = plan_check::examine(&plan.document, &(vocabularies.0)(&plan.document));
            (Some(plan), problems)
        }
    }
}
