//! The register of exposed cases (曝光案例), and the pattern that other registers follow: see `CONTRIBUTING.md`, "add a
//! register in an afternoon".
//!
//! Nouns: a *case* (one entry), its *details* (what is said about it), a *version* (details that were sent), a *move*
//! (something done to a case), a *signature* (who and when).
//!
//! States: draft → submitted → confirmed; returned from either, and then sent again; withdrawn from anywhere. A case
//! that counts can be opened for a correction.
//!
//! Invariants
//! * Two people before it counts: who sends a version cannot confirm it.
//! * What was sent is never changed. A correction is a new version, and the old one counts until it is confirmed.
//! * The fact of a case, or the pieces that it still lacks, change in the transaction of the move (`count::settle`).
//! * A draft that was never sent is seen by its own unit only.
//!
//! Where things are: `words` and `details` say what a case is, `model` how it moves (both pure), `store` keeps it, one
//! file per operation does it, `desk` has what the operations share, `count` turns it into facts, `view` shows it.
//!
//! Deliberately absent: which cases meet a duty (the plan's filters say so), the public list of cases, reminders.

mod confirm;
mod correct;
mod count;
mod create;
mod desk;
mod details;
mod discard;
mod export;
mod find;
mod list;
mod model;
mod overrule;
mod policy;
mod report;
mod save;
mod send_back;
mod store;
mod submit;
mod view;
mod vocabulary;
mod withdraw;
mod words;

use std::sync::Arc;

use facts::{Listeners, RunningPlans};
use utoipa_axum::{router::OpenApiRouter, routes};
use web::{Slice, Web};

pub use details::ExposureDetails;
pub use find::FindExposures;
pub use model::ExposureId;
pub use policy::RULES;
pub use store::migrations;
pub use vocabulary::vocabulary;
pub use words::{ExposureKind, ExposureMove, ExposureSource, ExposureState, MediaClass};

/// The register's name in plan files, in facts and in the audit.
pub const FAMILY: &str = "exposure";

pub fn slice(web: Web, plans: Arc<dyn RunningPlans>, listeners: Listeners) -> Slice {
    let desk = desk::Desk { web, plans, listeners };
    let routes = OpenApiRouter::new()
        .routes(routes!(list::list, create::create))
        .routes(routes!(list::show))
        .routes(routes!(export::export))
        .routes(routes!(save::save))
        .routes(routes!(submit::check))
        .routes(routes!(submit::submit))
        .routes(routes!(confirm::confirm))
        .routes(routes!(send_back::send_back))
        .routes(routes!(overrule::overrule))
        .routes(routes!(report::report))
        .routes(routes!(correct::correct))
        .routes(routes!(discard::discard))
        .routes(routes!(withdraw::withdraw))
        .with_state(desk);
    Slice { name: FAMILY, routes, rules: RULES.to_vec() }
}
