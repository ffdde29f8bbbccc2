//! What is said about an activity, what of it may be kept and what is still missing. Pure.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{
    Day, FieldProblem, FileId, UnitId,
    text::{LONG_CHARS_MAX, NAME_CHARS_MAX, TextProblem, folded, within},
};
use plan::{
    document::{ActivityKind, Evidence, Field, FieldType},
    form::{self, Stage},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::{
    calendar::Calendar,
    kind::{asks_found, questions},
    words::{ActivityFound, ActivityMode},
};

/// The text of a record. While it is written anything may be missing; what is there has to be right.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ActivityDetails {
    pub title: String,
    #[schema(value_type = Option<String>, format = Date)]
    pub day: Option<Day>,
    /// Not asked for what happened online only.
    pub place: String,
    pub mode: Option<ActivityMode>,
    /// By the key of the question: `sessions`, `attendances`, `heads` and the kind's own. Figures are whole numbers in
    /// their base unit.
    #[schema(value_type = Object)]
    pub answers: Map<String, Value>,
    pub note: String,
    /// The unit that it was about: the line that was inspected.
    #[schema(value_type = Option<String>, format = Uuid)]
    pub subject_id: Option<UnitId>,
    /// What the visit found, where the kind asks.
    pub found: Option<ActivityFound>,
    /// Files by the key of the kind's evidence.
    #[schema(value_type = std::collections::BTreeMap<String, Vec<String>>)]
    pub evidence: BTreeMap<String, Vec<FileId>>,
}

/// A question that has no answer: where, and how people call it.
type Missing = (String, String);

impl ActivityDetails {
    /// Without the spaces around the texts.
    #[must_use]
    pub(crate) fn trimmed(self) -> Self {
        let trim = |text: String| text.trim().to_owned();
        Self { title: trim(self.title), place: trim(self.place), note: trim(self.note), ..self }
    }

    /// The figure that answers a question.
    #[must_use]
    pub(crate) fn figure(&self, key: &str) -> Option<i64> {
        self.answers.get(key).and_then(Value::as_i64)
    }

    /// What may not even be kept as a draft.
    pub(crate) fn unkeepable(&self, kind: &ActivityKind) -> Vec<FieldProblem> {
        let texts = [
            ("title", &self.title, NAME_CHARS_MAX),
            ("place", &self.place, NAME_CHARS_MAX),
            ("note", &self.note, LONG_CHARS_MAX),
        ];
        let mut problems: Vec<FieldProblem> =
            texts.iter().filter_map(|(field, text, max)| text_problem(field, text, *max)).collect();
        problems.extend(self.form_problems(kind, Stage::Draft));
        problems.extend(self.evidence_problems(kind));
        problems
    }

    /// Everything that stands against sending it, as far as the text itself tells.
    pub(crate) fn unsendable(&self, kind: &ActivityKind, calendar: Calendar) -> Vec<FieldProblem> {
        let mut problems = self.unkeepable(kind);
        problems.extend(
            self.missing(kind).into_iter().map(|(field, title)| {
                problem(&field, "required", format!("请{}{title}", verb(kind, &field)))
            }),
        );
        problems.extend(self.too_few_files(kind));
        if let Some(day) = self.day {
            let Calendar { from, to, today } = calendar;
            if day > today {
                problems.push(problem("day", "future", "活动日期不能晚于今天，请在活动开展后再提交"));
            } else if day < from || day > to {
                let message = format!("活动日期应在本次活动期间（{from} 至 {to}），期间以外的不计入");
                problems.push(problem("day", "outside-campaign", message));
            }
        }
        if self.subject_id.is_some() && kind.subject.is_empty() {
            problems.push(problem("subject_id", "not-asked", "这类活动不涉及其他单位，请清空该项"));
        }
        if self.found.is_some() && !asks_found(kind) {
            problems.push(problem("found", "not-asked", "这类活动不填写检查结果，请清空该项"));
        }
        problems
    }

    /// What looks wrong and is accepted all the same. Heads are people and attendances are visits, so there cannot be
    /// more heads; but the two are counted by different hands, and a refusal would only teach people to type the same
    /// number twice.
    pub(crate) fn doubtful(&self, kind: &ActivityKind) -> Vec<FieldProblem> {
        let more_heads = self.figure("heads").zip(self.figure("attendances")).is_some_and(|(h, a)| h > a);
        let message = "参与人数多于参与人次，请核对：同一人参加两次，人数计 1，人次计 2";
        let heads = more_heads.then(|| problem("answers/heads", "more-than-attendances", message));
        heads.into_iter().chain(kind.fields.iter().filter_map(|part| self.beyond_whole(part, kind))).collect()
    }

    /// More was mended than was found: perhaps what had been found before, perhaps a slip.
    fn beyond_whole(&self, part: &Field, kind: &ActivityKind) -> Option<FieldProblem> {
        let whole = kind.fields.iter().find(|whole| part.part_of.as_ref() == Some(&whole.key))?;
        let (figure, all) = (self.figure(part.key.as_str())?, self.figure(whole.key.as_str())?);
        let message = || format!("“{}”（{figure}）多于“{}”（{all}），请核对", part.title, whole.title);
        (figure > all).then(|| problem(&format!("answers/{}", part.key), "more-than-whole", message()))
    }

