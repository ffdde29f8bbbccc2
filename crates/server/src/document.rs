//! The OpenAPI document: assembled from the handlers' own types, completed with what is true for all of them.

use std::sync::Arc;

use axum::{
    Router,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use kernel::Failure;
use utoipa::{
    OpenApi, ToSchema,
    openapi::{
        self, Content, Ref, RefOr, Response as Described,
        path::Operation,
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Anxing 安行",
        description = "Reports, reviews, registers, boards and statistics of a safety campaign. Instants are RFC 3339 with +08:00; figures are integers in their base unit; every failure is application/problem+json.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    components(schemas(web::ProblemBody))
)]
pub(crate) struct Document;

/// Adds to every operation what all of them share: the problem body and the two ways to say who asks.
pub(crate) fn complete(mut document: openapi::OpenApi) -> openapi::OpenApi {
    for item in document.paths.paths.values_mut() {
        let operations = [&mut item.get, &mut item.put, &mut item.post, &mut item.delete, &mut item.patch];
        for operation in operations.into_iter().flatten() {
            add_problem(operation);
        }
    }
    let components = document.components.get_or_insert_default();
    let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new("anxing_session")));
    let token = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
    components.add_security_scheme("session", cookie);
    components.add_security_scheme("token", token);
    document
}

fn add_problem(operation: &mut Operation) {
    let mut response = Described::new("The failure as application/problem+json.");
    let body = Content::new(Some(Ref::from_schema_name(web::ProblemBody::name())));
    response.content.insert("application/problem+json".to_owned(), RefOr::T(body));
    operation.responses.responses.insert("default".to_owned(), RefOr::T(response));
}

/// The document as a route.
pub(crate) fn route(json: String) -> Router {
    let json: Arc<str> = json.into();
    let answer = move || async move { ([(header::CONTENT_TYPE, "application/json")], json.to_string()) };
    Router::new().route("/api/openapi.json", get(answer))
}

/// An address that names nothing.
pub(crate) async fn unknown() -> web::Problem {
    web::Problem(Failure::Hidden)
}

/// A panic is our own fault; the person gets the same answer as for any other of them and nothing of its text.
pub(crate) fn panicked(panic: Box<dyn std::any::Any + Send + 'static>) -> Response {
    let cause = panic
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
        .unwrap_or_else(|| "a panic without a text".to_owned());
    web::Problem(Failure::internal(cause)).into_response()
}
