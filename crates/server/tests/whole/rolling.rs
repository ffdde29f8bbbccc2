//! Two servers on one PostgreSQL: one of them is replaced while people work, and nobody is answered a failure of ours.

use std::{
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use axum::Router;
use serde_json::json;
use testkit::{Role, World};
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

use crate::province::NOW;

/// A server on a port of its own until it is told to stop.
struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<()>,
}

impl Running {
    async fn start(router: Router) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let stopped = async move {
            // Dropping the sender stops it too.
            let _ = stopped.await;
        };
        // Clients that send as fast as they can are what this is about.
        let limits = config::Limits {
            requests_per_minute_per_address: 0,
            requests_per_minute_per_account: 0,
            ..config::Limits::default()
        };
        let ended = tokio::spawn(async move {
            server::serve::serve_until(listener, router, &limits, stopped).await;
        });
        Self { address, stop, ended }
    }

    /// Resolves when running requests have finished.
    async fn stop(self) {
        self.stop.send(()).unwrap();
        self.ended.await.unwrap();
    }
}

/// What all clients share.
struct Crowd {
    addresses: Mutex<Vec<SocketAddr>>,
    token: String,
    body: String,
    answered: AtomicUsize,
    /// Connections that ended without an answer; the request was sent again.
    lost: AtomicUsize,
    done: AtomicBool,
}

impl Crowd {
    /// One client that records activity after activity, each at the next server; a lost one is sent again.
    fn work(&self, client: usize) {
        let config = ureq::Agent::config_builder().http_status_as_error(false);
        let agent: ureq::Agent = config.build().into();
        let mut turn = client;
        for n in 0.. {
            let key = format!("{client}-{n}");
            loop {
                let addresses = self.addresses.lock().unwrap().clone();
                turn += 1;
                let url = format!("http://{}/api/activities", addresses[turn % addresses.len()]);
                let request = agent
                    .post(&url)
                    .header("authorization", format!("Bearer {}", self.token))
                    .header("content-type", "application/json")
                    .header("idempotency-key", &key);
                let Ok(mut answer) = request.send(&self.body) else {
                    self.lost.fetch_add(1, Ordering::Relaxed);
                    continue;
                };
                let said = answer.body_mut().read_to_string().unwrap_or_default();
                // The story stops waiting for answers that will not come.
                self.done.fetch_or(answer.status() != 200, Ordering::Relaxed);
                assert_eq!(answer.status().as_u16(), 200, "{said}");
                break;
            }
            self.answered.fetch_add(1, Ordering::Relaxed);
            if self.done.load(Ordering::Relaxed) {
                return;
            }
        }
    }

    /// Until so many requests more have been answered.
    async fn answers(&self, more: usize) {
        let wanted = self.answered.load(Ordering::Relaxed) + more;
        while self.answered.load(Ordering::Relaxed) < wanted && !self.done.load(Ordering::Relaxed) {
            tokio::task::yield_now().await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_of_two_servers_is_replaced_and_nobody_is_answered_a_failure() {
    if std::env::var("ANXING_TEST_ENGINE").as_deref() != Ok("postgres") {
        // A second server on a SQLite folder is refused.
        return;
    }
    let world = World::at(NOW).await;
    let officer = world.person(Role::CityOfficer, "shenyang").await;
    let wish = json!({ "name": "同步程序", "scopes": ["activity.record", "activity.read"], "days": 30 });
    let made = officer.post("/api/me/tokens", wish).await.ok();
    let details = json!({ "title": "滚动重启", "day": "2021-06-10" });
    let body = json!({
        "campaign": world.campaign, "unit": world.unit("shenyang"), "kind": "theory-study", "details": details,
    });
    let (one, two) =
        (Running::start(world.app.another().await).await, Running::start(world.app.another().await).await);
    let crowd = Arc::new(Crowd {
        addresses: Mutex::new(vec![one.address, two.address]),
        token: made["secret"].as_str().unwrap().to_owned(),
        body: body.to_string(),
        answered: AtomicUsize::new(0),
        lost: AtomicUsize::new(0),
        done: AtomicBool::new(false),
    });
    let clients: Vec<_> = (0..4)
        .map(|client| {
            let crowd = Arc::clone(&crowd);
            std::thread::spawn(move || crowd.work(client))
        })
        .collect();
    crowd.answers(40).await;
    let gone = one.address;
    one.stop().await;
    crowd.answers(40).await;
    let three = Running::start(world.app.another().await).await;
    crowd.addresses.lock().unwrap().retain(|address| *address != gone);
    crowd.addresses.lock().unwrap().push(three.address);
    crowd.answers(40).await;
    crowd.done.store(true, Ordering::Relaxed);
    tokio::task::spawn_blocking(move || clients.into_iter().for_each(|client| client.join().unwrap()))
        .await
        .unwrap();
    three.stop().await;
    two.stop().await;

    let mut kept = 0;
    let mut after = String::new();
    loop {
        let page = officer.get(&format!("/api/activities?limit=200{after}")).await.ok();
        kept += page["items"].as_array().unwrap().len();
        match page["next"].as_str() {
            Some(cursor) => after = format!("&after={cursor}"),
            None => break,
        }
    }
    assert_eq!(kept, crowd.answered.load(Ordering::Relaxed), "each was recorded once");
    assert!(crowd.lost.load(Ordering::Relaxed) > 0, "the stopped server was really asked");
    assert_eq!(crate::trail::findings(&world).await, []);
}
