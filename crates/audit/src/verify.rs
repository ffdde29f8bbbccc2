//! Verification: reads a whole trail in order and finds a changed, removed or inserted line.

use std::fmt;

use db::Reader;
use kernel::Failure;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;

use crate::{
    chain::{GENESIS, head},
    row::{digest, entry},
};

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Finding {
    /// The columns of this line do not give its digest.
    Changed { seq: i64 },
    /// The line does not follow the one before it: something was put in between or exchanged.
    Unlinked { seq: i64 },
    /// The numbers from `from` to `to` (inclusive) are not there.
    Removed { from: i64, to: i64 },
    /// The trail ends elsewhere than the head says: lines were removed from or added to its end.
    WrongEnd { last_seq: i64, head_seq: i64 },
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed { seq } => write!(f, "第 {seq} 条被改动：内容与摘要不符"),
            Self::Unlinked { seq } => write!(f, "第 {seq} 条与前一条不衔接：此处有插入或替换"),
            Self::Removed { from, to } if from == to => write!(f, "第 {from} 条缺失"),
            Self::Removed { from, to } => write!(f, "第 {from} 至 {to} 条缺失"),
            Self::WrongEnd { last_seq, head_seq } => {
                write!(f, "末尾不符：最后一条是第 {last_seq} 条，链首记录为第 {head_seq} 条")
            }
        }
    }
}

/// The end of the trail can be written down on paper and compared later: it pins everything before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    pub lines: i64,
    pub last_seq: i64,
    pub last_digest: String,
    pub findings: Vec<Finding>,
}

const LINES_PER_BATCH: u64 = 1_000;
/// A trail that is broken everywhere is described well enough by this many findings.
const FINDINGS_MAX: usize = 100;

pub async fn verify(reader: &impl Reader) -> Result<Report, Failure> {
    use entry::{Column, Entity};
    let mut report = Report { lines: 0, last_seq: 0, last_digest: GENESIS.to_owned(), findings: Vec::new() };
    loop {
        let batch = Entity::find()
            .filter(Column::TenantId.eq(reader.tenant()))
            .filter(Column::Seq.gt(report.last_seq))
            .order_by_asc(Column::Seq)
            .limit(LINES_PER_BATCH)
            .all(reader.conn())
            .await?;
        if batch.is_empty() {
            break;
        }
        for line in batch {
            check_line(&mut report, line);
        }
    }
    let head = head::Entity::find_by_id(reader.tenant()).one(reader.conn()).await?;
    let (head_seq, head_digest) = head.map_or((0, GENESIS.to_owned()), |head| (head.seq, head.digest));
    if (head_seq, &head_digest) != (report.last_seq, &report.last_digest) {
        report.findings.push(Finding::WrongEnd { last_seq: report.last_seq, head_seq });
    }
    Ok(report)
}

fn check_line(report: &mut Report, line: entry::Model) {
    let mut found = |finding| {
        if report.findings.len() < FINDINGS_MAX {
            report.findings.push(finding);
        }
    };
    if line.seq != report.last_seq + 1 {
        found(Finding::Removed { from: report.last_seq + 1, to: line.seq - 1 });
    } else if line.previous != report.last_digest {
        found(Finding::Unlinked { seq: line.seq });
    }
    if digest(&line) != line.digest {
        found(Finding::Changed { seq: line.seq });
    }
    report.lines += 1;
    report.last_seq = line.seq;
    report.last_digest = line.digest;
}
