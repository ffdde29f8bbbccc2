//! Adopt: the compiled plan becomes the one that runs, and everybody who depends on it follows in the same
//! transaction.

use std::sync::Arc;

use axum::{Json, extract::State};
use facts::RunningPlan;
use kernel::{CampaignId, Failure, Instant, OrHidden};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use web::{Answer, Ask, Body, Segment};

use crate::{
    Desk,
    diff::{Candidate, candidate},
    policy::Adopt,
    store::{self, CompiledId},
};

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Adoption {
    /// The kept plan file.
    pub fingerprint: String,
    /// The compiled plan that the asker compared with; nothing for the first adoption.
    #[schema(value_type = Option<String>, format = Uuid)]
    pub parent: Option<CompiledId>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct AdoptedView {
    #[schema(value_type = String, format = Uuid)]
    pub compiled_id: CompiledId,
    pub obligations: i64,
    #[schema(value_type = String, format = DateTime)]
    pub adopted_at: Instant,
}

/// Adopts a kept plan file for a campaign
#[utoipa::path(post, path = "/api/campaigns/{id}/adopt", operation_id = "campaign_adopt", tag = "campaign",
    params(("id" = String, Path)), request_body = Adoption, responses((status = 200, body = AdoptedView)))]
pub(crate) async fn campaign_adopt(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<CampaignId>,
    Body(body): Body<Adoption>,
) -> Answer<AdoptedView> {
    let granted = ask.authorize_everywhere::<Adopt>()?;
    let (ask, desk, body, granted) = (&ask, &desk, &body, &granted);
    let adopted = ask
        .write(|w| async move {
            let row = store::hold_campaign(&w, id).await?;
            if row.compiled_id != body.parent {
                return Err(Failure::refused(
                    "parent-moved",
                    "在您比较之后，已有人采用了另一版方案。请重新查看差异后再采用",
                ));
            }
            let file = store::find_file(&w, &body.fingerprint).await?.or_hidden()?;
            if file.plan_key != row.plan_key {
                return Err(Failure::refused("another-plan", "该方案文件属于另一项活动，不能在此采用"));
            }
            let Candidate { plan, compiled, units } = candidate(&w, desk, &file.content).await?;
            let compiled_id = store::adopt(&w, granted, &row, &plan, &compiled).await?;
            let obligations = i64::try_from(compiled.entries.len()).map_err(Failure::internal)?;
            let running = Arc::new(RunningPlan {
                campaign: row.id,
                title: plan.document.title.to_string(),
                plan: Arc::new(plan),
                compiled: Arc::new(compiled),
                calendar: Arc::clone(desk.campaigns.calendar()),
                units,
                adopted_at: db::Reader::now(&w),
            });
            for follower in desk.followers.0.iter() {
                follower.adopted(&w, &running).await?;
            }
            let entry = ask.entry(<Adopt as ::policy::Act>::KEY).on("campaign", row.id);
            w.audit(entry.with(json!({ "fingerprint": file.fingerprint, "obligations": obligations })));
            Ok(AdoptedView { compiled_id, obligations, adopted_at: db::Reader::now(&w) })
        })
        .await?;
    Ok(Json(adopted))
}
