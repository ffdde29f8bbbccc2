//! Filling in whatever a form of the plan asks, from the form as the API shows it.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use super::{Failed, Year};
use crate::evidence;

fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Answers to the required questions and to some of the others. `mark` makes the text differ from version to version.
pub(super) fn answers(fields: &Value, rng: &mut Rng, today: &str, mark: &str) -> Map<String, Value> {
    let mut answers = Map::new();
    for field in items(fields) {
        if field["required"] != true && rng.bool() {
            continue;
        }
        let least = field["min"].as_i64().unwrap_or(0);
        let answer = match field["kind"].as_str().unwrap_or_default() {
            "integer" => json!(rng.i64(least..=field["max"].as_i64().unwrap_or(400).min(least + 400))),
            "date" => json!(today),
            "choice" => {
                rng.choice(items(&field["options"])).map_or(Value::Null, |option| option["value"].clone())
            }
            "table" => continue,
            _ => json!(format!("示例{mark}")),
        };
        answers.insert(field["key"].as_str().unwrap_or_default().to_owned(), answer);
    }
    answers
}

impl Year {
    /// A file; sometimes the connection breaks in the middle of it, and it is sent again.
    pub(super) async fn upload(&mut self, who: &str, path: String, bytes: Vec<u8>) -> Result<Value, Failed> {
        let (number, now) = (self.wire.requests.to_string(), self.wire.now().to_string());
        if self.seeds.happens("cut", &[who, &number, &now], 20) {
            self.wire.upload_half(who, &path, &bytes).await?;
            self.count("cut");
        }
        self.wire.upload(who, path, bytes).await
    }

    /// Files for every kind of evidence that is required, and pictures now and then.
    pub(super) async fn files(
        &mut self,
        who: &str,
        unit: &str,
        slots: &Value,
        rng: &mut Rng,
    ) -> Result<Value, Failed> {
        let mut files = Map::new();
        for slot in items(slots) {
            let kind = slot["kind"].as_str().unwrap_or_default();
            let wanted = slot["required"] == true || (kind == "pictures" && rng.u8(0..8) == 0);
            let (name, bytes) = match kind {
                "document" => ("report.pdf", evidence::pdf(&format!("{unit} {}", rng.u32(..)))),
                "pictures" => ("site.png", evidence::png(rng.u8(..), rng.u8(..), rng.u8(..))),
                _ => continue,
            };
            if wanted {
                let key = slot["key"].as_str().unwrap_or_default();
                let path = format!("/api/files?unit={}&kind={key}&name={name}", self.cast.stage.unit(unit));
                let id = self.upload(who, path, bytes).await?;
                files.insert(key.to_owned(), json!([id]));
            }
        }
        Ok(Value::Object(files))
    }
}
