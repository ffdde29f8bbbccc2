//! The organisation: units in a tree, people, the posts they hold, and how they prove who they are.
//!
//! Nouns: *unit* (a node of the tree with a key of its own, a kind, a validity and a history of names), *person*
//! (a name and a login), *post* (a role of a person at a unit, with dates; a stand-in's post names the post it
//! borrows), *session*, *token* (a person's key for programs), *set-up link* (the one way into an empty installation).
//!
//! Invariants
//! * Every unit but the root has a parent; the closure table holds exactly the pairs that the parents give.
//! * A unit's key never changes and is never used twice; names are history, nothing is renamed backwards.
//! * Nobody holds a post as audit administrator and one as system or security administrator.
//! * A secret (password, session, token, set-up link) is stored only as its digest, and never logged.
//! * There is no default account and no default password.
//!
//! Deliberately absent: what a role may do elsewhere (each capability says so itself), identity numbers, addresses and
//! anything else about a person that the campaign does not need.

mod closure;
pub mod model;
pub mod people;
mod rows;
mod schema;
pub mod tenant;
pub mod tree;

pub use schema::migrations;
pub use tenant::tenants;
