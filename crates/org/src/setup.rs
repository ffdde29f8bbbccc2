//! The way into an empty installation: a link that is printed once, works once and ends after a day.

use std::{collections::BTreeMap, time::Duration};

use axum::{Json, extract::State};
use db::{Db, Reader, Write};
use kernel::{Day, Failure, FieldProblem, PersonId, UnitId};
use policy::Role;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use web::{Answer, Body};

use crate::{
    desk::Desk,
    login::{password, secret},
    model::{UnitKind, Validity},
    people::{
        store::{self as people_store, NewPerson},
        text,
    },
    policy::{ManagePeople, ManageUnits},
    posts::store::{self as post_store, NewPost},
    rows::set_up_link,
    tenant,
    units::{
        store::{self as unit_store, NewUnit},
        text::Checker,
    },
    warrant::{SpentLink, Warrant},
};

/// Long enough to fetch a colleague, short enough that a printed log is worthless tomorrow.
const LINK_LIFE: Duration = Duration::from_secs(24 * 3600);

/// True while nobody can log in because nobody exists.
pub async fn needed(db: &Db) -> Result<bool, Failure> {
    Ok(!tenant::exists(&db.read(tenant::FIRST)).await?)
}

/// Makes the one-time link's token, replacing the one before; `None` when the installation has people already. The
/// token is to be printed once and is not stored.
pub async fn issue_link(db: &Db) -> Result<Option<String>, Failure> {
    if !needed(db).await? {
        return Ok(None);
    }
    let token = secret::fresh()?;
    let digest = secret::digest(&token);
    db.write(tenant::FIRST, |w| async move {
        w.unaudited("nobody and nothing exists yet; the set-up itself is the first entry of the trail");
        set_up_link::Entity::delete_many().exec(w.conn()).await?;
        let row = set_up_link::ActiveModel { digest: Set(digest), expires_at: Set(w.now().plus(LINK_LIFE)) };
        row.insert(w.conn()).await?;
        Ok(())
    })
    .await?;
    Ok(Some(token))
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct SetUpNeededView {
    pub needed: bool,
}

#[utoipa::path(get, path = "/api/setup", operation_id = "set_up_needed", tag = "org",
    responses((status = 200, body = SetUpNeededView)))]
pub(crate) async fn set_up_needed(State(desk): State<Desk>) -> Answer<SetUpNeededView> {
    Ok(Json(SetUpNeededView { needed: needed(&desk.web.db).await? }))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetUpRequest {
    /// From the link that the first start printed.
    token: String,
    authority: SetUpAuthority,
    person: SetUpPerson,
}

/// The authority that runs campaigns: the root of the tree.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetUpAuthority {
    key: String,
    name: String,
    /// Province when absent.
    kind: Option<UnitKind>,
    /// Since when it exists; the first day of this year when absent. An import of units may correct it.
    valid_from: Option<Day>,
}

/// The first person: system and security administrator. The audit administrator has to be somebody else.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetUpPerson {
    name: String,
    login: String,
    #[schema(format = Password)]
    password: String,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct SetUpView {
    #[schema(value_type = String, format = Uuid)]
    pub unit_id: UnitId,
    #[schema(value_type = String, format = Uuid)]
    pub person_id: PersonId,
}

#[utoipa::path(post, path = "/api/setup", operation_id = "set_up", tag = "org",
    request_body = SetUpRequest, responses((status = 200, body = SetUpView)))]
pub(crate) async fn set_up(State(desk): State<Desk>, Body(request): Body<SetUpRequest>) -> Answer<SetUpView> {
    let db = &desk.web.db;
    let SetUpRequest { token, authority, person } = request;
    let digest = secret::digest(token.trim());
    // Asked before the slow work, so that strangers cannot keep the hasher busy; asked again where it counts.
    valid_link(&db.read(tenant::FIRST), &digest).await?;
    let (unit, of_unit) = authority_of(authority, db.now().day());
    let (new, password, of_person) = person_of(&desk, person);
    Failure::unless_empty(of_unit.into_iter().chain(of_person).collect())?;
    let hash = desk.gate.hasher.hash(&password).await?;
    let view = db
        .write(tenant::FIRST, |w| async move {
            let link = spend(&w, &digest).await?;
            install(&w, link, unit, new, hash).await
        })
        .await?;
    Ok(Json(view))
}

