//! Liaoning on 16 June 2021 with things of Shenyang that are nobody else's business.

use serde_json::{Value, json};
use testkit::{Persona, Role, World};

use crate::operations::NOBODY;

pub const NOW: &str = "2021-06-16T10:00:00+08:00";
/// Stands in every text that Shenyang writes, so that a leak is seen wherever it comes out.
pub const SECRET: &str = "沈阳内部事项";

/// The province and what Shenyang has in it.
pub struct Province {
    pub world: World,
    pub officer: Persona,
    pub activity: String,
    pub exposure: String,
    pub obligation: String,
    pub submission: String,
    pub file: String,
    /// Begun and not finished.
    pub upload: String,
    pub person: String,
    pub post: String,
    pub token: String,
    pub snapshot: String,
    pub fingerprint: String,
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value:#}")).to_owned()
}

impl Province {
    pub async fn build() -> Self {
        let world = World::at(NOW).await;
        let officer = world.person(Role::CityOfficer, "shenyang").await;
        let unit = world.unit("shenyang").to_owned();
        let file = officer.upload(&unit, "document", &format!("{SECRET}.pdf"), pdf()).await;
        let details = json!({ "title": SECRET, "day": "2021-06-10", "mode": "online" });
        let upload = officer.begin_upload(&unit, "document", "a.pdf", 100).await;
        let upload = upload.rsplit('/').next().unwrap().to_owned();
        let activity =
            json!({ "campaign": world.campaign, "unit": unit, "kind": "banner", "details": details });
        let activity = begin(&officer, "/api/activities", activity, &world).await;
        let details = json!({ "kind": "typical_case", "title": SECRET });
        let exposure = json!({ "campaign": world.campaign, "unit": unit, "details": details });
        let exposure = text(&officer.post("/api/exposures", exposure).await.ok()["id"]);
        let obligation = text(&world.obligation(&officer, "shenyang", "weekly", "2021-W24").await["id"]);
        let submission = report(&officer, &obligation).await;
        let snapshot = freeze(&world, &officer, &unit).await;
        let token = json!({ "name": SECRET, "scopes": ["obligation.read"], "days": 30 });
        let token = text(&officer.post("/api/me/tokens", token).await.ok()["token"]["id"]);
        let me = officer.get("/api/me").await.ok();
        let person = text(&me["person"]["id"]);
        let post = text(&me["posts"][0]["id"]);
        let plan = officer.get(&format!("/api/campaigns/{}/plan", world.campaign)).await.ok();
        let fingerprint = text(&plan["fingerprint"]);
        Self {
            world,
            officer,
            activity,
            exposure,
            obligation,
            submission,
            file,
            upload,
            person,
            post,
            token,
            snapshot,
            fingerprint,
        }
    }

    /// The ids that only Shenyang and those above it may meet.
    pub fn secrets(&self) -> [&str; 9] {
        [
            SECRET,
            &self.activity,
            &self.exposure,
            &self.obligation,
            &self.submission,
            &self.file,
            &self.upload,
            &self.snapshot,
            &self.token,
        ]
    }

    /// The path with the ids of Shenyang's things.
    pub fn path(&self, template: &str) -> String {
        let own = match template.split('/').nth(2) {
            Some("activities") => &self.activity,
            Some("exposures") => &self.exposure,
            Some("campaigns") => &self.world.campaign,
            Some("files") => &self.file,
            Some("me") => &self.token,
            Some("obligations") => &self.obligation,
            Some("people") => &self.person,
            Some("posts") => &self.post,
            Some("snapshots") => &self.snapshot,
            Some("submissions") => &self.submission,
            Some("uploads") => &self.upload,
            Some("units") => self.world.unit("shenyang"),
            _ => NOBODY,
        };
        template
            .replace("{id}", own)
            .replace("{campaign}", &self.world.campaign)
            .replace("{table}", "month-table")
            .replace("{indicator}", "typical-cases")
            .replace("{format}", "csv")
            .replace("{name}", "web.answers")
            .replace("{fingerprint}", &self.fingerprint)
    }
}

pub fn pdf() -> Vec<u8> {
    b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n".to_vec()
}

/// A record of any kind that the plan declares for a city.
async fn begin(officer: &Persona, path: &str, mut body: Value, world: &World) -> String {
    let kinds = officer.get(&format!("/api/activities/kinds?campaign={}", world.campaign)).await.ok();
    let first = kinds.as_array().or_else(|| kinds["items"].as_array()).and_then(|kinds| kinds.first());
    let key = first.map(|kind| kind["key"].clone());
    body["kind"] = key.unwrap_or_else(|| panic!("no kinds: {kinds:#}"));
    text(&officer.post(path, body).await.ok()["id"])
}

async fn report(officer: &Persona, obligation: &str) -> String {
    let answers = json!({ "good_practice": SECRET, "featured_projects": SECRET });
    let body = json!({ "content": { "outcome": "done", "answers": answers }, "based_on": 0 });
    let receipt = officer.post(&format!("/api/obligations/{obligation}/submissions"), body).await.ok();
    text(&receipt["submission_id"])
}

async fn freeze(world: &World, officer: &Persona, unit: &str) -> String {
    let path = format!("/api/campaigns/{}/tables/month-table/snapshots", world.campaign);
    text(&officer.post(&path, json!({ "unit": unit, "basis": "live" })).await.ok()["id"])
}
