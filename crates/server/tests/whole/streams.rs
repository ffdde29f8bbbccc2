//! Answers that stay open, over real connections: each holds its connection, and none holds up a stop.

use std::time::{Duration, Instant};

use config::Limits;
use testkit::{PASSWORD, World};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::{
    network::{ELSEWHERE, HERE, PATIENCE, Served, serve},
    province::NOW,
};

/// Logs in and answers the cookie. The login comes from elsewhere: the server may count its connection for a moment after
/// the client has seen its end, and here every place is counted.
async fn cookie(served: &Served, login: &str) -> String {
    let reply = served.log_in(ELSEWHERE, login, PASSWORD).await;
    let lower = reply.text.lines().find(|line| line.to_lowercase().starts_with("set-cookie: ")).unwrap();
    lower["set-cookie: ".len()..].split(';').next().unwrap().to_owned()
}

/// Opens the stream of the province and reads until the first event.
async fn open(world: &World, served: &Served, cookie: &str) -> (TcpStream, String) {
    let mut stream = served.connect(HERE).await;
    let (campaign, unit) = (&world.campaign, world.unit("liaoning"));
    let request = format!(
        "GET /api/board/live?campaign={campaign}&unit={unit} HTTP/1.1\r\nhost: anxing.test\r\ncookie: {cookie}\r\n\
         accept-encoding: gzip, br\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut said = String::new();
    while !said.contains("event: alive") {
        let mut piece = [0; 4096];
        let read = tokio::time::timeout(PATIENCE, stream.read(&mut piece)).await.unwrap().unwrap();
        assert!(read > 0, "closed after {said}");
        said.push_str(std::str::from_utf8(&piece[..read]).unwrap());
    }
    (stream, said)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_ends_open_streams_at_once() {
    let world = World::at(NOW).await;
    let served = serve(&world.app, &Limits::default()).await;
    let cookie = cookie(&served, &world.office.name).await;
    let (mut stream, head) = open(&world, &served, &cookie).await;
    let lower = head.to_lowercase();
    for header in ["content-type: text/event-stream", "cache-control: no-", "x-accel-buffering: no"] {
        assert!(lower.contains(header), "{head}");
    }
    assert!(!lower.contains("content-encoding"), "compressed, an event waits for the next one: {head}");
    let Served { at: _, stop, running } = served;
    let stopwatch = Instant::now();
    stop.send(()).unwrap();
    tokio::time::timeout(PATIENCE, running).await.unwrap().unwrap();
    let took = stopwatch.elapsed();
    assert!(took < Duration::from_secs(10), "{took:?}: the stream was cut off with the rest, not ended");
    let mut rest = String::new();
    stream.read_to_string(&mut rest).await.unwrap();
    assert!(rest.ends_with("0\r\n\r\n"), "the answer has an end: {rest:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_holds_one_of_the_connections_of_its_address_and_gives_it_back() {
    let world = World::at(NOW).await;
    let limits = Limits { connections_per_address: 2, ..Limits::default() };
    let served = serve(&world.app, &limits).await;
    let cookie = cookie(&served, &world.office.name).await;
    let first = open(&world, &served, &cookie).await;
    let _second = open(&world, &served, &cookie).await;
    assert_eq!(served.get(HERE, "/healthz").await.status, 0, "turned away at the door");
    assert_eq!(served.get(ELSEWHERE, "/healthz").await.status, 200);
    drop(first);
    served.until_answered(HERE, "/healthz").await;
}
