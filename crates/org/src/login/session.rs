//! Logging in and out.

use std::sync::Arc;

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderName, StatusCode, header},
};
use db::{Db, Entry, Reader, Write};
use kernel::{Failure, PersonId, TenantId};
use sea_orm::EntityTrait;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use web::{Body, Problem, session_cookie};

use super::{Gate, attempts, device, password, password_store, secret, session_store};
use crate::{
    desk::Desk,
    people::store::find_login,
    rows::{password as password_row, person},
    second, tenant,
};

const COOKIE: &str = "anxing_session";

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LoginRequest {
    login: String,
    #[schema(format = Password)]
    password: String,
}

/// The session itself is in the cookie.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct SessionView {
    pub name: String,
    /// Until it is changed nothing else is allowed.
    pub must_change_password: bool,
    /// The password was right and a code is awaited: the session opens nothing but `POST /api/session/second`.
    pub second_factor_awaited: bool,
}

pub(crate) type WithCookie<T> = Result<([(HeaderName, String); 1], T), Problem>;

#[utoipa::path(post, path = "/api/session", operation_id = "session_open", tag = "org",
    request_body = LoginRequest, responses((status = 200, body = SessionView)))]
pub(crate) async fn session_open(
    State(desk): State<Desk>,
    headers: HeaderMap,
    Body(request): Body<LoginRequest>,
) -> WithCookie<Json<SessionView>> {
    let LoginRequest { login, password } = request;
    let db = &desk.web.db;
    let typed = Typed { login: &login, password: &password, device: device::of(&headers) };
    let (shown, view) = log_in(db, &desk.gate, typed).await?;
    Ok(([(header::SET_COOKIE, set_cookie(&shown, &desk.gate))], Json(view)))
}

#[utoipa::path(delete, path = "/api/session", operation_id = "session_close", tag = "org",
    responses((status = 204)))]
pub(crate) async fn session_close(State(desk): State<Desk>, headers: HeaderMap) -> WithCookie<StatusCode> {
    let shown = session_cookie(&headers);
    if let Some((tenant, shown)) = shown.as_deref().and_then(|shown| Some((secret::tenant_of(shown)?, shown)))
    {
        log_out(&desk.web.db, tenant, shown).await?;
    }
    let gone = format!("{}; Max-Age=0", cookie("", desk.gate.cookie_secure));
    Ok(([(header::SET_COOKIE, gone)], StatusCode::NO_CONTENT))
}

pub(crate) fn set_cookie(shown: &str, gate: &Gate) -> String {
    cookie(shown, gate.cookie_secure)
}

/// `Lax` lets a link in a message lead into the console; writes are guarded by the same-origin check.
fn cookie(shown: &str, secure: bool) -> String {
    let secure = if secure { "; Secure" } else { "" };
    format!("{COOKIE}={shown}; Path=/; HttpOnly; SameSite=Lax{secure}")
}

/// Somebody who may or may not exist; the work that follows is the same.
struct Claimed {
    tenant: TenantId,
    /// Whose name it is, also of somebody who is shut out: for the trail.
    named: Option<PersonId>,
    person: Option<person::Model>,
    password: Option<password_row::Model>,
}

async fn claimed(db: &Db, login: &str) -> Result<Claimed, Failure> {
    let found = find_login(&db.read(tenant::FIRST), login).await?;
    let tenant = found.as_ref().map_or(tenant::FIRST, |found| found.tenant_id);
    // Nobody has a fresh id, so an unknown name takes the same two looks.
    let id = found.map_or_else(|| db.id(), |found| found.person_id);
    let read = db.read(tenant);
    let person = person::Entity::find_by_id((tenant, id)).one(read.conn()).await?;
    let password = password_store::find(&read, id).await?;
    let named = person.as_ref().map(|person| person.id);
    Ok(Claimed { tenant, named, person: person.filter(|person| person.disabled_at.is_none()), password })
}

