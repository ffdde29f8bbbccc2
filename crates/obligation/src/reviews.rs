//! The review desk: what waits for a decision of the asker's posts, the longest waiting first.

use std::collections::BTreeMap;

use axum::{Json, extract::State};
use db::Reader as _;
use kernel::{CampaignId, Instant, UnitId};
use plan::document::ReviewStep;
use sea_orm::{ColumnTrait, Condition};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Answer, Ask, Params};

use crate::{
    Desk, SubmissionId, page,
    policy::Review,
    steps::Decider,
    store::{self, obligation::Column},
    view::{self, ObligationRow},
};

#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReviewQuery {
    #[param(value_type = Option<String>)]
    pub campaign: Option<CampaignId>,
    /// This unit and everything under it
    #[param(value_type = Option<String>)]
    pub unit: Option<UnitId>,
    pub duty: Option<String>,
    pub after: Option<String>,
    pub limit: Option<u64>,
}

/// A version that waits.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ReviewDeskRow {
    #[schema(value_type = String, format = Uuid)]
    pub submission_id: SubmissionId,
    pub obligation: ObligationRow,
    pub receipt: String,
    pub submitted_at: Instant,
    pub submitted_by: String,
    /// The step that waits, in the words of the plan.
    pub step_title: String,
    /// False when the asker handed it in: somebody else has to decide.
    pub may_decide: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ReviewDeskPage {
    pub items: Vec<ReviewDeskRow>,
    pub next: Option<String>,
}

/// Versions that wait for a decision
#[utoipa::path(get, path = "/api/reviews", operation_id = "review_list", tag = "obligation", params(ReviewQuery),
    responses((status = 200, body = ReviewDeskPage)))]
pub(crate) async fn review_list(
    ask: Ask,
    State(desk): State<Desk>,
    Params(query): Params<ReviewQuery>,
) -> Answer<ReviewDeskPage> {
    let read = ask.read();
    let limit = page::limit(query.limit)?;
    let deciders: Vec<Decider> = if ask.policy().anywhere::<Review>(ask.actor()) {
        ask.actor().posts.iter().map(|post| Decider { unit: post.unit, role: post.role }).collect()
    } else {
        Vec::new()
    };
    if deciders.is_empty() {
        return Ok(Json(ReviewDeskPage { items: Vec::new(), next: None }));
    }
    let which = which(&read, &query);
    let mut models =
        store::obligation::waiting(&read, &deciders, which, query.after.as_deref(), limit).await?;
    let next =
        page::cut(&mut models, limit, |last| page::cursor(last.submitted_at.unwrap_or_default(), last.id));
    let ids = models.iter().filter_map(|row| row.submission_id).collect();
    let submissions: BTreeMap<_, _> =
        store::submission::by_ids(&read, ids).await?.into_iter().map(|row| (row.id, row)).collect();
    let people = org::people::labels(&read, submissions.values().map(|row| row.submitted_by)).await?;
    let mut items = Vec::with_capacity(models.len());
    for (model, row) in models.iter().zip(view::rows(&read, &models).await?) {
        let Some(submission) = model.submission_id.and_then(|id| submissions.get(&id)) else { continue };
        let running = desk.plans.running(read.view(), model.campaign_id).await?;
        items.push(ReviewDeskRow {
            submission_id: submission.id,
            obligation: row,
            receipt: submission.receipt.clone(),
            submitted_at: submission.submitted_at,
            submitted_by: people.get(&submission.submitted_by).cloned().unwrap_or_default(),
            step_title: step_title(&running.plan.document, model),
            may_decide: submission.submitted_by != ask.person(),
        });
    }
    Ok(Json(ReviewDeskPage { items, next }))
}

fn which(reader: &impl db::Reader, query: &ReviewQuery) -> Condition {
    let ReviewQuery { campaign, unit, duty, after: _, limit: _ } = query;
    let mut which = Condition::all().add(Column::DroppedAt.is_null());
    if let Some(campaign) = campaign {
        which = which.add(Column::CampaignId.eq(*campaign));
    }
    if let Some(unit) = unit {
        which = which.add(org::tree::in_tree(reader, *unit, Column::UnitId));
    }
    if let Some(duty) = duty {
        which = which.add(Column::Duty.eq(duty.as_str()));
    }
    which
}

/// The title of the step that waits: the one at its place in the chain, or the first that asks the same post where the
/// chain leaves steps out.
fn step_title(document: &plan::Document, row: &crate::rows::obligation::Model) -> String {
    let duty = document.duties.iter().find(|of_plan| of_plan.key.as_str() == row.duty);
    let deliver = duty.and_then(|duty| duty.deliver.as_ref());
    let chain = deliver.and_then(|deliver| {
        document.review_chains.iter().find(|chain| chain.key.value == deliver.review.value)
    });
    let steps = chain.map_or(&[] as &[_], |chain| chain.steps.as_slice());
    let asked =
        |step: &&ReviewStep| Some(org::review::role(step.post.value).key()) == row.review_post.as_deref();
    let at = usize::try_from(row.step).ok().and_then(|at| steps.get(at));
    let step = at.filter(asked).or_else(|| steps.iter().find(asked));
    step.map(|step| step.title.to_string()).unwrap_or_default()
}
