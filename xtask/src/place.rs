//! Where things are: the repository and what is built in it.

use std::{
    env,
    path::{Path, PathBuf},
};

/// The root of the repository.
pub fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_path_buf()
}

/// The program `anxing`, beside this one: that follows CARGO_TARGET_DIR and every other setting of the folder.
pub fn anxing() -> PathBuf {
    env::current_exe()
        .ok()
        .and_then(|this| this.parent().map(|folder| folder.join("anxing")))
        .unwrap_or_else(|| root().join("target/debug/anxing"))
}

/// A released program: in the folder beside the one of this debug build.
pub fn released(name: &str) -> PathBuf {
    let profiles = env::current_exe().ok().and_then(|this| Some(this.parent()?.parent()?.to_path_buf()));
    profiles.unwrap_or_else(|| root().join("target")).join("release").join(name)
}

/// The first of these programs that is on the PATH.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}
