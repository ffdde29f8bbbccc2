//! Which part of a file is asked for (RFC 9110, section 14).

use std::ops::Range;

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    Whole,
    Part(Range<u64>),
    /// Nothing of it lies in the file.
    Outside,
}

/// Reads a `Range` header. What is not understood (another unit, several ranges, nonsense) asks for the whole, as the
/// standard allows.
pub(crate) fn asked(header: Option<&str>, bytes: u64) -> Asked {
    let Some(range) = header.and_then(|value| value.trim().strip_prefix("bytes=")) else {
        return Asked::Whole;
    };
    let Some((first, last)) = range.split_once('-') else { return Asked::Whole };
    let (first, last) = (number(first), number(last));
    let part = match (first, last) {
        (Ok(Some(first)), Ok(None)) => first..bytes,
        (Ok(Some(first)), Ok(Some(last))) if first <= last => first..last.saturating_add(1).min(bytes),
        (Ok(None), Ok(Some(suffix))) => bytes.saturating_sub(suffix)..bytes,
        _ => return Asked::Whole,
    };
    if part.is_empty() { Asked::Outside } else { Asked::Part(part) }
}

fn number(text: &str) -> Result<Option<u64>, ()> {
    match text.trim() {
        "" => Ok(None),
        digits if digits.bytes().all(|b| b.is_ascii_digit()) => digits.parse().map(Some).map_err(|_| ()),
        _ => Err(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_a_file_of_ten_bytes() {
        for (header, part) in [
            (None, Asked::Whole),
            (Some("bytes=0-"), Asked::Part(0..10)),
            (Some("bytes=0-0"), Asked::Part(0..1)),
            (Some("bytes=3-5"), Asked::Part(3..6)),
            (Some("bytes=3-99"), Asked::Part(3..10)),
            (Some("bytes=9-"), Asked::Part(9..10)),
            (Some("bytes=-3"), Asked::Part(7..10)),
            (Some("bytes=-99"), Asked::Part(0..10)),
            (Some("bytes=10-"), Asked::Outside),
            (Some("bytes=10-20"), Asked::Outside),
            (Some("bytes=-0"), Asked::Outside),
            (Some("bytes=5-3"), Asked::Whole),
            (Some("bytes=0-1,4-5"), Asked::Whole),
            (Some("bytes=-"), Asked::Whole),
            (Some("bytes=+1-2"), Asked::Whole),
            (Some("lines=1-2"), Asked::Whole),
            (Some("bytes=18446744073709551615-"), Asked::Outside),
            (Some("bytes=99999999999999999999-"), Asked::Whole),
        ] {
            assert_eq!(asked(header, 10), part, "{header:?}");
        }
        assert_eq!(asked(Some("bytes=0-"), 0), Asked::Outside);
    }
}
