//! What is handed in, and whether it fits what the plan asks. Pure.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Failure, FieldProblem, FileId, text};
use plan::{
    document::{Deliver, Evidence, EvidenceKind, ZeroReport},
    form::Stage,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::model::Outcome;

/// Characters of a reason.
pub(crate) const REASON_CHARS_MAX: usize = 2_000;

/// What a unit writes: the answers to the questions, files for the evidence, or why there is nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportContent {
    pub outcome: Outcome,
    /// Field key to value, as the fields of the form ask.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub answers: Map<String, Value>,
    /// Evidence key to file ids, in the order in which they are shown.
    #[serde(default)]
    #[schema(value_type = std::collections::BTreeMap<String, Vec<String>>)]
    pub evidence: BTreeMap<String, Vec<FileId>>,
    /// Why it does not apply; a remark otherwise.
    #[serde(default)]
    pub reason: Option<String>,
}

impl ReportContent {
    /// A form that nobody has begun.
    #[must_use]
    pub fn blank() -> Self {
        Self { outcome: Outcome::Done, answers: Map::new(), evidence: BTreeMap::new(), reason: None }
    }

    pub(crate) fn files(&self) -> Vec<FileId> {
        let unique: BTreeSet<FileId> = self.evidence.values().flatten().copied().collect();
        unique.into_iter().collect()
    }
}

/// A file as evidence needs it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EvidenceFile {
    #[schema(value_type = String, format = Uuid)]
    pub id: FileId,
    pub name: String,
    pub media_type: String,
    /// Size in bytes.
    pub bytes: i64,
    /// SHA-256 (hex) of the content.
    pub sha256: String,
    pub kind: facts::FormEvidenceKind,
}

/// Every rule that the content breaks; pointers begin with `/content`.
pub(crate) fn check(
    deliver: &Deliver,
    content: &ReportContent,
    files: &BTreeMap<FileId, EvidenceFile>,
    stage: Stage,
) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    check_reason(content, stage, &mut problems);
    match content.outcome {
        Outcome::Done => {
            let answers = Value::Object(content.answers.clone());
            let found = plan::form::check(&deliver.fields, &answers, stage);
            problems.extend(found.into_iter().map(|problem| {
                let FieldProblem { pointer, code, message } = problem;
                FieldProblem::new(format!("/content/answers{pointer}"), code, message)
            }));
        }
        Outcome::NothingToReport if deliver.zero_report.value == ZeroReport::Not => {
            problems.push(FieldProblem::new(
                "/content/outcome",
                "zero-report-not-allowed",
                "这一项不接受零报告，请填写内容后报送；确实不涉及的请选择“不适用”并说明原因",
            ));
        }
        Outcome::NothingToReport | Outcome::DoesNotApply => refuse_answers(content, &mut problems),
    }
    check_evidence(deliver, content, files, stage, &mut problems);
    problems
}

fn check_reason(content: &ReportContent, stage: Stage, problems: &mut Vec<FieldProblem>) {
    let reason = content.reason.as_deref().unwrap_or_default();
    match text::within(reason, REASON_CHARS_MAX) {
        Err(text::TextProblem::TooLong { chars, max }) => problems.push(FieldProblem::new(
            "/content/reason",
            "too-long",
            format!("说明有 {chars} 个字，最多 {max} 个字，请缩短"),
        )),
        Err(_) => problems.push(FieldProblem::new(
            "/content/reason",
            "control-character",
            "说明含有看不见的控制字符，请重新输入",
        )),
        Ok("") if content.outcome == Outcome::DoesNotApply && stage == Stage::Final => problems
            .push(FieldProblem::new("/content/reason", "required", "选择“不适用”时请说明原因，由上级审核")),
        Ok(_) => {}
    }
}

/// Figures beside "nothing to report" would contradict it.
fn refuse_answers(content: &ReportContent, problems: &mut Vec<FieldProblem>) {
    let said = |value: &Value| match value {
        Value::Null => false,
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(rows) => !rows.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => true,
    };
    for key in content.answers.iter().filter(|(_, value)| said(value)).map(|(key, _)| key) {
        problems.push(FieldProblem::new(
            format!("/content/answers/{}", key.replace('~', "~0").replace('/', "~1")),
            "contradiction",
            "已选择零报告或不适用，表单内容应为空；有内容请改选“报送”",
        ));
    }
}

