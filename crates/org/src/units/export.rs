//! The units that somebody may see, as a file that can be imported again.

use axum::{extract::State, response::Response};
use db::Reader;
use kernel::Day;
use policy::Act;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::Deserialize;
use serde_json::json;
use sheet::Value;
use utoipa::IntoParams;
use web::{Ask, Params, Problem};

use super::table;
use crate::{
    desk::Desk,
    download::{self, Format},
    model::UnitRow,
    policy::ReadUnits,
    rows::unit,
    tree,
};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct UnitExportQuery {
    /// XLSX when absent.
    #[serde(default)]
    #[param(inline)]
    format: Format,
    /// The day whose names are written; today when absent.
    on: Option<Day>,
}

#[utoipa::path(get, path = "/api/units/export", operation_id = "unit_export", tag = "org",
    params(UnitExportQuery),
    responses((status = 200, content(
        (Vec<u8> = "text/csv"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ))))]
pub(crate) async fn unit_export(
    ask: Ask,
    State(_): State<Desk>,
    Params(query): Params<UnitExportQuery>,
) -> Result<Response, Problem> {
    let UnitExportQuery { format, on } = query;
    let (read, today) = (ask.read(), ask.now().day());
    let rows = unit::Entity::find()
        .filter(unit::Column::TenantId.eq(ask.tenant()))
        .filter(tree::within(&ask.scope::<ReadUnits>(), unit::Column::Id))
        .all(read.conn())
        .await?;
    let names = tree::names(&read, rows.iter().map(|row| row.id)).await?;
    let above = tree::labels(&read, rows.iter().filter_map(|row| row.parent_id)).await?;
    let day = on.unwrap_or(today);
    let rows: Result<Vec<UnitRow>, _> =
        rows.into_iter().map(|row| tree::assemble(row, &names, day)).collect();
    let mut rows = rows?;
    tree::in_order(&mut rows);
    let line = |unit: UnitRow| {
        let parent = unit.parent.and_then(|id| above.get(&id)).map(|parent| parent.key.as_str());
        table::values(unit, parent)
    };
    let lines: Vec<Vec<Value>> = rows.into_iter().map(line).collect();
    let entry =
        ask.entry(ReadUnits::KEY).with(json!({ "export": { "format": format.key(), "lines": lines.len() } }));
    let bytes = download::written(table::layout()?, format, ask.now(), lines).await?;
    ask.db()
        .write(ask.tenant(), |w| async move {
            w.audit(entry);
            Ok(())
        })
        .await?;
    Ok(download::attachment("组织机构", today, format, bytes))
}
