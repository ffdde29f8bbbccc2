//! Rights as one table: a role may do an action at a place in the tree.
//!
//! Nouns: [`Role`] (what a post entitles to), [`Act`] (something that can be done), [`Reach`] (how far from the
//! post's own unit), [`Rule`] (one row), [`Policy`] (the whole table), [`Actor`] (who asks), [`Standing`] (where a
//! thing stands in the tree), [`Granted`] (proof that the policy said yes) and [`Scope`] (which units a list shows).
//!
//! Invariants
//! * Only [`Policy`] can make a [`Granted`] or a [`Scope`]; store functions take them, so a forgotten check does not
//!   compile.
//! * A row that is not in the table is a no. There is no role that may do everything.
//!
//! Deliberately absent: storage, HTTP and the meaning of any action.

mod actor;
mod matrix;
mod proof;
mod table;

pub use actor::{Actor, HeldPost, Standing};
pub use proof::{Granted, Scope};
pub use table::{Act, Policy, Reach, Role, Rule, allow};

/// Declares actions: `acts! { Submit = "obligation.submit", "提交报送"; }` makes an empty type `Submit`.
#[macro_export]
macro_rules! acts {
    ($($name:ident = $key:literal, $title:literal;)*) => {$(
        #[doc = $title]
        pub enum $name {}
        impl $crate::Act for $name {
            const KEY: &'static str = $key;
            const TITLE: &'static str = $title;
        }
    )*};
}
