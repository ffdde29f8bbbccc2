//! Giving a post.

use axum::{Json, extract::State};
use db::{Entry, Write};
use kernel::{Day, Failure, FieldProblem, PersonId, PostId, UnitId, text::NAME_CHARS_MAX};
use policy::{Act, Role};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use web::{Answer, Ask, Body};

use super::{
    rules,
    store::{self, NewPost},
    view::{PostView, views},
};
use crate::{
    closure,
    desk::Desk,
    model::{UnitRow, Validity},
    people::reach,
    policy::ManagePeople,
    rows::post,
    tree,
    units::text::Checker,
    warrant::Warrant,
};

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PostRequest {
    #[schema(value_type = String, format = Uuid)]
    pub unit_id: UnitId,
    #[schema(value_type = String)]
    pub role: Role,
    pub title: Option<String>,
    /// Today when absent.
    pub valid_from: Option<Day>,
    pub valid_to: Option<Day>,
}

impl PostRequest {
    /// What is wrong with it, at the JSON pointer of the post.
    pub(crate) fn problems(&self, pointer: &str) -> Vec<FieldProblem> {
        let mut check = Checker::at(pointer);
        check.optional("title", "岗位名称", self.title.as_deref(), NAME_CHARS_MAX);
        if let (Some(from), Some(to)) = (self.valid_from, self.valid_to)
            && to < from
        {
            check.say("valid_to", "order", "截止日期不能早于起始日期");
        }
        check.problems
    }

    pub(crate) fn into_new(self, write: &Write, stands_in_for: Option<PostId>) -> Result<NewPost, Failure> {
        use db::Reader;
        let Self { unit_id, role, title, valid_from, valid_to } = self;
        let validity = Validity { from: valid_from.unwrap_or(write.now().day()), to: valid_to };
        if !validity.is_possible() {
            return Err(Failure::invalid("/valid_to", "order", "截止日期不能早于起始日期"));
        }
        let title = title.map(|title| title.trim().to_owned()).filter(|title| !title.is_empty());
        Ok(NewPost { unit: unit_id, role, title, validity, stands_in_for })
    }
}

/// May somebody who holds `held` be given this post at this unit?
pub(crate) fn may_give(unit: &UnitRow, held: &[rules::Held], new: &rules::Held) -> Result<(), Failure> {
    if !unit.validity.overlaps(new.validity) {
        return Err(Failure::refused(
            "unit-closed",
            "该单位在岗位期间已撤销或尚未成立，请另选单位或调整日期",
        ));
    }
    rules::may_sit(new.role, rules::Seat { kind: unit.kind, is_authority: unit.parent.is_none() })?;
    rules::may_hold(held, new)
}

/// Gives the post after looking at what the person holds. The caller holds the tree's lock.
pub(crate) async fn give(
    write: &Write,
    warrant: &Warrant<ManagePeople>,
    person: PersonId,
    new: NewPost,
) -> Result<post::Model, Failure> {
    let unit = tree::unit(write, new.unit).await?;
    let held = store::of_person(write, person).await?;
    let held = held.iter().map(store::held).collect::<Result<Vec<_>, _>>()?;
    may_give(&unit, &held, &rules::Held { role: new.role, unit: new.unit, validity: new.validity })?;
    store::insert(write, warrant, person, new).await
}

/// What the trail says of a post that was given.
pub(crate) fn given(ask: &Ask, row: &post::Model) -> Entry {
    let post::Model { id, person_id, unit_id, role, valid_from, valid_to, .. } = row;
    let detail = json!({ "give": { "role": role, "person": person_id, "from": valid_from, "to": valid_to } });
    ask.entry(ManagePeople::KEY).at(*unit_id).on("post", *id).with(detail)
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPostRequest {
    #[schema(value_type = String, format = Uuid)]
    person_id: PersonId,
    #[schema(value_type = String, format = Uuid)]
    unit_id: UnitId,
    #[schema(value_type = String)]
    role: Role,
    title: Option<String>,
    /// Today when absent.
    valid_from: Option<Day>,
    valid_to: Option<Day>,
}

#[utoipa::path(post, path = "/api/posts", operation_id = "post_create", tag = "org",
    request_body = NewPostRequest, responses((status = 200, body = PostView)))]
pub(crate) async fn post_create(
    ask: Ask,
    State(_): State<Desk>,
    Body(request): Body<NewPostRequest>,
) -> Answer<PostView> {
    let NewPostRequest { person_id, unit_id, role, title, valid_from, valid_to } = request;
    let post = PostRequest { unit_id, role, title, valid_from, valid_to };
    Failure::unless_empty(post.problems(""))?;
    let ask = &ask;
    let view = ask
        .write(|w| async move {
            closure::lock(&w).await?;
            let granted = reach::manage_post(ask, &w, post.unit_id, post.role).await?;
            reach::see(ask, &w, person_id).await?;
            rules::not_oneself(ask.person(), person_id)?;
            let row = give(&w, &Warrant::from(granted), person_id, post.into_new(&w, None)?).await?;
            w.audit(given(ask, &row));
            let views = views(&w, vec![row]).await?;
            views.into_iter().next().ok_or(Failure::Hidden)
        })
        .await?;
    Ok(Json(view))
}
