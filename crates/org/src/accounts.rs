//! People and their passwords for the command line, for the day on which nobody can log in.
//!
//! These are the same operations as over HTTP with the same journal; the proof is access to the machine.

use config::Settings;
use db::{Db, Reader};
use kernel::{Failure, Instant, TenantId};
use policy::Role;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;

use crate::{
    closure,
    login::{hash::Hasher, secret},
    model::Validity,
    people::{
        store::{self, NewPerson},
        text,
    },
    policy::ManagePeople,
    posts::{
        self,
        store::{NewPost, in_force},
    },
    rows::person,
    second, tree,
    units::text::Checker,
    warrant::{Operator, Warrant},
};

/// What `user add` asks for.
#[derive(Clone, Debug)]
pub struct NewAccount {
    pub name: String,
    pub login: String,
    pub role: Role,
    /// Key of the unit; the root when absent.
    pub unit: Option<String>,
}

/// A line of `user list`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub login: String,
    pub name: String,
    /// `role@unit-key` of each post in force today.
    pub posts: Vec<String>,
    pub disabled_at: Option<Instant>,
}

fn warrant() -> Warrant<ManagePeople> {
    Warrant::Terminal(Operator::at_terminal())
}

/// Adds a person with one post; answers the one-time password.
///
/// # Errors
/// [`Failure::Invalid`] for a bad name or a login that is taken, [`Failure::Hidden`] for an unknown unit.
pub async fn add(db: &Db, settings: &Settings, tenant: TenantId, new: NewAccount) -> Result<String, Failure> {
    let NewAccount { name, login, role, unit } = new;
    let mut check = Checker::at("");
    let person = NewPerson {
        name: check.name("name", "姓名", &name),
        login: text::login(&mut check, &login),
        phone: None,
    };
    Failure::unless_empty(check.problems)?;
    let password = secret::one_time_password()?;
    let hash = Hasher::new(settings.login.hashes_at_once).hash(&password).await?;
    db.write(tenant, |w| async move {
        closure::lock(&w).await?;
        let unit = match unit {
            Some(key) => tree::by_key(&w, &key).await?,
            None => tree::root(&w).await?,
        };
        let validity = Validity { from: w.now().day(), to: None };
        let post = NewPost { unit: unit.id, role, title: None, validity, stands_in_for: None };
        let id = store::insert(&w, &warrant(), person, hash, true).await?;
        posts::create::give(&w, &warrant(), id, post).await?;
        let detail = json!({ "create": { "login": login, "role": role } });
        w.audit(warrant().entry(detail).at(unit.id).on("person", id));
        Ok(())
    })
    .await?;
    Ok(password)
}

/// Everybody, in the order of their names.
pub async fn list(db: &Db, tenant: TenantId) -> Result<Vec<Account>, Failure> {
    let read = db.read(tenant);
    let people = person::Entity::find()
        .filter(person::Column::TenantId.eq(tenant))
        .order_by_asc(person::Column::Folded)
        .order_by_asc(person::Column::Id)
        .all(read.conn())
        .await?;
    let mut out = Vec::with_capacity(people.len());
    for person in people {
        let rows = in_force(&read, person.id).await?;
        let units = tree::labels(&read, rows.iter().map(|row| row.unit_id)).await?;
        let at = |row: &crate::rows::post::Model| {
            let key = units.get(&row.unit_id).map_or("?", |unit| unit.key.as_str());
            format!("{}@{key}", row.role)
        };
        out.push(Account {
            login: person.login,
            name: person.name,
            posts: rows.iter().map(at).collect(),
            disabled_at: person.disabled_at,
        });
    }
    Ok(out)
}

/// Gives a new one-time password, ends the person's sessions and lifts a lock; answers the password.
///
/// # Errors
/// [`Failure::Hidden`] when nobody has this login.
pub async fn reset(db: &Db, settings: &Settings, tenant: TenantId, login: &str) -> Result<String, Failure> {
    let password = secret::one_time_password()?;
    let hash = Hasher::new(settings.login.hashes_at_once).hash(&password).await?;
    db.write(tenant, |w| async move {
        let row = named(&w, login).await?;
        let ended = store::give_password(&w, &warrant(), &row, hash).await?;
        let detail = json!({ "reset_password": true, "sessions_ended": ended });
        w.audit(warrant().entry(detail).on("person", row.id));
        Ok(())
    })
    .await?;
    Ok(password)
}

/// Removes the second factor of somebody who has lost telephone and paper, and ends their sessions.
///
/// # Errors
/// [`Failure::Hidden`] when nobody has this login.
pub async fn reset_second_factor(db: &Db, tenant: TenantId, login: &str) -> Result<(), Failure> {
    db.write(tenant, |w| async move {
        let row = named(&w, login).await?;
        if second::store::confirmed(&w, row.id).await?.is_none() {
            return Err(Failure::refused("no-second-factor", format!("{login} 没有启用两步验证，不用解除")));
        }
        let ended = second::remove::reset(&w, &warrant(), row.id).await?;
        let detail = json!({ "reset_second_factor": true, "sessions_ended": ended });
        w.audit(warrant().entry(detail).on("person", row.id));
        Ok(())
    })
    .await
}

/// Shuts a person out, or lets them in again.
///
/// # Errors
/// [`Failure::Hidden`] when nobody has this login; [`Failure::Refused`] for the last security administrator.
pub async fn set_disabled(db: &Db, tenant: TenantId, login: &str, disabled: bool) -> Result<(), Failure> {
    db.write(tenant, |w| async move {
        closure::lock(&w).await?;
        let row = named(&w, login).await?;
        let id = row.id;
        if disabled {
            posts::keep::a_security_admin_besides(&w, Some(id), None).await?;
        }
        store::set_disabled(&w, &warrant(), row, disabled).await?;
        w.audit(warrant().entry(json!({ "disabled": disabled })).on("person", id));
        Ok(())
    })
    .await
}

async fn named(reader: &impl Reader, login: &str) -> Result<person::Model, Failure> {
    // The operator owns the data: nothing has to be kept from them.
    let found = store::find_login(reader, login).await?.filter(|found| found.tenant_id == reader.tenant());
    let nobody =
        || Failure::refused("unknown-login", format!("没有登录名“{login}”，可用 anxing user list 查看"));
    store::person(reader, found.ok_or_else(nobody)?.person_id).await
}
