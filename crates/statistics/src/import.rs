//! Import a filled-in table: the same file that the export wrote, read as corrections and confirmed as a whole.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Cursor,
};

use axum::{Json, extract::State};
use db::Reader as _;
use kernel::{CampaignId, Failure, FieldProblem, UnitId};
use serde::Deserialize;
use sheet::{Limits, Row};
use utoipa::IntoParams;
use web::{Answer, Ask, Params, Raw, Segment};

use crate::{
    Desk,
    confirm::{ConfirmedView, TableConfirmation, confirm},
    model::{Correction, Mark},
    policy::Read,
    sheet_form::{layout, read_figure},
    table::{Basis, TableQuery, TableView, view},
};

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct ImportQuery {
    #[param(value_type = String)]
    pub unit: UnitId,
}

/// A statistics table has a few dozen rows; this is far more than people fill in by hand.
const FILE_BYTES_MAX: u64 = 2 * 1024 * 1024;

/// Confirms the unit's figures as the uploaded file (XLSX or CSV) gives them; all or nothing
#[utoipa::path(post, path = "/api/campaigns/{campaign}/tables/{table}/import", operation_id = "statistics_import",
    tag = "statistics", params(("campaign" = String, Path), ("table" = String, Path), ImportQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = ConfirmedView)))]
pub(crate) async fn table_import(
    ask: Ask,
    State(desk): State<Desk>,
    Segment((campaign, table)): Segment<(CampaignId, String)>,
    Params(query): Params<ImportQuery>,
    Raw(bytes): Raw,
) -> Answer<ConfirmedView> {
    let read = ask.read();
    let standing = org::tree::standing(&read, &query.unit).await?;
    ask.authorize_or_hide::<Read>(&standing)?;
    let running = desk.plans.running(read.view(), campaign).await?;
    let wanted = TableQuery { unit: query.unit, basis: Basis::Live, without: None };
    let shown = view(&read, &running, &table, &wanted).await?;
    let limits = Limits { bytes: FILE_BYTES_MAX, rows: 2_000, ..Limits::default() };
    let file = sheet::read(Cursor::new(bytes), &layout()?, &limits).map_err(Failure::from)?;
    let rows = file.all_or_nothing().map_err(|problems| Failure::Invalid {
        problems: problems.iter().map(sheet::Problem::to_field_problem).collect(),
    })?;
    let corrections = corrections(&shown, &rows)?;
    let body = TableConfirmation { unit: query.unit, live_digest: shown.live_digest, corrections };
    Ok(Json(confirm(&ask, &desk, campaign, &table, &body).await?))
}

/// Every figure that is not what the records say. A row that is missing, strange or there twice refuses the file.
fn corrections(shown: &TableView, rows: &[Row]) -> Result<Vec<Correction>, Failure> {
    let rows_shown = shown.sections.iter().flat_map(|section| &section.rows);
    let live: BTreeMap<&str, i64> = rows_shown.map(|row| (row.indicator.as_str(), row.live)).collect();
    let mut corrections = Vec::new();
    let mut problems: Vec<FieldProblem> = Vec::new();
    let mut seen = BTreeSet::new();
    for row in rows {
        let indicator = row.text("indicator").unwrap_or_default();
        let mut wrong = |column: &str, code: &str, message: &str| {
            problems.push(row.problem(column, code, message).to_field_problem());
        };
        let Some(there) = live.get(indicator) else {
            wrong("indicator", "unknown", "本表没有这个指标，请使用导出的表格填写");
            continue;
        };
        if !seen.insert(indicator) {
            wrong("indicator", "twice", "同一指标出现两次，请只保留一行");
            continue;
        }
        // Whoever filled the file in looked at these figures; they do not sign for others.
        if row.integer("live").is_some_and(|seen| seen != *there) {
            wrong("live", "stale", &format!("台账数已变为 {there}，请重新导出表格后再填写"));
            continue;
        }
        let Some((mark, value)) = read_figure(row) else { continue };
        if mark == Mark::Counted && value == *there {
            continue;
        }
        let reason = row.text("reason").unwrap_or_default().trim().to_owned();
        if reason.is_empty() {
            wrong("reason", "required", "确认数与台账数不同，请填写更正原因");
        }
        corrections.push(Correction { indicator: indicator.to_owned(), mark, value, reason });
    }
    let missing = live.keys().filter(|key| !seen.contains(**key));
    problems
        .extend(missing.map(|key| FieldProblem::new("/rows", "missing", format!("缺少指标 {key} 的一行"))));
    Failure::unless_empty(problems)?;
    Ok(corrections)
}
