//! Which cell styles show a number as a date. Nothing else of a style is kept.

use std::{
    collections::BTreeMap,
    io::{Read, Seek},
};

use quick_xml::events::Event;

use super::{
    package::Package,
    part::{attribute, is},
};
use crate::problem::ReadError;

/// Excel's own bounds are 65,490 cell styles and some hundred number formats.
const STYLES_MAX: usize = 65_536;
const FORMATS_MAX: usize = 8192;

/// By number of the style: whether it shows a date or a time.
pub(super) fn read<R: Read + Seek>(package: &mut Package<R>, path: &str) -> Result<Vec<bool>, ReadError> {
    let Some(mut part) = package.part(path)? else { return Ok(Vec::new()) };
    let mut formats: BTreeMap<u32, bool> = BTreeMap::new();
    let mut styles = Vec::new();
    let mut in_cell_styles = false;
    loop {
        match part.next()? {
            Event::Start(element) if is(&element, "numFmt") => {
                let number = attribute(&element, "numFmtId")?.and_then(|number| number.parse().ok());
                if let (Some(number), Some(code)) = (number, attribute(&element, "formatCode")?) {
                    formats.insert(number, shows_date(&code));
                }
            }
            Event::Start(element) if is(&element, "cellXfs") => in_cell_styles = true,
            Event::End(element) if element.local_name().as_ref() == "cellXfs" => in_cell_styles = false,
            Event::Start(element) if in_cell_styles && is(&element, "xf") => {
                let number: Option<u32> =
                    attribute(&element, "numFmtId")?.and_then(|number| number.parse().ok());
                let date = number.is_some_and(|number| {
                    formats.get(&number).copied().unwrap_or_else(|| is_builtin_date(number))
                });
                styles.push(date);
            }
            Event::Eof => return Ok(styles),
            _ => {}
        }
        if styles.len() > STYLES_MAX || formats.len() > FORMATS_MAX {
            return Err(ReadError::damaged("too many styles"));
        }
    }
}

/// ECMA-376 part 1, 18.8.30: 27–36 and 50–58 are dates in Chinese, Japanese and Korean versions.
fn is_builtin_date(number: u32) -> bool {
    matches!(number, 14..=22 | 27..=36 | 45..=47 | 50..=58)
}

/// Whether a format code has a letter of year, month, day, hour or second outside quotes, brackets and escapes.
fn shows_date(code: &str) -> bool {
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                chars.by_ref().find(|c| *c == '"');
            }
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                let elapsed = !inside.is_empty()
                    && inside.chars().all(|c| matches!(c, 'h' | 'H' | 'm' | 'M' | 's' | 'S'));
                if elapsed {
                    return true;
                }
            }
            // The next character is shown as it is, fills the cell, or gives a width.
            '\\' | '*' | '_' => {
                chars.next();
            }
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::shows_date;

    #[test]
    fn date_formats_are_told_from_numbers() {
        for (code, date) in [
            ("yyyy-mm-dd", true),
            ("yyyy\"年\"m\"月\"d\"日\"", true),
            ("[$-804]yyyy/m/d;@", true),
            ("[h]:mm:ss", true),
            ("*-yyyy", true),
            ("General", false),
            ("#,##0", false),
            ("0.00E+00", false),
            ("0\"days\"", false),
            ("[Red]-0", false),
            ("[DBNum1][$-804]General", false),
            ("0\\d", false),
            ("#,##0_d*y", false),
            ("@", false),
        ] {
            assert_eq!(shows_date(code), date, "{code}");
        }
    }
}
