//! The last day of a unit; nothing is deleted.

use axum::{Json, extract::State};
use kernel::{Day, Failure, UnitId};
use policy::Act;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use web::{Answer, Ask, Body, Segment};

use crate::{
    desk::Desk,
    model::Validity,
    policy::ManageUnits,
    rows::unit,
    units::{
        read::may_manage,
        store::{self, Changes},
        view::{self, UnitView},
    },
    warrant::Warrant,
};

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CloseUnitRequest {
    revision: i64,
    /// The last day on which the unit exists; absent undoes a closing.
    last_day: Option<Day>,
}

#[utoipa::path(post, path = "/api/units/{id}/close", operation_id = "unit_close", tag = "org",
    params(("id" = String, Path, format = Uuid)),
    request_body = CloseUnitRequest, responses((status = 200, body = UnitView)))]
pub(crate) async fn unit_close(
    ask: Ask,
    State(_): State<Desk>,
    Segment(id): Segment<UnitId>,
    Body(request): Body<CloseUnitRequest>,
) -> Answer<UnitView> {
    let CloseUnitRequest { revision, last_day } = request;
    let ask = &ask;
    let view = ask
        .write(|w| async move {
            let granted = may_manage(ask, &w, id).await?;
            let row = store::for_change(&w, id, revision).await?;
            if row.merged_into.is_some() {
                return Err(Failure::refused("unit-merged", "单位已并入其他单位，其截止日期不能再改"));
            }
            if let Some(last_day) = last_day {
                refuse_root(&row)?;
                last_day_fits(&row, last_day, &store::children(&w, id).await?)?;
            }
            let changes = Changes { valid_to: Some(last_day), ..Changes::default() };
            store::change(&w, &Warrant::from(granted), row, changes).await?;
            let detail = json!({ "close": { "last_day": last_day } });
            w.audit(ask.entry(ManageUnits::KEY).at(id).on("unit", id).with(detail));
            view::load(&w, id).await
        })
        .await?;
    Ok(Json(view))
}

pub(crate) fn refuse_root(row: &unit::Model) -> Result<(), Failure> {
    if row.parent_id.is_none() {
        return Err(Failure::refused("unit-root", "最上级单位不能撤销、合并或移动"));
    }
    Ok(())
}

fn last_day_fits(row: &unit::Model, last_day: Day, children: &[unit::Model]) -> Result<(), Failure> {
    let validity = Validity { from: row.valid_from, to: Some(last_day) };
    if !validity.is_possible() {
        return Err(Failure::invalid(
            "/last_day",
            "order",
            format!("最后一日不能早于成立日 {}", row.valid_from),
        ));
    }
    let outliving = children.iter().filter(|child| child.valid_to.is_none_or(|to| to > last_day)).count();
    if outliving > 0 {
        let detail = format!("还有 {outliving} 个下级单位在该日之后仍然存在，请先移走、合并或撤销它们");
        return Err(Failure::refused("unit-has-children", detail));
    }
    Ok(())
}
