//! What a backup says about itself: the head, before anything is known, and the manifest, when everything is.

use kernel::Instant;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The form that this program writes, and the only one that it reads.
pub const FORMAT: u32 = 1;

pub(crate) const HEAD: &str = "head.json";
pub(crate) const MANIFEST: &str = "manifest.json";

/// The settings of an installation that are part of it: deadlines are counted by the calendar.
pub(crate) const SETTINGS: [&str; 2] = ["anxing.toml", "calendar.yaml"];

/// First in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    pub format: u32,
    /// The version of the program that wrote it.
    pub program: String,
    pub made_at: Instant,
    /// `sqlite` or `postgres`; for people, nothing depends on it.
    pub engine: String,
    /// The steps that the database had seen, which make the tables below.
    pub migrations: Vec<String>,
    pub tables: Vec<TableHead>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableHead {
    pub name: String,
    /// Names and kinds in the order in which a line holds their values.
    pub columns: Vec<(String, String)>,
}

/// Last in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Of the head as it stands in the file.
    pub head_sha256: String,
    #[serde(flatten)]
    pub sums: Sums,
    pub audit: Vec<AuditEnd>,
}

/// What was found between head and manifest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sums {
    pub tables: Vec<TableSum>,
    pub settings: Vec<SettingSum>,
    pub files: FileSum,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableSum {
    pub name: String,
    pub rows: u64,
    /// Of all lines.
    pub sha256: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingSum {
    pub name: String,
    pub bytes: u64,
    pub sha256: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileSum {
    pub count: u64,
    pub bytes: u64,
    /// Of the list of all files, a line `digest bytes` for each: it pins every file without naming millions of them here.
    pub sha256: String,
}

/// Where the audit trail of a tenant ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEnd {
    pub tenant: i64,
    pub lines: i64,
    pub last_seq: i64,
    pub last_digest: String,
    /// Breaks that the trail had already: they are copied as they are, and told.
    pub findings: u64,
}

/// Adds up one table line by line.
pub(crate) struct TableSummer {
    name: String,
    rows: u64,
    hash: Sha256,
}

impl TableSummer {
    pub(crate) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), rows: 0, hash: Sha256::new() }
    }

    /// Whole lines, each with its end.
    pub(crate) fn add(&mut self, lines: &[u8]) {
        self.rows += lines.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.hash.update(lines);
    }

    pub(crate) fn end(self) -> TableSum {
        TableSum { name: self.name, rows: self.rows, sha256: hex(&self.hash.finalize()) }
    }
}

/// Adds up the list of files.
#[derive(Default)]
pub(crate) struct FileSummer {
    count: u64,
    bytes: u64,
    hash: Sha256,
}

impl FileSummer {
    pub(crate) fn add(&mut self, sha256: &str, bytes: u64) {
        self.count += 1;
        self.bytes += bytes;
        self.hash.update(format!("{sha256} {bytes}\n"));
    }

    pub(crate) fn end(self) -> FileSum {
        FileSum { count: self.count, bytes: self.bytes, sha256: hex(&self.hash.finalize()) }
    }
}

pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

pub(crate) fn hex(hash: &[u8]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}
