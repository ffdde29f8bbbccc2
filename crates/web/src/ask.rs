//! One authenticated request, and what it may reach.

use std::{
    collections::BTreeSet,
    future::Future,
    sync::{Arc, OnceLock},
};

use axum::{
    extract::{FromRef, FromRequestParts},
    http::{HeaderMap, header, request::Parts},
};
use db::{Db, Entry, Read, Write};
use kernel::{Failure, Instant, PersonId, TenantId};
use policy::{Act, Actor, Granted, Policy, Scope, Standing};
use serde::{Serialize, de::DeserializeOwned};

use crate::{Limits, Problem, idempotency};

/// What a browser or a program shows to say who it is. Never logged.
#[derive(Clone)]
pub enum Credential {
    /// The opaque value of the session cookie.
    Session(String),
    /// A personal API token.
    Token(String),
    /// What stands in the address of a calendar, and the action keys that the address is good for. No header leads here:
    /// only whoever serves that address can say it.
    Calendar { secret: String, only: BTreeSet<String> },
}

/// Answers who holds a credential at this instant. `org` implements it.
#[async_trait::async_trait]
pub trait Authenticate: Send + Sync {
    /// `None` when the credential is unknown, expired or revoked.
    async fn identify(&self, credential: Credential) -> Result<Option<Actor>, Failure>;

    /// As [`Authenticate::identify`], for an answer that stays open: it is no sign that somebody is there, so it keeps no
    /// session alive.
    async fn still(&self, credential: Credential) -> Result<Option<Actor>, Failure>;
}

/// What every handler shares.
#[derive(Clone)]
pub struct Web {
    pub db: Arc<Db>,
    pub policy: Arc<Policy>,
    pub authenticate: Arc<dyn Authenticate>,
}

/// One authenticated request.
pub struct Ask {
    web: Web,
    credential: Credential,
    actor: Arc<Actor>,
    key: Option<idempotency::Key>,
    body: Arc<OnceLock<String>>,
}

const COOKIE: &str = "anxing_session";

/// The value of the session cookie, if the request carries one.
#[must_use]
pub fn session_cookie(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE).map(|(_, value)| value.to_owned())
}

fn credential(headers: &HeaderMap) -> Option<Credential> {
    let bearer = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "));
    match bearer {
        Some(token) => Some(Credential::Token(token.to_owned())),
        None => session_cookie(headers).map(Credential::Session),
    }
}

impl<S> FromRequestParts<S> for Ask
where
    S: Send + Sync,
    Web: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let web = Web::from_ref(state);
        let credential = credential(&parts.headers).ok_or(Failure::Unauthenticated)?;
        let actor = web.authenticate.identify(credential.clone()).await?.ok_or(Failure::Unauthenticated)?;
        // Only there when the request came from the network.
        if let Some(limits) = parts.extensions.get::<Arc<Limits>>() {
            limits.of_account(actor.person)?;
        }
        // The body is read after this; its digest joins the key through the shared cell.
        let body_digest = Arc::new(OnceLock::new());
        parts.extensions.insert(BodyDigest(Arc::clone(&body_digest)));
        let key = idempotency::Key::of(parts, Arc::clone(&body_digest))?;
        Ok(Self { web, credential, actor: Arc::new(actor), key, body: body_digest })
    }
}

impl Ask {
    /// A request that is let in by the secret in its address and by nothing else. `limits` are those of a request from the
    /// network.
    ///
    /// # Errors
    /// [`Failure::Hidden`] for a secret that is not in force: an address that is no longer good is not there.
    pub async fn by_calendar(
        web: &Web,
        secret: &str,
        only: &[&str],
        limits: Option<&Limits>,
    ) -> Result<Self, Failure> {
        let only = only.iter().map(|key| (*key).to_owned()).collect();
        let credential = Credential::Calendar { secret: secret.to_owned(), only };
        let actor = web.authenticate.identify(credential.clone()).await?.ok_or(Failure::Hidden)?;
        if let Some(limits) = limits {
            limits.of_account(actor.person)?;
        }
        let (web, actor) = (web.clone(), Arc::new(actor));
        Ok(Self { web, credential, actor, key: None, body: Arc::default() })
    }
}

/// Where a [`crate::Body`] leaves the digest of what it read.
#[derive(Clone)]
pub(crate) struct BodyDigest(pub Arc<OnceLock<String>>);

impl Ask {
    #[must_use]
    pub fn actor(&self) -> &Actor {
        &self.actor
    }
    #[must_use]
    pub fn person(&self) -> PersonId {
        self.actor.person
    }
    #[must_use]
    pub fn tenant(&self) -> TenantId {
        self.actor.tenant
    }
    #[must_use]
    pub fn now(&self) -> Instant {
        self.web.db.now()
    }
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.web.policy
    }
    #[must_use]
    pub fn db(&self) -> &Db {
        &self.web.db
    }

    pub fn authorize<A: Act>(&self, at: &Standing) -> Result<Granted<A>, Failure> {
        self.web.policy.authorize(&self.actor, at)
    }
    pub fn authorize_everywhere<A: Act>(&self) -> Result<Granted<A>, Failure> {
        self.web.policy.authorize_everywhere(&self.actor)
    }
    /// As [`Ask::authorize`], for a thing whose existence is secret to those who may not read it.
    pub fn authorize_or_hide<A: Act>(&self, at: &Standing) -> Result<Granted<A>, Failure> {
        self.authorize(at).map_err(|_| Failure::Hidden)
    }
    #[must_use]
    pub fn scope<A: Act>(&self) -> Scope<A> {
        self.web.policy.scope(&self.actor)
    }

    /// The same asker as of now, with the posts of now; `None` when the session or token has ended. What was begun with an
    /// `Idempotency-Key` is not begun again.
    pub async fn again(&self) -> Result<Option<Self>, Failure> {
        let actor = self.web.authenticate.still(self.credential.clone()).await?;
        Ok(actor.map(|actor| Self {
            web: self.web.clone(),
            credential: self.credential.clone(),
            actor: Arc::new(actor),
            key: None,
            body: Arc::default(),
        }))
    }

    #[must_use]
    pub fn read(&self) -> Read {
        self.web.db.read(self.tenant())
    }

    /// What a body was whose bytes no extractor of this crate has seen, by its digest: part of what the
    /// `Idempotency-Key` stands for. Called once, before the write.
    pub fn sent(&self, digest: &str) {
        let _ = self.body.set(digest.to_owned());
    }

    /// An audit entry that already names the asker.
    #[must_use]
    pub fn entry(&self, action: &'static str) -> Entry {
        Entry::new(action).by(self.person())
    }

    /// The only way for a handler to write. With an `Idempotency-Key` the work happens once and the repeated request
    /// gets the first answer.
    pub async fn write<T, F, W>(&self, work: F) -> Result<T, Failure>
    where
        T: Serialize + DeserializeOwned,
        F: FnOnce(Arc<Write>) -> W,
        W: Future<Output = Result<T, Failure>>,
    {
        let Some(key) = &self.key else { return self.web.db.write(self.tenant(), work).await };
        let person = self.person();
        self.web
            .db
            .write(self.tenant(), |w| async move {
                if let Some(answer) = idempotency::claim(&w, person, key).await? {
                    w.unaudited("a repeated request gets the first answer; the first one was audited");
                    return Ok(answer);
                }
                let answer = work(std::sync::Arc::clone(&w)).await?;
                idempotency::keep(&w, person, key, &answer).await?;
                Ok(answer)
            })
            .await
    }
}
