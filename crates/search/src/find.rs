//! Ask every source.

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Answer, Ask, Params};

use crate::{Desk, Found, Hit, Needle};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct SearchQuery {
    /// Words, each of which has to be there: part of the Chinese text, or its pinyin in full or by initials
    q: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct SearchAnswer {
    /// Only kinds of which something was found, or not everything could be looked at.
    pub groups: Vec<SearchGroup>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct SearchGroup {
    /// `unit`, `obligation`, `activity`, `exposure`, `person`
    pub kind: String,
    /// The best first.
    pub hits: Vec<Hit>,
    /// There are others that are not shown.
    pub more: bool,
    /// Only so many, the newest, were looked at; absent when it was all of them.
    pub looked: Option<i64>,
}

/// Finds units, obligations, records and people
#[utoipa::path(get, path = "/api/search", operation_id = "search", tag = "search", params(SearchQuery),
    responses((status = 200, body = SearchAnswer)))]
pub(crate) async fn search(
    ask: Ask,
    State(desk): State<Desk>,
    Params(query): Params<SearchQuery>,
) -> Answer<SearchAnswer> {
    let needle = Needle::parse(&query.q)?;
    let mut groups = Vec::new();
    for source in desk.sources.iter() {
        let Found { hits, more, looked } = source.find(&ask, &needle).await?;
        if !hits.is_empty() || looked.is_some() {
            groups.push(SearchGroup { kind: source.kind().to_owned(), hits, more, looked });
        }
    }
    Ok(Json(SearchAnswer { groups }))
}
