//! Which crate may know which. The direction of these edges is the architecture; everything else follows from it.

use std::collections::BTreeMap;

use super::{
    Finding, Tree,
    manifests::{Kind, Manifest, manifests},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layer {
    /// No noun of the trade.
    Foundation,
    /// Rules of the trade without I/O.
    Engine,
    /// People and units: the one capability that the others may know.
    Org,
    Capability,
    /// Pages made of several capabilities.
    Portal,
    /// The composition root.
    Server,
    /// Copies, restores and examines a whole installation.
    Backup,
    /// A second bookkeeper, which shares no code with what it audits.
    Auditor,
    /// Plays a campaign through the router, as a browser would.
    Rehearsal,
    /// Programs: the binary, and what measures it.
    Cli,
    Testkit,
    /// Tries every door with anything; no part of the product.
    Fuzz,
    Xtask,
}

/// Every crate by the name that its dependents write. A new crate is added here, in the layer where it belongs.
const LAYERS: &[(&str, Layer)] = &[
    ("kernel", Layer::Foundation),
    ("policy", Layer::Foundation),
    ("config", Layer::Foundation),
    ("db", Layer::Foundation),
    ("audit", Layer::Foundation),
    ("files", Layer::Foundation),
    ("facts", Layer::Foundation),
    ("jobs", Layer::Foundation),
    ("search", Layer::Foundation),
    ("sheet", Layer::Foundation),
    ("web", Layer::Foundation),
    ("plan", Layer::Engine),
    ("plan_check", Layer::Engine),
    ("org", Layer::Org),
    ("campaign", Layer::Capability),
    ("obligation", Layer::Capability),
    ("activity", Layer::Capability),
    ("exposure", Layer::Capability),
    ("statistics", Layer::Capability),
    ("portal", Layer::Portal),
    ("server", Layer::Server),
    ("backup", Layer::Backup),
    ("auditor", Layer::Auditor),
    ("rehearsal", Layer::Rehearsal),
    ("anxing", Layer::Cli),
    ("bench", Layer::Cli),
    ("testkit", Layer::Testkit),
    ("fuzz", Layer::Fuzz),
    ("xtask", Layer::Xtask),
];

/// Edges that the layers forbid, each with its reason. This list may only shrink.
const EXCEPTIONS: &[(&str, &str, &str)] =
    &[("facts", "plan", "a fact is announced and filtered in the words of the plan, and only there")];

/// Crates that must stay usable without a runtime, a server and a database, and what they therefore do without.
const PURE: [&str; 4] = ["kernel", "policy", "plan", "plan_check"];
const IMPURE: [&str; 8] =
    ["tokio", "axum", "sea-orm", "sqlx", "tower", "tower-http", "object_store", "reqwest"];
/// Features of `kernel` that bring a database or an API description with them.
const IMPURE_KERNEL_FEATURES: [&str; 2] = ["sql", "api"];

pub fn check(tree: &Tree) -> Vec<Finding> {
    let layers: BTreeMap<&str, Layer> = LAYERS.iter().copied().collect();
    let (manifests, _) = manifests(tree);
    let mut findings = Vec::new();
    for manifest in &manifests {
        let Some(layer) = layers.get(manifest.name.as_str()) else {
            let what =
                format!("`{}` has no layer: add it to LAYERS in xtask/src/tidy/edges.rs", manifest.name);
            findings.push(Finding::new(&manifest.path, 0, what));
            continue;
        };
        findings.extend(manifest.dependencies.iter().filter_map(|dependency| {
            let on = layers.get(dependency.name.as_str())?;
            let why = refused(*layer, *on, dependency.kind)?;
            let excepted =
                EXCEPTIONS.iter().any(|(from, to, _)| *from == manifest.name && *to == dependency.name);
            let what = format!("`{}` may not depend on `{}`: {why}", manifest.name, dependency.name);
            (!excepted).then(|| Finding::new(&manifest.path, 0, what))
        }));
        if PURE.contains(&manifest.name.as_str()) {
            findings.extend(impure(manifest));
        }
    }
    findings
}

/// Why an edge is refused, or `None` when it is allowed.
fn refused(from: Layer, on: Layer, kind: Kind) -> Option<&'static str> {
    if (from, on) == (Layer::Fuzz, Layer::Testkit) {
        return None;
    }
    if on == Layer::Testkit {
        let tells_stories = kind == Kind::Dev && !matches!(from, Layer::Engine | Layer::Xtask);
        return (!tells_stories)
            .then_some("the testkit is for the tests of what has a database (dev-dependencies)");
    }
    match (from, on) {
        (Layer::Xtask, _) => Some("xtask must build in seconds, and while the product is broken"),
        (_, Layer::Cli | Layer::Xtask | Layer::Fuzz) => Some("a program is nobody's library"),
        (Layer::Foundation, Layer::Foundation) => None,
        (Layer::Foundation, _) => Some("a foundation holds no noun of the trade"),
        // Which engine an engine may know is settled by Cargo, which allows no circle.
        (Layer::Engine, Layer::Foundation | Layer::Engine) => None,
        (Layer::Engine, _) => Some("an engine has no I/O"),
        (Layer::Org | Layer::Capability, Layer::Foundation | Layer::Engine)
        | (Layer::Capability, Layer::Org) => None,
        (Layer::Org | Layer::Capability, Layer::Capability | Layer::Org) => Some(
            "a capability reacts to another through a fact, and asks through a trait that `server` answers",
        ),
        (Layer::Org | Layer::Capability, _) => Some("a capability does not know who puts it together"),
        (Layer::Portal, Layer::Server | Layer::Testkit) => Some("the portal is put together by `server`"),
        (Layer::Auditor, _) => Some("the auditor shares no code with what it audits"),
        (Layer::Rehearsal, Layer::Foundation | Layer::Engine | Layer::Auditor)
        | (Layer::Cli | Layer::Testkit, Layer::Rehearsal) => None,
        (Layer::Portal | Layer::Server, Layer::Backup) => Some("a server runs without knowing who copies it"),
        (_, Layer::Auditor) => Some("only the rehearsal is audited by it"),
        (Layer::Rehearsal, _) => Some("a rehearsal knows the router's addresses and nothing behind them"),
        (_, Layer::Rehearsal) => {
            Some("a rehearsal is played by programs and tests; the product does not know it")
        }
        (Layer::Portal | Layer::Server | Layer::Backup | Layer::Cli | Layer::Testkit | Layer::Fuzz, _) => {
            None
        }
    }
}

