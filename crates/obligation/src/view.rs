//! What goes out about an obligation, with the names that people read.

use std::collections::BTreeMap;

use db::Reader;
use kernel::{CampaignId, Day, Failure, Instant, UnitId};
use org::model::UnitLabel;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    ObligationId, SubmissionId,
    model::{Delivery, Kind, Modality, Outcome, Paper, Stage, State, Timing, Way, paper, state, timing},
    returned,
    rows::obligation::Model,
    urged::{self, LastUrge},
};

/// A unit by the name that is valid today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ObligationUnit {
    #[schema(value_type = String, format = Uuid)]
    pub id: UnitId,
    pub key: String,
    pub name: String,
    /// `city`, `enterprise`, …
    pub kind: String,
}

/// One line of a list.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ObligationRow {
    #[schema(value_type = String, format = Uuid)]
    pub id: ObligationId,
    #[schema(value_type = String, format = Uuid)]
    pub campaign_id: CampaignId,
    pub duty: String,
    pub kind: Kind,
    pub modality: Modality,
    pub unit: ObligationUnit,
    pub period: String,
    pub period_title: String,
    pub title: String,
    /// The clause of the paper that asks for it.
    pub clause: String,
    /// Its words, literally.
    pub quote: String,
    pub opens_at: Instant,
    pub due_at: Instant,
    /// How the deadline is worded.
    pub due_text: String,
    /// Present when the plan gives a grace: handing in until then is still on time.
    pub grace_until: Option<Instant>,
    /// The days that it is about, or whose records count.
    pub window_from: Day,
    pub window_to: Day,
    pub state: State,
    pub timing: Timing,
    /// Quota: records counted. Coverage: units covered.
    pub counted: i64,
    pub at_least: i64,
    /// The number of the latest version; 0 before the first.
    pub version: i64,
    #[schema(value_type = Option<String>, format = Uuid)]
    pub submission_id: Option<SubmissionId>,
    pub submitted_at: Option<Instant>,
    pub outcome: Option<Outcome>,
    /// Present while a return waits for its answer: the deadline that the reviewer gave.
    pub returned_until: Option<Instant>,
    /// Then also what was said to be wrong, in one line.
    pub returned_because: Option<String>,
    pub decided_at: Option<Instant>,
    pub paper: Paper,
    /// Set when the plan that runs now no longer asks for it.
    pub dropped_at: Option<Instant>,
    /// How often it was urged, and what was said last.
    pub urged: Option<LastUrge>,
    /// When a draft of it was saved last. Only told in the list of what the asker's own posts have to do.
    pub draft_saved_at: Option<Instant>,
}

/// A page of a list. Ask again with `after` = `next` for more.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ObligationPage {
    pub items: Vec<ObligationRow>,
    pub next: Option<String>,
}

pub(crate) fn unit(labels: &BTreeMap<UnitId, UnitLabel>, id: UnitId) -> ObligationUnit {
    match labels.get(&id) {
        Some(UnitLabel { key, name, kind }) => {
            ObligationUnit { id, key: key.clone(), name: name.clone(), kind: kind.key().to_owned() }
        }
        // A unit is never deleted; an unknown one can only be shown by its id.
        None => ObligationUnit { id, key: String::new(), name: id.to_string(), kind: String::new() },
    }
}

/// All labels and urges in a few queries, however many rows.
pub(crate) async fn rows(reader: &impl Reader, models: &[Model]) -> Result<Vec<ObligationRow>, Failure> {
    let labels = org::tree::labels(reader, models.iter().map(|row| row.unit_id)).await?;
    let mut urged = urged::last(reader, models.iter().map(|row| row.id)).await?;
    let mut because =
        returned::because(reader, models.iter().filter(|row| is_returned(row)).map(|row| row.id)).await?;
    let now = reader.now();
    let one = |model: &Model| {
        let said = (urged.remove(&model.id), because.remove(&model.id));
        row(model, unit(&labels, model.unit_id), said, now)
    };
    models.iter().map(one).collect()
}

pub(crate) async fn one(reader: &impl Reader, model: &Model) -> Result<ObligationRow, Failure> {
    let labels = org::tree::labels(reader, [model.unit_id]).await?;
    let urged = urged::last(reader, [model.id]).await?.remove(&model.id);
    let returned = is_returned(model).then_some(model.id);
    let because = returned::because(reader, returned).await?.remove(&model.id);
    row(model, unit(&labels, model.unit_id), (urged, because), reader.now())
}

fn is_returned(row: &Model) -> bool {
    row.stage == Stage::Returned.word()
}

fn row(
    model: &Model,
    unit: ObligationUnit,
    (urged, because): (Option<LastUrge>, Option<String>),
    now: Instant,
) -> Result<ObligationRow, Failure> {
    let progress = model.progress()?;
    let returned_until = match progress.way {
        Way::Deliver(Delivery::Returned { until, .. }) => Some(until),
        Way::Deliver(_) | Way::Count { .. } => None,
    };
    Ok(ObligationRow {
        id: model.id,
        campaign_id: model.campaign_id,
        duty: model.duty.clone(),
        kind: model.kind()?,
        modality: model.modality()?,
        unit,
        period: model.period.clone(),
        period_title: model.period_title.clone(),
        title: model.title.clone(),
        clause: model.clause.clone(),
        quote: model.quote.clone(),
        opens_at: model.opens_at,
        due_at: model.due_at,
        due_text: model.due_text.clone(),
        grace_until: (model.late_after > model.due_at).then_some(model.late_after),
        window_from: model.window_from,
        window_to: model.window_to,
        state: state(&progress, now),
        timing: timing(&progress, now),
        counted: model.counted,
        at_least: model.at_least,
        version: model.version,
        submission_id: model.submission_id,
        submitted_at: model.submitted_at,
        outcome: model.outcome()?,
        returned_until,
        returned_because: because.filter(|_| returned_until.is_some()),
        decided_at: model.decided_at,
        paper: paper(model.wants_paper, model.paper_agrees, &progress, now),
        dropped_at: model.dropped_at,
        urged,
        draft_saved_at: None,
    })
}
