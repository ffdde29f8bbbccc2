//! A refusal as a page: whoever opens an address in a browser, such as a file's after the session has ended, reads words
//! and not the form that programs read.

use askama::Template;
use axum::{
    body::Body,
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::Response,
};
use web::Told;

#[derive(Template)]
#[template(path = "refusal.html")]
struct Refusal<'a> {
    title: &'a str,
    detail: &'a str,
    wants_login: bool,
}

/// What a browser says of an address that a person opened, as opposed to what a page asks for itself.
const OPENED: (&str, &str) = ("sec-fetch-mode", "navigate");

/// Leaves every other answer as it is.
pub async fn in_words(request: Request, next: Next) -> Response {
    let (name, value) = OPENED;
    let is_opened = request.headers().get(name).is_some_and(|mode| mode == value);
    let answer = next.run(request).await;
    let Some(told) = answer.extensions().get::<Told>().filter(|_| is_opened) else { return answer };
    let wants_login = answer.status() == StatusCode::UNAUTHORIZED;
    let Ok(page) = (Refusal { title: told.title, detail: &told.detail, wants_login }).render() else {
        return answer;
    };
    let (mut head, _) = answer.into_parts();
    head.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    head.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(head, Body::from(page))
}
