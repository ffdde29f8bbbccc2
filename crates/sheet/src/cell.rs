//! From what a cell holds in the file to the value that its column wants.

mod integer;
mod moment;

use kernel::text::folded;

pub(crate) use moment::{EPOCH_SERIAL_MIN, civil_text, day_text, serial_of_day, serial_of_instant};

use crate::{
    layout::{Choice, Column, Kind},
    value::{INTEGER_MAX, Value},
};

/// The content of one cell as the file has it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Raw {
    Empty,
    Text(String),
    Number(f64),
    /// A number in a cell that is shown as a date or time; days since the end of 1899, or since 1904 in `from_1904`.
    Date {
        serial: f64,
        from_1904: bool,
    },
    Boolean(bool),
    /// `#N/A` and its kin.
    Error(String),
    /// A formula that was never calculated, as some programs write it.
    Formula,
    /// A text longer than the limit, of which nothing was kept.
    TooLong,
}

impl Raw {
    /// Nothing that a person can see.
    pub(crate) fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            Self::Number(_)
            | Self::Date { .. }
            | Self::Boolean(_)
            | Self::Error(_)
            | Self::Formula
            | Self::TooLong => false,
        }
    }
}

/// A code and a message (Chinese) for a [`crate::Problem`].
pub(crate) type Fault = (&'static str, String);

/// The value of a cell in `column`. A blank cell is [`Value::Empty`]; whether it may be blank is asked elsewhere.
pub(crate) fn value(column: &Column, raw: &Raw, text_chars: usize) -> Result<Value, Fault> {
    match raw {
        Raw::Empty => return Ok(Value::Empty),
        Raw::Error(error) => {
            return Err(("error-value", format!("单元格的公式出错（{error}），请更正后再上传")));
        }
        Raw::Formula => {
            let advice = "公式没有计算结果；请用 Excel 或 WPS 打开并保存一次，或改填数值";
            return Err(("formula-without-value", advice.to_owned()));
        }
        Raw::TooLong => return Err(too_long(text_chars)),
        Raw::Text(_) | Raw::Number(_) | Raw::Date { .. } | Raw::Boolean(_) => {}
    }
    match &column.kind {
        Kind::Text { max_chars } => text(raw, (*max_chars).min(text_chars)),
        Kind::Integer { .. } | Kind::Day | Kind::Instant | Kind::Choice(_) if raw.is_blank() => {
            Ok(Value::Empty)
        }
        Kind::Integer { min, max, instead } => match chosen(instead, raw) {
            Some(key) => Ok(Value::Choice(key)),
            None => integer::read(raw, *min, *max, instead).map(Value::Integer),
        },
        Kind::Day => moment::day(raw).map(Value::Day),
        Kind::Instant => moment::instant(raw).map(Value::Instant),
        Kind::Choice(choices) => chosen(choices, raw).map(Value::Choice).ok_or_else(|| {
            let shown = shown(raw);
            ("unknown-choice", format!("“{}”不在选项中，请填写：{}", clipped(&shown), listed(choices)))
        }),
    }
}

fn text(raw: &Raw, max: usize) -> Result<Value, Fault> {
    // Excel keeps fifteen digits: a longer number, such as that of an identity card, has lost its end.
    if let Raw::Number(number) = raw
        && number.abs() >= 1e15
    {
        let advice = "数字超过 15 位，末尾可能已被改成 0；请把单元格格式设为“文本”后重新填写";
        return Err(("digits-lost", advice.to_owned()));
    }
    let text = shown(raw);
    if text.chars().count() > max {
        return Err(too_long(max));
    }
    Ok(if text.is_empty() { Value::Empty } else { Value::Text(text) })
}

fn too_long(max: usize) -> Fault {
    ("text-too-long", format!("文字过长，最多 {max} 个字符，请缩短"))
}

/// The content as a person reads it in the cell.
fn shown(raw: &Raw) -> String {
    match raw {
        Raw::Text(text) => text.clone(),
        Raw::Number(number) => number_text(*number),
        Raw::Date { serial, from_1904 } => {
            moment::shown(*serial, *from_1904).unwrap_or_else(|| number_text(*serial))
        }
        Raw::Boolean(true) => "TRUE".to_owned(),
        Raw::Boolean(false) => "FALSE".to_owned(),
        Raw::Error(error) => error.clone(),
        Raw::Empty | Raw::Formula | Raw::TooLong => String::new(),
    }
}

/// A number without exponent and without a fraction that is zero.
fn number_text(number: f64) -> String {
    whole(number).map_or_else(|| format!("{number}"), |whole| whole.to_string())
}

/// The number as an integer when it is one and lies within ±2^53.
fn whole(number: f64) -> Option<i64> {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "every integer between -2^53 and 2^53 has an exact f64"
    )]
    (number.fract() == 0.0 && number.abs() <= INTEGER_MAX as f64).then_some(number as i64)
}

/// The option whose title or key the cell shows, whatever its width, case and spaces.
fn chosen(choices: &[Choice], raw: &Raw) -> Option<String> {
    if choices.is_empty() {
        return None;
    }
    let wanted = folded(&shown(raw));
    choices
        .iter()
        .find(|choice| folded(&choice.title) == wanted || folded(&choice.key) == wanted)
        .map(|choice| choice.key.clone())
}

fn listed(choices: &[Choice]) -> String {
    const SHOWN: usize = 12;
    let mut list =
        choices.iter().take(SHOWN).map(|choice| choice.title.as_str()).collect::<Vec<_>>().join("、");
    if choices.len() > SHOWN {
        list.push_str(&format!("等 {} 项", choices.len()));
    }
    list
}

/// The beginning of a text, short enough to be quoted in a message.
fn clipped(text: &str) -> String {
    const SHOWN: usize = 30;
    let mut chars = text.chars();
    let mut start: String = chars.by_ref().take(SHOWN).collect();
    if chars.next().is_some() {
        start.push('…');
    }
    start
}

/// Full-width digits, signs and letters as their ASCII forms, without surrounding space.
fn narrowed(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            '\u{3000}' | '\u{A0}' => ' ',
            '\u{2212}' => '-',
            c => c,
        })
        .collect::<String>()
        .trim()
        .to_owned()
}
