//! Ending a post; whoever stands in for it ends with it.

use axum::{Json, extract::State};
use db::Write;
use kernel::{Day, Failure, PostId};
use policy::Act;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use web::{Answer, Ask, Body, Segment};

use super::{
    keep, store,
    view::{PostView, views},
};
use crate::{closure, desk::Desk, people::reach, policy::ManagePeople, rows::post, warrant::Warrant};

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EndPostRequest {
    /// The last day in force. Yesterday takes the rights away at once; days before that are history and refused.
    last_day: Day,
}

#[utoipa::path(post, path = "/api/posts/{id}/end", operation_id = "post_end", tag = "org",
    params(("id" = String, Path, format = Uuid)),
    request_body = EndPostRequest, responses((status = 200, body = PostView)))]
pub(crate) async fn post_end(
    ask: Ask,
    State(_): State<Desk>,
    Segment(id): Segment<PostId>,
    Body(request): Body<EndPostRequest>,
) -> Answer<PostView> {
    let EndPostRequest { last_day } = request;
    if last_day < ask.now().day().plus_days(-1) {
        return Err(Failure::invalid(
            "/last_day",
            "past",
            "岗位最早只能截止到昨天：此前已行使的职权不能倒填",
        )
        .into());
    }
    let ask = &ask;
    let view = ask
        .write(|w| async move {
            closure::lock(&w).await?;
            let row = store::post(&w, id).await?;
            reach::see(ask, &w, row.person_id).await?;
            let granted = reach::manage_post(ask, &w, row.unit_id, store::role(&row)?).await?;
            let ended = end(ask, &w, &Warrant::from(granted), row, last_day).await?;
            let views = views(&w, vec![ended]).await?;
            views.into_iter().next().ok_or(Failure::Hidden)
        })
        .await?;
    Ok(Json(view))
}

/// Ends the post and what was lent from it. The caller holds the tree's lock.
pub(super) async fn end(
    ask: &Ask,
    write: &Write,
    warrant: &Warrant<ManagePeople>,
    row: post::Model,
    last_day: Day,
) -> Result<post::Model, Failure> {
    if row.valid_to.is_some_and(|to| to < ask.now().day()) {
        return Err(Failure::refused("post-ended", "该岗位已经结束"));
    }
    if last_day < ask.now().day() {
        keep::a_security_admin_besides(write, None, Some(row.id)).await?;
    }
    let ended = store::end(write, warrant, row, last_day).await?;
    let post::Model { id, unit_id, person_id, role, .. } = &ended;
    for borrowed in store::stand_ins(write, *id).await? {
        if borrowed.valid_to.is_none_or(|to| to > last_day) {
            store::end(write, warrant, borrowed, last_day).await?;
        }
    }
    let detail = json!({ "end": { "person": person_id, "role": role, "last_day": last_day } });
    write.audit(ask.entry(ManagePeople::KEY).at(*unit_id).on("post", *id).with(detail));
    Ok(ended)
}
