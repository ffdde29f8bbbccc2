//! A new person with their first posts and a one-time password.

use axum::{Json, extract::State};
use kernel::Failure;
use policy::Act;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use web::{Answer, Ask, Body};

use super::{
    reach,
    store::{self, NewPerson},
    text,
    view::{self, PersonWithPassword},
};
use crate::{
    closure,
    desk::Desk,
    login::secret,
    policy::ManagePeople,
    posts::{self, create::PostRequest},
    units::text::Checker,
    warrant::Warrant,
};

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPersonRequest {
    /// The name that is shown.
    name: String,
    /// Unique over the whole installation.
    login: String,
    phone: Option<String>,
    /// At least one: a person without a post can do nothing and is seen by nobody but the security administrator.
    posts: Vec<PostRequest>,
}

/// More than this at once is a mistake; more posts can be added one by one.
const POSTS_MAX: usize = 20;

#[utoipa::path(post, path = "/api/people", operation_id = "person_create", tag = "org",
    request_body = NewPersonRequest, responses((status = 200, body = PersonWithPassword)))]
pub(crate) async fn person_create(
    ask: Ask,
    State(desk): State<Desk>,
    Body(request): Body<NewPersonRequest>,
) -> Answer<PersonWithPassword> {
    if !ask.policy().anywhere::<ManagePeople>(ask.actor()) {
        return Err(Failure::Forbidden { action: ManagePeople::KEY }.into());
    }
    let (new, posts) = checked(request)?;
    let password = secret::one_time_password()?;
    let hash = desk.gate.hasher.hash(&password).await?;
    let (ask, made) = (&ask, std::sync::atomic::AtomicBool::new(false));
    let person = ask
        .write(|w| {
            let made = &made;
            async move {
                closure::lock(&w).await?;
                let mut proof = None;
                for post in &posts {
                    proof = Some(reach::manage_post(ask, &w, post.unit_id, post.role).await?);
                }
                let proof = match proof {
                    Some(granted) => granted,
                    None => ask.authorize_everywhere::<ManagePeople>()?,
                };
                let (login, warrant) = (new.login.clone(), Warrant::from(proof));
                let id = store::insert(&w, &warrant, new, hash, true).await?;
                for post in posts {
                    posts::create::give(&w, &warrant, id, post.into_new(&w, None)?).await?;
                }
                w.audit(
                    ask.entry(ManagePeople::KEY)
                        .on("person", id)
                        .with(json!({ "create": { "login": login } })),
                );
                made.store(true, std::sync::atomic::Ordering::Relaxed);
                view::load(ask, &w, store::person(&w, id).await?).await
            }
        })
        .await?;
    let one_time_password = made.into_inner().then_some(password);
    Ok(Json(PersonWithPassword { person, one_time_password }))
}

fn checked(request: NewPersonRequest) -> Result<(NewPerson, Vec<PostRequest>), Failure> {
    let NewPersonRequest { name, login, phone, posts } = request;
    let mut check = Checker::at("");
    let new = NewPerson {
        name: check.name("name", "姓名", &name),
        login: text::login(&mut check, &login),
        phone: text::phone(&mut check, phone.as_deref()),
    };
    if posts.len() > POSTS_MAX {
        check.say("posts", "too-many", format!("一次最多授予 {POSTS_MAX} 个岗位"));
    }
    let mut problems = check.problems;
    for (index, post) in posts.iter().enumerate() {
        problems.extend(post.problems(&format!("/posts/{index}")));
    }
    Failure::unless_empty(problems)?;
    Ok((new, posts))
}
