//! The home page: which campaign, its theme, its dates, and what is on today.

use askama::Template;
use axum::{
    extract::{RawQuery, State},
    http::header,
    response::{Html, IntoResponse, Response},
};
use kernel::{Day, Failure};
use web::Problem;

use crate::{Desk, Notice};

const STYLE: &str = include_str!("../templates/portal.css");

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    today: String,
    /// 大字版: large type and high contrast, by an address of its own, because nothing is kept about a visitor.
    large: bool,
    campaigns: Vec<Shown>,
}

/// A notice in words.
struct Shown {
    authority: String,
    title: String,
    theme: String,
    ordinal: Option<u32>,
    phases: Vec<Line>,
    events: Vec<Line>,
}

struct Line {
    title: String,
    when: String,
    /// 进行中, 还有 3 天, 已结束: never by colour alone.
    state: String,
    /// A class for the style sheet: `now`, `next` or `past`.
    class: &'static str,
}

pub(crate) async fn home(State(desk): State<Desk>, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let today = desk.clock.now().day();
    let notices = desk.notices.notices().await?;
    let campaigns = notices.into_iter().map(|notice| shown(notice, today)).collect();
    let large = query.is_some_and(|query| query.split('&').any(|part| part == "view=large"));
    let html = Home { today: in_words(today), large, campaigns }.render().map_err(Failure::internal)?;
    Ok(([(header::CACHE_CONTROL, "no-cache")], Html(html)).into_response())
}

pub(crate) async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "max-age=3600")], STYLE)
        .into_response()
}

fn shown(notice: Notice, today: Day) -> Shown {
    let Notice { authority, title, theme, ordinal, phases, events } = notice;
    let phases = phases.into_iter().map(|(title, from, to)| line(title, from, to, today)).collect();
    let events = events.into_iter().map(|(title, day)| line(title, day, day, today)).collect();
    Shown { authority, title, theme, ordinal, phases, events }
}

fn line(title: String, from: Day, to: Day, today: Day) -> Line {
    let when = if from == to { in_words(from) } else { format!("{} 至 {}", in_words(from), in_words(to)) };
    let (state, class) = if today < from {
        (format!("还有 {} 天", from.days_since(today)), "next")
    } else if today > to {
        ("已结束".to_owned(), "past")
    } else if from == to {
        ("就在今天".to_owned(), "now")
    } else {
        (format!("进行中，第 {} 天", today.days_since(from) + 1), "now")
    };
    Line { title, when, state, class }
}

fn in_words(day: Day) -> String {
    const WEEKDAYS: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];
    let weekday =
        usize::try_from(day.weekday() - 1).ok().and_then(|index| WEEKDAYS.get(index)).unwrap_or(&"");
    format!("{}年{}月{}日（星期{weekday}）", day.year(), day.month(), day.day_of_month())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_in_words_how_far_away_it_is() {
        let check = |today: &str, state: &str, class: &str| {
            let day = |text: &str| text.parse().unwrap();
            let line = line("安全生产月".to_owned(), day("2021-06-01"), day("2021-06-30"), day(today));
            assert_eq!((line.state.as_str(), line.class), (state, class), "{today}");
        };
        check("2021-05-30", "还有 2 天", "next");
        check("2021-06-01", "进行中，第 1 天", "now");
        check("2021-06-30", "进行中，第 30 天", "now");
        check("2021-07-01", "已结束", "past");
    }
}
