//! Somebody does the work of a post for some days.

use axum::{Json, extract::State};
use kernel::{Day, Failure, PersonId, PostId};
use policy::Act;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use web::{Answer, Ask, Body, Segment};

use super::{
    create::give,
    rules,
    store::{self, NewPost},
    view::{PostView, views},
};
use crate::{closure, desk::Desk, model::Validity, people::reach, policy::ManagePeople, warrant::Warrant};

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StandInRequest {
    #[schema(value_type = String, format = Uuid)]
    person_id: PersonId,
    valid_from: Day,
    /// The last day: a stand-in without an end is a second post.
    valid_to: Day,
}

#[utoipa::path(post, path = "/api/posts/{id}/stand-ins", operation_id = "post_stand_in", tag = "org",
    params(("id" = String, Path, format = Uuid)),
    request_body = StandInRequest, responses((status = 200, body = PostView)))]
pub(crate) async fn post_stand_in(
    ask: Ask,
    State(_): State<Desk>,
    Segment(id): Segment<PostId>,
    Body(request): Body<StandInRequest>,
) -> Answer<PostView> {
    let StandInRequest { person_id, valid_from, valid_to } = request;
    let ask = &ask;
    let view = ask
        .write(|w| async move {
            closure::lock(&w).await?;
            let row = store::post(&w, id).await?;
            reach::see(ask, &w, row.person_id).await?;
            reach::see(ask, &w, person_id).await?;
            rules::not_oneself(ask.person(), person_id)?;
            let held = store::held(&row)?;
            let granted = reach::manage_post(ask, &w, row.unit_id, held.role).await?;
            let validity = Validity { from: valid_from, to: Some(valid_to) };
            if !validity.is_possible() {
                return Err(Failure::invalid("/valid_to", "order", "截止日期不能早于起始日期"));
            }
            if row.stands_in_for.is_some() || row.person_id == person_id {
                return Err(Failure::refused(
                    "stand-in",
                    "代理岗位不能再由他人代理，本人也不能代理自己的岗位",
                ));
            }
            if !held.validity.holds_on(valid_from) || !held.validity.holds_on(valid_to) {
                return Err(Failure::refused("post-ended", "代理期间超出了原岗位的任期，请调整日期"));
            }
            let new = NewPost {
                unit: row.unit_id,
                role: held.role,
                title: row.title,
                validity,
                stands_in_for: Some(id),
            };
            let made = give(&w, &Warrant::from(granted), person_id, new).await?;
            let detail =
                json!({ "stand_in": { "for": id, "person": person_id, "from": valid_from, "to": valid_to } });
            w.audit(ask.entry(ManagePeople::KEY).at(made.unit_id).on("post", made.id).with(detail));
            let views = views(&w, vec![made]).await?;
            views.into_iter().next().ok_or(Failure::Hidden)
        })
        .await?;
    Ok(Json(view))
}
