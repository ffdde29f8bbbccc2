//! Objects under the digest of their content.
//!
//! Layout of the folder: `sha256/ab/cdef…` holds the objects, `tmp/` what is on its way in within one request, `parts/`
//! what has arrived of uploads that are continued (it outlives the process), `previews/` small versions of pictures, which
//! anybody may remove at any time. Reading goes through
//! `object_store`, so another place is another store behind the same paths; publishing is a flush and a rename here,
//! because the file is on the same disk already, and would be an upload of the staged file there.

use std::{
    fs::File,
    io,
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
};

use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt, stream::BoxStream};
use kernel::{Failure, Instant};
use object_store::{
    GetOptions, GetRange, GetResultPayload, ObjectStore, ObjectStoreExt, local::LocalFileSystem,
    path::Path as ObjectPath,
};

use crate::staging::{Staged, Staging};

/// The objects of an installation. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Storage(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    folder: PathBuf,
    staging: Staging,
    objects: Arc<dyn ObjectStore>,
}

const PARTS: &str = "parts";
const PREVIEWS: &str = "previews";

/// How much is read from the disk at once while a file is sent.
const READ_BYTES: u64 = 256 * 1024;

/// A SHA-256 in 64 small hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Digest(String);

impl Digest {
    pub(crate) fn of_hash(hash: &[u8]) -> Self {
        Self(hash.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// `None` when the text is not a digest, so that no row can point outside the storage.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let fits = text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        fits.then(|| Self(text.to_owned()))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn path(&self) -> String {
        let (first, rest) = self.0.split_at(2);
        format!("sha256/{first}/{rest}")
    }
}

impl Storage {
    /// Opens the folder, makes it when it is not there, and removes what killed processes left in staging.
    ///
    /// # Errors
    /// What the disk says: no permission, read-only, full.
    pub async fn open(folder: impl Into<PathBuf>) -> io::Result<Self> {
        let folder = folder.into();
        let opened = tokio::task::spawn_blocking(move || Self::open_blocking(folder)).await;
        opened.map_err(io::Error::other)?
    }

    fn open_blocking(folder: PathBuf) -> io::Result<Self> {
        let objects = folder.join("sha256");
        std::fs::create_dir_all(&objects)?;
        // Made here so that publishing never has to make one: a new folder needs a flush of the folder above it.
        for first in 0..=255_u8 {
            match std::fs::create_dir(objects.join(format!("{first:02x}"))) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        std::fs::create_dir_all(folder.join(PARTS))?;
        let staging = Staging::open(&folder.join("tmp"))?;
        for made in [&objects, &folder] {
            flush_folder(made)?;
        }
        let store = LocalFileSystem::new_with_prefix(&folder).map_err(io::Error::other)?;
        Ok(Self(Arc::new(Inner { folder, staging, objects: Arc::new(store) })))
    }

    /// Where uploads that are continued lie, all of them in this one folder.
    pub(crate) fn parts(&self) -> PathBuf {
        self.0.folder.join(PARTS)
    }

    /// Where small versions of pictures lie. Made when the first is kept.
    pub(crate) fn previews(&self) -> PathBuf {
        self.0.folder.join(PREVIEWS)
    }

    /// An object that must have this length. Blocks.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub(crate) fn whole(&self, digest: &Digest, bytes: u64) -> Result<File, Failure> {
        let opened = File::open(self.0.folder.join(digest.path()));
        let with_length = opened.and_then(|file| Ok((file.metadata()?.len(), file)));
        match with_length {
            Ok((length, file)) if length == bytes => Ok(file),
            Ok(_) => Err(damaged(digest, "its length is wrong")),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(damaged(digest, "it is missing")),
            Err(error) => Err(Failure::Unavailable { cause: format!("storage: {error}") }),
        }
    }

