//! Who I am, which posts I hold today and what I may do.

use axum::{Json, extract::State};
use db::Reader;
use kernel::{Day, Failure, Instant, OrHidden, PersonId, PostId};
use policy::Role;
use sea_orm::EntityTrait;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, Ask};

use super::authenticate::{held, must_change};
use crate::{desk::Desk, posts, rows::person, second, tree, units::view::UnitLabelView};

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct MeView {
    pub person: MyName,
    /// The posts that are in force today.
    pub posts: Vec<MyPost>,
    /// Keys of the rights table that at least one post allows somewhere: what menus are made from.
    pub actions: Vec<String>,
    /// Until it is changed, `actions` is empty and everything else is refused.
    pub must_change_password: bool,
    /// Until a second factor is set up, `actions` is empty and everything else is refused.
    pub must_enrol_second_factor: bool,
    /// The server's clock.
    pub now: Instant,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct MyName {
    #[schema(value_type = String, format = Uuid)]
    pub id: PersonId,
    pub name: String,
    pub login: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct MyPost {
    #[schema(value_type = String, format = Uuid)]
    pub id: PostId,
    #[schema(value_type = String)]
    pub role: Role,
    pub role_title: String,
    pub title: Option<String>,
    pub unit: UnitLabelView,
    /// True while standing in for somebody else.
    pub stand_in: bool,
    pub valid_to: Option<Day>,
}

#[utoipa::path(get, path = "/api/me", operation_id = "me_read", tag = "org",
    responses((status = 200, body = MeView)))]
pub(crate) async fn me_read(ask: Ask, State(desk): State<Desk>) -> Answer<MeView> {
    let read = ask.read();
    let row = person::Entity::find_by_id((ask.tenant(), ask.person())).one(read.conn()).await?;
    let row = row.or_hidden()?;
    let posts = my_posts(&ask, &read).await?;
    let held = held(&read, ask.person()).await?;
    let owes = second::is_owed(&read, ask.person(), &held, desk.gate.login.second_factor).await?;
    let actions = ask.policy().actions_of(ask.actor());
    Ok(Json(MeView {
        person: MyName { id: row.id, name: row.name, login: row.login },
        posts,
        actions: actions.into_iter().map(str::to_owned).collect(),
        must_change_password: must_change(&read, ask.person(), &desk.gate.passwords).await?,
        must_enrol_second_factor: owes,
        now: ask.now(),
    }))
}

async fn my_posts(ask: &Ask, reader: &impl Reader) -> Result<Vec<MyPost>, Failure> {
    let rows = posts::store::in_force(reader, ask.person()).await?;
    let units = tree::rows(reader, rows.iter().map(|row| row.unit_id)).await?;
    rows.into_iter()
        .map(|row| {
            let role = posts::store::role(&row)?;
            let unit = units.iter().find(|unit| unit.id == row.unit_id).or_hidden()?;
            Ok(MyPost {
                id: row.id,
                role,
                role_title: role.title().to_owned(),
                title: row.title,
                unit: UnitLabelView::from(unit),
                stand_in: row.stands_in_for.is_some(),
                valid_to: row.valid_to,
            })
        })
        .collect()
}
