//! Over real connections: whoever holds a place without using it is let go, and one address does not take every place.

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::{Router, body::Body, routing::get};
use bytes::Bytes;
use config::Limits;
use futures_util::stream;
use testkit::{PASSWORD, World};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpSocket, TcpStream},
    sync::mpsc,
    task::JoinSet,
};

use crate::{
    network::{ELSEWHERE, HERE, PATIENCE, Served, empty, serve, serve_router},
    province::NOW,
};

/// More than the buffers of both ends of a connection hold.
const PIECES: usize = 1024;
const PIECE_BYTES: usize = 64 * 1024;

/// Says that the answer it belongs to is over, however that came about.
struct Over(mpsc::UnboundedSender<()>);

impl Drop for Over {
    fn drop(&mut self) {
        // Nobody listens in a test that is not about this.
        let _ = self.0.send(());
    }
}

/// A server with one large answer, and word of every answer that has ended.
async fn large(limits: &Limits) -> (Served, mpsc::UnboundedReceiver<()>) {
    let (over, ended) = mpsc::unbounded_channel();
    let piece = Bytes::from(vec![b'x'; PIECE_BYTES]);
    let answer = move || {
        let state = (Over(over.clone()), piece.clone(), 0);
        async move {
            Body::from_stream(stream::unfold(state, |(over, piece, sent)| async move {
                (sent < PIECES).then(|| (Ok::<_, Infallible>(piece.clone()), (over, piece, sent + 1)))
            }))
        }
    };
    (serve_router(Router::new().route("/large", get(answer)), limits).await, ended)
}

/// A client with a small window, which has asked and not begun to read.
async fn asks(served: &Served) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(16 * 1024).unwrap();
    let mut stream = socket.connect(served.at).await.unwrap();
    stream.write_all(b"GET /large HTTP/1.1\r\nhost: anxing.test\r\nconnection: close\r\n\r\n").await.unwrap();
    stream
}

