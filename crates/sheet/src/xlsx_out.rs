//! Writing XLSX in constant memory: typed cells, a header that stays in view and is repeated on paper, A4 landscape.

use std::{
    collections::BTreeMap,
    io::{BufWriter, Write},
};

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties, ExcelDateTime,
    Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError,
};

use crate::{
    cell::{EPOCH_SERIAL_MIN, civil_text, day_text, serial_of_day, serial_of_instant},
    clean,
    csv_out::{check_row, choice_title},
    layout::{Column, Kind, Layout},
    meta::{
        COLUMN_NAME, Cover, FORMAT, FORMAT_NAME, LAYOUT_NAME, LISTS_SHEET, MADE_AT_NAME, META_SHEET,
        SNAPSHOT_NAME, TITLE_NAME, sheet_name,
    },
    problem::WriteError,
    row::column_letters,
    value::Value,
};

/// The number of the last row of a sheet, counted from 0.
const LAST_ROW: u32 = 1_048_575;
const A4: u8 = 9;
/// Excel's bound for a list that is written into the rule itself, in UTF-16 units.
const INLINE_LIST_MAX: usize = 255;

/// Writes a table row by row into a temporary file; nothing reaches `out` before [`XlsxWriter::finish`].
pub struct XlsxWriter<'a> {
    layout: &'a Layout,
    workbook: Workbook,
    styles: Vec<Style>,
    header_row: u32,
    /// The next row to be written, counted from 0.
    next: u32,
}

/// The formats of one column's cells.
struct Style {
    cell: Format,
    /// For text that begins like a formula: it stays text even when somebody edits the cell.
    marked: Format,
}

impl<'a> XlsxWriter<'a> {
    /// Writes title, notes and header.
    ///
    /// # Errors
    /// The temporary file cannot be made, or a title is too long for a cell.
    pub fn new(layout: &'a Layout, cover: &Cover) -> Result<Self, WriteError> {
        let mut workbook = Workbook::new();
        workbook.set_properties(&properties(cover)?);
        let styles: Vec<Style> = layout.columns().iter().map(style).collect();
        let sheet = workbook.add_worksheet_with_constant_memory();
        let sheet = sheet?;
        sheet.set_name(sheet_name(layout.title()))?;
        let header_row = write_top(sheet, layout, cover)?;
        page(sheet, layout, header_row)?;
        for (at, (column, style)) in (0u16..).zip(layout.columns().iter().zip(&styles)) {
            sheet.set_column_width(at, width(column))?;
            sheet.set_column_format(at, &style.cell)?;
        }
        write_meta(workbook.add_worksheet(), layout, cover)?;
        add_lists(&mut workbook, layout, header_row + 1)?;
        Ok(Self { layout, workbook, styles, header_row, next: header_row + 1 })
    }

    /// Writes one value for each column of the layout.
    ///
    /// # Errors
    /// A value does not fit its column, a text is longer than a cell can hold, or the sheet is full.
    pub fn row(&mut self, values: &[Value]) -> Result<(), WriteError> {
        let row = self.next;
        check_row(self.layout, row + 1, values)?;
        if row > LAST_ROW {
            return Err(WriteError::TooManyRows);
        }
        let sheet = self.workbook.worksheet_from_index(0)?;
        for (at, ((column, style), value)) in
            (0u16..).zip(self.layout.columns().iter().zip(&self.styles).zip(values))
        {
            match write_value(sheet, (row, at), column, style, value) {
                Ok(()) => {}
                Err(XlsxError::MaxStringLengthExceeded) => {
                    let column = column_letters(u32::from(at));
                    return Err(WriteError::TextTooLong { row: row + 1, column });
                }
                Err(other) => return Err(other.into()),
            }
        }
        self.next += 1;
        Ok(())
    }

    /// Writes the file.
    ///
    /// # Errors
    /// `out` cannot be written.
    pub fn finish<W: Write + Send>(mut self, out: W) -> Result<(), WriteError> {
        let last_column = u16::try_from(self.layout.columns().len().saturating_sub(1)).unwrap_or(u16::MAX);
        let last_row = self.next.saturating_sub(1).max(self.header_row);
        self.workbook.worksheet_from_index(0)?.autofilter(self.header_row, 0, last_row, last_column)?;
        let mut out = BufWriter::new(out);
        self.workbook.save_to_writer(&mut out)?;
        out.flush()?;
        Ok(())
    }
}

/// Writes a whole table; memory does not grow with it.
///
/// # Errors
/// A value does not fit its column, a text is longer than a cell can hold, there are more rows than a sheet holds,
/// or `out` cannot be written.
pub fn write_xlsx<R: AsRef<[Value]>>(
    layout: &Layout,
    cover: &Cover,
    rows: impl IntoIterator<Item = R>,
    out: impl Write + Send,
) -> Result<(), WriteError> {
    let mut writer = XlsxWriter::new(layout, cover)?;
    for row in rows {
        writer.row(row.as_ref())?;
    }
    writer.finish(out)
}

