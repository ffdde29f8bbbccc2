//! What somebody's units owe, as a calendar (RFC 5545) that telephones and office programs subscribe to. There is no
//! session: the address is the key, and good for nothing but this.

use std::{sync::Arc, time::Duration};

use axum::{
    extract::{Extension, Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use db::Reader;
use icalendar::{Calendar, Component, Event, EventLike, Property};
use kernel::{Failure, Instant, OrHidden};
use policy::Act;
use sea_orm::{ColumnTrait, Condition};
use web::{Ask, Limits, Problem};

use crate::{
    Desk,
    model::{State as Derived, state},
    policy::{Read, Submit},
    store::{
        self,
        obligation::{Column, Model},
    },
};

/// What a unit owes in the longest campaign many times over; a calendar of more helps nobody.
const EVENTS_MAX: u64 = 500;
/// What was due longer ago is history, which the console shows.
const PAST: Duration = Duration::from_secs(90 * 86_400);

/// `GET /calendar/{secret}.ics`
pub(crate) async fn feed(
    State(desk): State<Desk>,
    limits: Option<Extension<Arc<Limits>>>,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    let secret = name.strip_suffix(".ics").or_hidden()?;
    let limits = limits.as_ref().map(|Extension(limits)| &**limits);
    let ask = Ask::by_calendar(&desk.web, secret, &[Read::KEY, Submit::KEY], limits).await?;
    let rows = owed(&ask).await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("inline; filename=\"anxing.ics\"")),
    ];
    Ok((headers, written(&rows, ask.now())).into_response())
}

/// What has a deadline.
struct Entry {
    row: Model,
    unit: String,
    state: Derived,
}

/// Only where the holder hands in. When it is too much, what was due longest ago is left out.
async fn owed(ask: &Ask) -> Result<Vec<Entry>, Failure> {
    let read = ask.read();
    let scope = ask.scope::<Submit>();
    let which = Condition::all()
        .add(Column::TenantId.eq(read.tenant()))
        .add(Column::DroppedAt.is_null())
        .add(Column::WaivedAt.is_null())
        .add(Column::DueAt.gte(read.now().minus(PAST)))
        .add(org::reach::reachable(&read, &scope, None, Column::UnitId).await?);
    let rows = store::obligation::nearest(&read, &which, read.now(), EVENTS_MAX).await?;
    let labels = org::tree::labels(&read, rows.iter().map(|row| row.unit_id)).await?;
    let entry = |row: Model| {
        let unit = labels.get(&row.unit_id).map(|label| label.name.clone()).unwrap_or_default();
        let state = state(&row.progress()?, read.now());
        Ok(Entry { row, unit, state })
    };
    rows.into_iter().map(entry).collect()
}

fn written(entries: &[Entry], stamp: Instant) -> String {
    let mut calendar = Calendar::new();
    // The library's own mark would say that the library made it.
    calendar.properties.retain(|property| property.key() != "PRODID");
    calendar.append_property(("PRODID", "-//Anxing//obligations//ZH"));
    calendar.append_property(("X-WR-CALNAME", "安行 · 应办事项"));
    calendar.append_property(("X-WR-TIMEZONE", "Asia/Shanghai"));
    let hourly = Property::new("REFRESH-INTERVAL", "PT1H").add_parameter("VALUE", "DURATION").done();
    calendar.append_property(hourly);
    calendar.append_property(("X-PUBLISHED-TTL", "PT1H"));
    for entry in entries {
        calendar.push(event(entry, stamp));
    }
    calendar.to_string()
}

/// Its identity is the obligation's, so a calendar that is read again moves what was moved and doubles nothing.
fn event(Entry { row, unit, state }: &Entry, stamp: Instant) -> Event {
    let deadline = row.returned_until.unwrap_or(row.due_at);
    let about =
        format!("{unit}\n状态：{}\n截止：{}（北京时间）\n依据：{}", said(*state), row.due_text, row.quote);
    let mut event = Event::with_uid(&format!("{}@anxing", row.id));
    event
        .summary(&format!("〔{}〕{}", said(*state), row.item()))
        .description(&about)
        .location(unit)
        .add_property("DTSTAMP", stamp.utc_basic())
        .add_property("DTSTART", deadline.utc_basic())
        .add_property("TRANSP", "TRANSPARENT");
    event.done()
}

fn said(state: Derived) -> &'static str {
    match state {
        Derived::NotYetOpen => "未到时间",
        Derived::Open => "待办理",
        Derived::DueSoon => "即将到期",
        Derived::Overdue => "逾期未报",
        Derived::Submitted => "已报送",
        Derived::UnderReview => "审核中",
        Derived::Returned => "已退回",
        Derived::AcceptedOnTime => "按时通过",
        Derived::AcceptedLate => "逾期通过",
        Derived::Waived => "已免除",
    }
}
