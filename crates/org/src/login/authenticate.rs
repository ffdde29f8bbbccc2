//! Who holds a session or a token at this instant, and which posts count.

use std::{collections::BTreeSet, sync::Arc};

use config::Settings;
use db::{Db, Reader};
use kernel::{Failure, Instant, PersonId, TenantId};
use policy::{Actor, HeldPost};
use web::{Authenticate, Credential};

use super::{
    calendar,
    identity::{self, Identity},
    password, password_store, secret, session_store, token,
};
use crate::{posts, second};

/// Whether a look at a credential is kept as a sign that somebody is there.
#[derive(Clone, Copy, PartialEq)]
enum Seen {
    Kept,
    Forgotten,
}

/// Answers [`web::Authenticate`] from the tables of this crate.
pub struct OrgAuthenticate {
    db: Arc<Db>,
    login: config::Login,
    passwords: config::Passwords,
}

impl OrgAuthenticate {
    #[must_use]
    pub fn new(db: Arc<Db>, settings: &Settings) -> Self {
        Self { db, login: settings.login.clone(), passwords: settings.passwords.clone() }
    }

    async fn session(&self, tenant: TenantId, shown: &str, seen: Seen) -> Result<Option<Actor>, Failure> {
        let read = self.db.read(tenant);
        let Some((row, identity)) = identity::of_session(&read, shown, &self.passwords).await? else {
            return Ok(None);
        };
        let now = self.db.now();
        if row.admitted_at.is_none() || !session_store::is_alive(&row, now, &self.login) {
            return Ok(None);
        }
        if seen == Seen::Kept && self.is_old(Some(row.last_seen_at)) {
            self.db
                .write(tenant, |w| async move {
                    w.unaudited(
                        "the last look at the screen is not an act; what is done leaves its own entry",
                    );
                    session_store::seen(&w, row).await
                })
                .await?;
        }
        Ok(self.actor(tenant, identity, None))
    }

    async fn token(&self, tenant: TenantId, shown: &str, seen: Seen) -> Result<Option<Actor>, Failure> {
        let read = self.db.read(tenant);
        let Some(row) = token::find(&read, shown).await? else { return Ok(None) };
        let scopes: BTreeSet<String> = serde_json::from_str(&row.scopes).map_err(Failure::internal)?;
        let person = row.person_id;
        if seen == Seen::Kept && self.is_old(row.last_used_at) {
            self.db
                .write(tenant, |w| async move {
                    w.unaudited("the use of a token is not an act; what is done leaves its own entry");
                    token::used(&w, row).await
                })
                .await?;
        }
        let identity = identity::of_person(&read, person, &self.passwords).await?;
        Ok(identity.and_then(|identity| self.actor(tenant, identity, Some(scopes))))
    }

    async fn calendar(
        &self,
        tenant: TenantId,
        shown: &str,
        only: BTreeSet<String>,
        seen: Seen,
    ) -> Result<Option<Actor>, Failure> {
        let read = self.db.read(tenant);
        let Some(row) = calendar::find(&read, shown).await? else { return Ok(None) };
        let person = row.person_id;
        if seen == Seen::Kept && self.is_old(row.last_used_at) {
            self.db
                .write(tenant, |w| async move {
                    w.unaudited(
                        "a calendar program looks every hour; making and revoking its address is audited",
                    );
                    calendar::used(&w, row).await
                })
                .await?;
        }
        let identity = identity::of_person(&read, person, &self.passwords).await?;
        Ok(identity.and_then(|identity| self.actor(tenant, identity, Some(only))))
    }

    /// Whether the last look is worth another write.
    fn is_old(&self, last: Option<Instant>) -> bool {
        last.is_none_or(|last| self.db.now().since(last) >= session_store::SEEN_EVERY)
    }

    /// `None` for a person who is disabled. Before a one-time password is changed, and before somebody who must have a
    /// second factor has one, no post counts.
    fn actor(&self, tenant: TenantId, identity: Identity, only: Option<BTreeSet<String>>) -> Option<Actor> {
        let Identity { person, name, disabled, must_change_password, has_second_factor, posts } = identity;
        let owes = second::is_required(&posts, self.login.second_factor) && !has_second_factor;
        let posts = if must_change_password || owes { Vec::new() } else { posts };
        (!disabled).then_some(Actor { tenant, person, name, posts, only })
    }
}

/// True when the person has to choose a new password before anything else.
pub(crate) async fn must_change(
    reader: &impl Reader,
    person: PersonId,
    rules: &config::Passwords,
) -> Result<bool, Failure> {
    let Some(row) = password_store::find(reader, person).await? else { return Ok(true) };
    Ok(row.must_change || password::is_stale(row.changed_at, reader.now().day(), rules))
}

/// The posts of a person that are in force today.
pub(crate) async fn held(reader: &impl Reader, person: PersonId) -> Result<Vec<HeldPost>, Failure> {
    let rows = posts::store::in_force(reader, person).await?;
    rows.into_iter()
        .map(|row| {
            let role = posts::store::role(&row)?;
            Ok(HeldPost { post: row.id, role, unit: row.unit_id, stands_in_for: row.stands_in_for })
        })
        .collect()
}

#[async_trait::async_trait]
impl Authenticate for OrgAuthenticate {
    async fn identify(&self, credential: Credential) -> Result<Option<Actor>, Failure> {
        self.holder(credential, Seen::Kept).await
    }

    async fn still(&self, credential: Credential) -> Result<Option<Actor>, Failure> {
        self.holder(credential, Seen::Forgotten).await
    }
}

impl OrgAuthenticate {
    async fn holder(&self, credential: Credential, seen: Seen) -> Result<Option<Actor>, Failure> {
        match credential {
            Credential::Session(shown) => match secret::tenant_of(&shown) {
                Some(tenant) if !shown.starts_with("anxing_") => self.session(tenant, &shown, seen).await,
                Some(_) | None => Ok(None),
            },
            Credential::Token(shown) => match secret::tenant_of(&shown) {
                Some(tenant) if shown.starts_with("anxing_") => self.token(tenant, &shown, seen).await,
                Some(_) | None => Ok(None),
            },
            Credential::Calendar { secret: shown, only } => match secret::tenant_of(&shown) {
                Some(tenant) => self.calendar(tenant, &shown, only, seen).await,
                None => Ok(None),
            },
        }
    }
}
