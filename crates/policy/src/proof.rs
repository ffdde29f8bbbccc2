//! Proof that the policy said yes. Only [`crate::Policy`] makes it.

use std::{fmt, marker::PhantomData};

use kernel::{PersonId, PostId, TenantId, UnitId};

use crate::{Act, Actor, HeldPost, Reach, Role};

/// Evidence that this actor may do `A` at this unit (or everywhere when there is no unit).
pub struct Granted<A> {
    tenant: TenantId,
    person: PersonId,
    post: PostId,
    role: Role,
    unit: Option<UnitId>,
    action: PhantomData<fn() -> A>,
}

impl<A: Act> Granted<A> {
    pub(crate) fn new(actor: &Actor, post: &HeldPost, unit: Option<UnitId>) -> Self {
        Self {
            tenant: actor.tenant,
            person: actor.person,
            post: post.post,
            role: post.role,
            unit,
            action: PhantomData,
        }
    }
    #[must_use]
    pub fn tenant(&self) -> TenantId {
        self.tenant
    }
    #[must_use]
    pub fn person(&self) -> PersonId {
        self.person
    }
    /// The post in whose name the act is done.
    #[must_use]
    pub fn post(&self) -> PostId {
        self.post
    }
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }
    /// The unit for which the proof holds; `None` means the whole authority.
    #[must_use]
    pub fn unit(&self) -> Option<UnitId> {
        self.unit
    }
}

impl<A: Act> fmt::Debug for Granted<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Granted({} to {} at {:?})", A::KEY, self.person, self.unit)
    }
}

/// The units on which an actor may do `A`: lists are made from it, never "all, then filter".
pub struct Scope<A> {
    pub tenant: TenantId,
    /// When true the three lists do not matter.
    pub everywhere: bool,
    /// Exactly these units.
    pub own: Vec<UnitId>,
    /// These units and everything under them.
    pub trees: Vec<UnitId>,
    /// Everything under these units, without themselves.
    pub below: Vec<UnitId>,
    action: PhantomData<fn() -> A>,
}

impl<A: Act> Scope<A> {
    pub(crate) fn empty(actor: &Actor) -> Self {
        Self {
            tenant: actor.tenant,
            everywhere: false,
            own: Vec::new(),
            trees: Vec::new(),
            below: Vec::new(),
            action: PhantomData,
        }
    }

    pub(crate) fn add(&mut self, reach: Reach, unit: UnitId) {
        let list = match reach {
            Reach::Everywhere => {
                self.everywhere = true;
                return;
            }
            Reach::Own => &mut self.own,
            Reach::OwnAndBelow => &mut self.trees,
            Reach::Below => &mut self.below,
        };
        if !list.contains(&unit) {
            list.push(unit);
        }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.everywhere && self.own.is_empty() && self.trees.is_empty() && self.below.is_empty()
    }
}
