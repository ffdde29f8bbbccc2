//! Whole numbers as people type them.

use super::{Fault, Raw, clipped, listed, narrowed, whole};
use crate::{layout::Choice, value::INTEGER_MAX};

/// `12`, `12.0`, `1,234`, `１２`, with the column's range. Everything else is refused with what to do about it.
pub(super) fn read(raw: &Raw, min: i64, max: i64, instead: &[Choice]) -> Result<i64, Fault> {
    let number = match raw {
        Raw::Number(number) => of_float(*number)?,
        Raw::Text(text) => of_text(text, instead)?,
        Raw::Date { .. } => {
            let advice = "应为整数，但单元格是日期；请把单元格格式设为“常规”后重新填写数字";
            return Err(("not-an-integer", advice.to_owned()));
        }
        Raw::Boolean(_) | Raw::Empty | Raw::Error(_) | Raw::Formula | Raw::TooLong => {
            return Err(not_an_integer("TRUE/FALSE", instead));
        }
    };
    if number < min {
        let message = if min == 0 {
            format!("不能为负数（{number}），请填写 0 或正整数")
        } else {
            format!("不能小于 {min}（现为 {number}）")
        };
        return Err(("too-small", message));
    }
    if number > max {
        return Err(too_large(max));
    }
    Ok(number)
}

fn of_float(number: f64) -> Result<i64, Fault> {
    if !number.is_finite() || number.abs() > 9_007_199_254_740_992.0 {
        return Err(out_of_reach(number < 0.0));
    }
    whole(number).ok_or_else(|| fractional(&format!("{number}")))
}

fn of_text(text: &str, instead: &[Choice]) -> Result<i64, Fault> {
    let plain = narrowed(text);
    let (negative, digits) = match plain.strip_prefix('-') {
        Some(rest) => (true, rest.trim_start()),
        None => (false, plain.strip_prefix('+').unwrap_or(&plain).trim_start()),
    };
    let (before, after) = digits.split_once('.').unwrap_or((digits, ""));
    let Some(before) = ungrouped(before) else { return Err(not_an_integer(text, instead)) };
    if !after.bytes().all(|b| b.is_ascii_digit()) || (after.is_empty() && digits.contains('.')) {
        return Err(not_an_integer(text, instead));
    }
    if after.bytes().any(|b| b != b'0') {
        return Err(fractional(&plain));
    }
    match before.parse::<i64>() {
        Ok(number) if number <= INTEGER_MAX => Ok(if negative { -number } else { number }),
        Ok(_) | Err(_) => Err(out_of_reach(negative)),
    }
}

/// The digits without separators; `None` unless there are only digits, in groups of three where there are commas.
fn ungrouped(digits: &str) -> Option<String> {
    let groups: Vec<&str> = digits.split(',').collect();
    let all_digits =
        groups.iter().all(|group| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit()));
    let (first, rest) = groups.split_first()?;
    let grouped = rest.is_empty() || (first.len() <= 3 && rest.iter().all(|group| group.len() == 3));
    (all_digits && grouped).then(|| groups.concat())
}

fn not_an_integer(shown: &str, instead: &[Choice]) -> Fault {
    let plain = narrowed(shown);
    let with_unit = plain.starts_with(|c: char| c.is_ascii_digit())
        && plain.ends_with(|c: char| !c.is_ascii() && c.is_alphabetic());
    let mut message = format!("“{}”不是整数，请只填写数字", clipped(shown.trim()));
    if with_unit {
        message.push_str("，不要写单位，也不要用“万”“亿”");
    }
    if !instead.is_empty() {
        message.push_str(&format!("；没有数字时可填写：{}", listed(instead)));
    }
    ("not-an-integer", message)
}

fn fractional(shown: &str) -> Fault {
    ("fractional", format!("“{}”带有小数，请填写整数", clipped(shown)))
}

fn too_large(max: i64) -> Fault {
    ("too-large", format!("数字过大，不能超过 {max}，请核对"))
}

fn out_of_reach(negative: bool) -> Fault {
    if negative {
        ("too-small", format!("数字过小，不能小于 -{INTEGER_MAX}，请核对"))
    } else {
        too_large(INTEGER_MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Raw {
        Raw::Text(text.to_owned())
    }

    #[test]
    fn numbers_as_people_type_them() {
        for (raw, number) in [
            (text("0"), 0),
            (text(" 1,234 "), 1234),
            (text("１２，３４５"), 12_345),
            (text("１２"), 12),
            (text("12.0"), 12),
            (text("+7"), 7),
            (text("007"), 7),
            (text("9007199254740992"), INTEGER_MAX),
            (Raw::Number(12.0), 12),
            (Raw::Number(9_007_199_254_740_992.0), INTEGER_MAX),
            (Raw::Number(-0.0), 0),
        ] {
            assert_eq!(read(&raw, 0, INTEGER_MAX, &[]), Ok(number), "{raw:?}");
        }
    }

    #[test]
    fn everything_else_is_refused_with_what_to_do() {
        let date = Raw::Date { serial: 44_348.0, from_1904: false };
        for (raw, code, part) in [
            (text("-1"), "too-small", "不能为负数（-1）"),
            (text("－１"), "too-small", "不能为负数"),
            (text("−3"), "too-small", "不能为负数"),
            (Raw::Number(-2.0), "too-small", "不能为负数（-2）"),
            (text("12.5"), "fractional", "带有小数"),
            (Raw::Number(0.1), "fractional", "“0.1”带有小数"),
            (text("9007199254740993"), "too-large", "不能超过 9007199254740992"),
            (text("99999999999999999999999"), "too-large", "不能超过"),
            (Raw::Number(1e300), "too-large", "不能超过"),
            (Raw::Number(f64::NAN), "too-large", "不能超过"),
            (text("-99999999999999999999999"), "too-small", "不能小于"),
            (text("约十场"), "not-an-integer", "“约十场”不是整数"),
            (text("12人次"), "not-an-integer", "不要写单位"),
            (text("1.2万"), "not-an-integer", "“万”"),
            (text("1e3"), "not-an-integer", "不是整数"),
            (text("1,23"), "not-an-integer", "不是整数"),
            (text("1,2345"), "not-an-integer", "不是整数"),
            (text(",123"), "not-an-integer", "不是整数"),
            (text("12."), "not-an-integer", "不是整数"),
            (text("."), "not-an-integer", "不是整数"),
            (text("--1"), "not-an-integer", "不是整数"),
            (date, "not-an-integer", "单元格是日期"),
            (Raw::Boolean(true), "not-an-integer", "不是整数"),
        ] {
            let (found, message) = read(&raw, 0, INTEGER_MAX, &[]).unwrap_err();
            assert_eq!(found, code, "{raw:?}");
            assert!(message.contains(part), "{raw:?}: {message}");
        }
        let (_, message) = read(&text("无"), 0, 9, &[Choice::new("none", "未开展")]).unwrap_err();
        assert!(message.ends_with("没有数字时可填写：未开展"), "{message}");
        assert_eq!(read(&text("10"), 0, 9, &[]).unwrap_err().0, "too-large");
        assert_eq!(read(&text("2"), 3, 9, &[]).unwrap_err().1, "不能小于 3（现为 2）");
    }
}
