//! A row as a line of JSON: an array with one value per column, the same text on both engines.

use kernel::Failure;
use sea_orm::{
    ConnectionTrait, QueryResult,
    sea_query::{Alias, Expr, InsertStatement, Order, Query, SelectStatement, SimpleExpr, Value},
};
use serde_json::Value as Json;

use crate::{
    dialect,
    schema::{Column, Kind, Table},
};

/// All rows by their primary key. Text sorts by bytes, so that two engines list the same rows in the same order.
pub(crate) fn select(conn: &impl ConnectionTrait, table: &Table) -> SelectStatement {
    let mut select = Query::select();
    select.columns(table.columns().iter().map(|column| Alias::new(column.name))).from(Alias::new(table.name));
    for name in table.key_columns() {
        let is_text = table.columns().iter().any(|one| one.name == *name && one.kind == Kind::Text);
        let key =
            if is_text { dialect::by_bytes(conn, Alias::new(*name)) } else { Expr::col(Alias::new(*name)) };
        select.order_by_expr(key, Order::Asc);
    }
    select
}

/// The line of a row, with its end.
pub(crate) fn written(row: &QueryResult, table: &Table) -> Result<Vec<u8>, Failure> {
    let mut values = Vec::with_capacity(table.columns().len());
    for (index, column) in table.columns().iter().enumerate() {
        let value = match column.kind {
            Kind::Text => row.try_get_by_index::<Option<String>>(index)?.map(Json::String),
            Kind::Bigint => row.try_get_by_index::<Option<i64>>(index)?.map(Json::from),
            Kind::Bool => row.try_get_by_index::<Option<bool>>(index)?.map(Json::Bool),
            Kind::Uuid => row
                .try_get_by_index::<Option<sea_orm::prelude::Uuid>>(index)?
                .map(|id| Json::String(id.to_string())),
            Kind::Bytes => {
                row.try_get_by_index::<Option<Vec<u8>>>(index)?.map(|bytes| Json::String(hex(&bytes)))
            }
        };
        values.push(value.unwrap_or(Json::Null));
    }
    let mut line = serde_json::to_vec(&values).map_err(Failure::internal)?;
    line.push(b'\n');
    Ok(line)
}

/// The values of a line, or which column does not hold what its kind says.
pub(crate) fn read(line: &[u8], table: &Table) -> Result<Vec<SimpleExpr>, String> {
    let values: Vec<Json> = serde_json::from_slice(line).map_err(|error| error.to_string())?;
    if values.len() != table.columns().len() {
        return Err(format!("{} values instead of {}", values.len(), table.columns().len()));
    }
    let read = values.into_iter().zip(table.columns()).map(|(value, column)| {
        one(value, column)
            .map(SimpleExpr::Value)
            .ok_or_else(|| format!("{} is no {}", column.name, column.kind.word()))
    });
    read.collect()
}

fn one(value: Json, column: &Column) -> Option<Value> {
    Some(match (column.kind, value) {
        (Kind::Text, Json::Null) => Value::String(None),
        (Kind::Text, Json::String(text)) => Value::String(Some(text)),
        (Kind::Bigint, Json::Null) => Value::BigInt(None),
        (Kind::Bigint, Json::Number(number)) => Value::BigInt(Some(number.as_i64()?)),
        (Kind::Bool, Json::Null) => Value::Bool(None),
        (Kind::Bool, Json::Bool(is)) => Value::Bool(Some(is)),
        (Kind::Uuid, Json::Null) => Value::Uuid(None),
        (Kind::Uuid, Json::String(text)) => Value::Uuid(Some(text.parse().ok()?)),
        (Kind::Bytes, Json::Null) => Value::Bytes(None),
        (Kind::Bytes, Json::String(text)) => Value::Bytes(Some(unhex(&text)?)),
        (Kind::Text | Kind::Bigint | Kind::Bool | Kind::Uuid | Kind::Bytes, _) => return None,
    })
}

pub(crate) fn insert(table: &Table) -> InsertStatement {
    Query::insert()
        .into_table(Alias::new(table.name))
        .columns(table.columns().iter().map(|column| Alias::new(column.name)))
        .to_owned()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.chars().map(|digit| digit.to_digit(16)).collect::<Option<Vec<u32>>>()?;
    let bytes = digits.chunks(2).map(|pair| match pair {
        [high, low] => u8::try_from(high * 16 + low).ok(),
        _ => None,
    });
    bytes.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema;

    #[test]
    fn a_line_holds_what_its_columns_say_or_is_refused() {
        let table = schema::local("thing")
            .text("name")
            .bigint("size")
            .bool("done")
            .uuid("id")
            .bytes("raw")
            .nullable();
        let id = "019aa000-0000-7000-8000-000000000001";
        for (line, wrong) in [
            (format!(r#"["安",9007199254740993,true,"{id}","00ff"]"#), None),
            (format!(r#"["",-1,false,"{id}",null]"#), None),
            (format!(r#"["a",1.5,true,"{id}",null]"#), Some("size is no bigint")),
            (format!(r#"["a",1,"true","{id}",null]"#), Some("done is no bool")),
            (r#"["a",1,true,"x",null]"#.to_owned(), Some("id is no uuid")),
            (format!(r#"["a",1,true,"{id}","0"]"#), Some("raw is no bytes")),
            (r#"["a",1]"#.to_owned(), Some("2 values instead of 5")),
            (r#"{"a":1}"#.to_owned(), Some("expected a sequence")),
        ] {
            let problem = read(line.as_bytes(), &table).err();
            match wrong {
                None => assert_eq!(problem, None, "{line}"),
                Some(words) => {
                    assert!(problem.clone().is_some_and(|told| told.contains(words)), "{problem:?}")
                }
            }
        }
    }
}
