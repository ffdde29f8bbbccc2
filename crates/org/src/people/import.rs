//! People with their posts from a CSV or XLSX file, all or nothing, with a preview. Each new person gets a one-time
//! password, which is in the first answer and nowhere else.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicBool, Ordering},
};

use axum::{Json, extract::State};
use db::Write;
use kernel::{Failure, PersonId, text::folded};
use policy::Act;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use web::{Answer, Ask, Params, Raw};

use super::{
    import_plan::{self, Planned},
    reach,
    store::{self, NewPerson},
    table::{self, Wanted},
};
use crate::{
    closure,
    desk::Desk,
    import::{self, ImportProblem, ImportQuery},
    login::{hash::Hasher, secret},
    policy::ManagePeople,
    posts,
    warrant::Warrant,
};

/// Each new person costs the hash of a password; more would outlast the patience of who waits for the answer.
const ROWS_MAX: u32 = 500;

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct PersonImportView {
    /// True when nothing was written.
    pub dry_run: bool,
    /// People who are new.
    pub created: usize,
    /// Posts that are given, those of new people among them.
    pub given: usize,
    /// Posts that were held already.
    pub unchanged: usize,
    /// By the first row of each person; people of whom nothing changes are left out.
    pub lines: Vec<PersonImportLine>,
    /// Only of a preview; otherwise they are the answer themselves.
    pub problems: Vec<ImportProblem>,
    /// Only in the first answer; a repeated request does not get them again.
    pub accounts: Vec<NewAccount>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct PersonImportLine {
    /// The row's number in the file.
    pub row: u32,
    pub name: String,
    pub login: String,
    /// The unit of the first post that is given.
    pub unit: String,
    /// True for somebody new.
    pub create: bool,
    /// What changes, in words.
    pub what: Vec<String>,
    /// What looks wrong and is done all the same.
    pub doubts: Vec<String>,
}

/// What is handed to a new person.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct NewAccount {
    pub name: String,
    pub login: String,
    pub unit: String,
    pub one_time_password: String,
}

type File = import::File<Wanted>;

#[utoipa::path(post, path = "/api/people/import", operation_id = "person_import", tag = "org",
    params(ImportQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "CSV or XLSX"),
    responses((status = 200, body = PersonImportView)))]
pub(crate) async fn person_import(
    ask: Ask,
    State(desk): State<Desk>,
    Params(query): Params<ImportQuery>,
    Raw(bytes): Raw,
) -> Answer<PersonImportView> {
    if !ask.policy().anywhere::<ManagePeople>(ask.actor()) {
        return Err(Failure::Forbidden { action: ManagePeople::KEY }.into());
    }
    let read = move || File::read(&bytes, &table::layout()?, ROWS_MAX, table::wanted);
    let file = tokio::task::spawn_blocking(read).await.map_err(Failure::internal)??;
    let preview = preview(&ask, &file).await?;
    if query.dry_run {
        return Ok(Json(preview));
    }
    // Hashed before the write begins: hashing takes long, and the write holds up everybody.
    let passwords = passwords(&desk.gate.hasher, &preview).await?;
    let (ask, file, ready, made) = (&ask, &file, &passwords, &AtomicBool::new(false));
    let mut view = ask
        .write(|w| async move {
            closure::lock(&w).await?;
            let (people, wrongs) = import_plan::plan(ask, &w, file).await?;
            Failure::unless_empty(file.told(wrongs))?;
            for person in &people {
                carry_out(ask, &w, person, ready).await?;
            }
            let view = view(&people, false);
            let detail = json!({ "created": view.created, "given": view.given, "unchanged": view.unchanged });
            w.audit(ask.entry(ManagePeople::KEY).with(json!({ "import": detail })));
            made.store(true, Ordering::Relaxed);
            Ok(view)
        })
        .await?;
    if made.load(Ordering::Relaxed) {
        view.accounts = accounts(passwords, &view.lines);
    }
    Ok(Json(view))
}

