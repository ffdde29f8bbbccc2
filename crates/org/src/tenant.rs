//! Tenants: the authorities that run campaigns on this installation. A first start has none.

use db::{Db, Reader};
use kernel::{Failure, TenantId};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, QueryOrder, Set};

use crate::rows::tenant::{ActiveModel, Column, Entity};

/// The tenant that the set-up makes.
pub const FIRST: TenantId = TenantId(1);

/// Every tenant of the installation, in the order of their numbers.
pub async fn tenants(db: &Db) -> Result<Vec<TenantId>, Failure> {
    tenants_in(db.pool()).await
}

/// As [`tenants`], of a snapshot or a database that is being filled.
pub async fn tenants_in(conn: &impl ConnectionTrait) -> Result<Vec<TenantId>, Failure> {
    let rows = Entity::find().order_by_asc(Column::Id).all(conn).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

pub(crate) async fn exists(reader: &impl Reader) -> Result<bool, Failure> {
    Ok(Entity::find_by_id(reader.tenant()).one(reader.conn()).await?.is_some())
}

/// Makes the tenant that this unit of work is about.
pub(crate) async fn create(write: &db::Write, key: &str) -> Result<(), Failure> {
    let row = ActiveModel { id: Set(write.tenant()), key: Set(key.to_owned()), created_at: Set(write.now()) };
    row.insert(write.conn()).await?;
    Ok(())
}
