//! `anxing rehearse --report`: what the plan will ask of everybody, as a page or as JSON.

use std::process::ExitCode;

use plan::{Problem, units::UnitTree};
use rehearsal::load::{Load, html};

use crate::{
    Trouble,
    args::{RehearseOptions, ReportFormat},
    calendar,
    file::{self, Refused},
    out,
};

pub fn write(options: &RehearseOptions, format: ReportFormat) -> Result<ExitCode, Trouble> {
    let load = load(options)?;
    let text = match format {
        ReportFormat::Html => html(&load).map_err(unwritten)?,
        ReportFormat::Json => serde_json::to_string_pretty(&load).map_err(unwritten)? + "\n",
    };
    match &options.output {
        Some(file) => super::write(file, &text)?,
        None => out::print(&text)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn load(options: &RehearseOptions) -> Result<Load, Trouble> {
    let calendar = calendar::named(None)?;
    let tree = units(options)?;
    let plan = file::parsed(&options.plan, plan::parse)?;
    let compiled = plan::compile(&plan, &calendar, &tree);
    let compiled = compiled.map_err(|problems| Refused::new(&options.plan, problems))?;
    Ok(Load::of(&plan.document, &compiled, &tree, &calendar.calendar))
}

/// As many as would be played with.
fn units(options: &RehearseOptions) -> Result<UnitTree, Trouble> {
    let scaled = |text: &str| -> Result<UnitTree, Vec<Problem>> {
        plan::read_units(&rehearsal::scaled(text, options.scale))
    };
    Ok(file::parsed(&options.units, scaled)?)
}

fn unwritten(error: impl std::fmt::Display) -> Trouble {
    Trouble::Said(format!("无法写出报告：{error}"))
}
