//! Everything that says what somebody may do now, in one statement: it stands before every request.

use db::Reader;
use kernel::{Failure, Instant, PersonId, PostId, UnitId};
use policy::HeldPost;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, FromQueryResult, Iterable, QueryResult,
    sea_query::{Alias, Expr, ExprTrait, JoinType, Query, SelectStatement},
};

use super::{password, secret};
use crate::{
    posts::store::in_force_on,
    rows::{password as password_row, person, post, second_factor, session},
};

/// A person as far as it matters whether they are let in.
pub(crate) struct Identity {
    pub person: PersonId,
    pub name: String,
    pub disabled: bool,
    /// A one-time password, one that is too old, or none at all.
    pub must_change_password: bool,
    pub has_second_factor: bool,
    /// In force today, by id.
    pub posts: Vec<HeldPost>,
}

/// One line for each post, and one without a post for somebody who has none.
#[derive(FromQueryResult)]
struct Line {
    person: PersonId,
    name: String,
    disabled_at: Option<Instant>,
    must_change: Option<bool>,
    changed_at: Option<Instant>,
    confirmed_at: Option<Instant>,
    post: Option<PostId>,
    role: Option<String>,
    unit: Option<UnitId>,
    stands_in_for: Option<PostId>,
}

/// The session with its holder; `None` when nobody has it.
pub(crate) async fn of_session(
    reader: &impl Reader,
    shown: &str,
    rules: &config::Passwords,
) -> Result<Option<(session::Model, Identity)>, Failure> {
    use session::Column;
    let mut query = of_people(reader);
    query
        .columns(Column::iter().map(|column| (session::Entity, column)))
        .join(JoinType::InnerJoin, session::Entity, same(Column::TenantId, Column::PersonId))
        .and_where(Column::Digest.eq(secret::digest(shown)));
    let rows = reader.conn().query_all(&query).await?;
    let Some(first) = rows.first() else { return Ok(None) };
    let session = session::Model::from_query_result(first, "")?;
    Ok(identity(reader, &rows, rules)?.map(|identity| (session, identity)))
}

/// `None` when there is no such person.
pub(crate) async fn of_person(
    reader: &impl Reader,
    person: PersonId,
    rules: &config::Passwords,
) -> Result<Option<Identity>, Failure> {
    let mut query = of_people(reader);
    query.and_where(person::Column::Id.eq(person));
    identity(reader, &reader.conn().query_all(&query).await?, rules)
}

fn of_people(reader: &impl Reader) -> SelectStatement {
    let mut query = Query::select();
    let mut read = |column: Expr, name: &'static str| {
        query.expr_as(column, Alias::new(name));
    };
    read(Expr::col((person::Entity, person::Column::Id)), "person");
    read(Expr::col((person::Entity, person::Column::Name)), "name");
    read(Expr::col((person::Entity, person::Column::DisabledAt)), "disabled_at");
    read(Expr::col((password_row::Entity, password_row::Column::MustChange)), "must_change");
    read(Expr::col((password_row::Entity, password_row::Column::ChangedAt)), "changed_at");
    read(Expr::col((second_factor::Entity, second_factor::Column::ConfirmedAt)), "confirmed_at");
    read(Expr::col((post::Entity, post::Column::Id)), "post");
    read(Expr::col((post::Entity, post::Column::Role)), "role");
    read(Expr::col((post::Entity, post::Column::UnitId)), "unit");
    read(Expr::col((post::Entity, post::Column::StandsInFor)), "stands_in_for");
    let password = (password_row::Column::TenantId, password_row::Column::PersonId);
    let factor = (second_factor::Column::TenantId, second_factor::Column::PersonId);
    let posts = (post::Column::TenantId, post::Column::PersonId);
    let today = reader.now().day();
    query
        .from(person::Entity)
        .join(JoinType::LeftJoin, password_row::Entity, same(password.0, password.1))
        .join(JoinType::LeftJoin, second_factor::Entity, same(factor.0, factor.1))
        .join(JoinType::LeftJoin, post::Entity, same(posts.0, posts.1).add(in_force_on(today)))
        .and_where(person::Column::TenantId.eq(reader.tenant()))
        .order_by((post::Entity, post::Column::Id), sea_orm::Order::Asc);
    query
}

/// That a row of another table is of the same person.
fn same<C: ColumnTrait>(tenant: C, person: C) -> Condition {
    let tenant = tenant.into_expr().equals((person::Entity, person::Column::TenantId));
    Condition::all().add(tenant).add(person.into_expr().equals((person::Entity, person::Column::Id)))
}

fn identity(
    reader: &impl Reader,
    rows: &[QueryResult],
    rules: &config::Passwords,
) -> Result<Option<Identity>, Failure> {
    let mut found: Option<Identity> = None;
    for row in rows {
        let Line {
            person,
            name,
            disabled_at,
            must_change,
            changed_at,
            confirmed_at,
            post,
            role,
            unit,
            stands_in_for,
        } = Line::from_query_result(row, "")?;
        let stale = changed_at.is_none_or(|at| password::is_stale(at, reader.now().day(), rules));
        let identity = found.get_or_insert_with(|| Identity {
            person,
            name,
            disabled: disabled_at.is_some(),
            must_change_password: stale || must_change.unwrap_or(true),
            has_second_factor: confirmed_at.is_some(),
            posts: Vec::new(),
        });
        if let (Some(post), Some(role), Some(unit)) = (post, role, unit) {
            let role = role
                .parse()
                .map_err(|()| Failure::internal(format!("post {post} has the unknown role {role}")))?;
            identity.posts.push(HeldPost { post, role, unit, stands_in_for });
        }
    }
    Ok(found)
}
