//! The register of activities (活动台账): whatever kinds the plan declares, with the figures that the plan asks.
//!
//! Nouns: an *entry* (one record of an activity), its *details* (what is said about it), a *version* (details that were
//! sent), a *step* of the review chain that the plan names, a *move* (something done to an entry).
//!
//! States: draft → submitted → accepted; returned from either, and then sent again; withdrawn from anywhere. A kind that
//! the plan accepts by rule is accepted as it is sent. An entry that counts can be opened for a correction.
//!
//! Invariants
//! * The plan decides what is asked, of whom the acceptance is asked, and on which days an activity can lie.
//! * Who sends a version does not accept it, whatever posts that person holds.
//! * What was sent is never changed. A correction is a new version, and the old one counts until it is accepted.
//! * The fact of an entry, or the pieces that it still lacks, change in the transaction of the move (`count::settle`).
//! * A draft that was never sent is seen only by those who may record for its unit.
//!
//! The files are those of `exposure`, the register that others are copied from; `kind`, `calendar` and `review` are
//! what this one needs besides.
//!
//! Deliberately absent: kinds of our own, sums over activities (`statistics`), personal data of participants.

mod accept;
mod calendar;
mod correct;
mod count;
mod create;
mod desk;
mod details;
mod discard;
mod export;
mod find;
mod kind;
mod list;
mod model;
mod overrule;
mod policy;
mod review;
mod save;
mod short;
mod store;
mod submit;
mod turn;
mod view;
mod vocabulary;
mod withdraw;
mod words;

use std::sync::Arc;

use facts::{Listeners, RunningPlans};
use utoipa_axum::{router::OpenApiRouter, routes};
use web::{Slice, Web};

pub use details::ActivityDetails;
pub use find::FindActivities;
pub use model::ActivityId;
pub use policy::RULES;
pub use store::migrations;
pub use vocabulary::vocabulary;
pub use words::{ActivityFound, ActivityMode, ActivityMove, ActivityState};

/// The register's name in plan files, in facts and in the audit.
pub const FAMILY: &str = "activity";

pub fn slice(web: Web, plans: Arc<dyn RunningPlans>, listeners: Listeners) -> Slice {
    let desk = desk::Desk { web, plans, listeners };
    let routes = OpenApiRouter::new()
        .routes(routes!(list::list, create::create))
        .routes(routes!(create::kinds))
        .routes(routes!(list::show))
        .routes(routes!(export::export))
        .routes(routes!(save::save))
        .routes(routes!(submit::check))
        .routes(routes!(submit::submit))
        .routes(routes!(accept::accept))
        .routes(routes!(accept::send_back))
        .routes(routes!(overrule::overrule))
        .routes(routes!(correct::correct))
        .routes(routes!(discard::discard))
        .routes(routes!(withdraw::withdraw))
        .with_state(desk);
    Slice { name: FAMILY, routes, rules: RULES.to_vec() }
}
