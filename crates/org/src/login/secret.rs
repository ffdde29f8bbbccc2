//! Secrets that are shown once: session tokens, API tokens, set-up links, one-time passwords.

use std::fmt::Write as _;

use kernel::{Failure, TenantId};
use sha2::{Digest, Sha256};

/// 256 bits: nobody guesses it, so a plain digest is enough to store.
const SECRET_BYTES: usize = 32;

/// A new secret in 64 hex digits.
pub(crate) fn fresh() -> Result<String, Failure> {
    Ok(hex(&random::<SECRET_BYTES>()?))
}

/// What is stored of a secret: its SHA-256 in hex.
pub(crate) fn digest(secret: &str) -> String {
    hex(&Sha256::digest(secret.as_bytes()))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        // Writing into a string cannot fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// The bytes of hex digits; `None` for anything else.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|value| u8::try_from(value).ok());
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| Some(digit(pair[0])? << 4 | digit(*pair.get(1)?)?)).collect()
}

pub(crate) fn random<const N: usize>() -> Result<[u8; N], Failure> {
    let mut bytes = [0u8; N];
    getrandom::fill(&mut bytes).map_err(Failure::internal)?;
    Ok(bytes)
}

/// What the holder of a session shows. The tenant leads, so that the row is found where the tenant lives.
pub(crate) fn session(tenant: TenantId) -> Result<String, Failure> {
    Ok(format!("{}.{}", tenant.0, fresh()?))
}

/// What stands in the address of a calendar.
pub(crate) fn calendar(tenant: TenantId) -> Result<String, Failure> {
    session(tenant)
}

/// What a program shows. The prefix lets scanners of source code recognise a leaked one.
pub(crate) fn api_token(tenant: TenantId) -> Result<String, Failure> {
    Ok(format!("anxing_{}.{}", tenant.0, fresh()?))
}

/// The tenant that a session or token names; `None` when it does not look like one of ours.
pub(crate) fn tenant_of(shown: &str) -> Option<TenantId> {
    let (tenant, secret) = shown.strip_prefix("anxing_").unwrap_or(shown).split_once('.')?;
    let ours = secret.len() == SECRET_BYTES * 2 && secret.bytes().all(|b| b.is_ascii_hexdigit());
    if ours { tenant.parse().ok().map(TenantId) } else { None }
}

/// Letters and digits that cannot be mistaken for each other when they are read out or copied from paper.
const PLAIN: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// A password to be used once: 20 characters of 5 bits in groups of five, with a capital, so that it also satisfies a
/// rule of four classes.
pub(crate) fn one_time_password() -> Result<String, Failure> {
    let mut out = String::from("A");
    for (index, byte) in random::<20>()?.iter().enumerate() {
        if index % 5 == 0 {
            out.push('-');
        }
        out.push(char::from(PLAIN[usize::from(byte % 32)]));
    }
    out.push_str("-9");
    Ok(out)
}

/// A recovery code: 24 characters of 5 bits in groups of four, to be written on paper. With 120 bits a plain digest is
/// enough to store (ASVS 5.0, 6.5.2 draws the line at 112).
pub(crate) fn recovery_code() -> Result<String, Failure> {
    let mut out = String::new();
    for (index, byte) in random::<24>()?.iter().enumerate() {
        if index > 0 && index % 4 == 0 {
            out.push('-');
        }
        out.push(char::from(PLAIN[usize::from(byte % 32)]));
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_leads_to_its_tenant() {
        for shown in [session(TenantId(7)).unwrap(), api_token(TenantId(7)).unwrap()] {
            assert_eq!(tenant_of(&shown), Some(TenantId(7)));
            assert_ne!(digest(&shown), shown);
        }
        for foreign in
            ["", "7", "7.abc", "x.y", &format!("a.{}", "0".repeat(64)), &format!("7.{}", "g".repeat(64))]
        {
            assert_eq!(tenant_of(foreign), None, "{foreign}");
        }
    }

    #[test]
    fn one_time_passwords_satisfy_the_strictest_rule() {
        let rules = config::Passwords { chars_min: 20, classes_min: 4, days_max: 0 };
        for _ in 0..100 {
            let password = one_time_password().unwrap();
            assert_eq!(crate::login::password::problems(&password, "anybody", &rules), Vec::<String>::new());
        }
    }
}
