//! Ending a post; whoever stands in for it ends with it.

use axum::{Json, extract::State};
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
use crate::{closure, desk::Desk, people::reach, policy::ManagePeople, warrant::Warrant};

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
            if row.valid_to.is_some_and(|to| to < ask.now().day()) {
                return Err(Failure::refused("post-ended", "该岗位已经结束"));
            }
            if last_day < ask.now().day() {
                keep::a_security_admin_besides(&w, None, Some(id)).await?;
            }
            let warrant = Warrant::from(granted);
            let (unit, person) = (row.unit_id, row.person_id);
            let ended = store::end(&w, &warrant, row, last_day).await?;
            for borrowed in store::stand_ins(&w, id).await? {
                if borrowed.valid_to.is_none_or(|to| to > last_day) {
                    store::end(&w, &warrant, borrowed, last_day).await?;
                }
            }
            let detail = json!({ "end": { "person": person, "role": ended.role, "last_day": last_day } });
            w.audit(ask.entry(ManagePeople::KEY).at(unit).on("post", id).with(detail));
            let views = views(&w, vec![ended]).await?;
            views.into_iter().next().ok_or(Failure::Hidden)
        })
        .await?;
    Ok(Json(view))
}
