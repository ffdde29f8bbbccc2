//! Plays a campaign through the real router on a virtual clock: what `anxing demo` fills its folder with.
//!
//! Nouns: a [`Visitor`] (a person at a browser), the [`Stage`] (an authority set up with its units, its people and its
//! adopted plan), a [`Scene`] (somebody does something at an instant), an [`Account`] that is handed to the audience.
//!
//! Invariants
//! * Nothing is written behind the router's back: every row of the demo was made by a request that a browser could
//!   have sent, by somebody who had the right to.
//! * The same plan, units and instant play the same story.
//!
//! Deliberately absent: the auditor and its faults, which come with the rehearsal of a whole year.

mod evidence;
mod scene;
mod stage;
mod story;
mod visitor;

pub use stage::{Account, Stage};
pub use story::{overture, play};
pub use visitor::{Refusal, Visitor};