    /// True when there is an object of this length. Blocks.
    pub(crate) fn has(&self, digest: &Digest, bytes: u64) -> io::Result<bool> {
        match std::fs::metadata(self.0.folder.join(digest.path())) {
            Ok(meta) => Ok(meta.len() == bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    pub(crate) fn stage(&self) -> io::Result<(Staged, File)> {
        self.0.staging.file()
    }

    /// Moves a staged file to where its digest says and flushes both, so that it survives a power cut. Blocks.
    ///
    /// A file with the same content is replaced by itself: it stays one object, readers of the old one keep reading it,
    /// and an object that has rotted on the disk is mended.
    pub(crate) fn publish(&self, staged: Staged, file: File, digest: &Digest) -> io::Result<()> {
        file.sync_all()?;
        drop(file);
        let target = self.0.folder.join(digest.path());
        std::fs::rename(staged.path(), &target)?;
        target.parent().map_or(Ok(()), flush_folder)
    }

    /// The objects whose digest begins with this byte and which were published before this instant. Blocks.
    pub(crate) fn older_than(&self, first: u8, before: Instant) -> io::Result<Vec<Digest>> {
        let mut old = Vec::new();
        for entry in std::fs::read_dir(self.0.folder.join(format!("sha256/{first:02x}")))? {
            let entry = entry?;
            let name = format!("{first:02x}{}", entry.file_name().to_string_lossy());
            // What is not named by a digest was not put there by us.
            let Some(digest) = Digest::read(&name) else { continue };
            if published_before(&entry.path(), before)? {
                old.push(digest);
            }
        }
        Ok(old)
    }

    /// Removes an object unless the same content was published again meanwhile, which made it new. Blocks.
    pub(crate) fn remove(&self, digest: &Digest, before: Instant) -> io::Result<()> {
        let path = self.0.folder.join(digest.path());
        if published_before(&path, before)? { std::fs::remove_file(path) } else { Ok(()) }
    }

    /// The bytes of a range of an object that must have `bytes` bytes in all.
    ///
    /// # Errors
    /// [`Failure::Refused`] when the object is missing or has another length: it has to be restored from a backup.
    pub(crate) async fn read(
        &self,
        digest: &Digest,
        bytes: u64,
        range: Range<u64>,
    ) -> Result<BoxStream<'static, io::Result<Bytes>>, Failure> {
        let path = ObjectPath::from(digest.path());
        let meta = match self.0.objects.head(&path).await {
            Ok(meta) => meta,
            Err(object_store::Error::NotFound { .. }) => return Err(damaged(digest, "it is missing")),
            Err(error) => return Err(Failure::Unavailable { cause: format!("storage: {error}") }),
        };
        if meta.size != bytes {
            return Err(damaged(digest, "its length is wrong"));
        }
        if range.is_empty() {
            return Ok(futures_util::stream::empty().boxed());
        }
        let options = GetOptions { range: Some(GetRange::Bounded(range.clone())), ..GetOptions::default() };
        let got = self.0.objects.get_opts(&path, options).await;
        let got = got.map_err(|error| Failure::Unavailable { cause: format!("storage: {error}") })?;
        Ok(match got.payload {
            GetResultPayload::File(file, _) => from_disk(file, range).boxed(),
            GetResultPayload::Stream(stream) => stream.map_err(io::Error::other).boxed(),
        })
    }
}

/// Publishing renames a file that was just written, so its time is the time of the last publishing.
fn published_before(path: &Path, before: Instant) -> io::Result<bool> {
    let written = match std::fs::metadata(path) {
        Ok(meta) => meta.modified()?,
        // Another server was quicker.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error),
    };
    let since = written.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Ok(i64::try_from(since.as_micros()).unwrap_or(i64::MAX) < before.micros())
}

fn damaged(digest: &Digest, how: &str) -> Failure {
    tracing::error!(digest = digest.as_str(), how, "an object of the file storage is damaged");
    Failure::refused(
        "file-damaged",
        "这份附件在服务器存储中缺失或损坏；请联系系统管理员从备份恢复，或由填报单位重新上传",
    )
}

/// Larger steps than the store's own 8 KiB: a video of 2 GB would else hop to a blocking thread 250,000 times.
fn from_disk(file: File, range: Range<u64>) -> impl futures_util::Stream<Item = io::Result<Bytes>> {
    futures_util::stream::try_unfold((file, range), |(file, range)| async move {
        if range.is_empty() {
            return Ok(None);
        }
        let read = tokio::task::spawn_blocking(move || {
            let bytes = read_some(&file, &range)?;
            let next = range.start + bytes.len() as u64..range.end;
            io::Result::Ok(Some((bytes, (file, next))))
        });
        read.await.map_err(io::Error::other)?
    })
}

fn read_some(file: &File, range: &Range<u64>) -> io::Result<Bytes> {
    use std::os::unix::fs::FileExt;
    let length = usize::try_from((range.end - range.start).min(READ_BYTES)).map_err(io::Error::other)?;
    let mut buffer = vec![0; length];
    file.read_exact_at(&mut buffer, range.start)?;
    Ok(buffer.into())
}

pub(crate) fn flush_folder(folder: impl AsRef<Path>) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    async fn put(storage: &Storage, content: &[u8]) -> Digest {
        use sha2::Digest as _;
        let digest = Digest::of_hash(&sha2::Sha256::digest(content));
        let (staged, mut file) = storage.stage().unwrap();
        file.write_all(content).unwrap();
        storage.publish(staged, file, &digest).unwrap();
        digest
    }

    async fn get(storage: &Storage, digest: &Digest, bytes: u64, range: Range<u64>) -> Vec<u8> {
        let stream = storage.read(digest, bytes, range).await.unwrap();
        stream
            .try_fold(Vec::new(), |mut all, part| async move {
                all.extend_from_slice(&part);
                Ok(all)
            })
            .await
            .unwrap()
    }

    #[tokio::test]
    async fn objects_are_kept_once_read_in_parts_and_mended_by_the_same_content() {
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::open(folder.path()).await.unwrap();
        let content: Vec<u8> = (0..600_000_u32).map(|n| (n % 251) as u8).collect();
        let digest = put(&storage, &content).await;
        assert_eq!(put(&storage, &content).await, digest);
        assert_eq!(get(&storage, &digest, 600_000, 0..600_000).await, content);
        assert_eq!(get(&storage, &digest, 600_000, 300_000..300_010).await, content[300_000..300_010]);
        assert_eq!(get(&storage, &digest, 600_000, 5..5).await, b"");

        let object = folder.path().join(digest.path());
        std::fs::write(&object, b"rotten").unwrap();
        let refused = storage.read(&digest, 600_000, 0..1).await.err();
        assert!(matches!(refused, Some(Failure::Refused { code: "file-damaged", .. })), "{refused:?}");
        put(&storage, &content).await;
        assert_eq!(get(&storage, &digest, 600_000, 0..600_000).await, content);
        std::fs::remove_file(&object).unwrap();
        assert!(matches!(
            storage.read(&digest, 600_000, 0..1).await.err(),
            Some(Failure::Refused { code: "file-damaged", .. })
        ));
    }

    #[test]
    fn only_a_digest_points_into_the_storage() {
        assert!(Digest::read(&"a".repeat(64)).is_some());
        for wrong in ["", "../../../etc/passwd", &"A".repeat(64), &"a".repeat(63), &"/".repeat(64)] {
            assert_eq!(Digest::read(wrong), None, "{wrong}");
        }
    }
}
