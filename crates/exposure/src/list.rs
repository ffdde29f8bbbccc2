//! The register: what the asker may see, narrowed down; and one case of it.

use std::collections::{BTreeMap, BTreeSet};

use axum::{Json, extract::State};
use db::Reader;
use kernel::{CampaignId, Day, Failure, OrHidden, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Answer, Ask, Params, Segment};

use crate::{
    desk::Desk,
    model::ExposureId,
    policy::{Confirm, Read},
    store::{self, CaseRow, Filter, Seen},
    view::{self, ExposureSigned, ExposureView, is_visible},
    words::{ExposureKind, ExposureState, MediaClass},
};

const LIMIT_DEFAULT: u64 = 50;
/// More lines than a screen can use are for the export.
const LIMIT_MAX: u64 = 200;

#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ExposureQuery {
    #[param(value_type = Option<String>, format = Uuid)]
    pub campaign: Option<CampaignId>,
    /// This unit and everything under it.
    #[param(value_type = Option<String>, format = Uuid)]
    pub unit: Option<UnitId>,
    pub kind: Option<ExposureKind>,
    pub state: Option<ExposureState>,
    pub media_class: Option<MediaClass>,
    /// Only those that count, or only those that do not.
    pub counts: Option<bool>,
    /// Only what the asker may write on: begun by their units, or returned to them
    #[serde(default)]
    pub may_save: bool,
    /// Only what waits for a decision of the asker
    #[serde(default)]
    pub may_decide: bool,
    /// Only those reported to the province, or only the others.
    pub reported: Option<bool>,
    /// Published on this day or later.
    #[param(value_type = Option<String>, format = Date)]
    pub from: Option<Day>,
    /// Published on this day or earlier.
    #[param(value_type = Option<String>, format = Date)]
    pub to: Option<Day>,
    /// Part of the title, of the medium or of the exposed unit's name.
    pub q: Option<String>,
    /// At most 200; 50 when left out.
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ExposurePage {
    pub items: Vec<ExposureItem>,
    /// Give it as `after` to read on.
    pub next: Option<String>,
}

/// A line of the register.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ExposureItem {
    #[schema(value_type = String, format = Uuid)]
    pub id: ExposureId,
    #[schema(value_type = String, format = Uuid)]
    pub campaign_id: CampaignId,
    #[schema(value_type = String, format = Uuid)]
    pub unit_id: UnitId,
    pub unit_name: String,
    pub kind: Option<ExposureKind>,
    pub title: String,
    #[schema(value_type = Option<String>, format = Date)]
    pub published_on: Option<Day>,
    pub media_class: Option<MediaClass>,
    pub media_name: String,
    pub state: ExposureState,
    pub state_title: String,
    /// Who brought it into this state, when, and why where a reason is asked.
    pub state_signed: ExposureSigned,
    pub state_reason: Option<String>,
    pub counts: bool,
    pub reported: bool,
    /// It waits for a decision of the asker.
    pub may_decide: bool,
    pub version: i64,
}

/// The register of exposed cases, the newest first
#[utoipa::path(get, path = "/api/exposures", operation_id = "exposure_list", tag = "exposure",
    params(ExposureQuery), responses((status = 200, body = ExposurePage)))]
pub(crate) async fn list(ask: Ask, Params(query): Params<ExposureQuery>) -> Answer<ExposurePage> {
    let (filter, limit, after) = query.parts(&ask)?;
    let read = ask.read();
    let mut rows = store::page(&read, &seen(&ask), &filter, after, limit + 1).await?;
    let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > wanted;
    rows.truncate(wanted);
    let next = rows.last().filter(|_| more).map(|row| row.id.to_string());
    let items = items(&read, &ask, rows).await?;
    Ok(Json(ExposurePage { items, next }))
}

/// One case with its versions and its history
#[utoipa::path(get, path = "/api/exposures/{id}", operation_id = "exposure_show", tag = "exposure",
    params(("id" = String, Path)), responses((status = 200, body = ExposureView)))]
