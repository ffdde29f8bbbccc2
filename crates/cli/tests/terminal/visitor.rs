//! Somebody with a session, over a real connection. A lost connection is an answer of its own: nobody knows.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
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
    pub more: Vec<(&'static str, String)>,
}

/// An answer that came as a whole.
pub struct Answered {
    pub status: u16,
    pub headers: ureq::http::HeaderMap,
    pub body: Vec<u8>,
}

impl Answered {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// Where an upload goes on.
    pub fn offset(&self) -> usize {
        let told = self.header("upload-offset").unwrap_or_else(|| panic!("{} {}", self.status, self.json()));
        told.parse().unwrap()
    }
}

impl Request {
    pub fn json(method: &'static str, path: impl Into<String>, body: &Value) -> Self {
        Self {
            method,
            path: path.into(),
            kind: "application/json",
            body: body.to_string().into_bytes(),
            key: None,
            more: Vec::new(),
        }
    }

    pub fn bytes(path: impl Into<String>, body: Vec<u8>) -> Self {
        let kind = "application/octet-stream";
        Self { method: "POST", path: path.into(), kind, body, key: None, more: Vec::new() }
    }

    /// Nothing but a line: `GET`, `HEAD`, `DELETE`.
    pub fn plain(method: &'static str, path: impl Into<String>) -> Self {
        let kind = "application/json";
        Self { method, path: path.into(), kind, body: Vec::new(), key: None, more: Vec::new() }
    }

    /// The beginning of an upload that can be continued.
    pub fn beginning(unit: &str, kind: &str, name: &str, length: u64) -> Self {
        let pair = |(key, value): (&str, &str)| format!("{key} {}", STANDARD.encode(value));
        let metadata = [("filename", name), ("unit", unit), ("kind", kind)].map(pair).join(",");
        let more = vec![("upload-length", length.to_string()), ("upload-metadata", metadata)];
        Self { more, ..Self::plain("POST", "/api/uploads") }
    }

    pub fn piece(path: &str, offset: usize, body: Vec<u8>) -> Self {
        let more = vec![("upload-offset", offset.to_string())];
        let kind = "application/offset+octet-stream";
        Self { kind, body, more, ..Self::plain("PATCH", path) }
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
        self.ask(address, request).map(|answer| (answer.status, answer.body))
    }

    pub fn ask(&self, address: &SocketAddr, request: &Request) -> Result<Answered, Lost> {
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
        for (name, value) in &request.more {
            built = built.header(*name, value);
        }
        let mut answer = self.agent.run(built.body(request.body.as_slice()).unwrap()).map_err(|_| Lost)?;
        let body = answer.body_mut().read_to_vec().map_err(|_| Lost)?;
        Ok(Answered { status: answer.status().as_u16(), headers: answer.headers().clone(), body })
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
    Request::plain("GET", path)
}

impl Visitor {
    /// Reads a long answer to its end without keeping it: what `take` is given.
    pub fn drain(&self, address: &SocketAddr, path: &str, mut take: impl FnMut(&[u8])) {
        let url = format!("http://{address}{path}");
        let mut answer = self.agent.get(&url).header("cookie", &self.cookie).call().unwrap();
        assert_eq!(answer.status().as_u16(), 200);
        let mut reader = answer.body_mut().with_config().limit(u64::MAX).reader();
        let mut buffer = vec![0; 256 * 1024];
        loop {
            match reader.read(&mut buffer).unwrap() {
                0 => return,
                read => take(&buffer[..read]),
            }
        }
    }

    /// A connection on which the head of this request has been sent with a body of so many bytes announced, none of
    /// which has been sent.
    pub fn open(&self, address: &SocketAddr, request: &Request, length: u64) -> TcpStream {
        let Request { method, path, kind, more, .. } = request;
        let more: String = more.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: {address}\r\ncontent-type: {kind}\r\nsec-fetch-site: same-origin\r\n\
             cookie: {}\r\ncontent-length: {length}\r\n{more}\r\n",
            self.cookie
        );
        let mut stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(120))).unwrap();
        stream.write_all(head.as_bytes()).unwrap();
        stream
    }
}
