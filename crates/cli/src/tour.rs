//! What only a demo says about itself: that it is one, and who can log in. A server that works for an authority has
//! neither the address nor the mark, so its login page offers no tour and names no account.

use axum::{
    Json, Router,
    extract::Request,
    http::{HeaderValue, header},
    middleware::{self, Next},
    response::Response,
    routing::get,
};
use rehearsal::Account;
use serde_json::{Value, json};

/// Read by the console's login page; it gives no right to anybody.
const MARK: HeaderValue = HeaderValue::from_static("anxing_demo=1; Path=/console; SameSite=Strict");

/// The passwords stay at the terminal that started the demo.
pub fn with_tour(router: Router, accounts: &[Account]) -> Router {
    let accounts: Vec<Value> = accounts
        .iter()
        .map(|Account { role, unit, login, password: _ }| json!({ "role": role, "unit": unit, "login": login }))
        .collect();
    let told = json!({ "accounts": accounts });
    let demo = Router::new().route("/api/demo", get(move || async move { Json(told) }));
    router.layer(middleware::from_fn(marked)).merge(demo)
}

async fn marked(request: Request, next: Next) -> Response {
    let is_page = request.uri().path().starts_with("/console") && !request.uri().path().contains("/assets/");
    let mut response = next.run(request).await;
    if is_page {
        response.headers_mut().append(header::SET_COOKIE, MARK);
    }
    response
}
