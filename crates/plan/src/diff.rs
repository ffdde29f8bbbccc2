//! What a changed plan or a changed organisation means, unit by unit, before anybody adopts it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use kernel::Instant;
use serde::{Deserialize, Serialize};

use crate::compile::{CompiledPlan, Obligation};

/// The difference between two compiled plans. Units of which nothing changed are only counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diff {
    pub added: usize,
    pub moved: usize,
    pub dropped: usize,
    pub unchanged: usize,
    /// Unit key to what changes for it.
    pub units: BTreeMap<String, UnitDiff>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitDiff {
    pub added: Vec<Item>,
    pub moved: Vec<Moved>,
    pub dropped: Vec<Item>,
    pub unchanged: usize,
}

/// An obligation in a difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub duty: String,
    pub period: String,
    pub title: String,
    pub due_at: Instant,
    pub due_text: String,
}

/// The same obligation, with something about it changed. `title`, `due_at` and `due_text` are the new ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    #[serde(flatten)]
    pub item: Item,
    pub changes: Vec<Change>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub what: What,
    pub before: String,
    pub after: String,
}

/// What about an obligation changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    DueAt,
    DueText,
    OpensAt,
    GraceUntil,
    Window,
    Kind,
    Modality,
    AtLeast,
    Targets,
    Title,
    Clause,
    Quote,
    /// The form, the evidence, the filter or the review chain.
    Asked,
}

impl What {
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::DueAt => "截止时间",
            Self::DueText => "期限文字",
            Self::OpensAt => "开放时间",
            Self::GraceUntil => "宽限",
            Self::Window => "统计期",
            Self::Kind => "方式",
            Self::Modality => "要求",
            Self::AtLeast => "数量",
            Self::Targets => "覆盖对象",
            Self::Title => "名称",
            Self::Clause => "条款",
            Self::Quote => "原文",
            Self::Asked => "报送内容",
        }
    }
}

impl Diff {
    /// Whether adopting the new plan changes nothing for anybody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// For people: `+` new, `~` changed, `-` dropped, unit by unit. `name` gives the name of a unit by its key.
    #[must_use]
    pub fn human(&self, name: impl Fn(&str) -> String) -> String {
        let mut text = String::new();
        for (unit, changes) in &self.units {
            // Writing into a String cannot fail.
            let _ = writeln!(text, "{}（{unit}）", name(unit));
            for item in &changes.added {
                let _ = writeln!(text, "  + {}，{}", item.title, item.due_text);
            }
            for moved in &changes.moved {
                let _ = writeln!(text, "  ~ {}", moved.item.title);
                for Change { what, before, after } in &moved.changes {
                    let _ = match what {
                        What::Asked => writeln!(text, "      {}有变化", what.title()),
                        _ => writeln!(text, "      {}：{before} → {after}", what.title()),
                    };
                }
            }
            for item in &changes.dropped {
                let _ = writeln!(text, "  - {}，{}", item.title, item.due_text);
            }
            let _ = writeln!(text, "    未变 {} 项", changes.unchanged);
        }
        let Self { added, moved, dropped, unchanged, units } = self;
        let _ = writeln!(
            text,
            "共新增 {added} 项，调整 {moved} 项，取消 {dropped} 项，未变 {unchanged} 项，涉及 {} 个单位",
            units.len()
        );
        text
    }
}

/// Compares two compiled plans by the identity of obligations: (duty, unit, period).
#[must_use]
pub fn diff(old: &CompiledPlan, new: &CompiledPlan) -> Diff {
    let mut total = Diff::default();
    let owners =
        |plan: &CompiledPlan| -> BTreeSet<u32> { plan.entries.iter().map(|entry| entry.unit).collect() };
    let keys = |plan: &CompiledPlan| -> BTreeSet<String> {
        owners(plan).into_iter().filter_map(|unit| plan.units.get(unit as usize).cloned()).collect()
    };
    for unit in keys(old).union(&keys(new)) {
        let changes = diff_unit(old, new, unit);
        total.added += changes.added.len();
        total.moved += changes.moved.len();
        total.dropped += changes.dropped.len();
        total.unchanged += changes.unchanged;
        if !(changes.added.is_empty() && changes.moved.is_empty() && changes.dropped.is_empty()) {
            total.units.insert(unit.clone(), changes);
        }
    }
    total
}

fn diff_unit(old: &CompiledPlan, new: &CompiledPlan, unit: &str) -> UnitDiff {
    let mut before: BTreeMap<(&str, &str), Obligation<'_>> =
        old.obligations_of(unit).map(|o| ((o.duty.key.as_str(), o.period()), o)).collect();
    let mut found = UnitDiff::default();
    for obligation in new.obligations_of(unit) {
        match before.remove(&(obligation.duty.key.as_str(), obligation.period())) {
            None => found.added.push(item(&obligation)),
            Some(earlier) => {
                let changes = changes(&earlier, &obligation);
                if changes.is_empty() {
                    found.unchanged += 1;
                } else {
                    found.moved.push(Moved { item: item(&obligation), changes });
                }
            }
        }
    }
    found.dropped.extend(before.values().map(item));
    found.dropped.sort_by_key(|item| item.due_at);
    found
}

fn item(obligation: &Obligation<'_>) -> Item {
    Item {
        duty: obligation.duty.key.clone(),
        period: obligation.period().to_owned(),
        title: obligation.title(),
        due_at: obligation.due_at(),
        due_text: obligation.occurrence.deadline.due_text.clone(),
    }
}

fn changes(old: &Obligation<'_>, new: &Obligation<'_>) -> Vec<Change> {
    // Nearly all obligations of a large campaign stay as they are, and comparing is much cheaper than describing.
    let (before, after) = (old.occurrence, new.occurrence);
    let same_times = (&before.deadline, before.window, &before.period_title)
        == (&after.deadline, after.window, &after.period_title);
    if same_times && old.duty == new.duty && old.targets().eq(new.targets()) {
        return Vec::new();
    }
    let pairs = described(old).into_iter().zip(described(new));
    pairs
        .filter(|((_, before), (_, after))| before != after)
        .map(|((what, before), (_, after))| Change { what, before, after })
        .collect()
}

/// Everything about an obligation that a person could notice, as text.
fn described(obligation: &Obligation<'_>) -> [(What, String); 13] {
    let (duty, occurrence) = (obligation.duty, obligation.occurrence);
    let deadline = &occurrence.deadline;
    let grace = deadline.grace_until.map_or_else(|| "无".to_owned(), Instant::told);
    let targets: Vec<&str> = obligation.targets().collect();
    [
        (What::DueAt, deadline.due_at.told()),
        (What::DueText, deadline.due_text.clone()),
        (What::OpensAt, deadline.opens_at.told()),
        (What::GraceUntil, grace),
        (What::Window, format!("{}至{}", occurrence.window.from, occurrence.window.to)),
        (What::Kind, duty.kind.title().to_owned()),
        (What::Modality, duty.modality.title().to_owned()),
        (What::AtLeast, obligation.at_least().to_string()),
        (What::Targets, targets.join("、")),
        (What::Title, obligation.title()),
        (What::Clause, duty.clause.clone()),
        (What::Quote, duty.quote.clone()),
        (What::Asked, duty.asked.clone()),
    ]
}
