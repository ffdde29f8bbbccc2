//! A client: one connection that is kept alive, somebody's cookie, JSON in and out.

use std::net::SocketAddr;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::{
    Method, Request,
    client::conn::http1::{SendRequest, handshake},
    header,
};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

use crate::Outcome;

pub struct Client {
    host: String,
    address: SocketAddr,
    connection: SendRequest<Full<Bytes>>,
    cookie: Option<String>,
    encoding: Option<&'static str>,
}

/// An answer with a status of success.
pub struct Answer {
    pub cookie: Option<String>,
    pub body: Bytes,
}

impl Answer {
    pub fn json(&self) -> Outcome<Value> {
        serde_json::from_slice(&self.body).map_err(|error| format!("the answer is no JSON: {error}"))
    }
}

async fn connect(address: SocketAddr) -> Outcome<SendRequest<Full<Bytes>>> {
    let stream = TcpStream::connect(address).await.map_err(|error| format!("{address}: {error}"))?;
    stream.set_nodelay(true).map_err(|error| error.to_string())?;
    let (sender, connection) = handshake(TokioIo::new(stream)).await.map_err(|error| error.to_string())?;
    // A connection that breaks is told to whoever waits for its answer.
    tokio::task::spawn_local(async move { drop(connection.await) });
    Ok(sender)
}

impl Client {
    pub async fn connect(address: SocketAddr, cookie: Option<String>) -> Outcome<Self> {
        let connection = connect(address).await?;
        Ok(Self { host: address.to_string(), address, connection, cookie, encoding: None })
    }

    /// What browsers ask for.
    #[must_use]
    pub fn compressed(mut self) -> Self {
        self.encoding = Some("gzip, deflate, br");
        self
    }

    /// # Errors
    /// A status that is no success, with the problem that the server told.
    pub async fn send(
        &mut self,
        method: Method,
        path: &str,
        kind: &'static str,
        body: Bytes,
    ) -> Outcome<Answer> {
        if self.connection.is_closed() {
            self.connection = connect(self.address).await?;
        }
        let told = format!("{method} {path}");
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, &self.host)
            .header("sec-fetch-site", "same-origin");
        if !body.is_empty() {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        if let Some(encoding) = self.encoding {
            request = request.header(header::ACCEPT_ENCODING, encoding);
        }
        let failed = |error: &dyn std::fmt::Display| format!("{told}: {error}");
        let request = request.body(Full::new(body)).map_err(|error| failed(&error))?;
        self.connection.ready().await.map_err(|error| failed(&error))?;
        let response = self.connection.send_request(request).await.map_err(|error| failed(&error))?;
        let (parts, body) = response.into_parts();
        let body = body.collect().await.map_err(|error| failed(&error))?.to_bytes();
        if !parts.status.is_success() {
            return Err(failed(&format_args!("{} {}", parts.status, String::from_utf8_lossy(&body))));
        }
        let set = parts.headers.get(header::SET_COOKIE).and_then(|value| value.to_str().ok());
        let cookie = set.and_then(|line| line.split(';').next()).map(str::to_owned);
        Ok(Answer { cookie, body })
    }

    pub async fn get(&mut self, path: &str) -> Outcome<Answer> {
        self.send(Method::GET, path, JSON, Bytes::new()).await
    }

    pub async fn post(&mut self, path: &str, body: &Value) -> Outcome<Answer> {
        self.send(Method::POST, path, JSON, Bytes::from(body.to_string())).await
    }

    pub async fn put(&mut self, path: &str, body: &Value) -> Outcome<Answer> {
        self.send(Method::PUT, path, JSON, Bytes::from(body.to_string())).await
    }

    /// Logs in; the cookie stays with the client.
    pub async fn log_in(&mut self, login: &str, password: &str) -> Outcome<()> {
        let body = serde_json::json!({ "login": login, "password": password });
        let answer = self.post("/api/session", &body).await?;
        self.cookie = answer.cookie;
        Ok(())
    }

    #[must_use]
    pub fn cookie(&self) -> Option<String> {
        self.cookie.clone()
    }
}

pub const JSON: &str = "application/json";
pub const BYTES: &str = "application/octet-stream";
