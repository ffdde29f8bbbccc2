//! The operations of the API as the router itself lists them, and a body for each that its schema accepts.

use axum::http::Method;
use serde_json::{Map, Value, json};
use testkit::{Answered, Persona};

/// One method of one path.
pub struct Operation {
    pub id: String,
    pub method: Method,
    pub path: String,
    pub described: Value,
}

/// Every operation of the document, by path and method.
pub fn all(document: &Value) -> Vec<Operation> {
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, described) in item.as_object().unwrap() {
            let Ok(method) = method.to_uppercase().parse::<Method>() else { continue };
            let known = [Method::GET, Method::POST, Method::PUT, Method::DELETE, Method::PATCH];
            if known.contains(&method) {
                let id = described["operationId"].as_str().unwrap_or_default().to_owned();
                found.push(Operation { id, method, path: path.clone(), described: described.clone() });
            }
        }
    }
    found
}

/// The document of a running system as JSON.
pub fn document(app: &testkit::TestApp) -> Value {
    serde_json::to_value(&app.document).unwrap()
}

impl Operation {
    pub fn writes(&self) -> bool {
        self.method != Method::GET
    }

    pub fn takes_json(&self) -> bool {
        self.described["requestBody"]["content"]["application/json"].is_object()
    }

    /// Whether there is a query parameter of this name.
    pub fn asks(&self, name: &str) -> bool {
        let parameters = self.described["parameters"].as_array().into_iter().flatten();
        parameters.into_iter().any(|it| it["in"] == "query" && it["name"] == name)
    }

    /// Sends it with a body that fits its schema.
    pub async fn send(&self, who: &Persona, path: &str, document: &Value) -> Answered {
        let content = self.described["requestBody"]["content"].as_object();
        let Some((kind, body)) = content.and_then(|content| content.iter().next()) else {
            return who.send(self.method.clone(), path, None, &[]).await;
        };
        if kind == "application/json" {
            let body = sample(&body["schema"], document, 0);
            return who.send(self.method.clone(), path, Some(body), &[]).await;
        }
        let headers = [("content-type", "application/octet-stream")];
        who.send_bytes(self.method.clone(), path, b"%PDF-1.4\n%%EOF\n".to_vec(), &headers).await
    }
}

/// An id that nothing has.
pub const NOBODY: &str = "0199f6a0-0000-7000-8000-000000000001";

/// Schemas may refer to themselves; a document nests this deep at most before an empty object stands for the rest.
const DEPTH_MAX: usize = 8;

/// The smallest value that a schema accepts: required fields only, first of several choices.
pub fn sample(schema: &Value, document: &Value, depth: usize) -> Value {
    if depth > DEPTH_MAX {
        return json!({});
    }
    let next = |schema: &Value| sample(schema, document, depth + 1);
    if let Some(pointer) = schema["$ref"].as_str() {
        let target = document.pointer(pointer.trim_start_matches('#'));
        return target.map_or(Value::Null, next);
    }
    if let Some(choices) = schema["enum"].as_array() {
        return choices[0].clone();
    }
    if !schema["example"].is_null() {
        return schema["example"].clone();
    }
    for choice in ["oneOf", "anyOf"] {
        if let Some(choices) = schema[choice].as_array() {
            return choices.iter().find(|it| it["type"] != "null").map_or(Value::Null, next);
        }
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let parts = parts.iter().map(next);
        let fields = parts.filter_map(|part| part.as_object().cloned()).flatten();
        return Value::Object(fields.collect());
    }
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().find(|kind| *kind != "null").and_then(Value::as_str),
        other => other.as_str(),
    };
    match kind {
        Some("string") => json!(match schema["format"].as_str() {
            Some("uuid") => NOBODY,
            Some("date") => "2021-06-16",
            Some("date-time") => "2021-06-10T08:00:00+08:00",
            _ => "文字",
        }),
        Some("integer" | "number") => json!(1),
        Some("boolean") => json!(true),
        Some("array") => json!([]),
        Some(_) | None => {
            let mut fields = Map::new();
            for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
                fields.insert(name.to_owned(), next(&schema["properties"][name]));
            }
            Value::Object(fields)
        }
    }
}
