//! A person at a browser: sends requests to the real router with a cookie, from our own origin.

use std::sync::{Mutex, PoisonError};

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, Method, Request, header},
};
use futures_util::stream;
use serde_json::{Value, json};

use crate::Door;

pub struct Visitor {
    door: Door,
    name: String,
    password: String,
    cookie: Mutex<Option<String>>,
}

/// A request that the story did not expect to fail.
#[derive(Debug, thiserror::Error)]
#[error("{request}：{status} {body}")]
pub struct Refusal {
    pub request: String,
    /// 0 when no answer came.
    pub status: u16,
    pub body: String,
}

const HOST: &str = "anxing.demo";
const JSON: &str = "application/json";

impl Visitor {
    /// Somebody who has not logged in.
    #[must_use]
    pub fn stranger(door: impl Into<Door>) -> Self {
        Self { door: door.into(), name: String::new(), password: String::new(), cookie: Mutex::default() }
    }

    /// Logs in and keeps the cookie.
    ///
    /// # Errors
    /// The name or the password is wrong.
    pub async fn logged_in(door: impl Into<Door>, name: &str, password: &str) -> Result<Self, Refusal> {
        let visitor = Self { name: name.to_owned(), password: password.to_owned(), ..Self::stranger(door) };
        visitor.log_in().await?;
        Ok(visitor)
    }

    /// The same person at another browser, who has yet to log in there.
    #[must_use]
    pub(crate) fn again(&self) -> Self {
        Self { name: self.name.clone(), password: self.password.clone(), ..Self::stranger(self.door.clone()) }
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
        let asked = Asked { bytes: body, kind: Some(JSON), ..Asked::new(Method::POST, "/api/session") };
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
        let asked = Asked { bytes, kind, ..Asked::new(method, path) };
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
        self.send_body(asked, Body::from(asked.bytes.clone())).await
    }

    /// The connection breaks in the middle of the body; what the server says to that hears nobody.
    pub(crate) async fn send_half(&self, asked: &Asked<'_>) -> Option<u16> {
        let half = Bytes::from(asked.bytes.get(..asked.bytes.len() / 2).unwrap_or_default().to_vec());
        let broken = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
        let body = Body::from_stream(stream::iter([Ok(half), Err(broken)]));
        self.send_body(asked, body).await.ok().map(|answered| answered.status)
    }

    async fn send_body(&self, asked: &Asked<'_>, body: Body) -> Result<Answered, Refusal> {
        let Asked { method, path, bytes: _, kind, key, more } = asked;
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
        for (name, value) in more {
            request = request.header(*name, value);
        }
        let cookie = self.cookie.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(cookie) = cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let request = request.body(body).map_err(|error| asked.refused(0, error.to_string()))?;
        let answered = self.door.knock(request).await.map_err(|lost| asked.refused(0, lost.0))?;
        let (parts, bytes) = answered.into_parts();
        let set = parts.headers.get(header::SET_COOKIE).and_then(|value| value.to_str().ok());
        let cookie = set.and_then(|line| line.split(';').next()).map(str::to_owned);
        Ok(Answered { status: parts.status.as_u16(), headers: parts.headers, bytes, cookie })
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
    /// Headers of a protocol of its own.
    pub more: Vec<(&'static str, String)>,
}

/// What came back.
pub(crate) struct Answered {
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
    cookie: Option<String>,
}

impl Answered {
    /// An answer without a body (204) says nothing.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or(Value::Null)
    }
}

impl<'a> Asked<'a> {
    /// Without a body.
    pub(crate) fn new(method: Method, path: &'a str) -> Self {
        Self { method, path, bytes: Vec::new(), kind: None, key: None, more: Vec::new() }
    }

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
