//! The register: what the asker may see, narrowed down; and one entry of it.

use std::collections::{BTreeMap, BTreeSet};

use axum::{Json, extract::State};
use db::Reader;
use kernel::{CampaignId, Day, Failure, OrHidden, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Answer, Ask, Params, Segment};

use crate::{
    desk::Desk,
    model::ActivityId,
    policy::Read,
    store::{self, EntryRow, Filter, Seen},
    turn,
    view::{self, ActivitySigned, ActivityView, is_visible},
    words::{ActivityMode, ActivityState},
};

const LIMIT_DEFAULT: u64 = 50;
/// More lines than a screen can use are for the export.
const LIMIT_MAX: u64 = 200;

#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ActivityQuery {
    #[param(value_type = Option<String>, format = Uuid)]
    pub campaign: Option<CampaignId>,
    /// This unit and everything under it.
    #[param(value_type = Option<String>, format = Uuid)]
    pub unit: Option<UnitId>,
    /// The key of an activity kind.
    pub kind: Option<String>,
    pub state: Option<ActivityState>,
    pub mode: Option<ActivityMode>,
    /// Only those that count, or only those that do not.
    pub counts: Option<bool>,
    /// Only what the asker may write on: begun by their units, or returned to them
    #[serde(default)]
    pub may_save: bool,
    /// Only what waits for a decision of the asker; a page may then hold fewer than `limit`
    #[serde(default)]
    pub may_decide: bool,
    /// Done on this day or later.
    #[param(value_type = Option<String>, format = Date)]
    pub from: Option<Day>,
    /// Done on this day or earlier.
    #[param(value_type = Option<String>, format = Date)]
    pub to: Option<Day>,
    /// Part of the title or of the place.
    pub q: Option<String>,
    /// At most 200; 50 when left out.
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ActivityPage {
    pub items: Vec<ActivityItem>,
    /// Give it as `after` to read on.
    pub next: Option<String>,
}

/// A line of the register.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ActivityItem {
    #[schema(value_type = String, format = Uuid)]
    pub id: ActivityId,
    #[schema(value_type = String, format = Uuid)]
    pub campaign_id: CampaignId,
    #[schema(value_type = String, format = Uuid)]
    pub unit_id: UnitId,
    pub unit_name: String,
    pub kind: String,
    pub kind_title: String,
    pub title: String,
    #[schema(value_type = Option<String>, format = Date)]
    pub day: Option<Day>,
    pub place: String,
    pub mode: Option<ActivityMode>,
    /// The unit that it is about, where it is about another one.
    #[schema(value_type = Option<String>, format = Uuid)]
    pub subject_id: Option<UnitId>,
    pub subject_name: Option<String>,
    pub sessions: Option<i64>,
    pub attendances: Option<i64>,
    pub heads: Option<i64>,
    pub state: ActivityState,
    pub state_title: String,
    /// Who brought it into this state, when, and why where a reason is asked.
    pub state_signed: ActivitySigned,
    pub state_reason: Option<String>,
    pub counts: bool,
    /// It waits for a decision of the asker.
    pub may_decide: bool,
    pub version: i64,
}

/// The register of activities, the newest first
#[utoipa::path(get, path = "/api/activities", operation_id = "activity_list", tag = "activity",
    params(ActivityQuery), responses((status = 200, body = ActivityPage)))]
pub(crate) async fn list(
    ask: Ask,
    State(desk): State<Desk>,
    Params(query): Params<ActivityQuery>,
) -> Answer<ActivityPage> {
    let (filter, limit, after) = query.parts(&ask)?;
    let read = ask.read();
    let mut rows = store::page(&read, &seen(&ask), &filter, after, limit + 1).await?;
    let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > wanted;
    rows.truncate(wanted);
    let next = rows.last().filter(|_| more).map(|row| row.id.to_string());
    let items = items(&read, (&ask, &desk), &filter, rows).await?;
    Ok(Json(ActivityPage { items, next }))
}

/// One entry with its versions and its history
#[utoipa::path(get, path = "/api/activities/{id}", operation_id = "activity_show", tag = "activity",
    params(("id" = String, Path)), responses((status = 200, body = ActivityView)))]
pub(crate) async fn show(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<ActivityId>,
) -> Answer<ActivityView> {
    let read = ask.read();
    let entry = store::find(&read, id).await?;
    let standing = org::tree::standing(&read, &entry.unit).await?;
    ask.authorize_or_hide::<Read>(&standing)?;
    is_visible(&ask, &standing, &entry).then_some(()).or_hidden()?;
    Ok(Json(view::load(&read, &ask, &desk, entry).await?))
}

