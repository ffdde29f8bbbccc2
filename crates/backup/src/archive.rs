//! Writing the file. It runs on a thread of its own and is handed pieces, so that reading the database and writing the
//! disk go on at the same time, and no more than a few pieces are ever in memory.

use std::{
    fs::File,
    io::{self, BufWriter, Read, Write},
    path::{Path, PathBuf},
};

use files::{Needed, Objects};
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};
use tokio::sync::mpsc::Receiver;

use crate::{
    BackupError,
    form::{
        AuditEnd, FileSummer, HEAD, Head, MANIFEST, Manifest, SettingSum, Sums, TableSummer, hex, sha256,
    },
};

/// Pieces in the order of the file.
pub(crate) enum Piece {
    Head(Box<Head>),
    /// The lines that follow belong to this table.
    Table(String),
    /// Whole lines.
    Lines(Vec<u8>),
    Setting(&'static str, Vec<u8>),
    Object(Needed),
    /// Everything is there.
    Seal(Vec<AuditEnd>),
}

/// The file as it grows.
pub(crate) struct Archive {
    path: PathBuf,
    tar: tar::Builder<BufWriter<File>>,
    objects: Objects,
    /// Of every entry, in seconds since 1970.
    written: u64,
    head_sha256: String,
    /// The table that lines belong to, and how many parts it has.
    table: Option<(TableSummer, String, u32)>,
    sums: Sums,
    files: FileSummer,
}

impl Archive {
    pub(crate) fn new(path: &Path, file: File, objects: Objects) -> Self {
        Self {
            path: path.to_owned(),
            tar: tar::Builder::new(BufWriter::new(file)),
            objects,
            written: 0,
            head_sha256: String::new(),
            table: None,
            sums: Sums::default(),
            files: FileSummer::default(),
        }
    }

    /// Writes what it is handed until the seal.
    ///
    /// # Errors
    /// [`BackupError::Stopped`] when the pieces end without one.
    pub(crate) fn write(mut self, mut pieces: Receiver<Piece>) -> Result<(Manifest, String), BackupError> {
        while let Some(piece) = pieces.blocking_recv() {
            match piece {
                Piece::Head(head) => {
                    self.written = u64::try_from(head.made_at.micros() / 1_000_000).unwrap_or(0);
                    let bytes = json(&head)?;
                    self.head_sha256 = sha256(&bytes);
                    self.entry(HEAD, &bytes)?;
                }
                Piece::Table(name) => {
                    self.end_table();
                    self.table = Some((TableSummer::new(&name), name, 0));
                }
                Piece::Lines(lines) => self.lines(&lines)?,
                Piece::Setting(name, bytes) => {
                    self.end_table();
                    self.entry(&format!("settings/{name}"), &bytes)?;
                    let sum = SettingSum {
                        name: name.to_owned(),
                        bytes: bytes.len() as u64,
                        sha256: sha256(&bytes),
                    };
                    self.sums.settings.push(sum);
                }
                Piece::Object(needed) => self.object(&needed)?,
                Piece::Seal(audit) => return self.seal(audit),
            }
        }
        Err(BackupError::Stopped)
    }

    fn lines(&mut self, lines: &[u8]) -> Result<(), BackupError> {
        let Some((sum, name, part)) = &mut self.table else { return Err(BackupError::Stopped) };
        sum.add(lines);
        *part += 1;
        let name = format!("tables/{name}/{part:06}.jsonl.gz");
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        let packed = packed.write_all(lines).and_then(|()| packed.finish());
        let packed = packed.map_err(|error| self.trouble(error))?;
        self.entry(&name, &packed)
    }

    fn end_table(&mut self) {
        self.sums.tables.extend(self.table.take().map(|(sum, _, _)| sum.end()));
    }

    /// Evidence is compressed by its own formats already, so it is kept as it is.
    fn object(&mut self, needed: &Needed) -> Result<(), BackupError> {
        self.end_table();
        let Needed { sha256, bytes } = needed;
        let lost = |how| BackupError::Evidence { sha256: sha256.clone(), how };
        let place = self.objects.place(sha256).ok_or_else(|| lost("的摘要无效"))?;
        let file = match File::open(&place) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(lost("缺失")),
            Err(error) => return Err(BackupError::Read(place, error)),
        };
        let length = file.metadata().map_err(|error| BackupError::Read(place, error))?.len();
        if length != *bytes {
            return Err(lost("已损坏（长度不符）"));
        }
        let mut content = Hashed { from: file.take(*bytes), hash: Sha256::new() };
        let (first, rest) = sha256.split_at(2);
        let mut header = self.header(*bytes);
        let appended =
            self.tar.append_data(&mut header, format!("files/sha256/{first}/{rest}"), &mut content);
        appended.map_err(|error| self.trouble(error))?;
        if hex(&content.hash.finalize()) != *sha256 {
            return Err(lost("已损坏（内容与摘要不符）"));
        }
        self.files.add(sha256, *bytes);
        Ok(())
    }

    fn seal(mut self, audit: Vec<AuditEnd>) -> Result<(Manifest, String), BackupError> {
        self.end_table();
        self.sums.files = std::mem::take(&mut self.files).end();
        let manifest = Manifest {
            head_sha256: std::mem::take(&mut self.head_sha256),
            sums: std::mem::take(&mut self.sums),
            audit,
        };
        let bytes = json(&manifest)?;
        self.entry(MANIFEST, &bytes)?;
        let Self { path, tar, .. } = self;
        let file =
            tar.into_inner().and_then(|buffer| buffer.into_inner().map_err(|error| error.into_error()));
        file.and_then(|file| file.sync_all()).map_err(|error| BackupError::Write(path, error))?;
        Ok((manifest, sha256(&bytes)))
    }

    fn entry(&mut self, name: &str, bytes: &[u8]) -> Result<(), BackupError> {
        let mut header = self.header(bytes.len() as u64);
        self.tar.append_data(&mut header, name, bytes).map_err(|error| self.trouble(error))
    }

    fn header(&self, bytes: u64) -> tar::Header {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes);
        header.set_mode(0o600);
        header.set_mtime(self.written);
        header
    }

    fn trouble(&self, error: io::Error) -> BackupError {
        BackupError::Write(self.path.clone(), error)
    }
}

fn json(value: &impl serde::Serialize) -> Result<Vec<u8>, BackupError> {
    let mut bytes = serde_json::to_vec_pretty(value).map_err(kernel::Failure::internal)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// A reader that knows the digest of what went through it.
pub(crate) struct Hashed<R> {
    pub from: R,
    pub hash: Sha256,
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(buffer)?;
        self.hash.update(&buffer[..read]);
        Ok(read)
    }
}
