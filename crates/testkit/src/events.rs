//! Server-sent events as a browser hears them, one after the other.

use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use futures_util::StreamExt as _;

/// A test that hangs fails by this; nothing is measured with it.
const PATIENCE: Duration = Duration::from_secs(60);

/// An answer that stays open.
pub struct Events {
    pieces: BodyDataStream,
    read: String,
}

impl Events {
    pub(crate) fn of(body: Body) -> Self {
        Self { pieces: body.into_data_stream(), read: String::new() }
    }

    /// The name of the next event; nothing once the server has closed.
    pub async fn next(&mut self) -> Option<String> {
        loop {
            if let Some((event, rest)) = self.read.split_once("\n\n") {
                let name = event.lines().find_map(|line| line.strip_prefix("event: ")).map(str::to_owned);
                self.read = rest.to_owned();
                if name.is_some() {
                    return name;
                }
                continue;
            }
            let piece =
                tokio::time::timeout(PATIENCE, self.pieces.next()).await.expect("an event or the end");
            self.read.push_str(std::str::from_utf8(&piece?.unwrap()).unwrap());
        }
    }

    /// The name of the next event that is not only a sign of life.
    pub async fn news(&mut self) -> Option<String> {
        loop {
            let event = self.next().await;
            if event.as_deref() != Some("alive") {
                return event;
            }
        }
    }
}
