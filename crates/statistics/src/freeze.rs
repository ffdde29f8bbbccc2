//! Freeze a table: a numbered snapshot that is never changed; a later one supplements it.

use std::sync::Arc;

use axum::{Json, extract::State};
use db::{Reader as _, Write};
use facts::RunningPlan;
use kernel::{CampaignId, Failure, Instant, PersonId, UnitId};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use utoipa::{IntoParams, ToSchema};
use web::{Answer, Ask, Body, Params, Segment};

use crate::{
    Desk,
    count::find_table,
    policy::{Freeze, Read},
    store::{
        confirmation,
        snapshot::{self, Frozen, SnapshotId, row::Model},
    },
    table::{Basis, TableQuery, TableView, view},
};

const REASON_CHARS_MAX: usize = 500;

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TableFreeze {
    #[schema(value_type = String, format = Uuid)]
    pub unit: UnitId,
    pub basis: Basis,
    /// Wanted when the table was frozen before: why there is a supplement.
    pub reason: Option<String>,
}

/// A frozen table without its figures.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SnapshotHead {
    #[schema(value_type = String, format = Uuid)]
    pub id: SnapshotId,
    /// Printed on every document that shows these figures, e.g. `TJ-2021-000012`.
    pub number: String,
    #[schema(value_type = String, format = DateTime)]
    pub frozen_at: Instant,
    pub frozen_by: String,
    pub basis: String,
    /// SHA-256 over the frozen content.
    pub digest: String,
    /// The number of the snapshot that this one supplements.
    pub supplements: Option<String>,
    pub reason: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SnapshotView {
    pub head: SnapshotHead,
    pub table: TableView,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct SnapshotQuery {
    #[param(value_type = String)]
    pub unit: UnitId,
}

/// Freezes the table as it is shown now
#[utoipa::path(post, path = "/api/campaigns/{campaign}/tables/{table}/snapshots", operation_id = "statistics_freeze",
    tag = "statistics", params(("campaign" = String, Path), ("table" = String, Path)),
    request_body = TableFreeze, responses((status = 200, body = SnapshotHead)))]
pub(crate) async fn table_freeze(
    ask: Ask,
    State(desk): State<Desk>,
    Segment((campaign, table)): Segment<(CampaignId, String)>,
    Body(body): Body<TableFreeze>,
) -> Answer<SnapshotHead> {
    let (ask, desk, body, table) = (&ask, &desk, &body, table.as_str());
    let head = ask
        .write(|w| async move {
            let running = desk.plans.running(w.view(), campaign).await?;
            let standing = org::tree::standing(&w, &body.unit).await?;
            ask.authorize_or_hide::<Read>(&standing)?;
            ask.authorize::<Freeze>(&standing)?;
            if body.basis == Basis::Confirmed {
                somebody_has_signed(&w, &running, table, body.unit).await?;
            }
            let model = freeze(&w, &running, table, body, ask.person(), Unchanged::Refused).await?;
            let title = find_table(&running.plan.document, table).map(|table| table.title.to_string());
            let (id, digest) = (model.id, model.digest.clone());
            let head = heads(&w, vec![model])
                .await?
                .pop()
                .ok_or_else(|| Failure::internal("a snapshot without a head"))?;
            w.audit(ask.entry(<Freeze as ::policy::Act>::KEY).at(body.unit).on("snapshot", id).with(json!({
                "table": table, "table_title": title, "number": head.number, "digest": digest,
                "supplements": head.supplements, "reason": head.reason,
            })));
            Ok(head)
        })
        .await?;
    Ok(Json(head))
}

/// # Errors
/// [`Failure::Refused`] when nobody has confirmed a figure of the table: it would only say that it was confirmed.
async fn somebody_has_signed(
    write: &Write,
    running: &Arc<RunningPlan>,
    table: &str,
    unit: UnitId,
) -> Result<(), Failure> {
    let below = org::tree::children(write, unit).await?;
    let shown: Vec<UnitId> = std::iter::once(unit).chain(below.into_iter().map(|unit| unit.id)).collect();
    if confirmation::latest(write, running.campaign, table, &shown).await?.is_empty() {
        return Err(Failure::refused(
            "nobody-confirmed",
            "还没有单位确认本表，不能按确认数定稿；请先由单位确认，或按实时数定稿",
        ));
    }
    Ok(())
}

/// What becomes of a table that says what it said when it was frozen last.
enum Unchanged {
    /// A supplement without anything new would only be a second number.
    Refused,
    /// A report that came back for another reason carries the figures that it had.
    TheSame,
}

