//! The shipped plan: it says what the paper says, and the 15 reporting units owe what the paper asks.

#![allow(clippy::unwrap_used, reason = "a helper of tests may fail like a test")]

use std::collections::{BTreeMap, BTreeSet};

use plan::{CompiledPlan, Plan, document::Clause};

const PLAN: &str = include_str!("../../../plans/liaoning-2021/plan.yaml");
const SOURCE: &str = include_str!("../../../plans/liaoning-2021/source.txt");
const UNITS: &str = include_str!("../../../plans/liaoning-2021/units.csv");
const CALENDAR: &str = include_str!("../../../plans/calendars/cn.yaml");

fn shown(problems: Vec<plan::Problem>) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn shipped() -> (Plan, CompiledPlan, plan::units::UnitTree) {
    let plan = plan::parse(PLAN).map_err(shown).unwrap();
    let calendar = plan::parse_calendar(CALENDAR).map_err(shown).unwrap();
    let units = plan::read_units(UNITS).map_err(shown).unwrap();
    let compiled = plan::compile(&plan, &calendar, &units).map_err(shown).unwrap();
    (plan, compiled, units)
}

/// Every quote with the clause that it is given for.
fn quotes(plan: &Plan) -> Vec<(String, String)> {
    fn of_clauses(clauses: &[Clause], found: &mut Vec<(String, String)>) {
        for clause in clauses {
            found.extend(clause.quote.iter().map(|quote| (clause.key.to_string(), quote.to_string())));
            of_clauses(&clause.children, found);
        }
    }
    let document = &plan.document;
    let mut found = Vec::new();
    of_clauses(&document.clauses, &mut found);
    let mut add = |clause: &dyn std::fmt::Display, quote: &dyn std::fmt::Display| {
        found.push((clause.to_string(), quote.to_string()));
    };
    document.duties.iter().for_each(|duty| add(&duty.clause, &duty.quote));
    document.activity_kinds.iter().for_each(|kind| add(&kind.clause, &kind.quote));
    document.tables.iter().for_each(|table| add(&table.clause, &table.quote));
    document.notes.iter().for_each(|note| add(&note.clause, &note.quote));
    for (key, quote) in document.phases.iter().map(|phase| (&phase.key, &phase.quote)) {
        quote.iter().for_each(|quote| add(key, quote));
    }
    for (clause, quote) in document.events.iter().map(|event| (&event.clause, &event.quote)) {
        quote.iter().for_each(|quote| add(clause, quote));
    }
    for (clause, quote) in document.indicators.iter().map(|indicator| (&indicator.clause, &indicator.quote)) {
        quote.iter().for_each(|quote| add(clause, quote));
    }
    found
}

#[test]
fn every_quote_is_literal() {
    let (plan, ..) = shipped();
    let wrong: Vec<_> =
        quotes(&plan).into_iter().filter(|(_, quote)| !SOURCE.contains(quote.as_str())).collect();
    assert!(wrong.is_empty(), "not in source.txt: {wrong:#?}");
}

#[test]
fn every_sentence_of_the_paper_is_quoted() {
    let (plan, ..) = shipped();
    let quotes = quotes(&plan);
    let body = SOURCE.split_once("今年6月是").map(|(_, rest)| format!("今年6月是{rest}")).unwrap();
    let body = body.split_once("下一篇").unwrap().0;
    let bare: Vec<&str> = body
        .split(['。', '\n'])
        .map(str::trim)
        .filter(|sentence| !sentence.is_empty())
        .filter(|sentence| !quotes.iter().any(|(_, quote)| sentence.contains(quote.as_str())))
        // The members of the leading group are data of their own.
        .filter(|sentence| !sentence.contains("省工信厅党组") && !sentence.contains("省工信厅民爆安全处 "))
        .collect();
    assert!(bare.is_empty(), "no node quotes these sentences: {bare:#?}");
}

#[test]
fn every_clause_has_a_node() {
    fn leaves<'a>(clauses: &'a [Clause], found: &mut Vec<&'a str>) {
        for clause in clauses {
            if clause.children.is_empty() {
                found.push(clause.key.as_str());
            }
            leaves(&clause.children, found);
        }
    }
    let (plan, ..) = shipped();
    let document = &plan.document;
    let mut named: BTreeSet<&str> = BTreeSet::new();
    named.extend(document.duties.iter().map(|duty| duty.clause.as_str()));
    named.extend(document.activity_kinds.iter().map(|kind| kind.clause.as_str()));
    named.extend(document.indicators.iter().map(|indicator| indicator.clause.as_str()));
    named.extend(document.notes.iter().map(|note| note.clause.as_str()));
    let mut clauses = Vec::new();
    leaves(&document.clauses, &mut clauses);
    let bare: Vec<_> = clauses.into_iter().filter(|clause| !named.contains(clause)).collect();
    assert!(bare.is_empty(), "clauses without a node: {bare:?}");
}

