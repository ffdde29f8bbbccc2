//! The list of posts that somebody may see.

use axum::{Json, extract::State};
use db::Reader;
use kernel::{Day, PersonId, PostId, UnitId};
use policy::Role;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Answer, Ask, Params};

use super::{
    store::in_force_on,
    view::{PostView, views},
};
use crate::{
    desk::Desk,
    page,
    policy::ReadPeople,
    rows::post::{Column, Entity},
    tree,
};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PostQuery {
    /// Exactly this unit.
    #[param(value_type = Option<String>, format = Uuid)]
    unit: Option<UnitId>,
    #[param(value_type = Option<String>, format = Uuid)]
    person: Option<PersonId>,
    #[param(value_type = Option<String>)]
    role: Option<Role>,
    /// Only posts that are in force on this day; all of them when absent.
    on: Option<Day>,
    limit: Option<u64>,
    #[param(value_type = Option<String>)]
    after: Option<PostId>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct PostPage {
    /// Oldest first.
    pub items: Vec<PostView>,
    pub next: Option<String>,
}

#[utoipa::path(get, path = "/api/posts", operation_id = "post_list", tag = "org",
    params(PostQuery), responses((status = 200, body = PostPage)))]
pub(crate) async fn post_list(
    ask: Ask,
    State(_): State<Desk>,
    Params(query): Params<PostQuery>,
) -> Answer<PostPage> {
    let read = ask.read();
    let PostQuery { unit, person, role, on, limit, after } = query;
    let limit = page::limit(limit)?;
    let mut select = Entity::find()
        .filter(Column::TenantId.eq(ask.tenant()))
        .filter(tree::within(&ask.scope::<ReadPeople>(), Column::UnitId));
    if let Some(unit) = unit {
        select = select.filter(Column::UnitId.eq(unit));
    }
    if let Some(person) = person {
        select = select.filter(Column::PersonId.eq(person));
    }
    if let Some(role) = role {
        select = select.filter(Column::Role.eq(role.key()));
    }
    if let Some(day) = on {
        select = select.filter(in_force_on(day));
    }
    if let Some(after) = after {
        select = select.filter(Column::Id.gt(after));
    }
    let mut rows = select.order_by_asc(Column::Id).limit(limit + 1).all(read.conn()).await?;
    let next = page::cut(&mut rows, limit, |row| row.id.to_string());
    Ok(Json(PostPage { items: views(&read, rows).await?, next }))
}
