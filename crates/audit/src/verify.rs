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
    /// There is not one line, although setting up writes the first.
    Emptied,
    /// The line that was written down earlier is another one now: the whole trail was written anew.
    Replaced { seq: i64 },
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
            Self::Emptied => write!(f, "审计记录被清空：一条也没有，而初始设置时就应有第一条"),
            Self::Replaced { seq } => write!(f, "第 {seq} 条与此前抄录的摘要不符：此前的记录被整体替换"),
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

/// SM3 has 256 bits.
const DIGEST_CHARS: usize = 64;

/// What somebody wrote down when the trail ended there: number and digest of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pin {
    pub seq: i64,
    pub digest: String,
}

impl std::str::FromStr for Pin {
    type Err = &'static str;
    /// `SEQ:DIGEST`, as [`Report`] prints them.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const WANTED: &str = "应写成 编号:摘要，例如 120:66c7f0f4…（64 位十六进制）";
        let (seq, digest) = text.trim().split_once(':').ok_or(WANTED)?;
        let seq = seq.trim().parse().ok().filter(|seq| *seq > 0).ok_or(WANTED)?;
        let digest = digest.trim().to_lowercase();
        let fits = digest.len() == DIGEST_CHARS && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
        if fits { Ok(Self { seq, digest }) } else { Err(WANTED) }
    }
}

const LINES_PER_BATCH: u64 = 1_000;
/// A trail that is broken everywhere is described well enough by this many findings.
const FINDINGS_MAX: usize = 100;

/// Reads the whole trail of an authority that was set up. `pin` finds what the trail alone cannot show: that all of it
/// was written anew, or that its end was cut off together with the head.
pub async fn verify(reader: &impl Reader, pin: Option<&Pin>) -> Result<Report, Failure> {
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
            check_line(&mut report, line, pin);
        }
    }
    let head = head::Entity::find_by_id(reader.tenant()).one(reader.conn()).await?;
    let (head_seq, head_digest) = head.map_or((0, GENESIS.to_owned()), |head| (head.seq, head.digest));
    if (head_seq, &head_digest) != (report.last_seq, &report.last_digest) {
        report.findings.push(Finding::WrongEnd { last_seq: report.last_seq, head_seq });
    }
    if report.lines == 0 {
        report.findings.push(Finding::Emptied);
    }
    if let Some(pin) = pin.filter(|pin| pin.seq > report.last_seq) {
        report.findings.push(Finding::Removed { from: report.last_seq + 1, to: pin.seq });
    }
    Ok(report)
}

fn check_line(report: &mut Report, line: entry::Model, pin: Option<&Pin>) {
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
    if pin.is_some_and(|pin| pin.seq == line.seq && pin.digest != line.digest) {
        found(Finding::Replaced { seq: line.seq });
    }
    report.lines += 1;
    report.last_seq = line.seq;
    report.last_digest = line.digest;
}
