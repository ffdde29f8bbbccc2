//! Accept many versions at once; each that cannot be accepted says why and leaves the others alone.

use axum::{Json, extract::State};
use db::Write;
use kernel::Failure;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, Ask, Body};

use crate::{Desk, SubmissionId, decide::Case, verdicts::ReviewDecision};

/// As many as a page of the desk shows.
const IDS_MAX: usize = 200;

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BulkAccept {
    #[schema(value_type = Vec<String>)]
    pub submissions: Vec<SubmissionId>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct BulkAccepted {
    pub accepted: i64,
    /// In the order asked.
    pub results: Vec<BulkResult>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct BulkResult {
    #[schema(value_type = String, format = Uuid)]
    pub submission_id: SubmissionId,
    pub accepted: bool,
    /// Why not: the stable code where there is one, and what to do.
    pub code: Option<String>,
    pub detail: Option<String>,
}

/// Accepts many versions
#[utoipa::path(post, path = "/api/reviews/accept", operation_id = "review_accept_many", tag = "obligation",
    request_body = BulkAccept, responses((status = 200, body = BulkAccepted)))]
pub(crate) async fn review_accept_many(
    ask: Ask,
    State(desk): State<Desk>,
    Body(body): Body<BulkAccept>,
) -> Answer<BulkAccepted> {
    if body.submissions.is_empty() || body.submissions.len() > IDS_MAX {
        let message = format!("一次请选择 1 至 {IDS_MAX} 份报送");
        return Err(Failure::invalid("/submissions", "number", message).into());
    }
    let (ask, desk, body) = (&ask, &desk, &body);
    let answer = ask
        .write(|w| async move {
            let mut results = Vec::with_capacity(body.submissions.len());
            for id in &body.submissions {
                results.push(result(*id, accept(desk, ask, &w, *id).await)?);
            }
            let accepted = results.iter().filter(|result| result.accepted).count();
            if accepted == 0 {
                w.unaudited("nothing was accepted, so nothing changed");
            }
            Ok(BulkAccepted { accepted: i64::try_from(accepted).map_err(Failure::internal)?, results })
        })
        .await?;
    Ok(Json(answer))
}

/// Every check comes before the first statement that writes, so a refusal leaves the transaction clean.
async fn accept(desk: &Desk, ask: &Ask, write: &Write, id: SubmissionId) -> Result<(), Failure> {
    Case::open(desk, ask, write, id).await?.decide(ask, write, &ReviewDecision::accept()).await.map(|_| ())
}

/// What concerns one report is told about that report; what concerns the whole request ends it.
fn result(submission_id: SubmissionId, outcome: Result<(), Failure>) -> Result<BulkResult, Failure> {
    let refused = |code: &str, detail: String| BulkResult {
        submission_id,
        accepted: false,
        code: Some(code.to_owned()),
        detail: Some(detail),
    };
    match outcome {
        Ok(()) => Ok(BulkResult { submission_id, accepted: true, code: None, detail: None }),
        Err(failure) => refusal(failure).map(|(code, detail)| refused(code, detail)),
    }
}

/// The code and the words for one of many, or the failure that ends the whole request.
pub(crate) fn refusal(failure: Failure) -> Result<(&'static str, String), Failure> {
    match &failure {
        Failure::Refused { code, detail } => Ok((code, detail.clone())),
        Failure::Hidden => Ok(("not-found", failure.to_string())),
        Failure::Forbidden { .. } => Ok(("not-allowed", failure.to_string())),
        Failure::Invalid { .. } => Ok(("invalid", failure.to_string())),
        Failure::Unauthenticated
        | Failure::Stale
        | Failure::TooMany { .. }
        | Failure::Unacceptable { .. }
        | Failure::Unavailable { .. }
        | Failure::Internal { .. } => Err(failure),
    }
}
