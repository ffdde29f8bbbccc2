//! The audit trail as its reader sees it: a line for each act that was acknowledged, numbers without gaps, and lines
//! that never change.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{Agreed, Difference, same};

/// Actions of the trade: a line of these that nobody caused is as wrong as a line that is missing.
const TRADE: [&str; 7] =
    ["obligation.", "activity.", "exposure.", "statistics.", "campaign.", "files.upload", "org.manage_units"];

#[derive(Debug, Default)]
pub(crate) struct Trail {
    /// Acts that were acknowledged since the last reading, by what they were about.
    expected: BTreeMap<String, i64>,
    pub last: i64,
    digests: BTreeMap<i64, String>,
    /// Lines before the auditor began to listen are none of its business.
    begun: bool,
}

impl Trail {
    pub(crate) fn expect(&mut self, subject: &Value) {
        self.expect_text(subject.as_str().unwrap_or_default());
    }

    pub(crate) fn expect_text(&mut self, subject: &str) {
        *self.expected.entry(subject.to_owned()).or_default() += 1;
    }

    /// Whether the page reaches back to lines that were read before, or to the first one.
    pub(crate) fn reached(&self, lines: &[Value]) -> bool {
        lines.iter().any(|line| line["seq"].as_i64().is_some_and(|seq| seq <= self.last.max(1)))
    }

    /// `lines` are all that came since the last reading, and at least one that was there.
    pub(crate) fn check(&mut self, mut lines: Vec<Value>) -> Agreed {
        lines.sort_by_key(|line| line["seq"].as_i64());
        let mut counted: BTreeMap<String, i64> = BTreeMap::new();
        let before = self.last;
        for line in &lines {
            let seq = line["seq"].as_i64().unwrap_or(0);
            let digest = line["digest"].as_str().unwrap_or_default().to_owned();
            if let Some(known) = self.digests.get(&seq) {
                same("审计", || format!("第 {seq} 条的摘要"), known.as_str(), digest.as_str())?;
                continue;
            }
            if seq <= before {
                continue;
            }
            same("审计", || "下一条的编号".to_owned(), self.last + 1, seq)?;
            self.last = seq;
            self.digests.insert(seq, digest);
            let action = line["action"].as_str().unwrap_or_default();
            let subject = line["subject_id"].as_str().unwrap_or_default().to_owned();
            let traded = TRADE.iter().any(|prefix| action.starts_with(prefix));
            if traded && !subject.is_empty() && line["outcome"] == "done" {
                *counted.entry(subject).or_default() += 1;
            }
        }
        let expected = std::mem::take(&mut self.expected);
        if !std::mem::replace(&mut self.begun, true) {
            // Units and people were there before the first act; what was expected must be there all the same.
            counted.retain(|subject, _| expected.contains_key(subject));
        }
        let subjects = expected.keys().chain(counted.keys());
        for subject in subjects {
            let (wanted, found) = (expected.get(subject).unwrap_or(&0), counted.get(subject).unwrap_or(&0));
            if wanted != found {
                return Err(Difference::new(
                    "审计",
                    format!("关于 {subject} 的记录"),
                    format!("{wanted} 条"),
                    format!("{found} 条"),
                ));
            }
        }
        Ok(())
    }
}
