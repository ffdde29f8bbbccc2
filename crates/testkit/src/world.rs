//! Liaoning in 2021: the authority set up, its units imported, its plan adopted, and people who appear when a story
//! asks for them.

use std::{collections::BTreeMap, path::PathBuf};

use serde_json::{Value, json};

pub use policy::Role;

use crate::{Persona, TestApp};

/// The province on some day of the campaign.
pub struct World {
    pub app: TestApp,
    /// The system and security administrator of the first start.
    pub admin: Persona,
    pub office: Persona,
    pub campaign: String,
    units: BTreeMap<String, String>,
}

/// Everybody's password, after the one-time one.
pub const PASSWORD: &str = "Liaoning-2021-ok";

impl World {
    /// The province at this instant, with the 2021 plan adopted then.
    pub async fn at(now: &str) -> Self {
        Self::in_app(TestApp::at(now).await).await
    }

    /// The province in a system that nobody has set up.
    pub async fn in_app(app: TestApp) -> Self {
        let set_up = json!({
            "token": app.set_up_token(),
            "authority": { "key": "liaoning", "name": "辽宁省工业和信息化厅", "valid_from": "2000-01-01" },
            "person": { "name": "系统管理员", "login": "admin", "password": PASSWORD },
        });
        app.stranger().post("/api/setup", set_up).await.ok();
        let admin = Persona::login(app.router.clone(), "admin", PASSWORD).await;
        let csv = shipped("plans/liaoning-2021/units.csv");
        let headers = [("content-type", "application/octet-stream")];
        let method = axum::http::Method::POST;
        admin.send_bytes(method, "/api/units/import", csv.into_bytes(), &headers).await.ok();
        let units = units(&admin).await;
        let office = hire(&app, &admin, "省厅办公室", Role::Office, &units["liaoning"]).await;
        let campaign = adopt(&office, &shipped("plans/liaoning-2021/plan.yaml")).await;
        Self { app, admin, office, campaign, units }
    }

    /// The id of the unit with this key.
    #[must_use]
    pub fn unit(&self, key: &str) -> &str {
        self.units.get(key).map_or_else(|| panic!("there is no unit {key}"), String::as_str)
    }

    /// A new person with this post, logged in.
    pub async fn person(&self, role: Role, unit: &str) -> Persona {
        let name = format!("{}（{unit}）", role.title());
        hire(&self.app, &self.admin, &name, role, self.unit(unit)).await
    }

    /// The unit's obligation of a duty in a period, as the unit sees it.
    pub async fn obligation(&self, persona: &Persona, unit: &str, duty: &str, period: &str) -> Value {
        let path = format!("/api/obligations?campaign={}&unit={}&limit=200", self.campaign, self.unit(unit));
        let list = persona.get(&path).await.ok();
        let items = list["items"].as_array().expect("a list of obligations");
        let wanted = |item: &&Value| item["duty"] == duty && item["period"] == period;
        items.iter().find(wanted).unwrap_or_else(|| panic!("no {duty} {period} among {items:#?}")).clone()
    }
}

/// A file of the repository.
#[must_use]
pub fn shipped(path: &str) -> String {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    std::fs::read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

async fn units(admin: &Persona) -> BTreeMap<String, String> {
    let tree = admin.get("/api/units/tree").await.ok();
    let mut found = BTreeMap::new();
    let mut waiting = vec![tree];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(items) => waiting.extend(items),
            Value::Object(fields) => {
                if let (Some(key), Some(id)) = (fields.get("key"), fields.get("id")) {
                    found.insert(key.as_str().unwrap().to_owned(), id.as_str().unwrap().to_owned());
                }
                waiting.extend(fields.into_iter().map(|(_, value)| value).filter(|value| !value.is_string()));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    found
}

async fn hire(app: &TestApp, admin: &Persona, name: &str, role: Role, unit: &str) -> Persona {
    let login = format!("p{}", app.db.id::<()>().uuid().simple());
    let posts = json!([{ "unit_id": unit, "role": role, "valid_from": "2021-01-01" }]);
    let made = admin.post("/api/people", json!({ "name": name, "login": login, "posts": posts })).await.ok();
    let one_time = made["one_time_password"].as_str().expect("a one-time password").to_owned();
    let persona = Persona::login(app.router.clone(), &login, &one_time).await;
    persona.put("/api/me/password", json!({ "current": one_time, "new": PASSWORD })).await.ok();
    persona
}

async fn adopt(office: &Persona, text: &str) -> String {
    let kept = office.post("/api/plans", json!({ "text": text })).await.ok();
    let begin = json!({ "fingerprint": kept["fingerprint"] });
    let campaign = office.post("/api/campaigns", begin).await.ok()["id"].as_str().unwrap().to_owned();
    let adoption = json!({ "fingerprint": kept["fingerprint"], "parent": null });
    office.post(&format!("/api/campaigns/{campaign}/adopt"), adoption).await.ok();
    campaign
}
