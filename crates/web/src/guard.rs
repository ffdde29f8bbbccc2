//! Layers around every route: where a write comes from, and what a browser may do with an answer.

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use kernel::Failure;

use crate::{Problem, session_cookie};

/// Refuses a write that does not come from our own pages, although it carries our cookie or a browser sends it.
///
/// Browsers say where a request comes from in `Sec-Fetch-Site` and `Origin`; one of them has to agree, also where there
/// is no cookie yet: nobody is logged in by a foreign page. Programs send neither header and use tokens.
pub async fn same_origin(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let headers = request.headers();
    let from_a_browser = headers.contains_key("sec-fetch-site") || headers.contains_key(header::ORIGIN);
    if reads || (session_cookie(headers).is_none() && !from_a_browser) || from_here(headers) {
        return next.run(request).await;
    }
    let refusal = Failure::unacceptable("cross-origin", "请求不是从本系统页面发出，已拒绝；请在本系统内操作");
    Problem(refusal).into_response()
}

fn from_here(headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    match text(HeaderName::from_static("sec-fetch-site")) {
        Some(site) => site == "same-origin" || site == "none",
        None => match (text(header::ORIGIN), text(header::HOST)) {
            (Some(origin), Some(host)) => origin.split("://").nth(1) == Some(host),
            _ => false,
        },
    }
}

/// What may run, style and be shown; between the two halves a page names its own styles.
const POLICY: [&str; 2] = [
    "default-src 'self'; script-src 'self'; style-src 'self'",
    "; img-src 'self' data: blob:; media-src 'self' blob:; object-src 'none'; base-uri 'none'; \
     form-action 'self'; frame-ancestors 'none'",
];

/// The policy of a page whose own script makes style elements and marks them with this nonce, which nobody can know
/// before the page is sent.
///
/// # Errors
/// [`Failure::Internal`] when the nonce has characters that no header may have.
pub fn policy_with_styles(nonce: &str) -> Result<HeaderValue, Failure> {
    let [before, after] = POLICY;
    HeaderValue::from_str(&format!("{before} 'nonce-{nonce}'{after}")).map_err(Failure::internal)
}

/// Once it was reached over TLS it is reached by nothing else, for a year. Only where the operator says that it is.
pub async fn only_over_tls(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let value = HeaderValue::from_static("max-age=31536000; includeSubDomains");
    response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, value);
    response
}

/// No foreign origin, no inline script or style, no frames, no sniffing, no referrer.
pub async fn security_headers(request: Request, next: Next) -> Response {
    let api = request.uri().path().starts_with("/api/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        // Both halves are written above, so this is always a header.
        if let Ok(policy) = HeaderValue::from_str(&POLICY.concat()) {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
    }
    let mut put = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    if api {
        // Somebody else may sit at this browser tomorrow.
        put(header::CACHE_CONTROL, "no-store");
    }
    put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(header::X_FRAME_OPTIONS, "DENY");
    put(header::REFERRER_POLICY, "no-referrer");
    put(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    put(HeaderName::from_static("permissions-policy"), "camera=(self), geolocation=(), microphone=()");
    response
}
