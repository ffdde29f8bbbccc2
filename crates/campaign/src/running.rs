//! Which plan a campaign is pinned to. Compiled plans never change, so each is read once and kept.

use std::{
    collections::BTreeMap,
    sync::{Arc, RwLock},
};

use db::{Db, Reader};
use facts::{RunningPlan, RunningPlans};
use kernel::{CampaignId, Failure, OrHidden, TenantId};

use crate::store::{self, CompiledId};

/// The campaigns of every tenant of this process.
pub struct Campaigns {
    db: Arc<Db>,
    /// By compiled plan: which one runs is asked of the database every time, what it says is not.
    kept: RwLock<BTreeMap<CompiledId, Arc<RunningPlan>>>,
}

impl Campaigns {
    #[must_use]
    pub fn new(db: Arc<Db>) -> Self {
        Self { db, kept: RwLock::default() }
    }

    /// The compiled plan that the row points at.
    pub(crate) async fn of_row(
        &self,
        reader: &impl Reader,
        row: &store::campaign::Model,
    ) -> Result<Option<Arc<RunningPlan>>, Failure> {
        let Some(id) = row.compiled_id else { return Ok(None) };
        if let Some(kept) = self.kept.read().unwrap_or_else(std::sync::PoisonError::into_inner).get(&id) {
            return Ok(Some(Arc::clone(kept)));
        }
        let compiled = store::find_compiled(reader, id).await?;
        let file = store::find_file(reader, &compiled.fingerprint).await?;
        let file = file.ok_or_else(|| Failure::internal("a compiled plan without its plan file"))?;
        let running = assemble(reader, row.id, &file.content, &compiled).await?;
        self.kept.write().unwrap_or_else(std::sync::PoisonError::into_inner).insert(id, Arc::clone(&running));
        Ok(Some(running))
    }
}

async fn assemble(
    reader: &impl Reader,
    campaign: CampaignId,
    text: &str,
    compiled: &store::compiled_plan::Model,
) -> Result<Arc<RunningPlan>, Failure> {
    let told = |problems: Vec<plan::Problem>| {
        Failure::internal(format!("a kept plan file no longer reads: {problems:?}"))
    };
    let plan = plan::parse(text).map_err(told)?;
    let obligations = serde_json::from_str(&compiled.content).map_err(Failure::internal)?;
    let units = org::tree::snapshot(reader).await?.ids;
    Ok(Arc::new(RunningPlan {
        campaign,
        title: plan.document.title.to_string(),
        plan: Arc::new(plan),
        compiled: Arc::new(obligations),
        units,
        adopted_at: compiled.adopted_at,
    }))
}

#[async_trait::async_trait]
impl RunningPlans for Campaigns {
    async fn running(&self, tenant: TenantId, campaign: CampaignId) -> Result<Arc<RunningPlan>, Failure> {
        let read = self.db.read(tenant);
        let row = store::find_campaign(&read, campaign).await?;
        self.of_row(&read, &row).await?.or_hidden()
    }

    async fn all(&self, tenant: TenantId) -> Result<Vec<Arc<RunningPlan>>, Failure> {
        let read = self.db.read(tenant);
        let mut running = Vec::new();
        for row in store::campaigns(&read).await? {
            running.extend(self.of_row(&read, &row).await?);
        }
        Ok(running)
    }
}
