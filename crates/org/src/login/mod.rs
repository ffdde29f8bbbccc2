//! How people prove who they are: passwords, lock-out, sessions, tokens for programs.

pub(crate) mod attempts;
pub(crate) mod authenticate;
pub(crate) mod calendar;
pub(crate) mod device;
pub(crate) mod hash;
pub(crate) mod identity;
pub(crate) mod me;
pub(crate) mod password;
pub(crate) mod password_change;
pub(crate) mod password_store;
pub(crate) mod secret;
pub(crate) mod session;
pub(crate) mod session_list;
pub(crate) mod session_store;
pub(crate) mod token;
pub(crate) mod turns;

use std::sync::Arc;

use config::Settings;

use hash::Hasher;
use turns::Turns;

use crate::second::seal::Seal;

/// The way in: its settings, and the hasher that keeps its queue short. One for each process.
pub(crate) struct Gate {
    pub(crate) login: config::Login,
    pub(crate) passwords: config::Passwords,
    pub(crate) cookie_secure: bool,
    pub(crate) hasher: Hasher,
    pub(crate) turns: Turns,
    pub(crate) seal: Arc<Seal>,
}

impl Gate {
    pub(crate) fn new(settings: &Settings, seal: Arc<Seal>) -> Self {
        Self {
            login: settings.login.clone(),
            passwords: settings.passwords.clone(),
            cookie_secure: settings.http.cookie_secure,
            hasher: Hasher::new(settings.login.hashes_at_once),
            // Twice as many as lock the name: two people who type at the same time are not turned away.
            turns: Turns::new(settings.login.failures_max.saturating_mul(2)),
            seal,
        }
    }
}
