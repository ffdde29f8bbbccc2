//! Restoring: into one transaction and one folder beside the place, compared, and then at once or not at all.

use std::{
    collections::BTreeSet,
    fs::OpenOptions,
    io::{self, Read},
    path::{Path, PathBuf},
    sync::Arc,
};

use db::{Db, Engine, Migration, Options, Refill, RefillError, schema::Table};
use files::{Objects, SHELVES, Sight};
use futures_util::{StreamExt, pin_mut};
use kernel::{Clock, Failure, IdSource};
use sea_orm::DatabaseConnection;
use tokio::sync::mpsc;

use crate::{
    BackupError,
    form::{FileSummer, Head, Manifest, TableSummer},
    make::audit_end,
    place::{DATABASE, Room, flush},
    read::{self, Seen, Sink},
    tally::{Recounted, recount},
};

/// The empty place.
pub struct Target<'a> {
    /// Empty, or not there yet.
    pub folder: &'a Path,
    /// An empty PostgreSQL database; `None` for SQLite inside the folder.
    pub postgres: Option<DatabaseConnection>,
    pub steps: &'a [Migration],
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn IdSource>,
    /// The fingerprint that somebody wrote down when the backup was made.
    pub expected: Option<&'a str>,
}

/// What is there now.
#[derive(Clone, Debug)]
pub struct Restored {
    pub seen: Seen,
    pub recounted: Vec<Recounted>,
    /// Why the audit trail does not say that it was restored, if it does not.
    pub unaudited: Option<String>,
}

/// Parts of tables on their way into the database.
const PARTS_WAITING: usize = 2;

/// Restores a backup.
///
/// # Errors
/// Nothing is left in the folder and in the database, or the folder is marked so that nobody starts there.
pub async fn restore(file: &Path, target: Target<'_>) -> Result<Restored, BackupError> {
    let Target { folder, postgres, steps, clock, ids, expected } = target;
    let mut room = Room::take(folder)?;
    let pool = match postgres {
        Some(pool) => pool,
        None => sqlite(&room.part()).await?,
    };
    let (refill, seen) = fill(file, expected, &pool, steps, clock.as_ref(), &room.part()).await?;
    let recounted = compare(&refill, &seen, steps, clock.as_ref(), &room.part()).await?;
    room.keep();
    refill.commit().await.map_err(|error| BackupError::Interrupted(error.to_string()))?;
    let db = Db::new(pool.clone(), clock, ids, Arc::new(audit::Chain));
    let unaudited = leave_a_line(&db, &seen).await;
    drop(db);
    // SQLite empties its log into the file as it closes.
    pool.close().await.map_err(|error| BackupError::Interrupted(error.to_string()))?;
    room.publish().map_err(|error| BackupError::Interrupted(error.to_string()))?;
    Ok(Restored { seen, recounted, unaudited })
}

async fn sqlite(part: &Path) -> Result<DatabaseConnection, BackupError> {
    let engine = Engine::Sqlite(part.join(DATABASE));
    let opened = db::open(&Options { engine, connections_max: 2 }).await;
    opened.map_err(|error| BackupError::Write(part.to_owned(), io::Error::other(error)))
}

enum Event {
    Head(Box<Head>),
    Lines(usize, Vec<u8>),
}

/// Reads the file on a thread of its own: files go straight to the disk, rows come here.
async fn fill(
    file: &Path,
    expected: Option<&str>,
    pool: &DatabaseConnection,
    steps: &[Migration],
    clock: &dyn Clock,
    part: &Path,
) -> Result<(Refill, Seen), BackupError> {
    let (hand, mut events) = mpsc::channel(PARTS_WAITING);
    let (file, expected, part) = (file.to_owned(), expected.map(str::to_owned), part.to_owned());
    let reading = tokio::task::spawn_blocking(move || {
        let mut unpacking = Unpacking { hand, part };
        let seen = read::read(&file, expected.as_deref(), &mut unpacking)?;
        unpacking.flush()?;
        Ok(seen)
    });
    let filled = insert(&mut events, pool, steps, clock).await;
    drop(events);
    let read: Result<Seen, BackupError> = reading.await.map_err(Failure::internal)?;
    match (filled, read) {
        (Ok(Some(refill)), Ok(seen)) => Ok((refill, seen)),
        // The other side was told to stop, so the first cause is here.
        (Err(error), Err(BackupError::Stopped) | Ok(_)) => Err(error),
        (_, Err(error)) => Err(error),
        (Ok(None), Ok(_)) => Err(BackupError::broken("没有首部")),
    }
}

