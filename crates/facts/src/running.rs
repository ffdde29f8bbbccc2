//! The plan that a campaign is pinned to: what duties ask and what facts are counted against.

use std::{collections::BTreeMap, sync::Arc};

use db::{View, Write};
use kernel::{CampaignId, Failure, Instant, UnitId};

/// An adopted plan with the compiled obligations and the units it was compiled for. Immutable; shared by everybody.
#[derive(Debug)]
pub struct RunningPlan {
    pub campaign: CampaignId,
    /// The campaign's name as the plan gives it.
    pub title: String,
    pub plan: Arc<plan::Plan>,
    pub compiled: Arc<plan::CompiledPlan>,
    /// The work days that deadlines are counted in which only a record begins.
    pub calendar: Arc<plan::CalendarFile>,
    /// The plan speaks of units by key.
    pub units: BTreeMap<String, UnitId>,
    pub adopted_at: Instant,
}

/// Answers which plan a campaign is pinned to. `campaign` implements it; whoever counts or asks uses it.
#[async_trait::async_trait]
pub trait RunningPlans: Send + Sync {
    /// [`Failure::Hidden`] when there is no such campaign or nothing has been adopted yet.
    async fn running(&self, view: View<'_>, campaign: CampaignId) -> Result<Arc<RunningPlan>, Failure>;
    /// Every campaign that has adopted a plan, oldest first.
    async fn all(&self, view: View<'_>) -> Result<Vec<Arc<RunningPlan>>, Failure>;
    /// As [`Self::running`], and nobody adopts another plan or counts again before the write ends: what is counted
    /// under a plan is never counted under the next one as well, nor forgotten by it.
    async fn pinned(&self, write: &Write, campaign: CampaignId) -> Result<Arc<RunningPlan>, Failure>;
    /// As [`Self::all`], and nothing is counted by anybody else before the write ends. For whoever counts again.
    async fn held(&self, write: &Write) -> Result<Vec<Arc<RunningPlan>>, Failure>;
}
