//! Uploads that go on where they were cut, by the tus protocol 1.0 (core, creation, creation-with-upload, termination,
//! checksum, expiration).
//!
//! Nouns: an *upload* (a row: who sends what, how much of it is safe), its *part* (the bytes, in one file), a [`Turn`]
//! (of the requests about one upload one has it).
//!
//! Invariants
//! * An offset is acknowledged when its bytes are flushed and then the row is committed; whatever lies behind it in the
//!   part is cut off before the next byte is written.
//! * One request at a time writes to a part, on any number of servers that share the folder: a lock on the file says so,
//!   and the row moves on only from where the writer found it.
//! * An upload belongs to the person who began it. To everybody else it does not exist.
//! * A whole upload goes the way of a file that came at once: the same checks, the same row, the same line in the trail.
//!   Whoever is interrupted on that way goes it again from where they were.
//!
//! Deliberately absent: concatenation, a length that is told later, `X-HTTP-Method-Override`.

mod abandoned;
mod append;
mod begin;
mod cancel;
mod finish;
mod headers;
mod look;
mod piece;
mod refusal;
mod rows;
mod turn;

use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{MethodFilter, on},
};
use kernel::{Id, Instant};
use utoipa_axum::{router::OpenApiRouter, routes};
use web::Ask;

use crate::desk::Desk;

pub use abandoned::Abandoned;
pub(crate) use rows::migration;
pub(crate) use turn::Turns;

/// Names what an [`UploadId`] points at; never built.
pub enum Upload {}
pub(crate) type UploadId = Id<Upload>;

const PATH: &str = "/api/uploads";

/// `HEAD` and `OPTIONS` are tus's own and stay out of the API document, which has no words for answers without a body.
pub(crate) fn routes() -> OpenApiRouter<Desk> {
    OpenApiRouter::new()
        .routes(routes!(begin::upload_begin))
        .routes(routes!(look::upload_read, append::upload_continue, cancel::upload_cancel))
        .route(PATH, on(MethodFilter::OPTIONS, capabilities))
        .route("/api/uploads/{id}", on(MethodFilter::HEAD, look::upload_offset))
        .layer(middleware::from_fn(manners))
}

/// What this server can do.
async fn capabilities(_: Ask, State(desk): State<Desk>) -> Response {
    let fixed = [
        ("tus-version", headers::VERSION),
        ("tus-extension", "creation,creation-with-upload,termination,checksum,expiration"),
        ("tus-checksum-algorithm", "sha1,sha256"),
    ];
    let largest = [("tus-max-size", desk.limits.largest().to_string())];
    (StatusCode::NO_CONTENT, fixed, largest).into_response()
}

/// Every answer says which version it speaks, and none is kept on the way.
async fn manners(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let answered = response.headers_mut();
    answered.insert(headers::RESUMABLE, HeaderValue::from_static(headers::VERSION));
    answered.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if response.status() == StatusCode::PRECONDITION_FAILED {
        let version = HeaderName::from_static("tus-version");
        response.headers_mut().insert(version, HeaderValue::from_static(headers::VERSION));
    }
    response
}

/// How far an upload is, as headers.
fn progress(received: u64, expires_at: Instant) -> [(HeaderName, String); 2] {
    [
        (headers::OFFSET, received.to_string()),
        (HeaderName::from_static("upload-expires"), headers::date(expires_at)),
    ]
}
