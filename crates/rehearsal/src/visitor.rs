//! A person at a browser: sends requests to the real router with a cookie, from our own origin.

use axum::{
    Router,
    body::Body,
    http::{Method, Request, header},
};
use http_body_util::BodyExt;
use serde_json::Value;
use tower::ServiceExt;

#[derive(Debug)]
pub struct Visitor {
    router: Router,
    cookie: Option<String>,
}

/// A request that the story did not expect to fail.
#[derive(Debug, thiserror::Error)]
#[error("{request}：{status} {body}")]
pub struct Refusal {
    pub request: String,
    pub status: u16,
    pub body: String,
}

const HOST: &str = "anxing.demo";

impl Visitor {
    #[must_use]
    pub fn new(router: Router) -> Self {
        Self { router, cookie: None }
    }

    pub async fn get(&self, path: &str) -> Result<Value, Refusal> {
        Ok(self.send(Method::GET, path, Vec::new(), None).await?.0)
    }
    pub async fn post(&self, path: &str, body: Value) -> Result<Value, Refusal> {
        Ok(self.send(Method::POST, path, body.to_string().into_bytes(), Some("application/json")).await?.0)
    }
    pub async fn put(&self, path: &str, body: Value) -> Result<Value, Refusal> {
        Ok(self.send(Method::PUT, path, body.to_string().into_bytes(), Some("application/json")).await?.0)
    }
    pub async fn post_bytes(&self, path: &str, bytes: Vec<u8>) -> Result<Value, Refusal> {
        Ok(self.send(Method::POST, path, bytes, Some("application/octet-stream")).await?.0)
    }

    /// Logs in and keeps the cookie.
    pub async fn log_in(&mut self, login: &str, password: &str) -> Result<(), Refusal> {
        let body = serde_json::json!({ "login": login, "password": password }).to_string().into_bytes();
        let (_, cookie) = self.send(Method::POST, "/api/session", body, Some("application/json")).await?;
        self.cookie = cookie;
        Ok(())
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        bytes: Vec<u8>,
        kind: Option<&str>,
    ) -> Result<(Value, Option<String>), Refusal> {
        let asked = format!("{method} {path}");
        let refusal = |status: u16, body: String| Refusal { request: asked.clone(), status, body };
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, HOST)
            .header(header::ORIGIN, format!("http://{HOST}"));
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let request = request.body(Body::from(bytes)).map_err(|error| refusal(0, error.to_string()))?;
        let Ok(response) = self.router.clone().oneshot(request).await;
        let (parts, body) = response.into_parts();
        let status = parts.status;
        let bytes =
            body.collect().await.map_err(|error| refusal(status.as_u16(), error.to_string()))?.to_bytes();
        if !status.is_success() {
            return Err(refusal(status.as_u16(), String::from_utf8_lossy(&bytes).into_owned()));
        }
        let set = parts.headers.get(header::SET_COOKIE).and_then(|value| value.to_str().ok());
        let cookie = set.and_then(|line| line.split(';').next()).map(str::to_owned);
        // An answer without a body (204) says nothing.
        Ok((serde_json::from_slice(&bytes).unwrap_or(Value::Null), cookie))
    }
}
