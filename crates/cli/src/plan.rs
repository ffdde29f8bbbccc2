//! `anxing plan`: check, compile and compare plan files without a database.

use std::{collections::BTreeMap, path::Path, process::ExitCode, sync::Arc};

use campaign::Vocabularies;
use kernel::{Clock, SystemClock};
use plan::{CalendarFile, CompiledPlan, Plan, Problem, Vocabulary, units::UnitTree};

use crate::{
    Trouble,
    args::{CheckFormat, ObligationFormat, PlanCommand},
    calendar,
    file::{self, Refused},
    out,
};

/// What a command ends with when it cannot be carried out.
const UNREADABLE: u8 = 2;
const PROBLEMS: u8 = 1;

pub fn run(command: PlanCommand) -> Result<ExitCode, Trouble> {
    match command {
        PlanCommand::Check { file, calendar, format } => {
            let done = check(&file, calendar.as_deref(), format);
            answered(done, format == CheckFormat::Json)
        }
        PlanCommand::Obligations { file, units, unit, calendar, format } => {
            let done = calendar::named(calendar.as_deref())
                .and_then(|calendar| obligations(&file, &units, unit.as_deref(), &calendar, format));
            answered(done, format == ObligationFormat::Json)
        }
        PlanCommand::Diff { old, new, units, calendar, format } => {
            let done = calendar::named(calendar.as_deref())
                .and_then(|calendar| diff(&old, &new, &units, &calendar, format));
            answered(done, format == CheckFormat::Json)
        }
    }
}

/// A program that asked for JSON gets the reason as JSON too, where it looks for the answer.
fn answered(done: Result<ExitCode, Trouble>, json: bool) -> Result<ExitCode, Trouble> {
    match done {
        Err(Trouble::Refused(refused)) if json => {
            out::print(&format!("{}\n", refused.json()))?;
            Ok(ExitCode::from(UNREADABLE))
        }
        done => done,
    }
}

/// A file that is no plan at all is unreadable; one that says something wrong has problems.
fn check(file: &Path, calendar: Option<&Path>, format: CheckFormat) -> Result<ExitCode, Trouble> {
    let calendar = calendar::named(calendar)?;
    let vocabularies = Vocabularies(Arc::new(Vocabulary::of));
    let (plan, mut problems) = campaign::examine(&file::text(file)?, &vocabularies);
    if let Some(plan) = &plan {
        problems.extend(uncountable(plan, &calendar));
        problems.sort();
    }
    let shown = match (&plan, format) {
        (_, CheckFormat::Json) => format!("{}\n", file::json(file, &problems)),
        (Some(plan), CheckFormat::Human) => {
            let title = &plan.document.title;
            format!("{}{title} 指纹 {}\n", file::human(file, &problems), plan.fingerprint)
        }
        (None, CheckFormat::Human) => file::human(file, &problems),
    };
    out::print(&shown)?;
    let unreadable = plan.is_none() && problems.iter().any(Problem::is_unreadable);
    Ok(match (unreadable, problems.iter().any(Problem::is_error)) {
        (true, _) => ExitCode::from(UNREADABLE),
        (false, true) => ExitCode::from(PROBLEMS),
        (false, false) => ExitCode::SUCCESS,
    })
}

/// Years that the plan counts work days in and the calendar does not have: found without units, and better found here
/// than when the plan is adopted.
fn uncountable(plan: &Plan, calendar: &CalendarFile) -> Vec<Problem> {
    let compiled = UnitTree::new(Vec::new()).and_then(|nobody| plan::compile(plan, calendar, &nobody));
    let problems = compiled.err().unwrap_or_default();
    problems.into_iter().filter(|problem| problem.code == "calendar-year").collect()
}

fn compiled(file: &Path, calendar: &CalendarFile, tree: &UnitTree) -> Result<CompiledPlan, Refused> {
    let plan = file::parsed(file, plan::parse)?;
    plan::compile(&plan, calendar, tree).map_err(|problems| Refused::new(file, problems))
}

fn names(tree: &UnitTree) -> impl Fn(&str) -> String {
    let names: BTreeMap<String, String> =
        tree.units().iter().map(|unit| (unit.key.clone(), unit.name.clone())).collect();
    move |key| names.get(key).cloned().unwrap_or_else(|| key.to_owned())
}

fn obligations(
    file: &Path,
    units: &Path,
    unit: Option<&str>,
    calendar: &CalendarFile,
    format: ObligationFormat,
) -> Result<ExitCode, Trouble> {
    let tree = file::parsed(units, plan::read_units)?;
    if let Some(key) = unit
        && !tree.units().iter().any(|one| one.key == key)
    {
        let message = format!("没有键为“{key}”的单位");
        let advice = "--unit 请写单位表第一列的键，例如 shenyang";
        let problem = Problem::error((0, 0), "unknown-unit", message, advice);
        return Err(Refused::new(units, vec![problem]).into());
    }
    let compiled = compiled(file, calendar, &tree)?;
    let shown = match format {
        ObligationFormat::Json => plan::output::to_json(&compiled, unit).map_err(unwritten)?,
        ObligationFormat::Csv => plan::output::to_csv(&compiled, unit).map_err(unwritten)?,
        ObligationFormat::Ics => plan::output::to_ics(&compiled, unit, SystemClock.now(), names(&tree)),
        ObligationFormat::Table => plan::output::to_table(&compiled, unit, names(&tree)),
    };
    out::print(&format!("{}\n", shown.trim_end()))?;
    Ok(ExitCode::SUCCESS)
}

fn diff(
    old: &Path,
    new: &Path,
    units: &Path,
    calendar: &CalendarFile,
    format: CheckFormat,
) -> Result<ExitCode, Trouble> {
    let tree = file::parsed(units, plan::read_units)?;
    let diff = plan::diff(&compiled(old, calendar, &tree)?, &compiled(new, calendar, &tree)?);
    out::print(&match format {
        CheckFormat::Human => diff.human(names(&tree)),
        CheckFormat::Json => format!("{}\n", serde_json::to_string_pretty(&diff).map_err(unwritten)?),
    })?;
    Ok(ExitCode::SUCCESS)
}

fn unwritten(error: impl std::fmt::Display) -> Trouble {
    Trouble::Said(format!("无法写出结果：{error}"))
}
