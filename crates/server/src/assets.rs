//! The console, embedded in the binary: one file to install, nothing to fetch.

use axum::{
    Router,
    body::Body,
    extract::Path,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
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

fn page() -> Response {
    match Console::get("index.html") {
        Some(file) => answer(file, "no-cache"),
        None => (
            StatusCode::SERVICE_UNAVAILABLE,
            "控制台尚未构建：请运行 cargo xtask demo，或在 console/ 中运行 npm ci && npm run build\n",
        )
            .into_response(),
    }
}

fn answer(file: rust_embed::EmbeddedFile, keep: &'static str) -> Response {
    let mut response = Response::new(Body::from(file.data));
    let kind = HeaderValue::from_str(file.metadata.mimetype())
        .unwrap_or(HeaderValue::from_static("application/octet-stream"));
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    response
}