fn check_evidence(
    deliver: &Deliver,
    content: &ReportContent,
    files: &BTreeMap<FileId, EvidenceFile>,
    stage: Stage,
    problems: &mut Vec<FieldProblem>,
) {
    for key in
        content.evidence.keys().filter(|key| !deliver.evidence.iter().any(|slot| slot.key.as_str() == *key))
    {
        let shown: String = key.chars().take(40).collect();
        problems.push(FieldProblem::new(
            format!("/content/evidence/{}", key.replace('~', "~0").replace('/', "~1")),
            "unknown-field",
            format!("没有“{shown}”这一类附件，请刷新页面后重新上传"),
        ));
    }
    for slot in &deliver.evidence {
        let given = content.evidence.get(slot.key.as_str()).map_or(&[] as &[FileId], Vec::as_slice);
        check_slot(slot, given, files, content.outcome, stage, problems);
    }
}

fn check_slot(
    slot: &Evidence,
    given: &[FileId],
    files: &BTreeMap<FileId, EvidenceFile>,
    outcome: Outcome,
    stage: Stage,
    problems: &mut Vec<FieldProblem>,
) {
    let (title, pointer) = (&slot.title, format!("/content/evidence/{}", slot.key));
    let mut problem = |pointer: String, code: &str, message: String| {
        problems.push(FieldProblem::new(pointer, code, message));
    };
    let (least, most) = (slot.least() as usize, slot.most() as usize);
    if stage == Stage::Final && outcome == Outcome::Done {
        if given.is_empty() && slot.required {
            problem(pointer.clone(), "required", format!("请上传“{title}”（至少 {least} 个）"));
        } else if !given.is_empty() && given.len() < least {
            problem(pointer.clone(), "too-few", format!("“{title}”有 {} 个，至少要 {least} 个", given.len()));
        }
    }
    if given.len() > most {
        problem(
            pointer.clone(),
            "too-many",
            format!("“{title}”有 {} 个，最多 {most} 个，请删减", given.len()),
        );
    }
    let (kind, kind_title) = match slot.kind.value {
        EvidenceKind::Document => (facts::FormEvidenceKind::Document, "文档"),
        EvidenceKind::Pictures => (facts::FormEvidenceKind::Pictures, "图片"),
        EvidenceKind::Video => (facts::FormEvidenceKind::Video, "视频"),
    };
    let mut seen = BTreeSet::new();
    for (index, id) in given.iter().enumerate() {
        let place = format!("{pointer}/{index}");
        match files.get(id) {
            None => problem(place, "unknown-file", "这个附件不存在或不属于本单位，请重新上传".to_owned()),
            Some(file) if file.kind != kind => {
                problem(place, "wrong-kind", format!("“{}”不是{kind_title}，请放到对应的附件栏", file.name));
            }
            Some(file) if !seen.insert(*id) => {
                problem(place, "duplicate", format!("“{}”重复，请只保留一个", file.name));
            }
            Some(_) => {}
        }
    }
}

/// A reason that somebody has to give.
///
/// # Errors
/// [`Failure::Invalid`] at `pointer`.
pub(crate) fn reason<'a>(text: &'a str, pointer: &str, empty: &str) -> Result<&'a str, Failure> {
    text::checked(text, REASON_CHARS_MAX).map_err(|problem| match problem {
        text::TextProblem::Empty => Failure::invalid(pointer, "required", empty),
        text::TextProblem::TooLong { chars, max } => {
            Failure::invalid(pointer, "too-long", format!("有 {chars} 个字，最多 {max} 个字，请缩短"))
        }
        text::TextProblem::Control => {
            Failure::invalid(pointer, "control-character", "含有看不见的控制字符，请重新输入")
        }
    })
}

#[cfg(test)]
#[path = "form_tests.rs"]
mod tests;
