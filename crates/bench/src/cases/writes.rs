//! What people do on the day of a deadline: create and send, with and without a picture; accept; record an activity.

use std::cell::{Cell, RefCell};

use bytes::Bytes;
use hyper::Method;
use serde_json::{Value, json};

use super::{Bench, Stage};
use crate::{
    Outcome,
    client::{BYTES, Client},
    load::drive,
    report::Case,
    town::{Size, answers, text, today},
};

/// What can still be sent, by writer.
struct Open(Vec<RefCell<Vec<String>>>);

impl Open {
    async fn read(stage: &mut Stage) -> Outcome<Self> {
        let mut all = Vec::new();
        for (unit, writer) in stage.town.writers.iter().zip(&mut stage.writers) {
            let (mut ids, mut after) = (Vec::new(), String::new());
            loop {
                let campaign = &stage.town.deep;
                let path = format!("/api/obligations?campaign={campaign}&unit={unit}&limit=200{after}");
                let page = writer.get(&path).await?.json()?;
                let items = page["items"].as_array().cloned().unwrap_or_default();
                ids.extend(items.iter().map(|item| text(&item["id"])));
                match page["next"].as_str() {
                    Some(next) => after = format!("&after={next}"),
                    None => break,
                }
            }
            all.push(RefCell::new(ids));
        }
        Ok(Self(all))
    }

    /// # Errors
    /// The load was longer than the deep campaign.
    fn take(&self, writer: usize) -> Outcome<String> {
        let ids = self.0.get(writer).ok_or("no such writer")?;
        ids.borrow_mut()
            .pop()
            .ok_or_else(|| "every report of this writer was sent; bench for less time".to_owned())
    }
}

fn content(picture: Option<&Value>) -> Value {
    let evidence = picture.map_or(json!({}), |id| json!({ "pictures": [id] }));
    json!({ "outcome": "done", "answers": answers(), "evidence": evidence })
}

async fn send(client: &mut Client, id: &str, content: &Value) -> Outcome<String> {
    let body = json!({ "content": content, "based_on": 0 });
    let receipt = client.post(&format!("/api/obligations/{id}/submissions"), &body).await?.json()?;
    Ok(text(&receipt["submission_id"]))
}

pub async fn run(bench: &Bench, size: Size) -> Outcome<()> {
    let mut stage = Stage::set(bench, size).await?;
    let open = Open::read(&mut stage).await?;
    let pids = stage.server.pids();
    let name = |what: &str| format!("{what}@{}", size.name);
    let (content, sent) = (content(None), RefCell::new(Vec::new()));

    let sending = drive(pids.clone(), &mut stage.writers, bench.bounds(), async |client, who, _| {
        let submission = send(client, &open.take(who)?, &content).await?;
        sent.borrow_mut().push(submission);
        Ok(())
    });
    Case(&name("send")).load(&sending.await?);

    let both = drive(pids.clone(), &mut stage.writers, bench.bounds(), async |client, who, _| {
        let id = open.take(who)?;
        let draft = json!({ "revision": 0, "content": content });
        client.put(&format!("/api/obligations/{id}/draft"), &draft).await?;
        send(client, &id, &content).await.map(|_| ())
    });
    Case(&name("draft, then send (2 requests)")).load(&both.await?);

    let picture = Cell::new(0_u64);
    let units = stage.town.writers.clone();
    let pictured = drive(pids.clone(), &mut stage.writers, bench.bounds(), async |client, who, _| {
        picture.set(picture.get() + 1);
        let unit = units.get(who).ok_or("no such writer")?;
        let path = format!("/api/files?unit={unit}&kind=pictures&name=site.jpg");
        let file = client.send(Method::POST, &path, BYTES, jpeg(picture.get())).await?.json()?;
        send(client, &open.take(who)?, &self::content(Some(&file["id"]))).await.map(|_| ())
    });
    Case(&name("picture of 100 kB, then send (2 requests)")).load(&pictured.await?);

    let waiting = sent.take();
    let mut offices = stage.offices(stage.writers.len()).await?;
    let bounds = crate::load::Bounds { requests: waiting.len(), ..bench.bounds() };
    let accept = json!({ "verdict": "accept" });
    let accepting = drive(pids.clone(), &mut offices, bounds, async |client, _, number| {
        let id = waiting.get(number).ok_or("nothing waits")?;
        client.post(&format!("/api/submissions/{id}/review"), &accept).await.map(|_| ())
    });
    Case(&name("accept a report")).load(&accepting.await?);
    record(bench, &mut stage, &name("record an activity (2 requests: fact, tallies, audit)")).await?;
    stage.server.stop();
    Ok(())
}

/// Written down and sent; it counts by rule, so that its fact is published and the tallies of every unit above move.
pub async fn record(bench: &Bench, stage: &mut Stage, name: &str) -> Outcome<()> {
    let (campaign, units, day) = (stage.town.wide.clone(), stage.town.writers.clone(), today().plus_days(-1));
    let recording =
        drive(stage.server.pids(), &mut stage.writers, bench.bounds(), async |client, who, number| {
            let details = json!({
                "title": "班前安全宣讲", "day": day.to_string(), "place": "一号车间", "mode": "offline",
                "answers": { "sessions": 1, "attendances": 20 + number % 50, "heads": 18 },
            });
            let kind = format!("k{:02}", number % 10 + 1);
            let unit = units.get(who).ok_or("no such writer")?;
            let new = json!({ "campaign": campaign, "unit": unit, "kind": kind, "details": details });
            let made = client.post("/api/activities", &new).await?.json()?;
            let path = format!("/api/activities/{}/submit", text(&made["id"]));
            client.post(&path, &json!({ "revision": made["revision"] })).await.map(|_| ())
        });
    Case(name).load(&recording.await?);
    Ok(())
}

/// A picture of 100,000 bytes with a content of its own, with metadata that the server has to take away.
fn jpeg(number: u64) -> Bytes {
    const BYTES_WANTED: usize = 100_000;
    let segment = |marker: u8, content: &[u8]| {
        let length = u16::try_from(content.len() + 2).unwrap_or(u16::MAX);
        [&[0xFF, marker], length.to_be_bytes().as_slice(), content].concat()
    };
    let tiff = b"MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let mut picture = [
        vec![0xFF, 0xD8],
        segment(0xE1, &[b"Exif\0\0".as_slice(), tiff, b"+41.8057+123.4315/"].concat()),
        segment(0xDB, &[0; 65]),
        segment(0xC0, &[8, 0, 1, 0, 1, 1, 1, 0x11, 0]),
        segment(0xDA, &[1, 1, 0, 0, 63, 0]),
        number.to_string().into_bytes(),
    ]
    .concat();
    // Bytes that no compressor and no scanner of markers finds short: a walk without 0xFF.
    let mut state = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    while picture.len() < BYTES_WANTED - 2 {
        state = state.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(1);
        let [.., byte] = state.to_le_bytes();
        picture.push(byte & 0x7F);
    }
    picture.extend([0xFF, 0xD9]);
    Bytes::from(picture)
}
