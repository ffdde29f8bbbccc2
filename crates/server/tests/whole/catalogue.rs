//! What an engine itself says about its tables, in the same words for both.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, ExprTrait, QueryResult,
    sea_query::{Alias, Expr, Func, Query, SelectStatement},
};

/// One table as the engine keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// Name and type; a `?` behind the type means that it may be empty.
    pub columns: Vec<(String, String)>,
    pub primary: Vec<String>,
    /// By name: unique or not, and its columns.
    pub indexes: BTreeMap<String, (bool, Vec<String>)>,
    pub foreign: BTreeSet<Foreign>,
    /// Triggers, defaults, identities: nothing that we declare.
    pub oddities: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Foreign {
    pub from: Vec<String>,
    pub table: String,
    pub to: Vec<String>,
    /// What happens to this row when the other one goes or is renamed.
    pub rules: String,
}

pub type Catalogue = BTreeMap<String, Shape>;

pub async fn read(pool: &DatabaseConnection) -> Catalogue {
    match pool.get_database_backend() {
        DbBackend::Sqlite => of_sqlite(pool).await,
        _ => of_postgres(pool).await,
    }
}

/// One line per column, key and reference.
pub fn told(catalogue: &Catalogue) -> String {
    let mut lines = Vec::new();
    for (name, shape) in catalogue {
        let Shape { columns, primary, indexes, foreign, oddities } = shape;
        lines.push(name.clone());
        lines.extend(columns.iter().map(|(column, kind)| format!("  {column} {kind}")));
        lines.push(format!("  primary ({})", primary.join(", ")));
        for (index, (unique, columns)) in indexes {
            let word = if *unique { "unique" } else { "index" };
            lines.push(format!("  {word} {index} ({})", columns.join(", ")));
        }
        for Foreign { from, table, to, rules } in foreign {
            lines.push(format!("  ({}) -> {table} ({}) {rules}", from.join(", "), to.join(", ")));
        }
        lines.extend(oddities.iter().map(|oddity| format!("  ! {oddity}")));
    }
    lines.join("\n") + "\n"
}

async fn rows(pool: &DatabaseConnection, query: &SelectStatement) -> Vec<QueryResult> {
    pool.query_all(query).await.unwrap()
}

fn word(row: &QueryResult, column: &str) -> String {
    row.try_get::<String>("", column).unwrap()
}

/// SQLite's questions are functions that answer tables.
fn pragma(name: &'static str, about: &str, columns: &[&'static str]) -> SelectStatement {
    let function = Func::cust(Alias::new(format!("pragma_{name}"))).arg(about);
    Query::select()
        .columns(columns.iter().map(|column| Alias::new(*column)))
        .from_function(function, Alias::new("answer"))
        .to_owned()
}

async fn of_sqlite(pool: &DatabaseConnection) -> Catalogue {
    let mut catalogue = Catalogue::new();
    let master = Query::select()
        .columns(["type", "name", "tbl_name"].map(Alias::new))
        .from(Alias::new("sqlite_master"))
        .to_owned();
    for row in rows(pool, &master).await {
        let (kind, name, table) = (word(&row, "type"), word(&row, "name"), word(&row, "tbl_name"));
        match kind.as_str() {
            "table" => catalogue.entry(name.clone()).or_default().read_sqlite(pool, &name).await,
            "index" => {}
            _ => catalogue.entry(table).or_default().oddities.push(format!("{kind} {name}")),
        }
    }
    catalogue
}

