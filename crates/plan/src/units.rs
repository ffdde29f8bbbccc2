//! The organisation as the compiler sees it: a list of units at one moment, checked and indexed as a tree.

use std::collections::{BTreeMap, HashMap};

use kernel::{Day, text};
use serde::{Deserialize, Serialize};

use crate::{
    Problem,
    document::{Key, UnitKind},
};

/// One unit with the days on which it exists. A unit is valid on `valid_from`, on `valid_to` and between.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitSnapshot {
    /// Own key, stable over renaming; the letters of [`Key`].
    pub key: String,
    pub name: String,
    pub kind: UnitKind,
    pub parent: Option<String>,
    /// GB/T 2260 code where there is one. Never a key.
    pub region_code: Option<String>,
    pub attributes: BTreeMap<String, String>,
    pub valid_from: Option<Day>,
    pub valid_to: Option<Day>,
}

impl UnitSnapshot {
    #[must_use]
    pub fn is_valid_on(&self, day: Day) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }
}

/// Units in the order of their keys, with parents and children by position. A position is an index into
/// [`UnitTree::units`].
#[derive(Clone, Debug)]
pub struct UnitTree {
    units: Vec<UnitSnapshot>,
    parents: Vec<Option<u32>>,
    children: Vec<Vec<u32>>,
    positions: HashMap<String, u32>,
}

impl UnitTree {
    /// # Errors
    /// Every duplicate key, unknown parent, circle, malformed key, overlong name and reversed validity.
    pub fn new(units: Vec<UnitSnapshot>) -> Result<Self, Vec<Problem>> {
        Self::placed(units, |_| (0, 0))
    }

    /// As [`Self::new`], with the place of every unit in the file that it was read from.
    pub(crate) fn placed(
        mut units: Vec<UnitSnapshot>,
        place: impl Fn(usize) -> (u32, u32),
    ) -> Result<Self, Vec<Problem>> {
        let mut problems = check_units(&units, &place);
        if !problems.is_empty() {
            problems.sort();
            return Err(problems);
        }
        units.sort_by(|a, b| a.key.cmp(&b.key));
        let positions: HashMap<String, u32> =
            units.iter().zip(0..).map(|(unit, position)| (unit.key.clone(), position)).collect();
        let parents: Vec<Option<u32>> = units
            .iter()
            .map(|unit| unit.parent.as_ref().and_then(|key| positions.get(key).copied()))
            .collect();
        let mut children = vec![Vec::new(); units.len()];
        for (parent, child) in parents.iter().zip(0..) {
            if let Some(list) = parent.and_then(|parent| children.get_mut(parent as usize)) {
                list.push(child);
            }
        }
        Ok(Self { units, parents, children, positions })
    }

    #[must_use]
    pub fn units(&self) -> &[UnitSnapshot] {
        &self.units
    }

    #[must_use]
    pub fn position(&self, key: &str) -> Option<u32> {
        self.positions.get(key).copied()
    }

    #[must_use]
    pub fn get(&self, key: &str) -> Option<&UnitSnapshot> {
        self.position(key).and_then(|position| self.at(position))
    }

    #[must_use]
    pub fn at(&self, position: u32) -> Option<&UnitSnapshot> {
        self.units.get(position as usize)
    }

    /// The units above, nearest first.
    pub fn ancestors(&self, position: u32) -> impl Iterator<Item = u32> {
        let parent = |position: u32| self.parents.get(position as usize).copied().flatten();
        std::iter::successors(parent(position), move |position| parent(*position))
    }

    /// The units below at any depth, in an order that depends on the keys only.
    #[must_use]
    pub fn descendants(&self, position: u32) -> Vec<u32> {
        let mut found = Vec::new();
        let mut open: Vec<u32> = self.children.get(position as usize).cloned().unwrap_or_default();
        open.reverse();
        while let Some(next) = open.pop() {
            found.push(next);
            if let Some(children) = self.children.get(next as usize) {
                open.extend(children.iter().rev());
            }
        }
        found
    }

    /// The unit itself or its nearest ancestor of one of these kinds: who reviews a step, who is told.
    #[must_use]
    pub fn nearest(&self, key: &str, kinds: &[UnitKind]) -> Option<&UnitSnapshot> {
        let start = self.position(key)?;
        std::iter::once(start)
            .chain(self.ancestors(start))
            .filter_map(|position| self.at(position))
            .find(|unit| kinds.contains(&unit.kind))
    }
}

fn check_units(units: &[UnitSnapshot], place: &impl Fn(usize) -> (u32, u32)) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (index, unit) in units.iter().enumerate() {
        check_unit(unit, place(index), &mut problems);
        if first.insert(&unit.key, index).is_some() {
            problems.push(Problem::error(
                place(index),
                "duplicate-unit",
                format!("单位键“{}”出现了不止一次", unit.key),
                "每个单位用一个自己的键；更名不换键",
            ));
        }
    }
    let parent_of = |index: usize| {
        let parent = units.get(index)?.parent.as_deref()?;
        first.get(parent).copied()
    };
    for (index, unit) in units.iter().enumerate() {
        if let Some(parent) = &unit.parent
            && !first.contains_key(parent.as_str())
        {
            problems.push(Problem::error(
                place(index),
                "unknown-parent",
                format!("“{}”的上级“{parent}”不存在", unit.key),
                "请先写上级单位，或把 parent 改成已有单位的键",
            ));
        }
    }
    for index in circles(units.len(), parent_of) {
        let key = units.get(index).map(|unit| unit.key.as_str()).unwrap_or_default();
        problems.push(Problem::error(
            place(index),
            "unit-circle",
            format!("“{key}”的上级绕了一圈又回到自己"),
            "请改正其中一个单位的 parent",
        ));
    }
    problems
}

/// One index of every circle.
fn circles(count: usize, parent_of: impl Fn(usize) -> Option<usize>) -> Vec<usize> {
    #[derive(Clone, Copy, PartialEq)]
    enum Seen {
        Never,
        OnThisWalk,
        Ends,
    }
    let mut seen = vec![Seen::Never; count];
    let mut found = Vec::new();
    for start in 0..count {
        let mut path = Vec::new();
        let mut next = Some(start);
        while let Some(step) = next {
            let Some(state) = seen.get_mut(step) else { break };
            match *state {
                Seen::Never => {
                    *state = Seen::OnThisWalk;
                    path.push(step);
                    next = parent_of(step);
                }
                Seen::OnThisWalk => {
                    found.push(step);
                    break;
                }
                Seen::Ends => break,
            }
        }
        for step in path {
            if let Some(state) = seen.get_mut(step) {
                *state = Seen::Ends;
            }
        }
    }
    found
}

fn check_unit(unit: &UnitSnapshot, place: (u32, u32), problems: &mut Vec<Problem>) {
    if let Err(message) = unit.key.parse::<Key>() {
        problems.push(Problem::error(place, "bad-key", message, "例如 shenyang 或 sy-e1"));
    }
    if text::checked(&unit.name, text::NAME_CHARS_MAX).is_err() {
        problems.push(Problem::error(
            place,
            "bad-name",
            format!("“{}”的名称为空、过长或含有控制字符", unit.key.chars().take(64).collect::<String>()),
            format!("请写 1 至 {} 个字的名称", text::NAME_CHARS_MAX),
        ));
    }
    if let (Some(from), Some(to)) = (unit.valid_from, unit.valid_to)
        && from > to
    {
        problems.push(Problem::error(
            place,
            "reversed-days",
            format!("“{}”的起始日期 {from} 晚于终止日期 {to}", unit.key),
            "valid_from 应不晚于 valid_to，两天都算在内",
        ));
    }
}
