//! A failure under the status that tus prescribes for it.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use kernel::Failure;
use web::Problem;

#[derive(Debug)]
pub(crate) struct Refusal {
    failure: Failure,
    status: Option<StatusCode>,
}

impl Refusal {
    fn under(status: StatusCode, failure: Failure) -> Self {
        Self { failure, status: Some(status) }
    }

    pub(super) fn version(failure: Failure) -> Self {
        Self::under(StatusCode::PRECONDITION_FAILED, failure)
    }

    pub(super) fn content_type(failure: Failure) -> Self {
        Self::under(StatusCode::UNSUPPORTED_MEDIA_TYPE, failure)
    }

    pub(super) fn too_large(failure: Failure) -> Self {
        Self::under(StatusCode::PAYLOAD_TOO_LARGE, failure)
    }

    /// 460 is tus's own.
    pub(super) fn checksum() -> Self {
        let failure = Failure::unacceptable(
            "checksum-mismatch",
            "这一段内容在传输中损坏，没有保存；请从同一位置重新发送",
        );
        let status = StatusCode::from_u16(460).unwrap_or(StatusCode::BAD_REQUEST);
        Self::under(status, failure)
    }

    pub(super) fn failure(&self) -> &Failure {
        &self.failure
    }
}

impl<E: Into<Failure>> From<E> for Refusal {
    fn from(failure: E) -> Self {
        let failure = failure.into();
        // Clients of tus take a conflict on `HEAD` for an upload that is lost, and begin anew.
        let busy = matches!(&failure, Failure::Refused { code, .. } if *code == super::turn::BUSY);
        Self { failure, status: busy.then_some(StatusCode::LOCKED) }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self.status {
            Some(status) => Problem(self.failure).under(status),
            None => Problem(self.failure).into_response(),
        }
    }
}
