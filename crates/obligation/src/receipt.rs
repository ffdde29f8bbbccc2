//! The numbered receipt: who can show it can prove what was handed in and when.

use kernel::Instant;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// Longer than records are kept at hand by those who read a number from paper.
const YEARS: i16 = 10;
const ALPHABET: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// `2021-000123-C`: year, running number of the authority in that year, check character.
#[must_use]
pub fn number(at: Instant, sequence: i64) -> String {
    let year = at.day().year();
    let check = check_character(&format!("{year:04}{sequence:06}"));
    format!("{year:04}-{sequence:06}-{check}")
}

/// The numbers that somebody can mean who typed one in any case, also without its check character, also without its year:
/// then it is one of the last years up to `now`. Empty for what is none.
#[must_use]
pub fn meant(typed: &str, now: Instant) -> Vec<String> {
    let typed = typed.to_uppercase();
    let of_year = |year: i16, sequence: &str| {
        format!("{year:04}-{sequence}-{}", check_character(&format!("{year:04}{sequence}")))
    };
    let this_year = now.day().year();
    let lately = |sequence: &str| (0..YEARS).map(|ago| of_year(this_year - ago, sequence)).collect();
    let meant: Vec<String> = match typed.split('-').collect::<Vec<_>>().as_slice() {
        [sequence] => lately(sequence),
        [year, sequence] if year.len() == 4 => match year.parse() {
            Ok(year) => vec![of_year(year, sequence)],
            Err(_) => Vec::new(),
        },
        [sequence, check] => {
            let all: Vec<String> = lately(sequence);
            all.into_iter().filter(|number| number.ends_with(&format!("-{check}"))).collect()
        }
        _ => vec![typed],
    };
    meant.into_iter().filter(|number| is_well_formed(number)).collect()
}

/// Whether a number read from paper or over the telephone can be right.
#[must_use]
pub fn is_well_formed(number: &str) -> bool {
    let mut parts = number.split('-');
    let (Some(year), Some(sequence), Some(check), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let digits =
        |part: &str, least: usize| part.len() >= least && part.bytes().all(|byte| byte.is_ascii_digit());
    year.len() == 4
        && digits(year, 4)
        && digits(sequence, 6)
        && check.chars().eq([check_character(&format!("{year}{sequence}"))])
}

/// ISO/IEC 7064 MOD 37,36: finds every single wrong character and nearly every swap of two neighbours.
fn check_character(payload: &str) -> char {
    let mut product = 36_usize;
    for byte in payload.bytes() {
        let value = ALPHABET.iter().position(|letter| *letter == byte).unwrap_or(0);
        let sum = (product + value) % 36;
        product = (if sum == 0 { 36 } else { sum }) * 2 % 37;
    }
    char::from(ALPHABET[(37 - product) % 36])
}

/// SHA-256 (hex) over a canonical text of the content: object keys sorted, no spaces, numbers and texts as JSON writes
/// them. Anybody with the content can compute it again.
#[must_use]
pub fn digest(content: &Value) -> String {
    let mut text = String::new();
    canonical(content, &mut text);
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn canonical(value: &Value, out: &mut String) {
    match value {
        Value::Object(entries) => {
            let mut sorted: Vec<_> = entries.iter().collect();
            sorted.sort_by_key(|(key, _)| *key);
            out.push('{');
            for (position, (key, value)) in sorted.into_iter().enumerate() {
                if position > 0 {
                    out.push(',');
                }
                out.push_str(&Value::from(key.as_str()).to_string());
                out.push(':');
                canonical(value, out);
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for (position, item) in items.iter().enumerate() {
                if position > 0 {
                    out.push(',');
                }
                canonical(item, out);
            }
            out.push(']');
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            out.push_str(&value.to_string())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_noticed() {
        let right = number("2021-06-16T10:00:00+08:00".parse().unwrap(), 123);
        assert!(right.starts_with("2021-000123-") && is_well_formed(&right), "{right}");
        let letters: Vec<char> = right.chars().collect();
        for place in (0..letters.len()).filter(|place| letters[*place] != '-') {
            for wrong in
                ALPHABET.iter().map(|letter| char::from(*letter)).filter(|wrong| *wrong != letters[place])
            {
                let mut slip = letters.clone();
                slip[place] = wrong;
                let slip: String = slip.into_iter().collect();
                assert!(!is_well_formed(&slip), "{slip}");
            }
        }
        let mut swapped = letters.clone();
        swapped.swap(8, 9);
        assert!(!is_well_formed(&swapped.into_iter().collect::<String>()));
        for wrong in ["", "2021-000123", "2021-123-A", "2021-000123-A-A", "２０２１-000123-A"] {
            assert!(!is_well_formed(wrong), "{wrong}");
        }
        let late: Instant = "2022-01-01T00:30:00+08:00".parse().unwrap();
        assert!(number(late, 1_000_000).starts_with("2022-1000000-"), "the year is that of Shanghai");
    }

    #[test]
    fn a_number_is_read_without_its_year_and_its_check() {
        let now: Instant = "2021-06-16T10:00:00+08:00".parse().unwrap();
        let whole = number(now, 123);
        let (year_and_number, check) = whole.rsplit_once('-').unwrap();
        for typed in [&whole, &whole.to_lowercase(), year_and_number] {
            assert_eq!(meant(typed, now), [whole.as_str()], "{typed}");
        }
        let lately = meant("000123", now);
        assert_eq!((lately.len(), &lately[0]), (10, &whole));
        let checked = meant(&format!("000123-{check}"), now);
        assert!(checked.contains(&whole) && checked.len() < 10, "{checked:?}");
        for none in ["", "123", "2021", "-", "2021-", "2021-1", "000123-#", "甲000123", "0-000123", "1-2-3-4"]
        {
            assert_eq!(meant(none, now), Vec::<String>::new(), "{none}");
        }
    }

    #[test]
    fn the_digest_is_about_the_content_and_not_about_the_order_of_keys() {
        let one: Value = serde_json::from_str(r#"{"b":1,"a":{"y":"沈阳","x":[1,2]}}"#).unwrap();
        let other: Value = serde_json::from_str(r#"{ "a": {"x":[1,2],"y":"沈阳"}, "b": 1 }"#).unwrap();
        let changed: Value = serde_json::from_str(r#"{"b":1,"a":{"y":"沈阳","x":[2,1]}}"#).unwrap();
        assert_eq!(digest(&one), digest(&other));
        assert_ne!(digest(&one), digest(&changed));
        assert_eq!(digest(&one).len(), 64);
    }
}
