//! The tables: reviewed as text, the same on both engines, and shaped so that they can be spread over machines.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use db::schema::Class;
use sea_orm::DbBackend;
use testkit::ScratchDatabase;

use crate::catalogue::{self, Catalogue, Foreign, Shape};

/// Compares with a committed file. `ANXING_BLESS=1` writes it anew, for the reviewer to read.
fn reviewed(name: &str, now: &str) {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots").join(name);
    if std::env::var("ANXING_BLESS").is_ok_and(|wish| wish == "1") {
        std::fs::write(&file, now).unwrap();
        return;
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    let lines = kept.lines().zip(now.lines());
    let line = lines.take_while(|(kept, now)| kept == now).count();
    assert!(
        kept == now,
        "tests/snapshots/{name} differs at line {}:\n- {}\n+ {}\nANXING_BLESS=1 writes it anew; a table that has \
         shipped is never edited, only added to",
        line + 1,
        kept.lines().nth(line).unwrap_or("(end)"),
        now.lines().nth(line).unwrap_or("(end)"),
    );
}

#[test]
fn the_rendered_schema_of_both_engines_is_the_reviewed_one() {
    let steps = server::migrations();
    reviewed("schema.sqlite.sql", &db::render(&steps, DbBackend::Sqlite));
    reviewed("schema.postgres.sql", &db::render(&steps, DbBackend::Postgres));
}

/// Every table of every step with its class; the ledger of the steps themselves belongs to no step.
fn classes() -> BTreeMap<String, Class> {
    let mut classes = BTreeMap::from([("schema_migration".to_owned(), Class::Reference)]);
    for step in server::migrations() {
        for table in step.tables {
            let before = classes.insert(table.name.to_owned(), table.class);
            assert!(before.is_none(), "{} is declared twice, again in {}", table.name, step.name);
        }
    }
    classes
}

#[test]
fn every_step_has_its_own_name_that_says_when_and_whose() {
    let steps = server::migrations();
    let mut names: Vec<&str> = steps.iter().map(|step| step.name).collect();
    for name in &names {
        let day = name.split('_').next().unwrap();
        assert!(day.len() == 8 && day.bytes().all(|byte| byte.is_ascii_digit()), "{name}");
        assert!(name.len() > day.len() + 1, "{name}: whose?");
    }
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), steps.len(), "a step's name is used twice");
}

async fn fresh() -> (sea_orm::DatabaseConnection, ScratchDatabase) {
    let scratch = ScratchDatabase::new(&server::migrations()).await;
    (db::open(&scratch.options).await.unwrap(), scratch)
}

/// Both engines are held to one committed file, so they are equal to each other.
#[tokio::test]
async fn from_empty_both_engines_have_the_same_tables() {
    let (pool, _scratch) = fresh().await;
    reviewed("catalogue.txt", &catalogue::told(&catalogue::read(&pool).await));
}

#[tokio::test]
async fn applying_the_steps_again_changes_nothing() {
    let (pool, _scratch) = fresh().await;
    let steps = server::migrations();
    let before = catalogue::read(&pool).await;
    assert_eq!(db::pending(&pool, &steps).await.unwrap(), Vec::<&str>::new());
    for _ in 0..2 {
        let done = db::migrate(&pool, &steps, &kernel::SystemClock).await.unwrap();
        assert_eq!(done, Vec::<&str>::new());
    }
    assert_eq!(catalogue::read(&pool).await, before);
    let ledger = db::applied(&pool).await.unwrap();
    let names: BTreeSet<String> = steps.iter().map(|step| step.name.to_owned()).collect();
    assert_eq!(ledger, names);
}

#[tokio::test]
async fn the_tables_can_be_spread_over_machines() {
    let (pool, _scratch) = fresh().await;
    let found = findings(&catalogue::read(&pool).await, &classes());
    assert!(found.is_empty(), "{found:#?}");
}

const LEAD: &str = "tenant_id";

/// The rules for tables that are spread by tenant, one finding per break.
fn findings(catalogue: &Catalogue, classes: &BTreeMap<String, Class>) -> Vec<String> {
    let mut found = Vec::new();
    for name in classes.keys().filter(|name| !catalogue.contains_key(*name)) {
        found.push(format!("{name}: declared but not there"));
    }
    for (name, shape) in catalogue {
        let Some(class) = classes.get(name) else {
            found.push(format!("{name}: no class"));
            continue;
        };
        if shape.primary.is_empty() {
            found.push(format!("{name}: no primary key"));
        }
        found.extend(shape.oddities.iter().map(|oddity| format!("{name}: {oddity}")));
        found.extend(shape.columns.iter().filter_map(|(column, kind)| {
            let known = ["bigint", "text", "uuid", "bytes", "boolean"].contains(&kind.trim_end_matches('?'));
            (!known).then(|| format!("{name}.{column}: {kind} is not portable"))
        }));
        if *class == Class::Sharded {
            found.extend(not_led(name, shape));
        }
        found.extend(shape.foreign.iter().flat_map(|foreign| misled(name, *class, foreign, classes)));
    }
    found
}

