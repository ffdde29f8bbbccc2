//! One officer who records, reports and uploads as fast as the server answers, and remembers what it acknowledged.

use std::net::SocketAddr;

use serde_json::{Value, json};

use crate::{
    house::{Desk, text},
    visitor::{Answered, Request, Visitor, get},
};

/// Pieces that an upload is sent in.
const PIECES: usize = 3;

/// An upload that goes on from piece to piece.
struct Going {
    path: String,
    bytes: Vec<u8>,
    /// What was acknowledged.
    safe: usize,
}

/// Something that was acknowledged, as it has to be found.
#[derive(Clone, Debug)]
enum Acknowledged {
    Activity { id: String, title: String },
    Report { number: String, submission: String, digest: String },
    Return { submission: String },
    File { id: String, bytes: Vec<u8> },
}

pub struct Worker {
    desk: Desk,
    done: u32,
    /// Versions that were acknowledged, by obligation.
    versions: Vec<i64>,
    /// The version that waits for the office.
    waits: Option<String>,
    acknowledged: Vec<Acknowledged>,
    /// How many of them were checked after a start.
    found: usize,
    unanswered: Option<Request>,
    sent_again: usize,
    /// What was begun and not acknowledged as a file.
    going: Option<Going>,
    /// The content of an upload whose beginning was not answered yet.
    beginning: Vec<u8>,
    pub resumed: usize,
}

impl Worker {
    pub fn new(desk: Desk) -> Self {
        let versions = vec![0; desk.obligations.len()];
        Self {
            desk,
            done: 0,
            versions,
            waits: None,
            acknowledged: Vec::new(),
            found: 0,
            unanswered: None,
            sent_again: 0,
            going: None,
            beginning: Vec::new(),
            resumed: 0,
        }
    }

    pub fn acknowledged(&self) -> usize {
        self.acknowledged.len()
    }

    pub fn unanswered(&self) -> usize {
        self.sent_again
    }

    /// Until the connection is lost.
    pub fn work(&mut self, at: &SocketAddr) {
        loop {
            let request = self.next();
            match self.who(&request).ask(at, &request) {
                Ok(answer) => self.remember(&request, &answer),
                Err(_) => {
                    self.unanswered = Some(request);
                    return;
                }
            }
        }
    }

    /// A lost connection means that nobody knows; the key makes the repetition harmless.
    pub fn send_again_what_was_not_answered(&mut self, at: &SocketAddr) {
        let Some(request) = self.unanswered.take() else { return };
        self.sent_again += 1;
        let request = match &mut self.going {
            Some(going) if request.method == "PATCH" => {
                // The server says where it goes on, and that is never behind what it acknowledged.
                let asked = self.desk.officer.ask(at, &Request::plain("HEAD", &going.path));
                let offset = asked.expect("the server has started").offset();
                assert!(offset >= going.safe, "{offset} of {} acknowledged bytes are there", going.safe);
                self.resumed += 1;
                going.safe = offset;
                going.piece()
            }
            Some(_) | None => request,
        };
        let answer = self.who(&request).ask(at, &request).expect("the server has started");
        self.remember(&request, &answer);
    }

    pub fn unfinished(&self) -> usize {
        usize::from(self.going.is_some())
    }

    fn who(&self, request: &Request) -> &Visitor {
        if request.path.ends_with("/review") { &self.desk.office } else { &self.desk.officer }
    }

    fn next(&mut self) -> Request {
        let Desk { city, unit, campaign, obligations, .. } = &self.desk;
        let n = self.done;
        self.done += 1;
        let key = format!("{city}-{n}");
        match (n % 5, &self.waits) {
            (0, _) => {
                let details = json!({ "title": format!("第 {n} 次学习"), "day": "2021-06-10" });
                let body =
                    json!({ "campaign": campaign, "unit": unit, "kind": "theory-study", "details": details });
                Request::json("POST", "/api/activities", &body).once(key)
            }
            (1, _) => {
                let which = usize::try_from(n).unwrap() / 5 % obligations.len();
                let answers =
                    json!({ "good_practice": format!("第 {n} 次报送"), "featured_projects": "示范线" });
                let content = json!({ "outcome": "done", "answers": answers });
                let body = json!({ "content": content, "based_on": self.versions[which] });
                let path = format!("/api/obligations/{}/submissions", obligations[which]);
                Request::json("POST", path, &body).once(key)
            }
            (2, Some(version)) => {
                let until = "2199-01-01T00:00:00+08:00";
                let body = json!({ "verdict": "return", "items": [], "note": "请补充", "until": until });
                Request::json("POST", format!("/api/submissions/{version}/review"), &body).once(key)
            }
            (4, _) => self.next_of_an_upload(n, key),
            (_, _) => {
                let pdf = pdf(&key, 60_000);
                Request::bytes(format!("/api/files?kind=document&name={n}.pdf&unit={unit}"), pdf).once(key)
            }
        }
    }

    fn next_of_an_upload(&mut self, n: u32, key: String) -> Request {
        match &self.going {
            Some(going) if going.safe < going.bytes.len() => going.piece(),
            Some(going) => get(&going.path),
            None => {
                self.beginning = pdf(&key, 900_000);
                let name = format!("{n}.pdf");
                let length = self.beginning.len() as u64;
                Request::beginning(&self.desk.unit, "document", &name, length).once(key)
            }
        }
    }