impl Shape {
    async fn read_sqlite(&mut self, pool: &DatabaseConnection, table: &str) {
        let mut primary = BTreeMap::new();
        for row in
            rows(pool, &pragma("table_info", table, &["name", "type", "notnull", "pk", "dflt_value"])).await
        {
            let name = word(&row, "name");
            let full = row.try_get::<i64>("", "notnull").unwrap() == 1;
            let kind = match word(&row, "type").to_lowercase().as_str() {
                // Every integer of SQLite has 64 bits; on PostgreSQL the same word means 32 and is not ours.
                "integer" => "bigint".to_owned(),
                other => plain(other),
            };
            self.columns.push((name.clone(), if full { kind } else { kind + "?" }));
            if row.try_get::<Option<String>>("", "dflt_value").unwrap().is_some() {
                self.oddities.push(format!("default of {name}"));
            }
            let place = row.try_get::<i64>("", "pk").unwrap();
            if place > 0 {
                primary.insert(place, name);
            }
        }
        self.primary = primary.into_values().collect();
        for row in rows(pool, &pragma("index_list", table, &["name", "unique", "origin"])).await {
            let (name, unique) = (word(&row, "name"), row.try_get::<i64>("", "unique").unwrap() == 1);
            if word(&row, "origin") == "c" {
                let parts = rows(pool, &pragma("index_info", &name, &["name"])).await;
                self.indexes.insert(name, (unique, parts.iter().map(|part| word(part, "name")).collect()));
            }
        }
        let asked = ["id", "seq", "table", "from", "to", "on_update", "on_delete"];
        let mut foreign: BTreeMap<i64, BTreeMap<i64, (String, String)>> = BTreeMap::new();
        let mut heads = BTreeMap::new();
        for row in rows(pool, &pragma("foreign_key_list", table, &asked)).await {
            let id = row.try_get::<i64>("", "id").unwrap();
            let rules = format!("{}/{}", word(&row, "on_delete"), word(&row, "on_update"));
            heads.insert(id, (word(&row, "table"), rules));
            let seq = row.try_get::<i64>("", "seq").unwrap();
            foreign.entry(id).or_default().insert(seq, (word(&row, "from"), word(&row, "to")));
        }
        for (id, pairs) in foreign {
            let (from, to) = pairs.into_values().unzip();
            let (table, rules) = heads[&id].clone();
            self.foreign.insert(Foreign { from, table, to, rules });
        }
    }
}

/// Both engines' words for the five types that we use; others stay what they are and are seen.
fn plain(kind: &str) -> String {
    match kind.to_lowercase().as_str() {
        "bytea" | "blob" => "bytes",
        "uuid_text" | "uuid" => "uuid",
        other => other,
    }
    .to_owned()
}

/// The standard's views of the tables of this database.
fn view(name: &'static str, columns: &[&'static str]) -> SelectStatement {
    let mut select = Query::select();
    for column in columns {
        let text = Expr::col(Alias::new(*column)).cast_as(Alias::new("text"));
        select.expr_as(text, Alias::new(*column));
    }
    let schema = if name == "triggers" { "event_object_schema" } else { "table_schema" };
    let schema = if name == "referential_constraints" { "constraint_schema" } else { schema };
    select
        .from((Alias::new("information_schema"), Alias::new(name)))
        .and_where(Expr::col(Alias::new(schema)).eq("public"))
        .to_owned()
}

async fn of_postgres(pool: &DatabaseConnection) -> Catalogue {
    let mut catalogue = Catalogue::new();
    for row in rows(pool, &view("tables", &["table_name", "table_type"])).await {
        let shape = catalogue.entry(word(&row, "table_name")).or_default();
        if word(&row, "table_type") != "BASE TABLE" {
            shape.oddities.push(word(&row, "table_type"));
        }
    }
    let asked = ["table_name", "column_name", "data_type", "is_nullable", "is_identity", "is_generated"];
    let mut columns = view("columns", &asked);
    columns
        .expr_as(Expr::col(Alias::new("column_default")).is_not_null(), Alias::new("defaults"))
        .order_by(Alias::new("ordinal_position"), sea_orm::Order::Asc);
    for row in rows(pool, &columns).await {
        let shape = catalogue.get_mut(&word(&row, "table_name")).unwrap();
        let (name, kind) = (word(&row, "column_name"), plain(&word(&row, "data_type")));
        let odd = row.try_get::<bool>("", "defaults").unwrap()
            || word(&row, "is_identity") != "NO"
            || word(&row, "is_generated") != "NEVER";
        if odd {
            shape.oddities.push(format!("default of {name}"));
        }
        shape.columns.push((name, if word(&row, "is_nullable") == "NO" { kind } else { kind + "?" }));
    }
    for row in rows(pool, &view("triggers", &["event_object_table", "trigger_name"])).await {
        let shape = catalogue.get_mut(&word(&row, "event_object_table")).unwrap();
        shape.oddities.push(format!("trigger {}", word(&row, "trigger_name")));
    }
    read_keys(pool, &mut catalogue).await;
    read_indexes(pool, &mut catalogue).await;
    catalogue
}

