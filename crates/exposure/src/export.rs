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
    list::{ExposureItem, ExposureQuery, items, seen},
    policy::Read,
    store,
    words::{ExposureKind, ExposureState, MediaClass},
};

/// Rows read by one statement.
const ROWS_PER_PAGE: u64 = 500;
/// A file with more rows is read by nobody and would be held in memory.
const ROWS_MAX: usize = 20_000;

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ExposureFormat {
    Csv,
    Xlsx,
}

/// The register as a file, narrowed down like the list
#[utoipa::path(get, path = "/api/exposures/export/{format}", operation_id = "exposure_export", tag = "exposure",
    params(("format" = String, Path, description = "csv or xlsx"), ExposureQuery),
    responses((status = 200, content(
        (Vec<u8> = "text/csv"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ))))]
pub(crate) async fn export(
    ask: Ask,
    State(_): State<Desk>,
    Segment(format): Segment<ExposureFormat>,
    Params(query): Params<ExposureQuery>,
) -> Result<Response, Problem> {
    let filter = query.filter(&ask)?;
    let (ask, filter) = (&ask, &filter);
    let rows = ask
        .write(|w| async move {
            let (mut rows, mut after) = (Vec::new(), None);
            loop {
                let page = store::page(&*w, &seen(ask), filter, after, ROWS_PER_PAGE).await?;
                after = page.last().map(|row| row.id);
                let full = page.len() as u64 == ROWS_PER_PAGE;
                rows.extend(items(&*w, ask, page).await?);
                if rows.len() > ROWS_MAX {
                    let advice = format!("结果超过 {ROWS_MAX} 行，请按单位或日期缩小范围后再导出");
                    return Err(Failure::refused("too-many-rows", advice));
                }
                if !full {
                    break;
                }
            }
            w.audit(ask.entry(Read::KEY).with(json!({ "export": "exposure", "rows": rows.len() })));
            Ok(rows)
        })
        .await?;
    let cover = Cover::new("曝光案例台账", ask.now());
    // Zipping twenty thousand rows takes a while that no other request should wait for.
    let written = tokio::task::spawn_blocking(move || file(format, &cover, &rows)).await;
    Ok(answer(format, written.map_err(Failure::internal)??))
}

fn file(format: ExposureFormat, cover: &Cover, items: &[ExposureItem]) -> Result<Vec<u8>, Failure> {
    let layout = Layout::new("exposure", "曝光案例台账", columns()).map_err(Failure::internal)?;
    let mut out = Vec::new();
    let rows = items.iter().map(line);
    match format {
        ExposureFormat::Csv => sheet::write_csv(&layout, Headings::Titles, rows, &mut out),
        ExposureFormat::Xlsx => sheet::write_xlsx(&layout, cover, rows, &mut out),
    }
    .map_err(Failure::internal)?;
    Ok(out)
}

fn columns() -> Vec<Column> {
    let yes_no = || Kind::choice([("yes", "是"), ("no", "否")]);
    let kinds = ExposureKind::ALL.map(|kind| (kind.word(), kind.title()));
    let classes = MediaClass::ALL.map(|class| (class.word(), class.title()));
    let states = ExposureState::ALL.map(|state| (state.word(), state.title()));
    vec![
        Column::new("unit", "曝光单位", Kind::text_of(200)).width(14),
        Column::new("kind", "案例类型", Kind::choice(kinds)),
        Column::new("title", "案例标题", Kind::text_of(200)).width(30),
        Column::new("published_on", "发布日期", Kind::Day),
        Column::new("media_class", "媒体类别", Kind::choice(classes)),
        Column::new("media_name", "媒体名称", Kind::text_of(200)).width(16),
        Column::new("state", "状态", Kind::choice(states)),
        Column::new("counts", "计入统计", yes_no()),
        Column::new("reported", "已上报省厅", yes_no()),
        // For whoever has to name a record to somebody else; nobody reads it, so it stands last.
        Column::new("id", "系统编号", Kind::text_of(36)).width(18),
    ]
}

fn line(item: &ExposureItem) -> Vec<Value> {
    let ExposureItem {
        id,
        campaign_id: _,
        unit_id: _,
        unit_name,
        kind,
        title,
        published_on,
        media_class,
        media_name,
        state,
        state_title: _,
        state_signed: _,
        state_reason: _,
        counts,
        may_decide: _,
        reported,
        version: _,
    } = item;
    let choice = |word: Option<&str>| word.map_or(Value::Empty, |word| Value::Choice(word.to_owned()));
    let yes_no = |yes: bool| choice(Some(if yes { "yes" } else { "no" }));
    vec![
        Value::Text(unit_name.clone()),
        choice(kind.map(|kind| kind.word())),
        Value::Text(title.clone()),
        published_on.map_or(Value::Empty, Value::Day),
        choice(media_class.map(|class| class.word())),
        Value::Text(media_name.clone()),
        choice(Some(state.word())),
        yes_no(*counts),
        yes_no(*reported),
        Value::Text(id.to_string()),
    ]
}

fn answer(format: ExposureFormat, bytes: Vec<u8>) -> Response {
    let (kind, ending) = match format {
        ExposureFormat::Csv => ("text/csv; charset=utf-8", "csv"),
        ExposureFormat::Xlsx => ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    };
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, web::attachment(&format!("曝光台账.{ending}"))),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, bytes).into_response()
}
