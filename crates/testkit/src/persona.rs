//! A person at a browser, or a program with a token.

use std::sync::Mutex;

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Method, Request, Response, StatusCode, header},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use http_body_util::BodyExt;
use serde_json::Value;
use tower::ServiceExt;

use crate::Events;

/// Sends requests to the real router the way a browser does: with a cookie, from our own origin.
pub struct Persona {
    pub name: String,
    router: Router,
    cookie: Mutex<Option<String>>,
    token: Option<String>,
}

/// An answer that was read to its end.
#[derive(Debug)]
pub struct Answered {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
    asked: String,
}

impl Persona {
    #[must_use]
    pub fn stranger(router: Router) -> Self {
        Self { name: "stranger".to_owned(), router, cookie: Mutex::default(), token: None }
    }

    #[must_use]
    pub fn with_token(router: Router, token: &str) -> Self {
        Self { name: "program".to_owned(), router, cookie: Mutex::default(), token: Some(token.to_owned()) }
    }

    /// Logs in by name and password; panics when the server refuses.
    pub async fn login(router: Router, name: &str, password: &str) -> Self {
        let persona = Self { name: name.to_owned(), ..Self::stranger(router) };
        let body = serde_json::json!({ "login": name, "password": password });
        persona.post("/api/session", body).await.ok();
        persona
    }

    pub async fn get(&self, path: &str) -> Answered {
        self.send(Method::GET, path, None, &[]).await
    }
    pub async fn post(&self, path: &str, body: Value) -> Answered {
        self.send(Method::POST, path, Some(body), &[]).await
    }
    pub async fn put(&self, path: &str, body: Value) -> Answered {
        self.send(Method::PUT, path, Some(body), &[]).await
    }
    pub async fn patch(&self, path: &str, body: Value) -> Answered {
        self.send(Method::PATCH, path, Some(body), &[]).await
    }
    pub async fn delete(&self, path: &str) -> Answered {
        self.send(Method::DELETE, path, None, &[]).await
    }
    /// A post that may be repeated: the key says that it is the same intention.
    pub async fn post_once(&self, key: &str, path: &str, body: Value) -> Answered {
        self.send(Method::POST, path, Some(body), &[("idempotency-key", key)]).await
    }

    pub async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
        headers: &[(&str, &str)],
    ) -> Answered {
        let (kind, bytes) = match body {
            Some(value) => (Some("application/json"), value.to_string().into_bytes()),
            None => (None, Vec::new()),
        };
        let headers: Vec<(&str, &str)> =
            kind.map(|kind| ("content-type", kind)).into_iter().chain(headers.iter().copied()).collect();
        self.send_bytes(method, path, bytes, &headers).await
    }

    /// Uploads a file for a unit and answers its id.
    pub async fn upload(&self, unit: &str, kind: &str, name: &str, bytes: Vec<u8>) -> String {
        let path = format!("/api/files?unit={unit}&kind={kind}&name={}", escaped(name));
        let headers = [("content-type", "application/octet-stream")];
        let answer = self.send_bytes(Method::POST, &path, bytes, &headers).await;
        answer.ok()["id"].as_str().unwrap().to_owned()
    }

    /// Begins an upload that can be continued, and answers where.
    pub async fn begin_upload(&self, unit: &str, kind: &str, name: &str, length: usize) -> String {
        let pair = |(key, value): (&str, &str)| format!("{key} {}", STANDARD.encode(value));
        let metadata = [("filename", name), ("unit", unit), ("kind", kind)].map(pair).join(",");
        let length = length.to_string();
        let headers = [("upload-length", length.as_str()), ("upload-metadata", &metadata)];
        let answer = self.send_bytes(Method::POST, "/api/uploads", Vec::new(), &headers).await;
        answer.ok();
        answer.headers[header::LOCATION].to_str().unwrap().to_owned()
    }

    /// Sends a piece of such an upload.
    pub async fn send_piece(&self, path: &str, offset: usize, bytes: Vec<u8>) -> Answered {
        let offset = offset.to_string();
        let headers =
            [("content-type", "application/offset+octet-stream"), ("upload-offset", offset.as_str())];
        self.send_bytes(Method::PATCH, path, bytes, &headers).await
    }

    pub async fn send_bytes(
        &self,
        method: Method,
        path: &str,
        bytes: Vec<u8>,
        headers: &[(&str, &str)],
    ) -> Answered {
        let response = self.response(method.clone(), path, bytes, headers).await;
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes().to_vec();
        Answered {
            status: parts.status,
            headers: parts.headers,
            bytes,
            asked: format!("{} {method} {path}", self.name),
        }
    }

    /// Opens an answer that stays open; panics when the server refuses.
    pub async fn listen(&self, path: &str) -> Events {
        let response = self.response(Method::GET, path, Vec::new(), &[]).await;
        let (status, headers) = (response.status(), response.headers());
        let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        assert_eq!((status, kind), (StatusCode::OK, Some("text/event-stream")), "{} {path}", self.name);
        Events::of(response.into_body())
    }

    async fn response(
        &self,
        method: Method,
        path: &str,
        bytes: Vec<u8>,
        headers: &[(&str, &str)],
    ) -> Response<Body> {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "anxing.test")
            .header(header::ORIGIN, "http://anxing.test");
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let cookie = self.cookie.lock().unwrap().clone();
        if let Some(cookie) = cookie {
            request = request.header(header::COOKIE, cookie);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = self.router.clone().oneshot(request.body(Body::from(bytes)).unwrap()).await.unwrap();
        let set = response.headers().get(header::SET_COOKIE).and_then(|value| value.to_str().ok());
        if let Some(pair) = set.and_then(|line| line.split(';').next()) {
            *self.cookie.lock().unwrap() = Some(pair.to_owned());
        }
        response
    }
}

impl Answered {
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or(Value::Null)
    }
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The body of a success; panics with the whole answer otherwise.
    #[track_caller]
    pub fn ok(&self) -> Value {
        assert!(self.status.is_success(), "{}: {} {}", self.asked, self.status, self.text());
        self.json()
    }

    /// The problem of a failure with this status; panics otherwise.
    #[track_caller]
    pub fn refused(&self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}: {}", self.asked, self.text());
        let kind = self.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        assert_eq!(kind, Some("application/problem+json"), "{}", self.asked);
        let problem = self.json();
        assert!(problem["type"].as_str().is_some_and(|urn| urn.starts_with("urn:anxing:problem:")));
        problem
    }
    /// 404: existence is secret, or there is none.
    #[track_caller]
    pub fn hidden(&self) {
        self.refused(404);
    }
    /// 403: it may be seen, but not this.
    #[track_caller]
    pub fn forbidden(&self) {
        self.refused(403);
    }
}

/// Percent-encodes everything but unreserved ASCII characters.
fn escaped(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
