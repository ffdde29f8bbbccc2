//! Deadlines as a calendar (RFC 5545) that phones and office programs can subscribe to.

use icalendar::{Calendar, Component, Event, Property};
use kernel::{Day, Instant};

use crate::compile::CompiledPlan;

/// One all-day event for each obligation, on the day of its deadline. The identity of the obligation is the UID, so
/// that a calendar that is read again moves events instead of doubling them. `stamp` is when the calendar was made.
#[must_use]
pub fn to_ics(
    plan: &CompiledPlan,
    unit: Option<&str>,
    stamp: Instant,
    name: impl Fn(&str) -> String,
) -> String {
    let mut calendar = Calendar::new();
    for obligation in super::chosen(plan, unit) {
        let day = obligation.due_at().day();
        let deadline = &obligation.occurrence.deadline;
        let (duty, owner, period) = obligation.identity();
        let about = format!(
            "{}\n截止：{}（{}）\n条款{}：{}",
            name(obligation.unit),
            deadline.due_text,
            deadline.due_at,
            obligation.duty.clause_number,
            obligation.duty.quote
        );
        let mut event = Event::with_uid(&format!("{period}.{duty}.{owner}@{}", plan.plan));
        event
            .summary(&format!("{}：{}", name(obligation.unit), obligation.title()))
            .description(&about)
            .add_property("DTSTAMP", stamp.utc_basic())
            .append_property(date_property("DTSTART", day))
            // The end of an all-day event is the first day that no longer belongs to it.
            .append_property(date_property("DTEND", day.plus_days(1)))
            .add_property("TRANSP", "TRANSPARENT");
        calendar.push(event.done());
    }
    calendar.name(&plan.plan);
    calendar.done().to_string()
}

fn date_property(name: &str, day: Day) -> Property {
    Property::new(name, day.to_string().replace('-', "")).add_parameter("VALUE", "DATE").done()
}
