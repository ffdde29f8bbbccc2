//! What must be on the machine, what is missing, and how to get it.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    Outcome,
    command::{cargo, output, program, run, works},
    place, postgres,
};

/// The console's build tools ask for this much.
const NODE_MAJOR_MIN: u32 = 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// SQLite and the TLS library are compiled from C.
    Cc,
    /// libFuzzer is compiled from C++.
    Cxx,
    Rustfmt,
    Clippy,
    Node,
    Npm,
    Postgres,
    /// With `venv`; what tries the contract is a program in Python.
    Python,
    Chromium,
    /// Without them every Chinese character in a screenshot is an empty box.
    CjkFonts,
}

/// A tool that is not there, or is too old.
#[derive(Debug, PartialEq, Eq)]
struct Missing {
    what: String,
    /// Debian's packages; empty when apt cannot help.
    packages: &'static [&'static str],
    /// What to do by hand where there is no apt.
    otherwise: &'static str,
}

impl Tool {
    fn missing(self) -> Option<Missing> {
        let missing = |what: String, packages, otherwise| Some(Missing { what, packages, otherwise });
        match self {
            Self::Cc if place::on_path("cc").is_some() => None,
            Self::Cc => missing("cc, a C compiler".into(), &["gcc", "libc6-dev"], "install gcc or clang"),
            Self::Cxx if place::on_path("c++").is_some() => None,
            Self::Cxx => missing("c++, a C++ compiler".into(), &["g++"], "install g++ or clang"),
            Self::Rustfmt if works(cargo().args(["fmt", "--version"])) => None,
            Self::Rustfmt => missing("rustfmt".into(), &[], "rustup component add rustfmt"),
            Self::Clippy if works(cargo().args(["clippy", "--version"])) => None,
            Self::Clippy => missing("clippy".into(), &[], "rustup component add clippy"),
            Self::Node => node_missing(node_version().as_deref()),
            Self::Npm if place::on_path("npm").is_some() => None,
            Self::Npm => missing("npm".into(), &["npm"], "npm comes with Node from https://nodejs.org"),
            Self::Postgres if postgres::programs().is_some() => None,
            Self::Postgres => missing(
                format!("PostgreSQL {} or newer (initdb and postgres)", postgres::MAJOR_MIN),
                &["postgresql"],
                "install the PostgreSQL server; it need not run",
            ),
            Self::Python if works(program("python3").args(["-c", "import venv, ensurepip"])) => None,
            Self::Python => missing(
                "python3 with venv".into(),
                &["python3", "python3-venv"],
                "install Python 3.10 or newer",
            ),
            Self::Chromium if chromium().is_some() => None,
            Self::Chromium => missing("Chromium".into(), &["chromium"], "install Chromium or Chrome"),
            Self::CjkFonts if has_cjk_fonts() => None,
            Self::CjkFonts => missing("a Chinese font".into(), &["fonts-noto-cjk"], "install Noto Sans CJK"),
        }
    }
}

fn node_missing(version: Option<&str>) -> Option<Missing> {
    let what = match version {
        None => format!("node, version {NODE_MAJOR_MIN} or newer"),
        Some(version) if major(version).is_some_and(|major| major >= NODE_MAJOR_MIN) => return None,
        Some(version) => format!("node, version {NODE_MAJOR_MIN} or newer (here: {version})"),
    };
    Some(Missing { what, packages: &["nodejs"], otherwise: "install Node from https://nodejs.org" })
}

fn node_version() -> Option<String> {
    let version = output(program("node").arg("--version")).ok()?;
    Some(version.trim().to_owned())
}

/// `v20.20.2` is 20.
fn major(version: &str) -> Option<u32> {
    version.trim_start_matches('v').split('.').next()?.parse().ok()
}

/// Where the browser is.
pub fn chromium() -> Option<PathBuf> {
    let debian = Path::new("/usr/bin/chromium");
    if debian.is_file() {
        return Some(debian.to_path_buf());
    }
    ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(place::on_path)
}

/// Other systems bring a Chinese font with them.
fn has_cjk_fonts() -> bool {
    !cfg!(target_os = "linux")
        || has_font(Path::new("/usr/share/fonts"), 0)
        || has_font(Path::new("/usr/local/share/fonts"), 0)
}

