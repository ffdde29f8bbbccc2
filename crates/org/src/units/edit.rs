//! The code and the attributes of a unit. Its name, place and validity have operations of their own.

use std::collections::BTreeMap;

use axum::{Json, extract::State};
use kernel::{Failure, UnitId};
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
pub(crate) struct EditUnitRequest {
    revision: i64,
    region_code: Option<String>,
    attributes: BTreeMap<String, String>,
}

#[utoipa::path(put, path = "/api/units/{id}", operation_id = "unit_edit", tag = "org",
    params(("id" = String, Path, format = Uuid)),
    request_body = EditUnitRequest, responses((status = 200, body = UnitView)))]
pub(crate) async fn unit_edit(
    ask: Ask,
    State(_): State<Desk>,
    Segment(id): Segment<UnitId>,
    Body(request): Body<EditUnitRequest>,
) -> Answer<UnitView> {
    let EditUnitRequest { revision, region_code, attributes } = request;
    let mut check = Checker::at("");
    let region_code = check.region_code(region_code.as_deref());
    let attributes = check.attributes(&attributes);
    Failure::unless_empty(check.problems)?;
    let ask = &ask;
    let view = ask
        .write(|w| async move {
            let granted = may_manage(ask, &w, id).await?;
            let row = store::for_change(&w, id, revision).await?;
            let detail = json!({ "edit": { "region_code": region_code, "attributes": attributes } });
            let changes = Changes {
                region_code: Some(region_code),
                attributes: Some(attributes),
                ..Changes::default()
            };
            store::change(&w, &Warrant::from(granted), row, changes).await?;
            w.audit(ask.entry(ManageUnits::KEY).at(id).on("unit", id).with(detail));
            view::load(&w, id).await
        })
        .await?;
    Ok(Json(view))
}
