//! A unit's table as a spreadsheet: one form is written, filled in and read again, another is published.

use kernel::Failure;
use sheet::{Choice, Column, Cover, Kind, Layout, Value};

use crate::{
    model::Mark,
    table::{Basis, TableCell, TableColumn, TableRow, TableSection, TableView},
};

const NOT_DONE: &str = "not_done";
const NOT_APPLICABLE: &str = "not_applicable";

/// What a table is filled in with, one line for each indicator. Figures may be replaced by 未开展 or 不适用, which are
/// neither nought nor blank. The codes that say which indicator a line is about stand at the end, where nobody has to
/// read past them.
pub(crate) fn layout() -> Result<Layout, Failure> {
    let columns = vec![
        section(),
        title(),
        unit(),
        Column::new("live", "台账数", Kind::count()).width(10),
        Column::new("value", "确认数", counted()).required().width(10),
        Column::new("reason", "更正原因", Kind::text_of(500)).width(24),
        Column::new("indicator", "指标代码", Kind::text_of(64)).required().width(12),
    ];
    Layout::new("statistics-table", "统计表", columns).map_err(Failure::internal)
}

/// What is published: the sum, what each unit contributes, and why a figure is another than the records'.
pub(crate) fn published(view: &TableView) -> Result<Layout, Failure> {
    let mut columns = vec![section(), title(), unit(), Column::new("value", "合计", counted()).width(8)];
    columns.extend(view.columns.iter().enumerate().map(|(at, column)| {
        let left_out = if column.excluded { "（不计入合计）" } else { "" };
        Column::new(format!("of-{at}"), format!("{}{left_out}", column.name), counted()).width(7)
    }));
    columns.push(Column::new("live", "台账数", Kind::count()).width(8));
    columns.push(Column::new("reason", "更正原因", Kind::text_of(500)).width(20));
    Layout::new("statistics-table", "统计表", columns).map_err(Failure::internal)
}

fn section() -> Column {
    Column::new("section", "类别", Kind::text_of(200)).width(14)
}

fn title() -> Column {
    Column::new("title", "活动项目", Kind::text_of(500)).width(30)
}

fn unit() -> Column {
    Column::new("unit", "计量单位", Kind::text_of(50)).width(8)
}

fn counted() -> Kind {
    Kind::count_or([Choice::new(NOT_DONE, "未开展"), Choice::new(NOT_APPLICABLE, "不适用")])
}

/// The lines of [`layout`] in the order of the table's rows.
pub(crate) fn lines(view: &TableView) -> Vec<Vec<Value>> {
    let line = |(section, row): (&TableSection, &TableRow)| {
        let filled = filled(view, row);
        let mut line = head(section, row);
        line.extend([
            Value::Integer(row.live),
            figure(&filled),
            reason(&filled),
            Value::Text(row.indicator.clone()),
        ]);
        line
    };
    rows(view).map(line).collect()
}

/// The lines of [`published`].
pub(crate) fn published_lines(view: &TableView) -> Vec<Vec<Value>> {
    let line = |(section, row): (&TableSection, &TableRow)| {
        let shown = shown(view, row);
        let mut line = head(section, row);
        line.push(figure(&shown));
        line.extend(row.cells.iter().map(figure));
        line.extend([Value::Integer(row.live), reasons(view, row, &shown)]);
        line
    };
    rows(view).map(line).collect()
}

fn rows(view: &TableView) -> impl Iterator<Item = (&TableSection, &TableRow)> {
    view.sections.iter().flat_map(|section| section.rows.iter().map(move |row| (section, row)))
}

fn head(section: &TableSection, row: &TableRow) -> Vec<Value> {
    [&section.title, &row.title, &row.unit].map(|text| Value::Text(text.clone())).into()
}

fn reason(cell: &TableCell) -> Value {
    cell.reason.clone().map_or(Value::Empty, Value::Text)
}

/// Why figures of the row are not what the records say: the unit's own reason, and those of the units whose figures
/// stand beside it.
fn reasons(view: &TableView, row: &TableRow, shown: &TableCell) -> Value {
    let below = view
        .columns
        .iter()
        .zip(&row.cells)
        .filter(|(column, _)| !column.own)
        .filter_map(|(column, cell)| Some(format!("{}：{}", column.name, cell.reason.as_ref()?)));
    let all: Vec<String> = shown.reason.iter().cloned().chain(below).collect();
    if all.is_empty() { Value::Empty } else { Value::Text(all.join("；")) }
}

/// What the unit is offered to sign: what it signed where the basis asks for it, else what the records say. Figures that
/// others signed below would be corrections without a reason.
fn filled(view: &TableView, row: &TableRow) -> TableCell {
    let is_whole = !view.columns.iter().any(|column| column.excluded);
    match (&row.confirmed, view.basis) {
        (None, Basis::Confirmed) if is_whole => TableCell::counted(row.live, 0),
        (Some(_) | None, Basis::Live | Basis::Confirmed) => shown(view, row),
    }
}

/// What stands in the column of figures: the unit's confirmation where the basis asks for it, else the sum.
fn shown(view: &TableView, row: &TableRow) -> TableCell {
    match (&row.confirmed, view.basis) {
        (Some(confirmed), Basis::Confirmed) => confirmed.clone(),
        (Some(_) | None, Basis::Live | Basis::Confirmed) => TableCell::counted(row.total, 0),
    }
}

fn figure(cell: &TableCell) -> Value {
    match cell.mark {
        Mark::Counted => Value::Integer(cell.value),
        Mark::NotDone => Value::Choice(NOT_DONE.to_owned()),
        Mark::NotApplicable => Value::Choice(NOT_APPLICABLE.to_owned()),
    }
}

/// What a filled-in figure says.
pub(crate) fn read_figure(row: &sheet::Row) -> Option<(Mark, i64)> {
    match (row.integer("value"), row.choice("value")) {
        (Some(value), _) => Some((Mark::Counted, value)),
        (None, Some(NOT_DONE)) => Some((Mark::NotDone, 0)),
        (None, Some(NOT_APPLICABLE)) => Some((Mark::NotApplicable, 0)),
        (None, Some(_) | None) => None,
    }
}

pub(crate) fn cover(view: &TableView, made_at: kernel::Instant) -> Cover {
    let basis = match view.basis {
        Basis::Live => "实时数（台账）",
        Basis::Confirmed => "确认数（未确认的用台账数）",
    };
    let mut cover = Cover::new(view.head.title.clone(), made_at)
        .note(format!("填报单位：{}（盖章）", view.unit_name))
        .note(format!("统计时段：{} 至 {}    口径：{basis}", view.head.from, view.head.to));
    let names = |wanted: fn(&TableColumn) -> bool| {
        let names: Vec<&str> =
            view.columns.iter().filter(|column| wanted(column)).map(|column| column.name.as_str()).collect();
        (!names.is_empty()).then(|| names.join("、"))
    };
    if let Some(names) = names(|column| column.excluded) {
        cover = cover.note(format!("合计不含：{names}"));
    }
    let unsigned = |column: &TableColumn| !column.own && !column.excluded && column.confirmed_at.is_none();
    if let (Basis::Confirmed, Some(names)) = (view.basis, names(unsigned)) {
        cover = cover.note(format!("尚未确认、采用台账数的单位：{names}"));
    }
    if view.head.reconstructed {
        cover = cover.note("表样说明：原文没有附表样，本表各行按方案重新整理，仅供参考");
    }
    cover
}
