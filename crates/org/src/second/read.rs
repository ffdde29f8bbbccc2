//! Whether I have a second factor, and how much paper is left.

use axum::{Json, extract::State};
use kernel::Instant;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, Ask};

use super::{is_required, store};
use crate::{
    desk::Desk,
    login::{authenticate::held, token::only_at_browser},
};

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct SecondFactorView {
    /// Since when codes are asked for; empty when there is no factor.
    pub confirmed_at: Option<Instant>,
    pub recovery_codes_left: u64,
    /// True when one of the posts, or the installation, asks for one.
    pub required: bool,
}

#[utoipa::path(get, path = "/api/me/second-factor", operation_id = "second_factor_read", tag = "org",
    responses((status = 200, body = SecondFactorView)))]
pub(crate) async fn second_factor_read(ask: Ask, State(desk): State<Desk>) -> Answer<SecondFactorView> {
    only_at_browser(&ask)?;
    let read = ask.read();
    let row = store::confirmed(&read, ask.person()).await?;
    let posts = held(&read, ask.person()).await?;
    Ok(Json(SecondFactorView {
        confirmed_at: row.and_then(|row| row.confirmed_at),
        recovery_codes_left: store::codes_left(&read, ask.person()).await?,
        required: is_required(&posts, desk.gate.login.second_factor),
    }))
}
