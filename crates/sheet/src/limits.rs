//! How much a stranger's file may ask of us.

/// Bounds that are checked while a file streams by, never from what the file says about itself. The defaults take a
/// table of 100,000 rows and 20 columns and refuse anything that people do not make by hand.
#[derive(Clone, Debug)]
pub struct Limits {
    /// The file as it was uploaded.
    pub bytes: u64,
    /// All parts of an XLSX that are opened, unzipped, together.
    pub unzipped_bytes: u64,
    /// The last row of the sheet that may hold anything.
    pub rows: u32,
    /// The last column of the sheet that may hold anything.
    pub columns: u32,
    /// Cells of the sheet, empty ones with a format included; also the number of different texts.
    pub cells: u64,
    /// Characters in one cell. Excel itself holds 32,767.
    pub text_chars: usize,
    /// Bytes of text handed over in all rows together; a short file can repeat one long text in every cell.
    pub text_bytes: u64,
    /// Problems that are listed; further ones are only counted.
    pub problems: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 32 << 20,
            unzipped_bytes: 256 << 20,
            rows: 200_000,
            columns: 256,
            cells: 2_000_000,
            text_chars: 32_767,
            text_bytes: 128 << 20,
            problems: 10_000,
        }
    }
}

impl Limits {
    /// The most bytes that a text of [`Limits::text_chars`] can have in UTF-8.
    pub(crate) fn text_bytes_one(&self) -> usize {
        self.text_chars.saturating_mul(4)
    }
}
