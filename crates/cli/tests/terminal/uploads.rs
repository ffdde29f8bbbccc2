//! Uploads over real connections to a real process: as large as they may be, and with clients that go away.

use std::{
    io::{Read, Write},
    net::{Shutdown, SocketAddr, TcpStream},
    time::{Duration, Instant},
};

use serde_json::json;
use sha2::{Digest, Sha256};

use crate::{
    house::{Desk, House, text},
    visitor::{Request, get},
};

const MIB: u64 = 1024 * 1024;
/// In the ordinary run; `ANXING_UPLOAD_MIB` says another size, and `cargo xtask test` sends the largest that is taken.
const VIDEO_MIB: u64 = 192;
/// Above what the idle server had at its start: its buffers, and what its allocator keeps of them. A file that is held
/// anywhere is above this already where it is cut for the first time.
const GROWTH_KIB_MAX: i64 = 48 * 1024;

/// A video of any length, made as it is sent.
struct Video {
    bytes: u64,
    head: Vec<u8>,
    tail: Vec<u8>,
    pattern: Vec<u8>,
}

impl Video {
    fn of(bytes: u64) -> Self {
        let movie = [&[0, 0, 0, 108][..], b"mvhd", &[1; 100]].concat();
        let tail = [&(movie.len() as u32 + 8).to_be_bytes()[..], b"moov", &movie].concat();
        let data = bytes - 24 - tail.len() as u64;
        let kind = b"\0\0\0\x18ftypisom\0\0\0\0isommp42";
        let head = [&kind[..], &u32::try_from(data).unwrap().to_be_bytes(), b"mdat"].concat();
        let pattern = (0..MIB + 251).map(|at| (at % 251) as u8).collect();
        Self { bytes, head, tail, pattern }
    }

    /// The bytes from here on, at most a mebibyte of them.
    fn some(&self, at: u64) -> Vec<u8> {
        let end = self.bytes.min(at + MIB);
        let from = usize::try_from(at % 251).unwrap();
        let mut some = self.pattern[from..from + usize::try_from(end - at).unwrap()].to_vec();
        // What is not data lies over it.
        for (start, over) in [(0, &self.head), (self.bytes - self.tail.len() as u64, &self.tail)] {
            for (place, byte) in (start..).zip(over) {
                if (at..end).contains(&place) {
                    some[usize::try_from(place - at).unwrap()] = *byte;
                }
            }
        }
        some
    }

    fn sha256(&self) -> [u8; 32] {
        let (mut hash, mut at) = (Sha256::new(), 0);
        while at < self.bytes {
            let some = self.some(at);
            hash.update(&some);
            at += some.len() as u64;
        }
        hash.finalize().into()
    }

    /// Sends what lies between two places.
    fn send(&self, stream: &mut TcpStream, mut at: u64, until: u64) -> std::io::Result<()> {
        while at < until {
            let mut some = self.some(at);
            some.truncate(usize::try_from(until - at).unwrap());
            stream.write_all(&some)?;
            at += some.len() as u64;
        }
        Ok(())
    }
}

fn offset(desk: &Desk, at: &SocketAddr, path: &str) -> u64 {
    desk.officer.ask(at, &Request::plain("HEAD", path)).unwrap().offset() as u64
}

/// A connection over which the rest was announced and is sent up to `until`.
fn send_until(desk: &Desk, at: &SocketAddr, path: &str, video: &Video, until: u64) -> TcpStream {
    let from = offset(desk, at, path);
    let piece = Request::piece(path, usize::try_from(from).unwrap(), Vec::new());
    let mut stream = desk.officer.open(at, &piece, video.bytes - from);
    video.send(&mut stream, from, until).unwrap();
    stream
}

/// The status line of what comes back.
fn answer(mut stream: TcpStream) -> String {
    let mut said = Vec::new();
    let mut byte = [0];
    while !said.ends_with(b"\r\n") && stream.read(&mut byte).unwrap() == 1 {
        said.push(byte[0]);
    }
    String::from_utf8(said).unwrap()
}

