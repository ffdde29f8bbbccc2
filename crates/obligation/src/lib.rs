//! Obligations: who owes what, whether it has come, who looked at it, and what is still missing.
//!
//! Nouns: an *obligation* (one duty × one unit × one period; deliver, quota or coverage), a *draft*, a *submission* (a
//! version, numbered by a receipt), a *review* (the decision of one step of the chain), a *waiver*, the *paper* (the
//! sealed original as second receipt), a *weighed fact* (one that counts for a quota or coverage, or nearly does, or
//! that a report began with), an *urge* (what somebody above said about obligations that press, and for which of them).
//!
//! Invariants
//! * States are derived from facts and the clock ([`model`]) and never stored.
//! * Submissions and reviews are appended, never changed. An adopted plan marks obligations as dropped, never deletes.
//! * A step of a review has one decision, by somebody who did not hand in what they decide about.
//! * What a reviewer writes is seen by nobody else until it is sent.
//! * An urge changes nothing but what people know: no state, no deadline. It is appended and never taken back.
//! * Quotas, coverage and what begins with a record change in the transaction that publishes or ends the fact.
//!
//! Deliberately absent: the registers that facts come from, statistics tables (asked for through [`TableSource`]),
//! ways to carry an urge out of the house (mail, text messages).

mod adopted;
mod begun;
mod board;
mod bulk;
mod calendar;
mod check;
mod content;
mod count;
mod counted;
mod decide;
mod detail;
mod draft;
mod evidence;
mod find;
mod form;
mod kept;
mod list;
mod listener;
mod live;
pub mod model;
mod owed;
mod page;
mod paper;
mod place;
mod policy;
mod receipt;
mod reopen;
mod returned;
mod review;
mod reviews;
mod rows;
mod schema;
mod steps;
mod store;
mod submission;
mod submit;
mod table;
mod targets;
mod urge;
mod urged;
mod verdicts;
mod view;
mod waive;
mod wall;

use std::sync::Arc;

use axum::extract::FromRef;
use facts::RunningPlans;
use utoipa_axum::{router::OpenApiRouter, routes};
use web::{Slice, Streams, Web};

pub use adopted::{AdoptionCounts, Obligations};
pub use find::FindObligations;
pub use form::{EvidenceFile, ReportContent};
pub use listener::listener;
pub use policy::RULES;
pub use receipt::is_well_formed as is_receipt_number;
pub use rows::{ObligationId, ReviewId, SubmissionId, UrgeId, WaiverId};
pub use schema::migrations;
pub use table::{TableRef, TableSource};

/// What the handlers share.
#[derive(Clone, FromRef)]
pub(crate) struct Desk {
    web: Web,
    plans: Arc<dyn RunningPlans>,
    tables: Arc<dyn TableSource>,
    streams: Streams,
}

pub fn slice(web: Web, plans: Arc<dyn RunningPlans>, tables: Arc<dyn TableSource>) -> Slice {
    let desk = Desk { web, plans, tables, streams: Streams::default() };
    let routes = OpenApiRouter::new()
        .routes(routes!(list::obligation_list))
        .routes(routes!(detail::obligation_show))
        .routes(routes!(targets::target_list))
        .routes(routes!(draft::draft_show, draft::draft_save))
        .routes(routes!(check::report_check))
        .routes(routes!(submit::report_submit))
        .routes(routes!(submit::receipt_show))
        .routes(routes!(submission::submission_show))
        .routes(routes!(review::submission_review))
        .routes(routes!(reopen::submission_reopen))
        .routes(routes!(review::review_draft_show, review::review_draft_save))
        .routes(routes!(reviews::review_list))
        .routes(routes!(bulk::review_accept_many))
        .routes(routes!(waive::waiver_give, waive::waiver_revoke))
        .routes(routes!(paper::paper_list))
        .routes(routes!(paper::paper_receive))
        .routes(routes!(board::board_show))
        .routes(routes!(wall::wall_show))
        .routes(routes!(live::wall_live))
        .routes(routes!(urge::obligation_urge))
        // Not in the contract of the API: calendar programs ask for it, and what they understand is RFC 5545.
        .route("/calendar/{name}", axum::routing::get(calendar::feed))
        .with_state(desk);
    Slice { name: "obligation", routes, rules: RULES.to_vec() }
}
