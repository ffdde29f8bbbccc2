//! Figures and what may be said about them. Pure.

use std::collections::BTreeMap;

use kernel::FieldProblem;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The largest figure: above it a spreadsheet and a browser no longer count in ones (2^53).
pub(crate) const FIGURE_MAX: i64 = 9_007_199_254_740_992;
const REASON_CHARS_MAX: usize = 500;

/// What a figure says. Nought, “not carried out” and “does not apply” are three different things (domain 9.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// A number, also nought.
    Counted,
    /// 未开展
    NotDone,
    /// 不适用
    NotApplicable,
}

/// A figure that a unit signs for. `live` is what the records said at that moment; both stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Figure {
    pub mark: Mark,
    pub value: i64,
    pub live: i64,
    /// Given whenever the figure is not what the records say.
    pub reason: Option<String>,
}

/// A unit's figures of one table by indicator.
pub(crate) type Figures = BTreeMap<String, Figure>;

/// A figure that the unit wants to sign for instead of the live one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    pub indicator: String,
    pub mark: Mark,
    /// In the indicator's base unit; ignored unless `mark` is `counted`.
    pub value: i64,
    pub reason: String,
}

/// Puts the corrections over the live figures, or says what is wrong with them.
pub(crate) fn signed(
    live: &BTreeMap<String, i64>,
    corrections: &[Correction],
) -> Result<Figures, Vec<FieldProblem>> {
    let unchanged = |value: &i64| Figure { mark: Mark::Counted, value: *value, live: *value, reason: None };
    let mut figures: Figures = live.iter().map(|(key, value)| (key.clone(), unchanged(value))).collect();
    let mut problems = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for (index, correction) in corrections.iter().enumerate() {
        let mut wrong = |field: &str, code: &str, message: &str| {
            problems.push(FieldProblem::new(format!("/corrections/{index}/{field}"), code, message));
        };
        let reason = correction.reason.trim();
        match kernel::text::checked(reason, REASON_CHARS_MAX) {
            Ok(_) => {}
            Err(kernel::text::TextProblem::Empty) => wrong("reason", "required", "更正数字须填写原因"),
            Err(kernel::text::TextProblem::TooLong { .. }) => {
                wrong("reason", "too-long", "原因不能超过 500 字")
            }
            Err(kernel::text::TextProblem::Control) => wrong("reason", "control", "原因含有无法显示的字符"),
        }
        if correction.mark == Mark::Counted && !(0..=FIGURE_MAX).contains(&correction.value) {
            wrong("value", "out-of-range", "数字应为 0 至 9007199254740992 之间的整数");
        }
        if !seen.insert(correction.indicator.as_str()) {
            wrong("indicator", "twice", "同一指标更正了两次，请只保留一次");
        }
        match figures.get_mut(&correction.indicator) {
            Some(figure) => {
                figure.mark = correction.mark;
                figure.value = if correction.mark == Mark::Counted { correction.value } else { 0 };
                figure.reason = Some(reason.to_owned());
            }
            None => wrong("indicator", "unknown", "表中没有这个指标"),
        }
    }
    if problems.is_empty() { Ok(figures) } else { Err(problems) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn correct(indicator: &str, mark: Mark, value: i64, reason: &str) -> Correction {
        Correction { indicator: indicator.to_owned(), mark, value, reason: reason.to_owned() }
    }

    #[test]
    fn corrections_keep_both_values_and_want_a_reason() {
        let live = BTreeMap::from([("talks".to_owned(), 12), ("posters".to_owned(), 0)]);
        let figures = signed(&live, &[correct("talks", Mark::Counted, 14, "两场未录入")]).unwrap();
        assert_eq!(
            figures["talks"],
            Figure { mark: Mark::Counted, value: 14, live: 12, reason: Some("两场未录入".to_owned()) }
        );
        assert_eq!(figures["posters"].reason, None);
    }

    #[test]
    fn what_cannot_be_signed_is_listed_in_full() {
        let live = BTreeMap::from([("talks".to_owned(), 12)]);
        let check = |corrections: &[Correction], codes: &[&str]| {
            let problems = signed(&live, corrections).unwrap_err();
            assert_eq!(problems.iter().map(|problem| problem.code.as_str()).collect::<Vec<_>>(), codes);
        };
        check(&[correct("talks", Mark::Counted, -1, "笔误")], &["out-of-range"]);
        check(&[correct("talks", Mark::Counted, FIGURE_MAX + 1, "笔误")], &["out-of-range"]);
        check(&[correct("talks", Mark::NotDone, 0, " ")], &["required"]);
        check(&[correct("dances", Mark::Counted, 1, "补报")], &["unknown"]);
        let twice = correct("talks", Mark::Counted, 1, "补报");
        check(&[twice.clone(), twice], &["twice"]);
        signed(&live, &[correct("talks", Mark::Counted, FIGURE_MAX, "补报")]).unwrap();
    }
}
