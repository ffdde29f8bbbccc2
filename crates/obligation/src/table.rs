//! The statistics table that a report may carry: asked from whoever keeps tables, in the report's own transaction.

use std::sync::Arc;

use db::Write;
use facts::RunningPlan;
use kernel::{Failure, PersonId, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A frozen table: later corrections make a supplement and leave this one as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TableRef {
    pub snapshot_id: Uuid,
    /// Printed on the table, e.g. `TJ-2021-000012`.
    pub number: String,
    pub title: String,
    /// SHA-256 (hex) of the frozen content.
    pub digest: String,
}

/// Freezes the unit's confirmed table for a report. `server` answers this with `statistics`.
#[async_trait::async_trait]
pub trait TableSource: Send + Sync {
    /// # Errors
    /// [`Failure::Refused`] with what to do when the unit has not confirmed its figures yet.
    async fn frozen_for_submission(
        &self,
        write: &Write,
        running: &Arc<RunningPlan>,
        table: &str,
        unit: UnitId,
        by: PersonId,
    ) -> Result<TableRef, Failure>;
}
