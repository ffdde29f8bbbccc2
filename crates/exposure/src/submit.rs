//! Check a draft, and send it to the second person.

use axum::{Json, extract::State};
use db::Reader;
use kernel::{Failure, FieldProblem, OrHidden};
use serde::Serialize;
use utoipa::ToSchema;
use web::{Answer, Ask, Body, Segment};

use crate::{
    create::calendar,
    desk::{Desk, ExposureRevision, finish, open, signed},
    model::{Case, ExposureId},
    policy::{Read, Record},
    store,
    view::{ExposureView, is_visible},
    words::ExposureMove,
};

#[derive(Debug, Serialize, ToSchema)]
pub struct ExposureCheck {
    /// Everything that stands against sending; pointers as in the draft that was saved.
    pub problems: Vec<FieldProblem>,
}

/// Says what stands against sending the saved draft
#[utoipa::path(post, path = "/api/exposures/{id}/check", operation_id = "exposure_check", tag = "exposure",
    params(("id" = String, Path)), responses((status = 200, body = ExposureCheck)))]
pub(crate) async fn check(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<ExposureId>,
) -> Answer<ExposureCheck> {
    let read = ask.read();
    let case = store::find(&read, id).await?;
    let standing = org::tree::standing(&read, &case.unit).await?;
    ask.authorize_or_hide::<Read>(&standing)?;
    is_visible(&ask, &standing, &case).then_some(()).or_hidden()?;
    ask.authorize::<Record>(&standing)?;
    Ok(Json(ExposureCheck { problems: problems(&read, &desk, &case).await? }))
}

/// Sends the draft
#[utoipa::path(post, path = "/api/exposures/{id}/submit", operation_id = "exposure_submit", tag = "exposure",
    params(("id" = String, Path)), request_body = ExposureRevision,
    responses((status = 200, body = ExposureView)))]
pub(crate) async fn submit(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<ExposureId>,
    Body(body): Body<ExposureRevision>,
) -> Answer<ExposureView> {
    let (ask, desk) = (&ask, &desk);
    let view = ask
        .write(|w| async move {
            let (case, granted) = open::<Record>(&w, ask, id, body.revision).await?;
            let case = case.submit(signed(&w, &granted))?;
            Failure::unless_empty(problems(&*w, desk, &case).await?)?;
            finish(&w, (ask, desk), &granted, case, (ExposureMove::Submit, None)).await
        })
        .await?;
    Ok(Json(view))
}

async fn problems(reader: &impl Reader, desk: &Desk, case: &Case) -> Result<Vec<FieldProblem>, Failure> {
    let running = desk.plans.running(reader.view(), case.campaign).await?;
    let mut problems = case.details.unsendable(calendar(&running, reader.now().day()));
    if let Some(subject) = case.details.subject_id {
        // A unit outside the own tree is as good as unknown: its name can be written instead.
        let above = org::tree::ancestors(reader, subject).await?;
        if !above.contains(&case.unit) {
            let message = "被曝光单位不在本单位辖区内，请改为填写单位名称";
            problems.push(FieldProblem::new("/details/subject_id", "outside", message));
        }
    }
    Ok(problems)
}
