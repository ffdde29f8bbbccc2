//! The table and its decisions.

use std::{collections::BTreeMap, fmt, str::FromStr};

use kernel::Failure;
use serde::{Deserialize, Serialize};

use crate::{Actor, Granted, HeldPost, Scope, Standing};

/// What a post entitles to. The three administrators are kept apart: none of them may both grant rights and read or
/// manage the audit (GB/T 22239-2019, 8.1.4.2 d).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Office,
    LeadingGroup,
    CityOfficer,
    CityReviewer,
    SafetyManager,
    Expert,
    SystemAdmin,
    SecurityAdmin,
    AuditAdmin,
}

impl Role {
    pub const ALL: [Self; 9] = [
        Self::Office,
        Self::LeadingGroup,
        Self::CityOfficer,
        Self::CityReviewer,
        Self::SafetyManager,
        Self::Expert,
        Self::SystemAdmin,
        Self::SecurityAdmin,
        Self::AuditAdmin,
    ];

    /// The stable name in plan files, in storage and in the API.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Office => "office",
            Self::LeadingGroup => "leading_group",
            Self::CityOfficer => "city_officer",
            Self::CityReviewer => "city_reviewer",
            Self::SafetyManager => "safety_manager",
            Self::Expert => "expert",
            Self::SystemAdmin => "system_admin",
            Self::SecurityAdmin => "security_admin",
            Self::AuditAdmin => "audit_admin",
        }
    }

    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Office => "领导小组办公室",
            Self::LeadingGroup => "领导小组",
            Self::CityOfficer => "市级填报员",
            Self::CityReviewer => "市级审核员",
            Self::SafetyManager => "企业安全管理员",
            Self::Expert => "专家",
            Self::SystemAdmin => "系统管理员",
            Self::SecurityAdmin => "安全管理员",
            Self::AuditAdmin => "审计管理员",
        }
    }

    #[must_use]
    pub fn is_administrator(self) -> bool {
        matches!(self, Self::SystemAdmin | Self::SecurityAdmin | Self::AuditAdmin)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl FromStr for Role {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|role| role.key() == text).ok_or(())
    }
}

/// Something that can be done. Made by [`crate::acts!`].
pub trait Act: Send + Sync + 'static {
    /// `capability.verb`, stable.
    const KEY: &'static str;
    const TITLE: &'static str;
}

/// How far from the post's own unit a right reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Only the post's own unit.
    Own,
    /// The post's unit and everything under it.
    OwnAndBelow,
    /// Everything under the post's unit, but not the unit itself: a reviewer never reviews their own house.
    Below,
    /// The whole authority, whatever the tree says.
    Everywhere,
}

impl Reach {
    fn covers(self, post: &HeldPost, at: &Standing) -> bool {
        match self {
            Self::Own => post.unit == at.unit,
            Self::OwnAndBelow => post.unit == at.unit || at.above.contains(&post.unit),
            Self::Below => at.above.contains(&post.unit),
            Self::Everywhere => true,
        }
    }
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    pub role: Role,
    pub action: &'static str,
    pub title: &'static str,
    pub reach: Reach,
}

#[must_use]
pub const fn allow<A: Act>(role: Role, reach: Reach) -> Rule {
    Rule { role, action: A::KEY, title: A::TITLE, reach }
}

#[derive(Clone, Debug, Default)]
pub struct Policy {
    pub(crate) rules: BTreeMap<&'static str, Vec<Rule>>,
}

impl Policy {
    pub fn new(rules: impl IntoIterator<Item = Rule>) -> Self {
        let mut table: BTreeMap<&'static str, Vec<Rule>> = BTreeMap::new();
        for rule in rules {
            table.entry(rule.action).or_default().push(rule);
        }
        Self { rules: table }
    }

    /// May the actor do `A` to a thing that stands there? The post that gave the right is part of the proof.
    ///
    /// # Errors
    /// [`Failure::Forbidden`]. Callers that guard something whose existence is secret first ask for the right to
    /// read it and answer [`Failure::Hidden`].
    pub fn authorize<A: Act>(&self, actor: &Actor, at: &Standing) -> Result<Granted<A>, Failure> {
        let post = self.matching::<A>(actor).find(|(rule, post)| rule.reach.covers(post, at));
        match post {
            Some((_, post)) => Ok(Granted::new(actor, post, Some(at.unit))),
            None => Err(Failure::Forbidden { action: A::KEY }),
        }
    }

    /// May the actor do `A` to the authority as a whole? Only [`Reach::Everywhere`] rows count.
    pub fn authorize_everywhere<A: Act>(&self, actor: &Actor) -> Result<Granted<A>, Failure> {
        let post = self.matching::<A>(actor).find(|(rule, _)| rule.reach == Reach::Everywhere);
        match post {
            Some((_, post)) => Ok(Granted::new(actor, post, None)),
            None => Err(Failure::Forbidden { action: A::KEY }),
        }
    }

    /// The units on which the actor may do `A`; an actor without any post gets an empty scope, not an error.
    #[must_use]
    pub fn scope<A: Act>(&self, actor: &Actor) -> Scope<A> {
        let mut scope = Scope::empty(actor);
        for (rule, post) in self.matching::<A>(actor) {
            scope.add(rule.reach, post.unit);
        }
        scope
    }

    /// True when at least one post of the actor has the right somewhere: what menus are made from.
    #[must_use]
    pub fn anywhere<A: Act>(&self, actor: &Actor) -> bool {
        self.matching::<A>(actor).next().is_some()
    }

    /// Every action that the actor may do somewhere, for the console's menus.
    #[must_use]
    pub fn actions_of(&self, actor: &Actor) -> Vec<&'static str> {
        let may = |rules: &Vec<Rule>| rules.iter().any(|rule| actor.holds(rule.role));
        let within = |key: &str| actor.only.as_ref().is_none_or(|only| only.contains(key));
        self.rules.iter().filter(|(key, rules)| may(rules) && within(key)).map(|(key, _)| *key).collect()
    }

    /// Every action key of the table: the scopes that a token may be given.
    pub fn actions(&self) -> impl Iterator<Item = &'static str> {
        self.rules.keys().copied()
    }

    /// Every row, in the order of the action keys: what an administrator reads.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.rules.values().flatten()
    }

    fn matching<'a, A: Act>(&'a self, actor: &'a Actor) -> impl Iterator<Item = (&'a Rule, &'a HeldPost)> {
        let outside_token = actor.only.as_ref().is_some_and(|only| !only.contains(A::KEY));
        let rules: &[Rule] =
            if outside_token { &[] } else { self.rules.get(A::KEY).map_or(&[], Vec::as_slice) };
        rules.iter().flat_map(move |rule| {
            actor.posts.iter().filter(move |post| post.role == rule.role).map(move |post| (rule, post))
        })
    }
}