fn write_value(
    sheet: &mut Worksheet,
    (row, at): (u32, u16),
    column: &Column,
    style: &Style,
    value: &Value,
) -> Result<(), XlsxError> {
    let text = |sheet: &mut Worksheet, text: &str| {
        let format = if clean::needs_mark(text) { &style.marked } else { &style.cell };
        match escaped_by_hand(text) {
            Some(escaped) => {
                let run = (&Format::default(), escaped.as_str());
                sheet.write_rich_string_with_format(row, at, &[run], format).map(drop)
            }
            None => sheet.write_string_with_format(row, at, text, format).map(drop),
        }
    };
    match value {
        Value::Empty => sheet.write_blank(row, at, &style.cell).map(drop),
        Value::Text(content) => text(sheet, content),
        #[allow(clippy::cast_precision_loss, reason = "at most 2^53, which an f64 holds exactly")]
        Value::Integer(number) => {
            sheet.write_number_with_format(row, at, *number as f64, &style.cell).map(drop)
        }
        Value::Day(day) => match serial_of_day(*day) {
            #[allow(clippy::cast_precision_loss, reason = "days up to the year 9998 are below 3 million")]
            serial if serial >= EPOCH_SERIAL_MIN => {
                sheet.write_number_with_format(row, at, serial as f64, &style.cell).map(drop)
            }
            _ => text(sheet, &day_text(*day)),
        },
        Value::Instant(instant) if serial_of_day(instant.day()) >= EPOCH_SERIAL_MIN => {
            sheet.write_number_with_format(row, at, serial_of_instant(*instant), &style.cell).map(drop)
        }
        Value::Instant(instant) => text(sheet, &civil_text(*instant)),
        Value::Choice(key) => text(sheet, choice_title(column, key)),
    }
}

/// The text with each `_x` escaped, where the library's own escaping is not enough: it looks for whole escapes before
/// it writes control characters as such, so `_x0012` with a NUL behind it came back as U+0012. Text of one run is
/// written without its escaping.
fn escaped_by_hand(text: &str) -> Option<String> {
    let becomes_an_escape =
        |c: char| matches!(c, '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}') && !matches!(c, '\t' | '\n');
    (text.contains("_x") && text.contains(becomes_an_escape)).then(|| text.replace("_x", "_x005F_x"))
}

/// Title, notes and header; gives the number of the header row, counted from 0.
fn write_top(sheet: &mut Worksheet, layout: &Layout, cover: &Cover) -> Result<u32, WriteError> {
    // Centred across the columns without merging them: merged cells get in the way of sorting and reading again.
    let title = Format::new().set_bold().set_font_size(16).set_align(FormatAlign::CenterAcross);
    let note = Format::new().set_align(FormatAlign::Left).set_align(FormatAlign::VerticalCenter);
    sheet.set_row_height(0, 30)?;
    write_line(sheet, 0, &cover.title, &title)?;
    for at in (1u16..).take(layout.columns().len().saturating_sub(1)) {
        sheet.write_blank(0, at, &title)?;
    }
    let mut row = 1;
    for line in &cover.notes {
        write_line(sheet, row, line, &note)?;
        row += 1;
    }
    for (at, column) in (0u16..).zip(layout.columns()) {
        sheet.write_string_with_format(row, at, column.heading(), &header_format(column))?;
    }
    Ok(row)
}

fn write_line(sheet: &mut Worksheet, row: u32, text: &str, format: &Format) -> Result<(), WriteError> {
    match sheet.write_string_with_format(row, 0, text, format) {
        Ok(_) => Ok(()),
        Err(XlsxError::MaxStringLengthExceeded) => {
            Err(WriteError::TextTooLong { row: row + 1, column: column_letters(0) })
        }
        Err(other) => Err(other.into()),
    }
}

fn page(sheet: &mut Worksheet, layout: &Layout, header_row: u32) -> Result<(), WriteError> {
    sheet
        .set_landscape()
        .set_paper_size(A4)
        .set_print_fit_to_pages(1, 0)
        .set_print_center_horizontally(true)
        .set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3)
        .set_footer("&C第 &P 页 共 &N 页")
        .set_repeat_rows(header_row, header_row)?
        .set_freeze_panes(header_row + 1, 0)?;
    for (at, column) in (0u16..).zip(layout.columns()) {
        if let Some(rule) = number_rule(column)? {
            sheet.add_data_validation(header_row + 1, at, LAST_ROW, at, &rule)?;
        }
    }
    Ok(())
}

/// The rule with which Excel itself refuses a wrong number. A column that takes words as well has none.
fn number_rule(column: &Column) -> Result<Option<DataValidation>, WriteError> {
    let Kind::Integer { min, max, instead } = &column.kind else { return Ok(None) };
    if !instead.is_empty() {
        return Ok(None);
    }
    let between = DataValidationRule::Between(Formula::new(min.to_string()), Formula::new(max.to_string()));
    let rule = DataValidation::new()
        .allow_whole_number_formula(between)
        .set_error_title("数字不符合要求")?
        .set_error_message(format!("请填写 {min} 到 {max} 之间的整数"))?
        .set_error_style(DataValidationErrorStyle::Stop);
    Ok(Some(rule))
}

