//! Units and people as files: in, out and in again.

use axum::http::{Method, StatusCode, header};
use serde_json::{Value, json};
use testkit::{Answered, Persona};

use crate::house::{House, text};

/// What the project ships for Liaoning 2021.
const SHIPPED: &str = include_str!("../../../../plans/liaoning-2021/units.csv");
const HEADER: &str = "key,name,kind,parent,region_code,attributes,valid_from,valid_to\n";

async fn import(who: &Persona, query: &str, file: &[u8]) -> Answered {
    send(who, &format!("/api/units/import{query}"), file).await
}

pub async fn send(who: &Persona, path: &str, file: &[u8]) -> Answered {
    let headers = [("content-type", "application/octet-stream")];
    who.send_bytes(Method::POST, path, file.to_vec(), &headers).await
}

fn counts(view: &Value) -> [i64; 3] {
    ["created", "changed", "unchanged"].map(|field| view[field].as_i64().unwrap())
}

#[tokio::test]
async fn the_shipped_units_go_in_and_come_out_unchanged_in_both_forms() {
    let (house, boss) = House::liaoning().await;
    let preview = import(&boss, "?dry_run=true", SHIPPED.as_bytes()).await.ok();
    assert_eq!(preview["problems"], json!([]));
    let lines = i64::try_from(SHIPPED.trim().lines().count()).unwrap() - 1;
    assert_eq!(counts(&preview), [lines - 1, 1, 0], "everything but the root is new");
    assert_eq!(
        boss.get("/api/units").await.ok()["items"].as_array().unwrap().len(),
        1,
        "a preview writes nothing"
    );

    let done = import(&boss, "", SHIPPED.as_bytes()).await.ok();
    assert_eq!(counts(&done), counts(&preview));
    assert_eq!(counts(&import(&boss, "", SHIPPED.as_bytes()).await.ok()), [0, 0, lines]);
    let root = house.root(&boss).await;
    let names = boss.get(&format!("/api/units/{root}")).await.ok()["names"].clone();
    assert_eq!(names[0]["valid_from"], "2000-01-01", "the first name goes back with the unit: {names}");
    for format in ["csv", "xlsx"] {
        let file = boss.get(&format!("/api/units/export?format={format}")).await;
        assert_eq!(file.status, StatusCode::OK);
        let name = file.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
        assert_eq!(name, web::attachment(&format!("组织机构-2021-06-01.{format}")));
        assert_eq!(counts(&import(&boss, "", &file.bytes).await.ok()), [0, 0, lines], "{format}");
    }

    // The compiler takes what the tree gives.
    let tenant = org::tenants(&house.db).await.unwrap()[0];
    let snapshot = org::tree::snapshot(&house.db.read(tenant)).await.unwrap();
    assert_eq!(snapshot.ids.len(), snapshot.units.len());
    let shipped = plan::read_units(SHIPPED).unwrap();
    assert_eq!(plan::units::UnitTree::new(snapshot.units).unwrap().units(), shipped.units());
}

#[tokio::test]
async fn a_wrong_file_is_answered_by_row_and_writes_nothing() {
    let (_house, boss) = House::liaoning().await;
    let file = format!(
        "{HEADER}a,甲市,city,liaoning,,,2021-01-01,\nb,乙市,planet,liaoning,,,2021-01-01,\nC!,丙市,city,liaoning,21,x,2021-06-02,2021-06-01\n"
    );
    let problem = import(&boss, "", file.as_bytes()).await.refused(422);
    let pointers: Vec<_> =
        problem["errors"].as_array().unwrap().iter().map(|e| text(&e["pointer"])).collect();
    assert_eq!(pointers, ["/rows/3/C", "/rows/4/A", "/rows/4/E", "/rows/4/F", "/rows/4/H"]);
    let several = format!("{HEADER}a,,planet,nowhere,21,x,2021-01-01,\n");
    let problem = import(&boss, "", several.as_bytes()).await.refused(422);
    let pointers: Vec<_> =
        problem["errors"].as_array().unwrap().iter().map(|e| text(&e["pointer"])).collect();
    let from_left_to_right = ["/rows/2/B", "/rows/2/C", "/rows/2/D", "/rows/2/E", "/rows/2/F"];
    assert_eq!(pointers, from_left_to_right, "also what is known only in the light of what is there");
    let unknown = format!("{HEADER}a,甲市,city,nowhere,,,2021-01-01,\n");
    let problem = import(&boss, "", unknown.as_bytes()).await.refused(422);
    assert_eq!(problem["errors"][0]["pointer"], "/rows/2/D");
    let preview = import(&boss, "?dry_run=true", unknown.as_bytes()).await.ok();
    assert_eq!(preview["problems"][0]["code"], "unknown-parent");
    assert_eq!(boss.get("/api/units").await.ok()["items"].as_array().unwrap().len(), 1);
    import(&boss, "", b"<html></html>").await.refused(400);
    import(&boss, "", &vec![b'x'; 9 << 20]).await.refused(400);
}

