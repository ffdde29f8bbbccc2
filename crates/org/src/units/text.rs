//! What may be written into a unit: key, name, code, attributes. Pure; used by forms and by the import.

use std::collections::BTreeMap;

use kernel::{
    FieldProblem,
    text::{LINE_CHARS_MAX, NAME_CHARS_MAX, TextProblem, checked, within},
};

/// A key is typed into files and addresses, so it is short and plain.
pub const KEY_CHARS_MAX: usize = 64;
/// More attributes than this are a table of their own.
pub const ATTRIBUTES_MAX: usize = 50;

/// Collects what is wrong with one unit; `at` is the JSON pointer of the unit itself.
pub(crate) struct Checker {
    at: String,
    pub(crate) problems: Vec<FieldProblem>,
}

impl Checker {
    pub(crate) fn at(pointer: &str) -> Self {
        Self { at: pointer.to_owned(), problems: Vec::new() }
    }

    pub(crate) fn say(&mut self, field: &str, code: &str, message: impl Into<String>) {
        self.problems.push(FieldProblem::new(format!("{}/{field}", self.at), code, message));
    }

    /// A name or another text that has to be there; the text as it is kept.
    pub(crate) fn name(&mut self, field: &str, what: &str, text: &str) -> String {
        match checked(text, NAME_CHARS_MAX) {
            Ok(text) if !text.contains(['\n', '\r', '\t']) => text.to_owned(),
            Ok(_) => {
                self.say(field, "control", format!("{what}不能换行"));
                String::new()
            }
            Err(problem) => {
                self.text_problem(field, what, problem);
                String::new()
            }
        }
    }

    /// A text that may be left out; empty means left out.
    pub(crate) fn optional(
        &mut self,
        field: &str,
        what: &str,
        text: Option<&str>,
        max: usize,
    ) -> Option<String> {
        match within(text.unwrap_or_default(), max) {
            Ok("") => None,
            Ok(text) => Some(text.to_owned()),
            Err(problem) => {
                self.text_problem(field, what, problem);
                None
            }
        }
    }

    fn text_problem(&mut self, field: &str, what: &str, problem: TextProblem) {
        match problem {
            TextProblem::Empty => self.say(field, "empty", format!("请填写{what}")),
            TextProblem::TooLong { chars, max } => {
                self.say(field, "too-long", format!("{what}有 {chars} 个字，最多 {max} 个字"));
            }
            TextProblem::Control => {
                self.say(field, "control", format!("{what}含有不可见的控制字符，请重新输入"))
            }
        }
    }

    pub(crate) fn key(&mut self, key: &str) -> String {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.');
        let key = key.trim();
        let begins = key.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit());
        if !begins || key.chars().count() > KEY_CHARS_MAX || !key.chars().all(plain) {
            self.say(
                "key",
                "key",
                format!("单位编码应为 1 至 {KEY_CHARS_MAX} 个小写字母、数字或 - _ .，以字母或数字开头"),
            );
        }
        key.to_owned()
    }

    /// GB/T 2260: six digits that do not begin with 0.
    pub(crate) fn region_code(&mut self, code: Option<&str>) -> Option<String> {
        let code = code.map(str::trim).filter(|code| !code.is_empty())?;
        let digits = code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()) && !code.starts_with('0');
        if !digits {
            self.say(
                "region_code",
                "region-code",
                "行政区划代码应为 GB/T 2260 的 6 位数字，例如 210100；没有代码请留空",
            );
        }
        Some(code.to_owned())
    }

    pub(crate) fn attributes(&mut self, attributes: &BTreeMap<String, String>) -> BTreeMap<String, String> {
        if attributes.len() > ATTRIBUTES_MAX {
            self.say("attributes", "too-many", format!("属性最多 {ATTRIBUTES_MAX} 项"));
        }
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let mut kept = BTreeMap::new();
        for (key, value) in attributes {
            let named = !key.is_empty() && key.len() <= KEY_CHARS_MAX && key.chars().all(plain);
            if !named {
                self.say("attributes", "attribute-key", "属性名只能用小写字母、数字和下划线，例如 line_type");
                continue;
            }
            // `;` and `=` would be read as the next attribute in the CSV form.
            if value.contains([';', '\n', '\r']) {
                self.say("attributes", "attribute-value", format!("属性 {key} 的值不能含分号或换行"));
            }
            if let Some(value) = self.optional("attributes", "属性值", Some(value), LINE_CHARS_MAX) {
                kept.insert(key.clone(), value);
            }
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The codes of what is wrong, in order.
    fn check(work: impl FnOnce(&mut Checker)) -> Vec<String> {
        let mut checker = Checker::at("");
        work(&mut checker);
        checker.problems.into_iter().map(|problem| format!("{} {}", problem.pointer, problem.code)).collect()
    }

    #[test]
    fn keys_are_plain() {
        for good in ["shenyang", "2101", "line-3.b_2"] {
            assert!(check(|c| drop(c.key(good))).is_empty(), "{good}");
        }
        for bad in ["", "Shenyang", "沈阳", "-x", "a b", &"x".repeat(65)] {
            assert_eq!(check(|c| drop(c.key(bad))), ["/key key"], "{bad}");
        }
    }

    #[test]
    fn names_keep_emoji_and_rare_characters_and_have_an_end() {
        assert!(check(|c| assert_eq!(c.name("name", "名称", " 沈阳😀𠮷𬭎 "), "沈阳😀𠮷𬭎")).is_empty());
        assert_eq!(check(|c| drop(c.name("name", "名称", &"长".repeat(10_000)))), ["/name too-long"]);
        assert_eq!(check(|c| drop(c.name("name", "名称", "a\u{7}"))), ["/name control"]);
        assert_eq!(check(|c| drop(c.name("name", "名称", " "))), ["/name empty"]);
    }

    #[test]
    fn codes_and_attributes() {
        assert!(check(|c| assert_eq!(c.region_code(Some(" ")), None)).is_empty());
        assert_eq!(check(|c| drop(c.region_code(Some("21010")))), ["/region_code region-code"]);
        let bad = BTreeMap::from([("Line".to_owned(), "x".to_owned()), ("a".to_owned(), "x;b=1".to_owned())]);
        assert_eq!(
            check(|c| drop(c.attributes(&bad))),
            ["/attributes attribute-key", "/attributes attribute-value"]
        );
    }
}
