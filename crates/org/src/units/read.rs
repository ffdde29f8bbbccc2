//! One unit, and the whole tree that somebody may see.

use axum::{Json, extract::State};
use kernel::{Day, Failure, UnitId};
use policy::Granted;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Answer, Ask, Params, Segment};

use crate::{
    desk::Desk,
    policy::{ManageUnits, ReadUnits},
    rows::unit,
    tree,
    units::view::{self, UnitItem, UnitView},
};

#[utoipa::path(get, path = "/api/units/{id}", operation_id = "unit_read", tag = "org",
    params(("id" = String, Path, format = Uuid)), responses((status = 200, body = UnitView)))]
pub(crate) async fn unit_read(
    ask: Ask,
    State(_): State<Desk>,
    Segment(id): Segment<UnitId>,
) -> Answer<UnitView> {
    let read = ask.read();
    ask.authorize_or_hide::<ReadUnits>(&tree::standing(&read, &id).await?)?;
    Ok(Json(view::load(&read, id).await?))
}

/// Whether the asker may change the unit. To somebody who may not even read it, it is not there.
pub(crate) async fn may_manage(
    ask: &Ask,
    write: &db::Write,
    id: UnitId,
) -> Result<Granted<ManageUnits>, Failure> {
    let standing = tree::standing(write, &id).await?;
    ask.authorize_or_hide::<ReadUnits>(&standing)?;
    ask.authorize(&standing)
}

/// A tree of more nodes is read by its branches, with `GET /api/units?parent=`.
const NODES_MAX: u64 = 5_000;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct UnitTreeQuery {
    /// The day whose names are shown; today when absent.
    on: Option<Day>,
    /// Only this unit and what is under it.
    #[param(value_type = Option<String>, format = Uuid)]
    root: Option<UnitId>,
}

/// Nodes in their official order: by region code, then by key. A node whose parent is not among them is a root for the asker.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct UnitTreeView {
    pub items: Vec<UnitItem>,
    /// True when there were more nodes than are shown at once.
    pub cut: bool,
}

#[utoipa::path(get, path = "/api/units/tree", operation_id = "unit_tree", tag = "org",
    params(UnitTreeQuery), responses((status = 200, body = UnitTreeView)))]
pub(crate) async fn unit_tree(
    ask: Ask,
    State(_): State<Desk>,
    Params(query): Params<UnitTreeQuery>,
) -> Answer<UnitTreeView> {
    let read = ask.read();
    let UnitTreeQuery { on, root } = query;
    let day = on.unwrap_or_else(|| ask.now().day());
    let mut select = unit::Entity::find()
        .filter(unit::Column::TenantId.eq(ask.tenant()))
        .filter(tree::within(&ask.scope::<ReadUnits>(), unit::Column::Id));
    if let Some(root) = root {
        select = select.filter(tree::in_tree(&read, root, unit::Column::Id));
    }
    let mut rows = select
        .order_by_asc(unit::Column::Key)
        .limit(NODES_MAX + 1)
        .all(db::Reader::conn(&read))
        .await
        .map_err(Failure::from)?;
    let cut = rows.len() as u64 > NODES_MAX;
    rows.truncate(usize::try_from(NODES_MAX).unwrap_or(usize::MAX));
    let names = tree::names(&read, rows.iter().map(|row| row.id)).await?;
    let rows: Result<Vec<_>, _> = rows.into_iter().map(|row| tree::assemble(row, &names, day)).collect();
    let mut rows = rows?;
    tree::in_order(&mut rows);
    let items = rows.into_iter().map(|row| UnitItem::new(row, day)).collect();
    Ok(Json(UnitTreeView { items, cut }))
}
