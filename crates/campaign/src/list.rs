//! The campaigns of the authority, and the beginning of a new one.

use axum::{Json, extract::State};
use kernel::{CampaignId, Failure, Instant, OrHidden};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use web::{Answer, Ask, Body};

use crate::{
    Desk,
    policy::{Adopt, Read},
    store::{self, CompiledId},
};

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CampaignView {
    #[schema(value_type = String, format = Uuid)]
    pub id: CampaignId,
    pub plan_key: String,
    pub title: String,
    /// The compiled plan that runs; nothing while none has been adopted.
    #[schema(value_type = Option<String>, format = Uuid)]
    pub running: Option<CompiledId>,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Instant,
}

impl From<store::campaign::Model> for CampaignView {
    fn from(model: store::campaign::Model) -> Self {
        let store::campaign::Model {
            tenant_id: _,
            id,
            plan_key,
            title,
            compiled_id,
            created_at,
            created_by: _,
        } = model;
        Self { id, plan_key, title, running: compiled_id, created_at }
    }
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewCampaign {
    /// A kept plan file.
    pub fingerprint: String,
}

/// The campaigns, the oldest first
#[utoipa::path(get, path = "/api/campaigns", operation_id = "campaign_list", tag = "campaign",
    responses((status = 200, body = [CampaignView])))]
pub(crate) async fn campaign_list(ask: Ask) -> Answer<Vec<CampaignView>> {
    ask.authorize_everywhere::<Read>()?;
    let campaigns = store::campaigns(&ask.read()).await?;
    Ok(Json(campaigns.into_iter().map(CampaignView::from).collect()))
}

/// Begins a campaign for a kept plan; nothing runs until the plan is adopted
#[utoipa::path(post, path = "/api/campaigns", operation_id = "campaign_create", tag = "campaign",
    request_body = NewCampaign, responses((status = 200, body = CampaignView)))]
pub(crate) async fn campaign_create(
    ask: Ask,
    State(_): State<Desk>,
    Body(body): Body<NewCampaign>,
) -> Answer<CampaignView> {
    let granted = ask.authorize_everywhere::<Adopt>()?;
    let (ask, fingerprint) = (&ask, body.fingerprint.as_str());
    let created = ask
        .write(|w| async move {
            let file = store::find_file(&w, fingerprint).await?.or_hidden()?;
            let campaign = store::create_campaign(&w, &granted, &file.plan_key, &file.title).await?;
            let entry = ask.entry("campaign.create").on("campaign", campaign.id);
            w.audit(entry.with(json!({ "plan_key": file.plan_key })));
            Ok::<_, Failure>(CampaignView::from(campaign))
        })
        .await?;
    Ok(Json(created))
}
