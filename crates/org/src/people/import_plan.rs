//! What a file of people would do, worked out before anything is written: who is new, which posts are given, and what is
//! wrong with which row.

use std::collections::BTreeMap;

use db::Reader;
use kernel::{Failure, PersonId, text::folded};
use policy::{Act, Role};
use sheet::Row;
use web::Ask;

use super::{reach, store, table::Wanted};
use crate::{
    import::{File, Wrong},
    model::{UnitRow, Validity},
    policy::ManageAdministrators,
    posts::{self, create::PostRequest, rules},
    tree,
};

/// A person of the file. Rows with the same login are one person.
pub(crate) struct Planned {
    /// The first row that names them.
    pub row: u32,
    pub name: String,
    pub login: String,
    pub phone: Option<String>,
    /// `None` for somebody new.
    pub known: Option<PersonId>,
    /// Posts to give, with the names of their units.
    pub posts: Vec<(PostRequest, String)>,
    /// Posts that they hold already.
    pub unchanged: usize,
    held: Vec<rules::Held>,
}

/// The outer failure is ours; the wrongs are the file's, in no order, and all of each row: one round of mending is
/// enough.
pub(crate) async fn plan(
    ask: &Ask,
    reader: &impl Reader,
    file: &File<Wanted>,
) -> Result<(Vec<Planned>, Vec<Wrong>), Failure> {
    let (mut people, mut wrongs): (Vec<Planned>, Vec<Wrong>) = (Vec::new(), Vec::new());
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for row in &file.wanted {
        let login = folded(&row.login);
        let place = match places.get(&login) {
            Some(place) => *place,
            None => {
                let (person, wrong) = begun(ask, reader, row).await?;
                wrongs.extend(wrong);
                people.push(person);
                places.insert(login, people.len() - 1);
                people.len() - 1
            }
        };
        let Some(person) = people.get_mut(place) else { continue };
        wrongs.extend(contradictions(person, row));
        wrongs.extend(post(ask, reader, person, row).await?.err());
    }
    for row in file.unread(|row| row.row) {
        wrongs.extend(unread(ask, reader, row).await?);
    }
    Ok((people, wrongs))
}

/// The unit of a row that cannot be used otherwise. A post that is no administrator's is asked about: where that may not
/// be given, there is no unit for who asks.
async fn unread(ask: &Ask, reader: &impl Reader, row: &Row) -> Result<Option<Wrong>, Failure> {
    let Some(key) = row.text("unit").map(str::trim) else { return Ok(None) };
    let found = match tree::by_key(reader, key).await {
        Ok(unit) => reach::manage_post(ask, reader, unit.id, Role::Expert).await.map(drop),
        Err(failure) => Err(failure),
    };
    match found {
        Ok(()) => Ok(None),
        Err(Failure::Hidden | Failure::Forbidden { .. }) => Ok(Some(nowhere(row.number(), key))),
        Err(failure) => Err(failure),
    }
}

fn wrong(row: &Wanted, column: &'static str, code: &'static str, message: impl Into<String>) -> Wrong {
    Wrong { row: row.row, column, code, message: message.into() }
}

/// Whoever bears the login already is only found under their own name: a file is not a way to ask who exists.
async fn begun(ask: &Ask, reader: &impl Reader, row: &Wanted) -> Result<(Planned, Option<Wrong>), Failure> {
    let taken = || wrong(row, "login", "taken", "该登录名已被使用，请换一个；如为同一人，请核对姓名");
    let mut person = Planned {
        row: row.row,
        name: row.name.clone(),
        login: row.login.clone(),
        phone: row.phone.clone(),
        known: None,
        posts: Vec::new(),
        unchanged: 0,
        held: Vec::new(),
    };
    let Some(found) = store::find_login(reader, &row.login).await? else { return Ok((person, None)) };
    if found.tenant_id != reader.tenant() {
        return Ok((person, Some(taken())));
    }
    match reach::see(ask, reader, found.person_id).await {
        Ok(seen) if seen.name == row.name => {
            let held = posts::store::of_person(reader, seen.id).await?;
            person.held = held.iter().map(posts::store::held).collect::<Result<_, _>>()?;
            person.known = Some(seen.id);
            Ok((person, None))
        }
        Ok(_) | Err(Failure::Hidden) => Ok((person, Some(taken()))),
        Err(failure) => Err(failure),
    }
}

