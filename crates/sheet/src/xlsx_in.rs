//! Reading XLSX part by part. Whatever a file claims about itself, memory is bounded by the limits: the only things
//! kept are the different texts (counted) and one byte for each cell style (counted).

mod escape;
mod meta;
mod package;
mod part;
mod sheet;
mod strings;
mod styles;
mod workbook;

use std::{
    collections::BTreeMap,
    io::{Read, Seek},
};

use crate::{
    cell::Raw,
    intake::Intake,
    layout::{Layout, plain},
    limits::Limits,
    meta::{FORMAT, LISTS_SHEET, META_SHEET, Meta, sheet_name},
    problem::ReadError,
    read::{Form, Report},
    row::Row,
};
use package::Package;
use sheet::{Context, Rows, SharedText};
use workbook::Workbook;

pub(crate) fn scan(
    source: impl Read + Seek,
    layout: &Layout,
    limits: &Limits,
    on_row: &mut dyn FnMut(Row),
) -> Result<Report, ReadError> {
    let mut package = Package::open(source, limits)?;
    let workbook = workbook::read(&mut package)?;
    let strings = match &workbook.strings {
        Some(path) => strings::read(&mut package, path, limits)?,
        None => Vec::new(),
    };
    let date_styles = match &workbook.styles {
        Some(path) => styles::read(&mut package, path)?,
        None => Vec::new(),
    };
    let context =
        Context { strings: &strings, date_styles: &date_styles, from_1904: workbook.from_1904, limits };
    let told = told(&mut package, &workbook, &context, layout)?;
    let path = table_path(&workbook, layout)?;
    let report = Report::new(Form::Xlsx, told.as_ref().map(|(meta, _)| meta.clone()));
    let renamed = told.map(|(_, renamed)| renamed).unwrap_or_default();
    let mut intake = Intake::new(layout, limits, renamed, report, on_row);
    let mut part = package.part(path)?.ok_or_else(|| ReadError::damaged("worksheet part is missing"))?;
    sheet::read(&mut part, &context, &mut intake)?;
    intake.finish()
}

/// Folded headings and the keys of the columns that they meant when the file was written.
type Renamed = BTreeMap<String, String>;

/// What the file says about itself, and which of its headings means which column.
fn told<R: Read + Seek>(
    package: &mut Package<R>,
    workbook: &Workbook,
    context: &Context<'_>,
    layout: &Layout,
) -> Result<Option<(Meta, Renamed)>, ReadError> {
    let Some(entry) = workbook.sheets.iter().find(|sheet| sheet.name.eq_ignore_ascii_case(META_SHEET)) else {
        return Ok(None);
    };
    let Some(mut part) = package.part(&entry.path)? else { return Ok(None) };
    let Some(told) = meta::read(&mut part, context)? else { return Ok(None) };
    if told.format > FORMAT {
        return Err(ReadError::NewerFormat { found: told.format.to_string() });
    }
    if told.meta.layout != layout.key() {
        let expected = layout.title().to_owned();
        return Err(ReadError::OtherLayout { found: told.meta.title, expected });
    }
    let renamed = told.columns.into_iter().map(|(key, heading)| (plain(&heading), key)).collect();
    Ok(Some((told.meta, renamed)))
}

/// The sheet that is called like the layout, or else the first one that people see.
fn table_path<'w>(workbook: &'w Workbook, layout: &Layout) -> Result<&'w str, ReadError> {
    let ours = |name: &str| name.eq_ignore_ascii_case(META_SHEET) || name.eq_ignore_ascii_case(LISTS_SHEET);
    let called = sheet_name(layout.title());
    let seen = || workbook.sheets.iter().filter(|sheet| sheet.visible && !ours(&sheet.name));
    seen()
        .find(|sheet| sheet.name == called)
        .or_else(|| seen().next())
        .map(|sheet| sheet.path.as_str())
        .ok_or(ReadError::NoSheet)
}

impl Rows for Intake<'_> {
    fn count_cell(&mut self) -> Result<(), ReadError> {
        Intake::count_cell(self)
    }

    fn row(&mut self, number: u32, cells: Vec<(u32, Raw)>) -> Result<bool, ReadError> {
        Intake::row(self, number, cells).map(|()| true)
    }
}

type Strings = Vec<SharedText>;
