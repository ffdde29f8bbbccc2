//! What a quota or coverage has counted, how much is missing, and which records nearly count and why not.

use std::collections::BTreeMap;

use db::Reader;
use facts::{FactId, Prospect, Published};
use kernel::{Day, Failure, Instant, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    count::{Counting, Weight, counting, weight},
    place::Place,
    store,
    view::{ObligationUnit, unit},
};

/// Records shown at most; the registers show all of them.
const RECORDS_MAX: u64 = 200;

/// How far a quota or coverage is.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CountView {
    /// Quota: records. Coverage: units covered.
    pub counted: i64,
    pub at_least: i64,
    pub missing: i64,
    /// What is missing, in the words of the plan; absent when nothing is.
    pub lacks: Option<String>,
    pub met_at: Option<Instant>,
    /// The register whose records count: `activity` or `exposure`.
    pub register: String,
    /// The kinds of records that count; any kind of the register when there is none.
    pub kinds: Vec<String>,
    /// What counts, the newest first.
    pub records: Vec<CountedRecord>,
    /// What would count if the pieces named were there.
    pub nearly: Vec<NearRecord>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CountedRecord {
    /// The register and the id of the record in it.
    pub source_kind: String,
    pub source_id: Uuid,
    pub title: String,
    #[schema(value_type = String, format = Date)]
    pub day: Day,
    pub unit: ObligationUnit,
    /// Coverage: the unit that was visited.
    pub target: Option<ObligationUnit>,
    pub counted_at: Instant,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct NearRecord {
    pub source_kind: String,
    pub source_id: Uuid,
    pub title: String,
    #[schema(value_type = String, format = Date)]
    pub day: Day,
    /// What is missing, piece by piece, in words that whoever keeps the record understands.
    pub lacking: Vec<String>,
}

/// `None` for what is handed in.
pub(crate) async fn count_view(reader: &impl Reader, place: &Place) -> Result<Option<CountView>, Failure> {
    let Some(counting) = place.duty().and_then(counting) else { return Ok(None) };
    let row = &place.row;
    let missing = (row.at_least - row.counted).max(0);
    let lacks = counting.lacks.text.replace("{missing}", &missing.to_string());
    Ok(Some(CountView {
        counted: row.counted,
        at_least: row.at_least,
        missing,
        lacks: (missing > 0).then_some(lacks),
        met_at: row.met_at,
        register: counting.filter.family.to_string(),
        kinds: counting.filter.kinds.iter().map(ToString::to_string).collect(),
        records: records(reader, place).await?,
        nearly: nearly(reader, place, &counting).await?,
    }))
}

async fn records(reader: &impl Reader, place: &Place) -> Result<Vec<CountedRecord>, Failure> {
    let weighed = store::fact::newest(reader, place.row.id, false, RECORDS_MAX).await?;
    let facts = by_id(reader, weighed.iter().map(|row| row.fact_id).collect()).await?;
    let units: Vec<UnitId> = facts
        .values()
        .map(|published| published.fact.unit)
        .chain(weighed.iter().filter_map(|row| row.target_id))
        .collect();
    let labels = org::tree::labels(reader, units).await?;
    let record = |row: &crate::rows::weighed::Model| {
        let Published { fact, source_kind, source_id, .. } = facts.get(&row.fact_id)?;
        Some(CountedRecord {
            source_kind: source_kind.clone(),
            source_id: *source_id,
            title: fact.title.clone(),
            day: fact.day,
            unit: unit(&labels, fact.unit),
            target: row.target_id.map(|target| unit(&labels, target)),
            counted_at: row.published_at,
        })
    };
    Ok(weighed.iter().filter_map(record).collect())
}

async fn by_id(reader: &impl Reader, ids: Vec<FactId>) -> Result<BTreeMap<FactId, Published>, Failure> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    Ok(facts::by_ids(reader, ids).await?.into_iter().map(|fact| (fact.id, fact)).collect())
}

/// Records still being written and records that are published but lack something, each once.
async fn nearly(
    reader: &impl Reader,
    place: &Place,
    counting: &Counting<'_>,
) -> Result<Vec<NearRecord>, Failure> {
    let row = &place.row;
    let mut found: BTreeMap<(Day, Uuid), NearRecord> = BTreeMap::new();
    let weighed = store::fact::newest(reader, row.id, true, RECORDS_MAX).await?;
    let facts = by_id(reader, weighed.iter().map(|row| row.fact_id).collect()).await?;
    for entry in weighed {
        let Some(Published { fact, source_kind, source_id, .. }) = facts.get(&entry.fact_id) else {
            continue;
        };
        let near = near(source_kind, *source_id, &fact.title, fact.day, entry.lacks.into_iter().collect());
        found.insert((fact.day, *source_id), near);
    }
    for Prospect { fact, lacking, source_kind, source_id } in
        facts::prospects(reader, row.campaign_id, row.unit_id).await?
    {
        if fact.day < row.window_from || row.window_to < fact.day {
            continue;
        }
        let also = match weight(counting, &fact) {
            None => continue,
            Some(Weight::Counts { .. }) => None,
            Some(Weight::Lacks(text)) => Some(text),
        };
        let lacking = lacking.into_iter().chain(also).collect();
        found.insert((fact.day, source_id), near(&source_kind, source_id, &fact.title, fact.day, lacking));
    }
    Ok(found.into_values().rev().collect())
}

fn near(source_kind: &str, source_id: Uuid, title: &str, day: Day, lacking: Vec<String>) -> NearRecord {
    NearRecord { source_kind: source_kind.to_owned(), source_id, title: title.to_owned(), day, lacking }
}
