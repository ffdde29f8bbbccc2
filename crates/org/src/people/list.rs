//! The list of people that somebody may see.

use axum::{Json, extract::State};
use db::Reader;
use kernel::{PersonId, UnitId};
use policy::Role;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::LikeExpr,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Answer, Ask, Params};

use super::{reach::visible, store, view::PersonItem};
use crate::{
    desk::Desk,
    page,
    policy::ReadPeople,
    posts,
    rows::{person, post},
    tree,
};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PersonQuery {
    /// Part of the name or the login.
    q: Option<String>,
    /// With a post at this unit or under it.
    #[param(value_type = Option<String>, format = Uuid)]
    under: Option<UnitId>,
    /// With a post of this role.
    #[param(value_type = Option<String>)]
    role: Option<Role>,
    /// Also people who are shut out.
    #[serde(default)]
    disabled: bool,
    limit: Option<u64>,
    #[param(value_type = Option<String>)]
    after: Option<PersonId>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct PersonPage {
    /// In the order of their names.
    pub items: Vec<PersonItem>,
    pub next: Option<String>,
}

#[utoipa::path(get, path = "/api/people", operation_id = "person_list", tag = "org",
    params(PersonQuery), responses((status = 200, body = PersonPage)))]
pub(crate) async fn person_list(
    ask: Ask,
    State(_): State<Desk>,
    Params(query): Params<PersonQuery>,
) -> Answer<PersonPage> {
    use person::Column;
    let read = ask.read();
    let PersonQuery { q, under, role, disabled, limit, after } = query;
    let limit = page::limit(limit)?;
    let mut select = person::Entity::find()
        .filter(Column::TenantId.eq(ask.tenant()))
        .filter(visible(&ask.scope::<ReadPeople>()));
    if let Some(q) = q.filter(|q| !q.trim().is_empty()) {
        let like = || LikeExpr::new(page::pattern(&q)).escape('\\');
        select =
            select.filter(Condition::any().add(Column::Folded.like(like())).add(Column::Login.like(like())));
    }
    if under.is_some() || role.is_some() {
        select = select.filter(Column::Id.in_subquery(holders(&read, under, role)));
    }
    if !disabled {
        select = select.filter(Column::DisabledAt.is_null());
    }
    if let Some(after) = after {
        let last = store::person(&read, after).await?;
        let same_name = Condition::all().add(Column::Folded.eq(&*last.folded)).add(Column::Id.gt(after));
        select = select.filter(Condition::any().add(Column::Folded.gt(&*last.folded)).add(same_name));
    }
    let mut rows = select
        .order_by_asc(Column::Folded)
        .order_by_asc(Column::Id)
        .limit(limit + 1)
        .all(read.conn())
        .await?;
    let next = page::cut(&mut rows, limit, |row| row.id.to_string());
    let mut posts = posts::view::in_force_of(&read, rows.iter().map(|row| row.id)).await?;
    let items = rows
        .into_iter()
        .map(|row| PersonItem {
            posts: posts.remove(&row.id).unwrap_or_default(),
            id: row.id,
            name: row.name,
            login: row.login,
            disabled_at: row.disabled_at,
        })
        .collect();
    Ok(Json(PersonPage { items, next }))
}

fn holders(
    reader: &impl Reader,
    under: Option<UnitId>,
    role: Option<Role>,
) -> sea_orm::sea_query::SelectStatement {
    let mut select = post::Entity::find()
        .select_only()
        .column(post::Column::PersonId)
        .filter(post::Column::TenantId.eq(reader.tenant()))
        .filter(posts::store::in_force_on(reader.now().day()));
    if let Some(under) = under {
        select = select.filter(tree::in_tree(reader, under, post::Column::UnitId));
    }
    if let Some(role) = role {
        select = select.filter(post::Column::Role.eq(role.key()));
    }
    select.into_query()
}