fn has_font(folder: &Path, depth: u8) -> bool {
    const DEPTH_MAX: u8 = 5;
    const NAMES: [&str; 5] = ["cjk", "notosanssc", "sourcehan", "wqy", "droidsansfallback"];
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.flatten().any(|entry| {
        let name = entry.file_name().to_string_lossy().to_lowercase();
        let path = entry.path();
        if path.is_dir() {
            depth < DEPTH_MAX && has_font(&path, depth + 1)
        } else {
            NAMES.iter().any(|known| name.contains(known))
        }
    })
}

/// nextest runs tests in parallel processes and ends hanging ones; without it plain `cargo test` does the work.
pub fn has_nextest() -> bool {
    works(cargo().args(["nextest", "--version"]))
}

/// Makes sure that these tools are there. As root on Debian it installs what is missing.
///
/// # Errors
/// What is missing, and the exact command that would bring it.
pub fn provide(tools: &[Tool]) -> Outcome {
    let missing = look(tools);
    if missing.is_empty() {
        return Ok(());
    }
    let packages = packages(&missing);
    let told = tell(&missing);
    if packages.is_empty() || !(is_debian() && place::on_path("apt-get").is_some()) || !is_root() {
        return Err(told);
    }
    println!("{told}\n\nInstalling it, because this is Debian and we are root.");
    run(apt().arg("update"))?;
    run(apt().args(["install", "-y", "--no-install-recommends"]).args(&packages))?;
    let still = look(tools);
    if still.is_empty() { Ok(()) } else { Err(format!("Debian's packages did not help.\n{}", tell(&still))) }
}

fn look(tools: &[Tool]) -> Vec<Missing> {
    tools.iter().filter_map(|tool| tool.missing()).collect()
}

fn packages(missing: &[Missing]) -> BTreeSet<&'static str> {
    missing.iter().flat_map(|one| one.packages).copied().collect()
}

fn tell(missing: &[Missing]) -> String {
    let mut told = String::from("Missing on this machine:");
    for one in missing {
        told.push_str(&format!("\n  - {} ({})", one.what, one.otherwise));
    }
    let packages = packages(missing);
    if !packages.is_empty() {
        let names: Vec<&str> = packages.into_iter().collect();
        told.push_str(&format!(
            "\nOn Debian:\n  sudo apt-get update && sudo apt-get install -y --no-install-recommends {}",
            names.join(" ")
        ));
    }
    told
}

fn apt() -> Command {
    let mut apt = program("apt-get");
    apt.env("DEBIAN_FRONTEND", "noninteractive");
    apt
}

pub fn is_root() -> bool {
    output(program("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn is_debian() -> bool {
    fs::read_to_string("/etc/os-release").is_ok_and(|text| names_debian(&text))
}

fn names_debian(os_release: &str) -> bool {
    os_release
        .lines()
        .filter_map(|line| line.strip_prefix("ID=").or_else(|| line.strip_prefix("ID_LIKE=")))
        .any(|ids| ids.trim_matches('"').split(' ').any(|id| id == "debian"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_node_is_as_good_as_none() {
        assert_eq!(node_missing(Some("v20.20.2")), None);
        assert_eq!(node_missing(Some("v100.1.0")), None);
        for old in [Some("v18.20.4"), Some("what?"), None] {
            assert!(node_missing(old).is_some(), "{old:?}");
        }
    }

    #[test]
    fn debian_and_its_children_have_apt_packages_of_these_names() {
        let cases = [
            ("NAME=x\nID=debian\n", true),
            ("ID=ubuntu\nID_LIKE=debian\n", true),
            ("ID=mint\nID_LIKE=\"ubuntu debian\"\n", true),
            ("ID=fedora\n", false),
            ("VERSION_ID=debian\n", false),
        ];
        for (text, expected) in cases {
            assert_eq!(names_debian(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_missing_is_told_with_the_command_that_brings_it() {
        let node = node_missing(Some("v18.0.0")).unwrap();
        let fonts =
            Missing { what: "a Chinese font".into(), packages: &["fonts-noto-cjk"], otherwise: "by hand" };
        let told = tell(&[node, fonts]);
        assert!(told.contains("here: v18.0.0"), "{told}");
        assert!(told.ends_with("--no-install-recommends fonts-noto-cjk nodejs"), "{told}");
    }
}