/// Keys of a spread table that do not begin with the tenant.
fn not_led(name: &str, shape: &Shape) -> Vec<String> {
    let mut found = Vec::new();
    if !shape.columns.iter().any(|(column, kind)| column == LEAD && kind == "bigint") {
        found.push(format!("{name}: no {LEAD} bigint that is always filled"));
    }
    if shape.primary.first().is_none_or(|first| first != LEAD) {
        found.push(format!("{name}: the primary key does not begin with {LEAD}"));
    }
    for (index, (_, columns)) in &shape.indexes {
        if columns.first().is_none_or(|first| first != LEAD) {
            found.push(format!("{name}: {index} does not begin with {LEAD}"));
        }
    }
    found
}

/// What is wrong with a reference to another table.
fn misled(name: &str, class: Class, foreign: &Foreign, classes: &BTreeMap<String, Class>) -> Vec<String> {
    let Foreign { from, table, to, rules } = foreign;
    let mut found = Vec::new();
    if rules != "NO ACTION/NO ACTION" {
        found.push(format!("{name} -> {table}: {rules}; only NO ACTION works everywhere"));
    }
    let leads = |columns: &[String]| columns.first().is_some_and(|first| first == LEAD);
    match (class, classes.get(table)) {
        (Class::Sharded, Some(Class::Sharded)) if leads(from) && leads(to) => {}
        (Class::Sharded, Some(Class::Reference)) | (Class::Reference, Some(Class::Reference)) => {}
        (Class::Local, Some(Class::Reference | Class::Local)) => {}
        (_, target) => found.push(format!("{name} ({class:?}) -> {table} ({target:?}): {from:?} -> {to:?}")),
    }
    found
}

/// How a sound table is made unsound.
type Damage<'a> = &'a dyn Fn(&mut Shape);

/// The rules themselves can fail.
#[test]
fn every_rule_finds_what_it_is_for() {
    let columns = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let sound = Shape {
        columns: vec![(LEAD.to_owned(), "bigint".to_owned()), ("id".to_owned(), "uuid".to_owned())],
        primary: columns(&[LEAD, "id"]),
        ..Shape::default()
    };
    let foreign = |from: &[&str], table: &str, to: &[&str], rules: &str| Foreign {
        from: columns(from),
        table: table.to_owned(),
        to: columns(to),
        rules: rules.to_owned(),
    };
    let broken: [(&str, Damage<'_>); 11] = [
        ("", &|_| {}),
        ("no primary key", &|it| it.primary.clear()),
        ("the primary key does not begin", &|it| it.primary.reverse()),
        ("no tenant_id bigint", &|it| it.columns[0].1 = "bigint?".to_owned()),
        ("is not portable", &|it| it.columns[1].1 = "integer".to_owned()),
        ("by_id does not begin", &|it| {
            it.indexes.insert("by_id".to_owned(), (true, columns(&["id", LEAD])));
        }),
        ("trigger", &|it| it.oddities.push("trigger x".to_owned())),
        ("only NO ACTION", &|it| {
            it.foreign.insert(foreign(&[LEAD, "id"], "thing", &[LEAD, "id"], "SET NULL/NO ACTION"));
        }),
        ("(Sharded) -> thing", &|it| {
            it.foreign.insert(foreign(&["id"], "thing", &["id"], "NO ACTION/NO ACTION"));
        }),
        ("(Sharded) -> desk", &|it| {
            it.foreign.insert(foreign(&[LEAD, "id"], "desk", &[LEAD, "id"], "NO ACTION/NO ACTION"));
        }),
        ("(Sharded) -> nowhere", &|it| {
            it.foreign.insert(foreign(&[LEAD, "id"], "nowhere", &[LEAD, "id"], "NO ACTION/NO ACTION"));
        }),
    ];
    let classes = BTreeMap::from([("thing".to_owned(), Class::Sharded), ("desk".to_owned(), Class::Local)]);
    let desk = Shape { columns: Vec::new(), primary: columns(&["id"]), ..Shape::default() };
    for (expected, damage) in broken {
        let mut shape = sound.clone();
        damage(&mut shape);
        let catalogue = BTreeMap::from([("thing".to_owned(), shape), ("desk".to_owned(), desk.clone())]);
        let found = findings(&catalogue, &classes).join("\n");
        assert!(
            if expected.is_empty() { found.is_empty() } else { found.contains(expected) },
            "{expected}: {found}"
        );
    }
    let stray = BTreeMap::from([("stray".to_owned(), sound)]);
    let found = findings(&stray, &classes).join("\n");
    assert!(found.contains("stray: no class") && found.contains("thing: declared but not there"), "{found}");
}
