//! Making a backup: one snapshot, read once from beginning to end, beside whatever the server does meanwhile.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io,
    path::{Path, PathBuf},
};

use db::{Db, Migration, Snapshot, schema::Table};
use files::Objects;
use futures_util::{StreamExt, pin_mut};
use kernel::{Failure, TenantId};
use sea_orm::DatabaseConnection;
use tokio::sync::mpsc;

use crate::{
    BackupError,
    archive::{Archive, Piece},
    form::{AuditEnd, FORMAT, Head, Manifest, SETTINGS, TableHead},
    read,
};

/// What is copied.
pub struct Source<'a> {
    pub db: &'a Db,
    /// Where files and settings are.
    pub folder: &'a Path,
    /// The steps that this program knows.
    pub steps: &'a [Migration],
}

/// A backup that was written, flushed, read again and found whole.
#[derive(Clone, Debug)]
pub struct Made {
    pub head: Head,
    pub manifest: Manifest,
    /// Can be written down and compared later.
    pub fingerprint: String,
    pub bytes: u64,
    /// Why the audit trail does not say that a copy was taken, if it does not: a full disk is a reason to make a backup.
    pub unaudited: Option<String>,
}

/// Pieces on their way to the disk; each has a few megabytes at most, unless a single row has more.
const PIECES_WAITING: usize = 2;
/// Lines are handed over in parts of about this size.
const PART_BYTES: usize = 2 * 1024 * 1024;

/// Writes a backup to `file`, which must not exist.
///
/// # Errors
/// Nothing is left at `file` or beside it.
pub async fn make(source: &Source<'_>, file: &Path) -> Result<Made, BackupError> {
    if file.try_exists().unwrap_or(true) {
        return Err(BackupError::Exists(file.to_owned()));
    }
    known_schema(source.db.pool(), source.steps).await?;
    let part = Part::begin(file)?;
    let unaudited = leave_a_line(source.db, file).await;
    let seen = write(source, &part).await?;
    // A disk that takes a write need not give it back, so the file is read again before it gets its name.
    let again = read::verify(&part.path, Some(&seen.1)).await?;
    let bytes =
        std::fs::metadata(&part.path).map_err(|error| BackupError::Read(part.path.clone(), error))?.len();
    part.publish(file)?;
    let read::Seen { head, manifest, fingerprint } = again;
    Ok(Made { head, manifest, fingerprint, bytes, unaudited })
}

/// The copy can be read by this program, and nothing of the database stays behind.
async fn known_schema(pool: &DatabaseConnection, steps: &[Migration]) -> Result<(), BackupError> {
    let applied = db::applied(pool).await?;
    if let Some(missing) = steps.iter().find(|step| !applied.contains(step.name)) {
        return Err(BackupError::Schema(format!("缺少 {}", missing.name)));
    }
    match applied.iter().find(|name| steps.iter().all(|step| step.name != *name)) {
        Some(unknown) => Err(BackupError::Schema(format!("本程序不认识 {unknown}"))),
        None => Ok(()),
    }
}

/// Everything leaves the house in one file: the trail says when.
async fn leave_a_line(db: &Db, file: &Path) -> Option<String> {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let tenants = match org::tenants(db).await {
        Ok(tenants) => tenants,
        Err(failure) => return Some(failure.to_string()),
    };
    for tenant in tenants {
        let name = name.clone();
        let written = db.write(tenant, async move |write| {
            write.audit(db::Entry::new("backup.make").with(serde_json::json!({ "file": name })));
            Ok(())
        });
        if let Err(failure) = written.await {
            return Some(BackupError::from(failure).to_string());
        }
    }
    None
}

async fn write(source: &Source<'_>, part: &Part) -> Result<(Manifest, String), BackupError> {
    let (hand, pieces) = mpsc::channel(PIECES_WAITING);
    let file = part.file.try_clone().map_err(|error| BackupError::Write(part.path.clone(), error))?;
    let archive = Archive::new(&part.path, file, Objects::at(source.folder.join("files")));
    let writing = tokio::task::spawn_blocking(move || archive.write(pieces));
    let copied = copy(source, &hand).await;
    drop(hand);
    let written = writing.await.map_err(Failure::internal)?;
    match (copied, written) {
        (Ok(()), written) => written,
        // The writer went away first, so it knows why.
        (Err(BackupError::Stopped), Err(error)) => Err(error),
        (Err(error), _) => Err(error),
    }
}

