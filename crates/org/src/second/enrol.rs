//! Getting a second factor: a secret for the telephone, and then the proof that the telephone has it.

use std::sync::Mutex;

use axum::{Json, extract::State, http::HeaderMap};
use db::Reader;
use kernel::Failure;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use web::{Answer, Ask, Body, session_cookie};

use super::{
    prove::{CodeRequest, wrong},
    store,
    totp::{Key, picture},
};
use crate::{
    desk::Desk,
    login::{password_change::prove as prove_password, secret, session_store, token::only_at_browser},
    people::store::person,
};

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SecondFactorBegin {
    /// The current password: an unattended screen must not get somebody else's telephone.
    #[schema(format = Password)]
    password: String,
}

/// Shown once, while the telephone reads it.
#[derive(Serialize, ToSchema)]
pub(crate) struct SecondFactorSecret {
    /// To be typed where there is no camera.
    pub secret: String,
    pub address: String,
    /// The address as a picture.
    pub qr_svg: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct SecondFactorConfirmed {
    /// Each works once in place of a code. Only in the first answer; a repeated request does not get them again.
    pub recovery_codes: Option<Vec<String>>,
    pub other_sessions_ended: u64,
}

fn exists() -> Failure {
    Failure::unacceptable("second-factor-exists", "已启用两步验证；更换手机请先停用，再重新启用")
}

#[utoipa::path(post, path = "/api/me/second-factor", operation_id = "second_factor_begin", tag = "org",
    request_body = SecondFactorBegin, responses((status = 200, body = SecondFactorSecret)))]
pub(crate) async fn second_factor_begin(
    ask: Ask,
    State(desk): State<Desk>,
    Body(request): Body<SecondFactorBegin>,
) -> Answer<SecondFactorSecret> {
    only_at_browser(&ask)?;
    let login = person(&ask.read(), ask.person()).await?.login;
    let fault = Failure::invalid("/password", "wrong", "当前口令不正确，请重新输入");
    prove_password(&ask, &desk, &login, &request.password, fault).await?;
    let key = Key::from_bytes(secret::random()?);
    let (asker, kept, seal) = (&ask, &key, &desk.gate.seal);
    // Not through the idempotent door: what it keeps of an answer would keep the secret.
    ask.db()
        .write(ask.tenant(), |w| async move {
            if store::confirmed(&w, asker.person()).await?.is_some() {
                return Err(exists());
            }
            store::begin(&w, seal, asker.person(), kept).await?;
            w.audit(asker.entry("org.begin_second_factor"));
            Ok(())
        })
        .await?;
    let address = key.address(&login)?;
    let qr_svg = picture(&address)?;
    Ok(Json(SecondFactorSecret { secret: key.base32().to_owned(), address, qr_svg }))
}

#[utoipa::path(post, path = "/api/me/second-factor/confirm", operation_id = "second_factor_confirm", tag = "org",
    request_body = CodeRequest, responses((status = 200, body = SecondFactorConfirmed)))]
pub(crate) async fn second_factor_confirm(
    ask: Ask,
    State(desk): State<Desk>,
    headers: HeaderMap,
    Body(request): Body<CodeRequest>,
) -> Answer<SecondFactorConfirmed> {
    only_at_browser(&ask)?;
    let (asker, shown, made) = (&ask, session_cookie(&headers), Mutex::new(None));
    let (code, made_here, seal) = (request.code.as_str(), &made, &desk.gate.seal);
    let mut view: SecondFactorConfirmed = ask
        .write(|w| async move {
            // Guessing is of no use here: whoever asks was shown the secret.
            let row = store::find(&w, asker.person()).await?.ok_or_else(wrong)?;
            if row.confirmed_at.is_some() {
                return Err(exists());
            }
            let step = store::step_of(seal, &row, code, w.now())?;
            let codes = store::confirm(&w, row, step.ok_or_else(wrong)?).await?;
            let ended = session_store::close_others(&w, asker.person(), shown.as_deref()).await?;
            w.audit(asker.entry("org.confirm_second_factor").with(json!({ "other_sessions_ended": ended })));
            *made_here.lock().map_err(Failure::internal)? = Some(codes);
            Ok(SecondFactorConfirmed { recovery_codes: None, other_sessions_ended: ended })
        })
        .await?;
    view.recovery_codes = made.into_inner().map_err(Failure::internal)?;
    Ok(Json(view))
}
