//! One unit becomes part of another on a day: it is closed, says where its work went, and its children move there.

use axum::{Json, extract::State};
use db::Write;
use kernel::{Day, Failure, UnitId};
use policy::Act;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use web::{Answer, Ask, Body, Segment};

use crate::{
    desk::Desk,
    model::UnitRow,
    policy::ManageUnits,
    rows::unit,
    tree,
    units::{
        close::refuse_root,
        read::may_manage,
        store::{self, Changes},
        view::{self, UnitView},
    },
    warrant::Warrant,
};

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MergeUnitRequest {
    revision: i64,
    #[schema(value_type = String, format = Uuid)]
    into: UnitId,
    /// The first day on which it is part of the other unit.
    on: Day,
}

#[utoipa::path(post, path = "/api/units/{id}/merge", operation_id = "unit_merge", tag = "org",
    params(("id" = String, Path, format = Uuid)),
    request_body = MergeUnitRequest, responses((status = 200, body = UnitView)))]
pub(crate) async fn unit_merge(
    ask: Ask,
    State(_): State<Desk>,
    Segment(id): Segment<UnitId>,
    Body(request): Body<MergeUnitRequest>,
) -> Answer<UnitView> {
    let MergeUnitRequest { revision, into, on } = request;
    let ask = &ask;
    let view = ask
        .write(|w| async move {
            let granted = may_manage(ask, &w, id).await?;
            may_manage(ask, &w, into).await?;
            let row = store::for_change(&w, id, revision).await?;
            let target = tree::unit(&w, into).await?;
            may_merge(&row, &target, on, ask.now().day())?;
            if tree::descendants(&w, id).await?.contains(&into) {
                return Err(Failure::refused("unit-circle", "不能并入自己的下级单位，请另选目标单位"));
            }
            let moved = merge(&w, &Warrant::from(granted), row, into, on).await?;
            let detail = json!({ "merge": { "into": into, "on": on, "children_moved": moved } });
            w.audit(ask.entry(ManageUnits::KEY).at(id).on("unit", id).with(detail));
            view::load(&w, id).await
        })
        .await?;
    Ok(Json(view))
}

fn may_merge(row: &unit::Model, target: &UnitRow, on: Day, today: Day) -> Result<(), Failure> {
    refuse_root(row)?;
    // What stands under the unit moves with the merge, and the tree keeps only where things stand now.
    if on > today {
        return Err(Failure::invalid(
            "/on",
            "future",
            "合并日不能晚于今天：下级单位随合并立即转移，请到当天再办理",
        ));
    }
    if row.id == target.id {
        return Err(Failure::invalid("/into", "self", "不能并入自己，请选择另一个单位"));
    }
    if row.merged_into.is_some() || row.valid_to.is_some_and(|to| to < on) {
        return Err(Failure::refused("unit-closed", "单位在该日之前已撤销或合并"));
    }
    if row.kind != target.kind.key() {
        return Err(Failure::invalid("/into", "kind", "只能并入同一类别的单位"));
    }
    if on <= row.valid_from {
        return Err(Failure::invalid("/on", "order", format!("合并日应晚于成立日 {}", row.valid_from)));
    }
    if !target.validity.holds_on(on) {
        return Err(Failure::invalid("/on", "order", "目标单位在该日不存在，请另选日期或单位"));
    }
    Ok(())
}

/// Answers how many children moved.
async fn merge(
    write: &Write,
    warrant: &Warrant<ManageUnits>,
    row: unit::Model,
    into: UnitId,
    on: Day,
) -> Result<usize, Failure> {
    let children = store::children(write, row.id).await?;
    let moved = children.len();
    for child in children {
        store::change(write, warrant, child, Changes { parent: Some(into), ..Changes::default() }).await?;
    }
    let changes =
        Changes { valid_to: Some(Some(on.plus_days(-1))), merged_into: Some(into), ..Changes::default() };
    store::change(write, warrant, row, changes).await?;
    Ok(moved)
}
