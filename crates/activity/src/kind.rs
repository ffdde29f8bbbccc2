//! What the plan asks about one kind of activity. Pure.

use plan::{
    At, Document,
    document::{ActivityKind, BuiltInMeasure, Field, FieldType},
};

/// The plan's kind with this key.
pub(crate) fn find<'a>(plan: &'a Document, key: &str) -> Option<&'a ActivityKind> {
    plan.activity_kinds.iter().find(|kind| kind.key.as_str() == key)
}

/// Every question with a figure or a word as its answer: the figures that the register knows by itself (场次, 人次, 人数),
/// then the kind's own. Attendances and heads are asked apart: who comes twice attends twice.
pub(crate) fn questions(kind: &ActivityKind) -> Vec<Field> {
    let built_in = kind.measures.iter().map(|measure| built_in(measure.value));
    built_in.chain(kind.fields.iter().cloned()).collect()
}

fn built_in(measure: BuiltInMeasure) -> Field {
    let (title, unit) = measure.title();
    Field {
        key: At::nowhere(measure.word().parse().unwrap_or_default()),
        title: At::nowhere(title.to_owned()),
        kind: At::nowhere(FieldType::Integer),
        required: true,
        help: help(measure).map(|help| At::nowhere(help.to_owned())),
        unit: Some(At::nowhere(unit.to_owned())),
        min: None,
        max: None,
        part_of: None,
        max_chars: None,
        options: Vec::new(),
        columns: Vec::new(),
        max_rows: None,
    }
}

/// The two numbers of those who came are taken for one another where nothing says what each counts.
fn help(measure: BuiltInMeasure) -> Option<&'static str> {
    match measure {
        BuiltInMeasure::Sessions => None,
        BuiltInMeasure::Attendances => Some("每参加一场计一次：同一人参加两场计 2"),
        BuiltInMeasure::Heads => Some("不重复计算：同一人参加几场都计 1"),
    }
}

/// Whether the record says if the visit found something. Only kinds that are about another unit can ask it.
pub(crate) fn asks_found(kind: &ActivityKind) -> bool {
    !kind.subject.is_empty() && kind.found_nothing_counts
}
