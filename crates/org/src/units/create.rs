//! A new unit under an existing one.

use std::collections::BTreeMap;

use axum::{Json, extract::State};
use kernel::{Day, Failure, UnitId};
use policy::Act;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use web::{Answer, Ask, Body};

use crate::{
    closure,
    desk::Desk,
    model::{UnitKind, Validity},
    policy::ManageUnits,
    tree,
    units::{
        read::may_manage,
        store::{self, NewUnit},
        text::Checker,
        view::{self, UnitView},
    },
    warrant::Warrant,
};

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewUnitRequest {
    /// Its own stable name: small letters, digits, `-`, `_`, `.`.
    key: String,
    name: String,
    kind: UnitKind,
    #[schema(value_type = String, format = Uuid)]
    parent_id: UnitId,
    region_code: Option<String>,
    #[serde(default)]
    attributes: BTreeMap<String, String>,
    valid_from: Day,
    /// The last day, if it is known already.
    valid_to: Option<Day>,
}

#[utoipa::path(post, path = "/api/units", operation_id = "unit_create", tag = "org",
    request_body = NewUnitRequest, responses((status = 200, body = UnitView)))]
pub(crate) async fn unit_create(
    ask: Ask,
    State(_): State<Desk>,
    Body(request): Body<NewUnitRequest>,
) -> Answer<UnitView> {
    let new = checked(request)?;
    let ask = &ask;
    let view = ask
        .write(|w| async move {
            let parent = new.parent.ok_or(Failure::Hidden)?;
            let granted = may_manage(ask, &w, parent).await?;
            closure::lock(&w).await?;
            let above = tree::unit(&w, parent).await?;
            stands_under(new.kind, above.kind)?;
            fits_under(&above.validity, new.validity)?;
            let detail = json!({ "key": new.key, "kind": new.kind, "parent": parent });
            let id = store::insert(&w, &Warrant::from(granted), new).await?;
            w.audit(ask.entry(ManageUnits::KEY).at(id).on("unit", id).with(json!({ "create": detail })));
            view::load(&w, id).await
        })
        .await?;
    Ok(Json(view))
}

fn checked(request: NewUnitRequest) -> Result<NewUnit, Failure> {
    let NewUnitRequest { key, name, kind, parent_id, region_code, attributes, valid_from, valid_to } =
        request;
    let mut check = Checker::at("");
    let validity = Validity { from: valid_from, to: valid_to };
    if !validity.is_possible() {
        check.say("valid_to", "order", "截止日期不能早于起始日期");
    }
    let new = NewUnit {
        key: check.key(&key),
        name: check.name("name", "单位名称", &name),
        kind,
        parent: Some(parent_id),
        region_code: check.region_code(region_code.as_deref()),
        attributes: check.attributes(&attributes),
        validity,
    };
    Failure::unless_empty(check.problems)?;
    Ok(new)
}

/// # Errors
/// [`Failure::Refused`] when units of these kinds do not stand one under the other.
pub(crate) fn stands_under(kind: UnitKind, above: UnitKind) -> Result<(), Failure> {
    if kind.may_stand_under(above) {
        return Ok(());
    }
    let (kind, above) = (kind.title(), above.title());
    Err(Failure::refused("unit-place", format!("{kind}不能挂在{above}之下，请另选上级单位或改正类别")))
}

fn fits_under(parent: &Validity, child: Validity) -> Result<(), Failure> {
    if parent.overlaps(child) {
        return Ok(());
    }
    Err(Failure::refused("parent-closed", "上级单位在该期间已撤销或尚未成立，请另选上级单位或调整日期"))
}
