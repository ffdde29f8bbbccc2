//! The people that somebody may see, one line for each post in force. Without phone numbers.

use axum::{extract::State, response::Response};
use db::Reader;
use kernel::{Failure, text::NAME_CHARS_MAX};
use policy::Act;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Deserialize;
use serde_json::json;
use sheet::{Column as SheetColumn, Kind, Layout, Value};
use utoipa::IntoParams;
use web::{Ask, Params, Problem};

use super::{reach::visible, table};
use crate::{
    desk::Desk,
    download::{self, Format},
    policy::ReadPeople,
    posts::view::{PostView, in_force_of},
    rows::person::{Column, Entity, Model},
};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PersonExportQuery {
    /// XLSX when absent.
    #[serde(default)]
    #[param(inline)]
    format: Format,
}

#[utoipa::path(get, path = "/api/people/export", operation_id = "person_export", tag = "org",
    params(PersonExportQuery),
    responses((status = 200, content(
        (Vec<u8> = "text/csv"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ))))]
pub(crate) async fn person_export(
    ask: Ask,
    State(_): State<Desk>,
    Params(query): Params<PersonExportQuery>,
) -> Result<Response, Problem> {
    let PersonExportQuery { format } = query;
    let (read, today) = (ask.read(), ask.now().day());
    let people = Entity::find()
        .filter(Column::TenantId.eq(ask.tenant()))
        .filter(visible(&ask.scope::<ReadPeople>()))
        .order_by_asc(Column::Folded)
        .order_by_asc(Column::Id)
        .all(read.conn())
        .await?;
    let mut posts = in_force_of(&read, people.iter().map(|person| person.id)).await?;
    let mut lines = Vec::new();
    for person in people {
        let held = posts.remove(&person.id).unwrap_or_default();
        if held.is_empty() {
            lines.push(values(&person, None));
        }
        lines.extend(held.iter().map(|post| values(&person, Some(post))));
    }
    let entry = ask
        .entry(ReadPeople::KEY)
        .with(json!({ "export": { "format": format.key(), "lines": lines.len() } }));
    let bytes = download::written(layout()?, format, ask.now(), lines).await?;
    ask.db()
        .write(ask.tenant(), |w| async move {
            w.audit(entry);
            Ok(())
        })
        .await?;
    Ok(download::attachment("人员与岗位", today, format, bytes))
}

fn layout() -> Result<Layout, Failure> {
    let name = || Kind::text_of(NAME_CHARS_MAX);
    let columns = vec![
        SheetColumn::new("name", "姓名", name()).width(10),
        SheetColumn::new("login", "登录名", name()).width(12),
        SheetColumn::new("disabled", "账号", Kind::choice([("no", "在用"), ("yes", "已停用")])),
        SheetColumn::new("role", "岗位", table::roles()).width(12),
        SheetColumn::new("title", "职务", name()).width(16),
        SheetColumn::new("unit", "单位编码", name()).width(12),
        SheetColumn::new("unit_name", "单位名称", name()).width(24),
        SheetColumn::new("valid_from", "起始日期", Kind::Day),
        SheetColumn::new("valid_to", "截止日期", Kind::Day),
    ];
    Layout::new("org-people", "人员和岗位", columns).map_err(Failure::internal)
}

fn values(person: &Model, post: Option<&PostView>) -> Vec<Value> {
    let disabled = if person.disabled_at.is_some() { "yes" } else { "no" };
    let text = |text: Option<&str>| text.map_or(Value::Empty, |text| Value::Text(text.to_owned()));
    vec![
        Value::Text(person.name.clone()),
        Value::Text(person.login.clone()),
        Value::Choice(disabled.to_owned()),
        post.map_or(Value::Empty, |post| Value::Choice(post.role.key().to_owned())),
        text(post.and_then(|post| post.title.as_deref())),
        text(post.map(|post| post.unit.key.as_str())),
        text(post.map(|post| post.unit.name.as_str())),
        post.map_or(Value::Empty, |post| Value::Day(post.valid_from)),
        post.and_then(|post| post.valid_to).map_or(Value::Empty, Value::Day),
    ]
}
