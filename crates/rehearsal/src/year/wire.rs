//! The line between people and server: everything that goes over it is heard by the auditor and added to the digest.

use std::{collections::BTreeMap, time::Duration};

use auditor::{Auditor, Difference, Exchange};
use axum::http::Method;
use kernel::Instant;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::Failed;
use crate::{
    Door, Fault, House, Visitor,
    visitor::{Answered, Asked},
};

pub(super) struct Wire {
    house: Box<dyn House>,
    now: Instant,
    pub auditor: Auditor,
    pub people: BTreeMap<String, Visitor>,
    digest: Sha256,
    /// Every line that went into the digest, when somebody wants to read them.
    pub transcript: Option<String>,
    pub requests: u64,
    pub refused: u64,
}

/// What somebody asks for.
#[derive(Clone, Debug)]
pub(super) struct Wish {
    pub who: String,
    pub method: Method,
    pub path: String,
    pub body: Value,
    /// Sent with an idempotency key of this name.
    pub key: Option<String>,
}

impl Wish {
    pub(super) fn post(who: &str, path: String, body: Value) -> Self {
        Self { who: who.to_owned(), method: Method::POST, path, body, key: None }
    }
    pub(super) fn get(who: &str, path: String) -> Self {
        Self { who: who.to_owned(), method: Method::GET, path, body: Value::Null, key: None }
    }
    pub(super) fn put(who: &str, path: String, body: Value) -> Self {
        Self { who: who.to_owned(), method: Method::PUT, path, body, key: None }
    }
    pub(super) fn keyed(self, key: String) -> Self {
        Self { key: Some(key), ..self }
    }

    fn asked(&self) -> Asked<'_> {
        let empty = self.body.is_null();
        Asked {
            bytes: if empty { Vec::new() } else { self.body.to_string().into_bytes() },
            kind: (!empty).then_some("application/json"),
            key: self.key.as_deref(),
            ..Asked::new(self.method.clone(), &self.path)
        }
    }
}

/// What a server answers that cannot reach its database.
const UNAVAILABLE: u16 = 503;
/// More than a server keeps to its database.
const CONNECTIONS_MAX: u32 = 16;
const LOOKS_AFTER_OUTAGE_MAX: u32 = 64;

fn nobody(who: &str) -> Failed {
    Failed::Broken(format!("没有 {who} 这个账号"))
}

/// Status and answer.
pub(super) type Said = (u16, Value);

/// What holds after two requests: the later of those that were taken.
pub(super) fn outcome([first, second]: [Said; 2]) -> Said {
    if is_fine(&second) { second } else { first }
}

pub(super) fn is_fine(said: &Said) -> bool {
    (200..300).contains(&said.0)
}

impl Wire {
    pub(super) fn new(house: Box<dyn House>, now: Instant, auditor: Auditor, kept: bool) -> Self {
        Self {
            house,
            now,
            auditor,
            people: BTreeMap::new(),
            digest: Sha256::new(),
            transcript: kept.then(String::new),
            requests: 0,
            refused: 0,
        }
    }

    pub(super) fn door(&self) -> Door {
        self.house.door()
    }

    pub(super) fn now(&self) -> i64 {
        self.now.micros()
    }

    /// The server goes by this time from now on.
    pub(super) async fn travel_to(&mut self, now: Instant) -> Result<(), Failed> {
        self.now = now;
        self.house.tell(now).await.map_err(Failed::Broken)
    }

    pub(super) fn suffers(&self, fault: Fault) -> bool {
        self.house.suffers(fault)
    }

    pub(super) async fn suffer(&mut self, fault: Fault) -> Result<(), Failed> {
        self.house.suffer(fault).await.map_err(Failed::Broken)
    }

    /// Killed and started again, with nobody in the middle of anything.
    pub(super) async fn kill(&mut self) -> Result<(), Failed> {
        self.suffer(Fault::Kill).await?;
        self.house.start().await.map_err(Failed::Broken)
    }

    pub(super) fn visitor(&self, who: &str) -> Result<&Visitor, Failed> {
        self.people.get(who).ok_or_else(|| nobody(who))
    }

    pub(super) async fn say(&mut self, wish: &Wish) -> Result<Said, Failed> {
        let answered = self.visitor(&wish.who)?.answered(&wish.asked()).await?;
        self.heard(wish, answered)
    }

    /// The request arrives and its answer does not.
    pub(super) async fn say_into_the_void(&mut self, wish: &Wish) -> Result<(), Failed> {
        self.visitor(&wish.who)?.answered(&wish.asked()).await?;
        self.requests += 1;
        let at = self.now();
        self.listen(wish, at, None, &Value::Null)?;
        Ok(())
    }

