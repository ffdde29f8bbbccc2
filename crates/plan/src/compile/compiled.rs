//! What the compiler makes, packed: texts are kept once for each duty or occurrence, an obligation is three numbers.

use kernel::Instant;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Deadline;
use crate::{
    DaySpan,
    document::{Days, Modality},
    node::hex,
};

/// All obligations of one plan for the units of one authority. Immutable; a changed plan makes another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompiledPlan {
    /// The version of this structure.
    pub format: u32,
    /// The key of the plan.
    pub plan: String,
    pub plan_fingerprint: String,
    pub calendar_fingerprint: String,
    /// SHA-256 (hex) over everything else here.
    pub digest: String,
    /// In the order of the plan.
    pub duties: Vec<CompiledDuty>,
    /// By deadline, then duty, then period.
    pub occurrences: Vec<Occurrence>,
    /// Duties that wait for records.
    pub templates: Vec<Template>,
    /// Keys of all units, sorted.
    pub units: Vec<String>,
    /// By unit, then deadline.
    pub entries: Vec<Entry>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DutyKind {
    /// 报送
    Deliver,
    /// 数量
    Quota,
    /// 覆盖
    Coverage,
}

impl DutyKind {
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Deliver => "deliver",
            Self::Quota => "quota",
            Self::Coverage => "coverage",
        }
    }

    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Deliver => "报送",
            Self::Quota => "数量",
            Self::Coverage => "覆盖",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompiledDuty {
    pub key: String,
    pub title: String,
    pub kind: DutyKind,
    pub modality: Modality,
    /// 1 for deliver, N for quota; 0 for coverage, where the number of targets counts.
    pub at_least: u32,
    /// The key of the clause.
    pub clause: String,
    /// How the paper counts it.
    pub clause_number: String,
    pub quote: String,
    /// Whether there can be several periods.
    pub repeats: bool,
    /// SHA-256 (hex) of what is asked: fields, evidence, filter, chain. A diff sees by it that the form changed.
    pub asked: String,
}

/// One period of one duty, the same for every unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Occurrence {
    /// Index into [`CompiledPlan::duties`].
    pub duty: u32,
    pub period: String,
    pub period_title: String,
    /// The days that a report is about, or whose facts count.
    pub window: DaySpan,
    #[serde(flatten)]
    pub deadline: Deadline,
}

/// A duty that comes into being with a record; [`crate::begun_by`] says what a record begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    /// Index into [`CompiledPlan::duties`].
    pub duty: u32,
    pub family: String,
    pub kinds: Vec<String>,
    pub after: Days,
}

/// One obligation: (duty, unit, period) is its identity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Index into [`CompiledPlan::units`].
    pub unit: u32,
    /// Index into [`CompiledPlan::occurrences`].
    pub occurrence: u32,
    /// Coverage: the units to be covered, as indices into [`CompiledPlan::units`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<u32>,
}

/// An [`Entry`] with everything it points at.
#[derive(Clone, Copy, Debug)]
pub struct Obligation<'a> {
    pub unit: &'a str,
    pub duty: &'a CompiledDuty,
    pub occurrence: &'a Occurrence,
    pub entry: &'a Entry,
    plan: &'a CompiledPlan,
}

impl<'a> Obligation<'a> {
    #[must_use]
    pub fn due_at(&self) -> Instant {
        self.occurrence.deadline.due_at
    }

    #[must_use]
    pub fn period(&self) -> &'a str {
        &self.occurrence.period
    }

    /// How many pieces meet it: one submission, N facts, or one fact for each target.
    #[must_use]
    pub fn at_least(&self) -> u32 {
        match self.duty.kind {
            DutyKind::Deliver | DutyKind::Quota => self.duty.at_least,
            DutyKind::Coverage => u32::try_from(self.entry.targets.len()).unwrap_or(u32::MAX),
        }
    }

    /// The title of the duty, with the period where there can be several.
    #[must_use]
    pub fn title(&self) -> String {
        if self.duty.repeats {
            format!("{}（{}）", self.duty.title, self.occurrence.period_title)
        } else {
            self.duty.title.clone()
        }
    }

    /// The keys of the units to be covered.
    pub fn targets(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let units = &self.plan.units;
        self.entry.targets.iter().filter_map(|target| units.get(*target as usize).map(String::as_str))
    }

    /// What identifies it among all obligations of a campaign.
    #[must_use]
    pub fn identity(&self) -> (&'a str, &'a str, &'a str) {
        (&self.duty.key, self.unit, &self.occurrence.period)
    }
}

impl CompiledPlan {
    /// Every obligation, unit by unit in the order of the keys, and for each unit in the order of deadlines.
    pub fn obligations(&self) -> impl Iterator<Item = Obligation<'_>> {
        self.entries.iter().filter_map(|entry| self.view(entry))
    }

    /// The obligations of one unit, in the order of deadlines.
    pub fn obligations_of(&self, unit: &str) -> impl Iterator<Item = Obligation<'_>> {
        let position = self.units.binary_search_by(|key| key.as_str().cmp(unit)).ok();
        let position = position.and_then(|position| u32::try_from(position).ok());
        let start = position.map_or(0, |unit| self.entries.partition_point(|entry| entry.unit < unit));
        let end = position.map_or(0, |unit| self.entries.partition_point(|entry| entry.unit <= unit));
        self.entries.get(start..end).unwrap_or_default().iter().filter_map(|entry| self.view(entry))
    }

    fn view<'a>(&'a self, entry: &'a Entry) -> Option<Obligation<'a>> {
        let occurrence = self.occurrences.get(entry.occurrence as usize)?;
        let duty = self.duties.get(occurrence.duty as usize)?;
        let unit = self.units.get(entry.unit as usize)?;
        Some(Obligation { unit, duty, occurrence, entry, plan: self })
    }

    /// Whether the digest fits the content: something that came from storage was not changed on the way.
    #[must_use]
    pub fn is_sealed(&self) -> bool {
        self.digest == self.computed_digest()
    }

    pub(super) fn sealed(mut self) -> Self {
        self.digest = self.computed_digest();
        self
    }

    /// The entries go in as numbers: writing a million of them as JSON would take longer than compiling them.
    fn computed_digest(&self) -> String {
        let Self {
            format,
            plan,
            plan_fingerprint,
            calendar_fingerprint,
            digest: _,
            duties,
            occurrences,
            templates,
            units,
            entries,
        } = self;
        let heads = (format, plan, plan_fingerprint, calendar_fingerprint, duties, occurrences, templates);
        let mut hash = Sha256::new();
        // These types are written as JSON without fail: no floats, no maps.
        hash.update(serde_json::to_vec(&heads).unwrap_or_default());
        for unit in units {
            hash.update(unit.as_bytes());
            hash.update(b"\n");
        }
        for Entry { unit, occurrence, targets } in entries {
            hash.update(unit.to_le_bytes());
            hash.update(occurrence.to_le_bytes());
            hash.update((targets.len() as u64).to_le_bytes());
            for target in targets {
                hash.update(target.to_le_bytes());
            }
        }
        hex(&hash.finalize())
    }
}
