//! Sealing: numbers the entries of one write, links them to the line before and moves the head.

use db::{Entry, Journal, Outcome, Reader, Write};
use kernel::{Failure, TenantId};
use sea_orm::{EntityTrait, IntoActiveModel, QuerySelect, QueryTrait, Set, Unchanged, sea_query::OnConflict};

use crate::row::{digest, entry};

pub(crate) mod head {
    use kernel::TenantId;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_head")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: TenantId,
        pub seq: i64,
        pub digest: String,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// What the first line of a trail follows.
pub(crate) const GENESIS: &str = "";

/// The journal of a real installation.
#[derive(Debug, Default)]
pub struct Chain;

#[async_trait::async_trait]
impl Journal for Chain {
    async fn seal(&self, write: &Write, entries: Vec<Entry>) -> Result<(), Failure> {
        let tenant = write.tenant();
        let (mut seq, mut previous) = hold_head(write).await?;
        let mut lines = Vec::with_capacity(entries.len());
        for said in entries {
            seq += 1;
            let mut line = line(tenant, seq, write.now(), said, std::mem::take(&mut previous));
            line.digest = digest(&line);
            previous.clone_from(&line.digest);
            lines.push(line.into_active_model());
        }
        write.later(&entry::Entity::insert_many(lines).into_query()).await?;
        let after = head::Model { tenant_id: tenant, seq, digest: previous };
        let moved = head::ActiveModel {
            tenant_id: Unchanged(tenant),
            seq: Set(after.seq),
            digest: Set(after.digest.clone()),
        };
        write.later(&head::Entity::update(moved).validate()?.into_query()).await?;
        write.hand_over(after);
        Ok(())
    }
}

/// The number and digest of the last line, held until the commit so that writers line up.
///
/// The first two writers of a tenant find no row to hold; they meet at the insert, which lets the second one wait and
/// then read what the first one left.
async fn hold_head(write: &Write) -> Result<(i64, String), Failure> {
    if let Some(head) = write.handed_over::<head::Model>().filter(|head| head.tenant_id == write.tenant()) {
        return Ok((head.seq, head.digest.clone()));
    }
    let held = || head::Entity::find_by_id(write.tenant()).lock_exclusive().one(write.conn());
    if let Some(head) = held().await? {
        return Ok((head.seq, head.digest));
    }
    let first = head::Model { tenant_id: write.tenant(), seq: 0, digest: GENESIS.to_owned() };
    head::Entity::insert(first.into_active_model())
        .on_conflict(OnConflict::column(head::Column::TenantId).do_nothing().to_owned())
        .exec_without_returning(write.conn())
        .await?;
    let head = held().await?.ok_or_else(|| Failure::internal("the head of the audit trail vanished"))?;
    Ok((head.seq, head.digest))
}

fn line(tenant_id: TenantId, seq: i64, at: kernel::Instant, said: Entry, previous: String) -> entry::Model {
    let Entry { action, outcome, person, unit, subject, detail } = said;
    let (subject_kind, subject_id) = subject.map(|(kind, id)| (kind.to_owned(), id)).unzip();
    entry::Model {
        tenant_id,
        seq,
        at,
        action: action.to_owned(),
        outcome: match outcome {
            Outcome::Done => "done",
            Outcome::Refused => "refused",
        }
        .to_owned(),
        person_id: person,
        unit_id: unit,
        subject_kind,
        subject_id,
        detail: detail.to_string(),
        previous,
        digest: String::new(),
    }
}