async fn preview(ask: &Ask, file: &File) -> Result<PersonImportView, Failure> {
    let (people, wrongs) = import_plan::plan(ask, &ask.read(), file).await?;
    let problems = file.told(wrongs);
    let mut shown = view(if problems.is_empty() { &people } else { &[] }, true);
    shown.problems = problems.into_iter().map(ImportProblem::from).collect();
    Ok(shown)
}

struct Password {
    text: String,
    hash: String,
}

/// By folded login.
type Passwords = BTreeMap<String, Password>;

async fn passwords(hasher: &Hasher, view: &PersonImportView) -> Result<Passwords, Failure> {
    let mut made = Passwords::new();
    for line in view.lines.iter().filter(|line| line.create) {
        let text = secret::one_time_password()?;
        let hash = hasher.hash(&text).await?;
        made.insert(folded(&line.login), Password { text, hash });
    }
    Ok(made)
}

fn accounts(mut passwords: Passwords, lines: &[PersonImportLine]) -> Vec<NewAccount> {
    let account = |line: &PersonImportLine| {
        let PersonImportLine { name, login, unit, .. } = line.clone();
        let one_time_password = passwords.remove(&folded(&login))?.text;
        Some(NewAccount { name, login, unit, one_time_password })
    };
    lines.iter().filter(|line| line.create).filter_map(account).collect()
}

fn view(people: &[Planned], dry_run: bool) -> PersonImportView {
    let changed = || people.iter().filter(|person| !person.posts.is_empty());
    PersonImportView {
        dry_run,
        created: changed().filter(|person| person.known.is_none()).count(),
        given: changed().map(|person| person.posts.len()).sum(),
        unchanged: people.iter().map(|person| person.unchanged).sum(),
        lines: changed().map(line).collect(),
        problems: Vec::new(),
        accounts: Vec::new(),
    }
}

fn line(person: &Planned) -> PersonImportLine {
    let Planned { row, name, login, known, posts, .. } = person;
    let create = known.is_none();
    let new = create.then(|| "新建账号".to_owned());
    let given = posts.iter().map(|(post, unit)| format!("授予“{}”（{unit}）", post.role.title()));
    PersonImportLine {
        row: *row,
        name: name.clone(),
        login: login.clone(),
        unit: posts.first().map(|(_, unit)| unit.clone()).unwrap_or_default(),
        create,
        what: new.into_iter().chain(given).collect(),
        doubts: table::is_sample(name, login).then(|| import::IS_SAMPLE.to_owned()).into_iter().collect(),
    }
}

async fn carry_out(ask: &Ask, write: &Write, person: &Planned, passwords: &Passwords) -> Result<(), Failure> {
    let mut warrants = Vec::new();
    for (post, _) in &person.posts {
        warrants.push(Warrant::from(reach::manage_post(ask, write, post.unit_id, post.role).await?));
    }
    let Some(first) = warrants.first() else { return Ok(()) };
    let entry = |id: PersonId| ask.entry(ManagePeople::KEY).on("person", id);
    let id = match person.known {
        Some(id) => id,
        None => {
            let Planned { name, login, phone, .. } = person;
            let new = NewPerson { name: name.clone(), login: login.clone(), phone: phone.clone() };
            // Only somebody who was known a moment ago has none, and nobody is ever deleted.
            let password = passwords.get(&folded(login)).ok_or(Failure::Hidden)?;
            let id = store::insert(write, first, new, password.hash.clone(), true).await?;
            write.audit(entry(id).with(json!({ "create": { "login": login } })));
            id
        }
    };
    for ((post, _), warrant) in person.posts.iter().zip(&warrants) {
        let row = posts::create::give(write, warrant, id, post.clone().into_new(write, None)?).await?;
        write.audit(posts::create::given(ask, &row));
    }
    Ok(())
}
