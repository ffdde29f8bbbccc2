//! The audit trail for the audit administrator. Looking at it is an entry of its own.

use std::{collections::BTreeMap, str::FromStr};

use axum::{Json, extract::State};
use db::Reader;
use kernel::{Failure, Instant, PersonId, PostId, UnitId};
use policy::Act;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};
use web::{Answer, Ask, Params};

use crate::{desk::Desk, model::UnitLabel, page, people, policy::ReadAudit, posts, tree};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct AuditQuery {
    #[param(value_type = Option<String>, format = Uuid)]
    person: Option<PersonId>,
    #[param(value_type = Option<String>, format = Uuid)]
    unit: Option<UnitId>,
    /// Exactly this key, e.g. `org.log_in`.
    action: Option<String>,
    /// The id of what it was done to.
    subject: Option<String>,
    /// Inclusive.
    from: Option<Instant>,
    /// Inclusive.
    until: Option<Instant>,
    limit: Option<u64>,
    /// Only lines with a smaller number.
    after: Option<i64>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct AuditLine {
    pub seq: i64,
    pub at: Instant,
    pub action: String,
    /// `done` or `refused`.
    pub outcome: String,
    #[schema(value_type = Option<String>, format = Uuid)]
    pub person_id: Option<PersonId>,
    pub person_name: Option<String>,
    #[schema(value_type = Option<String>, format = Uuid)]
    pub unit_id: Option<UnitId>,
    pub unit_name: Option<String>,
    pub subject_kind: Option<String>,
    pub subject_id: Option<String>,
    /// What the person or the unit is called that it was done to, or who holds the post.
    pub subject_name: Option<String>,
    #[schema(value_type = Object)]
    pub detail: Value,
    /// SM3 over this line and the one before; `anxing audit verify` proves the chain.
    pub digest: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct AuditPage {
    /// Newest first.
    pub items: Vec<AuditLine>,
    pub next: Option<String>,
}

#[utoipa::path(get, path = "/api/audit", operation_id = "audit_list", tag = "org",
    params(AuditQuery), responses((status = 200, body = AuditPage)))]
pub(crate) async fn audit_list(
    ask: Ask,
    State(_): State<Desk>,
    Params(query): Params<AuditQuery>,
) -> Answer<AuditPage> {
    ask.authorize_everywhere::<ReadAudit>()?;
    let AuditQuery { person, unit, action, subject, from, until, limit, after } = query;
    let limit = page::limit(limit)?;
    let filter = audit::Filter { person, unit, action, subject_id: subject, from, until, before_seq: after };
    let read = ask.read();
    let mut rows = audit::list(&read, &filter, limit + 1).await?;
    let next = page::cut(&mut rows, limit, |row| row.seq.to_string());
    let names = Names::of(&read, &rows).await?;
    note(&ask, &filter, rows.len()).await?;
    let items = rows.into_iter().map(|row| line(row, &names)).collect();
    Ok(Json(AuditPage { items, next }))
}

/// Not through the idempotent door: every look counts.
async fn note(ask: &Ask, filter: &audit::Filter, lines: usize) -> Result<(), Failure> {
    let audit::Filter { person, unit, action, subject_id, from, until, before_seq } = filter;
    let detail = json!({
        "person": person, "unit": unit, "action": action, "subject": subject_id,
        "from": from, "until": until, "after": before_seq, "lines": lines,
    });
    ask.db()
        .write(ask.tenant(), |w| async move {
            w.audit(ask.entry(ReadAudit::KEY).with(detail));
            Ok(())
        })
        .await
}

/// Of everybody and everything that the lines name.
struct Names {
    people: BTreeMap<PersonId, String>,
    units: BTreeMap<UnitId, UnitLabel>,
    /// Who holds the posts.
    holders: BTreeMap<PostId, PersonId>,
}

impl Names {
    async fn of(reader: &impl Reader, rows: &[audit::Row]) -> Result<Self, Failure> {
        let holders = posts::store::holders(reader, subjects(rows, POST)).await?;
        let people = rows.iter().filter_map(|row| row.person);
        let people = people.chain(subjects(rows, PERSON)).chain(holders.values().copied());
        let units = rows.iter().filter_map(|row| row.unit).chain(subjects(rows, UNIT));
        Ok(Self {
            people: people::labels(reader, people).await?,
            units: tree::labels(reader, units).await?,
            holders,
        })
    }

    fn person(&self, id: PersonId) -> Option<String> {
        self.people.get(&id).cloned()
    }

    fn unit(&self, id: UnitId) -> Option<String> {
        self.units.get(&id).map(|unit| unit.name.clone())
    }

    fn subject(&self, kind: Option<&str>, id: Option<&str>) -> Option<String> {
        let id = id?;
        match kind? {
            PERSON => self.person(id.parse().ok()?),
            UNIT => self.unit(id.parse().ok()?),
            POST => self.person(*self.holders.get(&id.parse().ok()?)?),
            _ => None,
        }
    }
}

const PERSON: &str = "person";
const UNIT: &str = "unit";
const POST: &str = "post";

/// The ids of what lines of this kind were done to.
fn subjects<I: FromStr>(rows: &[audit::Row], kind: &'static str) -> impl Iterator<Item = I> {
    let of_kind = rows.iter().filter(move |row| row.subject_kind.as_deref() == Some(kind));
    of_kind.filter_map(|row| row.subject_id.as_deref()?.parse().ok())
}

fn line(row: audit::Row, names: &Names) -> AuditLine {
    let audit::Row { seq, at, action, outcome, person, unit, subject_kind, subject_id, detail, digest } = row;
    AuditLine {
        seq,
        at,
        action,
        outcome,
        person_id: person,
        person_name: person.and_then(|id| names.person(id)),
        unit_id: unit,
        unit_name: unit.and_then(|id| names.unit(id)),
        subject_name: names.subject(subject_kind.as_deref(), subject_id.as_deref()),
        subject_kind,
        subject_id,
        detail,
        digest,
    }
}
