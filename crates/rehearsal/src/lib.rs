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
//! * The same seed plays the same year, to the byte of every request and answer.
//!
//! Deliberately absent: rules of the trade, and any look at the database. What is right is said by `auditor`.

mod door;
mod evidence;
mod house;
pub mod load;
mod scene;
mod stage;
mod story;
mod visitor;
mod year;

pub use door::{Behind, Door};
pub use house::{Fault, House};
pub use stage::{Account, Stage};
pub use story::{overture, play};
pub use visitor::{Refusal, Visitor};
pub use year::{Failed, Faults, KINDS, Played, Player, Script, evening, rehearse, scaled};
