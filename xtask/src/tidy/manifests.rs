//! What every manifest says: its licence, the shared lints, shared versions; and what no crate is called.

use toml::{Table, Value};

use super::{Finding, Tree};
use crate::Outcome;

pub const LICENCE: &str = "Apache-2.0";
/// Names that attract everything and say nothing.
const REFUSED_NAMES: [&str; 9] =
    ["common", "util", "utils", "helpers", "helper", "misc", "shared", "core", "base"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Normal,
    Dev,
    Build,
}

pub struct Dependency {
    /// The package's own name, also where it is renamed.
    pub name: String,
    pub kind: Kind,
    pub optional: bool,
    pub features: Vec<String>,
    /// Version and source are written once, in the workspace.
    is_inherited: bool,
}

/// One package of the workspace.
pub struct Manifest {
    pub path: String,
    pub name: String,
    pub dependencies: Vec<Dependency>,
    pub default_features: Vec<String>,
    table: Table,
}

/// The packages, and the manifests that cannot be read.
pub fn manifests(tree: &Tree) -> (Vec<Manifest>, Vec<Finding>) {
    let (mut manifests, mut unread) = (Vec::new(), Vec::new());
    for (path, text) in tree.texts().filter(|(path, _)| path.ends_with("/Cargo.toml")) {
        match text.parse::<Table>() {
            Ok(table) => manifests.extend(manifest(path, table)),
            Err(trouble) => unread.push(Finding::new(path, 0, trouble.to_string())),
        }
    }
    (manifests, unread)
}

fn manifest(path: &str, table: Table) -> Option<Manifest> {
    let name = table.get("package")?.get("name")?.as_str()?.to_owned();
    let mut dependencies = sections(&table);
    for target in table.get("target").and_then(Value::as_table).into_iter().flat_map(Table::values) {
        dependencies.extend(target.as_table().map(sections).unwrap_or_default());
    }
    let default_features = table.get("features").and_then(|features| features.get("default")).map(strings);
    Some(Manifest {
        path: path.to_owned(),
        name,
        dependencies,
        default_features: default_features.unwrap_or_default(),
        table,
    })
}

