//! Plan files and tables of units.

use std::sync::LazyLock;

use plan::{CalendarFile, Vocabulary, units::UnitTree};

static CALENDAR: LazyLock<CalendarFile> =
    LazyLock::new(|| server::work_calendar().expect("the shipped calendar is read by every start"));
static UNITS: LazyLock<UnitTree> = LazyLock::new(|| {
    plan::read_units(&testkit::shipped("plans/liaoning-2021/units.csv")).expect("the shipped units are sound")
});

/// Read, asked for a second opinion, and compiled for a province.
pub(crate) fn plan(bytes: &[u8]) {
    let Ok(text) = plan::text_of(bytes.to_vec()) else { return };
    match plan::parse(&text) {
        Err(problems) => {
            assert!(!problems.is_empty(), "refused without a reason");
            assert!(problems.iter().any(plan::Problem::is_error), "{problems:?}");
        }
        Ok(plan) => {
            let again = plan::parse(&text).expect("what was read once is read again");
            assert_eq!(again.fingerprint, plan.fingerprint);
            let _ = plan_check::examine(&plan.document, &Vocabulary::of(&plan.document));
            let _ = plan::compile(&plan, &CALENDAR, &UNITS);
        }
    }
}

/// Read, written and read again.
pub(crate) fn units(bytes: &[u8]) {
    let Ok(text) = plan::text_of(bytes.to_vec()) else { return };
    match plan::read_units(&text) {
        Err(problems) => assert!(!problems.is_empty(), "refused without a reason"),
        Ok(tree) => {
            let written = plan::write_units(tree.units());
            let again =
                plan::read_units(&written).unwrap_or_else(|problems| panic!("{written}: {problems:?}"));
            assert_eq!(again.units(), tree.units());
        }
    }
}
