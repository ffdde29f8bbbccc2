//! Export a table as XLSX (typed cells, landscape A4) or CSV (UTF-8 with BOM).

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use db::Reader as _;
use kernel::{CampaignId, Failure};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use web::{Ask, Params, Problem, Segment};

use crate::{
    Desk,
    policy::Read,
    sheet_form::{cover, layout, lines},
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
pub(crate) struct ExportQuery {
    #[param(value_type = String)]
    pub unit: kernel::UnitId,
    #[param(inline)]
    pub form: ExportForm,
    pub basis: Option<Basis>,
}

/// A unit's table as a file that can be filled in and imported again
#[utoipa::path(get, path = "/api/campaigns/{campaign}/tables/{table}/export", operation_id = "statistics_export",
    tag = "statistics", params(("campaign" = String, Path), ("table" = String, Path), ExportQuery),
    responses((status = 200, description = "The file", content_type = "application/octet-stream")))]
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
    let wanted = TableQuery { unit: query.unit, basis: query.basis.unwrap_or(Basis::Live), without: None };
    let view = view(&read, &running, &table, &wanted).await?;
    let (layout, rows) = (layout()?, lines(&view));
    let mut bytes = Vec::new();
    let (kind, ending) = match query.form {
        ExportForm::Xlsx => {
            let cover = cover(&view, ask.now());
            sheet::write_xlsx(&layout, &cover, rows, &mut bytes).map_err(Failure::from)?;
            ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx")
        }
        ExportForm::Csv => {
            sheet::write_csv(&layout, sheet::Headings::Titles, rows, &mut bytes).map_err(Failure::from)?;
            ("text/csv; charset=utf-8", "csv")
        }
    };
    let name = format!("attachment; filename=\"{table}.{ending}\"");
    let headers = [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, bytes).into_response())
}
