//! Over real connections: too much, too slow and too large is turned away, and nobody else notices.

use std::{net::SocketAddr, time::Duration};

use config::{Limits, Settings};
use serde_json::json;
use testkit::{PASSWORD, TestApp, World};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpSocket, TcpStream},
    sync::oneshot,
    task::{JoinHandle, JoinSet},
};

use crate::province::NOW;

/// Every address of 127/8 is this machine, so one test can come from several places.
pub const HERE: [u8; 4] = [127, 0, 0, 1];
pub const ELSEWHERE: [u8; 4] = [127, 0, 0, 2];
/// A test that hangs fails by this; nothing is measured with it.
pub const PATIENCE: Duration = Duration::from_secs(60);
const ASK_EVERY: Duration = Duration::from_millis(20);

pub struct Served {
    pub at: SocketAddr,
    /// Stops the server when it is sent to or dropped.
    pub stop: oneshot::Sender<()>,
    pub running: JoinHandle<()>,
}

pub async fn serve(app: &TestApp, limits: &Limits) -> Served {
    serve_router(app.router.clone(), limits).await
}

pub async fn serve_router(router: axum::Router, limits: &Limits) -> Served {
    let listener = TcpListener::bind(SocketAddr::from((HERE, 0))).await.unwrap();
    let at = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let limits = limits.clone();
    let running = tokio::spawn(async move {
        let stop = async { stopped.await.unwrap_or_default() };
        server::serve::serve_until(listener, router, &limits, stop).await;
    });
    Served { at, stop, running }
}

/// A system that nobody has set up, with limits of its own.
pub async fn empty(change: impl FnOnce(&mut Settings)) -> (TestApp, Served) {
    let mut settings = testkit::settings();
    change(&mut settings);
    let app = TestApp::with(NOW, settings.clone()).await;
    let served = serve(&app, &settings.limits).await;
    (app, served)
}

pub struct Reply {
    pub status: u16,
    pub text: String,
}

impl Reply {
    /// The seconds after which to come back; panics when the answer is no problem.
    pub fn retry_after(&self) -> u64 {
        let lower = self.text.to_lowercase();
        assert!(lower.contains("content-type: application/problem+json"), "{lower}");
        let (_, tail) = lower.split_once("retry-after: ").unwrap();
        tail.lines().next().unwrap().parse().unwrap()
    }
}

impl Served {
    pub async fn connect(&self, from: [u8; 4]) -> TcpStream {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind((from, 0).into()).unwrap();
        socket.connect(self.at).await.unwrap()
    }

    pub async fn send(&self, from: [u8; 4], head: &str, body: &str) -> Reply {
        let mut stream = self.connect(from).await;
        let length = body.len();
        let request = format!(
            "{head}\r\nhost: anxing.test\r\nconnection: close\r\ncontent-type: application/json\r\n\
             content-length: {length}\r\n\r\n{body}"
        );
        // Who was turned away at the door may be told so while still writing.
        let _ = stream.write_all(request.as_bytes()).await;
        rest(stream).await
    }

    pub async fn get(&self, from: [u8; 4], path: &str) -> Reply {
        self.send(from, &format!("GET {path} HTTP/1.1"), "").await
    }

    /// Asks until the address has a place again. The server gives one back when it next reads or writes, so there is nothing
    /// to wait for but its answer; asked without a pause, that would use up the ports of the address before.
    pub async fn until_answered(&self, from: [u8; 4], path: &str) {
        let free = async {
            while self.get(from, path).await.status != 200 {
                tokio::time::sleep(ASK_EVERY).await;
            }
        };
        tokio::time::timeout(PATIENCE, free).await.expect("places are given back");
    }

    pub async fn log_in(&self, from: [u8; 4], login: &str, password: &str) -> Reply {
        let body = json!({ "login": login, "password": password }).to_string();
        self.send(from, "POST /api/session HTTP/1.1", &body).await
    }
}