    /// One step of an upload was answered.
    fn remember_an_upload(&mut self, request: &Request, answer: &Answered) {
        if request.method == "POST" {
            let path = answer.header("location").unwrap().to_owned();
            self.going = Some(Going { path, bytes: std::mem::take(&mut self.beginning), safe: 0 });
            return;
        }
        let mut going = self.going.take().unwrap();
        if request.method == "PATCH" {
            assert_eq!(answer.offset(), going.safe + request.body.len());
            going.safe = answer.offset();
            self.going = Some(going);
            return;
        }
        let id = text(&answer.json()["file"]["id"]);
        self.acknowledged.push(Acknowledged::File { id, bytes: going.bytes });
    }

    fn remember(&mut self, request: &Request, answer: &Answered) {
        let (status, body) = (answer.status, answer.body.as_slice());
        let said = String::from_utf8_lossy(body);
        assert!((200..300).contains(&status), "{} {}: {status} {said}", request.path, self.desk.city);
        if request.path.starts_with("/api/uploads") {
            return self.remember_an_upload(request, answer);
        }
        let answer: Value = serde_json::from_slice(body).unwrap();
        self.acknowledged.push(if request.path == "/api/activities" {
            Acknowledged::Activity { id: text(&answer["id"]), title: text(&answer["details"]["title"]) }
        } else if request.path.starts_with("/api/files") {
            Acknowledged::File { id: text(&answer["id"]), bytes: request.body.clone() }
        } else if request.path.ends_with("/review") {
            Acknowledged::Return { submission: self.waits.take().unwrap() }
        } else {
            let obligation = text(&answer["obligation_id"]);
            let which = self.desk.obligations.iter().position(|id| *id == obligation).unwrap();
            let version = answer["version"].as_i64().unwrap();
            assert_eq!(version, self.versions[which] + 1, "{said}: sent once, it counts once");
            self.versions[which] = version;
            self.waits = Some(text(&answer["submission_id"]));
            Acknowledged::Report {
                number: text(&answer["number"]),
                submission: text(&answer["submission_id"]),
                digest: text(&answer["digest"]),
            }
        });
    }

    /// What was acknowledged since the last look.
    pub fn find_what_was_new(&mut self, at: &SocketAddr) {
        for one in &self.acknowledged[self.found..] {
            self.find(at, one);
        }
        self.found = self.acknowledged.len();
    }

    /// Everything that was ever acknowledged, and nothing besides.
    pub fn find_everything(&self, at: &SocketAddr) {
        for one in &self.acknowledged {
            self.find(at, one);
        }
        let mut activities = 0;
        let mut next = Some(String::new());
        while let Some(after) = next {
            let page = self.desk.officer.get(at, &format!("/api/activities?limit=200{after}"));
            activities += page["items"].as_array().unwrap().len();
            next = page["next"].as_str().map(|cursor| format!("&after={cursor}"));
        }
        let known =
            self.acknowledged.iter().filter(|one| matches!(one, Acknowledged::Activity { .. })).count();
        assert_eq!(activities, known, "{}: nothing came twice, nothing came by itself", self.desk.city);
        for (obligation, versions) in self.desk.obligations.iter().zip(&self.versions) {
            let shown = self.desk.officer.get(at, &format!("/api/obligations/{obligation}"));
            let count = shown["versions"].as_array().unwrap().len();
            assert_eq!(i64::try_from(count).unwrap(), *versions, "{shown:#}");
        }
    }

    fn find(&self, at: &SocketAddr, one: &Acknowledged) {
        let officer = &self.desk.officer;
        match one {
            Acknowledged::Activity { id, title } => {
                let found = officer.get(at, &format!("/api/activities/{id}"));
                assert_eq!(found["details"]["title"], title.as_str());
            }
            Acknowledged::Report { number, submission, digest } => {
                let found = officer.get(at, &format!("/api/submissions/{submission}/receipt"));
                assert_eq!((&found["number"], &found["digest"]), (&json!(number), &json!(digest)));
            }
            Acknowledged::Return { submission } => {
                let found = officer.get(at, &format!("/api/submissions/{submission}"));
                assert_eq!(found["head"]["reviews"][0]["verdict"], "return", "{found:#}");
            }
            Acknowledged::File { id, bytes } => {
                let (status, found) = officer.send(at, &get(&format!("/api/files/{id}"))).unwrap();
                assert_eq!((status, found == *bytes), (200, true), "{id}");
            }
        }
    }
}

impl Going {
    fn piece(&self) -> Request {
        let end = self.bytes.len().min(self.safe + self.bytes.len() / PIECES + 1);
        Request::piece(&self.path, self.safe, self.bytes[self.safe..end].to_vec())
    }
}

fn pdf(key: &str, length: usize) -> Vec<u8> {
    let mut pdf = format!("%PDF-1.4\n% {key}\n").into_bytes();
    pdf.resize(length, b'x');
    pdf.extend_from_slice(b"\n%%EOF\n");
    pdf
}
