//! A case as the API shows it: what those above see was sent; what the unit itself sees may still be a draft.

use ::policy::Standing;
use db::Reader;
use files::FileView;
use kernel::{CampaignId, Failure, Instant, PersonId, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::Ask;

use crate::{
    count,
    desk::Desk,
    details::ExposureDetails,
    model::{Case, ExposureId, Signed},
    policy::{Confirm, Overrule, Record, Report},
    store::{self, StepRow, VersionRow},
    words::{ExposureMove, ExposureState},
};

/// Everything about one case.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ExposureView {
    #[schema(value_type = String, format = Uuid)]
    pub id: ExposureId,
    #[schema(value_type = String, format = Uuid)]
    pub campaign_id: CampaignId,
    #[schema(value_type = String, format = Uuid)]
    pub unit_id: UnitId,
    pub unit_name: String,
    pub state: ExposureState,
    pub state_title: String,
    /// Who brought it into this state, when, and why where a reason is asked.
    pub state_signed: ExposureSigned,
    pub state_reason: Option<String>,
    /// The number of the version that counts now, and the second signature under it.
    pub counting: Option<i64>,
    pub confirmed: Option<ExposureSigned>,
    /// Reported to the province.
    pub reported: Option<ExposureSigned>,
    /// Versions sent so far.
    pub version: i64,
    /// To be sent back with the next move.
    pub revision: i64,
    pub details: ExposureDetails,
    /// The name of the unit that the case is about, where it is one of the tree.
    pub subject_unit_name: Option<String>,
    pub captures: Vec<FileView>,
    /// What is missing until it counts everywhere.
    pub lacking: Vec<String>,
    /// What was sent, the newest first.
    pub versions: Vec<ExposureVersion>,
    /// What happened, the oldest first.
    pub history: Vec<ExposureStep>,
    /// What the asker may do to it now.
    pub may: Vec<ExposureMove>,
}

/// Who did it and when.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ExposureSigned {
    #[schema(value_type = String, format = DateTime)]
    pub at: Instant,
    pub by: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ExposureVersion {
    pub number: i64,
    pub sent: ExposureSigned,
    pub details: ExposureDetails,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ExposureStep {
    /// The word of the move.
    pub step: String,
    pub title: String,
    pub signed: ExposureSigned,
    pub version: i64,
    pub reason: Option<String>,
}

/// A draft that was never sent is nobody's business outside the unit.
pub(crate) fn is_visible(ask: &Ask, standing: &Standing, case: &Case) -> bool {
    case.version > 0 || is_inside(ask, standing)
}

fn is_inside(ask: &Ask, standing: &Standing) -> bool {
    ask.authorize::<Record>(standing).is_ok() || ask.authorize::<Confirm>(standing).is_ok()
}

/// Loads what surrounds the case. The caller has asked for the right to read it.
pub(crate) async fn load(
    reader: &impl Reader,
    ask: &Ask,
    desk: &Desk,
    case: Case,
) -> Result<ExposureView, Failure> {
    let running = desk.plans.running(reader.view(), case.campaign).await?;
    let standing = org::tree::standing(reader, &case.unit).await?;
    let versions = store::versions(reader, case.id).await?;
    let history = store::history(reader, case.id).await?;
    let names = Names::of(reader, &case, &versions, &history).await?;
    let may = ExposureMove::ALL.into_iter().filter(|wanted| may(ask, &standing, &case, *wanted)).collect();
    let lacking = count::lacking(&case, &running.plan.document);
    let Case { id, campaign, unit, state, details, version, counting, reported, revision } = case;
    let details = match versions.first() {
        Some(sent) if !is_inside(ask, &standing) => sent.details()?,
        Some(_) | None => details,
    };
    let about = [Some(unit), details.subject_id];
    let units = org::tree::labels(reader, about.into_iter().flatten()).await?;
    let mut files = files::labels(reader, details.captures.iter().copied()).await?;
    let unit_name = |id: UnitId| units.get(&id).map(|label| label.name.clone());
    Ok(ExposureView {
        id,
        campaign_id: campaign,
        unit_id: unit,
        unit_name: unit_name(unit).unwrap_or_default(),
        state: state.word(),
        state_title: state.word().title().to_owned(),
        state_signed: names.signed(state.signed()),
        state_reason: state.reason().map(str::to_owned),
        counting: counting.map(|counting| counting.version),
        confirmed: counting.map(|counting| names.signed(counting.confirmed)),
        reported: reported.map(|signed| names.signed(signed)),
        version,
        revision,
        subject_unit_name: details.subject_id.and_then(unit_name),
        captures: details.captures.iter().filter_map(|id| files.remove(id)).collect(),
        details,
        lacking,
        versions: versions.iter().map(|row| names.version(row)).collect::<Result<_, _>>()?,
        history: history.into_iter().map(|row| names.step(row)).collect(),
        may,
    })
}

/// The state allows it and so does one of the asker's posts.
fn may(ask: &Ask, standing: &Standing, case: &Case, wanted: ExposureMove) -> bool {
    let entitled = match wanted {
        ExposureMove::Create => false,
        ExposureMove::Save
        | ExposureMove::Submit
        | ExposureMove::Correct
        | ExposureMove::Discard
        | ExposureMove::Withdraw => ask.authorize::<Record>(standing).is_ok(),
        ExposureMove::Confirm => {
            ask.authorize::<Confirm>(standing).is_ok() && case.state.signed().by != ask.person()
        }
        ExposureMove::Return => ask.authorize::<Confirm>(standing).is_ok(),
        ExposureMove::Overrule => ask.authorize::<Overrule>(standing).is_ok(),
        ExposureMove::Report => ask.authorize::<Report>(standing).is_ok(),
    };
    entitled && case.allows(wanted)
}

/// The names of everybody who signed something.
struct Names(std::collections::BTreeMap<PersonId, String>);

impl Names {
    async fn of(
        reader: &impl Reader,
        case: &Case,
        versions: &[VersionRow],
        history: &[StepRow],
    ) -> Result<Self, Failure> {
        let signers = [
            Some(case.state.signed().by),
            case.counting.map(|counting| counting.confirmed.by),
            case.reported.map(|signed| signed.by),
        ];
        let people = signers.into_iter().flatten();
        let people =
            people.chain(versions.iter().map(|row| row.sent_by)).chain(history.iter().map(|row| row.by));
        Ok(Self(org::people::labels(reader, people).await?))
    }

    fn signed(&self, Signed { at, by }: Signed) -> ExposureSigned {
        ExposureSigned { at, by: self.0.get(&by).cloned().unwrap_or_default() }
    }

    fn version(&self, row: &VersionRow) -> Result<ExposureVersion, Failure> {
        let details = row.details()?;
        let VersionRow { tenant_id: _, exposure_id: _, number, content: _, sent_at, sent_by } = row;
        Ok(ExposureVersion {
            number: *number,
            sent: self.signed(Signed { at: *sent_at, by: *sent_by }),
            details,
        })
    }

    fn step(&self, row: StepRow) -> ExposureStep {
        let StepRow { tenant_id: _, exposure_id: _, revision: _, step, at, by, version, reason } = row;
        let known = ExposureMove::ALL.into_iter().find(|known| known.word() == step);
        let title = known.map_or_else(|| step.clone(), |known| known.title().to_owned());
        ExposureStep { step, title, signed: self.signed(Signed { at, by }), version, reason }
    }
}
