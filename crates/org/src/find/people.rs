//! People by name or login, those whose account is newest first: no more of them than the list of people shows, and
//! nothing about them that is protected.

use db::{Read, Reader};
use kernel::{Failure, PersonId, text::folded};
use policy::Scope;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use search::{Found, Hit, Needle, Source, newest};
use uuid::Uuid;
use web::Ask;

use crate::{
    people::reach::visible,
    policy::ReadPeople,
    posts,
    rows::person::{Column, Entity},
};

/// People as something that can be found.
pub struct People;

struct Row {
    id: PersonId,
    name: String,
    /// Name and login, folded.
    text: String,
}

async fn rows(
    read: &Read,
    scope: &Scope<ReadPeople>,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Row>, Failure> {
    let mut query = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Name, Column::Login])
        .filter(Column::TenantId.eq(read.tenant()))
        .filter(Column::DisabledAt.is_null())
        .filter(visible(scope));
    if let Some(after) = after {
        query = query.filter(Column::Id.lt(PersonId::from_uuid(after)));
    }
    let query = query.order_by_desc(Column::Id).limit(limit).into_tuple();
    let rows: Vec<(PersonId, String, String)> = query.all(read.conn()).await?;
    let row = |(id, name, login)| Row { id, text: folded(&format!("{name}\n{login}")), name };
    Ok(rows.into_iter().map(row).collect())
}

#[async_trait::async_trait]
impl Source for People {
    fn kind(&self) -> &'static str {
        "person"
    }

    async fn find(&self, ask: &Ask, needle: &Needle) -> Result<Found, Failure> {
        let scope = ask.scope::<ReadPeople>();
        if scope.is_empty() {
            return Ok(Found::default());
        }
        let read = ask.read();
        let block = |after, limit| rows(&read, &scope, after, limit);
        let walked = newest(needle, block, |row: &Row| (row.id.uuid(), &row.text)).await?;
        let mut held = posts::view::in_force_of(&read, walked.rows.iter().map(|row| row.id)).await?;
        let hits = walked.rows.into_iter().map(|Row { id, name, text: _ }| {
            let post = held.remove(&id).and_then(|posts| posts.into_iter().next());
            let place = post.as_ref().map(|post| post.unit.name.clone());
            let word = post.map(|post| post.role.key().to_owned());
            Hit { id: id.uuid(), title: name, also: None, place, word, day: None }
        });
        Ok(Found { hits: hits.collect(), more: walked.more, looked: walked.looked })
    }
}
