//! Urge: somebody above says to one or many units what presses: a report, a count, or the sealed paper. It is kept who was urged when, with what words and for
//! what; nothing else changes. What cannot be urged says why and leaves the others alone.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use axum::Json;
use db::{Reader, Write};
use kernel::{Failure, PostId, UnitId};
use policy::{Act, Granted};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use web::{Answer, Ask, Body};

use crate::{
    ObligationId, UrgeId,
    bulk::refusal,
    form,
    model::{State, paper, state},
    place::dropped,
    policy::{Read, Urge},
    store, urged,
};

/// As many as a list shows at once: fifteen cities with everything that they owe in a week.
const OBLIGATIONS_MAX: usize = 200;
/// Two colleagues who look at the same board do not urge the same unit twice within an hour.
const AGAIN_AFTER: Duration = Duration::from_secs(3600);

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UrgeRequest {
    #[schema(value_type = Vec<String>)]
    pub obligations: Vec<ObligationId>,
    /// What the units read
    pub message: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct UrgeAnswer {
    /// Obligations that were urged, and how many units that concerns.
    pub urged: i64,
    pub units: i64,
    /// In the order asked, each obligation once.
    pub results: Vec<UrgeResult>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct UrgeResult {
    #[schema(value_type = String, format = Uuid)]
    pub obligation_id: ObligationId,
    pub urged: bool,
    /// Why not: the stable code, and what to do.
    pub code: Option<String>,
    pub detail: Option<String>,
}

/// Urges units for what presses
#[utoipa::path(post, path = "/api/urges", operation_id = "obligation_urge", tag = "obligation",
    request_body = UrgeRequest, responses((status = 200, body = UrgeAnswer)))]
pub(crate) async fn obligation_urge(ask: Ask, Body(body): Body<UrgeRequest>) -> Answer<UrgeAnswer> {
    let number = body.obligations.len();
    if number == 0 || number > OBLIGATIONS_MAX {
        let message = format!(
            "一次可催办 1 至 {OBLIGATIONS_MAX} 项，这次选了 {number} 项；请分批，或先按单位、事项筛选"
        );
        return Err(Failure::invalid("/obligations", "number", message).into());
    }
    let message = form::reason(&body.message, "/message", "请写明催办的内容，对方会在待办里看到")?;
    let (ask, asked) = (&ask, &body.obligations);
    let answer = ask
        .write(|w| async move {
            let outcomes = judge(ask, &w, asked).await?;
            let (mut cases, mut refused) = (Vec::new(), BTreeMap::new());
            for (id, outcome) in outcomes {
                match outcome {
                    Ok(case) => cases.push(case),
                    Err(failure) => drop(refused.insert(id, refusal(failure)?)),
                }
            }
            let units = say(ask, &w, message, &cases).await?;
            Ok(UrgeAnswer {
                urged: i64::try_from(cases.len()).map_err(Failure::internal)?,
                units: i64::try_from(units).map_err(Failure::internal)?,
                results: results(asked, &refused),
            })
        })
        .await?;
    Ok(Json(answer))
}

/// An obligation that may be urged now.
struct Case {
    id: ObligationId,
    unit: UnitId,
    state: State,
    granted: Granted<Urge>,
}

/// Each of them, held in the order of their ids so that two who urge the same ones wait instead of blocking each other.
/// Nothing is written before all are judged.
async fn judge(
    ask: &Ask,
    write: &Write,
    asked: &[ObligationId],
) -> Result<Vec<(ObligationId, Result<Case, Failure>)>, Failure> {
    let ids: BTreeSet<ObligationId> = asked.iter().copied().collect();
    let mut outcomes = Vec::with_capacity(ids.len());
    for id in ids {
        outcomes.push((id, case(ask, write, id).await));
    }
    // Read after the rows are held: what another write said meanwhile is there now.
    let before = urged::counts(write, outcomes.iter().map(|(id, _)| *id)).await?;
    for (id, outcome) in &mut outcomes {
        let Some(before) = before.get(id) else { continue };
        if outcome.is_ok() && write.now() < before.last_at.plus(AGAIN_AFTER) {
            let at = before.last_at.told();
            *outcome = Err(Failure::refused("just-urged", format!("{at} 刚催办过，一小时内不重复催办")));
        }
    }
    Ok(outcomes)
}

async fn case(ask: &Ask, write: &Write, id: ObligationId) -> Result<Case, Failure> {
    let row = store::obligation::hold(write, id).await?;
    let standing = org::tree::standing(write, &row.unit_id).await?;
    ask.authorize_or_hide::<Read>(&standing)?;
    let granted = ask.authorize::<Urge>(&standing)?;
    if row.dropped_at.is_some() {
        return Err(dropped());
    }
    let progress = row.progress()?;
    let state = state(&progress, write.now());
    let paper = paper(row.wants_paper, row.paper_agrees, &progress, write.now());
    if !State::PRESSING.contains(&state) && !paper.is_owed() {
        return Err(Failure::refused(
            "not-pressing",
            "这一项已报送、已完成、已免除或还没有临近截止，也不缺纸质件，不需要催办",
        ));
    }
    Ok(Case { id, unit: row.unit_id, state, granted })
}

/// Keeps the words once for each post that they are said from and a line for each obligation, and leaves one entry in the
/// trail for each unit. Answers how many units were urged.
async fn say(ask: &Ask, write: &Write, message: &str, cases: &[Case]) -> Result<usize, Failure> {
    if cases.is_empty() {
        write.unaudited("nobody was urged, so nothing changed");
    }
    let mut by_post: BTreeMap<PostId, UrgeId> = BTreeMap::new();
    let mut by_unit: BTreeMap<(UnitId, UrgeId), Vec<ObligationId>> = BTreeMap::new();
    for Case { id, unit, state, granted } in cases {
        let urge = match by_post.get(&granted.post()) {
            Some(urge) => *urge,
            None => store::urge::say(write, granted, from(ask, granted)?, message).await?,
        };
        by_post.insert(granted.post(), urge);
        store::urge::about(write, granted, urge, (*id, *state)).await?;
        by_unit.entry((*unit, urge)).or_default().push(*id);
    }
    for ((unit, urge), obligations) in &by_unit {
        let said = json!({ "message": message, "obligations": obligations });
        write.audit(ask.entry(Urge::KEY).at(*unit).on("urge", *urge).with(said));
    }
    Ok(by_unit.into_keys().map(|(unit, _)| unit).collect::<BTreeSet<_>>().len())
}

/// Where the post stands that gave the right.
fn from(ask: &Ask, granted: &Granted<Urge>) -> Result<UnitId, Failure> {
    let post = ask.actor().posts.iter().find(|post| post.post == granted.post());
    post.map(|post| post.unit).ok_or_else(|| Failure::internal("a right without the post that gave it"))
}

fn results(
    asked: &[ObligationId],
    refused: &BTreeMap<ObligationId, (&'static str, String)>,
) -> Vec<UrgeResult> {
    let mut seen = BTreeSet::new();
    let once = asked.iter().copied().filter(|id| seen.insert(*id));
    once.map(|obligation_id| match refused.get(&obligation_id) {
        Some((code, detail)) => UrgeResult {
            obligation_id,
            urged: false,
            code: Some((*code).to_owned()),
            detail: Some(detail.clone()),
        },
        None => UrgeResult { obligation_id, urged: true, code: None, detail: None },
    })
    .collect()
}