fn no_link() -> Failure {
    Failure::refused("set-up-link", "设置链接无效、已使用或已过期；请重新启动服务以获取新的一次性链接")
}

async fn valid_link(reader: &impl Reader, digest: &str) -> Result<(), Failure> {
    let row = set_up_link::Entity::find_by_id(digest.to_owned()).one(reader.conn()).await?;
    if row.is_some_and(|row| row.expires_at > reader.now()) { Ok(()) } else { Err(no_link()) }
}

/// Deletes the link: of two requests at the same time only one finds it.
async fn spend(write: &Write, digest: &str) -> Result<SpentLink, Failure> {
    let gone = set_up_link::Entity::delete_many()
        .filter(set_up_link::Column::Digest.eq(digest))
        .filter(set_up_link::Column::ExpiresAt.gt(write.now()))
        .exec(write.conn())
        .await?;
    if gone.rows_affected != 1 || tenant::exists(write).await? {
        return Err(no_link());
    }
    Ok(SpentLink::spent())
}

/// The unit with what is wrong with it. Everything is told at once: whoever sets up corrects a form once.
fn authority_of(authority: SetUpAuthority, today: Day) -> (NewUnit, Vec<FieldProblem>) {
    let SetUpAuthority { key, name, kind, valid_from } = authority;
    let mut check = Checker::at("/authority");
    let first_of_year = Day::new(today.year(), 1, 1).unwrap_or(today);
    let unit = NewUnit {
        key: check.key(&key),
        name: check.name("name", "单位名称", &name),
        kind: kind.unwrap_or(UnitKind::Province),
        parent: None,
        region_code: None,
        attributes: BTreeMap::new(),
        validity: Validity { from: valid_from.unwrap_or(first_of_year), to: None },
    };
    (unit, check.problems)
}

/// The person, the password as typed, and what is wrong with both.
fn person_of(desk: &Desk, person: SetUpPerson) -> (NewPerson, String, Vec<FieldProblem>) {
    let SetUpPerson { name, login, password } = person;
    let mut check = Checker::at("/person");
    let new = NewPerson {
        name: check.name("name", "姓名", &name),
        login: text::login(&mut check, &login),
        phone: None,
    };
    let mut problems = check.problems;
    problems.extend(password::problems_at("/person/password", &password, &new.login, &desk.gate.passwords));
    (new, password, problems)
}

async fn install(
    write: &Write,
    link: SpentLink,
    unit: NewUnit,
    person: NewPerson,
    hash: String,
) -> Result<SetUpView, Failure> {
    let valid_from = write.now().day();
    tenant::create(write, &unit.key).await?;
    let (name, login) = (unit.name.clone(), person.login.clone());
    let for_units = Warrant::<ManageUnits>::SetUp(link);
    let unit_id = unit_store::insert(write, &for_units, unit).await?;
    let warrant = Warrant::<ManagePeople>::SetUp(link);
    let person_id = people_store::insert(write, &warrant, person, hash, false).await?;
    for role in [Role::SystemAdmin, Role::SecurityAdmin] {
        let validity = Validity { from: valid_from, to: None };
        let post = NewPost { unit: unit_id, role, title: None, validity, stands_in_for: None };
        post_store::insert(write, &warrant, person_id, post).await?;
    }
    let detail = json!({ "authority": name, "login": login });
    write.audit(db::Entry::new("org.set_up").by(person_id).at(unit_id).with(detail));
    Ok(SetUpView { unit_id, person_id })
}
