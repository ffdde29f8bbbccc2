//! Personal keys for programs: limited to some actions, never for ever, shown once.

use std::{collections::BTreeSet, time::Duration};

use axum::{Json, extract::State};
use db::{Reader, Write};
use kernel::{Failure, Instant, OrHidden};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use web::{Answer, Ask, Body, Segment};

use super::{
    authenticate::{held, must_change},
    secret,
};
use crate::{
    desk::Desk,
    model::TokenId,
    rows::api_token::{ActiveModel, Column, Entity, Model},
    second,
    units::text::Checker,
};

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct TokenView {
    #[schema(value_type = String, format = Uuid)]
    pub id: TokenId,
    pub name: String,
    /// Keys of the rights table; the token can do nothing else.
    pub scopes: BTreeSet<String>,
    pub created_at: Instant,
    pub expires_at: Instant,
    /// Written at most once a minute.
    pub last_used_at: Option<Instant>,
    pub revoked_at: Option<Instant>,
    pub in_force: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct TokenList {
    /// Newest first.
    pub items: Vec<TokenView>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewTokenRequest {
    /// What it is for.
    name: String,
    scopes: BTreeSet<String>,
    /// How many days it lives.
    days: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct NewTokenView {
    pub token: TokenView,
    /// What the program has to show. Only in the first answer; a repeated request does not get it again.
    pub secret: Option<String>,
}

/// A person with more live tokens than this has lost the overview.
const TOKENS_MAX: usize = 50;

fn view(row: Model, now: Instant) -> Result<TokenView, Failure> {
    let Model {
        tenant_id: _,
        id,
        person_id: _,
        name,
        digest: _,
        scopes,
        created_at,
        expires_at,
        last_used_at,
        revoked_at,
    } = row;
    Ok(TokenView {
        id,
        name,
        scopes: serde_json::from_str(&scopes).map_err(Failure::internal)?,
        created_at,
        expires_at,
        last_used_at,
        revoked_at,
        in_force: revoked_at.is_none() && now < expires_at,
    })
}

/// The token that is shown, if it is in force.
pub(crate) async fn find(reader: &impl Reader, shown: &str) -> Result<Option<Model>, Failure> {
    let row = Entity::find()
        .filter(Column::TenantId.eq(reader.tenant()))
        .filter(Column::Digest.eq(secret::digest(shown)))
        .one(reader.conn())
        .await?;
    Ok(row.filter(|row| row.revoked_at.is_none() && reader.now() < row.expires_at))
}

pub(crate) async fn used(write: &Write, row: Model) -> Result<(), Failure> {
    let mut active = row.into_active_model();
    active.last_used_at = Set(Some(write.now()));
    active.update(write.conn()).await?;
    Ok(())
}

async fn of(reader: &impl Reader, person: kernel::PersonId) -> Result<Vec<Model>, Failure> {
    let query = Entity::find()
        .filter(Column::TenantId.eq(reader.tenant()))
        .filter(Column::PersonId.eq(person))
        .order_by_desc(Column::Id);
    Ok(query.all(reader.conn()).await?)
}

/// A token may not make, list or revoke tokens: whoever steals one must not be able to keep it alive.
pub(crate) fn only_at_browser(ask: &Ask) -> Result<(), Failure> {
    if ask.actor().only.is_some() {
        return Err(Failure::refused("browser-only", "此操作只能由本人登录后进行，不能使用接口令牌"));
    }
    Ok(())
}

#[utoipa::path(get, path = "/api/me/tokens", operation_id = "token_list", tag = "org",
    responses((status = 200, body = TokenList)))]
pub(crate) async fn token_list(ask: Ask, State(_): State<Desk>) -> Answer<TokenList> {
    only_at_browser(&ask)?;
    let rows = of(&ask.read(), ask.person()).await?;
    let items = rows.into_iter().map(|row| view(row, ask.now())).collect::<Result<_, _>>()?;
    Ok(Json(TokenList { items }))
}

#[utoipa::path(post, path = "/api/me/tokens", operation_id = "token_create", tag = "org",
    request_body = NewTokenRequest, responses((status = 200, body = NewTokenView)))]