/// Everything until the server closes. A connection that it resets has said what it had to say.
async fn rest(mut stream: TcpStream) -> Reply {
    let mut bytes = Vec::new();
    let read = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut bytes)).await;
    let _ = read.expect("the server closes the connection");
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let status = text.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    Reply { status, text }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_wrong_passwords_at_once_lock_one_account_and_bother_nobody_else() {
    let world = World::at(NOW).await;
    let served = std::sync::Arc::new(serve(&world.app, &Limits::default()).await);
    let mut attack = JoinSet::new();
    for index in 0..1000 {
        let served = std::sync::Arc::clone(&served);
        attack.spawn(async move { served.log_in(HERE, "admin", &format!("guess {index}")).await.status });
    }
    // While it goes on, the server answers and others log in.
    assert_eq!(served.get(HERE, "/healthz").await.status, 200);
    let other = served.log_in(ELSEWHERE, &world.office.name, PASSWORD).await;
    assert_eq!(other.status, 200, "{}", other.text);
    let answers = tokio::time::timeout(PATIENCE, attack.join_all()).await.expect("every guess is answered");
    let count = |status: u16| answers.iter().filter(|it| **it == status).count();
    assert_eq!((answers.len(), count(400) + count(429)), (1000, 1000), "{answers:?}");
    assert_eq!(count(400), 4, "the fifth locks; the rest was turned away unchecked");
    // The attacked account is locked for a while, from everywhere; others are not.
    let locked = served.log_in(ELSEWHERE, "admin", PASSWORD).await;
    assert_eq!((locked.status, locked.retry_after()), (429, 900));
    assert_eq!(served.log_in(ELSEWHERE, &world.office.name, PASSWORD).await.status, 200);
}

#[tokio::test]
async fn an_address_gets_so_many_requests_and_its_neighbour_does_not_notice() {
    let (_app, served) = empty(|settings| {
        settings.limits.requests_per_minute_per_address = 1;
        settings.limits.requests_at_once_per_address = 5;
    })
    .await;
    for _ in 0..5 {
        assert_eq!(served.get(HERE, "/api/setup").await.status, 200);
    }
    let refused = served.get(HERE, "/api/setup").await;
    assert_eq!(refused.status, 429);
    assert!((1..=60).contains(&refused.retry_after()), "{}", refused.text);
    // A header that nobody configured helps nobody.
    let disguised = served.send(HERE, "GET /api/setup HTTP/1.1\r\nx-forwarded-for: 203.0.113.9", "").await;
    assert_eq!(disguised.status, 429);
    assert_eq!(served.get(HERE, "/console/").await.status, 429, "pages count too");
    for path in ["/healthz", "/readyz", "/metrics"] {
        assert_eq!(served.get(HERE, path).await.status, 200, "{path}");
    }
    assert_eq!(served.get(ELSEWHERE, "/api/setup").await.status, 200);
}

#[tokio::test]
async fn behind_a_proxy_the_address_is_the_one_that_the_proxy_saw() {
    let (_app, served) = empty(|settings| {
        settings.http.client_address_header = "x-forwarded-for".to_owned();
        settings.limits.requests_per_minute_per_address = 1;
        settings.limits.requests_at_once_per_address = 2;
    })
    .await;
    let from = |seen: &str| {
        let head = format!("GET /api/setup HTTP/1.1\r\nx-forwarded-for: {seen}");
        let served = &served;
        async move { served.send(HERE, &head, "").await.status }
    };
    assert_eq!([from("203.0.113.9").await, from("198.51.100.1, 203.0.113.9").await], [200, 200]);
    assert_eq!(
        from("198.51.100.2, 203.0.113.9").await,
        429,
        "what came before the proxy's entry is invented"
    );
    assert_eq!(from("203.0.113.10").await, 200);
}

