//! The manners of HTTP: who asks, what a body is, how a failure looks, how a repeated request is recognised.
//!
//! Nouns: [`Web`] (what every handler shares), [`Ask`] (one authenticated request), [`Body`] (a JSON body with
//! pointers to what is wrong), [`Topic`] (what an answer that stays open is about), [`Problem`] (RFC 9457), [`Slice`]
//! (what a capability hands to the server).
//!
//! Invariants
//! * A handler reaches the database only through an [`Ask`], so nobody forgets to log in.
//! * A failure becomes HTTP in one place, with a stable `type`, and its cause is logged once and never sent.
//! * A write with an `Idempotency-Key` happens once; the repeated request gets the first answer.
//! * A write with a cookie comes from our own pages (same-origin check).
//!
//! Deliberately absent: sessions and passwords (`org` keeps them), routes, nouns of the trade.

mod ask;
mod body;
mod file_name;
mod guard;
mod idempotency;
mod limits;
mod live;
mod pace;
mod problem;
mod slice;

pub use ask::{Ask, Authenticate, Credential, Web, session_cookie};
pub use body::{BODY_BYTES_MAX, Body, Params, Raw, Segment};
pub use file_name::{attachment, inline};
pub use guard::{only_over_tls, policy_with_styles, same_origin, security_headers};
pub use idempotency::forget_before;
pub use limits::{Limits, limited, neighbourhood};
pub use live::{Place, Said, Stopping, Streams, Topic, UntilStop, stream};
pub use pace::Pace;
pub use problem::{Answer, Problem, ProblemBody, Told, method_not_allowed};
pub use slice::Slice;

/// The tables of this foundation.
#[must_use]
pub fn migrations() -> Vec<db::Migration> {
    idempotency::migrations()
}
