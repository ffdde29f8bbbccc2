//! The second step of a login, and the count of wrong codes that every other use of a code shares.

use std::{sync::Arc, time::Duration};

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, header},
};
use db::{Db, Entry, Reader, Write};
use kernel::{Failure, PersonId, TenantId};
use sea_orm::EntityTrait;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use web::{Body, session_cookie};

use super::store::{self, Way};
use crate::{
    desk::Desk,
    login::{
        Gate, attempts, authenticate, secret,
        session::{SessionView, WithCookie, set_cookie},
        session_store,
    },
    rows::{person, session},
};

/// Long enough to find the telephone.
const WITHIN: Duration = Duration::from_secs(10 * 60);

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CodeRequest {
    /// Six digits of the telephone, or a recovery code.
    #[schema(format = Password)]
    pub code: String,
}

#[utoipa::path(post, path = "/api/session/second", operation_id = "session_prove", tag = "org",
    request_body = CodeRequest, responses((status = 200, body = SessionView)))]
pub(crate) async fn session_prove(
    State(desk): State<Desk>,
    headers: HeaderMap,
    Body(request): Body<CodeRequest>,
) -> WithCookie<Json<SessionView>> {
    let shown = session_cookie(&headers).ok_or(Failure::Unauthenticated)?;
    let tenant = secret::tenant_of(&shown).ok_or(Failure::Unauthenticated)?;
    let (shown, view) = prove(&desk.web.db, &desk.gate, tenant, &shown, &request.code).await?;
    Ok(([(header::SET_COOKIE, set_cookie(&shown, &desk.gate))], Json(view)))
}

/// Who has shown the password and nothing more, a short while ago.
async fn half_way(reader: &impl Reader, shown: &str) -> Result<(session::Model, person::Model), Failure> {
    let row = session_store::find(reader, shown).await?.ok_or(Failure::Unauthenticated)?;
    let waits = row.admitted_at.is_none() && reader.now().since(row.created_at) <= WITHIN;
    let person = person::Entity::find_by_id((reader.tenant(), row.person_id)).one(reader.conn()).await?;
    let person = person.filter(|person| waits && person.disabled_at.is_none());
    Ok((row, person.ok_or(Failure::Unauthenticated)?))
}

async fn prove(
    db: &Db,
    gate: &Gate,
    tenant: TenantId,
    shown: &str,
    code: &str,
) -> Result<(String, SessionView), Failure> {
    db.write(tenant, |w| async move {
        let (row, person) = half_way(&w, shown).await?;
        let way = match spent(&w, gate, person.id, "org.second_factor", code).await? {
            Ok(way) => way,
            Err(refusal) => return Ok(Err(refusal)),
        };
        session_store::close(&w, shown).await?;
        // A new value, so that whoever saw the old one before the code was shown has nothing.
        let shown = session_store::open(&w, person.id, row.device, true).await?;
        let left = store::codes_left(&w, person.id).await?;
        let detail = json!({ "way": way.key(), "recovery_codes_left": left });
        w.audit(Entry::new("org.second_factor").by(person.id).with(detail));
        let must_change = authenticate::must_change(&w, person.id, &gate.passwords).await?;
        let view = SessionView {
            name: person.name,
            must_change_password: must_change,
            second_factor_awaited: false,
        };
        Ok(Ok((shown, view)))
    })
    .await?
}

/// Uses up a code of somebody who has a factor. A wrong one is counted and told in the trail, and so the write has to
/// be kept: the outer result rolls back, the inner one is for the person.
pub(crate) async fn spent(
    write: &Arc<Write>,
    gate: &Gate,
    person: PersonId,
    action: &'static str,
    code: &str,
) -> Result<Result<Way, Failure>, Failure> {
    let key = attempts::key_of_codes(person);
    // Of its own: a right password must not give new guesses at the code.
    let before = attempts::hold(write, &key).await?;
    if let Some(seconds) = before.locked_for_s(write.now()) {
        write.unaudited("the lock itself was audited, and a locked factor may be hammered");
        return Ok(Err(Failure::TooMany { retry_after_s: seconds }));
    }
    let factor = store::confirmed(write.as_ref(), person).await?.ok_or(Failure::Unauthenticated)?;
    if let Some(way) = store::spend(write, &gate.seal, factor, code).await? {
        attempts::forget(write, &key).await?;
        return Ok(Ok(way));
    }
    let after = attempts::fail(write, &key, before, &gate.login).await?;
    let locked = after.locked_for_s(write.now());
    let detail = json!({ "failures": after.failures, "locked_for_s": locked });
    write.audit(Entry::new(action).by(person).refused().with(detail));
    Ok(Err(match locked {
        Some(seconds) => Failure::TooMany { retry_after_s: seconds },
        None => wrong(),
    }))
}

pub(crate) fn wrong() -> Failure {
    Failure::invalid(
        "/code",
        "wrong",
        "验证码不正确、已过期或已用过；请等待手机显示下一个验证码后输入，或使用未用过的恢复码",
    )
}
