//! One XML part, read event by event with every token and the nesting bounded.

use std::io::{self, BufRead, Read};

use quick_xml::{
    Reader,
    escape::resolve_xml_entity,
    events::{BytesRef, BytesStart, Event},
};

use super::package::OverBudget;
use crate::problem::ReadError;

/// Bytes of one tag or one run of text. A full cell of Chinese text takes 100 KB.
const TOKEN_BYTES_MAX: usize = 1 << 20;
/// Elements inside each other; a workbook needs about eight.
const DEPTH_MAX: usize = 64;

pub(super) struct Part<B> {
    xml: Reader<Tokens<B>>,
    buffer: Vec<u8>,
    depth: usize,
}

impl<B: BufRead> Part<B> {
    pub(super) fn new(source: B) -> Self {
        let mut xml = Reader::from_reader(Tokens { inner: source, since_mark: 0 });
        // An empty element then comes as a start and an end, like any other.
        xml.config_mut().expand_empty_elements = true;
        Self { xml, buffer: Vec::new(), depth: 0 }
    }

    /// The next event; [`Event::Eof`] at the end, which is an error inside an element.
    pub(super) fn next(&mut self) -> Result<Event<'_>, ReadError> {
        self.xml.get_mut().since_mark = 0;
        self.buffer.clear();
        let event = self.xml.read_event_into(&mut self.buffer).map_err(from_xml)?;
        match &event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::Eof if self.depth > 0 => return Err(ReadError::damaged("a part ends too early")),
            // Entities of one's own are how small files grow large; no spreadsheet declares any.
            Event::DocType(_) => return Err(ReadError::damaged("a part declares a document type")),
            Event::Empty(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::GeneralRef(_)
            | Event::Eof => {}
        }
        if self.depth > DEPTH_MAX {
            return Err(ReadError::damaged("elements are nested too deeply"));
        }
        Ok(event)
    }

    /// How many elements are open, the one that was started last included.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }
}

/// Whether this is an element of this name, whatever the prefix of its namespace.
pub(super) fn is(element: &BytesStart<'_>, name: &str) -> bool {
    element.local_name().as_ref() == name
}

/// The value of an attribute, by its local name, without entities. Looks at each attribute once.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, ReadError> {
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(ReadError::damaged)?;
        if attribute.key.local_name().as_ref() == name && !is_namespace(attribute.key.as_ref()) {
            let value =
                attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).map_err(ReadError::damaged)?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}

fn is_namespace(key: &str) -> bool {
    key == "xmlns" || key.starts_with("xmlns:")
}

/// Appends what a reference such as `&amp;` or `&#10;` stands for.
pub(super) fn push_reference(text: &mut String, reference: &BytesRef<'_>) -> Result<(), ReadError> {
    if let Some(known) = resolve_xml_entity(reference) {
        text.push_str(known);
        return Ok(());
    }
    match reference.resolve_char_ref().map_err(ReadError::damaged)? {
        Some(c) => {
            text.push(c);
            Ok(())
        }
        None => Err(ReadError::damaged("an unknown entity")),
    }
}

/// The error with which [`Tokens`] says that a tag or text does not end, wrapped in [`io::Error`].
#[derive(Debug, thiserror::Error)]
#[error("a token is too long")]
struct EndlessToken;

fn from_xml(error: quick_xml::Error) -> ReadError {
    if let quick_xml::Error::Io(cause) = &error
        && let Some(over) = cause.get_ref().and_then(|inner| inner.downcast_ref::<OverBudget>())
    {
        return ReadError::TooMuchUnzipped { max: over.max };
    }
    ReadError::damaged(error)
}

/// Counts what a token takes: the XML reader collects a token until it ends, however long that takes.
struct Tokens<B> {
    inner: B,
    since_mark: usize,
}

impl<B: BufRead> Read for Tokens<B> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let taken = available.len().min(buf.len());
        if let (Some(to), Some(from)) = (buf.get_mut(..taken), available.get(..taken)) {
            to.copy_from_slice(from);
        }
        self.consume(taken);
        Ok(taken)
    }
}

impl<B: BufRead> BufRead for Tokens<B> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.since_mark > TOKEN_BYTES_MAX {
            return Err(io::Error::other(EndlessToken));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.since_mark += amount;
        self.inner.consume(amount);
    }
}
