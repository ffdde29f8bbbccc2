//! Export a table as XLSX (typed cells, landscape A4) or CSV (UTF-8 with BOM).

use ::policy::Act as _;
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use db::{Entry, Reader as _};
use kernel::{CampaignId, Failure};
use serde::Deserialize;
use serde_json::json;
use sheet::{Cover, Layout, Value};
use utoipa::{IntoParams, ToSchema};
use web::{Ask, Params, Problem, Segment};

use crate::{
    Desk,
    freeze::{SnapshotView, shown},
    policy::Read,
    sheet_form::{cover, layout, lines, published, published_lines},
    store::snapshot::SnapshotId,
    table::{Basis, TableQuery, view},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ExportForm {
    Xlsx,
    Csv,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExportQuery {
    #[param(value_type = String)]
    pub unit: kernel::UnitId,
    #[param(inline)]
    pub form: ExportForm,
    pub basis: Option<Basis>,
    /// Comma-separated ids of units right under it that are left out of the sum.
    pub without: Option<String>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct SnapshotExportQuery {
    #[param(inline)]
    pub form: ExportForm,
}

/// A unit's table as a file that can be filled in and imported again
#[utoipa::path(get, path = "/api/campaigns/{campaign}/tables/{table}/export", operation_id = "statistics_export",
    tag = "statistics", params(("campaign" = String, Path), ("table" = String, Path), ExportQuery),
    responses((status = 200, description = "The file", content(
        (Vec<u8> = "text/csv"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ))))]
pub(crate) async fn table_export(
    ask: Ask,
    State(desk): State<Desk>,
    Segment((campaign, table)): Segment<(CampaignId, String)>,
    Params(query): Params<ExportQuery>,
) -> Result<Response, Problem> {
    let read = ask.read();
    let standing = org::tree::standing(&read, &query.unit).await?;
    ask.authorize_or_hide::<Read>(&standing)?;
    let running = desk.plans.running(read.view(), campaign).await?;
    let ExportQuery { unit, form, basis, without } = query;
    let wanted = TableQuery { unit, basis: basis.unwrap_or(Basis::Live), without };
    let view = view(&read, &running, &table, &wanted).await?;
    let detail = json!({ "export": "table", "table": table, "table_title": view.head.title });
    taken_out(&ask, |entry| entry.at(unit).on("campaign", campaign).with(detail)).await?;
    let name = format!("{}-{}", view.head.title, view.unit_name);
    file((&layout()?, lines(&view)), form, cover(&view, ask.now()), &name)
}

/// A frozen table as a file that carries its number
#[utoipa::path(get, path = "/api/snapshots/{id}/export", operation_id = "statistics_snapshot_export",
    tag = "statistics", params(("id" = String, Path), SnapshotExportQuery),
    responses((status = 200, description = "The file", content(
        (Vec<u8> = "text/csv"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ))))]
pub(crate) async fn snapshot_export(
    ask: Ask,
    Segment(id): Segment<SnapshotId>,
    Params(query): Params<SnapshotExportQuery>,
) -> Result<Response, Problem> {
    let SnapshotView { head, table } = shown(&ask, id).await?;
    let detail = json!({ "export": "table", "table_title": table.head.title, "number": head.number });
    taken_out(&ask, |entry| entry.on("snapshot", id).with(detail)).await?;
    let mut cover = cover(&table, head.frozen_at).snapshot(head.number.clone()).note(format!(
        "定稿编号：{}    定稿时间：{}",
        head.number,
        head.frozen_at.told()
    ));
    if let (Some(before), Some(reason)) = (&head.supplements, &head.reason) {
        cover = cover.note(format!("本表是 {before} 的补充表，补充原因：{reason}"));
    }
    file((&published(&table)?, published_lines(&table)), query.form, cover, &head.number)
}

/// What leaves the house as a file is a line of the trail, as with every register.
async fn taken_out(ask: &Ask, line: impl FnOnce(Entry) -> Entry) -> Result<(), Failure> {
    let entry = line(ask.entry(Read::KEY));
    ask.write(|w| async move {
        w.audit(entry);
        Ok(())
    })
    .await
}

fn file(
    (layout, rows): (&Layout, Vec<Vec<Value>>),
    form: ExportForm,
    cover: Cover,
    name: &str,
) -> Result<Response, Problem> {
    let mut bytes = Vec::new();
    let (kind, ending) = match form {
        ExportForm::Xlsx => {
            sheet::write_xlsx(layout, &cover, rows, &mut bytes).map_err(Failure::from)?;
            ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx")
        }
        ExportForm::Csv => {
            sheet::write_csv(layout, sheet::Headings::Titles, rows, &mut bytes).map_err(Failure::from)?;
            ("text/csv; charset=utf-8", "csv")
        }
    };
    let name = web::attachment(&format!("{name}.{ending}"));
    let headers = [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, bytes).into_response())
}
