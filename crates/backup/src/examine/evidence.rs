//! Evidence files against the rows that name them, both ways.

use std::{
    collections::BTreeSet,
    io,
    path::Path,
    time::{Duration, UNIX_EPOCH},
};

use db::Snapshot;
use files::{Kept, Needed, Objects, SHELVES, Sight};
use futures_util::{StreamExt, pin_mut};
use kernel::{Failure, Instant};

use super::Finding;

const CHECK: &str = "files";
const NAMELESS: &str = "nameless-files";

/// Files read to their end without `all`; a few hundred pictures and papers take some seconds.
const SAMPLE: u64 = 300;
/// Damaged files told one by one; more are counted.
const TOLD_MAX: usize = 20;
/// An upload is published before its row is written, and a server may be at it right now.
const YOUNG: Duration = Duration::from_secs(3600);
const MICROS_PER_DAY: i64 = 86_400_000_000;

pub(super) async fn examine(snapshot: &Snapshot, folder: &Path, now: Instant, all: bool) -> Vec<Finding> {
    match compared(snapshot, &Objects::at(folder.join("files")), now, all).await {
        Ok(seen) => seen.told(all),
        Err(failure) => vec![Finding::blind(CHECK, "附件", failure)],
    }
}

#[derive(Default)]
struct Seen {
    files: u64,
    read: u64,
    hurt: Vec<(Needed, Sight)>,
    nameless: u64,
    nameless_bytes: u64,
}

async fn compared(snapshot: &Snapshot, objects: &Objects, now: Instant, all: bool) -> Result<Seen, Failure> {
    let count = count(snapshot).await?;
    let every = if all { 1 } else { count.div_ceil(SAMPLE).max(1) };
    // Another sample every day, so that in time all are read.
    let today = u64::try_from(now.micros() / MICROS_PER_DAY).unwrap_or(0) % every;
    let mut seen = Seen::default();
    let mut shelf = Shelf::default();
    let needed = files::needed(snapshot.conn()).await?;
    pin_mut!(needed);
    while let Some(needed) = needed.next().await {
        let needed = needed?;
        let first =
            needed.sha256.get(..2).and_then(|digits| u16::from_str_radix(digits, 16).ok()).unwrap_or(0);
        shelf.advance(first, objects, now, &mut seen)?;
        shelf.names.insert(needed.sha256.clone());
        let read = seen.files % every == today;
        seen.files += 1;
        seen.read += u64::from(read);
        let (there, looked) = (objects.clone(), needed.clone());
        let sight = tokio::task::spawn_blocking(move || there.look(&looked, read));
        match sight.await.map_err(Failure::internal)?.map_err(unreadable)? {
            Sight::Sound => {}
            hurt => seen.hurt.push((needed, hurt)),
        }
    }
    shelf.advance(SHELVES, objects, now, &mut seen)?;
    Ok(seen)
}

async fn count(snapshot: &Snapshot) -> Result<u64, Failure> {
    let needed = files::needed(snapshot.conn()).await?;
    pin_mut!(needed);
    let mut count = 0;
    while let Some(needed) = needed.next().await {
        needed?;
        count += 1;
    }
    Ok(count)
}

fn unreadable(error: io::Error) -> Failure {
    Failure::Unavailable { cause: format!("files: {error}") }
}

/// Rows come in the order of their digests, so one shelf after the other is complete.
#[derive(Default)]
struct Shelf {
    number: u16,
    names: BTreeSet<String>,
}

impl Shelf {
    /// Counts what lies nameless on this shelf and on those up to the next one.
    fn advance(
        &mut self,
        next: u16,
        objects: &Objects,
        now: Instant,
        seen: &mut Seen,
    ) -> Result<(), Failure> {
        while self.number < next {
            let number = u8::try_from(self.number).map_err(Failure::internal)?;
            for kept in objects.shelf(number).map_err(unreadable)? {
                if !self.names.contains(&kept.sha256) && !is_young(&kept, now) {
                    seen.nameless += 1;
                    seen.nameless_bytes += kept.bytes;
                }
            }
            self.names.clear();
            self.number += 1;
        }
        Ok(())
    }
}

fn is_young(kept: &Kept, now: Instant) -> bool {
    let now = UNIX_EPOCH + Duration::from_micros(u64::try_from(now.micros()).unwrap_or(0));
    kept.written.is_some_and(|written| written + YOUNG > now)
}

impl Seen {
    fn told(self, all: bool) -> Vec<Finding> {
        let Self { files, read, hurt, nameless, nameless_bytes } = self;
        let mut findings = Vec::new();
        for (needed, sight) in hurt.iter().take(TOLD_MAX) {
            let how = match sight {
                Sight::Missing => "缺失",
                Sight::Damaged | Sight::Sound => "损坏",
            };
            findings.push(Finding::wrong(
                CHECK,
                format!("附件 {} {how}", needed.sha256),
                "请从备份恢复同名文件到 files/sha256/，或由填报单位重新上传同一文件（会自动修复）",
            ));
        }
        if hurt.len() > TOLD_MAX {
            let more = hurt.len() - TOLD_MAX;
            findings.push(Finding::wrong(CHECK, format!("另有 {more} 个附件缺失或损坏"), "请从备份恢复"));
        }
        if hurt.is_empty() && read == files {
            findings.push(Finding::fine(CHECK, format!("附件与摘要一致（{files} 个）")));
        } else if hurt.is_empty() {
            let what = format!("附件都在（{files} 个），抽查 {read} 个与摘要一致；加 --all 逐个核对");
            findings.push(Finding::fine(CHECK, what));
        } else if !all && read < files {
            let what = format!("附件 {files} 个，只抽查了 {read} 个的内容");
            findings.push(Finding::remind(CHECK, what, "请运行 anxing doctor --all 逐个核对"));
        }
        if nameless > 0 {
            let mib = nameless_bytes.div_ceil(1024 * 1024);
            findings.push(Finding::remind(
                NAMELESS,
                format!("有 {nameless} 个文件没有记录引用（{mib} MiB）"),
                "多为中断的上传所留，不影响数据；备份不包含它们",
            ));
        }
        findings
    }
}
