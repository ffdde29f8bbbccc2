//! One person: shown, and their name and phone corrected.

use axum::{Json, extract::State};
use kernel::{Failure, PersonId};
use policy::Act;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use web::{Answer, Ask, Body, Segment};

use super::{
    reach, store, text,
    view::{self, PersonView},
};
use crate::{desk::Desk, policy::ManagePeople, units::text::Checker, warrant::Warrant};

#[utoipa::path(get, path = "/api/people/{id}", operation_id = "person_read", tag = "org",
    params(("id" = String, Path, format = Uuid)), responses((status = 200, body = PersonView)))]
pub(crate) async fn person_read(
    ask: Ask,
    State(_): State<Desk>,
    Segment(id): Segment<PersonId>,
) -> Answer<PersonView> {
    let read = ask.read();
    let row = reach::see(&ask, &read, id).await?;
    Ok(Json(view::load(&ask, &read, row).await?))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EditPersonRequest {
    revision: i64,
    name: String,
    /// A new number; empty removes it, absent leaves it (a form only ever sees the masked one).
    phone: Option<String>,
}

#[utoipa::path(put, path = "/api/people/{id}", operation_id = "person_edit", tag = "org",
    params(("id" = String, Path, format = Uuid)),
    request_body = EditPersonRequest, responses((status = 200, body = PersonView)))]
pub(crate) async fn person_edit(
    ask: Ask,
    State(_): State<Desk>,
    Segment(id): Segment<PersonId>,
    Body(request): Body<EditPersonRequest>,
) -> Answer<PersonView> {
    let EditPersonRequest { revision, name, phone } = request;
    let mut check = Checker::at("");
    let name = check.name("name", "姓名", &name);
    let phone = phone.map(|phone| text::phone(&mut check, Some(&phone)));
    Failure::unless_empty(check.problems)?;
    let ask = &ask;
    let view = ask
        .write(|w| async move {
            let warrant = Warrant::from(reach::manage(ask, &w, id).await?);
            let row = store::person(&w, id).await?;
            if row.revision != revision {
                return Err(Failure::Stale);
            }
            let detail = json!({ "edit": { "name": row.name != name, "phone": phone.is_some() } });
            store::edit(&w, &warrant, row, name, phone).await?;
            w.audit(ask.entry(ManagePeople::KEY).on("person", id).with(detail));
            view::load(ask, &w, store::person(&w, id).await?).await
        })
        .await?;
    Ok(Json(view))
}
