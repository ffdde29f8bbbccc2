//! Send an accepted report back: the only way to a correction after acceptance. Nothing is overwritten.

use axum::{Json, extract::State};
use kernel::Instant;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, Ask, Body, Segment};

use crate::{
    Desk, SubmissionId,
    decide::Case,
    model::Verdict,
    verdicts::{ReviewDecision, ReviewItem},
    view::{self, ObligationRow},
};

/// Why an accepted report goes back, and by when the correction keeps its place in time.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewReopen {
    #[serde(default)]
    pub items: Vec<ReviewItem>,
    #[serde(default)]
    pub note: Option<String>,
    /// In the future.
    pub until: Instant,
}

/// Sends an accepted version back for correction
#[utoipa::path(post, path = "/api/submissions/{id}/reopen", operation_id = "submission_reopen", tag = "obligation",
    params(("id" = String, Path)), request_body = ReviewReopen, responses((status = 200, body = ObligationRow)))]
pub(crate) async fn submission_reopen(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<SubmissionId>,
    Body(body): Body<ReviewReopen>,
) -> Answer<ObligationRow> {
    let ReviewReopen { items, note, until } = body;
    let decision = ReviewDecision { verdict: Verdict::Return, items, note, until: Some(until), step: None };
    let (ask, desk, decision) = (&ask, &desk, &decision);
    let row = ask
        .write(|w| async move {
            let place = Case::reopen(desk, ask, &w, id, decision).await?;
            view::one(&w, &place.row).await
        })
        .await?;
    Ok(Json(row))
}