fn sections(table: &Table) -> Vec<Dependency> {
    const SECTIONS: [(&str, Kind); 3] = [
        ("dependencies", Kind::Normal),
        ("dev-dependencies", Kind::Dev),
        ("build-dependencies", Kind::Build),
    ];
    let mut found = Vec::new();
    for (section, kind) in SECTIONS {
        for (key, value) in table.get(section).and_then(Value::as_table).into_iter().flatten() {
            let is = |what: &str| value.get(what).and_then(Value::as_bool).unwrap_or(false);
            found.push(Dependency {
                name: value.get("package").and_then(Value::as_str).unwrap_or(key).to_owned(),
                kind,
                optional: is("optional"),
                features: value.get("features").map(strings).unwrap_or_default(),
                is_inherited: is("workspace"),
            });
        }
    }
    found
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

pub fn check(tree: &Tree) -> Vec<Finding> {
    let (manifests, mut findings) = manifests(tree);
    findings.extend(check_root(tree));
    for manifest in &manifests {
        findings.extend(check_one(manifest));
    }
    for (path, text) in tree.texts().filter(|(path, _)| path.ends_with("package.json")) {
        let licence = serde_json::from_str::<serde_json::Value>(text)
            .ok()
            .and_then(|package| package.get("license")?.as_str().map(str::to_owned));
        if licence.as_deref() != Some(LICENCE) {
            findings.push(Finding::new(path, 0, format!("write \"license\": \"{LICENCE}\"")));
        }
    }
    findings
}

fn check_root(tree: &Tree) -> Option<Finding> {
    let root = tree.text("Cargo.toml")?.parse::<Table>().ok()?;
    let licence = root.get("workspace").and_then(|w| w.get("package")).and_then(|p| p.get("license"));
    let says_so = licence.and_then(Value::as_str) == Some(LICENCE);
    (!says_so)
        .then(|| Finding::new("Cargo.toml", 0, format!("[workspace.package] says license = \"{LICENCE}\"")))
}

fn check_one(manifest: &Manifest) -> Vec<Finding> {
    let mut whats = Vec::new();
    let licence = manifest.table.get("package").and_then(|package| package.get("license"));
    let inherits =
        |value: Option<&Value>| value.and_then(|v| v.get("workspace")).and_then(Value::as_bool) == Some(true);
    if !inherits(licence) && licence.and_then(Value::as_str) != Some(LICENCE) {
        whats.push("write `license.workspace = true`".to_owned());
    }
    if !inherits(manifest.table.get("lints")) {
        whats.push("write `[lints]` and `workspace = true`: one set of lints for all".to_owned());
    }
    for part in manifest.name.split(['-', '_']).filter(|part| REFUSED_NAMES.contains(part)) {
        whats.push(format!(
            "`{part}` names nothing: duplicate twice before sharing, then share under a real name"
        ));
    }
    for dependency in manifest.dependencies.iter().filter(|dependency| !dependency.is_inherited) {
        let name = &dependency.name;
        whats.push(format!("`{name}`: its version is written once, in [workspace.dependencies]"));
    }
    whats.into_iter().map(|what| Finding::new(&manifest.path, 0, what)).collect()
}

/// The packages whose tests open a database: those that use the testkit, and the testkit itself.
///
/// # Errors
/// When there is none, which would make the run on the second engine pass without a test.
pub fn packages_with_database_tests(tree: &Tree) -> Outcome<Vec<String>> {
    let packages: Vec<String> = manifests(tree)
        .0
        .into_iter()
        .filter(|manifest| {
            manifest.name == "testkit"
                || manifest.dependencies.iter().any(|dependency| dependency.name == "testkit")
        })
        .map(|manifest| manifest.name)
        .collect();
    if packages.is_empty() { Err("no crate uses the testkit".to_owned()) } else { Ok(packages) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "[package]\nname = \"hazard\"\nlicense.workspace = true\n[lints]\nworkspace = true\n";

    fn check_text(path: &str, text: &str) -> Vec<String> {
        check(&Tree::of(&[(path, text)])).iter().map(Finding::to_string).collect()
    }

    #[test]
    fn what_a_manifest_leaves_out_is_found() {
        let cases = [
            (GOOD.to_owned(), 0),
            (GOOD.replace("license.workspace = true", ""), 1),
            (GOOD.replace("license.workspace = true", "license = \"Apache-2.0\""), 0),
            (GOOD.replace("license.workspace = true", "license = \"MIT\""), 1),
            (GOOD.replace("[lints]\nworkspace = true\n", ""), 1),
            (GOOD.replace("hazard", "hazard_utils"), 1),
            (GOOD.replace("hazard", "common"), 1),
            (format!("{GOOD}[dependencies]\nserde = \"1\"\n"), 1),
            (format!("{GOOD}[dependencies]\nserde.workspace = true\n"), 0),
            ("not toml".to_owned(), 1),
        ];
        for (text, expected) in cases {
            let found = check_text("crates/hazard/Cargo.toml", &text);
            assert_eq!(found.len(), expected, "{text}: {found:?}");
        }
    }

    #[test]
    fn the_root_and_the_console_name_the_licence() {
        let cases = [
            ("Cargo.toml", "[workspace.package]\nlicense = \"Apache-2.0\"", 0),
            ("Cargo.toml", "[workspace.package]\nlicense = \"MIT\"", 1),
            ("Cargo.toml", "[workspace]\nresolver = \"3\"", 1),
            ("console/package.json", "{\"license\": \"Apache-2.0\"}", 0),
            ("console/package.json", "{\"license\": \"ISC\"}", 1),
            ("console/package.json", "{}", 1),
        ];
        for (path, text, expected) in cases {
            assert_eq!(check_text(path, text).len(), expected, "{path} {text}");
        }
    }

    #[test]
    fn packages_with_a_database_are_found_from_their_manifests() {
        let of = |name: &str, rest: &str| format!("[package]\nname = \"{name}\"\n{rest}");
        let (server, plan, kit) = (
            of("anxing", "[dev-dependencies]\ntestkit.workspace = true\n"),
            of("plan", "[dependencies]\nkernel.workspace = true\n"),
            of("testkit", ""),
        );
        let tree = Tree::of(&[
            ("crates/cli/Cargo.toml", &server),
            ("crates/plan/Cargo.toml", &plan),
            ("crates/testkit/Cargo.toml", &kit),
        ]);
        assert_eq!(packages_with_database_tests(&tree).unwrap(), ["anxing", "testkit"]);
        assert!(packages_with_database_tests(&Tree::of(&[("crates/plan/Cargo.toml", &plan)])).is_err());
    }
}
