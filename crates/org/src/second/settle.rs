//! Which keys the secrets of an installation are closed with, and closing those that are not closed yet.

use std::collections::BTreeMap;

use db::{Db, Entry, Reader, Write};
use kernel::{Failure, TenantId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Set,
};
use serde_json::json;

use super::seal::{Kept, Seal, kept};
use crate::{
    rows::second_factor::{Column, Entity, Model},
    tenant::tenants,
};

/// How the secrets of an installation are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Census {
    /// As programs before the seal wrote them.
    pub plain: u64,
    /// By the number of the key.
    pub sealed: BTreeMap<String, u64>,
    /// Closed with the key that was handed in, and yet it does not open them: somebody has changed the rows.
    pub broken: u64,
}

/// Counts the secrets of all tenants, and tries those that belong to the key.
///
/// # Errors
/// When the database cannot be read.
pub async fn census(conn: &impl ConnectionTrait, seal: Option<&Seal>) -> Result<Census, Failure> {
    let mut census = Census::default();
    for row in Entity::find().all(conn).await? {
        match kept(&row.secret) {
            Kept::Plain(_) => census.plain += 1,
            Kept::Sealed { number, hex: _ } => {
                *census.sealed.entry(number.to_owned()).or_default() += 1;
                let ours = seal.filter(|seal| seal.number() == number);
                let opens =
                    ours.is_none_or(|seal| seal.open(row.tenant_id, row.person_id, &row.secret).is_some());
                census.broken += u64::from(!opens);
            }
        }
    }
    Ok(census)
}

/// Closes what older programs left open; answers how many that were. Done at each start, because a restored backup and a
/// second server of an older version may bring such rows back.
///
/// # Errors
/// When the database cannot be written.
pub async fn settle(db: &Db, seal: &Seal) -> Result<u64, Failure> {
    let mut closed = 0;
    for tenant in tenants(db).await? {
        if plain_rows(&db.read(tenant), tenant).await?.is_empty() {
            continue;
        }
        closed += db.write(tenant, |w| async move { close_all(&w, seal).await }).await?;
    }
    Ok(closed)
}

async fn plain_rows(reader: &impl Reader, tenant: TenantId) -> Result<Vec<Model>, Failure> {
    let rows = Entity::find().filter(Column::TenantId.eq(tenant)).all(reader.conn()).await?;
    Ok(rows.into_iter().filter(|row| matches!(kept(&row.secret), Kept::Plain(_))).collect())
}

async fn close_all(write: &Write, seal: &Seal) -> Result<u64, Failure> {
    let rows = plain_rows(write, write.tenant()).await?;
    let count = rows.len() as u64;
    for row in rows {
        let closed = seal.close(row.tenant_id, row.person_id, &row.secret)?;
        let mut active = row.into_active_model();
        active.secret = Set(closed);
        active.update(write.conn()).await?;
    }
    write.audit(Entry::new("org.seal_second_factors").with(json!({ "sealed": count, "key": seal.number() })));
    Ok(count)
}
