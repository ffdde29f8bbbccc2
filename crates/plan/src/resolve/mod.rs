//! Whether a well-formed document is a plan: keys are unique, references lead somewhere, values make sense together.
//!
//! Only what the compiler relies on is refused here. Opinions (unreachable quotas, crowded days) are `plan_check`'s.

mod duties;
mod forms;

use std::collections::BTreeMap;

use kernel::{Day, text};

use crate::{
    At, Problem,
    decode::suggestion,
    document::{Clause, Document, Key, Predicate, Ref, Reminder, ReminderMoment, Tier, UnitKind},
};

/// A window, phase or period of a plan is at most ten years long, so that no rhythm can run away.
pub(crate) const WINDOW_DAYS_MAX: i64 = 3660;

/// Every problem, sorted by place.
pub(crate) fn resolve(document: &Document) -> Vec<Problem> {
    let mut names = Names::of(document);
    names.heads(document);
    names.organisation(document);
    names.audiences(document);
    for duty in &document.duties {
        names.duty(duty);
    }
    names.registers(document);
    for reminder in &document.reminders {
        names.reminder(reminder);
    }
    for note in &document.notes {
        names.wants("clause", &note.clause);
        names.text(&note.quote);
        names.text(&note.text);
    }
    let mut problems = names.problems;
    problems.sort();
    problems.dedup();
    problems
}

/// What the plan defines, by sort, and the problems found so far.
struct Names {
    defined: BTreeMap<&'static str, BTreeMap<Key, (u32, u32)>>,
    problems: Vec<Problem>,
}

/// The sorts of things that have keys, and what people call them.
const SORTS: [(&str, &str); 12] = [
    ("phase", "阶段"),
    ("event", "活动日"),
    ("tier", "层级"),
    ("review_chain", "审核链"),
    ("audience", "对象"),
    ("clause", "条款"),
    ("duty", "任务"),
    ("activity_kind", "活动类别"),
    ("indicator_group", "指标族"),
    ("indicator", "指标"),
    ("table", "统计表"),
    ("reminder", "提醒规则"),
];

fn sort_title(sort: &str) -> &'static str {
    SORTS.iter().find(|(name, _)| *name == sort).map_or("", |(_, title)| title)
}

impl Names {
    fn of(document: &Document) -> Self {
        let mut names = Self { defined: BTreeMap::new(), problems: Vec::new() };
        names.define("phase", document.phases.iter().map(|phase| &phase.key));
        names.define("event", document.events.iter().map(|event| &event.key));
        names.define("tier", document.tiers.iter().map(|tier| &tier.key));
        names.define("review_chain", document.review_chains.iter().map(|chain| &chain.key));
        names.define("audience", document.audiences.iter().map(|audience| &audience.key));
        let mut clauses = Vec::new();
        collect_clauses(&document.clauses, &mut clauses);
        names.define("clause", clauses.iter().map(|clause| &clause.key));
        names.define("duty", document.duties.iter().map(|duty| &duty.key));
        names.define("activity_kind", document.activity_kinds.iter().map(|kind| &kind.key));
        names.define("indicator_group", document.indicator_groups.iter().map(|group| &group.key));
        names.define("indicator", document.indicators.iter().map(|indicator| &indicator.key));
        names.define("table", document.tables.iter().map(|table| &table.key));
        names.define("reminder", document.reminders.iter().map(|reminder| &reminder.key));
        names
    }

