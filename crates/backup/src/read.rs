//! Reading the file: strictly in its order, with every entry bounded, and compared with the manifest at the end.

use std::{
    fs::File,
    io::{self, BufReader, Read},
    path::Path,
};

use flate2::read::GzDecoder;
use sha2::{Digest, Sha256};

use crate::{
    BackupError,
    archive::Hashed,
    form::{
        FORMAT, FileSummer, HEAD, Head, MANIFEST, Manifest, SETTINGS, SettingSum, Sums, TableSummer, hex,
        sha256,
    },
};

/// Head, settings and manifest are read as a whole; the manifest has a few lines per table.
const SMALL_BYTES_MAX: u64 = 16 * 1024 * 1024;
/// A part has a few megabytes, or one row: a compiled plan of a million obligations is the largest that there is.
const PART_BYTES_MAX: u64 = 1024 * 1024 * 1024;

/// Who is told what comes out of the file. Nothing is to be relied on before [`read`] has come back.
pub(crate) trait Sink {
    fn head(&mut self, head: &Head) -> Result<(), BackupError>;
    /// Whole lines of the table with this place in the head.
    fn lines(&mut self, table: usize, lines: Vec<u8>) -> Result<(), BackupError>;
    fn setting(&mut self, name: &str, content: &[u8]) -> Result<(), BackupError>;
    /// The content is checked by the caller when it was read to its end.
    fn object(&mut self, sha256: &str, content: &mut dyn Read) -> Result<(), BackupError>;
}

/// What a file was found to be.
#[derive(Clone, Debug)]
pub struct Seen {
    pub head: Head,
    pub manifest: Manifest,
    /// Of the manifest, and so of the whole file: can be written down and compared later.
    pub fingerprint: String,
}

/// Reads a backup to its end without restoring it.
///
/// # Errors
/// [`BackupError::Broken`] says what is wrong with it; [`BackupError::Unexpected`] when it is not the one that was
/// written down.
pub async fn verify(file: &Path, expected: Option<&str>) -> Result<Seen, BackupError> {
    struct Nobody;
    impl Sink for Nobody {
        fn head(&mut self, _: &Head) -> Result<(), BackupError> {
            Ok(())
        }
        fn lines(&mut self, _: usize, _: Vec<u8>) -> Result<(), BackupError> {
            Ok(())
        }
        fn setting(&mut self, _: &str, _: &[u8]) -> Result<(), BackupError> {
            Ok(())
        }
        fn object(&mut self, _: &str, content: &mut dyn Read) -> Result<(), BackupError> {
            io::copy(content, &mut io::sink()).map(|_| ()).map_err(cut)
        }
    }
    let (file, expected) = (file.to_owned(), expected.map(str::to_owned));
    let reading = tokio::task::spawn_blocking(move || read(&file, expected.as_deref(), &mut Nobody));
    reading.await.map_err(kernel::Failure::internal)?
}

/// Reads the whole file and hands what it holds to the sink.
pub(crate) fn read(file: &Path, expected: Option<&str>, sink: &mut impl Sink) -> Result<Seen, BackupError> {
    let opened = File::open(file).map_err(|error| BackupError::Read(file.to_owned(), error))?;
    let mut tar = tar::Archive::new(BufReader::new(opened));
    let mut reading = Reading::default();
    // Raw: long names and other extensions are not ours, and would be read into memory unbounded.
    for entry in tar.entries().map_err(cut)?.raw(true) {
        let mut entry = entry.map_err(cut)?;
        if !entry.header().entry_type().is_file() {
            return Err(BackupError::broken("其中有不是普通文件的内容"));
        }
        let name = String::from_utf8(entry.path_bytes().into_owned())
            .map_err(|_| BackupError::broken("其中有名称不合规的内容"))?;
        reading.entry(&name, entry.size(), &mut entry, sink)?;
    }
    reading.end(expected)
}

