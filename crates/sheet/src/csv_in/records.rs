//! Text to records (RFC 4180, as leniently as Excel reads it), counting rows as a spreadsheet shows them.
//!
//! The `csv` crate skips blank lines, so that its records cannot be numbered, and takes a quotation that never ends
//! for one long field; here both come out as people see them. It is the second opinion in the tests.

use crate::problem::ReadError;

/// One record. A field that is longer than the limit is `None`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Record {
    /// Counted from 1, blank lines included: a quoted line break does not start a new row.
    pub(super) number: u32,
    pub(super) fields: Vec<Option<String>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    FieldStart,
    Plain,
    Quoted,
    /// Behind a quote inside a quotation: the end of it, or the first half of an escaped quote.
    QuoteInQuoted,
}

pub(super) struct Records {
    separator: u8,
    field_bytes_max: usize,
    columns_max: u32,
    at: At,
    /// The last character was a CR that ended a record; an LF behind it belongs to it.
    after_cr: bool,
    field: Vec<u8>,
    too_long: bool,
    fields: Vec<Option<String>>,
    number: u32,
}

type Take<'t> = &'t mut dyn FnMut(Record) -> Result<(), ReadError>;

impl Records {
    /// Fields beyond `columns_max` are kept only as far as is needed to see that there are too many.
    pub(super) fn new(separator: u8, field_bytes_max: usize, columns_max: u32) -> Self {
        Self {
            separator,
            field_bytes_max,
            columns_max,
            at: At::FieldStart,
            after_cr: false,
            field: Vec::new(),
            too_long: false,
            fields: Vec::new(),
            number: 1,
        }
    }

    /// Takes the next piece of text.
    pub(super) fn push(&mut self, text: &str, take: Take<'_>) -> Result<(), ReadError> {
        for byte in text.bytes() {
            if std::mem::take(&mut self.after_cr) && byte == b'\n' {
                continue;
            }
            match self.at {
                At::FieldStart if byte == b'"' => self.at = At::Quoted,
                At::QuoteInQuoted if byte == b'"' => {
                    self.keep(byte);
                    self.at = At::Quoted;
                }
                At::Quoted if byte == b'"' => self.at = At::QuoteInQuoted,
                At::Quoted => self.keep(byte),
                At::FieldStart | At::Plain | At::QuoteInQuoted => self.plain(byte, take)?,
            }
        }
        Ok(())
    }

    /// A byte outside a quotation. Text behind a closing quote belongs to the field, as in Excel.
    fn plain(&mut self, byte: u8, take: Take<'_>) -> Result<(), ReadError> {
        if byte == self.separator {
            self.end_field();
            self.at = At::FieldStart;
        } else if byte == b'\r' || byte == b'\n' {
            self.after_cr = byte == b'\r';
            self.end_record(take)?;
        } else {
            self.keep(byte);
            self.at = At::Plain;
        }
        Ok(())
    }

    /// Ends the file.
    pub(super) fn finish(mut self, take: Take<'_>) -> Result<(), ReadError> {
        if self.at == At::Quoted {
            return Err(ReadError::UnclosedQuote { row: self.number });
        }
        if self.fields.is_empty() && self.field.is_empty() && self.at == At::FieldStart {
            return Ok(());
        }
        self.end_record(take)
    }

    fn keep(&mut self, byte: u8) {
        if self.field.len() < self.field_bytes_max {
            self.field.push(byte);
        } else {
            self.too_long = true;
        }
    }

    fn end_field(&mut self) {
        let bytes = std::mem::take(&mut self.field);
        let too_long = std::mem::take(&mut self.too_long);
        // Cut only at ASCII bytes, so the bytes are as good as the text that they came from.
        let text = if too_long { None } else { String::from_utf8(bytes).ok() };
        if self.fields.len() <= self.columns_max as usize {
            self.fields.push(text);
        } else if text.as_ref().is_none_or(|text| !text.is_empty())
            && let Some(last) = self.fields.last_mut()
        {
            *last = text;
        }
    }

    fn end_record(&mut self, take: Take<'_>) -> Result<(), ReadError> {
        self.end_field();
        self.at = At::FieldStart;
        let record = Record { number: self.number, fields: std::mem::take(&mut self.fields) };
        self.number = self.number.saturating_add(1);
        take(record)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn records(text: &str, piece: usize) -> Result<Vec<Record>, ReadError> {
        let mut found = Vec::new();
        let mut take = |record| {
            found.push(record);
            Ok(())
        };
        let mut records = Records::new(b',', 1000, 50);
        let chars: Vec<char> = text.chars().collect();
        for piece in chars.chunks(piece.max(1)) {
            records.push(&piece.iter().collect::<String>(), &mut take)?;
        }
        records.finish(&mut take)?;
        Ok(found)
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_shows_them() {
        let found = records("a,b\r\n\r\n\"x\r\ny\",\"say \"\"hi\"\"\"\rz,\n", 1).unwrap();
        let shown: Vec<(u32, String)> = found
            .into_iter()
            .map(|record| {
                let fields: Vec<String> = record.fields.into_iter().map(|field| field.unwrap()).collect();
                (record.number, fields.join("|"))
            })
            .collect();
        let wanted = [(1, "a|b"), (2, ""), (3, "x\r\ny|say \"hi\""), (4, "z|")];
        assert_eq!(shown, wanted.map(|(number, text)| (number, text.to_owned())));
    }

    #[test]
    fn an_open_quotation_is_named_by_its_row() {
        assert!(matches!(records("a\n\"b\nc", 2), Err(ReadError::UnclosedQuote { row: 2 })));
    }

    proptest! {
        /// The csv crate is the second opinion; it drops blank lines, so they are dropped here too.
        #[test]
        fn agrees_with_the_csv_crate(text in "[ab\",\r\n 沈]{0,40}", piece in 1usize..7) {
            let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let wanted: Vec<Vec<String>> =
                reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
            match records(&text, piece) {
                Ok(found) => {
                    let found: Vec<Vec<String>> = found
                        .into_iter()
                        .map(|record| record.fields.into_iter().map(|field| field.unwrap()).collect())
                        .collect();
                    let filled = |rows: Vec<Vec<String>>| -> Vec<Vec<String>> {
                        rows.into_iter().filter(|row| row.as_slice() != [""]).collect()
                    };
                    prop_assert_eq!(filled(found), filled(wanted));
                }
                Err(ReadError::UnclosedQuote { .. }) => {}
                Err(other) => return Err(TestCaseError::fail(other.to_string())),
            }
        }
    }
}
