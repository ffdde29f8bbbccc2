//! A unit confirms its table: it signs for the live figures, corrected where it knows better.

use axum::{Json, extract::State};
use db::Reader as _;
use kernel::{CampaignId, Failure, UnitId};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use web::{Answer, Ask, Body, Segment};

use crate::{
    Desk,
    count::find_table,
    model::{Correction, Figure, signed},
    policy::{Confirm, Read},
    store::{confirmation, tally},
    table::{Tallied, digest, live_figures},
};

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TableConfirmation {
    #[schema(value_type = String, format = Uuid)]
    pub unit: UnitId,
    /// As the table showed it: nobody signs for figures that changed meanwhile.
    pub live_digest: String,
    #[serde(default)]
    pub corrections: Vec<Correction>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ConfirmedView {
    pub version: i64,
    #[schema(value_type = String, format = DateTime)]
    pub at: kernel::Instant,
    pub corrected: i64,
}

/// Confirms the unit's figures of a table
#[utoipa::path(post, path = "/api/campaigns/{campaign}/tables/{table}/confirm", operation_id = "statistics_confirm",
    tag = "statistics", params(("campaign" = String, Path), ("table" = String, Path)),
    request_body = TableConfirmation, responses((status = 200, body = ConfirmedView)))]
pub(crate) async fn table_confirm(
    ask: Ask,
    State(desk): State<Desk>,
    Segment((campaign, table)): Segment<(CampaignId, String)>,
    Body(body): Body<TableConfirmation>,
) -> Answer<ConfirmedView> {
    let view = confirm(&ask, &desk, campaign, &table, &body).await?;
    Ok(Json(view))
}

/// Shared with the import, which reads the corrections from a file.
pub(crate) async fn confirm(
    ask: &Ask,
    desk: &Desk,
    campaign: CampaignId,
    table: &str,
    body: &TableConfirmation,
) -> Result<ConfirmedView, Failure> {
    ask.write(|w| async move {
        let running = desk.plans.running(w.view(), campaign).await?;
        let standing = org::tree::standing(&w, &body.unit).await?;
        ask.authorize_or_hide::<Read>(&standing)?;
        let granted = ask.authorize::<Confirm>(&standing)?;
        let document = &running.plan.document;
        let paper = find_table(document, table).ok_or(Failure::Hidden)?;
        let tallies = Tallied::of(tally::of_units(&w, campaign, table, &[body.unit]).await?);
        let live = live_figures(document, paper, &tallies, body.unit);
        if digest(&live) != body.live_digest {
            return Err(Failure::Stale);
        }
        let figures = signed(&live, &body.corrections).map_err(|problems| Failure::Invalid { problems })?;
        let kept = confirmation::append(&w, &granted, campaign, table, &figures).await?;
        let corrected: Vec<(&String, &Figure)> =
            kept.figures.iter().filter(|(_, figure)| figure.reason.is_some()).collect();
        w.audit(ask.entry(<Confirm as ::policy::Act>::KEY).at(body.unit).on("table", table).with(json!({
            "table_title": paper.title.as_str(), "version": kept.version, "corrected": corrected,
        })));
        let corrected = i64::try_from(corrected.len()).map_err(Failure::internal)?;
        Ok(ConfirmedView { version: kept.version, at: kept.at, corrected })
    })
    .await
}