/// Adds the drop-down lists, long ones by way of a hidden sheet.
fn add_lists(workbook: &mut Workbook, layout: &Layout, first_row: u32) -> Result<(), WriteError> {
    let mut rules: BTreeMap<u16, DataValidation> = BTreeMap::new();
    let mut long: Vec<Vec<&str>> = Vec::new();
    for (at, column) in (0u16..).zip(layout.columns()) {
        let Kind::Choice(choices) = &column.kind else { continue };
        let titles: Vec<&str> = choices.iter().map(|choice| choice.title.as_str()).collect();
        let units = titles.iter().map(|title| title.encode_utf16().count() + 1).sum::<usize>();
        let rule = if units <= INLINE_LIST_MAX && titles.iter().all(|title| !title.contains([',', '"'])) {
            DataValidation::new().allow_list_strings(&titles)?
        } else {
            let letters = column_letters(u32::try_from(long.len()).unwrap_or(u32::MAX));
            let range = format!("={LISTS_SHEET}!${letters}$1:${letters}${}", titles.len());
            long.push(titles);
            DataValidation::new().allow_list_formula(Formula::new(range))
        };
        let rule = rule
            .set_error_title("选项不符合要求")?
            .set_error_message("请从下拉列表中选择")?
            .set_error_style(DataValidationErrorStyle::Stop);
        rules.insert(at, rule);
    }
    if !long.is_empty() {
        let lists = workbook.add_worksheet();
        lists.set_name(LISTS_SHEET)?.set_very_hidden(true);
        for (at, titles) in (0u16..).zip(&long) {
            for (row, title) in (0u32..).zip(titles) {
                lists.write_string(row, at, *title)?;
            }
        }
    }
    let sheet = workbook.worksheet_from_index(0)?;
    for (at, rule) in &rules {
        sheet.add_data_validation(first_row, *at, LAST_ROW, *at, rule)?;
    }
    Ok(())
}

/// Which layout this is and which heading means which column, so that columns may be moved and titles may change.
fn write_meta(sheet: &mut Worksheet, layout: &Layout, cover: &Cover) -> Result<(), WriteError> {
    sheet.set_name(META_SHEET)?.set_very_hidden(true);
    let mut pairs = vec![
        (FORMAT_NAME, FORMAT.to_string()),
        (LAYOUT_NAME, layout.key().to_owned()),
        (TITLE_NAME, cover.title.clone()),
        (MADE_AT_NAME, cover.made_at.to_string()),
    ];
    pairs.extend(cover.snapshot.iter().map(|number| (SNAPSHOT_NAME, number.clone())));
    let mut row = 0u32;
    for (name, value) in &pairs {
        sheet.write_string(row, 0, *name)?.write_string(row, 1, value)?;
        row += 1;
    }
    for column in layout.columns() {
        sheet.write_string(row, 0, COLUMN_NAME)?;
        sheet.write_string(row, 1, &column.key)?.write_string(row, 2, column.heading())?;
        row += 1;
    }
    Ok(())
}

fn properties(cover: &Cover) -> Result<DocProperties, WriteError> {
    let seconds = cover.made_at.micros().div_euclid(1_000_000).max(0);
    let made_at = ExcelDateTime::from_timestamp(seconds)?;
    let title: String = cover.title.chars().take(200).collect();
    Ok(DocProperties::new().set_title(title).set_creation_datetime(&made_at))
}

fn style(column: &Column) -> Style {
    let cell = Format::new().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter);
    let cell = match &column.kind {
        // The text format keeps leading zeros, and formulas that somebody types, as text.
        Kind::Text { .. } => cell.set_num_format("@").set_text_wrap(),
        Kind::Choice(_) => cell.set_num_format("@"),
        Kind::Integer { .. } => cell.set_num_format("#,##0").set_align(FormatAlign::Right),
        Kind::Day => cell.set_num_format("yyyy-mm-dd").set_align(FormatAlign::Center),
        Kind::Instant => cell.set_num_format("yyyy-mm-dd hh:mm:ss").set_align(FormatAlign::Center),
    };
    Style { marked: cell.clone().set_quote_prefix(), cell }
}

fn header_format(column: &Column) -> Format {
    let format = Format::new()
        .set_bold()
        .set_border(FormatBorder::Thin)
        .set_background_color(Color::RGB(0x00D9_E1F2))
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap();
    if column.required { format.set_font_color(Color::RGB(0x00C0_0000)) } else { format }
}

/// Excel counts widths in digits; a Chinese character takes two.
fn width(column: &Column) -> f64 {
    let heading = column.heading().chars().count();
    let by_kind = match &column.kind {
        Kind::Text { max_chars } => (*max_chars).clamp(6, 16),
        Kind::Integer { .. } => 6,
        Kind::Day => 6,
        Kind::Instant => 10,
        Kind::Choice(choices) => {
            choices.iter().map(|choice| choice.title.chars().count()).max().unwrap_or(0).clamp(4, 16)
        }
    };
    let characters =
        column.width.unwrap_or_else(|| u16::try_from(by_kind.max(heading.min(10))).unwrap_or(16));
    // Two more for the filter's button.
    f64::from(characters) * 2.0 + 2.5
}
