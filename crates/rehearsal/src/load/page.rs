//! The report as one page that can be printed: no script, nothing from elsewhere.

use askama::Template;
use kernel::Day;

use super::{Collision, Idle, Kinds, Load, PostLoad, UnitLoad, Week};

const STYLE: &str = include_str!("../../templates/load.css");
/// Rows of a table that a person reads; the rest is in the JSON.
const ROWS_MAX: usize = 300;
/// Names of units that a line lists.
const NAMES_MAX: usize = 40;
/// Shades of the table of units and weeks.
const SHADES: usize = 4;

#[derive(Template)]
#[template(path = "load.html")]
struct Page<'a> {
    style: &'static str,
    load: &'a Load,
    fingerprint: &'a str,
    span: String,
    cards: Vec<Card>,
    weeks: Vec<WeekRow>,
    collisions: Vec<CollisionRow>,
    columns: Vec<String>,
    units: Vec<UnitRow>,
    units_left: usize,
    posts: Vec<PostRow>,
    posts_left: usize,
    idle: Vec<IdleRow>,
    idle_posts: Vec<(String, usize, String)>,
    undated: usize,
}

struct Card {
    title: &'static str,
    figure: String,
    note: String,
}

struct WeekRow {
    when: String,
    opens: usize,
    due: usize,
    kinds: String,
    units: usize,
    percent: usize,
    peak: bool,
}

struct CollisionRow {
    day: String,
    duties: Vec<(String, usize)>,
    units: usize,
    most: usize,
}

struct UnitRow {
    name: String,
    kind: String,
    total: usize,
    cells: Vec<(String, usize)>,
    busiest: String,
}

struct PostRow {
    unit: String,
    post: String,
    least: usize,
    most: usize,
    returns: usize,
    busiest: String,
    reviews: usize,
    reviews_busiest: String,
}

struct IdleRow {
    kind: String,
    number: usize,
    of: usize,
    names: String,
}

/// The report as HTML.
///
/// # Errors
/// The template cannot be filled.
pub fn html(load: &Load) -> Result<String, String> {
    let columns: Vec<usize> = (0..load.weeks.len())
        .filter(|at| load.weeks.get(*at).is_some_and(|week| week.due.total > 0))
        .collect();
    let most_of_week = load.weeks.iter().map(|week| week.due.total).max().unwrap_or(0);
    let most_of_cell = load.of_units.iter().flat_map(|unit| &unit.weeks).copied().max().unwrap_or(0);
    let busy = |post: &&PostLoad| post.messages_most + post.messages_of_returns + post.reviews > 0;
    let page = Page {
        style: STYLE,
        load,
        fingerprint: load.fingerprint.get(..12).unwrap_or(&load.fingerprint),
        span: load.from.zip(load.to).map_or_else(String::new, |(from, to)| {
            format!("{}年{} 至 {}年{}", from.year(), date(from), to.year(), date(to))
        }),
        cards: cards(load),
        weeks: load
            .weeks
            .iter()
            .map(|week| week_row(week, most_of_week, load.to.map_or(0, Day::year)))
            .collect(),
        collisions: load.collisions.iter().map(collision_row).collect(),
        columns: columns.iter().filter_map(|at| load.weeks.get(*at)).map(|week| short(week.monday)).collect(),
        units: load
            .of_units
            .iter()
            .take(ROWS_MAX)
            .map(|unit| unit_row(unit, &columns, most_of_cell))
            .collect(),
        units_left: load.of_units.len().saturating_sub(ROWS_MAX),
        posts: load.posts.iter().filter(busy).take(ROWS_MAX).map(post_row).collect(),
        posts_left: load.posts.iter().filter(busy).count().saturating_sub(ROWS_MAX),
        idle: load.idle.iter().map(idle_row).collect(),
        idle_posts: idle_posts(load),
        undated: load.posts.iter().map(|post| post.messages_undated).sum(),
    };
    page.render().map_err(|error| error.to_string())
}

fn date(day: Day) -> String {
    format!("{}月{}日", day.month(), day.day_of_month())
}

fn dated(day: Day) -> String {
    let words = ["一", "二", "三", "四", "五", "六", "日"];
    let at = usize::try_from(day.weekday()).unwrap_or(1).saturating_sub(1);
    format!("{}（周{}）", date(day), words.get(at).copied().unwrap_or_default())
}

fn short(day: Day) -> String {
    format!("{}.{}", day.month(), day.day_of_month())
}

fn kinds(of: Kinds) -> String {
    let word = |number: usize, word: &str| (number > 0).then(|| format!("{word} {number}"));
    let words = [word(of.deliver, "报送"), word(of.quota, "数量"), word(of.coverage, "覆盖")];
    words.into_iter().flatten().collect::<Vec<_>>().join("，")
}

