//! The description of the API is sound, and the committed copy is what the router says.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use serde_json::Value;

use crate::operations;

async fn described() -> Value {
    serde_json::from_str(&server::document_json().await.unwrap()).unwrap()
}

#[tokio::test]
async fn every_operation_is_named_once_tagged_and_says_how_it_fails() {
    let document = described().await;
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let mut wrong = Vec::new();
    for operation in operations::all(&document) {
        let line = format!("{} {}", operation.method, operation.path);
        if operation.id.is_empty() {
            wrong.push(format!("{line}: no operation id"));
        }
        if let Some(other) = names.insert(operation.id.clone(), line.clone()) {
            wrong.push(format!("{line}: {} is the name of {other}", operation.id));
        }
        if operation.described["tags"].as_array().is_none_or(|tags| tags.len() != 1) {
            wrong.push(format!("{line}: not exactly one tag"));
        }
        let problem = &operation.described["responses"]["default"]["content"]["application/problem+json"];
        if problem["schema"]["$ref"] != "#/components/schemas/ProblemBody" {
            wrong.push(format!("{line}: no problem as default answer"));
        }
        let answers = operation.described["responses"].as_object().unwrap();
        if !answers.keys().any(|status| status.starts_with('2')) {
            wrong.push(format!("{line}: no success"));
        }
        let braces = operation.path.matches('{').count();
        let parameters = operation.described["parameters"].as_array().into_iter().flatten();
        let in_path = parameters.filter(|parameter| parameter["in"] == "path").count();
        if braces != in_path {
            wrong.push(format!("{line}: {in_path} parameters are described as parts of the path"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(names.len() > 80, "only {} operations: is the document empty?", names.len());
}

#[tokio::test]
async fn every_reference_leads_somewhere_and_every_schema_is_used() {
    let document = described().await;
    let schemas: BTreeSet<String> =
        document["components"]["schemas"].as_object().unwrap().keys().cloned().collect();
    let mut used = BTreeSet::new();
    let mut dangling = BTreeSet::new();
    let mut waiting = vec![&document];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(items) => waiting.extend(items),
            Value::Object(fields) => {
                if let Some(Value::String(pointer)) = fields.get("$ref") {
                    if document.pointer(pointer.trim_start_matches('#')).is_none() {
                        dangling.insert(pointer.as_str());
                    }
                    used.extend(pointer.strip_prefix("#/components/schemas/").map(str::to_owned));
                }
                waiting.extend(fields.values());
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    assert!(dangling.is_empty(), "{dangling:?} lead nowhere");
    // A generic id would hide what it is the id of; handlers describe ids as strings.
    let anonymous: Vec<&String> =
        schemas.iter().filter(|name| *name == "Id" || name.starts_with("Id_")).collect();
    assert!(anonymous.is_empty(), "{anonymous:?}");
    let unused: Vec<&String> = schemas.difference(&used).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

/// The console's client is generated from the committed copy.
#[tokio::test]
async fn the_committed_document_is_what_the_router_says() {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../openapi/console.json");
    let Ok(committed) = std::fs::read_to_string(&file) else {
        panic!("openapi/console.json is missing; write it with `cargo xtask openapi` and review it")
    };
    let served = server::document_json().await.unwrap();
    let first = committed.lines().zip(served.lines()).position(|(kept, said)| kept != said);
    let line = first.unwrap_or_else(|| committed.lines().count().min(served.lines().count()));
    assert!(
        committed == served,
        "openapi/console.json differs from the router at line {}:\n- {}\n+ {}\nrun `cargo xtask openapi` and review \
         the difference",
        line + 1,
        committed.lines().nth(line).unwrap_or("(end)"),
        served.lines().nth(line).unwrap_or("(end)"),
    );
}
