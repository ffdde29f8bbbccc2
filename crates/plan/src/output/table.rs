//! A table whose columns line up on a terminal, Chinese included.

use crate::compile::{CompiledPlan, Obligation};

/// The table for the eye. `name` gives the name of a unit by its key.
#[must_use]
pub fn to_table(plan: &CompiledPlan, unit: Option<&str>, name: impl Fn(&str) -> String) -> String {
    let row = |obligation: Obligation<'_>| {
        vec![
            name(obligation.unit),
            obligation.title(),
            obligation.duty.kind.title().to_owned(),
            obligation.duty.modality.title().to_owned(),
            obligation.at_least().to_string(),
            obligation.occurrence.deadline.due_text.clone(),
            obligation.due_at().to_string(),
            obligation.duty.clause_number.clone(),
        ]
    };
    let head =
        ["单位", "事项", "方式", "要求", "至少", "期限", "截止时间", "条款"].map(str::to_owned).to_vec();
    let rows = super::chosen(plan, unit).into_iter().map(row);
    aligned(&std::iter::once(head).chain(rows).collect::<Vec<_>>())
}

/// Columns padded with spaces to the widest cell, two spaces between them; no spaces at the ends of lines.
#[must_use]
pub fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns)
        .map(|column| {
            rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell)).max().unwrap_or(0)
        })
        .collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, wide) in row.iter().zip(&widths) {
            line.push_str(cell);
            line.push_str(&" ".repeat(wide.saturating_sub(width(cell)) + 2));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// Columns on a terminal: two for what East Asian Width (UAX #11) calls wide or full-width.
fn width(text: &str) -> usize {
    let wide = |c: char| {
        matches!(c as u32,
            0x1100..=0x115F | 0x2E80..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0xFE30..=0xFE6F
            | 0xFF00..=0xFF60 | 0xFFE0..=0xFFE6 | 0x1F300..=0x1FAFF | 0x20000..=0x3FFFD)
    };
    text.chars().map(|c| if wide(c) { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_and_latin_columns_line_up() {
        let rows = [["沈阳", "x", "1"], ["Dalian", "报送", "2"]].map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(aligned(&rows), "沈阳    x     1\nDalian  报送  2\n");
    }
}