async fn freeze(
    write: &Write,
    running: &Arc<RunningPlan>,
    table: &str,
    body: &TableFreeze,
    by: PersonId,
    unchanged: Unchanged,
) -> Result<Model, Failure> {
    let before = snapshot::of_table(write, running.campaign, table, body.unit).await?.into_iter().next();
    let reason = body.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
    if reason.is_some_and(|reason| kernel::text::within(reason, REASON_CHARS_MAX).is_err()) {
        return Err(Failure::invalid("/reason", "too-long", "补充原因不能超过 500 字"));
    }
    if before.is_some() && reason.is_none() {
        return Err(Failure::invalid(
            "/reason",
            "required",
            "该表已定稿，再次定稿将作为补充表，请填写补充原因",
        ));
    }
    let query = TableQuery { unit: body.unit, basis: body.basis, without: None };
    let content =
        serde_json::to_string(&view(write, running, table, &query).await?).map_err(Failure::internal)?;
    let digest: String = Sha256::digest(&content).iter().map(|byte| format!("{byte:02x}")).collect();
    if let Some(before) = before.as_ref().filter(|before| before.digest == digest) {
        return match unchanged {
            Unchanged::TheSame => Ok(before.clone()),
            Unchanged::Refused => {
                Err(Failure::refused("nothing-new", "与上一次定稿完全相同，没有需要补充的内容"))
            }
        };
    }
    let basis = match body.basis {
        Basis::Live => "live",
        Basis::Confirmed => "confirmed",
    };
    let frozen = Frozen {
        campaign: running.campaign,
        table: table.to_owned(),
        unit: body.unit,
        supplements: before.map(|before| before.id),
        reason: reason.map(str::to_owned),
        basis: basis.to_owned(),
        content,
        digest,
        by,
    };
    snapshot::append(write, frozen).await
}

/// Frozen tables of a unit, the newest first
#[utoipa::path(get, path = "/api/campaigns/{campaign}/tables/{table}/snapshots", operation_id = "statistics_snapshots",
    tag = "statistics", params(("campaign" = String, Path), ("table" = String, Path), SnapshotQuery),
    responses((status = 200, body = [SnapshotHead])))]
pub(crate) async fn snapshot_list(
    ask: Ask,
    Segment((campaign, table)): Segment<(CampaignId, String)>,
    Params(query): Params<SnapshotQuery>,
) -> Answer<Vec<SnapshotHead>> {
    let read = ask.read();
    let standing = org::tree::standing(&read, &query.unit).await?;
    ask.authorize_or_hide::<Read>(&standing)?;
    let models = snapshot::of_table(&read, campaign, &table, query.unit).await?;
    Ok(Json(heads(&read, models).await?))
}

/// A frozen table with its figures
#[utoipa::path(get, path = "/api/snapshots/{id}", operation_id = "statistics_snapshot", tag = "statistics",
    params(("id" = String, Path)), responses((status = 200, body = SnapshotView)))]
pub(crate) async fn snapshot_show(ask: Ask, Segment(id): Segment<SnapshotId>) -> Answer<SnapshotView> {
    Ok(Json(shown(&ask, id).await?))
}

/// # Errors
/// [`Failure::Hidden`] when there is no such snapshot or it is none of the asker's business.
pub(crate) async fn shown(ask: &Ask, id: SnapshotId) -> Result<SnapshotView, Failure> {
    let read = ask.read();
    let model = snapshot::find(&read, id).await?;
    let standing = org::tree::standing(&read, &model.unit_id).await?;
    ask.authorize_or_hide::<Read>(&standing)?;
    let table = serde_json::from_str(&model.content).map_err(Failure::internal)?;
    let head = heads(&read, vec![model]).await?.pop().ok_or(Failure::Hidden)?;
    Ok(SnapshotView { head, table })
}

async fn heads(reader: &impl db::Reader, models: Vec<Model>) -> Result<Vec<SnapshotHead>, Failure> {
    let names = org::people::labels(reader, models.iter().map(|model| model.frozen_by)).await?;
    let mut heads = Vec::with_capacity(models.len());
    for model in models {
        let before = match model.supplements {
            Some(id) => {
                let before = snapshot::find(reader, id).await?;
                Some(printed(before.number, before.frozen_at))
            }
            None => None,
        };
        heads.push(SnapshotHead {
            id: model.id,
            number: printed(model.number, model.frozen_at),
            frozen_at: model.frozen_at,
            frozen_by: names.get(&model.frozen_by).cloned().unwrap_or_default(),
            basis: model.basis,
            digest: model.digest,
            supplements: before,
            reason: model.reason,
        });
    }
    Ok(heads)
}

fn printed(number: i64, at: Instant) -> String {
    format!("TJ-{}-{number:06}", at.day().year())
}

/// A table that a report carries.
#[derive(Clone, Debug)]
pub struct FrozenTable {
    pub id: SnapshotId,
    pub number: String,
    pub digest: String,
    pub title: String,
}

/// Freezes the unit's confirmed table for a report that carries it, inside the report's own transaction.
///
/// # Errors
/// [`Failure::Refused`] when the unit has not confirmed the table yet.
pub async fn freeze_for_submission(
    write: &Write,
    running: &Arc<RunningPlan>,
    table: &str,
    unit: UnitId,
    by: PersonId,
) -> Result<FrozenTable, Failure> {
    if confirmation::latest(write, running.campaign, table, &[unit]).await?.is_empty() {
        return Err(Failure::refused(
            "table-not-confirmed",
            "请先在“统计表”中确认本单位的数字，再报送统计表",
        ));
    }
    let title = find_table(&running.plan.document, table).ok_or(Failure::Hidden)?.title.to_string();
    let reason = Some("随报送定稿".to_owned());
    let body = TableFreeze { unit, basis: Basis::Confirmed, reason };
    let model = freeze(write, running, table, &body, by, Unchanged::TheSame).await?;
    Ok(FrozenTable {
        id: model.id,
        number: printed(model.number, model.frozen_at),
        digest: model.digest,
        title,
    })
}