#[test]
fn a_large_file_arrives_although_line_and_server_break_and_memory_does_not_grow() {
    let mib = std::env::var("ANXING_UPLOAD_MIB").ok().map_or(VIDEO_MIB, |text| text.parse().unwrap());
    let video = Video::of(mib * MIB);
    let house = House::new();
    let mut server = house.start();
    let desk = house.set_up(&server, &["shenyang"]).remove(0);
    let at = server.address;
    let mut idle = server.peak_kib();
    let beginning = Request::beginning(&desk.unit, "video", "长视频.mp4", video.bytes);
    let begun = desk.officer.ask(&at, &beginning).unwrap();
    let path = begun.header("location").unwrap_or_else(|| panic!("{}", begun.json())).to_owned();

    // The line breaks: what has come through is kept to the last byte that the server saw.
    drop(send_until(&desk, &at, &path, &video, video.bytes * 2 / 5));
    let kept = offset(&desk, &at, &path);
    assert!(kept > video.bytes / 5 && kept <= video.bytes * 2 / 5, "{kept} of {}", video.bytes);
    let mut grown = server.peak_kib() - idle;

    // The server breaks: what was flushed on the way is kept.
    let _open = send_until(&desk, &at, &path, &video, video.bytes * 4 / 5);
    server.kill();
    server = house.start();
    idle = server.peak_kib();
    let after_the_kill = offset(&desk, &at, &path);
    assert!(after_the_kill >= kept, "{after_the_kill} after {kept}");
    assert!(after_the_kill > kept || mib < 160, "32 MiB are flushed at a time");

    let stream = send_until(&desk, &at, &path, &video, video.bytes);
    let said = answer(stream);
    assert!(said.starts_with("HTTP/1.1 204"), "{said}");
    let view = desk.officer.get(&at, &path);
    let wanted: String = video.sha256().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(view["file"]["sha256"], wanted.as_str());
    assert_eq!(view["file"]["bytes"], video.bytes);
    let mut hash = Sha256::new();
    let file = format!("/api/files/{}", text(&view["file"]["id"]));
    desk.officer.drain(&at, &file, |bytes| hash.update(bytes));
    assert_eq!(hash.finalize().as_slice(), video.sha256());
    grown = grown.max(server.peak_kib() - idle);
    println!(
        "{mib} MiB: cut at {kept}, killed and gone on at {after_the_kill}; the server had {} KiB at most, {grown} KiB more \
         than before",
        server.peak_kib()
    );
    assert!(grown < GROWTH_KIB_MAX, "{mib} MiB made the server grow by {grown} KiB");
    assert_eq!(house.on_their_way(), (0, 0));
    server.stop();
    house.verify_the_trail();
}

const CLIENTS: usize = 64;
const ROUNDS: usize = 5;
/// An answer that takes longer than this is none: nothing that is left behind may be waited for.
const ANSWER_WITHIN: Duration = Duration::from_secs(10);
/// Connections to PostgreSQL that the server may have opened meanwhile.
const POOL: usize = 8;
const SETTLED_WITHIN: Duration = Duration::from_secs(30);

