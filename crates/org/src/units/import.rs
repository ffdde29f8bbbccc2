//! Units from a CSV or XLSX file, all or nothing, with a preview.

use std::collections::{BTreeMap, BTreeSet};

use axum::{Json, body::Bytes, extract::State};
use db::{Reader, Write};
use kernel::{Failure, FieldProblem, OrHidden, UnitId};
use policy::Act;
use sea_orm::EntityTrait;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use web::{Answer, Ask, Params, Raw};

use super::{
    import_plan::{self, AttributeChange, Change, Create, ImportPlan, Step},
    store::{self, Changes, NewUnit},
    table::{self, Unread, Wanted},
};
use crate::{
    closure,
    desk::Desk,
    import::{self, ImportProblem, ImportQuery},
    model::UnitRow,
    policy::ManageUnits,
    rows::unit,
    tree,
    warrant::Warrant,
};

/// More rows hold the database's only writer too long; a larger organisation is imported in parts.
const ROWS_MAX: u32 = 10_000;
/// The preview shows this many lines; the numbers always count all of them.
const LINES_MAX: usize = 1_000;
/// The audit line names this many units; the table's revisions tell the rest.
const KEYS_IN_AUDIT: usize = 200;

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct UnitImportView {
    /// True when nothing was written.
    pub dry_run: bool,
    pub created: usize,
    pub changed: usize,
    pub unchanged: usize,
    /// In the order of the file; cut after 1,000.
    pub lines: Vec<UnitImportLine>,
    /// Only of a preview; otherwise they are the answer themselves.
    pub problems: Vec<ImportProblem>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct UnitImportLine {
    /// The row's number in the file.
    pub row: u32,
    pub key: String,
    /// Today's name; of a new unit the name that it will have.
    pub name: String,
    /// True for a new unit.
    pub create: bool,
    /// What changes, in words; but for the attributes.
    pub what: Vec<String>,
    /// What changes of the attributes, by name.
    pub attributes: Vec<AttributeDiff>,
    /// What looks wrong and is done all the same.
    pub doubts: Vec<String>,
}

#[utoipa::path(post, path = "/api/units/import", operation_id = "unit_import", tag = "org",
    params(ImportQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "CSV or XLSX"),
    responses((status = 200, body = UnitImportView)))]
pub(crate) async fn unit_import(
    ask: Ask,
    State(_): State<Desk>,
    Params(query): Params<ImportQuery>,
    Raw(bytes): Raw,
) -> Answer<UnitImportView> {
    ask.authorize_everywhere::<ManageUnits>()?;
    let file = tokio::task::spawn_blocking(move || read(&bytes)).await.map_err(Failure::internal)??;
    if query.dry_run {
        return Ok(Json(preview(&ask.read(), file).await?));
    }
    let (ask, file) = (&ask, &file);
    let view = ask
        .write(|w| async move {
            let warrant = Warrant::from(ask.authorize_everywhere::<ManageUnits>()?);
            closure::lock(&w).await?;
            let plan = planned(&w, file).await?.map_err(|problems| Failure::Invalid { problems })?;
            for step in &plan.steps.steps {
                carry_out(&w, &warrant, step).await?;
            }
            let view = plan.view(false);
            let keys: Vec<&str> =
                view.lines.iter().take(KEYS_IN_AUDIT).map(|line| line.key.as_str()).collect();
            let detail = json!({ "created": view.created, "changed": view.changed, "keys": keys });
            w.audit(ask.entry(ManageUnits::KEY).with(json!({ "import": detail })));
            Ok(view)
        })
        .await?;
    Ok(Json(view))
}

/// `was` is absent for an attribute that is new, `wanted` for one that goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct AttributeDiff {
    pub name: String,
    pub was: Option<String>,
    pub wanted: Option<String>,
}

type File = import::File<Wanted>;

fn read(bytes: &Bytes) -> Result<File, Failure> {
    File::read(bytes, &table::layout()?, ROWS_MAX, table::wanted)
}

/// What will be done, and what the units are called today and will be called by then.
#[derive(Default)]
struct Planned {
    steps: ImportPlan,
    today: BTreeMap<String, String>,
    then: BTreeMap<String, String>,
    /// Names of attributes that somebody knows already.
    familiar: BTreeSet<String>,
}

impl Planned {
    fn new(existing: Vec<UnitRow>, steps: ImportPlan) -> Self {
        let of_units = existing.iter().flat_map(|unit| unit.attributes.keys().cloned());
        let familiar = table::ATTRIBUTES.map(str::to_owned).into_iter().chain(of_units).collect();
        let today: BTreeMap<String, String> =
            existing.into_iter().map(|unit| (unit.key, unit.name)).collect();
        let mut then = today.clone();
        for step in &steps.steps {
            match step {
                Step::Create(Create { key, name, .. })
                | Step::Change(Change { key, name: Some((_, name)), .. }) => {
                    then.insert(key.clone(), name.clone());
                }
                Step::Change(Change { name: None, .. }) => {}
            }
        }
        Self { steps, today, then, familiar }
    }
}

