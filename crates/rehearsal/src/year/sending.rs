//! Sending files: whole, cut and sent again, or cut and continued where it stopped.

use auditor::Difference;
use axum::http::Method;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::Value;

use super::{
    Failed,
    wire::{Wire, Wish},
};
use crate::{Fault, visitor::Asked};

/// A file that somebody hands in.
pub(super) struct Sent {
    pub unit: String,
    pub kind: &'static str,
    pub name: &'static str,
    pub bytes: Vec<u8>,
}

impl Sent {
    fn path(&self) -> String {
        format!("/api/files?unit={}&kind={}&name={}", self.unit, self.kind, self.name)
    }

    /// As tus wants it.
    fn metadata(&self) -> String {
        let pairs = [("filename", self.name), ("unit", &self.unit), ("kind", self.kind)];
        pairs.map(|(key, value)| format!("{key} {}", STANDARD.encode(value))).join(",")
    }
}

const BYTES: Option<&str> = Some("application/octet-stream");
const PIECE: Option<&str> = Some("application/offset+octet-stream");

impl Wire {
    /// A file in one request; its id. It may be refused to whoever has lost the post or the unit meanwhile, but there is
    /// nothing wrong with the file itself.
    pub(super) async fn send(&mut self, who: &str, sent: &Sent) -> Result<Value, Failed> {
        let path = sent.path();
        let asked = Asked { bytes: sent.bytes.clone(), kind: BYTES, ..Asked::new(Method::POST, &path) };
        let answered = self.visitor(who)?.answered(&asked).await?;
        let (status, answer) = self.heard(&Wish::post(who, path, Value::Null), answered)?;
        match status {
            400 | 409 | 413 | 415 | 422 => Err(unlike(who, "一份附件", format!("{status} {answer}"))),
            _ => Ok(answer["id"].clone()),
        }
    }

    /// The connection breaks in the middle of a file that is sent in one request: nothing may be left of it.
    pub(super) async fn send_half(&mut self, who: &str, sent: &Sent) -> Result<(), Failed> {
        let path = sent.path();
        let asked = Asked { bytes: sent.bytes.clone(), kind: BYTES, ..Asked::new(Method::POST, &path) };
        let status = self.visitor(who)?.send_half(&asked).await;
        self.requests += 1;
        self.write_down(&format!("{} POST {path} (cut)", self.now()));
        match status {
            Some(status) if (200..300).contains(&status) || status >= 500 => {
                Err(unlike(who, "拒绝", status.to_string()))
            }
            Some(_) | None => Ok(()),
        }
    }

    /// The connection breaks in the middle of a file that can be continued; with `kills`, the server dies as well. What
    /// has arrived is asked for, and the rest is sent. The id of the file.
    pub(super) async fn send_on(&mut self, who: &str, sent: &Sent, kills: bool) -> Result<Value, Failed> {
        let length = ("upload-length", sent.bytes.len().to_string());
        let more = vec![length, ("upload-metadata", sent.metadata())];
        let begun = Asked { more, ..Asked::new(Method::POST, "/api/uploads") };
        let begun = self.visitor(who)?.answered(&begun).await?;
        let header = |name: &str| begun.headers.get(name).and_then(|value| value.to_str().ok());
        let path = header("location").ok_or_else(|| unlike(who, "Location", begun.status.to_string()))?;
        let path = path.to_owned();
        let piece = |from: usize| Asked {
            bytes: sent.bytes.get(from..).unwrap_or_default().to_vec(),
            kind: PIECE,
            more: vec![("upload-offset", from.to_string())],
            ..Asked::new(Method::PATCH, &path)
        };
        // What the server says to half a piece hears nobody.
        self.visitor(who)?.send_half(&piece(0)).await;
        if kills && self.suffers(Fault::Kill) {
            self.kill().await?;
        }
        let (_, state) = self.look(who, &path).await?;
        let arrived = state["received"].as_u64().and_then(|bytes| usize::try_from(bytes).ok());
        let arrived = arrived.filter(|bytes| *bytes <= sent.bytes.len() / 2);
        let arrived = arrived.ok_or_else(|| unlike(who, "不多于已发出的字节", state.to_string()))?;
        let rest = self.visitor(who)?.answered(&piece(arrived)).await?;
        self.requests += 4;
        let (_, state) = self.look(who, &path).await?;
        if rest.status != 204 || state["file"]["id"].is_null() {
            return Err(unlike(who, "204 和一份附件", format!("{} {state}", rest.status)));
        }
        let file = state["file"].clone();
        self.learn(&Wish::post(who, sent.path(), Value::Null), &file)?;
        Ok(file["id"].clone())
    }
}

fn unlike(who: &str, expected: &str, said: String) -> Failed {
    let (check, about, expected) = ("上传", who.to_owned(), expected.to_owned());
    Failed::Heard(Difference { check, about, expected, said })
}
