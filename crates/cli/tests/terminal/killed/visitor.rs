//! Somebody with a session, over a real connection. A lost connection is an answer of its own: nobody knows.

use std::{net::SocketAddr, time::Duration};

use serde_json::Value;

/// The connection ended before the answer came.
#[derive(Debug)]
pub struct Lost;

#[derive(Clone)]
pub struct Visitor {
    agent: ureq::Agent,
    cookie: String,
}

/// What is sent: it can be sent again.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: &'static str,
    pub path: String,
    pub kind: &'static str,
    pub body: Vec<u8>,
    pub key: Option<String>,
}

impl Request {
    pub fn json(method: &'static str, path: impl Into<String>, body: &Value) -> Self {
        Self {
            method,
            path: path.into(),
            kind: "application/json",
            body: body.to_string().into_bytes(),
            key: None,
        }
    }

    pub fn bytes(path: impl Into<String>, body: Vec<u8>) -> Self {
        Self { method: "POST", path: path.into(), kind: "application/octet-stream", body, key: None }
    }

    pub fn once(mut self, key: String) -> Self {
        self.key = Some(key);
        self
    }
}

impl Visitor {
    pub fn stranger() -> Self {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(30)));
        Self { agent: config.build().into(), cookie: String::new() }
    }

    pub fn login(address: &SocketAddr, login: &str, password: &str) -> Self {
        let visitor = Self::stranger();
        let body = serde_json::json!({ "login": login, "password": password });
        let url = format!("http://{address}/api/session");
        let sent = visitor.agent.post(&url).header("content-type", "application/json").send(body.to_string());
        let answer = sent.unwrap();
        let cookie = answer.headers().get("set-cookie").expect("a session").to_str().unwrap();
        Self { cookie: cookie.split(';').next().unwrap().to_owned(), ..visitor }
    }

    pub fn send(&self, address: &SocketAddr, request: &Request) -> Result<(u16, Vec<u8>), Lost> {
        let mut built = ureq::http::Request::builder()
            .method(request.method)
            .uri(format!("http://{address}{}", request.path))
            .header("content-type", request.kind)
            .header("sec-fetch-site", "same-origin");
        if !self.cookie.is_empty() {
            built = built.header("cookie", &self.cookie);
        }
        if let Some(key) = &request.key {
            built = built.header("idempotency-key", key);
        }
        let mut answer = self.agent.run(built.body(request.body.as_slice()).unwrap()).map_err(|_| Lost)?;
        let bytes = answer.body_mut().read_to_vec().map_err(|_| Lost)?;
        Ok((answer.status().as_u16(), bytes))
    }

    /// An answer that must be a success.
    pub fn ok(&self, address: &SocketAddr, request: &Request) -> Value {
        let (status, body) =
            self.send(address, request).unwrap_or_else(|Lost| panic!("no answer to {request:?}"));
        let text = String::from_utf8_lossy(&body);
        assert!((200..300).contains(&status), "{} {}: {status} {text}", request.method, request.path);
        serde_json::from_slice(&body).unwrap_or(Value::Null)
    }

    pub fn get(&self, address: &SocketAddr, path: &str) -> Value {
        self.ok(address, &get(path))
    }
}

pub fn get(path: &str) -> Request {
    Request { method: "GET", path: path.to_owned(), kind: "application/json", body: Vec::new(), key: None }
}