/// The outer failure is ours, the inner one the file's: everything that is wrong with it, by row, so that one round of
/// mending is enough.
async fn planned(reader: &impl Reader, file: &File) -> Result<Result<Planned, Vec<FieldProblem>>, Failure> {
    let existing = tree::all(reader, reader.now().day()).await?;
    let unread: Vec<Unread> = file.unread(|one| one.row).filter_map(Unread::of).collect();
    let planned = import_plan::plan(&existing, &file.wanted, &unread, reader.now().day());
    let wrongs = match planned {
        Ok(steps) if file.problems.is_empty() => return Ok(Ok(Planned::new(existing, steps))),
        Ok(_) => Vec::new(),
        Err(wrongs) => wrongs,
    };
    Ok(Err(file.told(wrongs)))
}

async fn preview(reader: &impl Reader, file: File) -> Result<UnitImportView, Failure> {
    let (mut answer, problems) = match planned(reader, &file).await? {
        Ok(plan) => (plan.view(true), Vec::new()),
        Err(problems) => (Planned::default().view(true), problems),
    };
    answer.problems = problems.into_iter().map(ImportProblem::from).collect();
    Ok(answer)
}

impl Planned {
    fn view(self, dry_run: bool) -> UnitImportView {
        let Self { steps: ImportPlan { steps, unchanged }, today, then, familiar } = self;
        let created = steps.iter().filter(|step| matches!(step, Step::Create(_))).count();
        let changed = steps.len() - created;
        let called = |key: &String| then.get(key).unwrap_or(key).clone();
        let line = |step| match step {
            Step::Create(Create { row, key, name, parent, attributes, .. }) => {
                let what = vec![format!("新建，上级为“{}”", called(&parent))];
                let sample = table::is_sample(&key, &name).then(|| import::IS_SAMPLE.to_owned());
                let doubts = sample.into_iter().chain(strange(attributes.keys(), &familiar)).collect();
                let attributes = import_plan::differences(&BTreeMap::new(), &attributes);
                UnitImportLine { row, key, name, create: true, what, attributes, doubts }
            }
            Step::Change(change) => {
                let (name, what) =
                    (today.get(&change.key).unwrap_or(&change.key).clone(), change.said(called));
                let wanted = change.attributes.iter().flat_map(|attributes| attributes.wanted.keys());
                let doubts = strange(wanted, &familiar).into_iter().collect();
                let attributes =
                    change.attributes.as_ref().map(AttributeChange::differences).unwrap_or_default();
                let (row, key) = (change.row, change.key);
                UnitImportLine { row, key, name, create: false, what, attributes, doubts }
            }
        };
        let mut lines: Vec<UnitImportLine> = steps.into_iter().map(line).collect();
        lines.sort_by_key(|line| line.row);
        lines.truncate(LINES_MAX);
        UnitImportView { dry_run, created, changed, unchanged, lines, problems: Vec::new() }
    }
}

/// Plans find their units by the names of attributes: one that is misspelt takes its unit out of them in silence.
fn strange<'a>(names: impl Iterator<Item = &'a String>, familiar: &BTreeSet<String>) -> Option<String> {
    let strange: Vec<&str> = names.filter(|name| !familiar.contains(*name)).map(String::as_str).collect();
    (!strange.is_empty()).then(|| format!("属性名 {} 还没有单位用过，请核对拼写", strange.join("、")))
}

async fn carry_out(write: &Write, warrant: &Warrant<ManageUnits>, step: &Step) -> Result<(), Failure> {
    match step {
        Step::Create(new) => {
            let Create { row: _, key, name, kind, parent, region_code, attributes, validity } = new.clone();
            let parent = Some(tree::by_key(write, &parent).await?.id);
            let new = NewUnit { key, name, kind, parent, region_code, attributes, validity };
            store::insert(write, warrant, new).await.map(|_: UnitId| ())
        }
        Step::Change(change) => {
            let Change { row: _, id, key: _, name, parent, region_code, attributes, valid_from, valid_to } =
                change.clone();
            let row = unit::Entity::find_by_id((write.tenant(), id)).one(write.conn()).await?.or_hidden()?;
            if let Some((from, name)) = name {
                store::name_from(write, warrant, id, from, &name).await?;
            }
            let parent = match parent {
                Some(key) => Some(tree::by_key(write, &key).await?.id),
                None => None,
            };
            let attributes = attributes.map(|change| change.wanted);
            let changes =
                Changes { parent, region_code, attributes, valid_from, valid_to, merged_into: None };
            store::change(write, warrant, row, changes).await
        }
    }
}
