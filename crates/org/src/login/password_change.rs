//! Choosing a new password.

use axum::{Json, extract::State, http::HeaderMap};
use db::Reader;
use kernel::{Failure, OrHidden};
use sea_orm::EntityTrait;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use web::{Answer, Ask, Body, session_cookie};

use super::{attempts, password, password_store, session_store, token::only_at_browser};
use crate::{desk::Desk, rows::person};

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PasswordChangeRequest {
    #[schema(format = Password)]
    current: String,
    #[schema(format = Password)]
    new: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct PasswordChangeView {
    /// Sessions of the same person elsewhere that ended with the old password.
    pub other_sessions_ended: u64,
}

#[utoipa::path(put, path = "/api/me/password", operation_id = "password_change", tag = "org",
    request_body = PasswordChangeRequest, responses((status = 200, body = PasswordChangeView)))]
pub(crate) async fn password_change(
    ask: Ask,
    State(desk): State<Desk>,
    headers: HeaderMap,
    Body(request): Body<PasswordChangeRequest>,
) -> Answer<PasswordChangeView> {
    only_at_browser(&ask)?;
    let PasswordChangeRequest { current, new } = request;
    let read = ask.read();
    let person =
        person::Entity::find_by_id((ask.tenant(), ask.person())).one(read.conn()).await?.or_hidden()?;
    let fault = Failure::invalid("/current", "wrong", "当前口令不正确，请重新输入");
    prove(&ask, &desk, &person.login, &current, fault).await?;
    if current == new {
        return Err(Failure::invalid("/new", "same", "新口令不能与当前口令相同").into());
    }
    password::check("/new", &new, &person.login, &desk.gate.passwords)?;
    let hash = desk.gate.hasher.hash(&new).await?;
    let (ask, shown) = (&ask, session_cookie(&headers));
    let view = ask
        .write(|w| async move {
            password_store::set(&w, ask.person(), hash, false).await?;
            let ended = session_store::close_others(&w, ask.person(), shown.as_deref()).await?;
            w.audit(ask.entry("org.change_password").with(json!({ "other_sessions_ended": ended })));
            Ok(PasswordChangeView { other_sessions_ended: ended })
        })
        .await?;
    Ok(Json(view))
}

/// An unattended screen must not become somebody else's account, so the current password is asked for again and
/// failures count as failed logins.
pub(crate) async fn prove(
    ask: &Ask,
    desk: &Desk,
    login: &str,
    current: &str,
    fault: Failure,
) -> Result<(), Failure> {
    let key = attempts::key(login);
    if let Some(seconds) = attempts::look(&ask.read(), &key).await?.locked_for_s(ask.now()) {
        return Err(Failure::TooMany { retry_after_s: seconds });
    }
    let _turn = desk.gate.turns.take(&key)?;
    let known = password_store::find(&ask.read(), ask.person()).await?;
    if desk.gate.hasher.verify(current, known.as_ref().map(|row| row.hash.as_str())).await? {
        return Ok(());
    }
    let (key, rules) = (key.as_str(), &desk.gate.login);
    // Not through the idempotent door: every wrong attempt counts.
    ask.db()
        .write(ask.tenant(), |w| async move {
            let before = attempts::hold(&w, key).await?;
            let after = attempts::fail(&w, key, before, rules).await?;
            w.audit(ask.entry("org.prove_password").refused().with(json!({ "failures": after.failures })));
            Ok(())
        })
        .await?;
    Err(fault)
}
