//! Whether the answers of a form fit the fields that the plan declares.

use kernel::{Day, FieldProblem, text};
use serde_json::{Map, Number, Value};

use crate::document::{Field, FieldType};

/// The greatest figure that is kept: 2^53, up to which every program in the chain, spreadsheets included, counts
/// exactly.
pub const FIGURE_MAX: i64 = 1 << 53;
/// Rows of a table when the plan says nothing.
pub const ROWS_MAX: u32 = 200;

/// How strictly a form is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Being written: what is missing may stay missing, what is there must be right.
    Draft,
    /// About to be sent.
    Final,
}

/// Every rule that the answers break. `answers` is an object of field key to value: text, whole number, `YYYY-MM-DD`,
/// the value of an option, or a list of objects for a table. `null` and an empty text are no answer. Pointers are
/// JSON pointers into `answers`.
#[must_use]
pub fn check(fields: &[Field], answers: &Value, stage: Stage) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    match answers {
        Value::Object(answers) => check_group(fields, answers, "", stage, &mut problems),
        _ => problems.push(FieldProblem::new("", "wrong-type", "表单内容应是一组字段和值")),
    }
    problems
}

fn check_group(
    fields: &[Field],
    answers: &Map<String, Value>,
    base: &str,
    stage: Stage,
    problems: &mut Vec<FieldProblem>,
) {
    for name in answers.keys().filter(|name| !fields.iter().any(|field| field.key.as_str() == name.as_str()))
    {
        let shown: String = name.chars().take(40).collect();
        problems.push(FieldProblem::new(
            format!("{base}/{}", escaped(name)),
            "unknown-field",
            format!("表单里没有“{shown}”这一项，请刷新页面后重新填写"),
        ));
    }
    for field in fields {
        let pointer = format!("{base}/{}", field.key);
        let value = answers.get(field.key.as_str()).filter(|value| !is_blank(value));
        match value {
            Some(value) => check_value(field, value, &pointer, stage, problems),
            None if field.required && stage == Stage::Final => {
                let ask = if *field.kind == FieldType::Choice { "请选择" } else { "请填写" };
                problems.push(FieldProblem::new(pointer, "required", format!("{ask}“{}”", field.title)));
            }
            None => {}
        }
    }
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(rows) => rows.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => false,
    }
}

/// `~` and `/` in a pointer (RFC 6901).
fn escaped(name: &str) -> String {
    name.chars().take(200).collect::<String>().replace('~', "~0").replace('/', "~1")
}

fn check_value(field: &Field, value: &Value, pointer: &str, stage: Stage, problems: &mut Vec<FieldProblem>) {
    let title = &field.title;
    let outcome = match field.kind.value {
        FieldType::Text => check_text(value, most_chars(field, text::LINE_CHARS_MAX)),
        FieldType::LongText => check_text(value, most_chars(field, text::LONG_CHARS_MAX)),
        FieldType::Integer => check_integer(field, value),
        FieldType::Date => match value.as_str().map(str::parse::<Day>) {
            Some(Ok(_)) => Ok(()),
            Some(Err(_)) | None => Err(("bad-date", "应是一个日期，例如 2021-06-16".to_owned())),
        },
        FieldType::Choice => check_choice(field, value),
        FieldType::Table => return check_rows(field, value, pointer, stage, problems),
    };
    if let Err((code, message)) = outcome {
        problems.push(FieldProblem::new(pointer, code, format!("“{title}”{message}")));
    }
}

type Outcome = Result<(), (&'static str, String)>;

fn most_chars(field: &Field, usual: usize) -> usize {
    field.max_chars.as_ref().map_or(usual, |max| max.value as usize)
}

fn check_text(value: &Value, max: usize) -> Outcome {
    let Some(answer) = value.as_str() else {
        return Err(("wrong-type", "应是文字".into()));
    };
    match text::within(answer, max) {
        Ok(_) => Ok(()),
        Err(text::TextProblem::TooLong { chars, max }) => {
            Err(("too-long", format!("有 {chars} 个字，最多 {max} 个字，请缩短")))
        }
        Err(text::TextProblem::Control | text::TextProblem::Empty) => {
            Err(("control-character", "含有看不见的控制字符，请重新输入".into()))
        }
    }
}

fn check_integer(field: &Field, value: &Value) -> Outcome {
    let unit = field.unit.as_ref().map(|unit| unit.value.as_str()).unwrap_or_default();
    let min = field.min.as_ref().map_or(0, |min| min.value);
    let max = field.max.as_ref().map_or(FIGURE_MAX, |max| max.value).min(FIGURE_MAX);
    let Value::Number(number) = value else {
        return Err(("wrong-type", "应是整数，请只填数字".into()));
    };
    let Some(figure) = number.as_i64() else { return Err(no_figure(number, max, unit)) };
    if figure < min {
        let message = if figure < 0 && min >= 0 {
            "不能是负数".to_owned()
        } else {
            format!("最小为 {min} {unit}")
        };
        return Err(("too-small", message));
    }
    if figure > max {
        return Err(("too-large", format!("过大，最大为 {max} {unit}，请核对")));
    }
    Ok(())
}

/// What is no whole number of 64 bits: far too large on either side, or with a fraction. From 2^53 on a floating number
/// has no fraction left, so `1e30` is a figure that is too large and not one that is not whole.
fn no_figure(number: &Number, max: i64, unit: &str) -> (&'static str, String) {
    let nearly = number.as_f64().unwrap_or(f64::INFINITY);
    let beyond = FIGURE_MAX as f64;
    if nearly >= beyond {
        ("too-large", format!("过大，最大为 {max} {unit}，请核对"))
    } else if nearly <= -beyond {
        ("too-small", "是过大的负数，请核对".to_owned())
    } else {
        ("not-whole", format!("应是整数，不能有小数，请按 {unit} 填写"))
    }
}

fn check_choice(field: &Field, value: &Value) -> Outcome {
    let known =
        value.as_str().is_some_and(|value| field.options.iter().any(|option| option.value.as_str() == value));
    if known {
        return Ok(());
    }
    let titles: Vec<&str> = field.options.iter().map(|option| option.title.as_str()).collect();
    Err(("unknown-option", format!("只能选：{}", titles.join("、"))))
}

fn check_rows(field: &Field, value: &Value, pointer: &str, stage: Stage, problems: &mut Vec<FieldProblem>) {
    let Value::Array(rows) = value else {
        problems.push(FieldProblem::new(pointer, "wrong-type", format!("“{}”应是若干行", field.title)));
        return;
    };
    let max = field.max_rows.as_ref().map_or(ROWS_MAX, |max| max.value);
    if rows.len() > max as usize {
        problems.push(FieldProblem::new(
            pointer,
            "too-many-rows",
            format!("“{}”有 {} 行，最多 {max} 行，请合并或分次报送", field.title, rows.len()),
        ));
        return;
    }
    for (index, row) in rows.iter().enumerate() {
        let place = format!("{pointer}/{index}");
        match row {
            Value::Object(cells) => check_group(&field.columns, cells, &place, stage, problems),
            _ => problems.push(FieldProblem::new(
                place,
                "wrong-type",
                format!("“{}”第 {} 行不是一组字段和值", field.title, index + 1),
            )),
        }
    }
}
