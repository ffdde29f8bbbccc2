//! The public pages: rendered on the server, small, without JavaScript, readable on an old phone.
//!
//! Nouns: [`Notice`] (what the public may know of a campaign), [`Notices`] (who answers it), [`in_words`] (a refusal as a page).
//!
//! Invariants: nothing here needs a login, sets a cookie, loads anything from elsewhere or shows data of a unit.
//!
//! Deliberately absent: rights, sessions, anything of an enterprise (explosives sites are private by default).

mod page;
mod refusal;

use std::sync::Arc;

use axum::{Router, routing::get};
use kernel::{Clock, Day, Failure};

pub use refusal::in_words;

/// What the public may know of a campaign: it stands in the published plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub authority: String,
    pub title: String,
    pub theme: String,
    /// 第几个, where the plan says it.
    pub ordinal: Option<u32>,
    /// Stretches of time with their first and last day.
    pub phases: Vec<(String, Day, Day)>,
    /// Days on which something happens.
    pub events: Vec<(String, Day)>,
}

/// Answers what is on. `server` asks the running plans.
#[async_trait::async_trait]
pub trait Notices: Send + Sync {
    /// The newest campaign first.
    async fn notices(&self) -> Result<Vec<Notice>, Failure>;
}

#[derive(Clone)]
pub(crate) struct Desk {
    notices: Arc<dyn Notices>,
    clock: Arc<dyn Clock>,
}

pub fn routes(notices: Arc<dyn Notices>, clock: Arc<dyn Clock>) -> Router {
    Router::new()
        .route("/", get(page::home))
        .route("/portal.css", get(page::style))
        .with_state(Desk { notices, clock })
}
