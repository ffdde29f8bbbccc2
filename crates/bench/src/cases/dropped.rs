//! Sixty-four clients that vanish in the middle of an upload, again and again. Nothing may be left behind.

use std::time::Duration;

use tokio::{io::AsyncWriteExt as _, net::TcpStream};

use super::{Bench, Stage};
use crate::{Outcome, report::Case, town::Size};

const CLIENTS: usize = 64;
const ROUNDS: usize = 10;
/// A server needs a moment to see that a connection is gone; much longer means that it does not see it.
const SETTLES_WITHIN: Duration = Duration::from_secs(10);
const LOOK_EVERY: Duration = Duration::from_millis(50);

pub async fn run(bench: &Bench, size: Size) -> Outcome<()> {
    let mut stage = Stage::set(bench, size).await?;
    let case = Case("64 clients dropped in the middle of an upload");
    let pid = *stage.server.pids().first().ok_or("the server ended")?;
    let before = left_open(pid)?;
    let cookie = stage.writers.first().and_then(crate::client::Client::cookie).unwrap_or_default();
    let unit = stage.town.writers.first().cloned().unwrap_or_default();
    for _ in 0..ROUNDS {
        let mut streams = Vec::with_capacity(CLIENTS);
        for _ in 0..CLIENTS {
            let mut stream =
                TcpStream::connect(stage.server.address).await.map_err(|error| error.to_string())?;
            let head = format!(
                "POST /api/files?unit={unit}&kind=pictures&name=site.jpg HTTP/1.1\r\nhost: x\r\n\
                 sec-fetch-site: same-origin\r\ncookie: {cookie}\r\ncontent-type: application/octet-stream\r\n\
                 content-length: 1000000\r\n\r\n"
            );
            stream.write_all(head.as_bytes()).await.map_err(|error| error.to_string())?;
            stream.write_all(&[0_u8; 20_000]).await.map_err(|error| error.to_string())?;
            streams.push(stream);
        }
        drop(streams);
    }
    case.say("connections dropped", CLIENTS * ROUNDS);
    let begun = std::time::Instant::now();
    let writer = stage.writers.first_mut().ok_or("nobody writes")?;
    writer.get("/api/me").await?;
    case.seconds("the next request is answered in", begun.elapsed());
    let mut left = left_open(pid)?;
    while left > before && begun.elapsed() < SETTLES_WITHIN {
        tokio::time::sleep(LOOK_EVERY).await;
        left = left_open(pid)?;
    }
    case.say("sockets and half-received files before, after", format_args!("{before}, {left}"));
    case.seconds("all of them gone after", begun.elapsed());
    // A write needs the one transaction: it would wait for ever if another had been left behind.
    super::writes::record(bench, &mut stage, "records after the drops (2 requests)").await?;
    if left > before {
        return Err(format!("{} sockets or files are left behind by dropped clients", left - before));
    }
    stage.server.stop();
    Ok(())
}

/// Sockets, and files that are being received. The database's own files are not counted: its pool opens another
/// connection when many ask at once, and keeps it.
fn left_open(pid: u32) -> Outcome<usize> {
    let folder = format!("/proc/{pid}/fd");
    let entries = std::fs::read_dir(&folder).map_err(|error| format!("{folder}: {error}"))?;
    let targets = entries.flatten().filter_map(|entry| std::fs::read_link(entry.path()).ok());
    let counts = |target: &std::path::Path| {
        let target = target.to_string_lossy();
        target.starts_with("socket:") || target.contains("/data/files/")
    };
    Ok(targets.filter(|target| counts(target)).count())
}
