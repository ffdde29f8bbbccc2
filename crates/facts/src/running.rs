//! The plan that a campaign is pinned to: what duties ask and what facts are counted against.

use std::{collections::BTreeMap, sync::Arc};

use kernel::{CampaignId, Failure, Instant, TenantId, UnitId};

/// An adopted plan with the compiled obligations and the units it was compiled for. Immutable; shared by everybody.
#[derive(Debug)]
pub struct RunningPlan {
    pub campaign: CampaignId,
    /// The campaign's name as the plan gives it.
    pub title: String,
    pub plan: Arc<plan::Plan>,
    pub compiled: Arc<plan::CompiledPlan>,
    /// The plan speaks of units by key.
    pub units: BTreeMap<String, UnitId>,
    pub adopted_at: Instant,
}

/// Answers which plan a campaign is pinned to. `campaign` implements it; whoever counts or asks uses it.
#[async_trait::async_trait]
pub trait RunningPlans: Send + Sync {
    /// [`Failure::Hidden`] when there is no such campaign or nothing has been adopted yet.
    async fn running(&self, tenant: TenantId, campaign: CampaignId) -> Result<Arc<RunningPlan>, Failure>;
    /// Every campaign that has adopted a plan, oldest first.
    async fn all(&self, tenant: TenantId) -> Result<Vec<Arc<RunningPlan>>, Failure>;
}
