//! Which parts the workbook has: its sheets in the order of their tabs, its texts, its styles.

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

const SHEETS_MAX: usize = 1024;
const RELATIONS_MAX: usize = 4096;

#[derive(Debug, Default)]
pub(super) struct Workbook {
    pub(super) sheets: Vec<Entry>,
    pub(super) strings: Option<String>,
    pub(super) styles: Option<String>,
    pub(super) from_1904: bool,
}

#[derive(Debug)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) path: String,
    pub(super) visible: bool,
}

struct Relation {
    id: String,
    /// The last segment of the type's address; both editions of the standard end alike.
    kind: String,
    path: String,
}

pub(super) fn read<R: Read + Seek>(package: &mut Package<R>) -> Result<Workbook, ReadError> {
    let roots = relations(package, "_rels/.rels", "")?;
    let path = roots
        .into_iter()
        .find(|relation| relation.kind == "officeDocument")
        .map(|relation| relation.path)
        .ok_or(ReadError::NotATable)?;
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
    let relations = relations(package, &format!("{folder}/_rels/{name}.rels"), folder)?;
    let one = |kind: &str| {
        relations.iter().find(|relation| relation.kind == kind).map(|relation| relation.path.clone())
    };
    let mut workbook =
        Workbook { strings: one("sharedStrings"), styles: one("styles"), ..Workbook::default() };
    let worksheets: BTreeMap<&str, &str> = relations
        .iter()
        .filter(|relation| relation.kind == "worksheet")
        .map(|relation| (relation.id.as_str(), relation.path.as_str()))
        .collect();
    let Some(mut part) = package.part(&path)? else { return Err(ReadError::NotATable) };
    loop {
        match part.next()? {
            Event::Start(element) if is(&element, "sheet") => {
                if workbook.sheets.len() >= SHEETS_MAX {
                    return Err(ReadError::damaged("too many sheets"));
                }
                let id = attribute(&element, "id")?.unwrap_or_default();
                // Sheets of charts and dialogs have no cells.
                let Some(path) = worksheets.get(id.as_str()) else { continue };
                let state = attribute(&element, "state")?;
                workbook.sheets.push(Entry {
                    name: attribute(&element, "name")?.unwrap_or_default(),
                    path: (*path).to_owned(),
                    visible: state.is_none_or(|state| state == "visible"),
                });
            }
            Event::Start(element) if is(&element, "workbookPr") => {
                if let Some(from_1904) = attribute(&element, "date1904")? {
                    workbook.from_1904 = from_1904 == "1" || from_1904 == "true";
                }
            }
            Event::Eof => return Ok(workbook),
            _ => {}
        }
    }
}

fn relations<R: Read + Seek>(
    package: &mut Package<R>,
    path: &str,
    folder: &str,
) -> Result<Vec<Relation>, ReadError> {
    let Some(mut part) = package.part(path)? else { return Err(ReadError::NotATable) };
    let mut relations = Vec::new();
    loop {
        match part.next()? {
            Event::Start(element) if is(&element, "Relationship") => {
                if relations.len() >= RELATIONS_MAX {
                    return Err(ReadError::damaged("too many relationships"));
                }
                let kind = attribute(&element, "Type")?.unwrap_or_default();
                let target = attribute(&element, "Target")?.unwrap_or_default();
                relations.push(Relation {
                    id: attribute(&element, "Id")?.unwrap_or_default(),
                    kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                    path: resolved(folder, &target),
                });
            }
            Event::Eof => return Ok(relations),
            _ => {}
        }
    }
}

/// The name of the part that `target` means, seen from `folder`. Nothing outside the archive can be meant: the name
/// is only ever looked up inside it.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut segments: Vec<&str> =
        if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for segment in target.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            name => segments.push(name),
        }
    }
    segments.retain(|segment| !segment.is_empty());
    segments.join("/")
}

#[cfg(test)]
mod tests {
    #[test]
    fn targets_are_found_from_where_they_are_named() {
        for (folder, target, path) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "../custom/a.xml", "custom/a.xml"),
            ("", "xl/workbook.xml", "xl/workbook.xml"),
            ("xl", "../../../../etc/passwd", "etc/passwd"),
            ("xl", ".\\a.xml", "xl/a.xml"),
        ] {
            assert_eq!(super::resolved(folder, target), path);
        }
    }
}
