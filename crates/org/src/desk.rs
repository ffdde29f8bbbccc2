//! What the handlers share.

use std::sync::Arc;

use axum::extract::FromRef;
use web::Web;

use crate::login::Gate;

#[derive(Clone, FromRef)]
pub(crate) struct Desk {
    pub(crate) web: Web,
    pub(crate) gate: Arc<Gate>,
}
