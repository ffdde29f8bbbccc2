//! The sealed paper original: write down that it came, and list what has not.

use std::collections::BTreeMap;

use axum::{Json, extract::State};
use db::Reader;
use kernel::{CampaignId, Day, Failure, FieldProblem, Instant, UnitId, text};
use policy::Act;
use sea_orm::{ColumnTrait, Condition};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};
use web::{Answer, Ask, Body, Params, Segment};

use crate::{
    Desk, ObligationId,
    form::REASON_CHARS_MAX,
    page,
    place::Place,
    policy::{Read, ReceivePaper, Submit},
    store::{self, obligation::Column, paper::Arrived},
    view::{self, ObligationRow},
};

/// Copies that anybody would send.
const COPIES_MAX: i64 = 1_000;

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaperReceive {
    /// The day on which it came, not after today.
    #[schema(value_type = String, format = Date)]
    pub received_on: Day,
    pub copies: i64,
    /// Whether it is what was handed in electronically.
    pub agrees: bool,
    /// Wanted when it does not agree.
    #[serde(default)]
    pub note: String,
    /// The revision that was read; 0 when nothing was written down yet.
    pub revision: i64,
}

/// What came, and who wrote it down.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PaperReceived {
    #[schema(value_type = String, format = Date)]
    pub received_on: Day,
    pub copies: i64,
    pub agrees: bool,
    pub note: String,
    pub revision: i64,
    pub recorded_at: Instant,
    pub recorded_by: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PaperRow {
    pub obligation: ObligationRow,
    pub received: Option<PaperReceived>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PaperPage {
    pub items: Vec<PaperRow>,
    pub next: Option<String>,
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct PaperQuery {
    #[param(value_type = Option<String>)]
    pub campaign: Option<CampaignId>,
    /// This unit and everything under it
    #[param(value_type = Option<String>)]
    pub unit: Option<UnitId>,
    pub duty: Option<String>,
    /// Only what should be here and is not, or does not agree with what was handed in
    #[serde(default)]
    pub missing: bool,
    /// Only units where the asker hands in
    #[serde(default)]
    pub mine: bool,
    pub after: Option<String>,
    pub limit: Option<u64>,
}

/// Sealed paper originals by deadline
#[utoipa::path(get, path = "/api/papers", operation_id = "paper_list", tag = "obligation", params(PaperQuery),
    responses((status = 200, body = PaperPage)))]
pub(crate) async fn paper_list(ask: Ask, Params(query): Params<PaperQuery>) -> Answer<PaperPage> {
    let read = ask.read();
    let limit = page::limit(query.limit)?;
    let PaperQuery { campaign, unit, duty, missing, mine, after, limit: _ } = query;
    let mut which = Condition::all().add(Column::WantsPaper.eq(true)).add(store::obligation::visible());
    if missing {
        let wanting = Condition::any().add(store::obligation::paper_missing(read.now()));
        which = which.add(wanting.add(Column::PaperAgrees.eq(false)));
    }
    if let Some(campaign) = campaign {
        which = which.add(Column::CampaignId.eq(campaign));
    }
    if let Some(duty) = duty {
        which = which.add(Column::Duty.eq(duty));
    }
    let after = after.as_deref();
    let mut models = if mine {
        store::obligation::list(&read, (&ask.scope::<Submit>(), unit), which, after, limit).await?
    } else {
        store::obligation::list(&read, (&ask.scope::<Read>(), unit), which, after, limit).await?
    };
    let next = page::cut(&mut models, limit, |last| page::cursor(last.due_at, last.id));
    let papers = store::paper::of_obligations(&read, models.iter().map(|row| row.id).collect()).await?;
    let mut received: BTreeMap<ObligationId, PaperReceived> = views(&read, papers).await?;
    let items = view::rows(&read, &models).await?.into_iter();
    let items = items.map(|row| PaperRow { received: received.remove(&row.id), obligation: row }).collect();
    Ok(Json(PaperPage { items, next }))
}

