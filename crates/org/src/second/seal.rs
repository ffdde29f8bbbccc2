//! The secret of a second factor as it is kept: closed with a key that is not in the database, so that a copy of the
//! database (or a backup) gives nobody's codes. Pure but for the random numbers.

use std::fmt;

use chacha20poly1305::{
    Key, XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use kernel::{Failure, PersonId, TenantId};
use sha2::{Digest, Sha256};

use crate::login::secret::{hex, random, unhex};

pub(crate) const KEY_BYTES: usize = 32;
const NONCE_BYTES: usize = 24;
/// What every sealed secret begins with. A secret in base32 has no full stop, so the two are never mistaken.
const FORM: &str = "v1";
/// So much of the key's digest tells keys apart and says nothing about the key.
const NUMBER_BYTES: usize = 4;

/// The key of an installation.
pub struct Seal {
    cipher: XChaCha20Poly1305,
    number: String,
}

/// Never the key.
impl fmt::Debug for Seal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Seal({})", self.number)
    }
}

/// How a secret lies in its row.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Kept<'a> {
    /// As programs before the seal wrote it.
    Plain(&'a str),
    Sealed {
        /// Of the key.
        number: &'a str,
        hex: &'a str,
    },
}

/// Reads the form of a row and nothing of its content.
pub(crate) fn kept(text: &str) -> Kept<'_> {
    match text
        .strip_prefix(FORM)
        .and_then(|rest| rest.strip_prefix('.'))
        .and_then(|rest| rest.split_once('.'))
    {
        Some((number, hex)) => Kept::Sealed { number, hex },
        None => Kept::Plain(text),
    }
}

impl Seal {
    #[must_use]
    pub fn from_key(key: [u8; KEY_BYTES]) -> Self {
        let digest = Sha256::digest([b"anxing second factor key ".as_slice(), &key].concat());
        Self { cipher: XChaCha20Poly1305::new(&Key::from(key)), number: hex(&digest[..NUMBER_BYTES]) }
    }

    /// A key that nobody keeps: for what ends with the process.
    ///
    /// # Errors
    /// [`Failure::Internal`] when the machine gives no random numbers.
    pub fn passing() -> Result<Self, Failure> {
        Ok(Self::from_key(random()?))
    }

    /// By which people and rows name the key.
    #[must_use]
    pub fn number(&self) -> &str {
        &self.number
    }

    /// Closes a secret for the row of one person; in the row of somebody else it does not open.
    pub(crate) fn close(&self, tenant: TenantId, person: PersonId, secret: &str) -> Result<String, Failure> {
        let nonce = random::<NONCE_BYTES>()?;
        let whose = whose(tenant, person);
        let payload = Payload { msg: secret.as_bytes(), aad: whose.as_bytes() };
        let closed = self.cipher.encrypt(&XNonce::from(nonce), payload).map_err(Failure::internal)?;
        Ok(format!("{FORM}.{}.{}{}", self.number, hex(&nonce), hex(&closed)))
    }

    /// What a row holds; `None` when it was closed with another key, for another row, or was changed.
    pub(crate) fn open(&self, tenant: TenantId, person: PersonId, text: &str) -> Option<String> {
        let bytes = match kept(text) {
            Kept::Plain(secret) => return Some(secret.to_owned()),
            Kept::Sealed { number, hex } if number == self.number => unhex(hex)?,
            Kept::Sealed { .. } => return None,
        };
        let (nonce, closed) = bytes.split_at_checked(NONCE_BYTES)?;
        let nonce: [u8; NONCE_BYTES] = nonce.try_into().ok()?;
        let whose = whose(tenant, person);
        let payload = Payload { msg: closed, aad: whose.as_bytes() };
        let secret = self.cipher.decrypt(&XNonce::from(nonce), payload).ok()?;
        String::from_utf8(secret).ok()
    }
}

fn whose(tenant: TenantId, person: PersonId) -> String {
    format!("second factor of {person} in {}", tenant.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    fn person(last: u8) -> PersonId {
        format!("0199f6a0-0000-7000-8000-0000000000{last:02x}").parse().unwrap()
    }

    #[test]
    fn what_was_closed_opens_for_the_same_person_under_the_same_key_only() {
        let (seal, other) = (Seal::from_key([7; 32]), Seal::from_key([8; 32]));
        let text = seal.close(TenantId(1), person(1), SECRET).unwrap();
        assert!(!text.contains(SECRET) && text.starts_with(&format!("v1.{}.", seal.number())), "{text}");
        assert_eq!(seal.open(TenantId(1), person(1), &text).as_deref(), Some(SECRET));
        assert_eq!(seal.open(TenantId(1), person(2), &text), None);
        assert_eq!(seal.open(TenantId(2), person(1), &text), None);
        assert_eq!(other.open(TenantId(1), person(1), &text), None);
        // Another key that calls itself by the same number gets nothing either.
        let renamed = text.replace(seal.number(), other.number());
        assert_eq!(other.open(TenantId(1), person(1), &renamed), None);
        // Nothing can be told from two rows of the same secret.
        assert_ne!(seal.close(TenantId(1), person(1), SECRET).unwrap(), text);
    }

    #[test]
    fn what_was_changed_or_cut_does_not_open() {
        let seal = Seal::from_key([7; 32]);
        let text = seal.close(TenantId(1), person(1), SECRET).unwrap();
        let last = if text.ends_with('0') { "1" } else { "0" };
        for broken in [
            format!("{}{last}", &text[..text.len() - 1]),
            text[..text.len() - 2].to_owned(),
            text[..text.len() - 1].to_owned(),
            format!("v1.{}.", seal.number()),
            format!("v1.{}.zz", seal.number()),
            format!("v1.{}.é", seal.number()),
            "v1..".to_owned(),
        ] {
            assert_eq!(seal.open(TenantId(1), person(1), &broken), None, "{broken}");
        }
    }

    #[test]
    fn a_secret_from_before_the_seal_is_read_as_it_is() {
        assert_eq!(kept(SECRET), Kept::Plain(SECRET));
        assert_eq!(Seal::from_key([7; 32]).open(TenantId(1), person(1), SECRET).as_deref(), Some(SECRET));
    }
}