fn cards(load: &Load) -> Vec<Card> {
    let mut cards = vec![Card {
        title: "应办事项",
        figure: load.obligations.total.to_string(),
        note: format!("{}；其中“原则上”{} 项", kinds(load.obligations), load.obligations.soft),
    }];
    cards.push(Card {
        title: "承担任务的单位",
        figure: load.of_units.len().to_string(),
        note: format!("单位表共 {} 个", load.units),
    });
    let week = load.weeks.iter().rev().max_by_key(|week| week.due.total);
    if let Some(week) = week {
        let note = format!("{} 起，涉及 {} 个单位", dated(week.monday), week.units);
        cards.push(Card { title: "最忙的一周", figure: format!("{} 项截止", week.due.total), note });
    }
    if let Some(unit) = load.of_units.first() {
        let note = format!("{}；最忙一天 {} 有 {} 项", unit.name, date(unit.busiest), unit.busiest_number);
        cards.push(Card {
            title: "任务最多的单位", figure: format!("{} 项", unit.obligations.total), note
        });
    }
    let post = load.posts.iter().rev().max_by_key(|post| post.busiest_number);
    if let Some((post, day)) = post.and_then(|post| Some((post, post.busiest?))) {
        let note = format!("{}{}，{}（全部未报时）", post.unit_name, post.post, date(day));
        cards.push(Card {
            title: "一天最多的提醒", figure: format!("{} 条", post.busiest_number), note
        });
    }
    cards
}

fn week_row(week: &Week, most: usize, year: i16) -> WeekRow {
    // A week of another year than the last deadline says so.
    let of_year =
        if week.monday.year() == year { String::new() } else { format!("{}年", week.monday.year()) };
    WeekRow {
        when: format!("{of_year}{} — {}", date(week.monday), date(week.monday.plus_days(6))),
        opens: week.opens,
        due: week.due.total,
        kinds: kinds(week.due),
        units: week.units,
        percent: (week.due.total * 100).checked_div(most).unwrap_or(0),
        peak: week.due.total == most && most > 0,
    }
}

fn collision_row(collision: &Collision) -> CollisionRow {
    let Collision { day, duties, units, most } = collision;
    CollisionRow { day: dated(*day), duties: duties.clone(), units: *units, most: *most }
}

fn unit_row(unit: &UnitLoad, columns: &[usize], most: usize) -> UnitRow {
    let cell = |at: &usize| {
        let number = unit.weeks.get(*at).copied().unwrap_or(0);
        // Nought is blank; everything else has a shade, and the number says it without colour.
        let shade = if number == 0 { 0 } else { (number * SHADES).div_ceil(most.max(1)) };
        (if number == 0 { String::new() } else { number.to_string() }, shade)
    };
    UnitRow {
        name: unit.name.clone(),
        kind: unit.kind.clone(),
        total: unit.obligations.total,
        cells: columns.iter().map(cell).collect(),
        busiest: format!("{} · {} 项", date(unit.busiest), unit.busiest_number),
    }
}

fn post_row(post: &PostLoad) -> PostRow {
    let most = |day: Option<Day>, number: usize, word: &str| {
        day.map_or_else(|| "—".to_owned(), |day| format!("{} · {number} {word}", date(day)))
    };
    PostRow {
        unit: post.unit_name.clone(),
        post: post.post.clone(),
        least: post.messages_least,
        most: post.messages_most,
        returns: post.messages_of_returns,
        busiest: most(post.busiest, post.busiest_number, "条"),
        reviews: post.reviews,
        reviews_busiest: most(post.reviews_busiest, post.reviews_busiest_number, "件"),
    }
}

fn names(all: &[String]) -> String {
    let shown = all.iter().take(NAMES_MAX).cloned().collect::<Vec<_>>().join("、");
    if all.len() > NAMES_MAX { format!("{shown} 等") } else { shown }
}

fn idle_row(idle: &Idle) -> IdleRow {
    let Idle { kind, of, units } = idle;
    IdleRow { kind: kind.clone(), number: units.len(), of: *of, names: names(units) }
}

/// Posts that get no message and nothing to decide, by post.
fn idle_posts(load: &Load) -> Vec<(String, usize, String)> {
    let mut posts: Vec<(String, Vec<String>)> = Vec::new();
    let quiet = |post: &&PostLoad| post.messages_most + post.messages_of_returns + post.reviews == 0;
    for post in load.posts.iter().filter(quiet) {
        match posts.iter_mut().find(|(word, _)| *word == post.post) {
            Some((_, units)) => units.push(post.unit_name.clone()),
            None => posts.push((post.post.clone(), vec![post.unit_name.clone()])),
        }
    }
    posts.into_iter().map(|(post, units)| (post, units.len(), names(&units))).collect()
}
