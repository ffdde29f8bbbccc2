//! An entry as the API shows it: what those above see was sent; what the unit itself sees may still be a draft.

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
    details::ActivityDetails,
    kind,
    model::{ActivityId, Entry, Signed},
    policy::{Accept, Overrule, Record},
    review::{self, Step},
    short,
    store::{self, StepRow, VersionRow},
    words::{ActivityMove, ActivityState},
};

/// Everything about one entry.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ActivityView {
    #[schema(value_type = String, format = Uuid)]
    pub id: ActivityId,
    #[schema(value_type = String, format = Uuid)]
    pub campaign_id: CampaignId,
    #[schema(value_type = String, format = Uuid)]
    pub unit_id: UnitId,
    pub unit_name: String,
    /// The key and the title of the plan's kind. What it asks comes with `activity_kinds`.
    pub kind: String,
    pub kind_title: String,
    pub state: ActivityState,
    pub state_title: String,
    /// Who brought it into this state, when, and why where a reason is asked.
    pub state_signed: ActivitySigned,
    pub state_reason: Option<String>,
    /// The step of the review that has to decide now: 市级审核.
    pub awaits: Option<String>,
    /// The number of the version that counts now, and who accepted it.
    pub counting: Option<i64>,
    pub accepted: Option<ActivitySigned>,
    /// It was accepted by rule of the plan, not by a person; the signature is the sender's.
    pub accepted_by_rule: bool,
    /// Versions sent so far.
    pub version: i64,
    /// To be sent back with the next move.
    pub revision: i64,
    pub details: ActivityDetails,
    /// The name of the unit that it is about, where it is about another one.
    pub subject_unit_name: Option<String>,
    /// Every file that the details name.
    pub files: Vec<FileView>,
    /// What looks wrong and is accepted all the same.
    pub warnings: Vec<String>,
    /// What is missing until it counts.
    pub lacking: Vec<String>,
    /// What was sent, the newest first.
    pub versions: Vec<ActivityVersion>,
    /// What happened, the oldest first.
    pub history: Vec<ActivityStep>,
    /// What the asker may do to it now.
    pub may: Vec<ActivityMove>,
}

/// Who did it and when.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ActivitySigned {
    #[schema(value_type = String, format = DateTime)]
    pub at: Instant,
    pub by: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ActivityVersion {
    pub number: i64,
    pub sent: ActivitySigned,
    pub details: ActivityDetails,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ActivityStep {
    /// The word of the move.
    pub step: String,
    pub title: String,
    pub signed: ActivitySigned,
    pub version: i64,
    pub reason: Option<String>,
}

/// A draft that was never sent is the business of those who may record for its unit.
pub(crate) fn is_visible(ask: &Ask, standing: &Standing, entry: &Entry) -> bool {
    entry.version > 0 || is_inside(ask, standing)
}

fn is_inside(ask: &Ask, standing: &Standing) -> bool {
    ask.authorize::<Record>(standing).is_ok()
}

/// Loads what surrounds the entry. The caller has asked for the right to read it.
pub(crate) async fn load(
    reader: &impl Reader,
    ask: &Ask,
    desk: &Desk,
    entry: Entry,
) -> Result<ActivityView, Failure> {
    let running = desk.plans.running(reader.view(), entry.campaign).await?;
    let plan = &running.plan.document;
    let standing = org::tree::standing(reader, &entry.unit).await?;
    let versions = store::versions(reader, entry.id).await?;
    let history = store::history(reader, entry.id).await?;
    let names = Names::of(reader, &entry, &versions, &history).await?;
    let asked = kind::find(plan, &entry.kind);
    let steps = match asked {
        Some(asked) => review::steps(reader, plan, asked, &standing).await?,
        None => Vec::new(),
    };
    let may = Rights { ask, standing: &standing, steps: &steps }.moves(&entry);
    let awaits = review::current(&steps, &entry).map(|(step, _)| step.title.clone());
    let lacking = count::lacking(reader, plan, &entry).await?;
    let short = short::falls_short(reader, desk, &entry).await?;
    let Entry { id, campaign, unit, kind, state, details, version, counting, revision } = entry;
    let details = match versions.first() {
        Some(sent) if !is_inside(ask, &standing) => sent.details()?,
        Some(_) | None => details,
    };
    let units = org::tree::labels(reader, [Some(unit), details.subject_id].into_iter().flatten()).await?;
    let files = files::labels(reader, details.evidence.values().flatten().copied()).await?;
    let doubtful = asked.map(|kind| details.doubtful(kind)).into_iter().flatten();
    let unit_name = |id: UnitId| units.get(&id).map(|label| label.name.clone());
    Ok(ActivityView {
        id,
        campaign_id: campaign,
        unit_id: unit,
        unit_name: unit_name(unit).unwrap_or_default(),
        kind_title: asked.map_or_else(|| kind.clone(), |asked| asked.title.to_string()),
        kind,
        state: state.word(),
        state_title: state.word().title().to_owned(),
        state_signed: names.signed(state.signed()),
        state_reason: state.reason().map(str::to_owned),
        awaits,
        counting: counting.map(|counting| counting.version),
        accepted: counting.map(|counting| names.signed(counting.accepted.signed)),
        accepted_by_rule: counting.is_some_and(|counting| counting.accepted.by_rule),
        version,
        revision,
        subject_unit_name: details.subject_id.and_then(unit_name),
        files: files.into_values().collect(),
        warnings: doubtful.map(|it| it.message).chain(short).collect(),
        details,
        lacking,
        versions: versions.iter().map(|row| names.version(row)).collect::<Result<_, _>>()?,
        history: history.into_iter().map(|row| names.step(row)).collect(),
        may,
    })
}

/// What the asker's posts entitle to.
struct Rights<'a> {
    ask: &'a Ask,
    standing: &'a Standing,
    steps: &'a [Step],
}

