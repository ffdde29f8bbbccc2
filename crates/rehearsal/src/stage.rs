//! The authority with its units, its people and its adopted plan.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::{Door, Refusal, Visitor};

/// Everybody in place, before the first scene.
pub struct Stage {
    pub door: Door,
    pub admin: Visitor,
    pub campaign: String,
    /// Key to id and name.
    pub units: BTreeMap<String, (String, String)>,
    people: Vec<Person>,
}

struct Person {
    id: String,
    post: String,
    login: String,
    role: &'static str,
    unit: String,
}

/// What the audience needs to walk onto the stage.
#[derive(Clone, Debug)]
pub struct Account {
    pub role: &'static str,
    pub unit: String,
    pub login: String,
    pub password: String,
}

/// Satisfies the default password policy; only the story uses it, and every account that is handed out gets a
/// one-time password instead.
const STORY_PASSWORD: &str = "Story-2021-Liaoning";

impl Stage {
    /// Sets up the installation, imports the units, and makes the administrators.
    pub async fn set_up(door: Door, token: &str, units_csv: &str) -> Result<Self, Refusal> {
        let set_up = json!({
            "token": token,
            "authority": { "key": "liaoning", "name": "辽宁省工业和信息化厅", "valid_from": "2000-01-01" },
            "person": { "name": "系统管理员（示例）", "login": "admin", "password": STORY_PASSWORD },
        });
        Visitor::stranger(door.clone()).post("/api/setup", set_up).await?;
        let admin = Visitor::logged_in(door.clone(), "admin", STORY_PASSWORD).await?;
        admin.post_bytes("/api/units/import", units_csv.as_bytes().to_vec()).await?;
        let units = units(admin.get("/api/units/tree").await?);
        Ok(Self { door, admin, campaign: String::new(), units, people: Vec::new() })
    }

    /// Keeps the plan and adopts it for a new campaign.
    pub async fn adopt(&mut self, office: &Visitor, plan: &str) -> Result<(), Refusal> {
        let kept = office.post("/api/plans", json!({ "text": plan })).await?;
        let begun = office.post("/api/campaigns", json!({ "fingerprint": kept["fingerprint"] })).await?;
        self.campaign = text(&begun["id"]);
        let adoption = json!({ "fingerprint": kept["fingerprint"], "parent": null });
        office.post(&format!("/api/campaigns/{}/adopt", self.campaign), adoption).await?;
        Ok(())
    }

    #[must_use]
    pub fn unit(&self, key: &str) -> &str {
        self.units.get(key).map_or("", |(id, _)| id.as_str())
    }

    #[must_use]
    pub fn name(&self, key: &str) -> &str {
        self.units.get(key).map_or("", |(_, name)| name.as_str())
    }

    /// Gives somebody a post and logs them in.
    pub async fn hire(
        &mut self,
        name: &str,
        login: &str,
        role: &'static str,
        unit: &str,
    ) -> Result<Visitor, Refusal> {
        let posts = json!([{ "unit_id": self.unit(unit), "role": role, "valid_from": "2021-01-01" }]);
        let made =
            self.admin.post("/api/people", json!({ "name": name, "login": login, "posts": posts })).await?;
        let one_time = text(&made["one_time_password"]);
        let visitor = Visitor::logged_in(self.door.clone(), login, &one_time).await?;
        let visitor = visitor.with_password(STORY_PASSWORD).await?;
        let unit = self.name(unit).to_owned();
        let (id, post) = (text(&made["person"]["id"]), text(&made["person"]["posts"][0]["id"]));
        self.people.push(Person { id, post, login: login.to_owned(), role, unit });
        Ok(visitor)
    }

    /// The id of the post that somebody was hired for.
    pub(crate) fn post_of(&self, login: &str) -> &str {
        self.people.iter().find(|person| person.login == login).map_or("", |person| person.post.as_str())
    }

    /// Takes the story's passwords away and gives everybody a one-time password, which the audience has to change.
    /// The administrator cannot do that to itself; the operator at the terminal does it.
    pub async fn hand_over(self) -> Result<Vec<Account>, Refusal> {
        let mut accounts = Vec::with_capacity(self.people.len());
        for Person { id, post: _, login, role, unit } in self.people {
            let reset = self.admin.post(&format!("/api/people/{id}/password"), json!({})).await?;
            accounts.push(Account { role, unit, login, password: text(&reset["one_time_password"]) });
        }
        Ok(accounts)
    }
}

/// The text of a JSON string; empty for anything else.
pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn units(tree: Value) -> BTreeMap<String, (String, String)> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![tree];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(items) => waiting.extend(items),
            Value::Object(fields) => {
                let field = |name: &str| fields.get(name).and_then(Value::as_str).map(str::to_owned);
                if let (Some(key), Some(id), Some(name)) = (field("key"), field("id"), field("name")) {
                    found.insert(key, (id, name));
                }
                waiting.extend(fields.into_iter().map(|(_, value)| value));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    found
}
