//! Review a version: accept or return it; and write the review in private before sending it.

use axum::{Json, extract::State};

use kernel::{Failure, Instant};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, Ask, Body, Segment};

use crate::{
    Desk, SubmissionId,
    decide::Case,
    place::open_submission,
    policy::Review,
    steps, store,
    verdicts::ReviewDecision,
    view::{self, ObligationRow},
};

/// Accepts or returns a version
#[utoipa::path(post, path = "/api/submissions/{id}/review", operation_id = "submission_review", tag = "obligation",
    params(("id" = String, Path)), request_body = ReviewDecision, responses((status = 200, body = ObligationRow)))]
pub(crate) async fn submission_review(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<SubmissionId>,
    Body(decision): Body<ReviewDecision>,
) -> Answer<ObligationRow> {
    let (ask, desk, decision) = (&ask, &desk, &decision);
    let row = ask
        .write(|w| async move {
            let case = Case::open(desk, ask, &w, id).await?;
            let place = case.decide(ask, &w, decision).await?;
            view::one(&w, &place.row).await
        })
        .await?;
    Ok(Json(row))
}

/// What a reviewer has written so far. Nobody else sees it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ReviewDraftView {
    /// Absent when nothing was saved yet.
    pub decision: Option<ReviewDecision>,
    pub revision: i64,
    pub saved_at: Option<Instant>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewDraftSave {
    /// The revision that was read or saved last; 0 when there was none.
    pub revision: i64,
    pub decision: ReviewDecision,
}

/// The asker's own unsent review
#[utoipa::path(get, path = "/api/submissions/{id}/review-draft", operation_id = "submission_review_draft",
    tag = "obligation", params(("id" = String, Path)), responses((status = 200, body = ReviewDraftView)))]
pub(crate) async fn review_draft_show(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<SubmissionId>,
) -> Answer<ReviewDraftView> {
    let read = ask.read();
    let (_, place) = open_submission(&desk, &ask, &read, id).await?;
    ask.authorize::<Review>(&place.standing)?;
    let draft = store::review::draft(&read, id, ask.person()).await?;
    let decision = draft.as_ref().map(|draft| serde_json::from_str(&draft.content)).transpose();
    Ok(Json(ReviewDraftView {
        decision: decision.map_err(Failure::internal)?,
        revision: draft.as_ref().map_or(0, |draft| draft.revision),
        saved_at: draft.map(|draft| draft.saved_at),
    }))
}

/// Saves the asker's own unsent review
#[utoipa::path(put, path = "/api/submissions/{id}/review-draft", operation_id = "submission_review_draft_save",
    tag = "obligation", params(("id" = String, Path)), request_body = ReviewDraftSave,
    responses((status = 200, body = ReviewDraftView)))]
pub(crate) async fn review_draft_save(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<SubmissionId>,
    Body(body): Body<ReviewDraftSave>,
) -> Answer<ReviewDraftView> {
    let (ask, desk, body) = (&ask, &desk, &body);
    let view = ask
        .write(|w| async move {
            let case = Case::open(desk, ask, &w, id).await?;
            let granted = ask.authorize::<Review>(&case.place.standing)?;
            let content = serde_json::to_string(&body.decision).map_err(Failure::internal)?;
            let saved = store::review::save_draft(&w, &granted, id, content, body.revision).await?;
            if !case.place.row.taken_up {
                store::obligation::taken_up(&w, &granted, &case.place.row).await?;
            }
            w.unaudited("a review is nobody's statement until it is sent; sending it is audited");
            let decision = Some(body.decision.clone());
            Ok(ReviewDraftView { decision, revision: saved.revision, saved_at: Some(saved.saved_at) })
        })
        .await?;
    Ok(Json(view))
}

/// Whether the asker decides about the version that waits.
pub(crate) fn may_decide(ask: &Ask, place: &crate::place::Place, submitted_by: kernel::PersonId) -> bool {
    let free = place.row.waived_at.is_none() && place.row.dropped_at.is_none();
    free && submitted_by != ask.person()
        && ask.authorize::<Review>(&place.standing).is_ok()
        && place.row.decider().is_some_and(|decider| steps::decides(ask.actor(), decider))
}
