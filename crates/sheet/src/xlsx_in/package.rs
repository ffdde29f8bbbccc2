//! The zip archive around the parts, with one budget of unzipped bytes for all of them.

use std::{
    cell::Cell,
    io::{self, BufReader, Read, Seek, SeekFrom},
    rc::Rc,
};

use zip::{ZipArchive, result::ZipError};

use super::part::Part;
use crate::{limits::Limits, problem::ReadError};

/// Entries in the archive. A workbook has some dozen; each costs memory before anything can be read.
const ENTRIES_MAX: usize = 4096;
const CENTRAL_ENTRY: &[u8] = b"PK\x01\x02";

pub(super) struct Package<R> {
    archive: ZipArchive<R>,
    /// Unzipped bytes that may still be read, whatever the archive says its sizes are.
    budget: Rc<Cell<u64>>,
    unzipped_max: u64,
}

/// The error with which a reader says that the budget is used up, wrapped in [`io::Error`].
#[derive(Debug, thiserror::Error)]
#[error("unzipped too much")]
pub(super) struct OverBudget {
    pub(super) max: u64,
}

impl<R: Read + Seek> Package<R> {
    pub(super) fn open(mut source: R, limits: &Limits) -> Result<Self, ReadError> {
        count_entries(&mut source)?;
        let archive = ZipArchive::new(source).map_err(from_zip)?;
        let budget = Rc::new(Cell::new(limits.unzipped_bytes));
        Ok(Self { archive, budget, unzipped_max: limits.unzipped_bytes })
    }

    /// Opens a part for reading; `None` when the archive has none of this name. Names differ in case and slashes
    /// between the programs that write them.
    pub(super) fn part(&mut self, path: &str) -> Result<Option<Part<impl io::BufRead + '_>>, ReadError> {
        let Some(index) = self.index(path) else { return Ok(None) };
        let entry = self.archive.by_index(index).map_err(from_zip)?;
        // What the archive admits needs no unzipping to be refused.
        if entry.size() > self.budget.get() {
            return Err(ReadError::TooMuchUnzipped { max: self.unzipped_max });
        }
        let metered = Metered { inner: entry, left: Rc::clone(&self.budget), max: self.unzipped_max };
        Ok(Some(Part::new(BufReader::new(metered))))
    }

    fn index(&self, path: &str) -> Option<usize> {
        let plain = |name: &str| name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase();
        self.archive.index_for_name(path).or_else(|| {
            let wanted = plain(path);
            (0..self.archive.len()).find(|index| {
                let name = self.archive.name_for_index(*index);
                matches!(name, Some(Ok(name)) if plain(&name) == wanted)
            })
        })
    }
}

/// Counts the directory's entries before anything believes the directory: each leaves its signature in the file.
fn count_entries(source: &mut (impl Read + Seek)) -> Result<(), ReadError> {
    source.seek(SeekFrom::Start(0)).map_err(ReadError::Io)?;
    let mut piece = vec![0u8; 64 << 10];
    let mut kept = 0;
    let mut entries = 0usize;
    while let Some(room) = piece.get_mut(kept..) {
        let read = source.read(room).map_err(ReadError::Io)?;
        if read == 0 {
            break;
        }
        let filled = piece.get(..kept + read).unwrap_or_default();
        entries += filled.windows(CENTRAL_ENTRY.len()).filter(|window| *window == CENTRAL_ENTRY).count();
        if entries > ENTRIES_MAX {
            return Err(ReadError::damaged("too many entries in the archive"));
        }
        // The end is looked at again with the next piece: a signature may be cut in two.
        kept = filled.len().min(CENTRAL_ENTRY.len() - 1);
        let tail = filled.len() - kept;
        piece.copy_within(tail..tail + kept, 0);
    }
    source.seek(SeekFrom::Start(0)).map_err(ReadError::Io)?;
    Ok(())
}

fn from_zip(error: ZipError) -> ReadError {
    match error {
        ZipError::Io(error) if error.kind() != io::ErrorKind::UnexpectedEof => ReadError::damaged(error),
        other => ReadError::damaged(other),
    }
}

/// Counts what is really unzipped. The archive's reader refuses a part that is larger than it admits, but that is its
/// promise, not ours.
struct Metered<R> {
    inner: R,
    left: Rc<Cell<u64>>,
    max: u64,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buf)?;
        match self.left.get().checked_sub(read as u64) {
            Some(left) => self.left.set(left),
            None => return Err(io::Error::other(OverBudget { max: self.max })),
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_stops_when_the_budget_is_used_up() {
        let left = Rc::new(Cell::new(10_000));
        let mut metered = Metered { inner: io::repeat(b'x'), left: Rc::clone(&left), max: 10_000 };
        let error = io::copy(&mut metered, &mut io::sink()).unwrap_err();
        assert!(error.get_ref().is_some_and(|inner| inner.is::<OverBudget>()), "{error:?}");
    }

    #[test]
    fn a_signature_cut_in_two_is_counted() {
        let mut bytes = vec![0u8; (64 << 10) - 2];
        for _ in 0..=ENTRIES_MAX {
            bytes.extend_from_slice(CENTRAL_ENTRY);
        }
        assert!(count_entries(&mut io::Cursor::new(&bytes)).is_err());
        bytes.truncate(bytes.len() - CENTRAL_ENTRY.len());
        assert!(count_entries(&mut io::Cursor::new(&bytes)).is_ok());
    }
}
