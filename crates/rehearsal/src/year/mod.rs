//! A year of a campaign from a seed: people of all units act day by day, and the auditor compares after each of them.

mod changes;
mod faults;
mod forms;
mod people;
mod records;
mod reports;
mod reviews;
mod seeds;
mod sending;
mod wire;

use std::collections::BTreeMap;

use auditor::{Auditor, Difference};
use kernel::{Day, Instant};
use serde_json::Value;

use crate::{House, Refusal};
use people::Cast;
pub use people::scaled;
use records::Entry;
use reports::Task;
use seeds::Seeds;
pub use seeds::{Faults, KINDS};
use wire::{Wire, Wish, is_fine};

/// What is to be rehearsed.
#[derive(Clone, Debug)]
pub struct Script {
    pub plan: String,
    pub units_csv: String,
    pub seed: u64,
    pub from: Day,
    pub until: Day,
    /// How many cities take part with their people; the others stay silent. Nought is all of them.
    pub cities: usize,
    /// So many enterprises in the place of each one, with their lines and warehouses.
    pub scale: usize,
    pub faults: Faults,
    /// Kinds of events that take no part, whatever the seed says.
    pub without: Vec<String>,
    /// The instant at which the play is left, although it was planned until [`Self::until`]: what comes before stays what
    /// it was.
    pub stop: Option<Instant>,
    /// Whether every request and answer is kept to be read.
    pub kept: bool,
}

impl Script {
    /// When the authority is set up: a week before the first day, because some reports are open by then.
    #[must_use]
    pub fn begins(&self) -> Instant {
        Instant::at(self.from.plus_days(-7), 9, 0)
    }
}

/// A year without a difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Played {
    /// SHA-256 over every request and answer of the story.
    pub digest: String,
    pub days: i64,
    pub requests: u64,
    pub refused: u64,
    /// What the auditor asked.
    pub questions: u64,
    /// How often each kind of act was acknowledged.
    pub acts: BTreeMap<&'static str, u64>,
    /// Kinds of events that this seed left out.
    pub off: Vec<&'static str>,
    /// False when the server was killed in the middle of a request: whether that one was taken is the machine's affair,
    /// and so is what follows.
    pub exact: bool,
    /// Every request and answer, if they were to be kept.
    pub transcript: Option<String>,
    /// Who acts now, the office first, then city by city.
    pub players: Vec<Player>,
}

/// Somebody who acts, and for which unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Player {
    pub login: String,
    pub role: &'static str,
    pub unit: String,
}

/// Why a rehearsal ended early.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    #[error("{day} {difference}")]
    Differs { day: Day, difference: Difference },
    #[error("{0}")]
    Refused(#[from] Refusal),
    #[error("{0}")]
    Broken(String),
    /// Found while listening; gets its day further up.
    #[error("{0}")]
    Heard(Difference),
}

impl From<Difference> for Failed {
    fn from(difference: Difference) -> Self {
        Self::Heard(difference)
    }
}

/// Something that somebody will do. The queue keeps them by instant, and in the order in which they were planned.
#[derive(Clone, Copy, Debug)]
enum Act {
    Report(usize),
    Review(usize),
    Waive(usize),
    TakeBackWaiver(usize),
    Paper(usize),
    Reopen(usize),
    AcceptMany(usize),
    Record(usize),
    Step(usize),
    Change(changes::Change),
}

/// When a day is over and compared.
#[must_use]
pub fn evening(day: Day) -> Instant {
    Instant::from_micros(Instant::at(day, 23, 59).micros() + MINUTE / 2)
}

pub(crate) const MINUTE: i64 = 60 * 1_000_000;
pub(crate) const HOUR: i64 = 60 * MINUTE;
pub(crate) const DAY: i64 = 24 * HOUR;

struct Year {
    script: Script,
    seeds: Seeds,
    wire: Wire,
    cast: Cast,
    campaign: String,
    queue: BTreeMap<(i64, u64), Act>,
    planned: u64,
    tasks: Vec<Task>,
    entries: Vec<Entry>,
    kinds: Vec<Value>,
    plan: String,
    fingerprint: Value,
    acts: BTreeMap<&'static str, u64>,
    questions: u64,
}

/// Plays the script against a server whose installation nobody has set up yet.
///
/// # Errors
/// The first difference, or the first refusal of something that the year cannot do without.
pub async fn rehearse(house: Box<dyn House>, token: &str, script: Script) -> Result<Played, Failed> {
    let units_csv = people::scaled(&script.units_csv, script.scale);
    let script = Script { units_csv, ..script };
    let auditor = Auditor::new(&script.units_csv).map_err(Failed::Broken)?;
    let seeds = Seeds::new(script.seed, script.faults, &script.without);
    let mut wire = Wire::new(house, script.begins(), auditor, script.kept);
    wire.travel_to(script.begins()).await?;
    let cast = Cast::hired(&mut wire, token, &script, &seeds).await?;
    let mut year = Year {
        plan: script.plan.clone(),
        script,
        seeds,
        wire,
        cast,
        campaign: String::new(),
        queue: BTreeMap::new(),
        planned: 0,
        tasks: Vec::new(),
        entries: Vec::new(),
        kinds: Vec::new(),
        fingerprint: Value::Null,
        acts: BTreeMap::new(),
        questions: 0,
    };
    year.open().await?;
    year.play().await
}