#[tokio::test]
async fn an_account_gets_so_many_requests_wherever_it_comes_from() {
    let mut settings = testkit::settings();
    settings.limits.requests_per_minute_per_account = 1;
    settings.limits.requests_at_once_per_account = 3;
    let world = World::in_app(TestApp::with(NOW, settings.clone()).await).await;
    let served = serve(&world.app, &settings.limits).await;
    let mut cookies = Vec::new();
    for _ in 0..2 {
        let text = served.log_in(HERE, &world.office.name, PASSWORD).await.text;
        let (_, tail) = text.split_once("set-cookie: ").unwrap();
        cookies.push(tail.split(';').next().unwrap().to_owned());
    }
    let ask = |from: [u8; 4], cookie: &str| {
        let head = format!("GET /api/me HTTP/1.1\r\ncookie: {cookie}");
        let served = &served;
        async move { served.send(from, &head, "").await }
    };
    for (from, cookie) in [(HERE, &cookies[0]), (ELSEWHERE, &cookies[0]), (HERE, &cookies[1])] {
        assert_eq!(ask(from, cookie).await.status, 200);
    }
    let refused = ask(ELSEWHERE, &cookies[1]).await;
    assert_eq!(refused.status, 429);
    assert!((1..=60).contains(&refused.retry_after()));
    let admin = served.log_in(HERE, "admin", PASSWORD).await.text;
    let admin = admin.split_once("set-cookie: ").unwrap().1.split(';').next().unwrap().to_owned();
    assert_eq!(ask(HERE, &admin).await.status, 200);
}

#[tokio::test]
async fn whoever_dawdles_over_headers_or_body_is_shown_out() {
    let (_app, served) = empty(|settings| {
        settings.limits.header_seconds = 1;
        settings.limits.body_pause_seconds = 1;
    })
    .await;
    let mut headers = served.connect(HERE).await;
    headers.write_all(b"GET /api/setup HTTP/1.1\r\nhost: anxing.test\r\nx-slow:").await.unwrap();
    let mut nothing = served.connect(HERE).await;
    nothing.write_all(b"").await.unwrap();
    let mut body = served.connect(HERE).await;
    let head = "POST /api/session HTTP/1.1\r\nhost: anxing.test\r\ncontent-type: application/json\r\n";
    body.write_all(format!("{head}content-length: 100\r\n\r\n{{\"login\":").as_bytes()).await.unwrap();
    // Others are served meanwhile.
    assert_eq!(served.get(HERE, "/api/setup").await.status, 200);
    let answers = [rest(headers).await.status, rest(nothing).await.status, rest(body).await.status];
    assert!([0, 408].contains(&answers[0]) && [0, 408].contains(&answers[1]), "{answers:?}");
    assert_eq!(answers[2], 400);
}

#[tokio::test]
async fn request_lines_and_headers_have_a_size() {
    let (_app, served) = empty(|settings| settings.limits.header_kib = 8).await;
    let long = "x".repeat(9 * 1024);
    let many: String = (0..101).map(|index| format!("\r\nx-{index}: 1")).collect();
    for (head, wanted) in [
        (format!("GET /api/setup?{} HTTP/1.1", &long[..6 * 1024]), 200),
        (format!("GET /api/setup?{long} HTTP/1.1"), 431),
        (format!("GET /api/setup HTTP/1.1\r\nx-long: {long}"), 431),
        (format!("GET /api/setup HTTP/1.1{many}"), 431),
    ] {
        let answer = served.send(HERE, &head, "").await;
        // The server closes while we still write; then the answer may be lost with the connection.
        assert!([wanted, if wanted == 200 { 200 } else { 0 }].contains(&answer.status), "{}", answer.text);
    }
}

#[tokio::test]
async fn more_requests_at_once_than_there_are_places_are_told_to_come_back() {
    let (_app, served) = empty(|settings| {
        settings.limits.requests_in_progress_max = 8;
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
    let full = tokio::time::timeout(PATIENCE, full).await.expect("the places fill");
    assert_eq!((full.status, full.retry_after()), (503, 5));
    assert_eq!(served.get(HERE, "/healthz").await.status, 200);
    drop(waiting);
    let free = async { while served.get(HERE, "/api/setup").await.status != 200 {} };
    tokio::time::timeout(PATIENCE, free).await.expect("places are given back");
}
