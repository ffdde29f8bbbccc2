//! What people see of urges: at a line how often and what was said last, at the obligation all of it.

use std::collections::BTreeMap;

use db::Reader;
use kernel::{Failure, Instant};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    ObligationId, UrgeId,
    model::State,
    store::{
        self,
        urge::{Count, Model, Urged},
    },
    view::{self, ObligationUnit},
};

/// More than a page shows; the trail has the rest.
const SHOWN_MAX: u64 = 100;

/// One urge as it concerns one obligation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UrgeView {
    pub urged_at: Instant,
    pub urged_by: String,
    /// In whose name.
    pub unit: ObligationUnit,
    pub message: String,
    /// How the obligation stood at that instant.
    pub state: State,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LastUrge {
    pub times: i64,
    pub last: UrgeView,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UrgeCount {
    pub times: i64,
    pub last_at: Instant,
}

/// For cells: no words, one query.
pub(crate) async fn counts(
    reader: &impl Reader,
    of: impl IntoIterator<Item = ObligationId>,
) -> Result<BTreeMap<ObligationId, UrgeCount>, Failure> {
    let of: Vec<ObligationId> = of.into_iter().collect();
    let counted = store::urge::counts(reader, &of).await?.into_iter();
    Ok(counted
        .map(|Count { obligation_id, times, last_at }| (obligation_id, UrgeCount { times, last_at }))
        .collect())
}

/// For lines: what was said last. One query where nobody was urged, five otherwise, however many lines.
pub(crate) async fn last(
    reader: &impl Reader,
    of: impl IntoIterator<Item = ObligationId>,
) -> Result<BTreeMap<ObligationId, LastUrge>, Failure> {
    let of: Vec<ObligationId> = of.into_iter().collect();
    let counts = store::urge::counts(reader, &of).await?;
    if counts.is_empty() {
        return Ok(BTreeMap::new());
    }
    let by_id: BTreeMap<ObligationId, &Count> =
        counts.iter().map(|count| (count.obligation_id, count)).collect();
    let mut lines = store::urge::at(reader, &counts).await?;
    lines.retain(|line| by_id.get(&line.obligation_id).is_some_and(|count| count.last_at == line.urged_at));
    let said = Said::about(reader, &lines).await?;
    let mut last = BTreeMap::new();
    for line in &lines {
        let times = by_id.get(&line.obligation_id).map_or(0, |count| count.times);
        last.insert(line.obligation_id, LastUrge { times, last: said.view(line)? });
    }
    Ok(last)
}

/// For the page of one obligation, the newest first.
pub(crate) async fn all(reader: &impl Reader, id: ObligationId) -> Result<Vec<UrgeView>, Failure> {
    let lines = store::urge::of_obligation(reader, id, SHOWN_MAX).await?;
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    let said = Said::about(reader, &lines).await?;
    lines.iter().map(|line| said.view(line)).collect()
}

/// The words of many urges with the names of those who said them.
struct Said {
    urges: BTreeMap<UrgeId, Model>,
    people: BTreeMap<kernel::PersonId, String>,
    units: BTreeMap<kernel::UnitId, org::model::UnitLabel>,
}

impl Said {
    async fn about(reader: &impl Reader, lines: &[Urged]) -> Result<Self, Failure> {
        let urges = store::urge::find_all(reader, lines.iter().map(|line| line.urge_id)).await?;
        let people = org::people::labels(reader, urges.iter().map(|urge| urge.urged_by)).await?;
        let units = org::tree::labels(reader, urges.iter().map(|urge| urge.unit_id)).await?;
        Ok(Self { urges: urges.into_iter().map(|urge| (urge.id, urge)).collect(), people, units })
    }

    fn view(&self, line: &Urged) -> Result<UrgeView, Failure> {
        let urge = self.urges.get(&line.urge_id);
        let urge = urge.ok_or_else(|| Failure::internal(format!("urge {} has no words", line.urge_id)))?;
        Ok(UrgeView {
            urged_at: line.urged_at,
            urged_by: self.people.get(&urge.urged_by).cloned().unwrap_or_default(),
            unit: view::unit(&self.units, urge.unit_id),
            message: urge.message.clone(),
            state: State::from_word(&line.state)?,
        })
    }
}
