//! An installation that consists of this capability alone.

use std::sync::Arc;

use axum::{Router, middleware};
use config::SecondFactor;
use db::Db;
use kernel::{Clock, Instant, SeededIds, TravelClock};
use policy::Policy;
use serde_json::{Value, json};
use testkit::{Persona, ScratchDatabase};
use web::Web;

pub const BOSS_PASSWORD: &str = "Sunny-river-2021";
/// The key of this house's second factors.
pub const KEY: [u8; 32] = [21; 32];
pub const PASSWORD: &str = "Quiet-mountain-77";

pub struct House {
    pub router: Router,
    pub clock: Arc<TravelClock>,
    pub db: Arc<Db>,
    pub settings: config::Settings,
    _scratch: ScratchDatabase,
}

impl House {
    /// Nobody has set it up yet; it is 1 June 2021, 09:00.
    pub async fn empty() -> Self {
        Self::empty_with(SecondFactor::Off).await
    }

    /// As [`House::empty`], with a rule about second factors.
    pub async fn empty_with(second_factor: SecondFactor) -> Self {
        let steps = [audit::migrations(), web::migrations(), org::migrations()].concat();
        let scratch = ScratchDatabase::new(&steps).await;
        let pool = db::open(&scratch.options).await.unwrap();
        let clock = Arc::new(TravelClock::at(at("2021-06-01T09:00:00+08:00")));
        let travelling: Arc<dyn Clock> = Arc::<TravelClock>::clone(&clock);
        let db = Arc::new(Db::new(pool, travelling, Arc::new(SeededIds::new(1)), Arc::new(audit::Chain)));
        let mut settings = config::Settings::default();
        settings.login.second_factor = second_factor;
        let router = routes(&db, &settings, KEY);
        Self { router, clock, db, settings, _scratch: scratch }
    }

    /// A server on the same database whose second factors are closed with another key.
    pub fn under_key(&self, key: [u8; 32]) -> Router {
        routes(&self.db, &self.settings, key)
    }

    /// Set up as Liaoning; `boss` is system and security administrator.
    pub async fn liaoning() -> (Self, Persona) {
        Self::liaoning_with(SecondFactor::Off).await
    }

    /// As [`House::liaoning`], with a rule about second factors.
    pub async fn liaoning_with(second_factor: SecondFactor) -> (Self, Persona) {
        let house = Self::empty_with(second_factor).await;
        let token = org::setup::issue_link(&house.db).await.unwrap().unwrap();
        house.stranger().post("/api/setup", set_up_body(&token)).await.ok();
        let boss = house.login("boss", BOSS_PASSWORD).await;
        (house, boss)
    }

    pub fn stranger(&self) -> Persona {
        Persona::stranger(self.router.clone())
    }

    pub async fn login(&self, login: &str, password: &str) -> Persona {
        Persona::login(self.router.clone(), login, password).await
    }

    pub fn travel(&self, instant: &str) {
        self.clock.travel_to(at(instant));
    }

    /// A person with one post who has already chosen a password of their own.
    pub async fn person(&self, boss: &Persona, login: &str, role: &str, unit: &str) -> Persona {
        let one_time = self.newcomer(boss, login, role, unit).await;
        let persona = self.login(login, &one_time).await;
        persona.put("/api/me/password", json!({ "current": one_time, "new": PASSWORD })).await.ok();
        persona
    }

    /// The one-time password of a new person.
    pub async fn newcomer(&self, boss: &Persona, login: &str, role: &str, unit: &str) -> String {
        let posts = json!([{ "unit_id": unit, "role": role }]);
        let body = json!({ "name": format!("人员 {login}"), "login": login, "posts": posts });
        let answer = boss.post("/api/people", body).await.ok();
        text(&answer["one_time_password"])
    }

    /// The id of a new unit.
    pub async fn unit(&self, boss: &Persona, key: &str, kind: &str, parent: &str) -> String {
        let body = json!({
            "key": key, "name": format!("单位 {key}"), "kind": kind, "parent_id": parent, "valid_from": "2021-01-01",
        });
        text(&boss.post("/api/units", body).await.ok()["id"])
    }

    pub async fn root(&self, boss: &Persona) -> String {
        text(&boss.get("/api/units/tree").await.ok()["items"][0]["id"])
    }
}

fn routes(db: &Arc<Db>, settings: &config::Settings, key: [u8; 32]) -> Router {
    let web = Web {
        db: Arc::clone(db),
        policy: Arc::new(Policy::new(org::RULES.iter().copied())),
        authenticate: Arc::new(org::OrgAuthenticate::new(Arc::clone(db), settings)),
    };
    let (router, _) = org::slice(web, settings, Arc::new(org::Seal::from_key(key))).routes.split_for_parts();
    router.layer(middleware::from_fn(web::same_origin))
}

pub fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("not a text: {value}")).to_owned()
}

pub fn set_up_body(token: &str) -> Value {
    json!({
        "token": token,
        "authority": { "key": "liaoning", "name": "辽宁省" },
        "person": { "name": "王处长", "login": "boss", "password": BOSS_PASSWORD },
    })
}
