//! What the eye overlooks in a text typed on a Chinese keyboard, found before the YAML is read.

use crate::Problem;

/// Tabs in the indentation, and full-width colons, spaces and quotes where YAML wants its own. Only the structural
/// part of a line is looked at: inside texts all of these are welcome. Block texts (`|`, `>`) are skipped.
pub(crate) fn invisible(text: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut block: Option<usize> = None;
    for (number, line) in text.lines().enumerate() {
        let line_number = u32::try_from(number + 1).unwrap_or(u32::MAX);
        let indent = line.chars().take_while(|c| *c == ' ').count();
        if let Some(parent) = block {
            if line.trim().is_empty() || indent > parent {
                continue;
            }
            block = None;
        }
        if line.trim_start().starts_with('#') {
            continue;
        }
        let before = problems.len();
        check_line(line, line_number, &mut problems);
        if problems.len() == before && opens_block(line) {
            block = Some(indent);
        }
    }
    problems
}

fn opens_block(line: &str) -> bool {
    let tail = line.trim_end().rsplit([' ', ':']).next().unwrap_or_default();
    matches!(tail, "|" | ">" | "|-" | ">-" | "|+" | ">+")
}

fn check_line(line: &str, number: u32, problems: &mut Vec<Problem>) {
    let column = |index: usize| u32::try_from(index + 1).unwrap_or(u32::MAX);
    let leading: Vec<char> = line.chars().take_while(|c| c.is_whitespace()).collect();
    if leading.len() < line.chars().count() {
        if let Some(index) = leading.iter().position(|c| *c == '\t') {
            problems.push(Problem::error(
                (number, column(index)),
                "tab-indent",
                "缩进里有制表符（Tab）",
                "请改成空格，每一级两个空格",
            ));
            return;
        }
        if let Some(index) = leading.iter().position(|c| *c != ' ') {
            problems.push(Problem::error(
                (number, column(index)),
                "full-width-space",
                "缩进里有全角空格或其他不可见字符",
                "请改成半角空格",
            ));
            return;
        }
    }
    // `key：value`: the word before the full-width colon is what a key of this format looks like.
    let mut word = String::new();
    for (index, c) in line.chars().enumerate() {
        match c {
            ' ' | '-' if word.is_empty() => {}
            'a'..='z' | '0'..='9' | '_' | '.' | '-' => word.push(c),
            '：' if !word.is_empty() => {
                problems.push(Problem::error(
                    (number, column(index)),
                    "full-width-colon",
                    format!("“{word}”后面是全角冒号“：”"),
                    format!("请改成半角冒号加一个空格：“{word}: ”"),
                ));
                return;
            }
            ':' => {
                after_colon(line, index, number, problems);
                return;
            }
            _ => return,
        }
    }
}

/// A full-width space right after the colon would silently become part of the value.
fn after_colon(line: &str, colon: usize, number: u32, problems: &mut Vec<Problem>) {
    let rest: Vec<char> = line.chars().skip(colon + 1).collect();
    let blanks = rest.iter().take_while(|c| c.is_whitespace()).count();
    if let Some(index) = rest.iter().take(blanks).position(|c| *c == '\u{3000}') {
        let column = u32::try_from(colon + index + 2).unwrap_or(u32::MAX);
        problems.push(Problem::error(
            (number, column),
            "full-width-space",
            "冒号后面是全角空格",
            "请改成半角空格",
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(u32, u32, &str)]) {
        let found: Vec<_> = invisible(text).into_iter().map(|p| (p.line, p.column, p.code)).collect();
        let expected: Vec<_> = expected.iter().map(|(l, c, code)| (*l, *c, (*code).to_owned())).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn only_structure_is_linted() {
        check("title: 主题：安全\n", &[]);
        check("title：安全\n", &[(1, 6, "full-width-colon")]);
        check("a:\n  - key：x\n", &[(2, 8, "full-width-colon")]);
        check("a:\n\tb: 1\n", &[(2, 1, "tab-indent")]);
        check("a:\n　b: 1\n", &[(2, 1, "full-width-space")]);
        check("a:　x\n", &[(1, 3, "full-width-space")]);
        check("a: |\n  key：这是正文\n\tb\nb：1\n", &[(3, 1, "tab-indent"), (4, 2, "full-width-colon")]);
        check("# 注释：随便\n", &[]);
    }
}