fn patient_for_a_second(answer_kib_min: u32) -> Limits {
    Limits { answer_pause_seconds: 1, answer_kib_min, ..Limits::default() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_does_not_take_the_answer_is_let_go() {
    let (served, mut ended) = large(&patient_for_a_second(16)).await;
    let stuck = asks(&served).await;
    tokio::time::timeout(PATIENCE, ended.recv()).await.expect("the server gives up").unwrap();
    // The connection is gone too: what was on its way arrives, and then an end that is none.
    let mut bytes = Vec::new();
    let mut stuck = stuck;
    let read = tokio::time::timeout(PATIENCE, stuck.read_to_end(&mut bytes)).await.expect("it ends");
    assert!(read.is_err() || bytes.len() < PIECES * PIECE_BYTES, "{} bytes came", bytes.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_little_now_and_then_is_not_enough_and_a_steady_reader_gets_everything() {
    // Hundreds of kilobytes a second would be needed, so that the test is short.
    let (served, mut ended) = large(&patient_for_a_second(1024)).await;
    let mut trickle = asks(&served).await;
    let slowly = async {
        let mut some = [0; 1024];
        let mut pace = tokio::time::interval(Duration::from_millis(50));
        loop {
            pace.tick().await;
            match trickle.read(&mut some).await {
                Ok(0) | Err(_) => break,
                Ok(_) => {}
            }
        }
    };
    tokio::select! {
        () = slowly => {}
        over = tokio::time::timeout(PATIENCE, ended.recv()) => over.expect("the server gives up").unwrap(),
    }
    let mut steady = asks(&served).await;
    let mut bytes = Vec::new();
    tokio::time::timeout(PATIENCE, steady.read_to_end(&mut bytes)).await.expect("it ends").unwrap();
    assert!(bytes.len() > PIECES * PIECE_BYTES, "{}", bytes.len());
}

/// A connection that is kept open between two answers waits for nobody, however long that is.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pause_between_two_answers_is_none_of_the_answers() {
    let (served, _ended) = large(&patient_for_a_second(16)).await;
    let mut stream = served.connect(HERE).await;
    for _ in 0..2 {
        stream.write_all(b"GET /nothing HTTP/1.1\r\nhost: anxing.test\r\n\r\n").await.unwrap();
        let mut some = [0; 4096];
        let read = stream.read(&mut some).await.unwrap();
        assert!(String::from_utf8_lossy(&some[..read]).contains("404"));
        // The pause itself is what is tried here: longer than the server's patience.
        tokio::time::sleep(Duration::from_millis(1500)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_that_comes_byte_by_byte_is_refused() {
    let (_app, served) = empty(|settings| settings.limits.body_pause_seconds = 1).await;
    let mut stream = served.connect(HERE).await;
    let head = "POST /api/session HTTP/1.1\r\nhost: anxing.test\r\ncontent-type: application/json\r\n\
        connection: close\r\ncontent-length: 100000\r\n\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();
    let (answers, mut sends) = stream.into_split();
    let trickle = tokio::spawn(async move {
        let mut pace = tokio::time::interval(Duration::from_millis(50));
        loop {
            pace.tick().await;
            if sends.write_all(b" ").await.is_err() {
                return;
            }
        }
    });
    let mut reads = answers;
    let mut bytes = Vec::new();
    // A reset after the answer is the same end.
    let _ = tokio::time::timeout(PATIENCE, reads.read_to_end(&mut bytes)).await.expect("the server answers");
    assert!(
        String::from_utf8_lossy(&bytes).starts_with("HTTP/1.1 400"),
        "{}",
        String::from_utf8_lossy(&bytes)
    );
    trickle.abort();
}

#[tokio::test]
async fn one_address_does_not_take_every_place() {
    let (_app, served) = empty(|settings| {
        settings.limits.requests_in_progress_max = 64;
        settings.limits.requests_in_progress_per_address = 8;
        // So many questions that only the places can run out.
        settings.limits.requests_at_once_per_address = 1_000_000;
        settings.limits.body_pause_seconds = 600;
    })
    .await;
    let mut waiting = Vec::new();
    for _ in 0..8 {
        let mut stream = served.connect(HERE).await;
        let head = "POST /api/session HTTP/1.1\r\nhost: anxing.test\r\ncontent-type: application/json\r\n";
        stream.write_all(format!("{head}content-length: 100\r\n\r\n{{").as_bytes()).await.unwrap();
        waiting.push(stream);
    }
    // The last of them may still be on its way.
    let full = async {
        loop {
            let answer = served.get(HERE, "/api/setup").await;
            if answer.status != 200 {
                return answer;
            }
        }
    };
    let full = tokio::time::timeout(PATIENCE, full).await.expect("the places of the address fill");
    assert_eq!((full.status, full.retry_after()), (429, 1));
    assert_eq!(served.get(ELSEWHERE, "/api/setup").await.status, 200);
    drop(waiting);
    served.until_answered(HERE, "/api/setup").await;
}

#[tokio::test]
async fn one_address_does_not_take_every_connection() {
    let (_app, served) = empty(|settings| settings.limits.connections_per_address = 4).await;
    let mut held = Vec::new();
    for _ in 0..4 {
        let mut stream = served.connect(HERE).await;
        stream.write_all(b"GET /api/setup HTTP/1.1\r\n").await.unwrap();
        held.push(stream);
    }
    // Closed without an answer, as if nobody were there.
    let turned_away = served.get(HERE, "/api/setup").await;
    assert_eq!((turned_away.status, turned_away.text.as_str()), (0, ""));
    assert_eq!(served.get(ELSEWHERE, "/api/setup").await.status, 200);
    drop(held);
    served.until_answered(HERE, "/api/setup").await;
}

/// A thousand different names: no lock of a name stops that, and each guess would cost a hash.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_names_from_one_address_do_not_keep_another_from_logging_in() {
    let world = World::at(NOW).await;
    let served = Arc::new(serve(&world.app, &Limits::default()).await);
    let mut attack = JoinSet::new();
    for index in 0..1000 {
        let served = Arc::clone(&served);
        attack.spawn(async move { served.log_in(HERE, &format!("name-{index}"), "guess").await.status });
    }
    let other = served.log_in(ELSEWHERE, &world.office.name, PASSWORD).await;
    assert_eq!(other.status, 200, "{}", other.text);
    let answers = tokio::time::timeout(PATIENCE, attack.join_all()).await.expect("every guess is answered");
    let checked = answers.iter().filter(|status| **status == 400).count();
    let refused = answers.iter().filter(|status| **status == 429).count();
    // Connections above the limit of the address are closed without an answer.
    let closed = answers.iter().filter(|status| **status == 0).count();
    assert_eq!(checked + refused + closed, 1000, "{answers:?}");
    assert!((1..=80).contains(&checked), "{checked} guesses cost a hash");
}
