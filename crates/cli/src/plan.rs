//! `anxing plan`: check, compile and compare plan files without a database.

use std::{collections::BTreeMap, path::Path, process::ExitCode, sync::Arc};

use campaign::Vocabularies;
use kernel::{Clock, SystemClock};
use plan::{CompiledPlan, Problem, Vocabulary, units::UnitTree};

use crate::args::{CheckFormat, ObligationFormat, PlanCommand};

/// What a command ends with when it cannot be carried out.
const UNREADABLE: u8 = 2;
const PROBLEMS: u8 = 1;

pub fn run(command: PlanCommand) -> ExitCode {
    let done = match command {
        PlanCommand::Check { file, format } => check(&file, format),
        PlanCommand::Obligations { file, units, unit, format } => {
            obligations(&file, &units, unit.as_deref(), format)
        }
        PlanCommand::Diff { old, new, units, format } => diff(&old, &new, &units, format),
    };
    done.unwrap_or_else(|said| {
        eprintln!("{said}");
        ExitCode::from(UNREADABLE)
    })
}

fn text(file: &Path) -> Result<String, String> {
    let bytes = std::fs::read(file).map_err(|error| format!("无法读取 {}：{error}", file.display()))?;
    String::from_utf8(bytes).map_err(|_| format!("{} 不是 UTF-8 文本，请另存为 UTF-8 后重试", file.display()))
}

/// A file that is no plan at all is unreadable; one that says something wrong has problems.
fn check(file: &Path, format: CheckFormat) -> Result<ExitCode, String> {
    let vocabularies = Vocabularies(Arc::new(Vocabulary::of));
    let (plan, problems) = campaign::examine(&text(file)?, &vocabularies);
    match format {
        CheckFormat::Human => tell(file, &problems),
        CheckFormat::Json => {
            println!("{}", serde_json::to_string_pretty(&problems).map_err(|e| e.to_string())?)
        }
    }
    if let (Some(plan), CheckFormat::Human) = (&plan, format) {
        println!("{} 指纹 {}", plan.document.title, plan.fingerprint);
    }
    let unreadable = plan.is_none() && problems.iter().any(Problem::is_unreadable);
    Ok(match (unreadable, problems.iter().any(Problem::is_error)) {
        (true, _) => ExitCode::from(UNREADABLE),
        (false, true) => ExitCode::from(PROBLEMS),
        (false, false) => ExitCode::SUCCESS,
    })
}

fn tell(file: &Path, problems: &[Problem]) {
    for problem in problems {
        let Problem { code, severity: _, line, column, message, advice } = problem;
        let grade = if problem.is_error() { "错误" } else { "提醒" };
        println!("{}:{line}:{column}: {grade}[{code}] {message}", file.display());
        println!("    建议：{advice}");
    }
    let errors = problems.iter().filter(|problem| problem.is_error()).count();
    println!("{} 处错误，{} 处提醒", errors, problems.len() - errors);
}

fn calendar() -> Result<plan::CalendarFile, String> {
    server::work_calendar().map_err(|failure| failure.to_string())
}

fn readable<T>(file: &Path, read: Result<T, Vec<Problem>>) -> Result<T, String> {
    read.map_err(|problems| {
        tell(file, &problems);
        format!("{} 有误，未编译", file.display())
    })
}

fn compiled(file: &Path, tree: &UnitTree) -> Result<CompiledPlan, String> {
    let plan = readable(file, plan::parse(&text(file)?))?;
    readable(file, plan::compile(&plan, &calendar()?, tree))
}

fn units(file: &Path) -> Result<UnitTree, String> {
    readable(file, plan::read_units(&text(file)?))
}

fn names(tree: &UnitTree) -> impl Fn(&str) -> String {
    let names: BTreeMap<String, String> =
        tree.units().iter().map(|unit| (unit.key.clone(), unit.name.clone())).collect();
    move |key| names.get(key).cloned().unwrap_or_else(|| key.to_owned())
}

fn obligations(
    file: &Path,
    units_file: &Path,
    unit: Option<&str>,
    format: ObligationFormat,
) -> Result<ExitCode, String> {
    let tree = units(units_file)?;
    if let Some(key) = unit
        && !tree.units().iter().any(|one| one.key == key)
    {
        return Err(format!("{} 中没有单位 {key}", units_file.display()));
    }
    let compiled = compiled(file, &tree)?;
    let out = match format {
        ObligationFormat::Json => {
            plan::output::to_json(&compiled, unit).map_err(|error| error.to_string())?
        }
        ObligationFormat::Csv => plan::output::to_csv(&compiled, unit).map_err(|error| error.to_string())?,
        ObligationFormat::Ics => plan::output::to_ics(&compiled, unit, SystemClock.now(), names(&tree)),
        ObligationFormat::Table => plan::output::to_table(&compiled, unit, names(&tree)),
    };
    println!("{}", out.trim_end());
    Ok(ExitCode::SUCCESS)
}

fn diff(old: &Path, new: &Path, units_file: &Path, format: CheckFormat) -> Result<ExitCode, String> {
    let tree = units(units_file)?;
    let (old, new) = (compiled(old, &tree)?, compiled(new, &tree)?);
    let diff = plan::diff(&old, &new);
    match format {
        CheckFormat::Human => print!("{}", diff.human(names(&tree))),
        CheckFormat::Json => println!("{}", serde_json::to_string_pretty(&diff).map_err(|e| e.to_string())?),
    }
    Ok(ExitCode::SUCCESS)
}
