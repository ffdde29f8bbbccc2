//! Texts: the shared ones, and those inside a cell.

use std::io::{BufRead, Read, Seek};

use quick_xml::events::Event;

use super::{
    Strings,
    escape::unescaped,
    package::Package,
    part::{Part, attribute, is, push_reference},
    sheet::SharedText,
};
use crate::{limits::Limits, problem::ReadError};

/// Reads the texts that cells share. Their number in the file's own words is not looked at.
pub(super) fn read<R: Read + Seek>(
    package: &mut Package<R>,
    path: &str,
    limits: &Limits,
) -> Result<Strings, ReadError> {
    let Some(mut part) = package.part(path)? else { return Ok(Vec::new()) };
    let mut strings = Vec::new();
    loop {
        match part.next()? {
            Event::Start(element) if is(&element, "si") => {
                if strings.len() as u64 >= limits.cells {
                    return Err(ReadError::TooManyCells { max: limits.cells });
                }
                strings.push(rich(&mut part, limits)?);
            }
            Event::Eof => return Ok(strings),
            _ => {}
        }
    }
}

/// The text of the element that was started last (`si` or `is`): all its runs, without phonetic guides. `None` when
/// it is longer than the limit.
pub(super) fn rich<B: BufRead>(part: &mut Part<B>, limits: &Limits) -> Result<SharedText, ReadError> {
    let outer = part.depth();
    let mut text = String::new();
    let mut guide: Option<usize> = None;
    let mut fits = true;
    loop {
        let depth = part.depth();
        match part.next()? {
            Event::Start(element) if is(&element, "rPh") => guide = guide.or(Some(depth)),
            Event::Start(element) if is(&element, "t") && guide.is_none() => {
                let preserve = attribute(&element, "space")?.is_some_and(|space| space == "preserve");
                match run(part, preserve, limits.text_bytes_one())? {
                    Some(run) if text.len() + run.len() <= limits.text_bytes_one() => text.push_str(&run),
                    Some(_) | None => fits = false,
                }
            }
            Event::End(_) if depth == outer => {
                return Ok(fits.then(|| text.into_boxed_str()));
            }
            Event::End(_) if guide == Some(depth - 1) => guide = None,
            _ => {}
        }
    }
}

/// The characters of the element that was started last, up to its end; `None` when there are too many bytes.
pub(super) fn run<B: BufRead>(
    part: &mut Part<B>,
    preserve: bool,
    bytes_max: usize,
) -> Result<Option<String>, ReadError> {
    let outer = part.depth();
    let mut text = String::new();
    // An escape takes seven bytes for one, so the bound is kept twice: generously here, exactly below.
    let raw_max = bytes_max.saturating_mul(7);
    let mut fits = true;
    loop {
        let depth = part.depth();
        match part.next()? {
            Event::Text(piece) if fits => text.push_str(&piece.xml10_content()),
            Event::CData(piece) if fits => text.push_str(&piece.xml10_content()),
            Event::GeneralRef(reference) if fits => push_reference(&mut text, &reference)?,
            Event::End(_) if depth == outer => break,
            _ => {}
        }
        if text.len() > raw_max {
            fits = false;
            text.clear();
        }
    }
    let kept = if preserve { text } else { text.trim_matches([' ', '\t', '\r', '\n']).to_owned() };
    let kept = unescaped(kept);
    Ok((fits && kept.len() <= bytes_max).then_some(kept))
}