pub(crate) async fn show(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<ExposureId>,
) -> Answer<ExposureView> {
    let read = ask.read();
    let case = store::find(&read, id).await?;
    let standing = org::tree::standing(&read, &case.unit).await?;
    ask.authorize_or_hide::<Read>(&standing)?;
    is_visible(&ask, &standing, &case).then_some(()).or_hidden()?;
    Ok(Json(view::load(&read, &ask, &desk, case).await?))
}

impl ExposureQuery {
    fn parts(self, ask: &Ask) -> Result<(Filter, u64, Option<ExposureId>), Failure> {
        let Self { campaign, unit, kind, state, media_class, counts, may_save, may_decide, .. } = self;
        let Self { reported, from, to, q, limit, after, .. } = self;
        let limit = limit.unwrap_or(LIMIT_DEFAULT);
        if !(1..=LIMIT_MAX).contains(&limit) {
            return Err(Failure::unacceptable("limit", format!("limit 应在 1 至 {LIMIT_MAX} 之间")));
        }
        let after = after
            .map(|after| after.parse())
            .transpose()
            .map_err(|_| Failure::unacceptable("after", "after 不是有效的翻页标记，请从第一页重新打开"))?;
        let (writing, deciding) = (may_save, may_decide.then(|| ask.person()));
        let filter = Filter {
            campaign,
            unit,
            kind,
            state,
            media_class,
            counts,
            writing,
            deciding,
            reported,
            from,
            to,
            q,
        };
        Ok((filter, limit, after))
    }

    /// The conditions without the page, for the export.
    pub(crate) fn filter(self, ask: &Ask) -> Result<Filter, Failure> {
        let (filter, _, _) = Self { limit: None, after: None, ..self }.parts(ask)?;
        Ok(filter)
    }
}

pub(crate) fn seen(ask: &Ask) -> Seen {
    Seen { read: ask.scope::<Read>(), record: ask.scope(), confirm: ask.scope() }
}

/// Rows with the names of their units, and whether the second signature is the asker's to give.
pub(crate) async fn items(
    reader: &impl Reader,
    ask: &Ask,
    rows: Vec<CaseRow>,
) -> Result<Vec<ExposureItem>, Failure> {
    let units = org::tree::labels(reader, rows.iter().map(|row| row.unit_id)).await?;
    let waiting = rows.iter().filter(|row| row.state == ExposureState::Submitted.word());
    let mut decides = BTreeMap::new();
    for unit in waiting.map(|row| row.unit_id).collect::<BTreeSet<_>>() {
        let standing = org::tree::standing(reader, &unit).await?;
        decides.insert(unit, ask.authorize::<Confirm>(&standing).is_ok());
    }
    let people = org::people::labels(reader, rows.iter().map(|row| row.state_by)).await?;
    rows.into_iter()
        .map(|row| {
            let state = store::state_word(&row.state)?;
            Ok(ExposureItem {
                id: row.id,
                campaign_id: row.campaign_id,
                unit_id: row.unit_id,
                unit_name: units.get(&row.unit_id).map(|label| label.name.clone()).unwrap_or_default(),
                kind: ExposureKind::ALL.into_iter().find(|kind| row.kind.as_deref() == Some(kind.word())),
                title: row.title,
                published_on: row.day,
                media_class: MediaClass::ALL
                    .into_iter()
                    .find(|class| row.media_class.as_deref() == Some(class.word())),
                media_name: row.media_name,
                state,
                state_title: state.title().to_owned(),
                state_signed: ExposureSigned {
                    at: row.state_at,
                    by: people.get(&row.state_by).cloned().unwrap_or_default(),
                },
                state_reason: row.state_reason,
                counts: row.counting.is_some(),
                reported: row.reported_at.is_some(),
                may_decide: state == ExposureState::Submitted
                    && row.state_by != ask.person()
                    && decides.get(&row.unit_id) == Some(&true),
                version: row.version,
            })
        })
        .collect()
}
