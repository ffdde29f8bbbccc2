//! What a wall shows beside the board: the share in time by the week of the deadline, what is due today, and where the
//! tile of each unit is drawn. Derived from the obligations at the instant of the question; nothing of it is stored.

use std::collections::BTreeMap;

use axum::Json;
use kernel::{Day, Instant, UnitId};
use org::model::UnitRow;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, Ask, Params};

use crate::{
    board::BoardQuery,
    kept::{self, Seen},
    model::State,
    policy::Read,
    store::{self, wall::Due},
};

/// The attribute of a unit that says where its tile is drawn: `row-column`, both from 1, as in `3-5`.
const TILE: &str = "tile";
/// The largest country has fewer provinces in a row; a number beyond it is a slip of the pen.
const TILES_PER_SIDE_MAX: i64 = 24;

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct WallView {
    /// By the week of the deadline, in order; weeks without a deadline are left out.
    pub weeks: Vec<WallWeek>,
    pub today: WallToday,
    /// Of the units right under the one that is shown, those whose tile has a place.
    pub tiles: Vec<WallTile>,
    pub at: Instant,
}

/// What was to be in by a day of this week. Only hard duties (必须) that ask for something, as in the share of the board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WallWeek {
    /// Its first day.
    #[schema(value_type = String, format = Date)]
    pub monday: Day,
    pub owed: i64,
    /// Handed in or met in time, reviewed or not.
    pub in_time: i64,
    /// Handed in, met, or with a deadline that has passed. The share is `in_time` of this.
    pub due: i64,
}

/// What has its deadline today: everything but what was waived.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WallToday {
    pub owed: i64,
    /// Of that: handed in or met.
    pub handed_in: i64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WallTile {
    #[schema(value_type = String, format = Uuid)]
    pub unit_id: UnitId,
    /// From the top, from 1.
    pub row: i64,
    /// From the left, from 1.
    pub column: i64,
}

/// What a wall shows beside the board of a unit
#[utoipa::path(get, path = "/api/board/wall", operation_id = "wall_show", tag = "obligation", params(BoardQuery),
    responses((status = 200, body = WallView)))]
pub(crate) async fn wall_show(ask: Ask, Params(query): Params<BoardQuery>) -> Answer<WallView> {
    let read = ask.read();
    let standing = org::tree::standing(&read, &query.unit).await?;
    ask.authorize_or_hide::<Read>(&standing)?;
    let under = org::tree::children(&read, query.unit).await?;
    let scope = ask.scope::<Read>();
    let now = ask.now();
    let dues = match kept::for_all_under(&ask, &scope, (query.campaign, query.unit)).await? {
        Some(kept) => kept.dues(query.unit, now),
        None => store::wall::dues(&read, (&scope, query.unit), query.campaign).await?,
    };
    Ok(Json(WallView {
        weeks: weeks(&dues),
        today: today(&dues, now.day()),
        tiles: under.iter().filter_map(tile).collect(),
        at: now,
    }))
}

impl Due {
    pub(crate) fn add(&mut self, seen: &Seen) {
        if seen.state == State::Waived {
            return;
        }
        self.owed += 1;
        self.handed_in += i64::from(State::HANDED_IN.contains(&seen.state));
        self.weighing += i64::from(seen.weighs);
        self.in_time += i64::from(seen.in_time);
        self.due += i64::from(seen.due);
    }
}

fn weeks(dues: &[Due]) -> Vec<WallWeek> {
    let mut weeks: BTreeMap<Day, WallWeek> = BTreeMap::new();
    for due in dues.iter().filter(|due| due.weighing > 0) {
        let monday = due.due_at.day().monday();
        let week = weeks.entry(monday).or_insert(WallWeek { monday, owed: 0, in_time: 0, due: 0 });
        week.owed += due.weighing;
        week.in_time += due.in_time;
        week.due += due.due;
    }
    weeks.into_values().collect()
}

fn today(dues: &[Due], today: Day) -> WallToday {
    let mut sum = WallToday::default();
    for due in dues.iter().filter(|due| due.due_at.day() == today) {
        sum.owed += due.owed;
        sum.handed_in += due.handed_in;
    }
    sum
}

/// A place that cannot be read is no place: the wall then draws the tile after the others.
fn tile(unit: &UnitRow) -> Option<WallTile> {
    let (row, column) = unit.attributes.get(TILE)?.split_once('-')?;
    let number =
        |text: &str| text.trim().parse().ok().filter(|number| (1..=TILES_PER_SIDE_MAX).contains(number));
    Some(WallTile { unit_id: unit.id, row: number(row)?, column: number(column)? })
}

#[cfg(test)]
#[path = "wall_tests.rs"]
mod tests;
