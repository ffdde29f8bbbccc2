//! A new name from a day on. The names before stay what they were.

use axum::{Json, extract::State};
use kernel::{Day, Failure, UnitId};
use policy::Act;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use web::{Answer, Ask, Body, Segment};

use crate::{
    desk::Desk,
    policy::ManageUnits,
    units::{
        read::may_manage,
        store::{self, Changes},
        text::Checker,
        view::{self, UnitView},
    },
    warrant::Warrant,
};

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RenameUnitRequest {
    revision: i64,
    name: String,
    /// The first day of the name. A name that began on the same day is corrected by this one.
    valid_from: Day,
}

#[utoipa::path(post, path = "/api/units/{id}/names", operation_id = "unit_rename", tag = "org",
    params(("id" = String, Path, format = Uuid)),
    request_body = RenameUnitRequest, responses((status = 200, body = UnitView)))]
pub(crate) async fn unit_rename(
    ask: Ask,
    State(_): State<Desk>,
    Segment(id): Segment<UnitId>,
    Body(request): Body<RenameUnitRequest>,
) -> Answer<UnitView> {
    let RenameUnitRequest { revision, name, valid_from } = request;
    let mut check = Checker::at("");
    let name = check.name("name", "单位名称", &name);
    Failure::unless_empty(check.problems)?;
    let ask = &ask;
    let view = ask
        .write(|w| async move {
            let granted = may_manage(ask, &w, id).await?;
            let row = store::for_change(&w, id, revision).await?;
            if row.valid_to.is_some_and(|last| valid_from > last) {
                return Err(Failure::refused("unit-closed", "单位在该日之前已撤销，不能再更名"));
            }
            let warrant = Warrant::from(granted);
            store::name_from(&w, &warrant, id, valid_from, &name).await?;
            store::change(&w, &warrant, row, Changes::default()).await?;
            let detail = json!({ "rename": { "name": name, "valid_from": valid_from } });
            w.audit(ask.entry(ManageUnits::KEY).at(id).on("unit", id).with(detail));
            view::load(&w, id).await
        })
        .await?;
    Ok(Json(view))
}
