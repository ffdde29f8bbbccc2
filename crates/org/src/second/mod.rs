//! The second factor: a code from a telephone (or from paper) beside the password.
//!
//! `second_factor` in the settings says who must have one; who has one is always asked for it. Until somebody who must
//! have one has it, none of their posts counts, as with a one-time password.

pub(crate) mod enrol;
pub mod key_file;
pub(crate) mod prove;
pub(crate) mod read;
pub(crate) mod remove;
pub(crate) mod seal;
pub(crate) mod settle;
pub(crate) mod store;
mod totp;

use config::SecondFactor;
use db::Reader;
use kernel::{Failure, PersonId};
use policy::HeldPost;

/// True when somebody with these posts has to have a second factor.
pub(crate) fn is_required(posts: &[HeldPost], rule: SecondFactor) -> bool {
    match rule {
        SecondFactor::Off => false,
        SecondFactor::Administrators => posts.iter().any(|post| post.role.is_administrator()),
        SecondFactor::Everyone => true,
    }
}

/// True when somebody with these posts must have a second factor and has none yet.
pub(crate) async fn is_owed(
    reader: &impl Reader,
    person: PersonId,
    posts: &[HeldPost],
    rule: SecondFactor,
) -> Result<bool, Failure> {
    Ok(is_required(posts, rule) && store::confirmed(reader, person).await?.is_none())
}
