//! Read and save the draft of a report. It is saved as people type, so it may hold what could not be sent.

use axum::{Json, extract::State};
use db::Reader;
use kernel::{Failure, FieldProblem, Instant};
use plan::form::Stage as FormStage;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, Ask, Body, Segment};

use crate::{
    Desk, ObligationId,
    content::Kept,
    evidence,
    form::{EvidenceFile, ReportContent, check},
    model::may_submit,
    place::Place,
    policy::Submit,
    store,
};

/// Bytes of a draft as JSON: far more than any form of the plan can hold.
const DRAFT_BYTES_MAX: usize = 1024 * 1024;

/// A draft with what is wrong with it so far.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DraftView {
    pub content: ReportContent,
    /// The files that the content names and the unit owns.
    pub files: Vec<EvidenceFile>,
    /// 0 when nothing was saved yet; what is shown then is blank or the version that came back.
    pub revision: i64,
    pub saved_at: Option<Instant>,
    pub saved_by: Option<String>,
    pub problems: Vec<Noted>,
}

/// A rule that the draft breaks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ReportProblem)]
pub struct Noted {
    /// JSON pointer, beginning with `/content`.
    pub pointer: String,
    pub code: String,
    pub message: String,
}

impl From<FieldProblem> for Noted {
    fn from(problem: FieldProblem) -> Self {
        let FieldProblem { pointer, code, message } = problem;
        Self { pointer, code, message }
    }
}

#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftSave {
    /// The revision that was read or saved last.
    pub revision: i64,
    pub content: ReportContent,
}

/// The draft of a report
#[utoipa::path(get, path = "/api/obligations/{id}/draft", operation_id = "obligation_draft", tag = "obligation",
    params(("id" = String, Path)), responses((status = 200, body = DraftView)))]
pub(crate) async fn draft_show(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<ObligationId>,
) -> Answer<DraftView> {
    let read = ask.read();
    let place = Place::open(&desk, &ask, &read, id).await?;
    ask.authorize::<Submit>(&place.standing)?;
    place.asked()?;
    let draft = store::draft::find(&read, id).await?;
    let content = match &draft {
        Some(draft) => serde_json::from_str(&draft.content).map_err(Failure::internal)?,
        None => first_content(&read, &place).await?,
    };
    Ok(Json(view(&read, &place, content, draft).await?))
}

/// What came back is corrected, not written again.
async fn first_content(reader: &impl Reader, place: &Place) -> Result<ReportContent, Failure> {
    let Some(latest) = place.row.submission_id else { return Ok(ReportContent::blank()) };
    match store::submission::find(reader, latest).await? {
        Some(row) => Ok(Kept::of(&row)?.report),
        None => Ok(ReportContent::blank()),
    }
}

/// Saves the draft of a report
#[utoipa::path(put, path = "/api/obligations/{id}/draft", operation_id = "obligation_draft_save", tag = "obligation",
    params(("id" = String, Path)), request_body = DraftSave, responses((status = 200, body = DraftView)))]
pub(crate) async fn draft_save(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<ObligationId>,
    Body(body): Body<DraftSave>,
) -> Answer<DraftView> {
    let (ask, desk, body) = (&ask, &desk, &body);
    let content = serde_json::to_string(&body.content).map_err(Failure::internal)?;
    if content.len() > DRAFT_BYTES_MAX {
        let detail = "草稿超过 1 MiB，无法保存；请把长篇材料作为附件上传";
        return Err(Failure::unacceptable("draft-too-large", detail).into());
    }
    let saved = ask
        .write(|w| async move {
            let place = Place::open(desk, ask, &w, id).await?;
            let granted = ask.authorize::<Submit>(&place.standing)?;
            place.asked()?;
            writable(&place, w.now())?;
            let saved = store::draft::save(&w, &granted, id, content, body.revision).await?;
            w.unaudited("a draft is nobody's statement yet; sending it is audited");
            view(&w, &place, body.content.clone(), Some(saved)).await
        })
        .await?;
    Ok(Json(saved))
}

/// A draft may be written before it can be sent, but not once there is nothing left to send.
fn writable(place: &Place, now: Instant) -> Result<(), Failure> {
    match may_submit(&place.row.progress()?, now) {
        Ok(_) | Err(Failure::Refused { code: "not-open-yet", .. }) => Ok(()),
        Err(other) => Err(other),
    }
}

async fn view(
    reader: &impl Reader,
    place: &Place,
    content: ReportContent,
    draft: Option<store::draft::Model>,
) -> Result<DraftView, Failure> {
    let files = evidence::of_unit(reader, place.row.unit_id, &content).await?;
    let problems = check(place.asked()?, &content, &files, FormStage::Draft);
    let saved_by = match &draft {
        Some(draft) => org::people::labels(reader, [draft.saved_by]).await?.into_values().next(),
        None => None,
    };
    Ok(DraftView {
        content,
        files: files.into_values().collect(),
        revision: draft.as_ref().map_or(0, |draft| draft.revision),
        saved_at: draft.map(|draft| draft.saved_at),
        saved_by,
        problems: problems.into_iter().map(Noted::from).collect(),
    })
}
