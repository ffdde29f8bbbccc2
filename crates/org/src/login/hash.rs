//! Argon2id, a few at a time.

use std::{sync::OnceLock, time::Duration};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use kernel::Failure;
use tokio::sync::Semaphore;

/// OWASP Password Storage Cheat Sheet, 2023: 19 MiB, two passes, one lane. Spelt out, so that a new version of the
/// library does not change them silently; the fallback is what it has today.
const PARAMS: Params = match Params::new(19 * 1024, 2, 1, None) {
    Ok(params) => params,
    Err(_) => Params::DEFAULT,
};

/// Whoever waits longer is told to come back; a queue without end would fill the memory instead.
const WAIT: Duration = Duration::from_secs(10);
const RETRY_AFTER_S: u64 = 5;

/// A password longer than this is not one of ours; hashing it would only cost time.
pub(crate) const PASSWORD_BYTES_MAX: usize = 1024;

/// Hashes and verifies outside the async threads, at most a few at the same time.
pub(crate) struct Hasher {
    argon: Argon2<'static>,
    turns: Semaphore,
    /// Verified when there is no such person, so that the answer takes as long as for a wrong password.
    nobody: OnceLock<String>,
}

impl Hasher {
    pub(crate) fn new(at_once: u32) -> Self {
        let turns = Semaphore::new(usize::try_from(at_once.max(1)).unwrap_or(1));
        Self {
            argon: Argon2::new(Algorithm::Argon2id, Version::V0x13, PARAMS),
            turns,
            nobody: OnceLock::new(),
        }
    }

    /// The PHC string of a new password, with a salt of its own.
    pub(crate) async fn hash(&self, password: &str) -> Result<String, Failure> {
        let (argon, password) = (self.argon.clone(), password.to_owned());
        self.in_turn(move || {
            let hash = argon.hash_password(password.as_bytes()).map_err(Failure::internal)?;
            Ok(hash.to_string())
        })
        .await
    }

    /// Is it this password? Without a hash the answer is no, after the same work.
    pub(crate) async fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool, Failure> {
        let known = hash.is_some();
        let hash = match hash {
            Some(hash) => hash.to_owned(),
            None => self.nobody().await?,
        };
        let (argon, password) = (self.argon.clone(), password.to_owned());
        let same = self
            .in_turn(move || {
                let parsed = PasswordHash::new(&hash).map_err(Failure::internal)?;
                let fits = password.len() <= PASSWORD_BYTES_MAX;
                let tried = if fits { password.as_bytes() } else { b"too long to be a password" };
                Ok(argon.verify_password(tried, &parsed).is_ok() && fits)
            })
            .await?;
        Ok(known && same)
    }

    async fn nobody(&self) -> Result<String, Failure> {
        if let Some(hash) = self.nobody.get() {
            return Ok(hash.clone());
        }
        let hash = self.hash("the password of nobody").await?;
        Ok(self.nobody.get_or_init(|| hash).clone())
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let turn = tokio::time::timeout(WAIT, self.turns.acquire()).await;
        let _turn = turn
            .map_err(|_| Failure::TooMany { retry_after_s: RETRY_AFTER_S })?
            .map_err(|closed| Failure::internal(closed.to_string()))?;
        tokio::task::spawn_blocking(work).await.map_err(Failure::internal)?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_of_a_known_person_is_right() {
        let hasher = Hasher::new(2);
        let hash = hasher.hash("正确的口令 1A").await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert_ne!(hash, hasher.hash("正确的口令 1A").await.unwrap(), "every hash has a salt of its own");
        assert!(hasher.verify("正确的口令 1A", Some(&hash)).await.unwrap());
        assert!(!hasher.verify("正确的口令 1a", Some(&hash)).await.unwrap());
        assert!(!hasher.verify("the password of nobody", None).await.unwrap());
        assert!(!hasher.verify(&"x".repeat(PASSWORD_BYTES_MAX + 1), Some(&hash)).await.unwrap());
    }
}