    /// The questions that have to be answered before it can be sent.
    pub(crate) fn missing(&self, kind: &ActivityKind) -> Vec<Missing> {
        let online = self.mode == Some(ActivityMode::Online);
        let asked = [
            ("title", "活动名称", self.title.is_empty()),
            ("day", "活动日期", self.day.is_none()),
            ("mode", "活动方式", self.mode.is_none()),
            ("place", "活动地点", self.place.is_empty() && !online),
            ("subject_id", "所涉单位", self.subject_id.is_none() && !kind.subject.is_empty()),
            ("found", "检查结果", self.found.is_none() && asks_found(kind)),
        ];
        let open = asked.into_iter().filter(|(_, _, open)| *open);
        let mut missing: Vec<Missing> =
            open.map(|(field, title, _)| (field.to_owned(), title.to_owned())).collect();
        let unanswered =
            self.form_problems(kind, Stage::Final).into_iter().filter(|it| it.code == "required");
        missing.extend(unanswered.map(|problem| {
            let key = problem.pointer.trim_start_matches("/details/answers/");
            let field = questions(kind).into_iter().find(|field| field.key.as_str() == key);
            let title = field.map_or_else(|| key.to_owned(), |field| field.title.to_string());
            (format!("answers/{key}"), title)
        }));
        let bare =
            kind.evidence.iter().filter(|evidence| evidence.required && self.files(evidence).is_empty());
        missing.extend(bare.map(|it| (format!("evidence/{}", it.key), it.title.to_string())));
        missing
    }

    /// In words for the quota that the record would count for.
    pub(crate) fn lacking(&self, kind: &ActivityKind) -> Vec<String> {
        self.missing(kind)
            .into_iter()
            .map(|(field, title)| format!("未{}{title}", verb(kind, &field)))
            .collect()
    }

    /// The answers of choice questions by key, as facets.
    pub(crate) fn choices(&self, kind: &ActivityKind) -> Vec<(String, String)> {
        let asked = kind.fields.iter().filter(|field| field.kind.value == FieldType::Choice);
        asked
            .filter_map(|field| {
                let word = self.answers.get(field.key.as_str())?.as_str()?;
                Some((field.key.to_string(), word.to_owned()))
            })
            .collect()
    }

    /// The answers that are figures by key, as measures.
    pub(crate) fn figures(&self, kind: &ActivityKind) -> BTreeMap<String, i64> {
        let asked = questions(kind).into_iter().filter(|field| field.kind.value == FieldType::Integer);
        asked.filter_map(|field| Some((field.key.to_string(), self.figure(field.key.as_str())?))).collect()
    }

    /// What the search of the list looks into.
    pub(crate) fn searchable(&self) -> String {
        folded(&[self.title.as_str(), &self.place].join("\n"))
    }

    pub(crate) fn files(&self, evidence: &Evidence) -> &[FileId] {
        self.evidence.get(evidence.key.as_str()).map_or(&[], Vec::as_slice)
    }

    fn form_problems(&self, kind: &ActivityKind, stage: Stage) -> Vec<FieldProblem> {
        let found = form::check(&questions(kind), &Value::Object(self.answers.clone()), stage);
        found
            .into_iter()
            .map(|it| FieldProblem { pointer: format!("/details/answers{}", it.pointer), ..it })
            .collect()
    }

    /// Asked of what is sent only: a draft gets its files one by one.
    fn too_few_files<'a>(&'a self, kind: &'a ActivityKind) -> impl Iterator<Item = FieldProblem> + 'a {
        kind.evidence.iter().filter_map(|asked| {
            let (least, files) = (asked.least() as usize, self.files(asked).len());
            let message = format!("“{}”至少 {least} 个文件，请补充", asked.title);
            (1..least)
                .contains(&files)
                .then(|| problem(&format!("evidence/{}", asked.key), "too-few", message))
        })
    }

    fn evidence_problems(&self, kind: &ActivityKind) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        let mut seen = BTreeSet::new();
        for (key, files) in &self.evidence {
            let field = format!("evidence/{}", key.replace('~', "~0").replace('/', "~1"));
            let Some(asked) = kind.evidence.iter().find(|asked| asked.key.as_str() == key) else {
                if !files.is_empty() {
                    let message = "这类活动没有这一项附件，请刷新页面后重新上传";
                    problems.push(problem(&field, "unknown-evidence", message));
                }
                continue;
            };
            let most = asked.most() as usize;
            if files.len() > most {
                let message = format!("“{}”最多 {most} 个文件，请删去多余的", asked.title);
                problems.push(problem(&field, "too-many", message));
            }
            if files.iter().any(|file| !seen.insert(*file)) {
                problems.push(problem(&field, "twice", "同一份文件附了两次，请删去一份"));
            }
        }
        problems
    }
}

pub(crate) fn problem(field: &str, code: &str, message: impl Into<String>) -> FieldProblem {
    FieldProblem::new(format!("/details/{field}"), code, message)
}

fn text_problem(field: &str, text: &str, max: usize) -> Option<FieldProblem> {
    match within(text, max) {
        Ok(_) | Err(TextProblem::Empty) => None,
        Err(TextProblem::TooLong { chars, max }) => {
            Some(problem(field, "too-long", format!("有 {chars} 字，最多 {max} 字，请精简")))
        }
        Err(TextProblem::Control) => Some(problem(field, "control", "含有无法显示的字符，请删除后重新输入")),
    }
}

/// What is done with a question that was left out: a choice is not written.
fn verb(kind: &ActivityKind, field: &str) -> &'static str {
    let key = field.strip_prefix("answers/");
    let asked = key.and_then(|key| kind.fields.iter().find(|asked| asked.key.as_str() == key));
    match (field, asked.map(|asked| asked.kind.value)) {
        (field, _) if field.starts_with("evidence/") => "附",
        ("mode" | "subject_id" | "found", _) | (_, Some(FieldType::Choice)) => "选择",
        (_, Some(_) | None) => "填写",
    }
}

#[cfg(test)]
mod tests;
