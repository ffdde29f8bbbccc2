//! The list of units that somebody may see, searched by name and key.

use axum::{Json, extract::State};
use db::Reader;
use kernel::{Day, UnitId};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::LikeExpr,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Answer, Ask, Params};

use crate::{
    desk::Desk,
    model::UnitKind,
    page,
    policy::ReadUnits,
    rows::{unit, unit_name},
    tree,
    units::view::UnitItem,
};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct UnitQuery {
    /// Part of the key, the code or of any name it has ever had.
    q: Option<String>,
    kind: Option<UnitKind>,
    /// Only direct children of this unit.
    #[param(value_type = Option<String>, format = Uuid)]
    parent: Option<UnitId>,
    /// Only this unit and what is under it.
    #[param(value_type = Option<String>, format = Uuid)]
    under: Option<UnitId>,
    /// The day whose names are shown; today when absent.
    on: Option<Day>,
    /// Also units that are not valid on that day.
    #[serde(default)]
    closed: bool,
    limit: Option<u64>,
    after: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct UnitPage {
    pub items: Vec<UnitItem>,
    pub next: Option<String>,
}

#[utoipa::path(get, path = "/api/units", operation_id = "unit_list", tag = "org",
    params(UnitQuery), responses((status = 200, body = UnitPage)))]
pub(crate) async fn unit_list(
    ask: Ask,
    State(_): State<Desk>,
    Params(query): Params<UnitQuery>,
) -> Answer<UnitPage> {
    let read = ask.read();
    let UnitQuery { q, kind, parent, under, on, closed, limit, after } = query;
    let (limit, day) = (page::limit(limit)?, on.unwrap_or_else(|| ask.now().day()));
    let mut select = unit::Entity::find()
        .filter(unit::Column::TenantId.eq(ask.tenant()))
        .filter(tree::within(&ask.scope::<ReadUnits>(), unit::Column::Id));
    if let Some(q) = q.filter(|q| !q.trim().is_empty()) {
        select = select.filter(named_like(&read, &q));
    }
    if let Some(kind) = kind {
        select = select.filter(unit::Column::Kind.eq(kind.key()));
    }
    if let Some(parent) = parent {
        select = select.filter(unit::Column::ParentId.eq(parent));
    }
    if let Some(under) = under {
        select = select.filter(tree::in_tree(&read, under, unit::Column::Id));
    }
    if !closed {
        let goes_on =
            Condition::any().add(unit::Column::ValidTo.is_null()).add(unit::Column::ValidTo.gte(day));
        select = select.filter(unit::Column::ValidFrom.lte(day)).filter(goes_on);
    }
    if let Some(after) = after {
        select = select.filter(unit::Column::Key.gt(after));
    }
    let mut rows = select.order_by_asc(unit::Column::Key).limit(limit + 1).all(read.conn()).await?;
    let next = page::cut(&mut rows, limit, |row| row.key.clone());
    let names = tree::names(&read, rows.iter().map(|row| row.id)).await?;
    let items = rows
        .into_iter()
        .map(|row| tree::assemble(row, &names, day).map(|row| UnitItem::new(row, day)))
        .collect::<Result<_, _>>()?;
    Ok(Json(UnitPage { items, next }))
}

fn named_like(reader: &impl Reader, q: &str) -> Condition {
    let like = || LikeExpr::new(page::pattern(q)).escape('\\');
    let by_name = unit_name::Entity::find()
        .select_only()
        .column(unit_name::Column::UnitId)
        .filter(unit_name::Column::TenantId.eq(reader.tenant()))
        .filter(unit_name::Column::Folded.like(like()))
        .into_query();
    Condition::any()
        .add(unit::Column::Key.like(like()))
        .add(unit::Column::RegionCode.like(like()))
        .add(unit::Column::Id.in_subquery(by_name))
}
