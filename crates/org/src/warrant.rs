//! In whose name something is done to units and people: a post, the set-up link, or the operator at the terminal.
//!
//! Store functions take a [`Warrant`], so every way to change the organisation has shown its proof.

use db::Entry;
use policy::{Act, Granted};
use serde_json::{Value, json};

/// The set-up link was spent in this very transaction. Only `setup` makes it.
#[derive(Clone, Copy)]
pub(crate) struct SpentLink(());

/// Somebody with access to the machine itself. Only `accounts` makes it.
#[derive(Clone, Copy)]
pub(crate) struct Operator(());

impl SpentLink {
    /// To be called when the link's row was deleted by this write.
    pub(crate) fn spent() -> Self {
        Self(())
    }
}

impl Operator {
    /// To be called by the functions that only the command line can reach.
    pub(crate) fn at_terminal() -> Self {
        Self(())
    }
}

pub(crate) enum Warrant<A> {
    Post(Granted<A>),
    SetUp(SpentLink),
    Terminal(Operator),
}

impl<A: Act> From<Granted<A>> for Warrant<A> {
    fn from(granted: Granted<A>) -> Self {
        Self::Post(granted)
    }
}

impl<A: Act> Warrant<A> {
    /// An audit entry that says who acts: the person, or the way in where nobody has logged in.
    pub(crate) fn entry(&self, detail: Value) -> Entry {
        let entry = Entry::new(A::KEY);
        let with = |way: &str| {
            let mut detail = if detail.is_object() { detail.clone() } else { json!({}) };
            detail["by"] = json!(way);
            detail
        };
        match self {
            Self::Post(granted) => entry.by(granted.person()).with(detail),
            Self::SetUp(SpentLink(())) => entry.with(with("set_up_link")),
            Self::Terminal(Operator(())) => entry.with(with("terminal")),
        }
    }
}
