//! The small questions that capabilities ask one another, answered here because only here all of them are known.

use std::{sync::Arc, time::Duration};

use db::{Db, Reader, Write};
use facts::{RunningPlan, RunningPlans};
use kernel::{Failure, PersonId, UnitId};
use plan::{Document, Vocabulary};
use policy::Standing;

/// The State Council's holidays and make-up days, shipped with the program for installations without a file of their own.
///
/// # Errors
/// [`Failure::Internal`] when the shipped file cannot be read, which a test would have noticed.
pub fn work_calendar() -> Result<plan::CalendarFile, Failure> {
    const CHINA: &str = include_str!("../../../plans/calendars/cn.yaml");
    plan::parse_calendar(CHINA).map_err(|problems| Failure::internal(format!("{problems:?}")))
}

/// What every register of this program can count.
pub(crate) fn vocabulary(document: &Document) -> Vocabulary {
    Vocabulary::of(document)
}

/// The settings count in MiB and hours, `files` in bytes.
pub(crate) fn file_limits(uploads: &config::Uploads) -> files::Limits {
    let config::Uploads {
        document_mib,
        picture_mib,
        video_mib,
        unfinished_hours,
        unfinished_per_person,
        unfinished_mib_per_person,
    } = *uploads;
    let bytes = |mib: u32| u64::from(mib) * 1024 * 1024;
    files::Limits {
        document_bytes: bytes(document_mib),
        pictures_bytes: bytes(picture_mib),
        video_bytes: bytes(video_mib),
        unfinished_for: Duration::from_secs(u64::from(unfinished_hours) * 3600),
        unfinished_max: unfinished_per_person.into(),
        unfinished_bytes_max: bytes(unfinished_mib_per_person),
    }
}

/// What search everywhere asks, in the order in which the groups are shown.
pub(crate) fn sources(plans: &Arc<dyn RunningPlans>) -> Vec<Box<dyn search::Source>> {
    vec![
        Box::new(org::find::Units),
        Box::new(obligation::FindObligations { plans: Arc::clone(plans) }),
        Box::new(activity::FindActivities),
        Box::new(exposure::FindExposures),
        Box::new(org::find::People),
    ]
}

/// `obligation` follows an adoption.
pub(crate) struct Obligations;

#[async_trait::async_trait]
impl campaign::Adoption for Obligations {
    async fn adopted(&self, write: &Write, running: &Arc<RunningPlan>) -> Result<(), Failure> {
        obligation::Obligations.adopted(write, running).await.map(|_| ())
    }
}

/// `statistics` follows an adoption.
pub(crate) struct Statistics;

#[async_trait::async_trait]
impl campaign::Adoption for Statistics {
    async fn adopted(&self, write: &Write, running: &Arc<RunningPlan>) -> Result<(), Failure> {
        statistics::adopted(write, running).await
    }
}

/// `obligation` asks `statistics` for the table that a report carries.
pub(crate) struct Tables;

#[async_trait::async_trait]
impl obligation::TableSource for Tables {
    async fn frozen_for_submission(
        &self,
        write: &Write,
        running: &Arc<RunningPlan>,
        table: &str,
        unit: UnitId,
        by: PersonId,
    ) -> Result<obligation::TableRef, Failure> {
        let frozen = statistics::freeze_for_submission(write, running, table, unit, by).await?;
        let statistics::FrozenTable { id, number, digest, title } = frozen;
        Ok(obligation::TableRef { snapshot_id: id.uuid(), number, title, digest })
    }
}

/// `files` asks `org` where a unit stands.
pub(crate) struct Places;

#[async_trait::async_trait]
impl files::Places for Places {
    async fn standing(&self, read: &db::Read, unit: UnitId) -> Result<Standing, Failure> {
        org::tree::standing(read, &unit).await
    }
}

/// The public pages show what the running plans say to everybody.
pub(crate) struct Notices {
    pub db: Arc<Db>,
    pub plans: Arc<dyn RunningPlans>,
}

#[async_trait::async_trait]
impl portal::Notices for Notices {
    async fn notices(&self) -> Result<Vec<portal::Notice>, Failure> {
        let running = self.plans.all(self.db.read(org::tenant::FIRST).view()).await?;
        Ok(running.iter().rev().map(|running| notice(&running.plan.document)).collect())
    }
}

fn notice(document: &Document) -> portal::Notice {
    portal::Notice {
        authority: document.authority.name.to_string(),
        title: document.title.to_string(),
        theme: document.theme.text.to_string(),
        ordinal: document.theme.ordinal.as_ref().map(|ordinal| ordinal.value),
        phases: document
            .phases
            .iter()
            .map(|phase| (phase.title.to_string(), phase.from.value, phase.to.value))
            .collect(),
        events: document.events.iter().map(|event| (event.title.to_string(), event.day.value)).collect(),
    }
}
