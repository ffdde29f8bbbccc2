//! Moving somebody from one post to another: the old one ends the day before the new one begins, or neither happens.

use axum::{Json, extract::State};
use kernel::{Day, Failure, PostId, UnitId, text::NAME_CHARS_MAX};
use policy::Role;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{Answer, Ask, Body, Segment};

use super::{
    create::{PostRequest, give, given},
    end, rules, store,
    view::{PostView, views},
};
use crate::{closure, desk::Desk, people::reach, units::text::Checker, warrant::Warrant};

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TransferRequest {
    #[schema(value_type = String, format = Uuid)]
    unit_id: UnitId,
    #[schema(value_type = String, example = "city_officer")]
    role: Role,
    title: Option<String>,
    /// The first day of the new post, today or later. The old one is in force for the last time the day before.
    first_day: Day,
}

/// Moves somebody to another post
#[utoipa::path(post, path = "/api/posts/{id}/transfer", operation_id = "post_transfer", tag = "org",
    params(("id" = String, Path, format = Uuid)),
    request_body = TransferRequest, responses((status = 200, body = PostView)))]
pub(crate) async fn post_transfer(
    ask: Ask,
    State(_): State<Desk>,
    Segment(id): Segment<PostId>,
    Body(request): Body<TransferRequest>,
) -> Answer<PostView> {
    let TransferRequest { unit_id, role, title, first_day } = request;
    let mut check = Checker::at("");
    check.optional("title", "岗位名称", title.as_deref(), NAME_CHARS_MAX);
    if first_day < ask.now().day() {
        check.say("first_day", "past", "新岗位最早从今天开始：此前已行使的职权不能倒填");
    }
    Failure::unless_empty(check.problems)?;
    let post = PostRequest { unit_id, role, title, valid_from: Some(first_day), valid_to: None };
    let ask = &ask;
    let view = ask
        .write(|w| async move {
            closure::lock(&w).await?;
            let old = store::post(&w, id).await?;
            let person = old.person_id;
            reach::see(ask, &w, person).await?;
            let leaves = reach::manage_post(ask, &w, old.unit_id, store::role(&old)?).await?;
            let enters = reach::manage_post(ask, &w, post.unit_id, post.role).await?;
            rules::not_oneself(ask.person(), person)?;
            if old.stands_in_for.is_some() {
                let detail = "代理的岗位不能调岗，请结束代理后再授予新岗位";
                return Err(Failure::refused("post-borrowed", detail));
            }
            if first_day <= old.valid_from {
                let from = old.valid_from;
                let detail = format!(
                    "原岗位从 {from} 起任职，新岗位要晚于这一天；刚设错的，请先“结束岗位”，再“增加岗位”"
                );
                return Err(Failure::invalid("/first_day", "order", detail));
            }
            let last_day = first_day.plus_days(-1);
            let last_day = old.valid_to.map_or(last_day, |to| to.min(last_day));
            end::end(ask, &w, &Warrant::from(leaves), old, last_day).await?;
            let row = give(&w, &Warrant::from(enters), person, post.into_new(&w, None)?).await?;
            w.audit(given(ask, &row));
            let views = views(&w, vec![row]).await?;
            views.into_iter().next().ok_or(Failure::Hidden)
        })
        .await?;
    Ok(Json(view))
}
