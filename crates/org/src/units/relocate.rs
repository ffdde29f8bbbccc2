//! A unit gets another parent; everything under it comes along.

use axum::{Json, extract::State};
use kernel::UnitId;
use policy::Act;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use web::{Answer, Ask, Body, Segment};

use crate::{
    desk::Desk,
    policy::ManageUnits,
    tree,
    units::{
        close::refuse_root,
        create::stands_under,
        read::may_manage,
        store::{self, Changes},
        view::{self, UnitView},
    },
    warrant::Warrant,
};

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MoveUnitRequest {
    revision: i64,
    #[schema(value_type = String, format = Uuid)]
    parent_id: UnitId,
}

#[utoipa::path(post, path = "/api/units/{id}/move", operation_id = "unit_move", tag = "org",
    params(("id" = String, Path, format = Uuid)),
    request_body = MoveUnitRequest, responses((status = 200, body = UnitView)))]
pub(crate) async fn unit_move(
    ask: Ask,
    State(_): State<Desk>,
    Segment(id): Segment<UnitId>,
    Body(request): Body<MoveUnitRequest>,
) -> Answer<UnitView> {
    let MoveUnitRequest { revision, parent_id } = request;
    let ask = &ask;
    let view = ask
        .write(|w| async move {
            let granted = may_manage(ask, &w, id).await?;
            may_manage(ask, &w, parent_id).await?;
            let row = store::for_change(&w, id, revision).await?;
            refuse_root(&row)?;
            let (moved, above) = (tree::unit(&w, id).await?, tree::unit(&w, parent_id).await?);
            stands_under(moved.kind, above.kind)?;
            let detail = json!({ "move": { "from": row.parent_id, "to": parent_id } });
            let changes = Changes { parent: Some(parent_id), ..Changes::default() };
            store::change(&w, &Warrant::from(granted), row, changes).await?;
            w.audit(ask.entry(ManageUnits::KEY).at(id).on("unit", id).with(detail));
            view::load(&w, id).await
        })
        .await?;
    Ok(Json(view))
}
