//! Do the figures that are kept equal what the records give?

use std::sync::Arc;

use campaign::Campaigns;
use db::View;
use facts::RunningPlans;
use kernel::{Failure, TenantId};

/// What one running campaign's recount gives.
#[derive(Clone, Debug)]
pub struct Recounted {
    pub campaign: String,
    pub figures: i64,
    /// Figures that are kept wrongly.
    pub differences: usize,
}

/// Counts every running campaign of a tenant again.
pub(crate) async fn recount<'a>(
    of: impl Fn(TenantId) -> View<'a>,
    tenant: TenantId,
) -> Result<Vec<Recounted>, Failure> {
    // The calendar moves deadlines and no figure, so the shipped one serves.
    let campaigns = Campaigns::new(Arc::new(server::work_calendar()?));
    let mut recounted = Vec::new();
    for running in campaigns.all(of(tenant)).await? {
        let view = statistics::compared(&of(tenant), &running).await?;
        recounted.push(Recounted {
            campaign: running.title.clone(),
            figures: view.figures,
            differences: view.differences.len(),
        });
    }
    Ok(recounted)
}
