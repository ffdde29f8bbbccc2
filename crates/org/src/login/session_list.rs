//! Where I am logged in, and how I end what I have forgotten or what was never mine.

use axum::{Json, extract::State, http::HeaderMap};
use kernel::{Failure, Instant, OrHidden};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use web::{Answer, Ask, Segment, session_cookie};

use super::{secret, session_store, token::only_at_browser};
use crate::{desk::Desk, model::SessionId, rows::session};

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct SessionItem {
    #[schema(value_type = String, format = Uuid)]
    pub id: SessionId,
    /// Browser and system as far as they are known; empty when nothing is.
    pub device: String,
    pub created_at: Instant,
    /// Written at most once a minute.
    pub last_seen_at: Instant,
    /// True for the session that asks.
    pub this: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct SessionList {
    /// Newest first; only sessions that can still be used.
    pub items: Vec<SessionItem>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct SessionsEnded {
    pub ended: u64,
}

fn item(row: session::Model, shown: &str) -> SessionItem {
    let session::Model {
        tenant_id: _,
        id,
        person_id: _,
        digest,
        device,
        created_at,
        last_seen_at,
        admitted_at: _,
    } = row;
    SessionItem { id, device, created_at, last_seen_at, this: digest == secret::digest(shown) }
}

#[utoipa::path(get, path = "/api/me/sessions", operation_id = "session_list", tag = "org",
    responses((status = 200, body = SessionList)))]
pub(crate) async fn session_list(
    ask: Ask,
    State(desk): State<Desk>,
    headers: HeaderMap,
) -> Answer<SessionList> {
    only_at_browser(&ask)?;
    let shown = session_cookie(&headers).unwrap_or_default();
    let rows = session_store::alive(&ask.read(), ask.person(), &desk.gate.login).await?;
    Ok(Json(SessionList { items: rows.into_iter().map(|row| item(row, &shown)).collect() }))
}

#[utoipa::path(delete, path = "/api/me/sessions/{id}", operation_id = "session_end", tag = "org",
    params(("id" = String, Path, format = Uuid)), responses((status = 200, body = SessionsEnded)))]
pub(crate) async fn session_end(
    ask: Ask,
    State(_): State<Desk>,
    Segment(id): Segment<SessionId>,
) -> Answer<SessionsEnded> {
    only_at_browser(&ask)?;
    let ask = &ask;
    let view = ask
        .write(|w| async move {
            session_store::close_one(&w, ask.person(), id).await?.then_some(()).or_hidden()?;
            w.audit(ask.entry("org.end_session").on("session", id));
            Ok(SessionsEnded { ended: 1 })
        })
        .await?;
    Ok(Json(view))
}

#[utoipa::path(delete, path = "/api/me/sessions", operation_id = "session_end_others", tag = "org",
    responses((status = 200, body = SessionsEnded)))]
pub(crate) async fn session_end_others(
    ask: Ask,
    State(_): State<Desk>,
    headers: HeaderMap,
) -> Answer<SessionsEnded> {
    only_at_browser(&ask)?;
    let shown = session_cookie(&headers).ok_or(Failure::Unauthenticated)?;
    let (ask, shown) = (&ask, shown.as_str());
    let view = ask
        .write(|w| async move {
            let ended = session_store::close_others(&w, ask.person(), Some(shown)).await?;
            w.audit(ask.entry("org.end_session").with(json!({ "others": ended })));
            Ok(SessionsEnded { ended })
        })
        .await?;
    Ok(Json(view))
}
