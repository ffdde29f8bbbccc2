//! What may be written about a person. Pure.

use kernel::text::folded;

use crate::units::text::Checker;

pub const LOGIN_CHARS_MAX: usize = 50;

/// A login as it is kept: what was typed, trimmed. Two logins are the same when their folded forms are.
pub(crate) fn login(check: &mut Checker, login: &str) -> String {
    let login = login.trim();
    let chars = folded(login).chars().count();
    let strange =
        |c: char| c.is_control() || c.is_whitespace() || matches!(c, '/' | '\\' | '"' | '<' | '>' | '%');
    if !(3..=LOGIN_CHARS_MAX).contains(&chars) || login.chars().any(strange) {
        check.say(
            "login",
            "login",
            format!(
                "登录名应为 3 至 {LOGIN_CHARS_MAX} 个字符，不含空格和 / \\ \" < > %，例如 shenyang-zhang"
            ),
        );
    }
    login.to_owned()
}

/// A telephone number of digits, spaces, `+` and `-`; kept without spaces.
pub(crate) fn phone(check: &mut Checker, phone: Option<&str>) -> Option<String> {
    let phone: String = phone?.chars().filter(|c| !c.is_whitespace()).collect();
    if phone.is_empty() {
        return None;
    }
    let digits = phone.bytes().filter(u8::is_ascii_digit).count();
    let plain = phone.bytes().all(|b| b.is_ascii_digit() || b == b'+' || b == b'-');
    if !plain || !(7..=20).contains(&digits) {
        check.say("phone", "phone", "电话号码应为 7 至 20 位数字，可带 + 和 -；没有请留空");
    }
    Some(phone)
}

/// `138****1234`: enough to recognise a number that one knows.
pub(crate) fn masked(phone: &str) -> String {
    let chars: Vec<char> = phone.chars().collect();
    let (head, tail) = if chars.len() >= 11 { (3, 4) } else { (0, 2) };
    let shown =
        |range: std::ops::Range<usize>| chars.get(range).unwrap_or_default().iter().collect::<String>();
    format!("{}****{}", shown(0..head), shown(chars.len().saturating_sub(tail)..chars.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_are_masked() {
        for (phone, shown) in
            [("13812341234", "138****1234"), ("024-1234567", "024****4567"), ("1234567", "****67")]
        {
            assert_eq!(masked(phone), shown);
        }
    }

    #[test]
    fn logins_and_phones() {
        let wrong = |work: &dyn Fn(&mut Checker)| {
            let mut check = Checker::at("");
            work(&mut check);
            check.problems.len()
        };
        for (text, problems) in
            [("zhangsan", 0), ("张三丰", 0), ("ab", 1), ("a b c", 1), ("a/b/c", 1), ("", 1)]
        {
            assert_eq!(wrong(&|check| drop(login(check, text))), problems, "{text}");
        }
        assert_eq!(wrong(&|check| drop(login(check, &"长".repeat(10_000)))), 1);
        for (text, problems) in
            [("138 1234 1234", 0), ("+86-24-1234567", 0), ("", 0), ("call me", 1), ("123", 1)]
        {
            assert_eq!(wrong(&|check| drop(phone(check, Some(text)))), problems, "{text}");
        }
    }
}