async fn insert(
    events: &mut mpsc::Receiver<Event>,
    pool: &DatabaseConnection,
    steps: &[Migration],
    clock: &dyn Clock,
) -> Result<Option<Refill>, BackupError> {
    let Some(Event::Head(head)) = events.recv().await else { return Ok(None) };
    let seen: Vec<Migration> = known(&head, steps)?;
    let refill = Refill::begin(pool, &seen, clock).await.map_err(refused)?;
    let tables = tables(&head, &seen)?;
    while let Some(event) = events.recv().await {
        let Event::Lines(index, lines) = event else { return Err(BackupError::broken("有两个首部")) };
        let Some(table) = tables.get(index) else { return Err(BackupError::broken("有多余的数据表")) };
        let mut filling = refill.fill(table);
        for line in lines.split_inclusive(|byte| *byte == b'\n') {
            filling.line(line).await.map_err(refused)?;
        }
        filling.end().await.map_err(refused)?;
    }
    Ok(Some(refill))
}

/// The steps that the backup's database had seen. All of them must be known here; newer ones are applied afterwards.
fn known(head: &Head, steps: &[Migration]) -> Result<Vec<Migration>, BackupError> {
    if let Some(unknown) = head.migrations.iter().find(|name| steps.iter().all(|step| step.name != **name)) {
        return Err(BackupError::Newer(format!("{}，其中的 {unknown} 本程序不认识", head.program)));
    }
    let seen: BTreeSet<&str> = head.migrations.iter().map(String::as_str).collect();
    Ok(steps.iter().filter(|step| seen.contains(step.name)).cloned().collect())
}

/// The tables of the head, each as this program declares it.
fn tables(head: &Head, steps: &[Migration]) -> Result<Vec<Table>, BackupError> {
    let declared: Vec<&Table> = steps.iter().flat_map(|step| &step.tables).collect();
    if declared.len() != head.tables.len() {
        return Err(BackupError::broken("数据表的个数与结构不符"));
    }
    let found = head.tables.iter().map(|listed| {
        let columns = |table: &&&Table| {
            let declared = table.columns().iter().map(|one| (one.name, one.kind.word()));
            declared.eq(listed.columns.iter().map(|(name, kind)| (name.as_str(), kind.as_str())))
        };
        let table = declared.iter().find(|table| table.name == listed.name).filter(columns);
        table
            .map(|table| (*table).clone())
            .ok_or_else(|| BackupError::broken(format!("数据表 {} 的列与本程序的结构不符", listed.name)))
    });
    found.collect()
}

fn refused(error: RefillError) -> BackupError {
    match error {
        RefillError::NotEmpty(table) => BackupError::DatabaseNotEmpty(table),
        RefillError::Line { table, line, cause } => {
            BackupError::broken(format!("数据表 {table} 的一行无法读取（该部分第 {line} 行：{cause}）"))
        }
        RefillError::Database(error) => BackupError::Database(error),
        RefillError::Failure(failure) => BackupError::Failure(failure),
    }
}

/// Reads back what was written and compares it with the manifest, before anything is committed.
async fn compare(
    refill: &Refill,
    seen: &Seen,
    steps: &[Migration],
    clock: &dyn Clock,
    part: &Path,
) -> Result<Vec<Recounted>, BackupError> {
    let Seen { head, manifest, fingerprint: _ } = seen;
    let unsettled = |error| BackupError::broken(format!("数据之间的引用不完整（{error}）"));
    refill.settle().await.map_err(unsettled)?;
    for listed in &manifest.sums.tables {
        let Some(table) = refill.table(&listed.name) else { continue };
        let mut sum = TableSummer::new(&listed.name);
        let lines = refill.lines(table).await?;
        pin_mut!(lines);
        while let Some(line) = lines.next().await {
            sum.add(&line?);
        }
        if sum.end() != *listed {
            return Err(BackupError::Mismatch(format!("数据表 {} 与备份不同", listed.name)));
        }
    }
    compare_files(refill, manifest, part).await?;
    let newer: Vec<Migration> =
        steps.iter().filter(|step| head.migrations.iter().all(|name| name != step.name)).cloned().collect();
    refill.migrate(&newer, clock).await?;
    let mut ends = Vec::new();
    let mut recounted = Vec::new();
    for tenant in org::tenants_in(refill.conn()).await? {
        ends.push(audit_end(&refill.of(tenant), tenant).await?);
        recounted.extend(recount(|tenant| refill.of(tenant), tenant).await?);
    }
    if ends != manifest.audit {
        return Err(BackupError::Mismatch("审计链的末尾与备份时不同".to_owned()));
    }
    Ok(recounted)
}