/// A second row of the same person says the same of them.
fn contradictions(person: &Planned, row: &Wanted) -> impl Iterator<Item = Wrong> {
    let first = person.row;
    let name = (person.name != row.name).then(|| {
        let message = format!("与第 {first} 行的登录名相同，姓名却不同；不同的人请用不同的登录名");
        wrong(row, "name", "contradiction", message)
    });
    let phone = (person.phone != row.phone).then(|| {
        let message = format!("与第 {first} 行是同一人，联系电话却不同，请改为一致");
        wrong(row, "phone", "contradiction", message)
    });
    name.into_iter().chain(phone)
}

async fn post(
    ask: &Ask,
    reader: &impl Reader,
    person: &mut Planned,
    row: &Wanted,
) -> Result<Result<(), Wrong>, Failure> {
    let unit = match tree::by_key(reader, &row.unit).await {
        Ok(unit) => unit,
        Err(Failure::Hidden) => return Ok(Err(nowhere(row.row, &row.unit))),
        Err(failure) => return Err(failure),
    };
    let validity = Validity { from: row.valid_from.unwrap_or(reader.now().day()), to: row.valid_to };
    let new = rules::Held { role: row.role, unit: unit.id, validity };
    // Before any right is asked for: an export holds posts that its reader could not give, and none is given here.
    if person.known.is_some() && person.held.iter().any(|held| is_same(held, &new)) {
        person.unchanged += 1;
        return Ok(Ok(()));
    }
    if let Err(wrong) = may_give(ask, reader, &unit, row).await? {
        return Ok(Err(wrong));
    }
    match posts::create::may_give(&unit, &person.held, &new) {
        Ok(()) => {}
        Err(Failure::Refused { code, detail, .. }) => return Ok(Err(wrong(row, "role", code, detail))),
        Err(failure) => return Err(failure),
    }
    if let Some(known) = person.known
        && let Err(Failure::Refused { code, detail, .. }) = rules::not_oneself(ask.person(), known)
    {
        return Ok(Err(wrong(row, "role", code, detail)));
    }
    person.held.push(new);
    let request = PostRequest {
        unit_id: unit.id,
        role: row.role,
        title: row.title.clone(),
        valid_from: row.valid_from,
        valid_to: row.valid_to,
    };
    person.posts.push((request, unit.name));
    Ok(Ok(()))
}

fn is_same(held: &rules::Held, new: &rules::Held) -> bool {
    held.role == new.role && held.unit == new.unit && held.validity.overlaps(new.validity)
}

fn nowhere(row: u32, key: &str) -> Wrong {
    let message = format!("您管理的范围内没有编码为“{key}”的单位，请核对单位编码，或先导入组织机构");
    Wrong { row, column: "unit", code: "unknown-unit", message }
}

/// May whoever asks give this post there? A unit out of reach is told as one that does not exist.
async fn may_give(
    ask: &Ask,
    reader: &impl Reader,
    unit: &UnitRow,
    row: &Wanted,
) -> Result<Result<(), Wrong>, Failure> {
    match reach::manage_post(ask, reader, unit.id, row.role).await {
        Ok(_) => Ok(Ok(())),
        Err(Failure::Forbidden { action }) if action == ManageAdministrators::KEY => {
            let message = "管理员岗位只能由安全管理员授予，请改为其他岗位";
            Ok(Err(wrong(row, "role", "administrator", message)))
        }
        Err(Failure::Hidden | Failure::Forbidden { .. }) => Ok(Err(nowhere(row.row, &row.unit))),
        Err(failure) => Err(failure),
    }
}
