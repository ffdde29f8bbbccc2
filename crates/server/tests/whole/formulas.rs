//! What people write reaches every table that is handed out, and runs in none of them.

use std::io::{Cursor, Read as _};

use axum::http::Method;
use serde_json::{Value, json};

use crate::{
    operations::{self, Operation},
    province::{Province, text},
};

/// Names and titles that a spreadsheet would run, or that hide one behind something it skips.
const RUNS: [&str; 6] =
    ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "＝HYPERLINK(\"http://x\")", "'=1+1"];

async fn write_them_everywhere(province: &Province) {
    let world = &province.world;
    for (index, runs) in RUNS.iter().enumerate() {
        let unit = json!({
            "key": format!("runs-{index}"), "name": runs, "kind": "enterprise",
            "parent_id": world.unit("shenyang"), "attributes": { "note": runs }, "valid_from": "2021-01-01",
        });
        world.admin.post("/api/units", unit).await.ok();
        let posts = json!([{ "unit_id": world.unit("shenyang"), "role": "city_officer", "title": runs }]);
        let person = json!({ "name": runs, "login": format!("runs-{index}"), "posts": posts });
        world.admin.post("/api/people", person).await.ok();
        let about = |details: Value| json!({ "campaign": world.campaign, "unit": world.unit("shenyang"), "details": details });
        let kinds =
            province.officer.get(&format!("/api/activities/kinds?campaign={}", world.campaign)).await.ok();
        let mut activity =
            about(json!({ "title": runs, "place": runs, "day": "2021-06-10", "mode": "offline" }));
        activity["kind"] = kinds.as_array().or_else(|| kinds["items"].as_array()).unwrap()[0]["key"].clone();
        province.officer.post("/api/activities", activity).await.ok();
        let exposure = about(json!({ "kind": "typical_case", "title": runs }));
        province.officer.post("/api/exposures", exposure).await.ok();
    }
}

/// Every operation that answers with a table, as the document says.
fn exports(document: &Value) -> Vec<Operation> {
    let table = |operation: &Operation| {
        let content = operation.described["responses"]["200"]["content"].as_object();
        content.is_some_and(|content| {
            content.contains_key("text/csv") && !content.contains_key("application/pdf")
        })
    };
    operations::all(document).into_iter().filter(table).collect()
}

async fn exported(operation: &Operation, province: &Province, form: &str) -> Vec<u8> {
    let path = province.path(&operation.path.replace("{format}", form));
    let mut query = format!("?unit={}&campaign={}", province.world.unit("shenyang"), province.world.campaign);
    for name in ["form", "format"] {
        query.push_str(&format!("&{name}={form}"));
    }
    let asked: Vec<&str> =
        query[1..].split('&').filter(|pair| operation.asks(pair.split('=').next().unwrap())).collect();
    let path = format!("{path}?{}", asked.join("&"));
    // People are listed by whoever manages them, everything else by whose it is.
    let who = if operation.id == "person_export" || operation.id == "unit_export" {
        &province.world.admin
    } else {
        &province.officer
    };
    let answer = who.send(Method::GET, &path, None, &[]).await;
    answer.ok();
    answer.bytes
}

/// What a spreadsheet would take for a formula; a plain negative number is none.
fn would_run(cell: &str) -> bool {
    let bare = cell.trim_start_matches([' ', '\t', '\r', '\n', '\u{a0}', '\u{3000}']);
    let number = bare.strip_prefix(['-', '+']).is_some_and(|rest| rest.parse::<f64>().is_ok());
    !number && bare.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

#[tokio::test]
async fn no_table_that_is_handed_out_has_a_formula_in_it() {
    let province = Province::build().await;
    write_them_everywhere(&province).await;
    let document = operations::document(&province.world.app);
    let exports = exports(&document);
    let names: Vec<&str> = exports.iter().map(|operation| operation.id.as_str()).collect();
    assert!(names.len() >= 6, "only {names:?}");
    let mut told = String::new();
    for operation in &exports {
        let csv = String::from_utf8(exported(operation, &province, "csv").await).unwrap();
        let csv = csv.trim_start_matches('\u{feff}');
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(csv.as_bytes());
        for cell in
            reader.records().flat_map(|record| record.unwrap().iter().map(str::to_owned).collect::<Vec<_>>())
        {
            assert!(!would_run(&cell), "{} hands out {cell:?}", operation.id);
            told.push_str(&cell);
            told.push('\n');
        }
        let xlsx = exported(operation, &province, "xlsx").await;
        let mut archive = zip::ZipArchive::new(Cursor::new(xlsx)).unwrap();
        for index in 0..archive.len() {
            let mut part = archive.by_index(index).unwrap();
            let (name, mut content) = (part.name().unwrap().into_owned(), String::new());
            assert!(!name.contains("vba") && !name.contains("externalLink"), "{}: {name}", operation.id);
            part.read_to_string(&mut content).unwrap();
            // A formula is an element of its own; text in a cell is one of the kinds that are never calculated.
            assert!(!content.contains("<f>") && !content.contains("<f "), "{}: {name}", operation.id);
            assert!(
                !content.contains("ddeLink") && !content.contains("<hyperlink"),
                "{}: {name}",
                operation.id
            );
        }
    }
    // They were there, as text, so the search above could have found them.
    for runs in RUNS {
        assert!(told.contains(&format!("'{runs}\n")), "{} is in no table", text(&json!(runs)));
    }
}
