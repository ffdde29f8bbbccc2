//! A person's address for calendar programs: its secret is shown once, good for that address only, and can be revoked.

use axum::{Json, extract::State};
use db::{Reader, Write};
use kernel::{Failure, Instant, PersonId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, Ask};

use super::{
    authenticate::{held, must_change},
    secret,
    token::only_at_browser,
};
use crate::{
    desk::Desk,
    model::CalendarId,
    rows::{
        calendar_feed::{ActiveModel, Column, Entity, Model},
        person,
    },
    second,
};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct CalendarView {
    pub created_at: Instant,
    /// Written at most once a minute.
    pub last_used_at: Option<Instant>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct CalendarState {
    /// Absent when there is none in force.
    pub calendar: Option<CalendarView>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct NewCalendarView {
    pub calendar: CalendarView,
    /// The path to subscribe to. Only in the first answer; a repeated request does not get it again.
    pub path: Option<String>,
}

fn view(Model { created_at, last_used_at, .. }: Model) -> CalendarView {
    CalendarView { created_at, last_used_at }
}

/// The address that is shown, if it is in force.
pub(crate) async fn find(reader: &impl Reader, shown: &str) -> Result<Option<Model>, Failure> {
    let row = Entity::find()
        .filter(Column::TenantId.eq(reader.tenant()))
        .filter(Column::Digest.eq(secret::digest(shown)))
        .filter(Column::RevokedAt.is_null());
    Ok(row.one(reader.conn()).await?)
}

pub(crate) async fn used(write: &Write, row: Model) -> Result<(), Failure> {
    let mut active = row.into_active_model();
    active.last_used_at = Set(Some(write.now()));
    active.update(write.conn()).await?;
    Ok(())
}

/// The newest first.
async fn in_force(reader: &impl Reader, person: PersonId) -> Result<Vec<Model>, Failure> {
    let rows = Entity::find()
        .filter(Column::TenantId.eq(reader.tenant()))
        .filter(Column::PersonId.eq(person))
        .filter(Column::RevokedAt.is_null())
        .order_by_desc(Column::Id);
    Ok(rows.all(reader.conn()).await?)
}

/// Ends what is in force; answers what that was.
async fn end(write: &Write, person: PersonId) -> Result<Vec<CalendarId>, Failure> {
    let rows = in_force(write, person).await?;
    let ended = rows.iter().map(|row| row.id).collect();
    for row in rows {
        let mut active = row.into_active_model();
        active.revoked_at = Set(Some(write.now()));
        active.update(write.conn()).await?;
    }
    Ok(ended)
}

/// The own calendar address, without its secret
#[utoipa::path(get, path = "/api/me/calendar", operation_id = "calendar_show", tag = "org",
    responses((status = 200, body = CalendarState)))]
pub(crate) async fn calendar_show(ask: Ask, State(_): State<Desk>) -> Answer<CalendarState> {
    only_at_browser(&ask)?;
    let row = in_force(&ask.read(), ask.person()).await?.into_iter().next();
    Ok(Json(CalendarState { calendar: row.map(view) }))
}

/// Makes a calendar address; the one before it ends
#[utoipa::path(post, path = "/api/me/calendar", operation_id = "calendar_create", tag = "org",
    responses((status = 200, body = NewCalendarView)))]
pub(crate) async fn calendar_create(ask: Ask, State(desk): State<Desk>) -> Answer<NewCalendarView> {
    only_at_browser(&ask)?;
    let secret = secret::calendar(ask.tenant())?;
    let (ask, rules, digest) = (&ask, &desk.gate.passwords, secret::digest(&secret));
    let second_factor = desk.gate.login.second_factor;
    let calendar: CalendarView = ask
        .write(|w| async move {
            if must_change(&w, ask.person(), rules).await? {
                return Err(Failure::refused("must-change-password", "请先修改一次性口令"));
            }
            let posts = held(&w, ask.person()).await?;
            if second::is_owed(&w, ask.person(), &posts, second_factor).await? {
                return Err(Failure::refused("must-enrol-second-factor", "请先启用两步验证"));
            }
            // Two requests at once make one address after the other, and the first of them ends.
            person::Entity::find_by_id((w.tenant(), ask.person())).lock_exclusive().one(w.conn()).await?;
            end(&w, ask.person()).await?;
            let id = w.id();
            let row = ActiveModel {
                tenant_id: Set(w.tenant()),
                id: Set(id),
                person_id: Set(ask.person()),
                digest: Set(digest),
                created_at: Set(w.now()),
                last_used_at: Set(None),
                revoked_at: Set(None),
            };
            let row = row.insert(w.conn()).await?;
            w.audit(ask.entry("org.create_calendar").on("calendar_feed", id));
            Ok(view(row))
        })
        .await?;
    // A repeated request is answered from what was kept, and the secret is never kept.
    let first = find(&ask.read(), &secret).await?.is_some();
    Ok(Json(NewCalendarView { calendar, path: first.then(|| format!("/calendar/{secret}.ics")) }))
}

/// Revokes the calendar address
#[utoipa::path(delete, path = "/api/me/calendar", operation_id = "calendar_revoke", tag = "org",
    responses((status = 200, body = CalendarState)))]
pub(crate) async fn calendar_revoke(ask: Ask, State(_): State<Desk>) -> Answer<CalendarState> {
    only_at_browser(&ask)?;
    let ask = &ask;
    let state = ask
        .write(|w| async move {
            let ended = end(&w, ask.person()).await?;
            if ended.is_empty() {
                w.unaudited("there was no address, so nothing changed");
            }
            for id in ended {
                w.audit(ask.entry("org.revoke_calendar").on("calendar_feed", id));
            }
            Ok(CalendarState { calendar: None })
        })
        .await?;
    Ok(Json(state))
}
