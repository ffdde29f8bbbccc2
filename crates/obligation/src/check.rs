//! Check your answers: everything that sending would refuse, and whether it would be on time, without sending.

use axum::{Json, extract::State};
use db::Reader;
use kernel::Failure;
use plan::form::Stage as FormStage;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, Ask, Body, Segment};

use crate::{
    Desk, ObligationId,
    content::Kept,
    draft::Noted,
    evidence,
    form::{ReportContent, check},
    model::{Delivery, Timing, counts_from, may_submit},
    place::Place,
    policy::Submit,
    store,
};

#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportCheck {
    pub content: ReportContent,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ReportChecked {
    /// Nothing here and no `refusal` means that it can be sent.
    pub problems: Vec<Noted>,
    /// Why nothing can be sent now, whatever it says.
    pub refusal: Option<String>,
    /// How it would stand with the deadline if it were sent now.
    pub timing: Timing,
    /// Answers and files are those of the version that came back, as if nobody had read why. An attached table is not
    /// looked at.
    pub same_as_returned: bool,
}

/// Checks a report without sending it
#[utoipa::path(post, path = "/api/obligations/{id}/check", operation_id = "obligation_check", tag = "obligation",
    params(("id" = String, Path)), request_body = ReportCheck, responses((status = 200, body = ReportChecked)))]
pub(crate) async fn report_check(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<ObligationId>,
    Body(body): Body<ReportCheck>,
) -> Answer<ReportChecked> {
    let read = ask.read();
    let place = Place::open(&desk, &ask, &read, id).await?;
    ask.authorize::<Submit>(&place.standing)?;
    let deliver = place.asked()?;
    let files = evidence::of_unit(&read, place.row.unit_id, &body.content).await?;
    let problems = check(deliver, &body.content, &files, FormStage::Final);
    let answer = may_submit(&place.row.progress()?, read.now());
    let same_as_returned = match answer {
        Ok(Delivery::Returned { .. }) => sent_before(&read, &place).await? == Some(body.content),
        Ok(Delivery::Nothing | Delivery::Waiting { .. } | Delivery::Accepted { .. }) | Err(_) => false,
    };
    let from = answer.as_ref().map_or(read.now(), |before| counts_from(*before, read.now()));
    Ok(Json(ReportChecked {
        problems: problems.into_iter().map(Noted::from).collect(),
        refusal: answer.err().map(|failure| failure.to_string()),
        timing: if from <= place.row.late_after { Timing::InTime } else { Timing::Late },
        same_as_returned,
    }))
}

/// What the latest version says.
async fn sent_before(reader: &impl Reader, place: &Place) -> Result<Option<ReportContent>, Failure> {
    let Some(id) = place.row.submission_id else { return Ok(None) };
    let Some(row) = store::submission::find(reader, id).await? else { return Ok(None) };
    Ok(Some(Kept::of(&row)?.report))
}
