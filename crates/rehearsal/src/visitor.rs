//! A person at a browser: sends requests to the real router with a cookie, from our own origin.

use std::sync::{Mutex, PoisonError};

use axum::{
    Router,
    body::Body,
    http::{Method, Request, header},
};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tower::ServiceExt;

pub struct Visitor {
    router: Router,
    name: String,
    password: String,
    cookie: Mutex<Option<String>>,
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
const JSON: &str = "application/json";

impl Visitor {
    /// Somebody who has not logged in.
    #[must_use]
    pub fn stranger(router: Router) -> Self {
        Self { router, name: String::new(), password: String::new(), cookie: Mutex::default() }
    }

    /// Logs in and keeps the cookie.
    ///
    /// # Errors
    /// The name or the password is wrong.
    pub async fn logged_in(router: Router, name: &str, password: &str) -> Result<Self, Refusal> {
        let visitor = Self { name: name.to_owned(), password: password.to_owned(), ..Self::stranger(router) };
        visitor.log_in().await?;
        Ok(visitor)
    }

    /// The same person at another browser, who has yet to log in there.
    #[must_use]
    pub(crate) fn again(&self) -> Self {
        Self {
            name: self.name.clone(),
            password: self.password.clone(),
            ..Self::stranger(self.router.clone())
        }
    }

    /// Changes the password, which the next login needs.
    ///
    /// # Errors
    /// The new password does not satisfy the policy.
    pub async fn with_password(mut self, new: &str) -> Result<Self, Refusal> {
        self.put("/api/me/password", json!({ "current": self.password, "new": new })).await?;
        self.password = new.to_owned();
        Ok(self)
    }

    pub async fn get(&self, path: &str) -> Result<Value, Refusal> {
        self.ask(Method::GET, path, Vec::new(), None).await
    }
    pub async fn post(&self, path: &str, body: Value) -> Result<Value, Refusal> {
        self.ask(Method::POST, path, body.to_string().into_bytes(), Some(JSON)).await
    }
    pub async fn put(&self, path: &str, body: Value) -> Result<Value, Refusal> {
        self.ask(Method::PUT, path, body.to_string().into_bytes(), Some(JSON)).await
    }
    pub async fn post_bytes(&self, path: &str, bytes: Vec<u8>) -> Result<Value, Refusal> {
        self.ask(Method::POST, path, bytes, Some("application/octet-stream")).await
    }

    async fn log_in(&self) -> Result<(), Refusal> {
        let body = json!({ "login": self.name, "password": self.password }).to_string().into_bytes();
        let asked =
            Asked { method: Method::POST, path: "/api/session", bytes: body, kind: Some(JSON), key: None };
        let (_, cookie) = asked.succeeded(self.send(&asked).await?)?;
        *self.cookie.lock().unwrap_or_else(PoisonError::into_inner) = cookie;
        Ok(())
    }

    /// Days pass between scenes and sessions end meanwhile; people log in again.
    async fn ask(
        &self,
        method: Method,
        path: &str,
        bytes: Vec<u8>,
        kind: Option<&'static str>,
    ) -> Result<Value, Refusal> {
        let asked = Asked { method, path, bytes, kind, key: None };
        Ok(asked.succeeded(self.answered(&asked).await?)?.0)
    }

    /// Whatever comes back, also a refusal.
    pub(crate) async fn answered(&self, asked: &Asked<'_>) -> Result<Answered, Refusal> {
        let first = self.send(asked).await?;
        if first.status != 401 || self.name.is_empty() {
            return Ok(first);
        }
        self.log_in().await?;
        self.send(asked).await
    }

    async fn send(&self, asked: &Asked<'_>) -> Result<Answered, Refusal> {
        let Asked { method, path, bytes, kind, key } = asked;
        let mut request = Request::builder()
            .method(method)
            .uri(*path)
            .header(header::HOST, HOST)
            .header(header::ORIGIN, format!("http://{HOST}"));
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, *kind);
        }
        if let Some(key) = key {
            request = request.header("idempotency-key", *key);
        }
        let cookie = self.cookie.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(cookie) = cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let request =
            request.body(Body::from(bytes.clone())).map_err(|error| asked.refused(0, error.to_string()))?;
        let Ok(response) = self.router.clone().oneshot(request).await;
        let (parts, body) = response.into_parts();
        let status = parts.status.as_u16();
        let bytes =
            body.collect().await.map_err(|error| asked.refused(status, error.to_string()))?.to_bytes();
        let set = parts.headers.get(header::SET_COOKIE).and_then(|value| value.to_str().ok());
        let cookie = set.and_then(|line| line.split(';').next()).map(str::to_owned);
        Ok(Answered { status, bytes: bytes.to_vec(), cookie })
    }
}

/// A request before it is sent.
#[derive(Clone)]
pub(crate) struct Asked<'a> {
    pub method: Method,
    pub path: &'a str,
    pub bytes: Vec<u8>,
    pub kind: Option<&'static str>,
    /// The idempotency key.
    pub key: Option<&'a str>,
}

/// What came back.
pub(crate) struct Answered {
    pub status: u16,
    pub bytes: Vec<u8>,
    cookie: Option<String>,
}

impl Answered {
    /// An answer without a body (204) says nothing.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or(Value::Null)
    }
}

impl Asked<'_> {
    fn refused(&self, status: u16, body: String) -> Refusal {
        Refusal { request: format!("{} {}", self.method, self.path), status, body }
    }

    fn succeeded(&self, answered: Answered) -> Result<(Value, Option<String>), Refusal> {
        if (200..300).contains(&answered.status) {
            return Ok((answered.json(), answered.cookie));
        }
        Err(self.refused(answered.status, String::from_utf8_lossy(&answered.bytes).into_owned()))
    }
}