impl Year {
    async fn open(&mut self) -> Result<(), Failed> {
        self.begin_with_two_steps();
        self.must(Wish::get("admin", "/api/units/tree".to_owned())).await?;
        let text = self.plan.clone();
        let kept = self
            .must(Wish::post("office", "/api/plans".to_owned(), serde_json::json!({ "text": text })))
            .await?;
        self.fingerprint = kept["fingerprint"].clone();
        let begin = serde_json::json!({ "fingerprint": self.fingerprint });
        let begun = self.must(Wish::post("office", "/api/campaigns".to_owned(), begin)).await?;
        self.campaign = begun["id"].as_str().unwrap_or_default().to_owned();
        let adoption = serde_json::json!({ "fingerprint": self.fingerprint, "parent": null });
        self.must(Wish::post("office", format!("/api/campaigns/{}/adopt", self.campaign), adoption)).await?;
        let kinds = format!("/api/activities/kinds?campaign={}", self.campaign);
        self.kinds = self.must(Wish::get("office", kinds)).await?.as_array().cloned().unwrap_or_default();
        self.learn_tasks().await?;
        self.plan_records();
        self.plan_changes();
        Ok(())
    }

    async fn play(mut self) -> Result<Played, Failed> {
        let mut day = self.script.from.plus_days(-7);
        let mut days = 0;
        let last = self.script.stop.map_or(self.script.until, |stop| stop.day().min(self.script.until));
        while day <= last {
            self.day(day, days).await.map_err(|failed| match failed {
                Failed::Heard(difference) => Failed::Differs { day, difference },
                other => other,
            })?;
            day = day.plus_days(1);
            days += 1;
        }
        let Self { wire, acts, questions, seeds, cast, .. } = self;
        let digest = wire.digest();
        let (requests, refused) = (wire.requests, wire.refused);
        let exact = !acts.contains_key("killed-midway");
        let (off, transcript) = (seeds.off(), wire.transcript);
        let players = cast.players();
        Ok(Played { digest, days, requests, refused, questions, acts, off, exact, transcript, players })
    }

    async fn day(&mut self, day: Day, turn: i64) -> Result<(), Failed> {
        let evening = evening(day).micros();
        let evening = self.script.stop.map_or(evening, |stop| stop.micros().min(evening));
        while let Some(entry) = self.queue.first_entry().filter(|entry| entry.key().0 <= evening) {
            let ((at, number), act) = entry.remove_entry();
            let number = number.to_string();
            let back = self.seeds.happens("clock-back", &[&number], 4);
            let at = if back { at - 90 * 1_000_000 } else { at };
            self.wire.travel_to(Instant::from_micros(at)).await?;
            self.befall(&number).await?;
            self.perform(act, at).await?;
        }
        self.wire.travel_to(Instant::from_micros(evening)).await?;
        self.audit(usize::try_from(turn).unwrap_or(0)).await
    }

    async fn perform(&mut self, act: Act, at: i64) -> Result<(), Failed> {
        match act {
            Act::Report(task) => self.report(task, at).await,
            Act::Review(task) => self.review(task, at).await,
            Act::Waive(task) => self.waive(task, at).await,
            Act::TakeBackWaiver(task) => self.take_back_waiver(task).await,
            Act::Paper(task) => self.paper(task, at).await,
            Act::Reopen(task) => self.reopen(task, at).await,
            Act::AcceptMany(number) => self.accept_many(number).await,
            Act::Record(entry) => self.record(entry, at).await,
            Act::Step(entry) => self.step(entry, at).await,
            Act::Change(change) => self.change(change, at).await,
        }
    }

    async fn audit(&mut self, turn: usize) -> Result<(), Failed> {
        let others = self.cast.onlookers(turn);
        let reviewers = self.cast.reviewer_of_today(turn);
        let mut questions = self.wire.auditor.questions("office", "audit", &reviewers, &others, turn);
        questions.reverse();
        while let Some(question) = questions.pop() {
            self.questions += 1;
            let (status, answer) = self.wire.look(&question.who, &question.path).await?;
            let now = self.wire.now();
            questions.extend(self.wire.auditor.compare(question, status, &answer, now)?);
        }
        Ok(())
    }

    fn plan_act(&mut self, at: i64, act: Act) {
        self.planned += 1;
        self.queue.insert((at, self.planned), act);
    }

    /// What the year cannot do without.
    async fn must(&mut self, wish: Wish) -> Result<Value, Failed> {
        let said = self.wire.say(&wish).await?;
        if is_fine(&said) {
            return Ok(said.1);
        }
        Err(Failed::Broken(format!("{} {}：{} {}", wish.method, wish.path, said.0, said.1)))
    }

    fn count(&mut self, kind: &'static str) {
        *self.acts.entry(kind).or_default() += 1;
    }
}
