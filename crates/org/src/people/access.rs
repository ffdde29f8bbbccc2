//! Shutting somebody out, letting them in again, giving a new one-time password.

use std::sync::atomic::{AtomicBool, Ordering};

use axum::{Json, extract::State};
use kernel::{Failure, PersonId};
use policy::Act;
use serde_json::json;
use web::{Answer, Ask, Segment};

use super::{
    reach, store,
    view::{self, PersonView, PersonWithPassword},
};
use crate::{closure, desk::Desk, login::secret, policy::ManagePeople, posts::keep, warrant::Warrant};

#[utoipa::path(post, path = "/api/people/{id}/disable", operation_id = "person_disable", tag = "org",
    params(("id" = String, Path, format = Uuid)), responses((status = 200, body = PersonView)))]
pub(crate) async fn person_disable(
    ask: Ask,
    State(_): State<Desk>,
    Segment(id): Segment<PersonId>,
) -> Answer<PersonView> {
    if id == ask.person() {
        return Err(Failure::refused("self", "不能停用自己的账号，请由另一位管理员操作").into());
    }
    switch(&ask, id, true).await
}

#[utoipa::path(post, path = "/api/people/{id}/enable", operation_id = "person_enable", tag = "org",
    params(("id" = String, Path, format = Uuid)), responses((status = 200, body = PersonView)))]
pub(crate) async fn person_enable(
    ask: Ask,
    State(_): State<Desk>,
    Segment(id): Segment<PersonId>,
) -> Answer<PersonView> {
    switch(&ask, id, false).await
}

async fn switch(ask: &Ask, id: PersonId, disabled: bool) -> Answer<PersonView> {
    let view = ask
        .write(|w| async move {
            closure::lock(&w).await?;
            let warrant = Warrant::from(reach::manage(ask, &w, id).await?);
            let row = store::person(&w, id).await?;
            if row.disabled_at.is_some() != disabled {
                if disabled {
                    keep::a_security_admin_besides(&w, Some(id), None).await?;
                }
                store::set_disabled(&w, &warrant, row, disabled).await?;
            }
            w.audit(ask.entry(ManagePeople::KEY).on("person", id).with(json!({ "disabled": disabled })));
            view::load(ask, &w, store::person(&w, id).await?).await
        })
        .await?;
    Ok(Json(view))
}

#[utoipa::path(post, path = "/api/people/{id}/password", operation_id = "person_reset_password", tag = "org",
    params(("id" = String, Path, format = Uuid)), responses((status = 200, body = PersonWithPassword)))]
pub(crate) async fn person_reset_password(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<PersonId>,
) -> Answer<PersonWithPassword> {
    if id == ask.person() {
        return Err(Failure::refused("self", "请在“我的口令”中修改自己的口令").into());
    }
    // Asked before the slow work as well, so that nobody can keep the hasher busy.
    reach::manage(&ask, &ask.read(), id).await?;
    let password = secret::one_time_password()?;
    let hash = desk.gate.hasher.hash(&password).await?;
    let (ask, made) = (&ask, AtomicBool::new(false));
    let person = ask
        .write(|w| {
            let made = &made;
            async move {
                let warrant = Warrant::from(reach::manage(ask, &w, id).await?);
                let row = store::person(&w, id).await?;
                let ended = store::give_password(&w, &warrant, &row, hash).await?;
                let detail = json!({ "reset_password": true, "sessions_ended": ended });
                w.audit(ask.entry(ManagePeople::KEY).on("person", id).with(detail));
                made.store(true, Ordering::Relaxed);
                view::load(ask, &w, row).await
            }
        })
        .await?;
    let one_time_password = made.into_inner().then_some(password);
    Ok(Json(PersonWithPassword { person, one_time_password }))
}