/// Columns of every named key, in order.
async fn parts(pool: &DatabaseConnection) -> BTreeMap<String, (String, Vec<String>)> {
    let mut query = view("key_column_usage", &["constraint_name", "table_name", "column_name"]);
    query.order_by(Alias::new("ordinal_position"), sea_orm::Order::Asc);
    let mut parts: BTreeMap<String, (String, Vec<String>)> = BTreeMap::new();
    for row in rows(pool, &query).await {
        let entry = parts.entry(word(&row, "constraint_name")).or_default();
        entry.0 = word(&row, "table_name");
        entry.1.push(word(&row, "column_name"));
    }
    parts
}

async fn read_keys(pool: &DatabaseConnection, catalogue: &mut Catalogue) {
    let parts = parts(pool).await;
    let mut targets = BTreeMap::new();
    let asked = ["constraint_name", "unique_constraint_name", "delete_rule", "update_rule"];
    for row in rows(pool, &view("referential_constraints", &asked)).await {
        let rules = format!("{}/{}", word(&row, "delete_rule"), word(&row, "update_rule"));
        targets.insert(word(&row, "constraint_name"), (word(&row, "unique_constraint_name"), rules));
    }
    for row in rows(pool, &view("table_constraints", &["constraint_name", "constraint_type"])).await {
        let (name, kind) = (word(&row, "constraint_name"), word(&row, "constraint_type"));
        // Columns that must be filled are told as constraints without parts; they stand with the columns already.
        let Some((table, columns)) = parts.get(&name).cloned() else { continue };
        let shape = catalogue.get_mut(&table).unwrap();
        match kind.as_str() {
            "PRIMARY KEY" => shape.primary = columns,
            "FOREIGN KEY" => {
                let (target, rules) = targets[&name].clone();
                // A reference may name its columns in another order than the key; ours never do.
                let (table, to) = parts[&target].clone();
                shape.foreign.insert(Foreign { from: columns, table, to, rules });
            }
            _ => shape.oddities.push(format!("{kind} {name}")),
        }
    }
}

async fn read_indexes(pool: &DatabaseConnection, catalogue: &mut Catalogue) {
    let query = Query::select()
        .columns(["tablename", "indexname", "indexdef"].map(Alias::new))
        .from(Alias::new("pg_indexes"))
        .and_where(Expr::col(Alias::new("schemaname")).eq("public"))
        .to_owned();
    for row in rows(pool, &query).await {
        let (name, definition) = (word(&row, "indexname"), word(&row, "indexdef"));
        let shape = catalogue.get_mut(&word(&row, "tablename")).unwrap();
        if name.ends_with("_pkey") {
            continue;
        }
        let (head, tail) = definition.split_once(" USING btree (").unwrap_or((&definition, ""));
        let columns =
            tail.split(')').next().unwrap_or_default().split(", ").map(|it| it.trim_matches('"').to_owned());
        if !tail.ends_with(')') || tail.matches(')').count() != 1 {
            shape.oddities.push(format!("index {name} is more than its columns"));
        }
        shape.indexes.insert(name, (head.starts_with("CREATE UNIQUE"), columns.collect()));
    }
}
