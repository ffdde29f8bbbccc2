//! The database is gone for a while: whoever asks meanwhile is told to come again, and afterwards all goes on.

use std::{
    collections::BTreeSet,
    net::SocketAddr,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use serde_json::json;

use crate::{
    house::{CITIES, Desk, House, text},
    postgres::Postgres,
    visitor::{Answered, Request, get},
};

const GONE_FOR: Duration = Duration::from_secs(10);
/// A request waits for a connection for ten seconds at most.
const ANSWER_WITHIN: Duration = Duration::from_secs(15);
const SOON: Duration = Duration::from_secs(15);

/// What all of them share.
#[derive(Default)]
struct Watch {
    done: AtomicBool,
    gone: AtomicBool,
    acknowledged: AtomicUsize,
    turned_away: AtomicUsize,
}

/// Records activity after activity; whoever is turned away comes again with the same key.
fn works(desk: &Desk, at: &SocketAddr, watch: &Watch) -> BTreeSet<String> {
    let mut recorded = BTreeSet::new();
    for number in 0.. {
        let details = json!({ "title": format!("第 {number} 次"), "day": "2021-06-10" });
        let body = json!({ "campaign": desk.campaign, "unit": desk.unit, "kind": "theory-study", "details": details });
        let key = format!("{}-{number}", desk.city);
        let request = Request::json("POST", "/api/activities", &body).once(key);
        let answer = until_taken(desk, at, watch, &request);
        assert!(recorded.insert(text(&answer.json()["id"])), "one request, one record");
        watch.acknowledged.fetch_add(1, Ordering::Relaxed);
        let mine = desk.officer.get_until_answered(at, watch);
        assert_eq!(mine.status, 200);
        if watch.done.load(Ordering::Relaxed) {
            break;
        }
    }
    recorded
}

fn until_taken(desk: &Desk, at: &SocketAddr, watch: &Watch, request: &Request) -> Answered {
    loop {
        let begun = Instant::now();
        let answer = desk.officer.ask(at, request).expect("the server itself is there");
        assert!(begun.elapsed() < ANSWER_WITHIN, "{:?} for one answer", begun.elapsed());
        if answer.status == 200 {
            return answer;
        }
        turned_away(&answer, watch);
    }
}

#[track_caller]
fn turned_away(answer: &Answered, watch: &Watch) {
    let problem = answer.json();
    assert_eq!((answer.status, answer.header("retry-after")), (503, Some("5")), "{problem}");
    assert_eq!(problem["type"], "urn:anxing:problem:unavailable");
    assert!(problem["detail"].as_str().unwrap().contains("稍后重试"), "{problem}");
    assert!(watch.gone.load(Ordering::Relaxed), "turned away although the database is there: {problem}");
    watch.turned_away.fetch_add(1, Ordering::Relaxed);
}

impl crate::visitor::Visitor {
    fn get_until_answered(&self, at: &SocketAddr, watch: &Watch) -> Answered {
        loop {
            let answer = self.ask(at, &get("/api/me")).expect("the server itself is there");
            if answer.status == 200 {
                return answer;
            }
            turned_away(&answer, watch);
        }
    }
}

fn wait_for(counter: &AtomicUsize, more: usize) {
    let (wanted, begun) = (counter.load(Ordering::Relaxed) + more, Instant::now());
    while counter.load(Ordering::Relaxed) < wanted {
        assert!(begun.elapsed() < SOON, "nothing goes on");
        std::thread::yield_now();
    }
}

#[test]
fn a_database_that_is_gone_for_ten_seconds_costs_patience_and_nothing_else() {
    if std::env::var("ANXING_TEST_ENGINE").as_deref() != Ok("postgres") {
        // SQLite is a file; a disk that fails under it is tried in `disk`.
        return;
    }
    let postgres = Postgres::start();
    let folder = tempfile::tempdir().unwrap();
    let house = House::at(folder.path(), Some(postgres.url()));
    let server = house.start();
    let desks = house.set_up(&server, &CITIES);
    let at = server.address;
    let beginning = Request::beginning(&desks[0].unit, "document", "a.pdf", 20);
    let path = desks[0].officer.ask(&at, &beginning).unwrap().header("location").unwrap().to_owned();
    let watch = Watch::default();
    let recorded: Vec<BTreeSet<String>> = std::thread::scope(|scope| {
        let clients: Vec<_> = desks.iter().map(|desk| scope.spawn(|| works(desk, &at, &watch))).collect();
        wait_for(&watch.acknowledged, 20);
        watch.gone.store(true, Ordering::Relaxed);
        postgres.stop();
        let stopped = Instant::now();
        // Health tells the operator's machinery; the process itself is alive.
        let stranger = crate::visitor::Visitor::stranger();
        assert_eq!(stranger.ask(&at, &get("/readyz")).unwrap().status, 503);
        assert_eq!(stranger.ask(&at, &get("/healthz")).unwrap().status, 200);
        let piece = Request::piece(&path, 0, b"%PDF-1.4\n".to_vec());
        turned_away(&desks[0].officer.ask(&at, &piece).unwrap(), &watch);
        // The time is what is tried out.
        std::thread::sleep(GONE_FOR.saturating_sub(stopped.elapsed()));
        postgres.go_on();
        // No connection of before is given out dead: whoever comes from now on is answered.
        wait_for(&watch.acknowledged, 20);
        watch.gone.store(false, Ordering::Relaxed);
        wait_for(&watch.acknowledged, 20);
        watch.done.store(true, Ordering::Relaxed);
        clients.into_iter().map(|client| client.join().unwrap()).collect()
    });
    let away = watch.turned_away.load(Ordering::Relaxed);
    let total: usize = recorded.iter().map(BTreeSet::len).sum();
    println!("{total} records acknowledged, {away} requests turned away while the database was gone");
    assert!(away > 0);
    for (desk, recorded) in desks.iter().zip(recorded) {
        let (mut found, mut after) = (BTreeSet::new(), String::new());
        loop {
            let page = desk.officer.get(&at, &format!("/api/activities?limit=200{after}"));
            found.extend(page["items"].as_array().unwrap().iter().map(|item| text(&item["id"])));
            match page["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => break,
            }
        }
        assert_eq!(found, recorded, "{}: nothing is lost and nothing came twice", desk.city);
    }
    let piece = Request::piece(&path, 0, b"%PDF-1.4\n".to_vec());
    assert_eq!(desks[0].officer.ask(&at, &piece).unwrap().offset(), 9);
    server.stop();
    house.verify_the_trail();
}
