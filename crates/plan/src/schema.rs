//! The JSON Schema of the plan file, for completion in editors.

use crate::Document;

/// The schema as pretty JSON with a final newline; `plans/plan.schema.json` holds exactly this.
///
/// # Errors
/// Only when the schema cannot be written as JSON, which a test rules out.
pub fn plan_schema() -> Result<String, serde_json::Error> {
    let schema = schemars::schema_for!(Document);
    let mut text = serde_json::to_string_pretty(&schema)?;
    text.push('\n');
    Ok(text)
}