/// Every file that a row names is there, whole, and there is no other.
async fn compare_files(refill: &Refill, manifest: &Manifest, part: &Path) -> Result<(), BackupError> {
    let objects = Objects::at(part.join("files"));
    let mut sum = FileSummer::default();
    let needed = files::needed(refill.conn()).await?;
    pin_mut!(needed);
    while let Some(needed) = needed.next().await {
        let needed = needed?;
        sum.add(&needed.sha256, needed.bytes);
        let (objects, looked) = (objects.clone(), needed.clone());
        let sight = tokio::task::spawn_blocking(move || objects.look(&looked, true));
        let sight = sight.await.map_err(Failure::internal)?;
        let sight = sight.map_err(|error| BackupError::Read(part.to_owned(), error))?;
        if sight != Sight::Sound {
            return Err(BackupError::Mismatch(format!("附件 {} 缺失或与摘要不符", needed.sha256)));
        }
    }
    if sum.end() == manifest.sums.files {
        Ok(())
    } else {
        Err(BackupError::Mismatch("附件与数据库中的记录不对应".to_owned()))
    }
}

async fn leave_a_line(db: &Db, seen: &Seen) -> Option<String> {
    let made_at = seen.head.made_at;
    for end in &seen.manifest.audit {
        let detail = serde_json::json!({ "fingerprint": seen.fingerprint, "made_at": made_at });
        let written = db.write(kernel::TenantId(end.tenant), async move |write| {
            write.audit(db::Entry::new("backup.restore").with(detail));
            Ok(())
        });
        if let Err(failure) = written.await {
            return Some(BackupError::from(failure).to_string());
        }
    }
    None
}

/// Puts files and settings on the disk and hands rows over.
struct Unpacking {
    hand: mpsc::Sender<Event>,
    part: PathBuf,
}

impl Unpacking {
    /// Folders too, so that what was unpacked survives a power cut.
    fn flush(&self) -> Result<(), BackupError> {
        let objects = self.part.join("files/sha256");
        if objects.is_dir() {
            for first in 0..SHELVES {
                let shelf = objects.join(format!("{first:02x}"));
                if shelf.is_dir() {
                    flush(&shelf).map_err(|error| BackupError::Write(shelf, error))?;
                }
            }
            flush(&objects).map_err(|error| BackupError::Write(objects, error))?;
        }
        flush(&self.part).map_err(|error| BackupError::Write(self.part.clone(), error))
    }

    fn put(&self, path: &Path, content: &mut dyn Read) -> Result<(), BackupError> {
        let trouble = |error| BackupError::Write(path.to_owned(), error);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(trouble)?;
        }
        let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(trouble)?;
        io::copy(content, &mut file).map_err(trouble)?;
        file.sync_all().map_err(trouble)
    }
}

impl Sink for Unpacking {
    fn head(&mut self, head: &Head) -> Result<(), BackupError> {
        self.hand.blocking_send(Event::Head(Box::new(head.clone()))).map_err(|_| BackupError::Stopped)
    }

    fn lines(&mut self, table: usize, lines: Vec<u8>) -> Result<(), BackupError> {
        self.hand.blocking_send(Event::Lines(table, lines)).map_err(|_| BackupError::Stopped)
    }

    fn setting(&mut self, name: &str, mut content: &[u8]) -> Result<(), BackupError> {
        self.put(&self.part.join(name), &mut content)
    }

    fn object(&mut self, sha256: &str, content: &mut dyn Read) -> Result<(), BackupError> {
        let place = Objects::at(self.part.join("files")).place(sha256);
        let place = place.ok_or_else(|| BackupError::broken("附件的名称不对"))?;
        self.put(&place, content)
    }
}
