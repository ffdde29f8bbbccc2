//! A second bookkeeper: listens to what is sent and answered, keeps a small model of its own, and says at the first
//! difference what the server should have said.
//!
//! Nouns: an [`Exchange`] (one request with its answer, or without one when the answer was lost), a [`Question`] (what
//! a reader should ask now, and who), a [`Difference`] (expected against said).
//!
//! Invariants
//! * It shares no code with the server: no crate of the workspace is among its dependencies. It reads the plan file and
//!   the units by itself, in the small subset that it needs, and counts days with another library.
//! * It never asks the database; it knows only what was sent and answered.
//! * It is slow and obvious: every figure is counted anew from the facts whenever it is compared.
//!
//! Deliberately absent: rhythms after records, grace and deadlines in work days. A plan that uses them is refused instead
//! of being half understood.

mod ask;
mod chain;
mod days;
mod figures;
mod listen;
mod obligation;
mod paper;
mod record;
mod signed;
mod trail;
mod units;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

pub use ask::{Question, Topic};
use obligation::Obligation;
use paper::Paper;
use record::{Fact, Record};
use signed::Signed;
use trail::Trail;
use units::Units;

/// One request and what came back.
#[derive(Clone, Copy, Debug)]
pub struct Exchange<'a> {
    /// Microseconds since 1970 by the clock that the server had.
    pub at: i64,
    pub who: &'a str,
    pub method: &'a str,
    pub path: &'a str,
    /// The idempotency key, when the sender gave one.
    pub key: Option<&'a str>,
    pub sent: &'a Value,
    /// Nothing when the connection broke after the request was on its way.
    pub status: Option<u16>,
    pub answer: &'a Value,
}

/// The first thing that does not agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Which comparison found it.
    pub check: &'static str,
    pub about: String,
    pub expected: String,
    pub said: String,
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { check, about, expected, said } = self;
        write!(f, "[{check}] {about}：应为 {expected}，服务端为 {said}")
    }
}

impl Difference {
    fn new(
        check: &'static str,
        about: impl Into<String>,
        expected: impl Into<String>,
        said: impl Into<String>,
    ) -> Self {
        Self { check, about: about.into(), expected: expected.into(), said: said.into() }
    }
}

/// Fine, or the first difference.
pub type Agreed = Result<(), Difference>;

/// Compares two values that people can read.
fn same<T: PartialEq + std::fmt::Debug>(
    check: &'static str,
    about: impl Fn() -> String,
    expected: T,
    said: T,
) -> Agreed {
    if expected == said {
        return Ok(());
    }
    Err(Difference::new(check, about(), format!("{expected:?}"), format!("{said:?}")))
}

/// Compares two bodies and names the first place where they part.
fn same_json(check: &'static str, about: &str, expected: &Value, said: &Value) -> Agreed {
    match (expected, said) {
        (Value::Object(one), Value::Object(two)) if one.len() == two.len() => {
            for (name, value) in one {
                let place = format!("{about}/{name}");
                same_json(check, &place, value, two.get(name).unwrap_or(&Value::Null))?;
            }
            Ok(())
        }
        (Value::Array(one), Value::Array(two)) if one.len() == two.len() => {
            for (at, (one, two)) in one.iter().zip(two).enumerate() {
                same_json(check, &format!("{about}/{at}"), one, two)?;
            }
            Ok(())
        }
        _ if expected == said => Ok(()),
        _ => Err(Difference::new(check, about, expected.to_string(), said.to_string())),
    }
}

/// A request whose answer the sender may ask for again.
#[derive(Debug, Default)]
struct Kept {
    /// When attempts arrived that nobody heard a refusal of.
    attempts: Vec<i64>,
    answer: Option<Value>,
}

impl Kept {
    /// When it was done: at the first attempt, unless the answer names the instant of a later one.
    fn done(&self) -> i64 {
        let named =
            self.answer.as_ref().and_then(|answer| answer["submitted_at"].as_str()).and_then(days::read);
        let named = named.filter(|named| self.attempts.contains(named));
        named.or_else(|| self.attempts.first().copied()).unwrap_or(0)
    }
}

/// Who asks, and what they may see.
#[derive(Clone, Debug)]
struct Person {
    /// The key of the unit.
    unit: String,
    /// The post, in the words of the plan.
    role: String,
}

/// Something that a plan asks, as this bookkeeper reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub duty: String,
    pub unit: String,
    pub period: String,
    /// Microseconds since 1970.
    pub opens: i64,
    pub due: i64,
}

/// Everything that a plan asks of these units: a second opinion for whoever counts it.
///
/// # Errors
/// A sentence about what cannot be read, or is not understood.
pub fn asked(plan: &str, units_csv: &str) -> Result<Vec<Asked>, String> {
    let asked = Paper::read(plan)?.asked(&Units::read(units_csv)?)?;
    let one = |owed: Obligation| {
        let Obligation { place: (duty, unit, period), opens, due, .. } = owed;
        Asked { duty, unit, period, opens, due }
    };
    Ok(asked.into_iter().map(one).collect())
}

/// The model in memory.
#[derive(Debug)]
pub struct Auditor {
    units: Units,
    /// Plans by fingerprint.
    plans: BTreeMap<String, Paper>,
    running: Option<Paper>,
    campaign: String,
    obligations: BTreeMap<(String, String, String), Obligation>,
    /// Id of an obligation to its place in the plan.
    places: BTreeMap<String, (String, String, String)>,
    /// Id of a version to its obligation.
    submissions: BTreeMap<String, (String, String, String)>,
    receipts: BTreeMap<String, Value>,
    records: BTreeMap<String, Record>,
    facts: BTreeMap<String, Fact>,
    /// Counts publications, because the later of two statements of one day holds.
    published: u64,
    snapshots: BTreeMap<String, Value>,
    kept: BTreeMap<(String, String), Kept>,
    people: BTreeMap<String, Person>,
    /// What somebody wrote about a version and has not sent.
    review_drafts: BTreeMap<(String, String), Value>,
    /// By table and key of the unit.
    signatures: BTreeMap<(String, String), Signed>,
    trail: Trail,
    /// Ids of files and the units that they belong to.
    files: BTreeSet<String>,
}

impl Auditor {
    /// Knows the units as they were imported.
    ///
    /// # Errors
    /// A sentence about the line that cannot be read.
    pub fn new(units_csv: &str) -> Result<Self, String> {
        Ok(Self {
            units: Units::read(units_csv)?,
            plans: BTreeMap::new(),
            running: None,
            campaign: String::new(),
            obligations: BTreeMap::new(),
            places: BTreeMap::new(),
            submissions: BTreeMap::new(),
            receipts: BTreeMap::new(),
            records: BTreeMap::new(),
            facts: BTreeMap::new(),
            published: 0,
            snapshots: BTreeMap::new(),
            kept: BTreeMap::new(),
            people: BTreeMap::new(),
            review_drafts: BTreeMap::new(),
            signatures: BTreeMap::new(),
            trail: Trail::default(),
            files: BTreeSet::new(),
        })
    }

    /// Somebody got a post at the unit with this key.
    pub fn met(&mut self, login: &str, role: &str, unit: &str) {
        self.people.insert(login.to_owned(), Person { unit: unit.to_owned(), role: role.to_owned() });
    }
}