/// Reads everything that belongs to one moment and hands it over.
async fn copy(source: &Source<'_>, hand: &mpsc::Sender<Piece>) -> Result<(), BackupError> {
    let give = async |piece| hand.send(piece).await.map_err(|_| BackupError::Stopped);
    let snapshot = Snapshot::take(source.db.pool(), source.db.now()).await?;
    let tables: Vec<&Table> = source.steps.iter().flat_map(|step| &step.tables).collect();
    give(Piece::Head(Box::new(head(source, &tables)))).await?;
    for table in tables {
        give(Piece::Table(table.name.to_owned())).await?;
        let lines = snapshot.lines(table).await?;
        pin_mut!(lines);
        let mut part = Vec::new();
        while let Some(line) = lines.next().await {
            part.extend_from_slice(&line?);
            if part.len() >= PART_BYTES {
                give(Piece::Lines(std::mem::take(&mut part))).await?;
            }
        }
        if !part.is_empty() {
            give(Piece::Lines(part)).await?;
        }
    }
    for name in SETTINGS {
        let path = source.folder.join(name);
        match std::fs::read(&path) {
            Ok(content) => give(Piece::Setting(name, content)).await?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(BackupError::Read(path, error)),
        }
    }
    // Objects are never changed once they have their name, so they may be read after the moment of the snapshot.
    // In a block of its own: a stream that is still there keeps the connection from the next question.
    {
        let needed = files::needed(snapshot.conn()).await?;
        pin_mut!(needed);
        while let Some(object) = needed.next().await {
            give(Piece::Object(object?)).await?;
        }
    }
    let mut ends = Vec::new();
    for tenant in org::tenants_in(snapshot.conn()).await? {
        ends.push(audit_end(&snapshot.of(tenant), tenant).await?);
    }
    give(Piece::Seal(ends)).await
}

fn head(source: &Source<'_>, tables: &[&Table]) -> Head {
    let columns = |table: &Table| {
        table.columns().iter().map(|column| (column.name.to_owned(), column.kind.word().to_owned())).collect()
    };
    Head {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        made_at: source.db.now(),
        engine: db::dialect::engine_name(source.db.pool()).to_owned(),
        migrations: source.steps.iter().map(|step| step.name.to_owned()).collect(),
        tables: tables
            .iter()
            .map(|table| TableHead { name: table.name.to_owned(), columns: columns(table) })
            .collect(),
    }
}

/// The end of a tenant's trail, after reading all of it.
pub(crate) async fn audit_end(reader: &impl db::Reader, tenant: TenantId) -> Result<AuditEnd, Failure> {
    let audit::Report { lines, last_seq, last_digest, findings } = audit::verify(reader, None).await?;
    Ok(AuditEnd { tenant: tenant.0, lines, last_seq, last_digest, findings: findings.len() as u64 })
}

/// The file under the name that it has until it is whole. Removed when this is dropped.
struct Part {
    path: PathBuf,
    file: File,
    published: bool,
}

impl Part {
    fn begin(target: &Path) -> Result<Self, BackupError> {
        let mut name = target.as_os_str().to_owned();
        name.push(".part");
        let path = PathBuf::from(name);
        let trouble = |error| BackupError::Write(path.clone(), error);
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        // Password hashes and telephone numbers are in it.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path).map_err(trouble)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(BackupError::Busy(target.to_owned())),
            Err(TryLockError::Error(error)) => return Err(trouble(error)),
        }
        // What a killed backup left behind is worth nothing.
        file.set_len(0).map_err(trouble)?;
        Ok(Self { path, file, published: false })
    }

    /// Gives the file its name, for good.
    fn publish(mut self, target: &Path) -> Result<(), BackupError> {
        if target.try_exists().unwrap_or(true) {
            return Err(BackupError::Exists(target.to_owned()));
        }
        let trouble = |error| BackupError::Write(target.to_owned(), error);
        std::fs::rename(&self.path, target).map_err(trouble)?;
        self.published = true;
        let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new("."))).and_then(|folder| folder.sync_all()).map_err(trouble)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if !self.published {
            // What cannot be removed is overwritten by the next backup.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}
