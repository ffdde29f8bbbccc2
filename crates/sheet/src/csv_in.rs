//! Reading CSV: which encoding, which separator, then one record at a time.

mod decode;
mod records;

use std::{
    collections::BTreeMap,
    io::{Read, Seek, SeekFrom},
};

use crate::{
    cell::Raw,
    clean, header,
    intake::Intake,
    layout::Layout,
    limits::Limits,
    problem::ReadError,
    read::{Encoding, Form, Report},
    row::Row,
};
use decode::Decode;
use records::{Record, Records};

/// Excel's "Unicode text" is separated by tabs, some European tools use semicolons. Ties go to the first.
const SEPARATORS: [u8; 3] = [b',', b'\t', b';'];
/// How much of the text is looked at to find the separator.
const SAMPLE_BYTES: usize = 64 << 10;

pub(crate) fn scan(
    mut source: impl Read + Seek,
    start: &[u8],
    layout: &Layout,
    limits: &Limits,
    on_row: &mut dyn FnMut(Row),
) -> Result<Report, ReadError> {
    let (mut decode, mut encoding) = decode::by_mark(start);
    // The whole file is decoded once before any of it is believed.
    let sample = match sampled(&mut source, decode, limits) {
        Err(ReadError::Encoding { line }) if encoding == Encoding::Utf8 && decode == Decode::Utf8 => {
            (decode, encoding) = (Decode::Gb18030, Encoding::Gb18030);
            sampled(&mut source, decode, limits).map_err(|_| ReadError::Encoding { line })?
        }
        other => other?,
    };
    let (separator, proved) = separator(&sample, layout, limits);
    if encoding == Encoding::Gb18030 && !proved {
        return Err(ReadError::Encoding {
            line: decode::first_bad_line(rewound(&mut source)?, Decode::Utf8)?,
        });
    }
    let report = Report::new(Form::Csv(encoding), None);
    let mut intake = Intake::new(layout, limits, BTreeMap::new(), report, on_row);
    let mut records = Records::new(separator, limits.text_bytes_one(), limits.columns);
    let mut take = |record: Record| {
        for _ in &record.fields {
            intake.count_cell()?;
        }
        intake.row(record.number, raws(record))
    };
    decode::stream(rewound(&mut source)?, decode, |text| records.push(text, &mut take))?;
    records.finish(&mut take)?;
    intake.finish()
}

fn rewound(source: &mut (impl Read + Seek)) -> Result<&mut (impl Read + Seek), ReadError> {
    source.seek(SeekFrom::Start(0)).map_err(ReadError::Io)?;
    Ok(source)
}

/// Decodes the whole file and keeps its beginning.
fn sampled(source: &mut (impl Read + Seek), decode: Decode, limits: &Limits) -> Result<String, ReadError> {
    let mut sample = String::new();
    let keep = SAMPLE_BYTES.max(limits.text_bytes_one().min(1 << 20));
    decode::stream(rewound(source)?, decode, |text| {
        if text.contains('\0') {
            return Err(ReadError::NotATable);
        }
        if sample.len() < keep {
            sample.push_str(text);
        }
        Ok(())
    })?;
    Ok(sample)
}

/// The separator with which the beginning shows the best header, and whether that header has a heading that could
/// not be read in a wrong encoding. Counting separators would be fooled by texts that are full of them.
fn separator(sample: &str, layout: &Layout, limits: &Limits) -> (u8, bool) {
    let mut best = (0, SEPARATORS[0], false);
    for separator in SEPARATORS {
        let mut found = Vec::new();
        let mut records = Records::new(separator, limits.text_bytes_one(), limits.columns);
        // A sample may end in the middle of a quotation; what came before it counts.
        let _ = records.push(sample, &mut |record: Record| {
            if found.len() < header::ROWS_SEARCHED {
                found.push(header::read(layout, &BTreeMap::new(), &raws(record)));
            }
            Ok(())
        });
        let _ = records.finish(&mut |record: Record| {
            found.push(header::read(layout, &BTreeMap::new(), &raws(record)));
            Ok(())
        });
        if let Some(heads) = header::best(&found, layout).and_then(|at| found.get(at))
            && heads.score() > best.0
        {
            best = (heads.score(), separator, heads.beyond_ascii);
        }
    }
    (best.1, best.2)
}

fn raws(record: Record) -> Vec<(u32, Raw)> {
    (0u32..)
        .zip(record.fields)
        .map(|(at, field)| match field {
            Some(text) if text.is_empty() => (at, Raw::Empty),
            Some(text) => (at, Raw::Text(clean::unmarked(&text).to_owned())),
            None => (at, Raw::TooLong),
        })
        .collect()
}
