//! People as the API shows them: as little as the campaign needs.

use db::Reader;
use kernel::{Failure, Instant, PersonId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::Ask;

use super::text::masked;
use crate::{
    login::{authenticate::must_change, password_store},
    policy::ManageAdministrators,
    posts::{
        self,
        view::{PostView, views},
    },
    rows::person,
    second,
};

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct PersonView {
    #[schema(value_type = String, format = Uuid)]
    pub id: PersonId,
    pub name: String,
    pub login: String,
    /// Masked, and only for the security administrator.
    pub phone: Option<String>,
    pub disabled_at: Option<Instant>,
    pub must_change_password: bool,
    /// True when a code is asked for beside the password.
    pub second_factor: bool,
    /// To be sent back with the next change.
    pub revision: i64,
    pub created_at: Instant,
    /// Every post, also those that ended or have not begun.
    pub posts: Vec<PostView>,
}

/// Answers with a password that is shown once.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct PersonWithPassword {
    pub person: PersonView,
    /// Only in the first answer; a repeated request does not get it again.
    pub one_time_password: Option<String>,
}

/// A line of the list.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct PersonItem {
    #[schema(value_type = String, format = Uuid)]
    pub id: PersonId,
    pub name: String,
    pub login: String,
    pub disabled_at: Option<Instant>,
    /// The posts that are in force today.
    pub posts: Vec<PostView>,
}

pub(crate) async fn load(ask: &Ask, reader: &impl Reader, row: person::Model) -> Result<PersonView, Failure> {
    let person::Model { tenant_id: _, id, name, folded: _, login, phone, disabled_at, revision, created_at } =
        row;
    let sees_phone = ask.authorize_everywhere::<ManageAdministrators>().is_ok();
    let posts = views(reader, posts::store::of_person(reader, id).await?).await?;
    let has_password = password_store::find(reader, id).await?.is_some();
    Ok(PersonView {
        id,
        name,
        login,
        phone: phone.filter(|_| sees_phone).map(|phone| masked(&phone)),
        disabled_at,
        must_change_password: has_password && must_change(reader, id, &config::Passwords::default()).await?,
        second_factor: second::store::confirmed(reader, id).await?.is_some(),
        revision,
        created_at,
        posts,
    })
}
