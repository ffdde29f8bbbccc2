//! People and their posts as a table, one line for each post: what the export writes and the import reads.

use kernel::{Day, Failure, text::NAME_CHARS_MAX};
use policy::Role;
use sheet::{Column, Kind, Layout, Problem, Row, Value};

use super::text::{self, LOGIN_CHARS_MAX};
use crate::{
    import,
    units::text::{Checker, KEY_CHARS_MAX},
};

/// Longer than any telephone number with its spaces.
const PHONE_CHARS_MAX: usize = 40;

/// The columns that a file has to have or may have; others are left alone, so that an export can be sent in again.
pub(crate) fn layout() -> Result<Layout, Failure> {
    let name = || Kind::text_of(NAME_CHARS_MAX);
    let columns = vec![
        Column::new("name", "姓名", name()).required(),
        Column::new("login", "登录名", Kind::text_of(LOGIN_CHARS_MAX)).required(),
        Column::new("phone", "联系电话", Kind::text_of(PHONE_CHARS_MAX)),
        Column::new("role", "岗位", roles()).required(),
        Column::new("title", "职务", name()),
        Column::new("unit", "单位编码", Kind::text_of(KEY_CHARS_MAX)).required(),
        Column::new("valid_from", "起始日期", Kind::Day),
        Column::new("valid_to", "截止日期", Kind::Day),
    ];
    Layout::new("org-people", "人员和岗位", columns).map_err(Failure::internal)
}

pub(crate) fn roles() -> Kind {
    Kind::choice(Role::ALL.map(|role| (role.key(), role.title())))
}

/// One row as it is wanted.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    /// The row's number in the file.
    pub row: u32,
    pub name: String,
    pub login: String,
    pub phone: Option<String>,
    pub role: Role,
    pub title: Option<String>,
    /// The unit's key.
    pub unit: String,
    pub valid_from: Option<Day>,
    pub valid_to: Option<Day>,
}

/// Reads one row; what is wrong beyond the types of its cells is added to `problems`.
pub(crate) fn wanted(row: &Row, problems: &mut Vec<Problem>) -> Option<Wanted> {
    let mut check = Checker::at("");
    let name = check.name("name", "姓名", row.text("name").unwrap_or_default());
    let login = text::login(&mut check, row.text("login").unwrap_or_default());
    let phone = text::phone(&mut check, row.text("phone"));
    let title = check.optional("title", "职务", row.text("title"), NAME_CHARS_MAX);
    let (valid_from, valid_to) = (row.day("valid_from"), row.day("valid_to"));
    if valid_from.zip(valid_to).is_some_and(|(from, to)| from > to) {
        check.say("valid_to", "order", "截止日期不能早于起始日期");
    }
    let sound = import::is_sound(row, check, problems);
    let role = row.choice("role").and_then(|role| role.parse().ok())?;
    let unit = row.text("unit")?.trim().to_owned();
    let row = row.number();
    sound.then_some(Wanted { row, name, login, phone, role, title, unit, valid_from, valid_to })
}

const SAMPLE_OFFICER: (&str, &str) = ("张示例", "city-1-zhang");
const SAMPLE_REVIEWER: (&str, &str) = ("李示例", "city-1-li");

/// Whether the row is one of [`samples`] that nobody wrote over.
pub(crate) fn is_sample(name: &str, login: &str) -> bool {
    [SAMPLE_OFFICER, SAMPLE_REVIEWER].contains(&(name, login))
}

/// Rows for somebody to write over: two people, because nobody reviews what they hand in themselves.
pub(crate) fn samples(from: Day) -> Vec<Vec<Value>> {
    let row = |(name, login): (&str, &str), role: Role, title: Option<&str>| {
        let text = |text: &str| Value::Text(text.to_owned());
        let role = Value::Choice(role.key().to_owned());
        let title = title.map_or(Value::Empty, text);
        vec![
            text(name),
            text(login),
            Value::Empty,
            role,
            title,
            text("city-1"),
            Value::Day(from),
            Value::Empty,
        ]
    };
    vec![row(SAMPLE_OFFICER, Role::CityOfficer, Some("科员")), row(SAMPLE_REVIEWER, Role::CityReviewer, None)]
}