/// Plans choose units by the names of attributes, so a misspelt one would leave its unit out in silence.
#[tokio::test]
async fn a_name_of_an_attribute_that_nobody_used_is_doubted_once() {
    let (_house, boss) = House::liaoning().await;
    let file = |attributes: &str| format!("{HEADER}firm,示例厂,enterprise,liaoning,,{attributes},,\n");
    for (attributes, doubts) in [
        ("producer=yes;tile=1-1", json!([])),
        ("producr=yes;Seller=yes", json!(null)),
        ("producr=yes;seler=yes;producer=no", json!(["属性名 producr、seler 还没有单位用过，请核对拼写"])),
    ] {
        let shown = import(&boss, "?dry_run=true", file(attributes).as_bytes()).await.ok();
        assert_eq!(shown["lines"][0]["doubts"], doubts, "{attributes}");
    }
    import(&boss, "", file("producr=yes").as_bytes()).await.ok();
    let shown = import(&boss, "?dry_run=true", file("producr=yes;seler=yes").as_bytes()).await.ok();
    assert_eq!(shown["lines"][0]["doubts"], json!(["属性名 seler 还没有单位用过，请核对拼写"]));
}

#[tokio::test]
async fn an_import_renames_moves_and_closes() {
    let (house, boss) = House::liaoning().await;
    let first = format!(
        "{HEADER}a,甲市,city,liaoning,,,2021-01-01,\nb,乙市,city,liaoning,,,2021-01-01,\nfirm,示例厂😀,enterprise,a,,producer=yes,2021-01-01,\n"
    );
    import(&boss, "", first.as_bytes()).await.ok();
    let b = text(&boss.get("/api/units?q=乙").await.ok()["items"][0]["id"]);
    let officer = house.person(&boss, "officer-b", "city_officer", &b).await;
    assert_eq!(import(&officer, "?dry_run=true", first.as_bytes()).await.status, StatusCode::FORBIDDEN);
    let second = format!("{HEADER}firm,示例新厂,enterprise,b,,seller=yes,2021-01-01,2021-12-31\n");
    assert_eq!(counts(&import(&boss, "", second.as_bytes()).await.ok()), [0, 1, 0]);
    let firm = text(&officer.get("/api/units?q=示例厂").await.ok()["items"][0]["id"]);
    let firm = officer.get(&format!("/api/units/{firm}")).await.ok();
    assert_eq!(firm["name"], "示例新厂");
    assert_eq!(firm["valid_to"], "2021-12-31");
    assert_eq!(firm["attributes"], json!({ "seller": "yes" }));
    assert_eq!(
        firm["names"],
        json!([
            { "valid_from": "2021-01-01", "name": "示例厂😀" },
            { "valid_from": "2021-06-01", "name": "示例新厂" },
        ])
    );
    // An officer's export holds what the officer may see.
    let own = officer.get("/api/units/export?format=csv").await.text();
    let keys: Vec<&str> = own
        .trim_start_matches('\u{feff}')
        .lines()
        .skip(1)
        .filter_map(|line| line.split(',').next())
        .collect();
    assert_eq!(keys, ["b", "firm"]);
}

#[tokio::test]
async fn people_come_out_without_phone_numbers() {
    let (house, boss) = House::liaoning().await;
    let root = house.root(&boss).await;
    let body = json!({
        "name": "=cmd|calc", "login": "phone", "phone": "13812341234", "posts": [{ "unit_id": root, "role": "expert" }],
    });
    boss.post("/api/people", body).await.ok();
    let file = boss.get("/api/people/export?format=csv").await.text();
    assert!(file.contains("'=cmd|calc"), "a name is never a formula: {file}");
    assert!(!file.contains("1381234"), "{file}");
    assert_eq!(file.lines().count(), 1 + 2 + 1);
    boss.get("/api/people/export?format=xlsx").await.ok();
}

#[tokio::test]
async fn a_unit_begins_later_and_earlier_again_and_keeps_its_names() {
    let (_house, boss) = House::liaoning().await;
    let begins = |day: &str, name: &str| format!("{HEADER}a,{name},city,liaoning,,,{day},\n");
    import(&boss, "", begins("2005-01-01", "甲市").as_bytes()).await.ok();
    import(&boss, "", begins("2010-01-01", "甲市").as_bytes()).await.ok();
    let id = text(&boss.get("/api/units?q=a").await.ok()["items"][0]["id"]);
    let path = format!("/api/units/{id}");
    let revision = boss.get(&path).await.ok()["revision"].clone();
    let rename = json!({ "revision": revision, "name": "新甲市", "valid_from": "2010-01-01" });
    boss.post(&format!("{path}/names"), rename).await.ok();
    import(&boss, "", begins("2005-01-01", "新甲市").as_bytes()).await.ok();
    let names = boss.get(&path).await.ok()["names"].clone();
    let days: Vec<String> = names.as_array().unwrap().iter().map(|name| text(&name["valid_from"])).collect();
    assert_eq!(days, ["2005-01-01", "2010-01-01"]);
}
