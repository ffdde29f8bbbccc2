//! Forms, activity kinds, indicators and tables.

use super::{Names, unique};
use crate::{
    document::{Acceptance, ActivityKind, BuiltInMeasure, Document, Evidence, Field, FieldType},
    form::FIGURE_MAX,
};

impl Names {
    pub(super) fn fields(&mut self, fields: &[Field]) {
        unique(fields.iter().map(|field| &field.key), "表单项", &mut self.problems);
        for field in fields {
            self.field(field);
            self.whole(field, fields);
        }
    }

    /// A part and its whole are figures of the same form.
    fn whole(&mut self, field: &Field, among: &[Field]) {
        let Some(whole) = &field.part_of else { return };
        let found = among.iter().find(|other| other.key == *whole && other.key != field.key);
        if found.is_none_or(|found| found.kind.value != FieldType::Integer) {
            self.error(
                whole.place(),
                "part-of",
                format!("“{}”的 part_of 写着“{whole}”，同一表单中没有这个整数项", field.title),
                "请写同一表单中另一个 type: integer 的键",
            );
        }
    }

    fn field(&mut self, field: &Field) {
        self.title(&field.title);
        field.help.iter().for_each(|help| self.text(help));
        self.field_settings(field);
        let kind = field.kind.value;
        if kind == FieldType::Choice {
            self.not_empty(&field.options, field.key.place(), "options");
            unique(field.options.iter().map(|option| &option.value), "选项", &mut self.problems);
            field.options.iter().for_each(|option| self.title(&option.title));
        }
        if kind == FieldType::Integer {
            if field.unit.is_none() {
                self.error(
                    field.key.place(),
                    "integer-without-unit",
                    format!("“{}”没有写计量单位", field.title),
                    "请加 unit，例如 unit: 人次",
                );
            }
            let min = field.min.as_ref().map_or(0, |min| min.value);
            let max = field.max.as_ref().map_or(FIGURE_MAX, |max| max.value);
            if min > max || min < -FIGURE_MAX || max > FIGURE_MAX {
                self.error(
                    field.key.place(),
                    "number-range",
                    format!("“{}”的范围 {min} 到 {max} 不成立", field.title),
                    format!("min 应不大于 max，且都不超过 {FIGURE_MAX}"),
                );
            }
        }
        if kind == FieldType::Table {
            self.not_empty(&field.columns, field.key.place(), "columns");
            unique(field.columns.iter().map(|column| &column.key), "表格列", &mut self.problems);
            for column in &field.columns {
                if column.kind.value == FieldType::Table {
                    self.error(
                        column.kind.place(),
                        "nested-table",
                        "表格里不能再套表格",
                        "请把内层表格改成单独的一项",
                    );
                } else {
                    self.field(column);
                    self.whole(column, &field.columns);
                }
            }
        }
    }

    /// A setting that belongs to another type is a slip that would otherwise be ignored silently.
    fn field_settings(&mut self, field: &Field) {
        let kind = field.kind.value;
        let is_text = matches!(kind, FieldType::Text | FieldType::LongText);
        let settings = [
            ("unit", field.unit.is_some(), kind == FieldType::Integer),
            ("min", field.min.is_some(), kind == FieldType::Integer),
            ("max", field.max.is_some(), kind == FieldType::Integer),
            ("part_of", field.part_of.is_some(), kind == FieldType::Integer),
            ("max_chars", field.max_chars.is_some(), is_text),
            ("options", !field.options.is_empty(), kind == FieldType::Choice),
            ("columns", !field.columns.is_empty(), kind == FieldType::Table),
            ("max_rows", field.max_rows.is_some(), kind == FieldType::Table),
        ];
        for (name, given, allowed) in settings {
            if given && !allowed {
                self.error(
                    field.kind.place(),
                    "setting-of-other-type",
                    format!("类型 {} 不能有“{name}”", kind.word()),
                    format!("请去掉“{name}”，或改正 type"),
                );
            }
        }
    }

    pub(super) fn evidence(&mut self, evidence: &[Evidence]) {
        unique(evidence.iter().map(|item| &item.key), "佐证材料", &mut self.problems);
        for item in evidence {
            self.title(&item.title);
            item.help.iter().for_each(|help| self.text(help));
            if item.least() > item.most() || item.most() == 0 || item.most() > 1000 {
                self.error(
                    item.key.place(),
                    "number-range",
                    format!("“{}”的件数 {} 到 {} 不成立", item.title, item.least(), item.most()),
                    "min 应不大于 max，max 在 1 到 1000 之间",
                );
            }
        }
    }

    pub(super) fn registers(&mut self, document: &Document) {
        for kind in &document.activity_kinds {
            self.activity_kind(kind);
        }
        document.indicator_groups.iter().for_each(|group| self.title(&group.title));
        for indicator in &document.indicators {
            self.title(&indicator.title);
            self.title(&indicator.unit);
            self.title(&indicator.measure);
            self.wants("indicator_group", &indicator.group);
            self.wants("clause", &indicator.clause);
            indicator.quote.iter().for_each(|quote| self.text(quote));
            self.filter(&indicator.filter);
        }
        for table in &document.tables {
            self.title(&table.title);
            self.text(&table.quote);
            self.wants("clause", &table.clause);
            self.wants("phase", &table.phase);
            self.not_empty(&table.sections, table.key.place(), "sections");
            for section in &table.sections {
                self.title(&section.title);
                self.not_empty(&section.rows, section.title.place(), "rows");
                section.rows.iter().for_each(|row| self.wants("indicator", row));
            }
        }
    }

    fn activity_kind(&mut self, kind: &ActivityKind) {
        self.title(&kind.title);
        self.text(&kind.quote);
        self.wants("clause", &kind.clause);
        self.fields(&kind.fields);
        self.evidence(&kind.evidence);
        match &kind.acceptance.value {
            Acceptance::Automatic => {}
            Acceptance::Review(chain) => self.wants("review_chain", chain),
        }
        for field in &kind.fields {
            let own = BuiltInMeasure::ALL.map(BuiltInMeasure::word);
            let taken = ["unit_kind", "mode", "found", "count", "day", "place", "subject"];
            if own.contains(&field.key.as_str()) || taken.contains(&field.key.as_str()) {
                self.error(
                    field.key.place(),
                    "reserved-key",
                    format!("“{}”是台账自带的项目，不能再定义", field.key),
                    "请换一个键；场次、人次、人数写在 measures 里",
                );
            }
        }
        if kind.found_nothing_counts && kind.subject.is_empty() {
            self.error(
                kind.key.place(),
                "no-subject",
                "没有检查对象的活动谈不上“未发现问题”",
                "请写 subject，或去掉 found_nothing_counts",
            );
        }
    }
}
