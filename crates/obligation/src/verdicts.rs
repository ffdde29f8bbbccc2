//! What reviewers say about parts of a report, and what of it still holds for the next version. Pure.
//!
//! A verdict belongs to what it is about: it is carried to the next version while that part is unchanged, and falls
//! away with the first change. So a returned report is read again only where it changed.

use std::collections::BTreeMap;

use kernel::{FieldProblem, Instant, text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{content::Kept, form::REASON_CHARS_MAX, model::Verdict};

/// About one field, one kind of evidence or one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewItem {
    /// `/answers/{field}`, `/evidence/{kind}`, `/evidence/{kind}/{file id}`, `/outcome`, `/reason` or `/table`.
    pub pointer: String,
    pub ok: bool,
    /// What is wrong and what to do. Wanted when it is not ok.
    #[serde(default)]
    pub reason: Option<String>,
}

/// What a reviewer decides about a version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewDecision {
    pub verdict: Verdict,
    #[serde(default)]
    pub items: Vec<ReviewItem>,
    #[serde(default)]
    pub note: Option<String>,
    /// Return: by when the answer keeps the place in time. In the future.
    #[serde(default)]
    pub until: Option<Instant>,
    /// The step that the decider has seen waiting; 0 is the first. When another one waits by now the decision is stale, so
    /// that two decisions at once never pass two steps of a post that has both.
    #[serde(default)]
    pub step: Option<i64>,
}

impl ReviewDecision {
    pub(crate) fn accept() -> Self {
        Self { verdict: Verdict::Accept, items: Vec::new(), note: None, until: None, step: None }
    }
}

/// Parts of one report that anybody would comment on.
const ITEMS_MAX: usize = 500;

/// Every rule that a decision breaks; pointers are into [`ReviewDecision`].
pub(crate) fn check(decision: &ReviewDecision, kept: &Kept, now: Instant) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    let mut problem = |pointer: &str, code: &str, message: &str| {
        problems.push(FieldProblem::new(pointer, code, message));
    };
    let note = decision.note.as_deref().unwrap_or_default();
    if text::within(note, REASON_CHARS_MAX).is_err() {
        problem("/note", "too-long", "审核意见最多 2000 字，且不能含控制字符");
    }
    if decision.items.len() > ITEMS_MAX {
        problem("/items", "too-many", "逐项意见最多 500 条，请合并");
        return problems;
    }
    let wrong = decision.items.iter().filter(|item| !item.ok).count();
    match (decision.verdict, decision.until) {
        (Verdict::Accept, Some(_)) => problem("/until", "contradiction", "通过时不需要重报期限，请删去"),
        (Verdict::Accept, None) => {}
        (Verdict::Return, None) => problem("/until", "required", "退回时请给出重报的期限"),
        (Verdict::Return, Some(until)) if until <= now => {
            problem("/until", "in-the-past", "重报期限应晚于现在，请重新选择");
        }
        (Verdict::Return, Some(_)) => {}
    }
    if decision.verdict == Verdict::Accept && wrong > 0 {
        problem("/items", "contradiction", "有未通过的条目，不能整体通过；请退回，或改判这些条目");
    }
    if decision.verdict == Verdict::Return && wrong == 0 && note.trim().is_empty() {
        problem("/note", "required", "退回时请写明原因：可以逐项写，也可以写总的意见");
    }
    for (index, item) in decision.items.iter().enumerate() {
        check_item(index, item, kept, &mut problems);
    }
    problems
}

fn check_item(index: usize, item: &ReviewItem, kept: &Kept, problems: &mut Vec<FieldProblem>) {
    let mut problem = |part: &str, code: &str, message: &str| {
        problems.push(FieldProblem::new(format!("/items/{index}/{part}"), code, message));
    };
    if !is_about(kept, &item.pointer) {
        problem("pointer", "unknown-part", "这份报送里没有这一项，请刷新后重试");
    }
    match text::within(item.reason.as_deref().unwrap_or_default(), REASON_CHARS_MAX) {
        Ok("") if !item.ok => problem("reason", "required", "不通过的条目请写明原因"),
        Ok(_) => {}
        Err(_) => problem("reason", "too-long", "原因最多 2000 字，且不能含控制字符"),
    }
}

/// A field or a kind of evidence that was left empty can be what is wrong, so only files have to exist.
fn is_about(kept: &Kept, pointer: &str) -> bool {
    let parts: Vec<&str> = pointer.split('/').collect();
    match parts.as_slice() {
        ["", "outcome" | "reason" | "table"] => true,
        ["", "answers" | "evidence", key] => !key.is_empty() && key.len() <= plan::document::Key::CHARS_MAX,
        ["", "evidence", _, _] => kept.at(pointer).is_some(),
        _ => false,
    }
}

/// A verdict as it stands for a version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StandingVerdict {
    pub ok: bool,
    pub reason: Option<String>,
    /// The version that it was given to.
    pub version: i64,
    /// True when it was given to an earlier version and the part has not changed since.
    pub carried: bool,
}

/// One version, what was sent about it, and its number.
pub(crate) struct Version<'a> {
    pub number: i64,
    pub kept: &'a Kept,
    pub sent: Vec<&'a [ReviewItem]>,
}