#[test]
fn filters_and_indicators_use_words_that_registers_know() {
    let (plan, ..) = shipped();
    let vocabulary = plan::Vocabulary::of(&plan.document);
    let document = &plan.document;
    let mut filters: Vec<&plan::Filter> =
        document.indicators.iter().map(|indicator| &indicator.filter).collect();
    for duty in &document.duties {
        let lacks =
            duty.quota.iter().map(|quota| &quota.lacks).chain(duty.coverage.iter().map(|cover| &cover.lacks));
        filters.extend(lacks.flat_map(|lacks| &lacks.hints).map(|hint| &hint.near));
        filters.extend(duty.quota.iter().map(|quota| &quota.filter));
        filters.extend(duty.coverage.iter().map(|coverage| &coverage.filter));
    }
    for filter in filters {
        let family = &vocabulary.families[filter.family.as_str()];
        for kind in &filter.kinds {
            let words = &family.kinds[kind.as_str()];
            for (facet, values) in &filter.facets {
                let known = &words.facets[facet.as_str()].values;
                assert!(values.iter().all(|value| known.contains_key(value.as_str())), "{filter:?}");
            }
        }
    }
    for indicator in &document.indicators {
        for kind in &indicator.filter.kinds {
            let words = &vocabulary.families[indicator.filter.family.as_str()].kinds[kind.as_str()];
            let measure = indicator.measure.as_str();
            assert!(measure == "count" || words.measures.contains_key(measure), "{indicator:?}");
        }
    }
    assert_eq!(document.indicators.len(), 35);
    let in_tables: BTreeSet<_> =
        document.tables.iter().flat_map(|t| &t.sections).flat_map(|s| &s.rows).collect();
    assert_eq!(in_tables.len(), 35, "every indicator stands in a table");
}

/// 四（三）asks for two records that follow one another: the enterprise assesses itself, then it applies.
#[test]
fn both_halves_of_the_standard_review_are_recorded() {
    let (plan, ..) = shipped();
    let kinds = plan.document.activity_kinds.iter();
    let kinds: Vec<(&str, &str)> = kinds
        .filter(|kind| kind.clause.as_str().starts_with("c4.3."))
        .map(|kind| (kind.clause.as_str(), kind.key.as_str()))
        .collect();
    assert_eq!(kinds, [("c4.3.1", "self-assessment"), ("c4.3.2", "standard-application")]);
}

#[test]
fn each_reporting_unit_owes_ten_documents_and_two_quotas() {
    let (_, compiled, units) = shipped();
    let reporting: Vec<&str> = units
        .units()
        .iter()
        .filter(|unit| ["city", "special_zone"].contains(&unit.kind.word()))
        .map(|unit| unit.key.as_str())
        .collect();
    assert_eq!(reporting.len(), 15);
    for unit in reporting {
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        for obligation in compiled.obligations_of(unit) {
            *kinds.entry(obligation.duty.kind.word()).or_default() += 1;
        }
        assert_eq!((kinds["deliver"], kinds["quota"]), (10, 2), "{unit}");
    }
    let lines: Vec<String> = compiled
        .obligations_of("dalian")
        .map(|o| {
            let deadline = &o.occurrence.deadline;
            format!(
                "{} {} {} {} x{} {}..{} {}",
                o.duty.key,
                o.period(),
                o.duty.kind.word(),
                o.duty.modality.word(),
                o.at_least(),
                deadline.opens_at,
                deadline.due_at,
                deadline.due_text
            )
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn each_producer_and_seller_owes_a_drill_each_half_year() {
    let (_, compiled, units) = shipped();
    let enterprises = units.units().iter().filter(|unit| unit.kind.word() == "enterprise");
    let mut count = 0;
    for enterprise in enterprises {
        let drills: Vec<_> = compiled
            .obligations_of(&enterprise.key)
            .map(|o| (o.period().to_owned(), o.occurrence.window.from.to_string(), o.due_at().to_string()))
            .collect();
        assert_eq!(
            drills,
            [
                ("2021-H1".into(), "2021-01-01".into(), "2021-06-30T23:59:59+08:00".into()),
                ("2021-H2".into(), "2021-07-01".into(), "2021-12-31T23:59:59+08:00".into())
            ],
            "{}",
            enterprise.key
        );
        count += 1;
    }
    assert!(count >= 12);
}

#[test]
fn paper_is_wanted_for_all_but_the_weekly_reports() {
    let (plan, ..) = shipped();
    let paper: Vec<(&str, bool)> = plan
        .document
        .duties
        .iter()
        .filter_map(|duty| duty.deliver.as_ref().map(|deliver| (duty.key.as_str(), deliver.paper.value)))
        .collect();
    assert_eq!(
        paper,
        [
            ("plan", true),
            ("weekly", false),
            ("month-summary", true),
            ("month-table", true),
            ("tour-summary", true),
            ("tour-table", true)
        ]
    );
}

#[test]
fn every_line_and_warehouse_is_covered_by_its_city() {
    let (_, compiled, units) = shipped();
    let covered: Vec<String> =
        compiled.obligations().flat_map(|o| o.targets().map(str::to_owned).collect::<Vec<_>>()).collect();
    let unique: BTreeSet<&str> = covered.iter().map(String::as_str).collect();
    let wanted: BTreeSet<&str> = units
        .units()
        .iter()
        .filter(|unit| ["line", "warehouse"].contains(&unit.kind.word()))
        .map(|unit| unit.key.as_str())
        .collect();
    assert_eq!((covered.len(), unique), (wanted.len(), wanted));
}