/// What somebody sent to be let in, and from where.
struct Typed<'a> {
    login: &'a str,
    password: &'a str,
    device: String,
}

async fn log_in(db: &Db, gate: &Gate, typed: Typed<'_>) -> Result<(String, SessionView), Failure> {
    let Typed { login, password: tried, device } = typed;
    let key = attempts::key(login);
    // Before anything is asked of the database: its connections are what a thousand guesses would take away.
    let _turn = gate.turns.take(&key)?;
    if let Some(seconds) = attempts::look(&db.read(tenant::FIRST), &key).await?.locked_for_s(db.now()) {
        return Err(Failure::TooMany { retry_after_s: seconds });
    }
    let Claimed { tenant, named, person, password } = claimed(db, login).await?;
    let hash = password.as_ref().filter(|_| person.is_some()).map(|row| row.hash.as_str());
    let right = gate.hasher.verify(tried, hash).await?;
    let entered = match (right, person, password) {
        (true, Some(person), Some(password)) => Ok((person, password)),
        _ => Err(()),
    };
    let key = key.as_str();
    db.write(tenant, |w| async move {
        let before = attempts::hold(&w, key).await?;
        // Guesses made at the same time were all let in above; only now do they stand in line.
        if let Some(seconds) = before.locked_for_s(w.now()) {
            w.unaudited("the lock itself was audited, and a locked name may be hammered");
            return Ok(Err(Failure::TooMany { retry_after_s: seconds }));
        }
        match entered {
            Ok((person, password)) => enter(&w, gate, key, person, &password, device).await.map(Ok),
            Err(()) => turn_away(&w, gate, key, before, (named, device)).await.map(Err),
        }
    })
    .await?
}

async fn enter(
    write: &Arc<Write>,
    gate: &Gate,
    key: &str,
    person: person::Model,
    password: &password_row::Model,
    device: String,
) -> Result<(String, SessionView), Failure> {
    attempts::forget(write, key).await?;
    session_store::forget_old(write, &gate.login).await?;
    let awaited = second::store::confirmed(write.as_ref(), person.id).await?.is_some();
    let detail = json!({ "device": device, "second_factor_awaited": awaited });
    write.audit(Entry::new("org.log_in").by(person.id).with(detail));
    let shown = session_store::open(write, person.id, device, !awaited).await?;
    let stale = password::is_stale(password.changed_at, write.now().day(), &gate.passwords);
    let view = SessionView {
        name: person.name,
        must_change_password: password.must_change || stale,
        second_factor_awaited: awaited,
    };
    Ok((shown, view))
}

/// Counts the failure and answers what the person is told: the same for an unknown name and for a wrong password.
async fn turn_away(
    write: &Arc<Write>,
    gate: &Gate,
    key: &str,
    before: attempts::Attempts,
    (person, device): (Option<PersonId>, String),
) -> Result<Failure, Failure> {
    let after = attempts::fail(write, key, before, &gate.login).await?;
    let locked = after.locked_for_s(write.now());
    // What was typed is not kept: people type their password into the field of the name.
    let mut entry = Entry::new("org.log_in").refused();
    entry.person = person;
    write.audit(entry.with(json!({ "failures": after.failures, "locked_for_s": locked, "device": device })));
    Ok(match locked {
        Some(seconds) => Failure::TooMany { retry_after_s: seconds },
        None => Failure::unacceptable(
            "login-failed",
            "登录名或口令不正确，请重新输入；忘记口令请联系安全管理员重置",
        ),
    })
}

async fn log_out(db: &Db, tenant: TenantId, shown: &str) -> Result<(), Failure> {
    let Some(row) = session_store::find(&db.read(tenant), shown).await? else { return Ok(()) };
    db.write(tenant, |w| async move {
        session_store::close(&w, shown).await?;
        w.audit(Entry::new("org.log_out").by(row.person_id));
        Ok(())
    })
    .await
}
