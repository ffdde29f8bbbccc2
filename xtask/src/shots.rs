//! `cargo xtask shots`: takes the pictures of `docs/screens` again, from a demo whose clock stands still.

use crate::{
    Outcome, console, demo,
    tools::{self, Tool},
};

pub fn take() -> Outcome {
    tools::provide(&[Tool::Cc, Tool::Node, Tool::Npm, Tool::Chromium, Tool::CjkFonts])?;
    demo::build_server()?;
    console::install()?;
    if !console::is_built() {
        console::build()?;
    }
    console::script("shots")
}