/// The verdicts that stand for the last of these versions, which are in order.
pub(crate) fn standing(versions: &[Version<'_>]) -> BTreeMap<String, StandingVerdict> {
    let mut verdicts: BTreeMap<String, StandingVerdict> = BTreeMap::new();
    let mut before: Option<&Kept> = None;
    for Version { number, kept, sent } in versions {
        if let Some(before) = before {
            verdicts.retain(|pointer, _| before.at(pointer) == kept.at(pointer));
            verdicts.values_mut().for_each(|verdict| verdict.carried = true);
        }
        for ReviewItem { pointer, ok, reason } in sent.iter().copied().flatten() {
            let verdict =
                StandingVerdict { ok: *ok, reason: reason.clone(), version: *number, carried: false };
            verdicts.insert(pointer.clone(), verdict);
        }
        before = Some(kept);
    }
    verdicts
}

/// Whether a part would be accepted that stands as wrong: nobody has changed it, and this decision says nothing about it.
pub(crate) fn leaves_wrong(standing: &BTreeMap<String, StandingVerdict>, decision: &ReviewDecision) -> bool {
    decision.verdict == Verdict::Accept
        && standing.iter().any(|(pointer, verdict)| {
            !verdict.ok && !decision.items.iter().any(|item| item.ok && item.pointer == *pointer)
        })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn kept(practices: &str, sessions: i64) -> Kept {
        serde_json::from_value(json!({
            "report": {"outcome": "done", "answers": {"practices": practices, "sessions": sessions}},
            "files": {}, "table": null,
        }))
        .unwrap()
    }

    fn item(pointer: &str, ok: bool) -> ReviewItem {
        ReviewItem { pointer: pointer.into(), ok, reason: (!ok).then(|| "请补充".to_owned()) }
    }

    #[test]
    fn verdicts_are_carried_while_their_part_is_unchanged() {
        let versions = [kept("短", 1), kept("短，但补充了", 1), kept("短，但补充了", 2)];
        let first = [item("/answers/practices", false), item("/answers/sessions", true)];
        let second = [item("/answers/practices", true)];
        let said = |number: i64, kept, sent| Version { number, kept, sent };
        let shown = |versions: &[Version<'_>]| {
            let line = |(pointer, v): (&String, &StandingVerdict)| {
                format!("{pointer} {} v{}{}", v.ok, v.version, if v.carried { " carried" } else { "" })
            };
            standing(versions).iter().map(line).collect::<Vec<_>>()
        };
        let one = || said(1, &versions[0], vec![&first[..]]);
        let two = |sent| said(2, &versions[1], sent);
        assert_eq!(shown(&[one()]), ["/answers/practices false v1", "/answers/sessions true v1"]);
        assert_eq!(shown(&[one(), two(vec![])]), ["/answers/sessions true v1 carried"]);
        assert_eq!(
            shown(&[one(), two(vec![&second]), said(3, &versions[2], vec![])]),
            ["/answers/practices true v2 carried"],
        );
        // Back to what it was: the old verdict was about that very text, but it had fallen away.
        assert!(shown(&[one(), two(vec![]), said(3, &versions[0], vec![])]).len() == 1);
    }

    #[test]
    fn every_rule_of_a_decision() {
        let now: Instant = "2021-06-16T10:00:00+08:00".parse().unwrap();
        let check = |decision: serde_json::Value, expected: &[(&str, &str)]| {
            let decision: ReviewDecision = serde_json::from_value(decision).unwrap();
            let found = super::check(&decision, &kept("好", 1), now);
            let found: Vec<_> = found.iter().map(|p| (p.pointer.as_str(), p.code.as_str())).collect();
            assert_eq!(found, expected, "{decision:?}");
        };
        let later = "2021-06-18T10:00:00+08:00";
        check(json!({"verdict": "accept"}), &[]);
        check(json!({"verdict": "accept", "items": [{"pointer": "/answers/practices", "ok": true}]}), &[]);
        check(json!({"verdict": "return", "note": "请补充", "until": later}), &[]);
        for (decision, pointer, code) in [
            (json!({"verdict": "accept", "until": later}), "/until", "contradiction"),
            (json!({"verdict": "return", "note": "请补充"}), "/until", "required"),
            (
                json!({"verdict": "return", "note": "x", "until": "2021-06-16T10:00:00+08:00"}),
                "/until",
                "in-the-past",
            ),
            (json!({"verdict": "return", "until": later}), "/note", "required"),
            (json!({"verdict": "return", "until": later, "note": "  "}), "/note", "required"),
            (json!({"verdict": "return", "until": later, "note": "长".repeat(10_000)}), "/note", "too-long"),
            (
                json!({"verdict": "accept", "items": [{"pointer": "/answers/practices", "ok": false, "reason": "x"}]}),
                "/items",
                "contradiction",
            ),
            (
                json!({"verdict": "return", "until": later, "items": [{"pointer": "/answers/practices", "ok": false}]}),
                "/items/0/reason",
                "required",
            ),
            (
                json!({"verdict": "accept", "items": [{"pointer": "/evidence/video/none", "ok": true}]}),
                "/items/0/pointer",
                "unknown-part",
            ),
            (
                json!({"verdict": "accept", "items": [{"pointer": "practices", "ok": true}]}),
                "/items/0/pointer",
                "unknown-part",
            ),
        ] {
            check(decision, &[(pointer, code)]);
        }
    }
}
