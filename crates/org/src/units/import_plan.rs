//! What an import would do, worked out before anything is written. Pure.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Day, UnitId};

use super::{
    import::AttributeDiff,
    table::{Unread, Wanted},
};
use crate::{
    closure::DEPTH_MAX,
    import::Wrong,
    model::{UnitKind, UnitRow, Validity},
};

/// One unit to make or change. The steps come parents first, so each finds its parent where it belongs.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Create(Create),
    Change(Change),
}

#[derive(Clone, Debug)]
pub(crate) struct Create {
    pub row: u32,
    pub key: String,
    pub name: String,
    pub kind: UnitKind,
    pub parent: String,
    pub region_code: Option<String>,
    pub attributes: BTreeMap<String, String>,
    pub validity: Validity,
}

/// `None` leaves a field as it is.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub row: u32,
    pub id: UnitId,
    pub key: String,
    pub name: Option<(Day, String)>,
    pub parent: Option<String>,
    pub region_code: Option<Option<String>>,
    pub attributes: Option<AttributeChange>,
    pub valid_from: Option<Day>,
    pub valid_to: Option<Option<Day>>,
}

/// All attributes as they are and as they will be.
#[derive(Clone, Debug)]
pub(crate) struct AttributeChange {
    was: BTreeMap<String, String>,
    pub wanted: BTreeMap<String, String>,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct ImportPlan {
    pub steps: Vec<Step>,
    pub unchanged: usize,
}

/// `unread` are the rows that cannot be used otherwise: what stands under them is not wrong because of that.
///
/// # Errors
/// Everything that is wrong, by row.
pub(crate) fn plan(
    existing: &[UnitRow],
    wanted: &[Wanted],
    unread: &[Unread],
    today: Day,
) -> Result<ImportPlan, Vec<Wrong>> {
    let known: BTreeMap<&str, &UnitRow> = existing.iter().map(|unit| (unit.key.as_str(), unit)).collect();
    let mut parents = parents(existing, wanted);
    for one in unread {
        parents.entry(&one.key).or_insert(None);
    }
    let kinds: BTreeMap<&str, UnitKind> = existing
        .iter()
        .map(|unit| (unit.key.as_str(), unit.kind))
        .chain(wanted.iter().map(|one| (one.key.as_str(), one.kind)))
        .collect();
    let mut wrongs = duplicates(wanted, unread);
    wrongs.extend(unread.iter().filter_map(|one| unknown_parent(one.row, one.parent.as_deref()?, &parents)));
    for one in wanted {
        let unit = known.get(one.key.as_str()).copied();
        wrongs.extend(misplaced(one, unit, &parents, &kinds));
        wrongs.extend(unit.into_iter().flat_map(|unit| unchangeable(one, unit)));
    }
    if !wrongs.is_empty() {
        return Err(wrongs);
    }
    let mut ordered: Vec<&Wanted> = wanted.iter().collect();
    ordered.sort_by_key(|one| depth(&one.key, &parents));
    let mut out = ImportPlan::default();
    let mut begins: BTreeMap<String, Day> =
        existing.iter().map(|unit| (unit.key.clone(), unit.validity.from)).collect();
    for one in ordered {
        match known.get(one.key.as_str()) {
            None => {
                let create = create(one, &begins, today);
                begins.insert(create.key.clone(), create.validity.from);
                out.steps.push(Step::Create(create));
            }
            Some(unit) => match change(one, unit, existing, today) {
                Some(change) => out.steps.push(Step::Change(change)),
                None => out.unchanged += 1,
            },
        }
    }
    Ok(out)
}

type Parents<'a> = BTreeMap<&'a str, Option<&'a str>>;

/// The tree as it will be: what is there, overlaid by the file.
fn parents<'a>(existing: &'a [UnitRow], wanted: &'a [Wanted]) -> Parents<'a> {
    let keys: BTreeMap<UnitId, &str> = existing.iter().map(|unit| (unit.id, unit.key.as_str())).collect();
    let mut parents: Parents<'a> = existing
        .iter()
        .map(|unit| (unit.key.as_str(), unit.parent.and_then(|parent| keys.get(&parent).copied())))
        .collect();
    parents.extend(wanted.iter().map(|one| (one.key.as_str(), one.parent.as_deref())));
    parents
}

/// Steps up to the root; `None` for a circle.
fn depth(key: &str, parents: &Parents<'_>) -> Option<usize> {
    let mut steps = 0;
    let mut at = key;
    while let Some(Some(above)) = parents.get(at) {
        steps += 1;
        if steps > parents.len() {
            return None;
        }
        at = above;
    }
    Some(steps)
}

fn duplicates(wanted: &[Wanted], unread: &[Unread]) -> Vec<Wrong> {
    let mut rows: Vec<(u32, &str)> = wanted.iter().map(|one| (one.row, one.key.as_str())).collect();
    rows.extend(unread.iter().map(|one| (one.row, one.key.as_str())));
    rows.sort_unstable();
    let mut seen = BTreeSet::new();
    let twice = rows.into_iter().filter(|(_, key)| !seen.insert(*key));
    let say = |(row, key): (u32, &str)| Wrong {
        row,
        column: "key",
        code: "duplicate",
        message: format!("单位编码 {key} 在文件中出现了不止一次，请只保留一行"),
    };
    twice.map(say).collect()
}

fn unknown_parent(row: u32, parent: &str, parents: &Parents<'_>) -> Option<Wrong> {
    let message = || format!("上级单位 {parent} 既不在系统中也不在文件中，请先补上它或改正编码");
    let say = || Wrong { row, column: "parent", code: "unknown-parent", message: message() };
    (!parents.contains_key(parent)).then(say)
}

fn wrong(one: &Wanted, column: &'static str, code: &'static str, message: String) -> Wrong {
    Wrong { row: one.row, column, code, message }
}

/// What is wrong with where the unit would stand.
fn misplaced(
    one: &Wanted,
    known: Option<&UnitRow>,
    parents: &Parents<'_>,
    kinds: &BTreeMap<&str, UnitKind>,
) -> Vec<Wrong> {
    let at_parent = |code, message: String| Some(wrong(one, "parent", code, message));
    let is_root = known.is_some_and(|unit| unit.parent.is_none());
    let hung = match &one.parent {
        Some(_) if is_root => at_parent("root", "最上级单位不能有上级，请清空此格".to_owned()),
        None if !is_root => {
            at_parent("parent-missing", "请填写上级单位编码；最上级单位只能有一个".to_owned())
        }
        Some(parent) if !parents.contains_key(parent.as_str()) => unknown_parent(one.row, parent, parents),
        Some(_) => match depth(&one.key, parents) {
            None => at_parent("unit-circle", "上级单位绕了一圈又回到自己，请改正".to_owned()),
            Some(steps) if steps >= usize::try_from(DEPTH_MAX).unwrap_or(usize::MAX) => {
                at_parent("unit-too-deep", format!("单位层级超过 {DEPTH_MAX} 级，请挂在更高的上级之下"))
            }
            Some(_) => None,
        },
        None => None,
    };
    // A kind cannot change, which is told elsewhere; the place is judged by the kind that stays.
    let kind = known.map_or(one.kind, |unit| unit.kind);
    let above = one.parent.as_deref().and_then(|parent| kinds.get(parent));
    let placed = above.filter(|above| !is_root && !kind.may_stand_under(**above)).map(|above| {
        let message = format!("{}不能挂在{}之下，请改正类别或上级", kind.title(), above.title());
        wrong(one, "parent", "unit-place", message)
    });
    hung.into_iter().chain(placed).collect()
}

/// What cannot be made of a unit that is there.
fn unchangeable(one: &Wanted, unit: &UnitRow) -> Vec<Wrong> {
    let mut wrongs = Vec::new();
    let mut say = |column, code, message: String| wrongs.push(wrong(one, column, code, message));
    if unit.kind != one.kind {
        let message = format!("单位类别不能由“{}”改为“{}”，请新建单位", unit.kind.title(), one.kind.title());
        say("kind", "kind", message);
    }
    let wanted_to = one.valid_to.unwrap_or(unit.validity.to);
    if unit.merged_into.is_some() && wanted_to != unit.validity.to {
        say("valid_to", "unit-merged", "单位已并入其他单位，其截止日期不能再改".to_owned());
    }
    let validity = Validity { from: one.valid_from.unwrap_or(unit.validity.from), to: wanted_to };
    if !validity.is_possible() {
        say("valid_to", "order", format!("截止日期不能早于起始日期 {}", validity.from));
    }
    if unit.parent.is_none() && wanted_to.is_some() {
        say("valid_to", "root", "最上级单位不能撤销，请清空截止日期".to_owned());
    }
    wrongs
}

/// A unit without a first day begins with the unit above it.
fn create(one: &Wanted, begins: &BTreeMap<String, Day>, today: Day) -> Create {
    let Wanted { row, key, name, kind, parent, region_code, attributes, valid_from, valid_to } = one.clone();
    let parent = parent.unwrap_or_default();
    let to = valid_to.flatten();
    let from = valid_from.or_else(|| begins.get(&parent).copied()).unwrap_or(today);
    Create {
        row,
        key,
        name,
        kind,
        parent,
        region_code: region_code.flatten(),
        attributes: attributes.unwrap_or_default(),
        // A last day before the day that was only supposed makes the unit one that existed for that day.
        validity: Validity { from: to.map_or(from, |to| from.min(to)), to },
    }
}

/// `None` when the file says what is there already.
fn change(one: &Wanted, unit: &UnitRow, existing: &[UnitRow], today: Day) -> Option<Change> {
    let above =
        unit.parent.and_then(|id| existing.iter().find(|unit| unit.id == id)).map(|unit| unit.key.as_str());
    let differs =
        |wanted: &Option<Option<String>>, is: &Option<String>| wanted.clone().filter(|wanted| wanted != is);
    let change = Change {
        row: one.row,
        id: unit.id,
        key: unit.key.clone(),
        name: (one.name != unit.name).then(|| (today.max(unit.validity.from), one.name.clone())),
        parent: one.parent.clone().filter(|parent| Some(parent.as_str()) != above),
        region_code: differs(&one.region_code, &unit.region_code),
        attributes: one
            .attributes
            .clone()
            .filter(|wanted| *wanted != unit.attributes)
            .map(|wanted| AttributeChange { was: unit.attributes.clone(), wanted }),
        valid_from: one.valid_from.filter(|from| *from != unit.validity.from),
        valid_to: one.valid_to.filter(|to| *to != unit.validity.to),
    };
    let is_nothing = change.attributes.is_none() && change.said(String::clone).is_empty();
    (!is_nothing).then_some(change)
}

impl Change {
    /// In words, but for the attributes; `called` says what the unit with a key will be called.
    pub(crate) fn said(&self, called: impl Fn(&String) -> String) -> Vec<String> {
        let Self { row: _, id: _, key: _, name, parent, region_code, attributes: _, valid_from, valid_to } =
            self;
        let mut out = Vec::new();
        if let Some((from, name)) = name {
            out.push(format!("自 {from} 起更名为“{name}”"));
        }
        if let Some(parent) = parent {
            out.push(format!("移到“{}”之下", called(parent)));
        }
        if let Some(code) = region_code {
            out.push(format!("行政区划代码改为“{}”", code.as_deref().unwrap_or("（空）")));
        }
        if let Some(from) = valid_from {
            out.push(format!("起始日期改为 {from}"));
        }
        if let Some(to) = valid_to {
            out.push(to.map_or("取消截止日期".to_owned(), |to| format!("截止日期改为 {to}")));
        }
        out
    }
}

impl AttributeChange {
    pub(crate) fn differences(&self) -> Vec<AttributeDiff> {
        differences(&self.was, &self.wanted)
    }
}

/// By name. Which words a name has, whoever shows it knows.
pub(crate) fn differences(
    was: &BTreeMap<String, String>,
    wanted: &BTreeMap<String, String>,
) -> Vec<AttributeDiff> {
    let names: BTreeSet<&String> = was.keys().chain(wanted.keys()).collect();
    let diff = |name: &String| AttributeDiff {
        name: name.clone(),
        was: was.get(name).cloned(),
        wanted: wanted.get(name).cloned(),
    };
    names.into_iter().map(diff).filter(|diff| diff.was != diff.wanted).collect()
}

#[cfg(test)]
#[path = "import_plan_tests.rs"]
mod tests;
