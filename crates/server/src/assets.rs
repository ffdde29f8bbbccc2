//! The console, embedded in the binary: one file to install, nothing to fetch.

use axum::{
    Router,
    body::Body,
    extract::Path,
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
    routing::get,
};
use kernel::Failure;
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../console/dist"]
struct Console;

pub(crate) fn routes() -> Router {
    Router::new()
        .route("/console", get(|| async { Redirect::permanent("/console/") }))
        .route("/console/", get(|| async { page() }))
        .route("/console/{*path}", get(|Path(path): Path<String>| async move { asset(&path) }))
}

/// A path that is no file is a page of the console, which finds its way by itself.
fn asset(path: &str) -> Response {
    match Console::get(path) {
        // By its name it is the same page as by any other.
        Some(_) if path == "index.html" => page(),
        Some(file) => {
            // Vite names files under assets/ by their content, so they may be kept for ever.
            let keep =
                if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
            answer(file, keep)
        }
        None if path.starts_with("assets/") => StatusCode::NOT_FOUND.into_response(),
        None => page(),
    }
}

/// Stands in the built page for the nonce of its styles (`cspNonce` in `console/vite.config.ts`).
const NONCE: &str = "ANXING_NONCE";

/// The page, with a nonce that is new in each answer: the components write style elements, and no other style may be
/// inline.
fn page() -> Response {
    match Console::get("index.html") {
        Some(file) => match with_nonce(&file.data) {
            Ok((policy, text)) => {
                let headers = [(header::CONTENT_SECURITY_POLICY, policy), (header::CACHE_CONTROL, NO_STORE)];
                (headers, Html(text)).into_response()
            }
            Err(failure) => web::Problem(failure).into_response(),
        },
        None => (
            StatusCode::SERVICE_UNAVAILABLE,
            "控制台尚未构建：请运行 cargo xtask demo，或在 console/ 中运行 npm ci && npm run build\n",
        )
            .into_response(),
    }
}

/// A page that is kept would bring its old nonce back.
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");
const NONCE_BYTES: usize = 16;

fn with_nonce(page: &[u8]) -> Result<(HeaderValue, String), Failure> {
    let mut bytes = [0u8; NONCE_BYTES];
    getrandom::fill(&mut bytes).map_err(Failure::internal)?;
    let nonce: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let page = std::str::from_utf8(page).map_err(Failure::internal)?;
    Ok((web::policy_with_styles(&nonce)?, page.replace(NONCE, &nonce)))
}

fn answer(file: rust_embed::EmbeddedFile, keep: &'static str) -> Response {
    let mut response = Response::new(Body::from(file.data));
    let kind = HeaderValue::from_str(file.metadata.mimetype())
        .unwrap_or(HeaderValue::from_static("application/octet-stream"));
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    response
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop at once")]

    use super::*;

    #[test]
    fn the_page_and_its_policy_carry_the_same_nonce_and_the_next_answer_another() {
        let built =
            b"<meta property=\"csp-nonce\" nonce=\"ANXING_NONCE\"><script nonce=\"ANXING_NONCE\"></script>";
        let nonce_of = |(policy, page): (HeaderValue, String)| {
            let policy = policy.to_str().unwrap().to_owned();
            let (_, tail) = policy.split_once("style-src 'self' 'nonce-").unwrap();
            let nonce = tail.split('\'').next().unwrap().to_owned();
            assert_eq!(nonce.len(), NONCE_BYTES * 2);
            assert_eq!(page.matches(&format!("nonce=\"{nonce}\"")).count(), 2, "{page}");
            assert!(!page.contains(NONCE) && !policy.contains("unsafe"), "{policy}");
            assert!(policy.contains("script-src 'self';"), "{policy}");
            nonce
        };
        let [one, two] = [with_nonce(built).unwrap(), with_nonce(built).unwrap()].map(nonce_of);
        assert_ne!(one, two);
    }
}