pub(crate) async fn token_create(
    ask: Ask,
    State(desk): State<Desk>,
    Body(request): Body<NewTokenRequest>,
) -> Answer<NewTokenView> {
    only_at_browser(&ask)?;
    let new = checked(&ask, &desk, request)?;
    let secret = secret::api_token(ask.tenant())?;
    let (ask, rules, shown) = (&ask, &desk.gate.passwords, &secret);
    let second_factor = desk.gate.login.second_factor;
    let digest = secret::digest(shown);
    let token: TokenView = ask
        .write(|w| async move {
            if must_change(&w, ask.person(), rules).await? {
                return Err(Failure::refused("must-change-password", "请先修改一次性口令"));
            }
            let posts = held(&w, ask.person()).await?;
            if second::is_owed(&w, ask.person(), &posts, second_factor).await? {
                return Err(Failure::refused("must-enrol-second-factor", "请先启用两步验证"));
            }
            let alive = of(&w, ask.person()).await?.into_iter().filter(|row| row.revoked_at.is_none());
            if alive.filter(|row| w.now() < row.expires_at).count() >= TOKENS_MAX {
                return Err(Failure::refused("too-many-tokens", "有效的接口令牌过多，请先撤销不用的"));
            }
            let (id, detail) = (w.id(), json!({ "scopes": new.scopes, "days": new.days }));
            let row = ActiveModel {
                tenant_id: Set(w.tenant()),
                id: Set(id),
                person_id: Set(ask.person()),
                name: Set(new.name),
                digest: Set(digest),
                scopes: Set(serde_json::to_string(&new.scopes).map_err(Failure::internal)?),
                created_at: Set(w.now()),
                expires_at: Set(w.now().plus(Duration::from_secs(u64::from(new.days) * 86_400))),
                last_used_at: Set(None),
                revoked_at: Set(None),
            };
            let row = row.insert(w.conn()).await?;
            w.audit(ask.entry("org.create_token").on("api_token", id).with(detail));
            view(row, w.now())
        })
        .await?;
    // A repeated request is answered from what was kept, and the secret is never kept.
    let first = find(&ask.read(), &secret).await?.is_some_and(|row| row.id == token.id);
    Ok(Json(NewTokenView { token, secret: first.then_some(secret) }))
}

struct NewToken {
    name: String,
    scopes: BTreeSet<String>,
    days: u32,
}

fn checked(ask: &Ask, desk: &Desk, request: NewTokenRequest) -> Result<NewToken, Failure> {
    let NewTokenRequest { name, scopes, days } = request;
    let mut check = Checker::at("");
    let name = check.name("name", "令牌用途", &name);
    let known: BTreeSet<&str> = ask.policy().actions().collect();
    if scopes.is_empty() {
        check.say("scopes", "empty", "请至少选择一项权限");
    }
    for scope in scopes.iter().filter(|scope| !known.contains(scope.as_str())) {
        let shown: String = scope.chars().take(50).collect();
        check.say("scopes", "unknown", format!("没有名为 {shown} 的权限，可用的权限见 /api/me 的 actions"));
    }
    let max = desk.gate.login.token_days_max;
    if !(1..=max).contains(&days) {
        check.say("days", "range", format!("有效期应在 1 至 {max} 天之间"));
    }
    Failure::unless_empty(check.problems)?;
    Ok(NewToken { name, scopes, days })
}

#[utoipa::path(delete, path = "/api/me/tokens/{id}", operation_id = "token_revoke", tag = "org",
    params(("id" = String, Path, format = Uuid)), responses((status = 200, body = TokenView)))]
pub(crate) async fn token_revoke(
    ask: Ask,
    State(_): State<Desk>,
    Segment(id): Segment<TokenId>,
) -> Answer<TokenView> {
    only_at_browser(&ask)?;
    let ask = &ask;
    let view = ask
        .write(|w| async move {
            let row = Entity::find_by_id((w.tenant(), id)).one(w.conn()).await?;
            let row = row.filter(|row| row.person_id == ask.person()).or_hidden()?;
            let revoked_at = row.revoked_at.unwrap_or(w.now());
            let mut active = row.into_active_model();
            active.revoked_at = Set(Some(revoked_at));
            let row = active.update(w.conn()).await?;
            w.audit(ask.entry("org.revoke_token").on("api_token", id));
            view(row, w.now())
        })
        .await?;
    Ok(Json(view))
}
