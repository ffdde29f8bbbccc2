//! Search everywhere: one field, asked of every kind of thing at once.
//!
//! Nouns: a [`Needle`] (what somebody typed), a [`Source`] (one kind of thing that can be found; its capability knows the
//! rows and the rights), a [`Hit`] (one thing that was found), [`newest`] (the walk through rows too many to look at all).
//!
//! Invariants
//! * A source shows what the asker may see in its own lists, and nothing else; here is no right of its own.
//! * A search compares at most [`LOOKED_MAX`] rows of each kind, however many are kept, and a group that did not look at
//!   everything says so. For a narrow scope among many rows the engine passes over more than it hands out.
//! * Nothing that was typed becomes part of a statement: rows are compared here, with the same rule on both engines.
//!
//! Deliberately absent: an index of its own (it would multiply every write by the number of its characters), spelling
//! mistakes, what stands inside files.

mod find;
mod needle;
mod sound;
mod walk;

use std::sync::Arc;

use axum::extract::FromRef;
use kernel::{Day, Failure};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use web::{Ask, Slice, Web};

pub use needle::{Needle, Rank};
pub use walk::{LOOKED_MAX, newest};

/// Hits of a kind; more are found by typing more, or in the list of that kind.
pub const SHOWN_MAX: usize = 8;

/// One thing that was found, in the words that its kind is known by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = SearchHit)]
pub struct Hit {
    #[schema(value_type = String, format = Uuid)]
    pub id: Uuid,
    pub title: String,
    /// What else of it has what was typed, where the title alone does not: a place, a medium
    pub also: Option<String>,
    /// The unit that it belongs to, or the one above.
    pub place: Option<String>,
    /// A word of the kind's own list: a state, a role.
    pub word: Option<String>,
    /// The day that people know it by: when it was done, published, due.
    pub day: Option<Day>,
}

/// What a source found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The best first, at most [`SHOWN_MAX`].
    pub hits: Vec<Hit>,
    /// There are others that are not shown.
    pub more: bool,
    /// Only so many, the newest, were looked at; nothing when it was all of them.
    pub looked: Option<i64>,
}

/// One kind of thing that can be found.
#[async_trait::async_trait]
pub trait Source: Send + Sync {
    /// `unit`, `person`: the console knows its page and its words by it.
    fn kind(&self) -> &'static str;
    /// What the asker may see of it.
    async fn find(&self, ask: &Ask, needle: &Needle) -> Result<Found, Failure>;
}

#[derive(Clone, FromRef)]
pub(crate) struct Desk {
    web: Web,
    sources: Arc<Vec<Box<dyn Source>>>,
}

/// The groups of an answer come in the order of the sources.
pub fn slice(web: Web, sources: Vec<Box<dyn Source>>) -> Slice {
    let desk = Desk { web, sources: Arc::new(sources) };
    let routes = OpenApiRouter::new().routes(routes!(find::search)).with_state(desk);
    Slice { name: "search", routes, rules: Vec::new() }
}
