//! The reference in `docs/plan-format.md` names every key, every choice and every code that the format has.

#![allow(clippy::unwrap_used, reason = "a helper of tests may fail like a test")]

use std::collections::BTreeSet;

const REFERENCE: &str = include_str!("../../../docs/plan-format.md");

/// Property names and enum words anywhere in the schema.
fn words(schema: &serde_json::Value, found: &mut BTreeSet<String>) {
    match schema {
        serde_json::Value::Object(map) => {
            for (key, value) in map {
                match (key.as_str(), value) {
                    ("properties", serde_json::Value::Object(properties)) => {
                        found.extend(properties.keys().cloned())
                    }
                    ("const", serde_json::Value::String(word)) => {
                        found.insert(word.clone());
                    }
                    ("enum", serde_json::Value::Array(values)) => {
                        found.extend(values.iter().filter_map(|value| value.as_str()).map(str::to_owned));
                    }
                    _ => {}
                }
                words(value, found);
            }
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| words(item, found)),
        _ => {}
    }
}

#[test]
fn every_word_of_the_format_is_in_the_reference() {
    let schema = serde_json::from_str(&plan::schema::plan_schema().unwrap()).unwrap();
    let mut found = BTreeSet::new();
    words(&schema, &mut found);
    assert!(found.len() > 120, "{}", found.len());
    let missing: Vec<_> = found.iter().filter(|word| !REFERENCE.contains(word.as_str())).collect();
    assert!(missing.is_empty(), "docs/plan-format.md does not mention {missing:?}");
}

#[test]
fn every_code_of_a_problem_is_in_the_reference() {
    let mut codes = BTreeSet::new();
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(path).unwrap();
            // A code is the first kebab-case literal after the place of a problem.
            for call in ["Problem::error(", "self.error(", "Fault::new("] {
                for (at, _) in text.match_indices(call) {
                    let rest: String = text[at..].chars().take(220).collect();
                    let literal = rest.split('"').nth(1).unwrap_or_default();
                    if literal.contains('-') && literal.chars().all(|c| c.is_ascii_lowercase() || c == '-') {
                        codes.insert(literal.to_owned());
                    }
                }
            }
        }
    }
    assert!(codes.len() > 45, "{codes:?}");
    let missing: Vec<_> = codes.iter().filter(|code| !REFERENCE.contains(&format!("`{code}`"))).collect();
    assert!(missing.is_empty(), "docs/plan-format.md does not mention {missing:?}");
}
