//! The server is killed in the middle of its work, again and again; this program keeps its own list of what was
//! acknowledged. After each start all of it is there, nothing is half-there, and what was sent without an answer can be
//! sent again and happens once.
//!
//! `ANXING_KILLS` says how often; a few times in the ordinary run, 200 times in `cargo xtask test`.

mod worker;

use std::time::Duration;

use worker::Worker;

use crate::house::{CITIES, House};

/// Enough to notice when it is quite broken.
const KILLS: u32 = 6;

/// How long the server lives after it has answered that it is ready.
fn lifetime(round: u32) -> Duration {
    // A spread over what one request takes and over some hundred of them; the same on every run.
    const SPREAD: [u64; 8] = [3, 170, 25, 400, 60, 9, 240, 110];
    let at = usize::try_from(round).unwrap_or(0) % SPREAD.len();
    Duration::from_millis(SPREAD[at] + u64::from(round * 37 % 29))
}

#[test]
fn nothing_acknowledged_is_lost_when_the_server_is_killed() {
    let kills = std::env::var("ANXING_KILLS").ok().map_or(KILLS, |text| text.parse().unwrap());
    let house = House::new();
    let mut server = house.start();
    let mut workers: Vec<Worker> = house.set_up(&server, &CITIES).into_iter().map(Worker::new).collect();
    for round in 0..kills {
        let address = server.address;
        std::thread::scope(|scope| {
            for worker in &mut workers {
                scope.spawn(move || worker.work(&address));
            }
            // The moment is what is tried out; nothing waits for it but the kill.
            std::thread::sleep(lifetime(round));
            server.kill();
        });
        server = house.start();
        for worker in &mut workers {
            worker.send_again_what_was_not_answered(&server.address);
            worker.find_what_was_new(&server.address);
        }
    }
    for worker in &workers {
        worker.find_everything(&server.address);
    }
    let acknowledged: usize = workers.iter().map(Worker::acknowledged).sum();
    let unanswered: usize = workers.iter().map(Worker::unanswered).sum();
    let resumed: usize = workers.iter().map(|worker| worker.resumed).sum();
    println!(
        "{kills} kills, {acknowledged} acknowledged, {unanswered} without an answer and sent again, {resumed} uploads \
         gone on with"
    );
    assert!(acknowledged > usize::try_from(kills).unwrap(), "the server hardly worked: {acknowledged}");
    let uploads: usize = workers.iter().map(Worker::unfinished).sum();
    let (parts, staged) = house.on_their_way();
    assert!(parts <= uploads && staged == 0, "{parts} parts of {uploads} uploads, {staged} staged");
    server.stop();
    house.verify_the_trail();
}
