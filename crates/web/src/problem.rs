//! problem+json (RFC 9457): the one place that turns a failure into HTTP.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use kernel::{Failure, FieldProblem};
use serde::Serialize;
use utoipa::ToSchema;

/// What a handler answers.
pub type Answer<T> = Result<Json<T>, Problem>;

/// A failure on its way out.
#[derive(Debug)]
pub struct Problem(pub Failure);

impl<E: Into<Failure>> From<E> for Problem {
    fn from(failure: E) -> Self {
        Self(failure.into())
    }
}

/// The body of every answer that is not a success.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemBody {
    /// `urn:anxing:problem:…`, stable; programs look at this.
    #[serde(rename = "type")]
    pub kind: String,
    pub title: String,
    pub status: u16,
    /// What went wrong and what to do, in Chinese.
    pub detail: String,
    /// A narrower stable code where the type alone does not say enough.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Every field that breaks a rule, by JSON pointer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
}

/// What a refusal says, for whoever shows it in another form. It goes along with the answer as an extension.
#[derive(Clone, Debug)]
pub struct Told {
    pub title: &'static str,
    pub detail: String,
}

struct Shape {
    status: StatusCode,
    kind: &'static str,
    title: &'static str,
    code: Option<&'static str>,
}

fn shape(failure: &Failure) -> Shape {
    let (status, kind, title, code) = match failure {
        Failure::Hidden => (StatusCode::NOT_FOUND, "not-found", "没有找到", None),
        Failure::Unauthenticated => (StatusCode::UNAUTHORIZED, "login-required", "需要登录", None),
        Failure::Forbidden { action } => (StatusCode::FORBIDDEN, "not-allowed", "无权操作", Some(*action)),
        Failure::Refused { code, .. } => {
            (StatusCode::CONFLICT, "move-refused", "当前状态不允许", Some(*code))
        }
        Failure::Invalid { .. } => (StatusCode::UNPROCESSABLE_ENTITY, "invalid", "填写内容有误", None),
        Failure::Stale => (StatusCode::PRECONDITION_FAILED, "stale", "内容已更新", None),
        Failure::TooMany { .. } => (StatusCode::TOO_MANY_REQUESTS, "too-many", "过于频繁", None),
        Failure::Unacceptable { code, .. } => {
            (StatusCode::BAD_REQUEST, "unacceptable", "无法接收", Some(*code))
        }
        Failure::Unavailable { .. } => (StatusCode::SERVICE_UNAVAILABLE, "unavailable", "暂时不可用", None),
        Failure::Internal { .. } => (StatusCode::INTERNAL_SERVER_ERROR, "internal", "系统错误", None),
    };
    Shape { status, kind, title, code }
}

/// An address that is there and does not take this method. The router adds which ones it takes (`Allow`).
pub async fn method_not_allowed() -> Response {
    let shape = Shape {
        status: StatusCode::METHOD_NOT_ALLOWED,
        kind: "method-not-allowed",
        title: "不支持这种请求",
        code: None,
    };
    let detail = "这个地址不接受这种请求方法；可用的方法见响应头 Allow 和接口说明 /api/openapi.json";
    render(shape, detail.to_owned(), Vec::new())
}

impl Problem {
    /// The same under a status that a protocol prescribes.
    #[must_use]
    pub fn under(self, status: StatusCode) -> Response {
        let shape = Shape { status, ..shape(&self.0) };
        self.shaped(shape)
    }

    fn shaped(self, shape: Shape) -> Response {
        match &self.0 {
            Failure::Internal { cause } => tracing::error!(%cause, "an operation failed by our own fault"),
            Failure::Unavailable { cause } => {
                tracing::warn!(%cause, "the database or storage did not answer")
            }
            Failure::Refused { code: code @ ("storage-full" | "storage-read-only"), .. } => {
                tracing::error!(code, "the disk does not take what people send")
            }
            _ => {}
        }
        let retry_after = match &self.0 {
            Failure::TooMany { retry_after_s } => HeaderValue::from_str(&retry_after_s.to_string()).ok(),
            Failure::Unavailable { .. } => Some(HeaderValue::from_static("5")),
            _ => None,
        };
        let detail = self.0.to_string();
        let errors = match self.0 {
            Failure::Invalid { problems } => problems,
            _ => Vec::new(),
        };
        let mut response = render(shape, detail, errors);
        if let Some(seconds) = retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
        response
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let shape = shape(&self.0);
        self.shaped(shape)
    }
}

fn render(shape: Shape, detail: String, errors: Vec<FieldProblem>) -> Response {
    let Shape { status, kind, title, code } = shape;
    let told = Told { title, detail: detail.clone() };
    let body = ProblemBody {
        kind: format!("urn:anxing:problem:{kind}"),
        title: title.to_owned(),
        status: status.as_u16(),
        detail,
        code: code.map(str::to_owned),
        errors,
    };
    let mut response = (status, Json(body)).into_response();
    response.extensions_mut().insert(told);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
