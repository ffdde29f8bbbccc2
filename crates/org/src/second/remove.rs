//! Giving up a second factor: one's own with a code, somebody else's when the telephone is lost.

use axum::{Json, extract::State};
use db::Write;
use kernel::{Failure, Instant, PersonId};
use policy::Act;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use web::{Answer, Ask, Body, Segment};

use super::{
    prove::{CodeRequest, spent},
    store,
};
use crate::{
    desk::Desk,
    login::{attempts, session_store, token::only_at_browser},
    people::{
        reach,
        store::person,
        view::{self, PersonView},
    },
    policy::ManagePeople,
    warrant::Warrant,
};

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct SecondFactorRemoved {
    /// Since when there was one.
    pub confirmed_at: Option<Instant>,
}

#[utoipa::path(post, path = "/api/me/second-factor/remove", operation_id = "second_factor_remove", tag = "org",
    request_body = CodeRequest, responses((status = 200, body = SecondFactorRemoved)))]
pub(crate) async fn second_factor_remove(
    ask: Ask,
    State(desk): State<Desk>,
    Body(request): Body<CodeRequest>,
) -> Answer<SecondFactorRemoved> {
    only_at_browser(&ask)?;
    if store::confirmed(&ask.read(), ask.person()).await?.is_none() {
        return Err(Failure::unacceptable("no-second-factor", "尚未启用两步验证").into());
    }
    let (asker, gate, code) = (&ask, &desk.gate, request.code.as_str());
    // Not through the idempotent door: every wrong code counts.
    let removed = ask
        .db()
        .write(ask.tenant(), |w| async move {
            let action = "org.remove_second_factor";
            let way = match spent(&w, gate, asker.person(), action, code).await? {
                Ok(way) => way,
                Err(refusal) => return Ok(Err(refusal)),
            };
            let confirmed_at = store::remove(&w, asker.person()).await?;
            w.audit(asker.entry(action).with(json!({ "way": way.key() })));
            Ok(Ok(SecondFactorRemoved { confirmed_at }))
        })
        .await??;
    Ok(Json(removed))
}

/// Removes somebody's factor and everything that was opened with it; answers how many sessions that were.
pub(crate) async fn reset(
    write: &Write,
    _: &Warrant<ManagePeople>,
    person: PersonId,
) -> Result<u64, Failure> {
    store::remove(write, person).await?;
    attempts::forget(write, &attempts::key_of_codes(person)).await?;
    session_store::close_others(write, person, None).await
}

#[utoipa::path(delete, path = "/api/people/{id}/second-factor", operation_id = "person_reset_second_factor",
    tag = "org", params(("id" = String, Path, format = Uuid)), responses((status = 200, body = PersonView)))]
pub(crate) async fn person_reset_second_factor(
    ask: Ask,
    State(_): State<Desk>,
    Segment(id): Segment<PersonId>,
) -> Answer<PersonView> {
    if id == ask.person() {
        return Err(Failure::refused("self", "请在“我的账号”中停用自己的两步验证").into());
    }
    let asker = &ask;
    let view = ask
        .write(|w| async move {
            let warrant = Warrant::from(reach::manage(asker, &w, id).await?);
            let ended = reset(&w, &warrant, id).await?;
            let detail = json!({ "reset_second_factor": true, "sessions_ended": ended });
            w.audit(asker.entry(ManagePeople::KEY).on("person", id).with(detail));
            view::load(asker, &w, person(&w, id).await?).await
        })
        .await?;
    Ok(Json(view))
}
