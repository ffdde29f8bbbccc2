//! Check a draft, and send it.

use axum::{Json, extract::State};
use db::Reader;
use kernel::{Failure, FieldProblem, OrHidden};
use plan::document::ActivityKind;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Answer, Ask, Body, Segment};

use crate::{
    calendar::calendar,
    desk::{ActivityRevision, Desk, finish, kind_of, open, signed},
    details::problem,
    model::{ActivityId, Entry},
    policy::{Read, Record},
    review, short, store,
    view::{ActivityView, is_visible},
    words::ActivityMove,
};

#[derive(Debug, Serialize, ToSchema)]
pub struct ActivityCheck {
    /// Everything that stands against sending; pointers as in the draft that was saved.
    pub problems: Vec<FieldProblem>,
    /// What looks wrong and can be sent all the same.
    pub warnings: Vec<FieldProblem>,
}

/// Says what stands against sending the saved draft
#[utoipa::path(post, path = "/api/activities/{id}/check", operation_id = "activity_check", tag = "activity",
    params(("id" = String, Path)), responses((status = 200, body = ActivityCheck)))]
pub(crate) async fn check(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<ActivityId>,
) -> Answer<ActivityCheck> {
    let read = ask.read();
    let entry = store::find(&read, id).await?;
    let standing = org::tree::standing(&read, &entry.unit).await?;
    ask.authorize_or_hide::<Read>(&standing)?;
    is_visible(&ask, &standing, &entry).then_some(()).or_hidden()?;
    ask.authorize::<Record>(&standing)?;
    let running = desk.plans.running(read.view(), entry.campaign).await?;
    let plan = &running.plan.document;
    let kind = kind_of(plan, &entry.kind)?;
    let problems = problems(&read, plan, kind, &entry).await?;
    let short = short::falls_short(&read, &desk, &entry).await?.into_iter();
    let short = short.map(|sentence| FieldProblem::new("/details", "falls-short", sentence));
    let warnings = entry.details.doubtful(kind).into_iter().chain(short).collect();
    Ok(Json(ActivityCheck { problems, warnings }))
}

/// Sends the draft; a kind that the plan accepts by rule counts at once
#[utoipa::path(post, path = "/api/activities/{id}/submit", operation_id = "activity_submit", tag = "activity",
    params(("id" = String, Path)), request_body = ActivityRevision,
    responses((status = 200, body = ActivityView)))]
pub(crate) async fn submit(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<ActivityId>,
    Body(body): Body<ActivityRevision>,
) -> Answer<ActivityView> {
    let (ask, desk) = (&ask, &desk);
    let view = ask
        .write(|w| async move {
            let (entry, granted) = open::<Record>(&w, ask, id, body.revision).await?;
            let running = desk.plans.running(w.view(), entry.campaign).await?;
            let plan = &running.plan.document;
            let kind = kind_of(plan, &entry.kind)?;
            let standing = org::tree::standing(&w, &entry.unit).await?;
            Failure::unless_empty(problems(&*w, plan, kind, &entry).await?)?;
            let by_rule = review::by_rule(kind, &review::steps(&*w, plan, kind, &standing).await?)?;
            let entry = entry.submit(signed(&w, &granted), by_rule)?;
            finish(&w, (ask, desk), &granted, entry, (ActivityMove::Submit, None)).await
        })
        .await?;
    Ok(Json(view))
}

async fn problems(
    reader: &impl Reader,
    plan: &plan::Document,
    kind: &ActivityKind,
    entry: &Entry,
) -> Result<Vec<FieldProblem>, Failure> {
    let mut problems = entry.details.unsendable(kind, calendar(plan, reader.now().day()));
    if let Some(subject) = entry.details.subject_id.filter(|_| !kind.subject.is_empty()) {
        problems.extend(subject_problem(reader, kind, entry, subject).await?);
    }
    Ok(problems)
}

/// The unit that the record is about is the recording unit or lies under it, and is of a kind that the plan names.
async fn subject_problem(
    reader: &impl Reader,
    kind: &ActivityKind,
    entry: &Entry,
    subject: kernel::UnitId,
) -> Result<Option<FieldProblem>, Failure> {
    let labels = org::tree::labels(reader, [subject]).await?;
    let below = org::tree::ancestors(reader, subject).await?.contains(&entry.unit);
    let found = labels.get(&subject).filter(|_| below);
    let fits =
        |label: &&org::model::UnitLabel| kind.subject.iter().any(|wanted| wanted.word() == label.kind.key());
    if found.is_some_and(|label| fits(&label)) {
        return Ok(None);
    }
    let wanted: Vec<&str> = kind.subject.iter().map(|wanted| wanted.title()).collect();
    let message = format!("所涉单位应是本单位辖区内的{}，请重新选择", wanted.join("、"));
    Ok(Some(problem("subject_id", "outside", message)))
}
