//! Who asks, and where a thing stands.

use std::collections::BTreeSet;

use kernel::{PersonId, PostId, TenantId, UnitId};

use crate::Role;

/// A logged-in person with the posts that are valid at this instant.
#[derive(Clone, Debug)]
pub struct Actor {
    pub tenant: TenantId,
    pub person: PersonId,
    /// What the person is called, for what is said about the act at once.
    pub name: String,
    pub posts: Vec<HeldPost>,
    /// The action keys that an API token is limited to; `None` for a person at a browser.
    pub only: Option<BTreeSet<String>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldPost {
    pub post: PostId,
    pub role: Role,
    pub unit: UnitId,
    /// The post for which this person stands in, if the rights are borrowed.
    pub stands_in_for: Option<PostId>,
}

/// Where a thing stands in the tree: its unit and every unit above it, nearest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub unit: UnitId,
    pub above: Vec<UnitId>,
}

impl Actor {
    pub fn holds(&self, role: Role) -> bool {
        self.posts.iter().any(|post| post.role == role)
    }
}