    /// The server is killed so many microseconds after the request was sent. Nobody can know whether it was taken; if the
    /// answer was quicker, it was.
    pub(super) async fn say_and_kill(&mut self, wish: &Wish, after_us: u64) -> Result<(), Failed> {
        let Self { house, people, .. } = self;
        let visitor = people.get(&wish.who).ok_or_else(|| nobody(&wish.who))?;
        let asked = wish.asked();
        let killing = async {
            tokio::time::sleep(Duration::from_micros(after_us)).await;
            house.suffer(Fault::Kill).await
        };
        let (answered, killed) = futures_util::future::join(visitor.answered(&asked), killing).await;
        killed.map_err(Failed::Broken)?;
        self.house.start().await.map_err(Failed::Broken)?;
        match answered {
            Ok(answered) => self.heard(wish, answered).map(drop),
            Err(_) => {
                self.requests += 1;
                let at = self.now();
                Ok(self.listen(wish, at, None, &Value::Null)?)
            }
        }
    }

    /// While the database is gone the server says so, and takes nothing.
    pub(super) async fn say_in_vain(&mut self, wish: &Wish) -> Result<(), Failed> {
        let answered = self.visitor(&wish.who)?.answered(&wish.asked()).await?;
        self.requests += 1;
        self.refused += 1;
        self.write_down(&format!("{} {} {} {:?}", self.now(), wish.method, wish.path, answered.status));
        if answered.status == UNAVAILABLE {
            return Ok(());
        }
        Err(Failed::Heard(Difference {
            check: "数据库停机",
            about: format!("{} {}", wish.method, wish.path),
            expected: UNAVAILABLE.to_string(),
            said: format!("{} {}", answered.status, answered.json()),
        }))
    }

    /// Somebody looks until the server has found out about its dead connections. How many it had is its own affair, so
    /// nothing of this is part of the story.
    pub(super) async fn recover(&mut self) -> Result<(), Failed> {
        let mut in_a_row = 0;
        for _ in 0..LOOKS_AFTER_OUTAGE_MAX {
            let (status, _) = self.look("office", "/api/me").await?;
            in_a_row = if status == UNAVAILABLE { 0 } else { in_a_row + 1 };
            if in_a_row > CONNECTIONS_MAX {
                return Ok(());
            }
        }
        Err(Failed::Broken("数据库恢复后，服务端一直答复 503".to_owned()))
    }

    /// Two requests at the same time. The one that was taken is heard first; which of the two it was is the machine's
    /// affair and must show nowhere.
    pub(super) async fn say_both(&mut self, one: &Wish, two: &Wish) -> Result<[Said; 2], Failed> {
        let (first, second) = (self.visitor(&one.who)?, self.visitor(&two.who)?);
        let (asked_one, asked_two) = (one.asked(), two.asked());
        let (a, b) =
            futures_util::future::join(first.answered(&asked_one), second.answered(&asked_two)).await;
        let (a, b) = (a?, b?);
        // Of a chain of two steps both may be taken, each for one step: the one that left it open came first.
        let order = |answered: &Answered| {
            let fine = (200..300).contains(&answered.status);
            (!fine, answered.json()["decided_at"].is_string(), answered.bytes.clone())
        };
        if order(&a) <= order(&b) {
            Ok([self.heard(one, a)?, self.heard(two, b)?])
        } else {
            Ok([self.heard(two, b)?, self.heard(one, a)?])
        }
    }

    pub(super) fn heard(&mut self, wish: &Wish, answered: Answered) -> Result<Said, Failed> {
        let answer = answered.json();
        self.requests += 1;
        let at = self.now();
        self.listen(wish, at, Some(answered.status), &answer)?;
        let said = (answered.status, answer);
        self.refused += u64::from(!is_fine(&said));
        Ok(said)
    }

    /// What was taken by another way than the answer to one request, as if it were that answer.
    pub(super) fn learn(&mut self, wish: &Wish, answer: &Value) -> Result<(), Failed> {
        let at = self.now();
        Ok(self.listen(wish, at, Some(201), answer)?)
    }

    pub(super) fn write_down(&mut self, line: &str) {
        self.digest.update(line.as_bytes());
        self.digest.update(b"\n");
        if let Some(transcript) = &mut self.transcript {
            transcript.push_str(line);
            transcript.push('\n');
        }
    }

    fn listen(
        &mut self,
        wish: &Wish,
        at: i64,
        status: Option<u16>,
        answer: &Value,
    ) -> Result<(), Difference> {
        let Wish { who, method, path, body, key } = wish;
        // Which of two at once was refused is the machine's affair; the refusal's words are not.
        let line = format!("{at} {method} {path} {body} {status:?} {answer}");
        self.write_down(&line);
        self.auditor.listen(&Exchange {
            at,
            who,
            method: method.as_str(),
            path,
            key: key.as_deref(),
            sent: body,
            status,
            answer,
        })
    }

    /// A question of the auditor, not part of the story.
    pub(super) async fn look(&self, who: &str, path: &str) -> Result<Said, Failed> {
        let answered = self.visitor(who)?.answered(&Asked::new(Method::GET, path)).await?;
        Ok((answered.status, answered.json()))
    }

    pub(super) fn digest(&self) -> String {
        self.digest.clone().finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