/// What a reader says about a file that ends too early, is no tar, or has a wrong checksum.
pub(crate) fn cut(error: io::Error) -> BackupError {
    BackupError::broken(format!("不是完整的备份，可能被截断或损坏（{error}）"))
}

#[derive(Default)]
struct Reading {
    head: Option<Head>,
    head_sha256: String,
    /// The table that is being read, and how many parts of it were.
    table: Option<(usize, TableSummer, u32)>,
    sums: Sums,
    files: FileSummer,
    last_object: String,
    manifest: Option<(Manifest, String)>,
}

impl Reading {
    fn entry(
        &mut self,
        name: &str,
        bytes: u64,
        content: &mut impl Read,
        sink: &mut impl Sink,
    ) -> Result<(), BackupError> {
        if self.manifest.is_some() {
            return Err(BackupError::broken(format!("清单之后还有内容 {name}")));
        }
        if self.head.is_none() {
            if name != HEAD {
                return Err(BackupError::broken("不是安行的备份文件"));
            }
            return self.head(&small(bytes, content)?, sink);
        }
        if let Some(path) = name.strip_prefix("tables/") {
            return self.part(path, content, sink);
        }
        self.end_tables(usize::MAX);
        if let Some(setting) = name.strip_prefix("settings/").filter(|setting| SETTINGS.contains(setting)) {
            let content = small(bytes, content)?;
            let (bytes, sha256) = (content.len() as u64, sha256(&content));
            self.sums.settings.push(SettingSum { name: setting.to_owned(), bytes, sha256 });
            return sink.setting(setting, &content);
        }
        if let Some(path) = name.strip_prefix("files/sha256/") {
            return self.object(path, bytes, content, sink);
        }
        if name != MANIFEST {
            return Err(BackupError::broken(format!("其中有不认识的内容 {name}")));
        }
        let text = small(bytes, content)?;
        let manifest = serde_json::from_slice(&text)
            .map_err(|error| BackupError::broken(format!("清单无法读取（{error}）")))?;
        self.manifest = Some((manifest, sha256(&text)));
        Ok(())
    }

    fn head(&mut self, text: &[u8], sink: &mut impl Sink) -> Result<(), BackupError> {
        #[derive(serde::Deserialize)]
        struct Form {
            format: u32,
        }
        let wrong = |error: serde_json::Error| BackupError::broken(format!("首部无法读取（{error}）"));
        let Form { format } = serde_json::from_slice(text).map_err(wrong)?;
        if format != FORMAT {
            return Err(BackupError::Newer(format!("格式 {format}，本程序只认格式 {FORMAT}")));
        }
        let head: Head = serde_json::from_slice(text).map_err(wrong)?;
        sink.head(&head)?;
        self.head = Some(head);
        self.head_sha256 = sha256(text);
        Ok(())
    }

    /// `obligation/000001.jsonl.gz`: tables in the order of the head, parts counted from one.
    fn part(&mut self, path: &str, content: &mut impl Read, sink: &mut impl Sink) -> Result<(), BackupError> {
        let astray = || BackupError::broken(format!("数据表的内容 {path} 不在应在的位置"));
        let (table, part) = path.split_once('/').ok_or_else(astray)?;
        let tables = self.head.as_ref().map_or(&[] as &[_], |head| head.tables.as_slice());
        let index = tables.iter().position(|one| one.name == table).ok_or_else(astray)?;
        self.end_tables(index);
        let Some((current, sum, parts)) = &mut self.table else { return Err(astray()) };
        *parts += 1;
        if *current != index || part != format!("{parts:06}.jsonl.gz") || !self.sums.settings.is_empty() {
            return Err(astray());
        }
        let mut lines = Vec::new();
        let mut unpacked = GzDecoder::new(content).take(PART_BYTES_MAX);
        unpacked.read_to_end(&mut lines).map_err(cut)?;
        if unpacked.limit() == 0 || lines.last() != Some(&b'\n') {
            return Err(BackupError::broken(format!("数据表的内容 {path} 过大或不完整")));
        }
        sum.add(&lines);
        sink.lines(index, lines)
    }