impl ActivityQuery {
    fn parts(self, ask: &Ask) -> Result<(Filter, u64, Option<ActivityId>), Failure> {
        let Self {
            campaign,
            unit,
            kind,
            state,
            mode,
            counts,
            may_save,
            may_decide,
            from,
            to,
            q,
            limit,
            after,
        } = self;
        let limit = limit.unwrap_or(LIMIT_DEFAULT);
        if !(1..=LIMIT_MAX).contains(&limit) {
            return Err(Failure::unacceptable("limit", format!("limit 应在 1 至 {LIMIT_MAX} 之间")));
        }
        let after = after
            .map(|after| after.parse())
            .transpose()
            .map_err(|_| Failure::unacceptable("after", "after 不是有效的翻页标记，请从第一页重新打开"))?;
        let (writing, deciding) = (may_save, may_decide.then(|| ask.person()));
        let filter = Filter { campaign, unit, kind, state, mode, counts, writing, deciding, from, to, q };
        Ok((filter, limit, after))
    }

    /// The conditions without the page, for the export.
    pub(crate) fn filter(self, ask: &Ask) -> Result<Filter, Failure> {
        let (filter, _, _) = Self { limit: None, after: None, ..self }.parts(ask)?;
        Ok(filter)
    }
}

pub(crate) fn seen(ask: &Ask) -> Seen {
    Seen { read: ask.scope(), record: ask.scope(), accept: ask.scope() }
}

/// Rows with the names of their units, the titles of their kinds and whose turn it is. Who asked for what waits for
/// their own decision does not get what the plan's chain leaves to another post.
pub(crate) async fn items(
    reader: &impl Reader,
    (ask, desk): (&Ask, &Desk),
    filter: &Filter,
    mut rows: Vec<EntryRow>,
) -> Result<Vec<ActivityItem>, Failure> {
    let mine = turn::mine(reader, ask, desk, &rows).await?;
    if filter.deciding.is_some() {
        rows.retain(|row| mine.contains(&row.id));
    }
    let named: Vec<UnitId> =
        rows.iter().flat_map(|row| [Some(row.unit_id), row.subject_id]).flatten().collect();
    let units = org::tree::labels(reader, named).await?;
    let titles = titles(reader, desk, &rows).await?;
    let name = |id: UnitId| units.get(&id).map(|label| label.name.clone());
    let people = org::people::labels(reader, rows.iter().map(|row| row.state_by)).await?;
    rows.into_iter()
        .map(|row| {
            let state = store::state_word(&row.state)?;
            let title = titles.get(&(row.campaign_id, row.kind.clone()));
            Ok(ActivityItem {
                id: row.id,
                campaign_id: row.campaign_id,
                unit_id: row.unit_id,
                unit_name: name(row.unit_id).unwrap_or_default(),
                kind_title: title.unwrap_or(&row.kind).clone(),
                kind: row.kind,
                title: row.title,
                day: row.day,
                place: row.place,
                mode: ActivityMode::ALL.into_iter().find(|mode| row.mode.as_deref() == Some(mode.word())),
                subject_id: row.subject_id,
                subject_name: row.subject_id.and_then(name),
                sessions: row.sessions,
                attendances: row.attendances,
                heads: row.heads,
                state,
                state_title: state.title().to_owned(),
                state_signed: ActivitySigned {
                    at: row.state_at,
                    by: people.get(&row.state_by).cloned().unwrap_or_default(),
                },
                state_reason: row.state_reason,
                counts: row.counting.is_some(),
                may_decide: mine.contains(&row.id),
                version: row.version,
            })
        })
        .collect()
}

/// The titles that the campaigns' plans give to the kinds of these rows.
async fn titles(
    reader: &impl Reader,
    desk: &Desk,
    rows: &[EntryRow],
) -> Result<BTreeMap<(CampaignId, String), String>, Failure> {
    let campaigns: BTreeSet<CampaignId> = rows.iter().map(|row| row.campaign_id).collect();
    let mut titles = BTreeMap::new();
    for campaign in campaigns {
        let running = desk.plans.running(reader.view(), campaign).await?;
        let kinds = &running.plan.document.activity_kinds;
        titles.extend(kinds.iter().map(|kind| ((campaign, kind.key.to_string()), kind.title.to_string())));
    }
    Ok(titles)
}