fn impure(manifest: &Manifest) -> Vec<Finding> {
    let mut findings = Vec::new();
    for dependency in manifest.dependencies.iter().filter(|dependency| dependency.kind == Kind::Normal) {
        // `kernel` can describe its types to a database, but only for those who ask for it.
        if IMPURE.contains(&dependency.name.as_str()) && !dependency.optional {
            let what = format!("`{}` has no I/O, so it does without `{}`", manifest.name, dependency.name);
            findings.push(Finding::new(&manifest.path, 0, what));
        }
        for feature in dependency.features.iter().filter(|feature| {
            dependency.name == "kernel" && IMPURE_KERNEL_FEATURES.contains(&feature.as_str())
        }) {
            let what = format!(
                "`{}` has no I/O, so it does without the feature `{feature}` of kernel",
                manifest.name
            );
            findings.push(Finding::new(&manifest.path, 0, what));
        }
    }
    let defaults =
        manifest.default_features.iter().filter(|one| IMPURE_KERNEL_FEATURES.contains(&one.as_str()));
    findings.extend(defaults.map(|feature| {
        Finding::new(&manifest.path, 0, format!("`{feature}` is asked for by name and never by default"))
    }));
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_edges(name: &str, rest: &str) -> Vec<String> {
        let manifest = format!("[package]\nname = \"{name}\"\n{rest}");
        check(&Tree::of(&[("crates/x/Cargo.toml", &manifest)])).iter().map(Finding::to_string).collect()
    }

    /// `from` `on` in ordinary dependencies: allowed or not.
    #[test]
    fn each_kind_of_edge_is_judged() {
        let cases = [
            ("obligation", "kernel", true),
            ("obligation", "plan", true),
            ("obligation", "org", true),
            ("obligation", "campaign", false),
            ("statistics", "obligation", false),
            ("statistics", "facts", true),
            ("org", "campaign", false),
            ("campaign", "portal", false),
            ("campaign", "server", false),
            ("campaign", "testkit", false),
            ("audit", "db", true),
            ("db", "org", false),
            ("web", "plan", false),
            ("facts", "plan", true),
            ("plan_check", "plan", true),
            ("plan", "org", false),
            ("portal", "campaign", true),
            ("portal", "server", false),
            ("server", "campaign", true),
            ("server", "anxing", false),
            ("anxing", "server", true),
            ("testkit", "server", true),
            ("fuzz", "testkit", true),
            ("fuzz", "files", true),
            ("server", "fuzz", false),
            ("rehearsal", "plan", true),
            ("rehearsal", "obligation", false),
            ("anxing", "rehearsal", true),
            ("server", "rehearsal", false),
            ("campaign", "rehearsal", false),
            ("backup", "statistics", true),
            ("server", "backup", false),
            ("campaign", "backup", false),
            ("xtask", "kernel", false),
        ];
        for (from, on, allowed) in cases {
            let found = check_edges(from, &format!("[dependencies]\n{on}.workspace = true\n"));
            assert_eq!(found.is_empty(), allowed, "{from} on {on}: {found:?}");
        }
    }

    #[test]
    fn dev_dependencies_and_those_of_one_platform_are_edges_too() {
        let cases = [
            ("campaign", "[dev-dependencies]\ntestkit.workspace = true", true),
            ("db", "[dev-dependencies]\ntestkit.workspace = true", true),
            ("plan", "[dev-dependencies]\ntestkit.workspace = true", false),
            ("campaign", "[dev-dependencies]\nobligation.workspace = true", false),
            ("campaign", "[build-dependencies]\nobligation.workspace = true", false),
            ("campaign", "[target.'cfg(unix)'.dependencies]\nobligation.workspace = true", false),
            (
                "campaign",
                "[dependencies]\nshort = { package = \"obligation\", path = \"../obligation\" }",
                false,
            ),
        ];
        for (from, rest, allowed) in cases {
            let found = check_edges(from, rest);
            assert_eq!(found.is_empty(), allowed, "{from} {rest}: {found:?}");
        }
    }

    #[test]
    fn what_has_no_io_stays_without_it() {
        let cases = [
            ("plan", "[dependencies]\ntokio.workspace = true", false),
            ("plan_check", "[dependencies]\nsea-orm.workspace = true", false),
            ("policy", "[dependencies]\naxum.workspace = true", false),
            ("kernel", "[dependencies]\nsea-orm.workspace = true", false),
            ("kernel", "[dependencies]\nsea-orm = { workspace = true, optional = true }", true),
            ("kernel", "[features]\ndefault = [\"sql\"]\nsql = []", false),
            ("plan", "[dependencies]\nkernel = { workspace = true, features = [\"sql\"] }", false),
            ("policy", "[dependencies]\nkernel = { workspace = true, features = [\"api\"] }", false),
            ("db", "[dependencies]\nkernel = { workspace = true, features = [\"sql\"] }", true),
            ("plan", "[dependencies]\nserde.workspace = true", true),
        ];
        for (name, rest, allowed) in cases {
            let found = check_edges(name, rest);
            assert_eq!(found.is_empty(), allowed, "{name} {rest}: {found:?}");
        }
    }

    #[test]
    fn a_crate_without_a_layer_is_asked_for_one() {
        let found = check_edges("hazard", "");
        assert_eq!(found.len(), 1);
        assert!(found[0].contains("add it to LAYERS"), "{found:?}");
    }
}
