//! A unit's table as a spreadsheet: the same layout is written, filled in and read again.

use kernel::Failure;
use sheet::{Choice, Column, Cover, Kind, Layout, Value};

use crate::{
    model::Mark,
    table::{Basis, TableCell, TableColumn, TableRow, TableView},
};

const NOT_DONE: &str = "not_done";
const NOT_APPLICABLE: &str = "not_applicable";

/// What the file is for. Only what comes back needs the codes that say which indicator a line is about; they stand at
/// the end, where nobody has to read past them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    FillIn,
    Publish,
}

/// One line for each indicator. Figures may be replaced by 未开展 or 不适用, which are neither nought nor blank.
pub(crate) fn layout(purpose: Purpose) -> Result<Layout, Failure> {
    let instead = [Choice::new(NOT_DONE, "未开展"), Choice::new(NOT_APPLICABLE, "不适用")];
    let mut columns = vec![
        Column::new("section", "类别", Kind::text_of(200)).width(14),
        Column::new("title", "活动项目", Kind::text_of(500)).width(30),
        Column::new("unit", "单位", Kind::text_of(50)).width(6),
        Column::new("live", "台账数字", Kind::count()).width(10),
        Column::new("value", "填报数字", Kind::count_or(instead)).required().width(10),
        Column::new("reason", "更正原因", Kind::text_of(500)).width(24),
    ];
    if purpose == Purpose::FillIn {
        columns.push(Column::new("indicator", "指标代码", Kind::text_of(64)).required().width(12));
    }
    Layout::new("statistics-table", "统计表", columns).map_err(Failure::internal)
}

/// The lines of the table in the order of its rows.
pub(crate) fn lines(view: &TableView, purpose: Purpose) -> Vec<Vec<Value>> {
    let rows = view.sections.iter().flat_map(|section| section.rows.iter().map(move |row| (section, row)));
    rows.map(|(section, row)| {
        let shown = shown(view, row);
        let mut line = vec![
            Value::Text(section.title.clone()),
            Value::Text(row.title.clone()),
            Value::Text(row.unit.clone()),
            Value::Integer(row.live),
            figure(&shown),
            shown.reason.clone().map_or(Value::Empty, Value::Text),
        ];
        if purpose == Purpose::FillIn {
            line.push(Value::Text(row.indicator.clone()));
        }
        line
    })
    .collect()
}

/// What stands in the column of figures: the unit's confirmation where the basis asks for it, else the sum.
fn shown(view: &TableView, row: &TableRow) -> TableCell {
    match (&row.confirmed, view.basis) {
        (Some(confirmed), Basis::Confirmed) => confirmed.clone(),
        (Some(_) | None, Basis::Live | Basis::Confirmed) => {
            TableCell { mark: Mark::Counted, value: row.total, records: 0, live: None, reason: None }
        }
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
        Basis::Live => "台账实时数字",
        Basis::Confirmed => "单位确认数字（未确认的用台账实时数字）",
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
        cover = cover.note(format!("尚未确认、采用台账实时数字的单位：{names}"));
    }
    if view.head.reconstructed {
        cover = cover.note("表式说明：原表未公布，本表的行为重构，仅供参考");
    }
    cover
}