impl Rights<'_> {
    /// The moves that the state allows and one of the posts does too.
    fn moves(&self, entry: &Entry) -> Vec<ActivityMove> {
        let all = ActivityMove::ALL.into_iter();
        all.filter(|wanted| entry.allows(*wanted) && self.entitle(entry, *wanted)).collect()
    }

    fn entitle(&self, entry: &Entry, wanted: ActivityMove) -> bool {
        let Self { ask, standing, steps } = *self;
        let decides = || {
            let step = review::current(steps, entry);
            ask.authorize::<Accept>(standing).is_ok()
                && step.is_none_or(|(step, _)| review::decides(ask.actor(), step))
        };
        match wanted {
            ActivityMove::Create => false,
            ActivityMove::Save
            | ActivityMove::Submit
            | ActivityMove::Correct
            | ActivityMove::Discard
            | ActivityMove::Withdraw => ask.authorize::<Record>(standing).is_ok(),
            ActivityMove::Accept => decides() && entry.state.signed().by != ask.person(),
            ActivityMove::Return => decides(),
            ActivityMove::Overrule => ask.authorize::<Overrule>(standing).is_ok(),
        }
    }
}

/// The names of everybody who signed something.
struct Names(std::collections::BTreeMap<PersonId, String>);

impl Names {
    async fn of(
        reader: &impl Reader,
        entry: &Entry,
        versions: &[VersionRow],
        history: &[StepRow],
    ) -> Result<Self, Failure> {
        let signers =
            [Some(entry.state.signed().by), entry.counting.map(|counting| counting.accepted.signed.by)];
        let people = signers.into_iter().flatten();
        let people =
            people.chain(versions.iter().map(|row| row.sent_by)).chain(history.iter().map(|row| row.by));
        Ok(Self(org::people::labels(reader, people).await?))
    }

    fn signed(&self, Signed { at, by }: Signed) -> ActivitySigned {
        ActivitySigned { at, by: self.0.get(&by).cloned().unwrap_or_default() }
    }

    fn version(&self, row: &VersionRow) -> Result<ActivityVersion, Failure> {
        let details = row.details()?;
        let VersionRow { tenant_id: _, activity_id: _, number, content: _, sent_at, sent_by } = row;
        Ok(ActivityVersion {
            number: *number,
            sent: self.signed(Signed { at: *sent_at, by: *sent_by }),
            details,
        })
    }

    fn step(&self, row: StepRow) -> ActivityStep {
        let StepRow { tenant_id: _, activity_id: _, revision: _, step, at, by, version, reason } = row;
        let known = ActivityMove::ALL.into_iter().find(|known| known.word() == step);
        let title = known.map_or_else(|| step.clone(), |known| known.title().to_owned());
        ActivityStep { step, title, signed: self.signed(Signed { at, by }), version, reason }
    }
}
