//! The staff's web application in `console/`: its packages, its build, its tests.

use std::{
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

use serde_json::Value;

use crate::{
    Outcome,
    command::{npm, run},
    place, tools,
};

/// What the build reads; a newer file among these makes the build stale.
const SOURCES: [&str; 9] = [
    "console/src",
    "console/public",
    "console/scripts",
    "console/index.html",
    "console/package.json",
    "console/package-lock.json",
    "console/vite.config.ts",
    "console/tsconfig.json",
    "openapi/console.json",
];
const BUILT: &str = "console/dist/index.html";
/// A copy of the lock file that the installed packages came from.
const INSTALLED: &str = "console/node_modules/.installed-from";

fn folder() -> Outcome<PathBuf> {
    let folder = place::root().join("console");
    if folder.join("package.json").is_file() {
        Ok(folder)
    } else {
        Err("console/package.json is not there: the console cannot be built".to_owned())
    }
}

/// `npm ci`, when the lock file is not the one that the packages came from.
pub fn install() -> Outcome {
    let folder = folder()?;
    let lock = fs::read(folder.join("package-lock.json"))
        .map_err(|e| format!("console/package-lock.json: {e}; `npm install` in console/ writes it"))?;
    let stamp = place::root().join(INSTALLED);
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        println!("The packages of console/ are the ones of its lock file.");
        return Ok(());
    }
    run(npm(&folder).args(["ci", "--no-audit", "--no-fund"]))?;
    fs::write(&stamp, lock).map_err(|e| format!("{}: {e}", stamp.display()))
}

/// Runs a script of console/package.json.
///
/// # Errors
/// A script that is not there is an error, so that a renamed one is not taken for a passed one.
pub fn script(name: &str) -> Outcome {
    let folder = folder()?;
    let text = fs::read_to_string(folder.join("package.json")).map_err(|e| e.to_string())?;
    let package: Value = serde_json::from_str(&text).map_err(|e| format!("console/package.json: {e}"))?;
    if package.pointer(&format!("/scripts/{name}")).is_none() {
        return Err(format!("console/package.json has no script \"{name}\""));
    }
    let mut npm = npm(&folder);
    npm.args(["run", name]).env("ANXING_BIN", place::anxing());
    if let Some(browser) = tools::chromium() {
        npm.env("ANXING_CHROMIUM", browser);
    }
    run(&mut npm)
}

pub fn build() -> Outcome {
    script("build")
}

/// True when nothing that the build reads is newer than the build.
pub fn is_built() -> bool {
    let root = place::root();
    let Ok(built) = fs::metadata(root.join(BUILT)).and_then(|file| file.modified()) else { return false };
    SOURCES.iter().filter_map(|source| newest(&root.join(source))).all(|changed| changed <= built)
}

fn newest(path: &Path) -> Option<SystemTime> {
    let metadata = fs::metadata(path).ok()?;
    if metadata.is_file() {
        return metadata.modified().ok();
    }
    fs::read_dir(path).ok()?.flatten().filter_map(|entry| newest(&entry.path())).max()
}