pub(crate) async fn views(
    reader: &impl Reader,
    papers: Vec<store::paper::Model>,
) -> Result<BTreeMap<ObligationId, PaperReceived>, Failure> {
    let people = org::people::labels(reader, papers.iter().map(|paper| paper.recorded_by)).await?;
    let view = |paper: store::paper::Model| {
        let received = PaperReceived {
            received_on: paper.received_on,
            copies: paper.copies,
            agrees: paper.agrees,
            note: paper.note,
            revision: paper.revision,
            recorded_at: paper.recorded_at,
            recorded_by: people.get(&paper.recorded_by).cloned().unwrap_or_default(),
        };
        (paper.obligation_id, received)
    };
    Ok(papers.into_iter().map(view).collect())
}

/// Writes down that the paper came
#[utoipa::path(put, path = "/api/obligations/{id}/paper", operation_id = "paper_receive", tag = "obligation",
    params(("id" = String, Path)), request_body = PaperReceive, responses((status = 200, body = PaperRow)))]
pub(crate) async fn paper_receive(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<ObligationId>,
    Body(body): Body<PaperReceive>,
) -> Answer<PaperRow> {
    Failure::unless_empty(check(&body, ask.now().day()))?;
    let (ask, desk, body) = (&ask, &desk, &body);
    let row = ask
        .write(|w| async move {
            let place = Place::hold(desk, ask, &w, id).await?;
            let granted = ask.authorize::<ReceivePaper>(&place.standing)?;
            if !place.row.wants_paper {
                return Err(Failure::refused("no-paper-wanted", "这一项不要求报送纸质件，不需要登记"));
            }
            let before = store::paper::find(&w, id).await?;
            if before.as_ref().map_or(0, |before| before.revision) != body.revision {
                return Err(Failure::Stale);
            }
            let PaperReceive { received_on, copies, agrees, note, revision: _ } = body.clone();
            let arrived = Arrived { received_on, copies, agrees, note: note.trim() };
            let kept = store::paper::put(&w, &granted, id, arrived, before.as_ref()).await?;
            let changed = store::obligation::set_paper(&w, &granted, &place.row, received_on, agrees).await?;
            w.audit(ask.entry(ReceivePaper::KEY).at(place.row.unit_id).on("obligation", id).with(json!({
                "item": place.row.item(),
                "received_on": received_on, "copies": copies, "agrees": agrees, "note": kept.note,
                "before": before.map(|before| json!({"received_on": before.received_on, "copies": before.copies,
                    "agrees": before.agrees, "note": before.note})),
            })));
            let received = views(&w, vec![kept]).await?.remove(&id);
            Ok(PaperRow { obligation: view::one(&w, &changed).await?, received })
        })
        .await?;
    Ok(Json(row))
}

fn check(body: &PaperReceive, today: Day) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    let mut problem = |pointer: &str, code: &str, message: &str| {
        problems.push(FieldProblem::new(pointer, code, message));
    };
    if body.received_on > today {
        problem("/received_on", "in-the-future", "收到日期不能晚于今天，请核对");
    }
    if !(1..=COPIES_MAX).contains(&body.copies) {
        problem("/copies", "range", "份数应在 1 至 1000 之间");
    }
    match text::within(&body.note, REASON_CHARS_MAX) {
        Ok("") if !body.agrees => problem("/note", "required", "与电子版不一致时，请写明哪里不一致"),
        Ok(_) => {}
        Err(_) => problem("/note", "too-long", "说明最多 2000 字，且不能含控制字符"),
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_down_makes_sense() {
        let today: Day = "2021-06-16".parse().unwrap();
        let check = |received_on: &str, copies, agrees, note: &str, expected: &[&str]| {
            let received_on = received_on.parse().unwrap();
            let body = PaperReceive { received_on, copies, agrees, note: note.to_owned(), revision: 0 };
            let found: Vec<String> =
                super::check(&body, today).into_iter().map(|problem| problem.pointer).collect();
            assert_eq!(found, expected, "{body:?}");
        };
        check("2021-06-16", 1, true, "", &[]);
        check("2021-06-15", 2, false, "缺第 3 页", &[]);
        check("2021-06-17", 1, true, "", &["/received_on"]);
        check("2021-06-16", 0, false, " ", &["/copies", "/note"]);
        check("2021-06-16", 1_001, true, &"长".repeat(10_000), &["/copies", "/note"]);
    }
}
