//! What a password must be. Pure.

use config::Passwords;
use kernel::{Day, Failure, FieldProblem, Instant, text::folded};

use super::hash::PASSWORD_BYTES_MAX;

/// Beginnings that appear in every list of leaked passwords; a long enough remainder does not save them.
const WORN_OUT: [&str; 10] = [
    "password", "passw0rd", "qwerty", "1qaz2wsx", "abc123", "123456", "admin", "anxing", "letmein",
    "iloveyou",
];

/// Everything that is wrong with a new password, in words that say what to do.
pub(crate) fn problems(password: &str, login: &str, rules: &Passwords) -> Vec<String> {
    let Passwords { chars_min, classes_min, days_max: _ } = rules;
    if password.is_empty() {
        return vec!["请填写口令".to_owned()];
    }
    let mut out = Vec::new();
    let chars = password.chars().count();
    if chars < usize::try_from(*chars_min).unwrap_or(usize::MAX) {
        out.push(format!("口令只有 {chars} 个字符，至少需要 {chars_min} 个"));
    }
    if password.len() > PASSWORD_BYTES_MAX {
        out.push("口令过长，请控制在 300 个字符以内".to_owned());
    }
    let present = classes(password);
    if present < *classes_min {
        out.push(format!(
            "口令应包含小写字母、大写字母、数字、其他字符中的至少 {classes_min} 类，现有 {present} 类"
        ));
    }
    let (plain, login) = (folded(password), folded(login));
    if login.chars().count() >= 3 && plain.contains(&login) {
        out.push("口令不能包含登录名".to_owned());
    }
    if WORN_OUT.iter().any(|worn| plain.starts_with(worn)) {
        out.push("口令以常见的弱口令开头，容易被猜中，请换一个".to_owned());
    }
    let mut distinct: Vec<char> = password.chars().collect();
    distinct.sort_unstable();
    distinct.dedup();
    if distinct.len() < 5 {
        out.push("口令中不同的字符太少，至少需要 5 个不同的字符".to_owned());
    }
    out
}

fn classes(password: &str) -> u32 {
    let has = |test: fn(char) -> bool| u32::from(password.chars().any(test));
    has(|c| c.is_ascii_lowercase())
        + has(|c| c.is_ascii_uppercase())
        + has(|c| c.is_ascii_digit())
        + has(|c| !c.is_ascii_alphanumeric())
}

/// As [`problems`], as the answer to a form whose field is at `pointer`.
pub(crate) fn check(pointer: &str, password: &str, login: &str, rules: &Passwords) -> Result<(), Failure> {
    Failure::unless_empty(problems_at(pointer, password, login, rules))
}

/// What is wrong with it, for whoever tells it together with other problems.
pub(crate) fn problems_at(
    pointer: &str,
    password: &str,
    login: &str,
    rules: &Passwords,
) -> Vec<FieldProblem> {
    let problems = problems(password, login, rules).into_iter();
    problems.map(|message| FieldProblem::new(pointer, "password", message)).collect()
}

/// True when the password is older than the rules allow.
pub(crate) fn is_stale(changed_at: Instant, today: Day, rules: &Passwords) -> bool {
    rules.days_max > 0 && today.days_since(changed_at.day()) > i64::from(rules.days_max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_rules() {
        let rules = Passwords::default();
        for (password, wrong) in [
            ("Sunny-day-2021", 0),
            ("安全生产辽沈行 Abc 1", 0),
            ("Ab1-efgh", 1),
            ("sunnydayssunnydays", 1),
            ("Aa1Aa1Aa1Aa1", 1),
            ("Password-2021", 1),
            ("xx-ZhangSan-2021", 1),
            ("", 1),
        ] {
            let problems = problems(password, "zhangsan", &rules);
            assert_eq!(problems.len(), wrong, "{password}: {problems:?}");
        }
        assert_eq!(problems(&format!("Aa1-{}", "长长短短好".repeat(100)), "x", &rules).len(), 1);
    }

    #[test]
    fn age_counts_days_and_zero_switches_it_off() {
        let changed = Instant::at("2021-06-01".parse().unwrap(), 23, 59);
        let rules = |days_max| Passwords { days_max, ..Passwords::default() };
        assert!(!is_stale(changed, "2021-08-30".parse().unwrap(), &rules(90)));
        assert!(is_stale(changed, "2021-08-31".parse().unwrap(), &rules(90)));
        assert!(!is_stale(changed, "2031-01-01".parse().unwrap(), &rules(0)));
    }
}
