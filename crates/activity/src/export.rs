//! The register as a file: what the list shows, as CSV or XLSX. Who took it out is audited.

use ::policy::Act;
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use kernel::Failure;
use serde::Deserialize;
use serde_json::json;
use sheet::{Column, Cover, Headings, Kind, Layout, Value};
use web::{Ask, Params, Problem, Segment};

use crate::{
    desk::Desk,
    list::{ActivityItem, ActivityQuery, items, seen},
    policy::Read,
    store,
    words::{ActivityMode, ActivityState},
};

/// Rows read by one statement.
const ROWS_PER_PAGE: u64 = 500;
/// A file with more rows is read by nobody and would be held in memory.
const ROWS_MAX: usize = 20_000;

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ActivityFormat {
    Csv,
    Xlsx,
}

/// The register as a file, narrowed down like the list
#[utoipa::path(get, path = "/api/activities/export/{format}", operation_id = "activity_export", tag = "activity",
    params(("format" = String, Path, description = "csv or xlsx"), ActivityQuery),
    responses((status = 200, content(
        (Vec<u8> = "text/csv"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ))))]
pub(crate) async fn export(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(format): Segment<ActivityFormat>,
    Params(query): Params<ActivityQuery>,
) -> Result<Response, Problem> {
    let filter = query.filter(&ask)?;
    let (ask, desk, filter) = (&ask, &desk, &filter);
    let rows = ask
        .write(|w| async move {
            let (mut rows, mut after) = (Vec::new(), None);
            loop {
                let page = store::page(&*w, &seen(ask), filter, after, ROWS_PER_PAGE).await?;
                after = page.last().map(|row| row.id);
                let full = page.len() as u64 == ROWS_PER_PAGE;
                rows.extend(items(&*w, (ask, desk), filter, page).await?);
                if rows.len() > ROWS_MAX {
                    let advice = format!("结果超过 {ROWS_MAX} 行，请按单位或日期缩小范围后再导出");
                    return Err(Failure::refused("too-many-rows", advice));
                }
                if !full {
                    break;
                }
            }
            w.audit(ask.entry(Read::KEY).with(json!({ "export": "activity", "rows": rows.len() })));
            Ok(rows)
        })
        .await?;
    let cover = Cover::new("活动台账", ask.now());
    // Zipping twenty thousand rows takes a while that no other request should wait for.
    let written = tokio::task::spawn_blocking(move || file(format, &cover, &rows)).await;
    Ok(answer(format, written.map_err(Failure::internal)??))
}

fn file(format: ActivityFormat, cover: &Cover, items: &[ActivityItem]) -> Result<Vec<u8>, Failure> {
    let layout = Layout::new("activity", "活动台账", columns()).map_err(Failure::internal)?;
    let mut out = Vec::new();
    let rows = items.iter().map(line);
    match format {
        ActivityFormat::Csv => sheet::write_csv(&layout, Headings::Titles, rows, &mut out),
        ActivityFormat::Xlsx => sheet::write_xlsx(&layout, cover, rows, &mut out),
    }
    .map_err(Failure::internal)?;
    Ok(out)
}

fn columns() -> Vec<Column> {
    let modes = ActivityMode::ALL.map(|mode| (mode.word(), mode.title()));
    let states = ActivityState::ALL.map(|state| (state.word(), state.title()));
    vec![
        Column::new("unit", "单位", Kind::text_of(200)).width(14),
        Column::new("kind", "类别", Kind::text_of(200)).width(16),
        Column::new("title", "活动名称", Kind::text_of(200)).width(24),
        Column::new("day", "活动日期", Kind::Day),
        Column::new("place", "活动地点", Kind::text_of(200)).width(14),
        Column::new("mode", "活动方式", Kind::choice(modes)),
        Column::new("subject", "所涉单位", Kind::text_of(200)).width(14),
        Column::new("sessions", "场次", Kind::count()),
        Column::new("attendances", "参与人次", Kind::count()),
        Column::new("heads", "参与人数", Kind::count()).unit("人"),
        Column::new("state", "状态", Kind::choice(states)),
        Column::new("counts", "计入统计", Kind::choice([("yes", "是"), ("no", "否")])),
        // For whoever has to name a record to somebody else; nobody reads it, so it stands last.
        Column::new("id", "系统编号", Kind::text_of(36)).width(18),
    ]
}

fn line(item: &ActivityItem) -> Vec<Value> {
    let ActivityItem {
        id,
        campaign_id: _,
        unit_id: _,
        unit_name,
        kind: _,
        kind_title,
        title,
        day,
        place,
        mode,
        subject_id: _,
        subject_name,
        sessions,
        attendances,
        heads,
        state,
        state_title: _,
        state_signed: _,
        state_reason: _,
        counts,
        may_decide: _,
        version: _,
    } = item;
    let choice = |word: &str| Value::Choice(word.to_owned());
    let figure = |figure: &Option<i64>| figure.map_or(Value::Empty, Value::Integer);
    vec![
        Value::Text(unit_name.clone()),
        Value::Text(kind_title.clone()),
        Value::Text(title.clone()),
        day.map_or(Value::Empty, Value::Day),
        Value::Text(place.clone()),
        mode.map_or(Value::Empty, |mode| choice(mode.word())),
        subject_name.clone().map_or(Value::Empty, Value::Text),
        figure(sessions),
        figure(attendances),
        figure(heads),
        choice(state.word()),
        choice(if *counts { "yes" } else { "no" }),
        Value::Text(id.to_string()),
    ]
}

fn answer(format: ActivityFormat, bytes: Vec<u8>) -> Response {
    let (kind, ending) = match format {
        ActivityFormat::Csv => ("text/csv; charset=utf-8", "csv"),
        ActivityFormat::Xlsx => ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    };
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, web::attachment(&format!("活动台账.{ending}"))),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, bytes).into_response()
}
