//! What was done after a line of the trail, as cheaply as it can be asked: one number says whether anything was, and a
//! stretch of the trail says where.

use std::collections::BTreeSet;

use db::Reader;
use kernel::{Failure, UnitId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    chain::head,
    row::entry::{Column, Entity},
};

/// Lines that are looked through at most. Beyond it is a matter of seconds until something concerns everybody.
const LINES_MAX: u64 = 500;

/// Where something was done.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// At these units.
    pub units: BTreeSet<UnitId>,
    /// To these things of no unit, each with its kind.
    pub subjects: BTreeSet<(String, String)>,
    /// More than is worth reading.
    pub much: bool,
}

/// The number of the newest line; nought while there is none.
pub async fn newest(reader: &impl Reader) -> Result<i64, Failure> {
    let head = head::Entity::find_by_id(reader.tenant()).one(reader.conn()).await?;
    Ok(head.map_or(0, |head| head.seq))
}

/// Where something was done after the line `after`, up to the line `until`.
pub async fn between(reader: &impl Reader, after: i64, until: i64) -> Result<Done, Failure> {
    let rows: Vec<(Option<UnitId>, Option<String>, Option<String>)> = Entity::find()
        .select_only()
        .columns([Column::UnitId, Column::SubjectKind, Column::SubjectId])
        .filter(Column::TenantId.eq(reader.tenant()))
        .filter(Column::Seq.gt(after))
        .filter(Column::Seq.lte(until))
        .order_by_asc(Column::Seq)
        .limit(LINES_MAX + 1)
        .into_tuple()
        .all(reader.conn())
        .await?;
    let mut done = Done { much: rows.len() as u64 > LINES_MAX, ..Done::default() };
    for (unit, kind, id) in rows {
        match (unit, kind.zip(id)) {
            (Some(unit), _) => {
                done.units.insert(unit);
            }
            (None, Some(subject)) => {
                done.subjects.insert(subject);
            }
            (None, None) => {}
        }
    }
    Ok(done)
}
