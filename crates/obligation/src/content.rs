//! What a submission keeps: the content as it was handed in, the files as they were known then, the frozen table.

use std::collections::BTreeMap;

use kernel::{Failure, FileId};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    form::{EvidenceFile, ReportContent},
    rows::{obligation, submission},
    table::TableRef,
};

/// The JSON of a submission row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Kept {
    pub report: ReportContent,
    pub files: BTreeMap<FileId, EvidenceFile>,
    pub table: Option<TableRef>,
}

impl Kept {
    pub(crate) fn of(row: &submission::Model) -> Result<Self, Failure> {
        serde_json::from_str(&row.content).map_err(Failure::internal)
    }

    /// The files of one kind of evidence, in their order.
    pub(crate) fn evidence(&self, slot: &str) -> Vec<EvidenceFile> {
        let ids = self.report.evidence.get(slot).map_or(&[] as &[FileId], Vec::as_slice);
        ids.iter().filter_map(|id| self.files.get(id)).cloned().collect()
    }

    /// What the receipt's digest is about: whose report it is, what it says, and the digests of files and table.
    pub(crate) fn digested(&self, obligation: &obligation::Model, unit_key: &str, version: i64) -> Value {
        let evidence: BTreeMap<&String, Vec<&str>> = self
            .report
            .evidence
            .iter()
            .map(|(slot, ids)| {
                (
                    slot,
                    ids.iter().filter_map(|id| self.files.get(id)).map(|file| file.sha256.as_str()).collect(),
                )
            })
            .collect();
        json!({
            "campaign": obligation.campaign_id,
            "duty": obligation.duty,
            "unit": unit_key,
            "period": obligation.period,
            "version": version,
            "outcome": self.report.outcome,
            "answers": self.report.answers,
            "reason": self.report.reason,
            "evidence": evidence,
            "table": self.table.as_ref().map(|table| &table.digest),
        })
    }

    /// What stands at a pointer of a review; `None` when nothing does.
    pub(crate) fn at(&self, pointer: &str) -> Option<Value> {
        let mut parts = pointer.strip_prefix('/')?.splitn(3, '/');
        match (parts.next()?, parts.next(), parts.next()) {
            ("outcome", None, None) => Some(json!(self.report.outcome)),
            ("reason", None, None) => self.report.reason.as_ref().map(|reason| json!(reason)),
            ("table", None, None) => self.table.as_ref().map(|table| json!(table.digest)),
            ("answers", Some(key), None) => self.report.answers.get(key).cloned(),
            ("evidence", Some(slot), None) => {
                let files = self.evidence(slot);
                (!files.is_empty()).then(|| files.iter().map(|file| json!(file.sha256)).collect())
            }
            ("evidence", Some(slot), Some(file)) => {
                let files = self.evidence(slot);
                files.iter().find(|of_slot| of_slot.id.to_string() == file).map(|file| json!(file.sha256))
            }
            _ => None,
        }
    }
}
