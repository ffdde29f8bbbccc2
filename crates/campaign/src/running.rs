//! Which plan a campaign is pinned to. Compiled plans never change, so each is read once and kept.

use std::{
    collections::BTreeMap,
    sync::{Arc, RwLock},
};

use db::{Reader, View, Write};
use facts::{RunningPlan, RunningPlans};
use kernel::{CampaignId, Failure, OrHidden};
use plan::CalendarFile;

use crate::store::{self, CompiledId};

/// The campaigns of every tenant of this process.
pub struct Campaigns {
    calendar: Arc<CalendarFile>,
    /// By compiled plan: which one runs is asked of the database every time, what it says is not.
    kept: RwLock<BTreeMap<CompiledId, Arc<RunningPlan>>>,
}

impl Campaigns {
    #[must_use]
    pub fn new(calendar: Arc<CalendarFile>) -> Self {
        Self { calendar, kept: RwLock::default() }
    }

    #[must_use]
    pub fn calendar(&self) -> &Arc<CalendarFile> {
        &self.calendar
    }

    /// The compiled plan that a campaign is pinned to.
    pub(crate) async fn of(
        &self,
        reader: &impl Reader,
        campaign: CampaignId,
        compiled: Option<CompiledId>,
    ) -> Result<Option<Arc<RunningPlan>>, Failure> {
        let Some(id) = compiled else { return Ok(None) };
        if let Some(kept) = self.kept.read().unwrap_or_else(std::sync::PoisonError::into_inner).get(&id) {
            return Ok(Some(Arc::clone(kept)));
        }
        let compiled = store::find_compiled(reader, id).await?;
        let file = store::find_file(reader, &compiled.fingerprint).await?;
        let file = file.ok_or_else(|| Failure::internal("a compiled plan without its plan file"))?;
        let running = self.assemble(reader, campaign, &file.content, &compiled).await?;
        self.kept.write().unwrap_or_else(std::sync::PoisonError::into_inner).insert(id, Arc::clone(&running));
        Ok(Some(running))
    }

    async fn assemble(
        &self,
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
            calendar: Arc::clone(&self.calendar),
            units,
            adopted_at: compiled.adopted_at,
        }))
    }
}

#[async_trait::async_trait]
impl RunningPlans for Campaigns {
    async fn running(&self, view: View<'_>, campaign: CampaignId) -> Result<Arc<RunningPlan>, Failure> {
        let pinned = match store::pins(&view).await? {
            Some(pins) => pins.of(campaign),
            None => store::find_campaign(&view, campaign).await?.compiled_id,
        };
        self.of(&view, campaign, pinned).await?.or_hidden()
    }

    async fn all(&self, view: View<'_>) -> Result<Vec<Arc<RunningPlan>>, Failure> {
        let mut running = Vec::new();
        for row in store::campaigns(&view).await? {
            running.extend(self.of(&view, row.id, row.compiled_id).await?);
        }
        Ok(running)
    }

    async fn pinned(&self, write: &Write, campaign: CampaignId) -> Result<Arc<RunningPlan>, Failure> {
        let pinned = match store::pins(write).await? {
            // Nobody else writes, so it is pinned as it is.
            Some(pins) => pins.of(campaign),
            None => store::pin_campaign(write, campaign).await?.compiled_id,
        };
        self.of(write, campaign, pinned).await?.or_hidden()
    }

    async fn held(&self, write: &Write) -> Result<Vec<Arc<RunningPlan>>, Failure> {
        let mut running = Vec::new();
        for row in store::hold_campaigns(write).await? {
            running.extend(self.of(write, row.id, row.compiled_id).await?);
        }
        Ok(running)
    }
}
