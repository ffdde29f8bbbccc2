//! What needs no server: the compiler, and spreadsheets. Each in a process of its own, whose memory is told.

use std::{
    fs::File,
    io::{BufReader, BufWriter},
    path::Path,
    time::Instant as Stopwatch,
};

use kernel::{Clock as _, SystemClock};
use plan::units::{UnitSnapshot, UnitTree};
use sheet::{Column, Cover, Kind, Layout, Limits, Value, XlsxWriter};

use crate::{
    Outcome,
    meter::memory_mib,
    report::Case,
    town::{self, Size},
};

fn told<E: std::fmt::Debug>(error: E) -> String {
    format!("{error:?}")
}

/// Units × fifty duties, on one thread.
pub fn compile(size: Size) -> Outcome<()> {
    let plan = plan::parse(&town::wide_plan()).map_err(told)?;
    let calendar = server::work_calendar().map_err(told)?;
    let tree = UnitTree::new(units(size)?).map_err(told)?;
    let begun = Stopwatch::now();
    let compiled = plan::compile(&plan, &calendar, &tree).map_err(told)?;
    let took = begun.elapsed();
    let name = format!("compile@{}", size.name);
    let case = Case(&name);
    case.say("obligations", compiled.entries.len());
    case.seconds("compiled in", took);
    case.say("memory at its highest", format_args!("{} MiB", memory_mib(std::process::id())?.1));
    Ok(())
}

fn units(size: Size) -> Outcome<Vec<UnitSnapshot>> {
    let parts = town::units_csv(size);
    let mut text = String::new();
    for (number, part) in parts.iter().enumerate() {
        text.extend(part.split_inclusive('\n').skip(usize::from(number > 0)));
    }
    let tree = plan::read_units(&text).map_err(told)?;
    Ok(tree.units().to_vec())
}

const ROWS: u32 = 100_000;

/// A table of six columns out to a file and in again, row by row.
pub fn xlsx(folder: &Path) -> Outcome<()> {
    let column = |key: &str, kind| Column::new(key, key, kind);
    let columns = vec![
        column("key", Kind::text()),
        column("name", Kind::text()),
        column("sessions", Kind::count()),
        column("attendances", Kind::count()),
        column("day", Kind::Day),
        column("mode", Kind::choice([("online", "线上"), ("offline", "线下")])),
    ];
    let layout = Layout::new("bench", "基准表", columns).map_err(told)?;
    let case = Case("xlsx of 100,000 rows and 6 columns");
    let file = folder.join("table.xlsx");
    let begun = Stopwatch::now();
    let mut writer = XlsxWriter::new(&layout, &Cover::new("基准表", SystemClock.now())).map_err(told)?;
    for row in 0..ROWS {
        writer
            .row(&[
                Value::Text(format!("e{row:06}")),
                Value::Text(format!("第{row}企业安全生产宣讲")),
                Value::Integer(i64::from(row % 9)),
                Value::Integer(i64::from(row) * 3),
                Value::Day(town::today()),
                Value::Choice("offline".to_owned()),
            ])
            .map_err(told)?;
    }
    writer.finish(BufWriter::new(File::create(&file).map_err(told)?)).map_err(told)?;
    case.seconds("written in", begun.elapsed());
    let memory = |metric: &str| -> Outcome<()> {
        case.say(metric, format_args!("{} MiB", memory_mib(std::process::id())?.1));
        Ok(())
    };
    memory("memory at its highest after writing")?;
    let begun = Stopwatch::now();
    let mut rows = 0_u32;
    let source = BufReader::new(File::open(&file).map_err(told)?);
    let report = sheet::scan(source, &layout, &Limits::default(), |_| rows += 1).map_err(told)?;
    case.seconds("read in", begun.elapsed());
    if rows != ROWS || !report.problems.is_empty() {
        return Err(format!("{rows} of {ROWS} rows came back, with {} problems", report.problems.len()));
    }
    memory("memory at its highest after reading")
}