    /// Ends the tables before this one and begins it; tables without rows have no part at all.
    fn end_tables(&mut self, until: usize) {
        let tables = self.head.as_ref().map_or(&[] as &[_], |head| head.tables.as_slice());
        loop {
            let next = match self.table.take() {
                Some((current, sum, parts)) if current >= until => {
                    self.table = Some((current, sum, parts));
                    return;
                }
                Some((current, sum, _)) => {
                    self.sums.tables.push(sum.end());
                    current + 1
                }
                None => self.sums.tables.len(),
            };
            let Some(table) = tables.get(next) else { return };
            self.table = Some((next, TableSummer::new(&table.name), 0));
        }
    }

    fn object(
        &mut self,
        path: &str,
        bytes: u64,
        content: &mut impl Read,
        sink: &mut impl Sink,
    ) -> Result<(), BackupError> {
        let sha256 = path.replacen('/', "", 1);
        let is_digest = sha256.len() == 64 && sha256.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if !is_digest || path.get(2..3) != Some("/") || sha256 <= self.last_object {
            return Err(BackupError::broken(format!("附件 {path} 的名称或位置不对")));
        }
        let mut hashed = Hashed { from: content, hash: Sha256::new() };
        sink.object(&sha256, &mut hashed)?;
        if hex(&hashed.hash.finalize()) != sha256 {
            return Err(BackupError::broken(format!("附件 {sha256} 的内容与摘要不符")));
        }
        self.files.add(&sha256, bytes);
        self.last_object = sha256;
        Ok(())
    }

    fn end(mut self, expected: Option<&str>) -> Result<Seen, BackupError> {
        let (Some(head), Some((manifest, fingerprint))) = (self.head.take(), self.manifest.take()) else {
            return Err(BackupError::broken("文件在结尾的清单之前就结束了：没有写完，或被截断"));
        };
        if expected.is_some_and(|expected| expected != fingerprint) {
            let expected = expected.unwrap_or_default().to_owned();
            return Err(BackupError::Unexpected { found: fingerprint, expected });
        }
        self.sums.files = self.files.end();
        if manifest.head_sha256 != self.head_sha256 {
            return Err(BackupError::broken("首部与清单不符"));
        }
        if let Some(difference) = differs(&manifest.sums, &self.sums) {
            return Err(BackupError::broken(difference));
        }
        Ok(Seen { head, manifest, fingerprint })
    }
}

fn small(bytes: u64, content: &mut impl Read) -> Result<Vec<u8>, BackupError> {
    if bytes > SMALL_BYTES_MAX {
        return Err(BackupError::broken("首部、清单或配置过大"));
    }
    let mut text = Vec::new();
    content.read_to_end(&mut text).map_err(cut)?;
    Ok(text)
}

/// The first place where two sums differ, in words.
pub(crate) fn differs(manifest: &Sums, found: &Sums) -> Option<String> {
    let Sums { tables, settings, files } = manifest;
    if tables.len() != found.tables.len() {
        return Some(format!("清单有 {} 个数据表，实有 {} 个", tables.len(), found.tables.len()));
    }
    for (listed, found) in tables.iter().zip(&found.tables) {
        if listed.rows != found.rows {
            let (name, listed, found) = (&listed.name, listed.rows, found.rows);
            return Some(format!("数据表 {name} 应有 {listed} 行，实有 {found} 行"));
        }
        if listed != found {
            return Some(format!("数据表 {} 的内容与摘要不符", listed.name));
        }
    }
    if *settings != found.settings {
        return Some("配置文件与清单不符".to_owned());
    }
    if *files != found.files {
        return Some(format!("清单有 {} 个附件，实有 {} 个，或其摘要不符", files.count, found.files.count));
    }
    None
}
