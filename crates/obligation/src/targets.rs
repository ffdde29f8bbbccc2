//! The units that a coverage is about, page by page, with those that nobody has visited yet.

use axum::{Json, extract::State};
use kernel::{Failure, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Answer, Ask, Params, Segment};

use crate::{
    Desk, ObligationId, page,
    place::Place,
    store,
    view::{ObligationUnit, unit},
};

#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct TargetQuery {
    /// Only those that are (true) or are not (false) covered
    pub covered: Option<bool>,
    pub after: Option<String>,
    pub limit: Option<u64>,
}

/// A unit to be covered.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct TargetRow {
    pub unit: ObligationUnit,
    /// The unit above it: the enterprise to which a line belongs.
    pub within: Option<ObligationUnit>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct TargetPage {
    pub items: Vec<TargetRow>,
    pub next: Option<String>,
}

/// Units to be covered
#[utoipa::path(get, path = "/api/obligations/{id}/targets", operation_id = "obligation_targets", tag = "obligation",
    params(("id" = String, Path), TargetQuery), responses((status = 200, body = TargetPage)))]
pub(crate) async fn target_list(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<ObligationId>,
    Params(query): Params<TargetQuery>,
) -> Answer<TargetPage> {
    let read = ask.read();
    let place = Place::open(&desk, &ask, &read, id).await?;
    let limit = page::limit(query.limit)?;
    let after: Option<UnitId> = query
        .after
        .as_deref()
        .map(str::parse)
        .transpose()
        .map_err(|_| Failure::unacceptable("after", "翻页位置（after）无效，请从第一页重新开始"))?;
    let mut ids = store::fact::targets(&read, place.row.id, query.covered, after, limit + 1).await?;
    let next = page::cut(&mut ids, limit, ToString::to_string);
    let rows = org::tree::rows(&read, ids.iter().copied()).await?;
    let parents = org::tree::labels(&read, rows.iter().filter_map(|row| row.parent)).await?;
    let labels = org::tree::labels(&read, ids.iter().copied()).await?;
    let parent = |id: UnitId| rows.iter().find(|row| row.id == id).and_then(|row| row.parent);
    let items = ids.into_iter().map(|id| TargetRow {
        unit: unit(&labels, id),
        within: parent(id).map(|parent| unit(&parents, parent)),
    });
    Ok(Json(TargetPage { items: items.collect(), next }))
}
