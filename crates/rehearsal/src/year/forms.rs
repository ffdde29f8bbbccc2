//! Filling in whatever a form of the plan asks, from the form as the API shows it.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use super::{Failed, Year, sending::Sent};
use crate::evidence;

const DOCUMENT: &str = "document";
pub(super) const PICTURES: &str = "pictures";

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
    /// A file; sometimes the connection breaks in the middle of it, and it is sent again or continued.
    pub(super) async fn upload(&mut self, who: &str, sent: Sent) -> Result<Value, Failed> {
        let (number, now) = (self.wire.requests.to_string(), self.wire.now().to_string());
        let path = [who, number.as_str(), now.as_str()];
        if self.seeds.happens("continued", &path, 20) {
            self.count("continued");
            let kills = self.seeds.happens("killed-midway", &path, 10);
            return self.wire.send_on(who, &sent, kills).await;
        }
        if self.seeds.happens("cut", &path, 20) {
            self.count("cut");
            self.wire.send_half(who, &sent).await?;
        }
        self.wire.send(who, &sent).await
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
            let (kind, name, bytes) = match kind {
                "document" => (DOCUMENT, "report.pdf", evidence::pdf(&[unit, &rng.u32(..).to_string()])),
                "pictures" => (PICTURES, "site.png", evidence::png(rng.u8(..), rng.u8(..), rng.u8(..))),
                _ => continue,
            };
            if wanted {
                let unit = self.cast.stage.unit(unit).to_string();
                let id = self.upload(who, Sent { unit, kind, name, bytes }).await?;
                files.insert(slot["key"].as_str().unwrap_or_default().to_owned(), json!([id]));
            }
        }
        Ok(Value::Object(files))
    }
}