    fn define<'a>(&mut self, sort: &'static str, keys: impl Iterator<Item = &'a At<Key>>) {
        let defined = unique(keys, sort_title(sort), &mut self.problems);
        self.defined.insert(sort, defined);
    }

    fn error(
        &mut self,
        place: (u32, u32),
        code: &str,
        message: impl Into<String>,
        advice: impl Into<String>,
    ) {
        self.problems.push(Problem::error(place, code, message, advice));
    }

    /// The reference must lead to something of this sort.
    fn wants(&mut self, sort: &'static str, reference: &Ref) {
        let empty = BTreeMap::new();
        let known = self.defined.get(sort).unwrap_or(&empty);
        if known.contains_key(&reference.value) {
            return;
        }
        let title = sort_title(sort);
        let words: Vec<&str> = known.keys().map(Key::as_str).collect();
        let advice = if words.is_empty() {
            format!("方案里还没有定义任何{title}")
        } else {
            suggestion(reference.as_str(), &words)
        };
        self.error(reference.place(), "unknown-reference", format!("没有键为“{reference}”的{title}"), advice);
    }

    /// A title: one line, not blank.
    fn title(&mut self, title: &At<String>) {
        if text::checked(title, text::NAME_CHARS_MAX).is_err() || title.contains('\n') {
            self.error(
                title.place(),
                "bad-title",
                "标题为空、换行或过长",
                format!("请写一行 1 至 {} 个字的标题", text::NAME_CHARS_MAX),
            );
        }
    }

    /// A longer text, not blank.
    fn text(&mut self, long: &At<String>) {
        if text::checked(long, text::LONG_CHARS_MAX).is_err() {
            self.error(
                long.place(),
                "bad-text",
                "文字为空、过长或含有控制字符",
                format!("请写 1 至 {} 个字", text::LONG_CHARS_MAX),
            );
        }
    }

    fn days(&mut self, from: &At<Day>, to: &At<Day>) {
        let length = to.days_since(from.value);
        if length < 0 {
            self.error(
                to.place(),
                "reversed-days",
                format!("结束日期 {to} 早于开始日期 {from}"),
                "from 是第一天，to 是最后一天，两天都算在内",
            );
        } else if length > WINDOW_DAYS_MAX {
            self.error(
                to.place(),
                "window-too-long",
                format!("从 {from} 到 {to} 超过十年"),
                "请检查年份是否写错",
            );
        }
    }

    fn not_empty<T>(&mut self, items: &[T], place: (u32, u32), what: &str) {
        if items.is_empty() {
            self.error(place, "empty-list", format!("“{what}”是空的"), "请至少写一项");
        }
    }

    fn heads(&mut self, document: &Document) {
        if document.format.value != 1 {
            self.error(
                document.format.place(),
                "unknown-format",
                format!("不认识文件格式 {}", document.format),
                "本程序读取格式 1，请写 format: 1",
            );
        }
        for title in [&document.title, &document.authority.name, &document.source.title, &document.theme.text]
        {
            self.title(title);
        }
        self.not_empty(&document.phases, document.key.place(), "phases");
        for name in &document.names {
            self.wants("tier", &name.tier);
            self.title(&name.name);
            name.aliases.iter().for_each(|alias| self.title(alias));
        }
        for paper in &document.upper_documents {
            self.title(&paper.title);
            self.title(&paper.number);
        }
        let papers = document.upper_documents.iter().map(|paper| &paper.key);
        unique(papers, "上级文件", &mut self.problems);
        for phase in &document.phases {
            self.title(&phase.title);
            self.days(&phase.from, &phase.to);
        }
        for event in &document.events {
            self.title(&event.title);
            self.wants("clause", &event.clause);
        }
        self.clauses(&document.clauses, 0);
    }

    fn clauses(&mut self, clauses: &[Clause], depth: usize) {
        for clause in clauses {
            self.title(&clause.title);
            if depth >= 6 {
                self.error(clause.key.place(), "clause-depth", "条款超过六级", "请合并层级");
            } else {
                self.clauses(&clause.children, depth + 1);
            }
        }
    }

    fn organisation(&mut self, document: &Document) {
        let mut taken: BTreeMap<UnitKind, &Tier> = BTreeMap::new();
        for tier in &document.tiers {
            self.title(&tier.title);
            self.not_empty(&tier.kinds, tier.key.place(), "kinds");
            for kind in &tier.kinds {
                if let Some(other) = taken.insert(kind.value, tier) {
                    let (title, other) = (kind.title(), &other.key);
                    self.error(
                        kind.place(),
                        "kind-in-two-tiers",
                        format!("{title}已经属于层级“{other}”"),
                        "一类单位只能属于一个层级",
                    );
                }
            }
        }
        for chain in &document.review_chains {
            self.title(&chain.title);
            self.not_empty(&chain.steps, chain.key.place(), "steps");
            let keys = chain.steps.iter().map(|step| &step.key);
            unique(keys, "审核步骤", &mut self.problems);
            for step in &chain.steps {
                self.title(&step.title);
                self.wants("tier", &step.tier);
            }
        }
        if let Some(group) = &document.leading_group {
            self.title(&group.title);
            self.wants("clause", &group.clause);
            for member in &group.members {
                self.title(&member.name);
                self.title(&member.posts);
            }
        }
    }

    fn audiences(&mut self, document: &Document) {
        for audience in &document.audiences {
            self.title(&audience.title);
            self.predicate(&audience.who);
        }
    }

    fn predicate(&mut self, predicate: &At<Predicate>) {
        let place = predicate.place();
        match &predicate.value {
            Predicate::Everyone | Predicate::Under(_) => {}
            Predicate::Tier(tier) => self.wants("tier", tier),
            Predicate::Kinds(kinds) => self.not_empty(kinds, place, "kinds"),
            Predicate::Units(units) => self.not_empty(units, place, "units"),
            Predicate::Attribute(attribute) => self.title(&attribute.name),
            Predicate::HasDescendant(inner) | Predicate::HasAncestor(inner) | Predicate::Not(inner) => {
                self.predicate(inner);
            }
            Predicate::All(parts) => {
                self.not_empty(parts, place, "all");
                parts.iter().for_each(|part| self.predicate(part));
            }
            Predicate::Any(parts) => {
                self.not_empty(parts, place, "any");
                parts.iter().for_each(|part| self.predicate(part));
            }
        }
    }

    fn reminder(&mut self, reminder: &Reminder) {
        self.title(&reminder.title);
        self.not_empty(&reminder.to, reminder.key.place(), "to");
        reminder.duties.iter().for_each(|duty| self.wants("duty", duty));
        reminder.tier.iter().for_each(|tier| self.wants("tier", tier));
        match reminder.moment.value {
            ReminderMoment::OnOpening | ReminderMoment::OnReturn => {}
            ReminderMoment::Before(days) | ReminderMoment::After(days) => {
                self.span(days.count(), reminder.moment.place());
            }
        }
    }
}

/// The keys with their places; a key that was defined before is a problem.
fn unique<'a>(
    keys: impl Iterator<Item = &'a At<Key>>,
    title: &str,
    problems: &mut Vec<Problem>,
) -> BTreeMap<Key, (u32, u32)> {
    let mut seen: BTreeMap<Key, (u32, u32)> = BTreeMap::new();
    for key in keys {
        if let Some((line, _)) = seen.get(&key.value) {
            problems.push(Problem::error(
                key.place(),
                "duplicate-key",
                format!("{title}的键“{key}”用了两次（第一次在第 {line} 行）"),
                "请换一个键；键在同类中不能重复",
            ));
        } else {
            seen.insert(key.value.clone(), key.place());
        }
    }
    seen
}

/// The clauses of a tree, parents before children.
pub(crate) fn collect_clauses<'a>(clauses: &'a [Clause], into: &mut Vec<&'a Clause>) {
    for clause in clauses {
        into.push(clause);
        collect_clauses(&clause.children, into);
    }
}
