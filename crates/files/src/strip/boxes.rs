//! The boxes of ISO base media files (ISO/IEC 14496-12, 4.2): read one after the other and blanked in place.

use std::{io::SeekFrom, ops::Range};

use super::{BlankError, Place};

/// One box: its four letters, where it begins and what is inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub kind: [u8; 4],
    pub at: u64,
    pub inside: Range<u64>,
}

/// A video of a day in fragments of a second has fewer boxes; more is an attempt to keep us busy.
/// The frames of a WebM without lengths are as many as two hours have.
const PARTS_MAX: usize = 500_000;
const STEP_BYTES: usize = 64 * 1024;
/// Space that readers skip (ISO/IEC 14496-12, 8.1.2).
const FREE: &[u8; 4] = b"free";

/// A walk through one file. A file may list the same bytes again and again; what the walk does is bounded all the same.
pub(super) struct Walk<F> {
    file: F,
    pub length: u64,
    parts_left: usize,
    zeros_left: u64,
}

impl<F: Place> Walk<F> {
    pub(super) fn new(mut file: F) -> Result<Self, BlankError> {
        let length = file.seek(SeekFrom::End(0))?;
        // Once for the boxes and once for the samples that they list.
        Ok(Self { file, length, parts_left: PARTS_MAX, zeros_left: length.saturating_mul(2) })
    }

    pub(super) fn into_file(self) -> F {
        self.file
    }

    /// The boxes of a range, and the place where they end: behind it is something that is not a box.
    pub(super) fn parts(&mut self, range: Range<u64>) -> Result<(Vec<Part>, u64), BlankError> {
        let mut found = Vec::new();
        let mut at = range.start;
        while at.saturating_add(8) <= range.end {
            let Some(part) = self.part(at, range.end)? else { break };
            at = part.inside.end;
            found.push(part);
            self.step()?;
        }
        Ok((found, at))
    }

    /// Counts one more part.
    ///
    /// # Errors
    /// [`BlankError::Damaged`] when there have been too many.
    pub(super) fn step(&mut self) -> Result<(), BlankError> {
        self.parts_left = self.parts_left.checked_sub(1).ok_or(BlankError::Damaged)?;
        Ok(())
    }

    pub(super) fn overwrite(&mut self, at: u64, bytes: &[u8]) -> Result<(), BlankError> {
        self.file.seek(SeekFrom::Start(at))?;
        Ok(self.file.write_all(bytes)?)
    }

    fn part(&mut self, at: u64, end: u64) -> Result<Option<Part>, BlankError> {
        let mut header = [0_u8; 8];
        self.read_at(at, &mut header)?;
        let [a, b, c, d, kind @ ..] = header;
        let (length, head) = match u32::from_be_bytes([a, b, c, d]) {
            // To the end of the file.
            0 => (end - at, 8),
            1 => {
                let mut long = [0_u8; 8];
                if at + 16 > end {
                    return Ok(None);
                }
                self.read_at(at + 8, &mut long)?;
                (u64::from_be_bytes(long), 16)
            }
            short => (u64::from(short), 8),
        };
        let letters = kind.iter().all(|b| b.is_ascii_graphic() || matches!(b, b' ' | 0xA9));
        if length < head || !letters {
            return Ok(None);
        }
        // The last box of a recording that was cut off promises more than there is.
        let until = at.saturating_add(length).min(end);
        Ok(Some(Part { kind, at, inside: at + head..until }))
    }

    fn read_at(&mut self, at: u64, buffer: &mut [u8]) -> Result<(), BlankError> {
        self.file.seek(SeekFrom::Start(at))?;
        Ok(self.file.read_exact(buffer)?)
    }

    /// The content of a small box in memory.
    ///
    /// # Errors
    /// [`BlankError::Damaged`] when it is larger than `bytes_max`.
    pub(super) fn content(&mut self, inside: &Range<u64>, bytes_max: u64) -> Result<Vec<u8>, BlankError> {
        let length = inside.end.saturating_sub(inside.start);
        if length > bytes_max {
            return Err(BlankError::Damaged);
        }
        let mut buffer = vec![0; usize::try_from(length).map_err(|_| BlankError::Damaged)?];
        self.read_at(inside.start, &mut buffer)?;
        Ok(buffer)
    }

    /// Turns a box into free space of the same length, so that nothing behind it moves. Answers whether anything
    /// changed.
    pub(super) fn blank(&mut self, part: &Part) -> Result<bool, BlankError> {
        let mut changed = self.zero(part.inside.clone())?;
        if part.kind != *FREE {
            self.overwrite(part.at + 4, FREE)?;
            changed = true;
        }
        Ok(changed)
    }

    /// Overwrites a range with zeros where it holds anything else, as far as the file goes. Answers whether it did.
    pub(super) fn zero(&mut self, range: Range<u64>) -> Result<bool, BlankError> {
        static ZEROS: [u8; STEP_BYTES] = [0; STEP_BYTES];
        let mut buffer = vec![0_u8; STEP_BYTES];
        let (mut at, end, mut changed) = (range.start, range.end.min(self.length), false);
        self.zeros_left = self.zeros_left.checked_sub(end.saturating_sub(at)).ok_or(BlankError::Damaged)?;
        while at < end {
            let length = usize::try_from(end - at).unwrap_or(STEP_BYTES).min(STEP_BYTES);
            self.read_at(at, &mut buffer[..length])?;
            if buffer[..length].iter().any(|byte| *byte != 0) {
                self.overwrite(at, &ZEROS[..length])?;
                changed = true;
            }
            at += length as u64;
        }
        Ok(changed)
    }
}
