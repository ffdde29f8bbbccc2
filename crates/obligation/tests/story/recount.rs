//! Facts come and go; what is counted always equals what an oracle counts from nothing, and an adoption changes nothing.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use db::{View, Write};
use facts::{Content, Listeners, NewFact, RunningPlan, RunningPlans, Source};
use kernel::{CampaignId, Failure, UnitId};
use serde_json::json;
use testkit::{World, shipped};

use crate::hands::boards_agree;

struct One(Arc<RunningPlan>);

#[async_trait::async_trait]
impl RunningPlans for One {
    async fn running(&self, _: View<'_>, _: CampaignId) -> Result<Arc<RunningPlan>, Failure> {
        Ok(Arc::clone(&self.0))
    }
    async fn all(&self, _: View<'_>) -> Result<Vec<Arc<RunningPlan>>, Failure> {
        Ok(vec![Arc::clone(&self.0)])
    }
    async fn pinned(&self, _: &Write, _: CampaignId) -> Result<Arc<RunningPlan>, Failure> {
        Ok(Arc::clone(&self.0))
    }
    async fn held(&self, _: &Write) -> Result<Vec<Arc<RunningPlan>>, Failure> {
        Ok(vec![Arc::clone(&self.0)])
    }
}

fn running(world: &World) -> Arc<RunningPlan> {
    let plan = plan::parse(&shipped("plans/liaoning-2021/plan.yaml")).unwrap();
    let calendar = plan::parse_calendar(&shipped("plans/calendars/cn.yaml")).unwrap();
    let tree = plan::read_units(&shipped("plans/liaoning-2021/units.csv")).unwrap();
    let units =
        tree.units().iter().map(|unit| (unit.key.clone(), world.unit(&unit.key).parse().unwrap())).collect();
    let compiled = Arc::new(plan::compile(&plan, &calendar, &tree).unwrap());
    let calendar = Arc::new(calendar);
    let (campaign, adopted_at) = (world.campaign.parse().unwrap(), world.app.now());
    let title = plan.document.title.to_string();
    Arc::new(RunningPlan { campaign, title, plan: Arc::new(plan), compiled, calendar, units, adopted_at })
}

/// A line inspection or an exposed case, as one of the two registers would publish it.
#[derive(Clone, Debug, PartialEq)]
struct Told {
    unit: &'static str,
    subject: Option<&'static str>,
    day: &'static str,
    reported: bool,
}

impl Told {
    fn fact(&self, world: &World) -> NewFact {
        let id = |key: &str| -> UnitId { world.unit(key).parse().unwrap() };
        let reported = if self.reported { "yes" } else { "no" };
        let words =
            [("unit_kind", "city"), ("media_class", "department_site"), ("reported_to_province", reported)];
        let facets = words.map(|(name, word)| (name.to_owned(), word.to_owned())).into();
        let (family, kind) = if self.subject.is_some() {
            ("activity", "line-inspection")
        } else {
            ("exposure", "typical_case")
        };
        NewFact {
            campaign: world.campaign.parse().unwrap(),
            family: family.to_owned(),
            kind: kind.to_owned(),
            unit: id(self.unit),
            subject: self.subject.map(id),
            day: self.day.parse().unwrap(),
            title: format!("{self:?}"),
            content: Content { facets, measures: BTreeMap::new() },
        }
    }
}

/// What the plan says in words: different lines of the city visited from June to December; reported cases of June.
fn oracle(live: &BTreeMap<u64, Told>, unit: &str, lines: &[&str]) -> (usize, usize) {
    let of_unit = || live.values().filter(|told| told.unit == unit);
    let within = |told: &Told, last: &str| told.day >= "2021-06-01" && told.day <= last;
    let visited: BTreeSet<&str> = of_unit()
        .filter(|told| within(told, "2021-12-31"))
        .filter_map(|told| told.subject)
        .filter(|subject| lines.contains(subject))
        .collect();
    let cases =
        of_unit().filter(|told| told.subject.is_none() && told.reported && within(told, "2021-06-30"));
    (visited.len(), cases.count())
}

async fn counted(world: &World, unit: &str) -> (usize, usize) {
    let number = async |duty: &str| {
        let row = world.obligation(&world.office, unit, duty, "once").await;
        usize::try_from(row["counted"].as_u64().unwrap()).unwrap()
    };
    (number("line-coverage").await, number("typical-case").await)
}

fn random(state: &mut u64, below: usize) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*state >> 33).unwrap() % below
}

#[tokio::test]
async fn what_is_counted_is_what_a_recount_gives_whatever_comes_and_goes() {
    let world = World::at("2021-06-16T10:00:00+08:00").await;
    let running = running(&world);
    let listeners = Listeners::new(Arc::new(One(Arc::clone(&running))), vec![obligation::listener()]);
    let lines =
        BTreeMap::from([("dalian", vec!["dl-e1-l1", "dl-e1-l2"]), ("anshan", vec!["as-e1-l1", "as-e1-l2"])]);
    let (mut live, mut seed): (BTreeMap<u64, Told>, u64) = (BTreeMap::new(), 2021);
    for step in 0..60 {
        let source = random(&mut seed, 8) as u64;
        let told = (random(&mut seed, 3) > 0).then(|| Told {
            unit: ["dalian", "anshan"][random(&mut seed, 2)],
            subject: [None, Some("dl-e1-l1"), Some("dl-e1-l2"), Some("as-e1-l1"), Some("dl-e1-w01")]
                [random(&mut seed, 5)],
            day: ["2021-05-31", "2021-06-01", "2021-06-30", "2021-07-01", "2022-01-01"][random(&mut seed, 5)],
            reported: random(&mut seed, 2) == 0,
        });
        let fact: Vec<NewFact> = told.iter().map(|told| told.fact(&world)).collect();
        let source_id = Source { kind: "test", id: uuid::Uuid::from_u64_pair(1, source) };
        let write = world.app.db.write(org::tenant::FIRST, async |w| {
            w.unaudited("a register would audit its own move");
            facts::replace(&w, &listeners, source_id, fact, "test").await
        });
        write.await.unwrap();
        match told {
            Some(told) => live.insert(source, told),
            None => live.remove(&source),
        };
        for (unit, lines) in &lines {
            assert_eq!(
                counted(&world, unit).await,
                oracle(&live, unit, lines),
                "step {step}, {unit}: {live:#?}"
            );
        }
        if step % 12 == 0 {
            boards_agree(&world, &["dalian", "anshan"]).await;
        }
    }
    let office = &world.office;
    let everything = format!("/api/obligations?campaign={}&limit=200", world.campaign);
    let before = office.get(&everything).await.ok();
    let counts = world.app.db.write(org::tenant::FIRST, async |w| {
        w.unaudited("an adoption audits itself");
        obligation::Obligations.adopted(&w, &running).await
    });
    let obligation::AdoptionCounts { added, moved, dropped, revived, unchanged } = counts.await.unwrap();
    assert_eq!((added, moved, dropped, revived), (0, 0, 0, 0));
    assert_eq!(usize::try_from(unchanged).unwrap(), running.compiled.entries.len());
    assert_eq!(office.get(&everything).await.ok(), before, "counting all again changes nothing");
    assert!(live.len() > 3, "the story has come to something: {}", json!(live.len()));
}