#[test]
fn sixty_four_clients_that_go_away_in_the_middle_leave_nothing_behind() {
    let house = House::new();
    let server = house.start();
    let desk = house.set_up(&server, &["shenyang"]).remove(0);
    let at = server.address;
    let uploads: Vec<String> = (0..CLIENTS / 2)
        .map(|n| {
            let beginning = Request::beginning(&desk.unit, "video", &format!("{n}.mp4"), 4 * MIB);
            desk.officer.ask(&at, &beginning).unwrap().header("location").unwrap().to_owned()
        })
        .collect();
    let (before, _) = server.open();
    for round in 0..ROUNDS {
        std::thread::scope(|scope| {
            for client in 0..CLIENTS {
                let (desk, uploads) = (&desk, &uploads);
                scope.spawn(move || goes_away(desk, &at, uploads, client, round));
            }
        });
        let begun = Instant::now();
        desk.officer.get(&at, "/api/me");
        let details = json!({ "title": format!("第 {round} 轮"), "day": "2021-06-10" });
        let body = json!({ "campaign": desk.campaign, "unit": desk.unit, "kind": "theory-study", "details": details });
        desk.officer.ok(&at, &Request::json("POST", "/api/activities", &body));
        assert!(begun.elapsed() < ANSWER_WITHIN, "{:?} for two requests", begun.elapsed());
    }
    let settled = Instant::now();
    let left = || (server.open(), house.on_their_way().1);
    // The kernel tells the server one by one that they are gone.
    while !matches!(left(), ((open, 0), 0) if open <= before + POOL) && settled.elapsed() < SETTLED_WITHIN {
        std::thread::yield_now();
    }
    let ((open, evidence), staged) = left();
    println!(
        "{} clients went away; {before} connections were open before and {open} after",
        CLIENTS * ROUNDS
    );
    assert!(
        open <= before + POOL && evidence == 0,
        "{open} connections after {before}, {evidence} parts open"
    );
    assert!(house.on_their_way().0 <= uploads.len() && staged == 0, "{staged} staged");
    assert_eq!(transactions(&house), 0);
    // Every one of them can be gone on with.
    for path in &uploads {
        let from = desk.officer.ask(&at, &Request::plain("HEAD", path.as_str())).unwrap().offset();
        let piece = Request::piece(path, from, vec![b'x'; 1000]);
        assert_eq!(desk.officer.ask(&at, &piece).unwrap().status, 204, "{path}");
    }
    server.stop();
    house.verify_the_trail();
}

fn goes_away(desk: &Desk, at: &SocketAddr, uploads: &[String], client: usize, round: usize) {
    let request = match uploads.get(client) {
        Some(path) => {
            let from = desk.officer.ask(at, &Request::plain("HEAD", path.as_str())).unwrap().offset();
            Request::piece(path, from, Vec::new())
        }
        None => {
            let path = format!("/api/files?kind=document&name={client}.pdf&unit={}", desk.unit);
            Request::bytes(path, Vec::new())
        }
    };
    let mut stream = desk.officer.open(at, &request, 300_000);
    let part = vec![b'%'; 1 + client * 1500];
    // The server may have refused it already.
    let _ = stream.write_all(&part);
    // Some say so, some vanish.
    if (client + round).is_multiple_of(2) {
        let _ = stream.shutdown(Shutdown::Write);
    }
}

/// Transactions that are open and do nothing. SQLite has one writer, so the writes above would have waited for one.
fn transactions(house: &House) -> i64 {
    use sea_orm::{
        ConnectionTrait, ExprTrait,
        sea_query::{Alias, Expr, Func, Query},
    };
    let Some(url) = house.database() else { return 0 };
    let options = db::Options { engine: db::Engine::Postgres(url.to_owned()), connections_max: 1 };
    let question = Query::select()
        .expr_as(Expr::col(Alias::new("pid")).count(), Alias::new("count"))
        .from(Alias::new("pg_stat_activity"))
        .and_where(Expr::col(Alias::new("state")).like("idle in transaction%"))
        .and_where(Expr::col(Alias::new("datname")).eq(Func::cust(Alias::new("current_database"))))
        .to_owned();
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let conn = db::open(&options).await.unwrap();
        conn.query_one(&question).await.unwrap().unwrap().try_get("", "count").unwrap()
    })
}

#[test]
fn another_session_of_the_same_person_goes_on_and_another_person_does_not() {
    let house = House::new();
    let server = house.start();
    let desks = house.set_up(&server, &["shenyang", "dalian"]);
    let at = server.address;
    let (mine, other) = (&desks[0], &desks[1]);
    let beginning = Request::beginning(&mine.unit, "document", "a.pdf", 20);
    let path = mine.officer.ask(&at, &beginning).unwrap().header("location").unwrap().to_owned();
    for who in [&other.officer, &mine.office] {
        assert_eq!(who.ask(&at, &get(&path)).unwrap().status, 404);
        let piece = Request::piece(&path, 0, b"%PDF-1.4\n".to_vec());
        assert_eq!(who.ask(&at, &piece).unwrap().status, 404);
    }
    let again = mine.logs_in_again(&at);
    assert_eq!(again.ask(&at, &Request::piece(&path, 0, b"%PDF-1.4\n".to_vec())).unwrap().status, 204);
    server.stop();
}
