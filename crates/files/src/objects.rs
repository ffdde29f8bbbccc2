//! The objects of an installation as whoever copies or examines all of it sees them: by digest, without a server.

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
    time::SystemTime,
};

use futures_util::{Stream, StreamExt};
use kernel::Failure;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, StreamTrait};
use sha2::{Digest as _, Sha256};

use crate::{storage::Digest, store::file};

/// A folder of objects, looked at beside the server that owns it. Nothing is made or removed here.
#[derive(Clone, Debug)]
pub struct Objects {
    folder: PathBuf,
}

/// An object that at least one file needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needed {
    /// In 64 small hexadecimal digits.
    pub sha256: String,
    pub bytes: u64,
}

/// An object that lies in the storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub sha256: String,
    pub bytes: u64,
    /// When it was last written, if the disk knows.
    pub written: Option<SystemTime>,
}

/// What a look at one object gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    Sound,
    Missing,
    /// It has another length or other bytes.
    Damaged,
}

/// Objects lie in this many folders, by the first two digits of their digest.
pub const SHELVES: u16 = 256;

/// How much is read at once.
const READ_BYTES: usize = 256 * 1024;

/// Every object that a file of any tenant needs, by digest, each once.
pub async fn needed<C: ConnectionTrait + StreamTrait>(
    conn: &C,
) -> Result<impl Stream<Item = Result<Needed, Failure>> + Send + '_, Failure> {
    use file::Column;
    let rows = file::Entity::find()
        .select_only()
        .column(Column::Sha256)
        .column_as(Column::Bytes.max(), "bytes")
        .filter(Column::RemovedAt.is_null())
        .group_by(Column::Sha256)
        .order_by_asc(db::dialect::by_bytes(conn, Column::Sha256))
        .into_tuple::<(String, i64)>()
        .stream(conn)
        .await?;
    Ok(rows.map(|row| {
        let (sha256, bytes) = row?;
        Ok(Needed { sha256, bytes: u64::try_from(bytes).map_err(Failure::internal)? })
    }))
}

impl Objects {
    /// The objects under the folder that [`crate::Storage::open`] was given.
    #[must_use]
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// Where the object lies, or `None` when the text is no digest.
    #[must_use]
    pub fn place(&self, sha256: &str) -> Option<PathBuf> {
        Digest::read(sha256).map(|digest| self.folder.join(digest.path()))
    }

    /// Compares the object with what it should be: its length always, its bytes when `read`.
    ///
    /// # Errors
    /// What the disk says, unless it says that there is no such file.
    pub fn look(&self, object: &Needed, read: bool) -> io::Result<Sight> {
        let Some(place) = self.place(&object.sha256) else { return Ok(Sight::Damaged) };
        let mut file = match File::open(&place) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Sight::Missing),
            Err(error) => return Err(error),
        };
        let sound = file.metadata()?.len() == object.bytes && (!read || sha256(&mut file)? == object.sha256);
        Ok(if sound { Sight::Sound } else { Sight::Damaged })
    }

    /// The objects of one shelf, by digest. What is no object is passed over: it was not put there by us.
    ///
    /// # Errors
    /// What the disk says, unless it says that there is no such folder.
    pub fn shelf(&self, first: u8) -> io::Result<Vec<Kept>> {
        let prefix = format!("{first:02x}");
        let entries = match std::fs::read_dir(self.folder.join("sha256").join(&prefix)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let mut kept = Vec::new();
        for entry in entries {
            let entry = entry?;
            let sha256 = format!("{prefix}{}", entry.file_name().to_string_lossy());
            let meta = entry.metadata()?;
            if Digest::read(&sha256).is_some() && meta.is_file() {
                kept.push(Kept { sha256, bytes: meta.len(), written: meta.modified().ok() });
            }
        }
        kept.sort_unstable_by(|one, other| one.sha256.cmp(&other.sha256));
        Ok(kept)
    }

    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

/// The digest of what is left to read, in hex.
fn sha256(file: &mut File) -> io::Result<String> {
    let mut hash = Sha256::new();
    let mut buffer = vec![0; READ_BYTES];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(Digest::of_hash(&hash.finalize()).as_str().to_owned()),
            read => hash.update(&buffer[..read]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_is_sound_missing_or_damaged() {
        let folder = tempfile::tempdir().unwrap();
        let objects = Objects::at(folder.path());
        let sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad".to_owned();
        let place = objects.place(&sha256).unwrap();
        let needed = Needed { sha256, bytes: 3 };
        let sights = || [false, true].map(|read| objects.look(&needed, read).unwrap());
        assert_eq!(sights(), [Sight::Missing; 2]);
        assert_eq!(objects.shelf(0xba).unwrap(), []);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        for (content, expected) in [
            ("abc", [Sight::Sound, Sight::Sound]),
            ("abd", [Sight::Sound, Sight::Damaged]),
            ("abcd", [Sight::Damaged, Sight::Damaged]),
        ] {
            std::fs::write(&place, content).unwrap();
            assert_eq!(sights(), expected, "{content}");
        }
        std::fs::write(place.with_file_name("notes.txt"), "x").unwrap();
        let kept: Vec<String> = objects.shelf(0xba).unwrap().into_iter().map(|kept| kept.sha256).collect();
        assert_eq!(kept, std::slice::from_ref(&needed.sha256));
        let outside = Needed { sha256: "../../etc/passwd".to_owned(), bytes: 3 };
        assert_eq!(objects.look(&outside, true).unwrap(), Sight::Damaged);
    }
}
