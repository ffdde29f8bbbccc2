//! How many messages the plan's reminders would make for each post, and how many reports come to it for a decision.
//!
//! A message is one reminder of the plan about one obligation, to one post. Whether a reminder comes depends on what
//! people do, so there are three figures: what comes whatever they do, what comes to somebody who lets everything pass,
//! and what comes if each report is returned once.

use std::collections::BTreeMap;

use kernel::{Day, calendar::WorkCalendar};
use plan::{
    Document, DutyKind, Obligation,
    document::{Days, PostRole, Reminder, ReminderMoment, UnitKind},
    units::{UnitSnapshot, UnitTree},
};
use serde::Serialize;

/// One post of one unit; the list of units does not say how many people share it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PostLoad {
    pub unit: String,
    pub unit_name: String,
    pub post: String,
    /// Messages that come whatever anybody does.
    pub messages_least: usize,
    /// Messages that come when nothing is handed in at all.
    pub messages_most: usize,
    /// Messages besides if each report is returned once.
    pub messages_of_returns: usize,
    /// Of the most: those whose day the calendar of work days does not reach.
    pub messages_undated: usize,
    /// The first of the days with most messages when nothing is handed in, and how many come on it.
    pub busiest: Option<Day>,
    pub busiest_number: usize,
    /// Decisions about reports, if each is right the first time.
    pub reviews: usize,
    /// The most reports of one deadline day that come to it for a decision, and the first such day.
    pub reviews_busiest: Option<Day>,
    pub reviews_busiest_number: usize,
}

#[derive(Default)]
struct Tally {
    least: usize,
    returns: usize,
    days: BTreeMap<Day, usize>,
    undated: usize,
    reviews: BTreeMap<Day, usize>,
}

/// Posts that are held at units of a kind, as the plan's checker knows them.
fn posts_at(kind: UnitKind) -> &'static [PostRole] {
    match kind {
        UnitKind::Province => &[PostRole::Office, PostRole::LeadingGroup],
        UnitKind::City | UnitKind::SpecialZone | UnitKind::County => {
            &[PostRole::CityOfficer, PostRole::CityReviewer]
        }
        UnitKind::Enterprise => &[PostRole::SafetyManager],
        UnitKind::Line | UnitKind::Warehouse => &[],
    }
}

fn title(post: PostRole) -> &'static str {
    match post {
        PostRole::Office => "领导小组办公室",
        PostRole::LeadingGroup => "领导小组",
        PostRole::CityOfficer => "市级填报员",
        PostRole::CityReviewer => "市级审核员",
        PostRole::SafetyManager => "企业安全管理员",
        PostRole::Expert => "专家",
        PostRole::SystemAdmin => "系统管理员",
        PostRole::SecurityAdmin => "安全管理员",
        PostRole::AuditAdmin => "审计管理员",
    }
}

/// Every post that the units' kinds provide, those without anything as well.
pub(super) fn posts(
    document: &Document,
    owed: &[Obligation<'_>],
    tree: &UnitTree,
    calendar: &WorkCalendar,
) -> Vec<PostLoad> {
    let mut tallies: BTreeMap<(&str, PostRole), Tally> = BTreeMap::new();
    for unit in tree.units() {
        for post in posts_at(unit.kind) {
            tallies.insert((unit.key.as_str(), *post), Tally::default());
        }
    }
    for one in owed {
        for reminder in document.reminders.iter().filter(|reminder| is_about(reminder, one)) {
            remind(document, one, reminder, tree, calendar, &mut tallies);
        }
        for place in deciders(document, one, tree) {
            if let Some(tally) = tallies.get_mut(&place) {
                *tally.reviews.entry(one.due_at().day()).or_default() += 1;
            }
        }
    }
    let mut posts: Vec<PostLoad> = tallies
        .into_iter()
        .filter_map(|((unit, post), tally)| Some(shown(tree.get(unit)?, post, tally)))
        .collect();
    posts.sort_by_key(|one| {
        (
            std::cmp::Reverse(one.messages_most + one.messages_of_returns + one.reviews),
            one.unit.clone(),
            one.post.clone(),
        )
    });
    posts
}

fn shown(unit: &UnitSnapshot, post: PostRole, tally: Tally) -> PostLoad {
    let Tally { least, returns, days, undated, reviews } = tally;
    let most = super::busiest(&days);
    let most_reviews = super::busiest(&reviews);
    PostLoad {
        unit: unit.key.clone(),
        unit_name: unit.name.clone(),
        post: title(post).to_owned(),
        messages_least: least,
        messages_most: days.values().sum::<usize>() + undated,
        messages_of_returns: returns,
        messages_undated: undated,
        busiest: most.map(|(day, _)| day),
        busiest_number: most.map_or(0, |(_, number)| number),
        reviews: reviews.values().sum(),
        reviews_busiest: most_reviews.map(|(day, _)| day),
        reviews_busiest_number: most_reviews.map_or(0, |(_, number)| number),
    }
}

fn is_about(reminder: &Reminder, owed: &Obligation<'_>) -> bool {
    reminder.duties.is_empty() || reminder.duties.iter().any(|duty| duty.as_str() == owed.duty.key)
}

/// When a reminder comes, if it comes.
enum When {
    Opening(Day),
    On(Day),
    /// The calendar of work days does not reach that far.
    Unknown,
    Returned,
}

fn remind<'a>(
    document: &Document,
    owed: &Obligation<'_>,
    reminder: &Reminder,
    tree: &'a UnitTree,
    calendar: &WorkCalendar,
    tallies: &mut BTreeMap<(&'a str, PostRole), Tally>,
) {
    let Some(unit) = told(document, owed.unit, reminder, tree) else { return };
    let due = owed.due_at().day();
    let when = match reminder.moment.value {
        ReminderMoment::OnOpening => When::Opening(owed.occurrence.deadline.opens_at.day()),
        ReminderMoment::Before(days) => moved(calendar, due, days, -1),
        ReminderMoment::After(days) => moved(calendar, due, days, 1),
        ReminderMoment::OnReturn => When::Returned,
    };
    for post in &reminder.to {
        // A post that is not held there is told nothing.
        let Some(tally) = tallies.get_mut(&(unit, post.value)) else { continue };
        match when {
            When::Opening(day) => {
                tally.least += 1;
                *tally.days.entry(day).or_default() += 1;
            }
            When::On(day) => *tally.days.entry(day).or_default() += 1,
            When::Unknown => tally.undated += 1,
            When::Returned => tally.returns += usize::from(owed.duty.kind == DutyKind::Deliver),
        }
    }
}

fn moved(calendar: &WorkCalendar, day: Day, days: Days, sign: i64) -> When {
    match days {
        Days::Days(count) => When::On(day.plus_days(sign * i64::from(count))),
        Days::WorkDays(count) => {
            calendar.plus_work_days(day, sign * i64::from(count)).map_or(When::Unknown, When::On)
        }
    }
}

/// Where the posts are held: at the unit itself, or at the nearest one of the reminder's tier from it upwards.
fn told<'a>(document: &Document, unit: &str, reminder: &Reminder, tree: &'a UnitTree) -> Option<&'a str> {
    let Some(tier) = &reminder.tier else { return tree.get(unit).map(|unit| unit.key.as_str()) };
    let tier = document.tiers.iter().find(|one| one.key.as_str() == tier.as_str())?;
    let kinds: Vec<UnitKind> = tier.kinds.iter().map(|kind| kind.value).collect();
    tree.nearest(unit, &kinds).map(|unit| unit.key.as_str())
}

/// Unit and post of each step that a report of this obligation passes.
fn deciders<'a>(document: &Document, owed: &Obligation<'_>, tree: &'a UnitTree) -> Vec<(&'a str, PostRole)> {
    let duty = document.duties.iter().find(|duty| duty.key.as_str() == owed.duty.key);
    let chain = duty.and_then(|duty| duty.deliver.as_ref()).and_then(|deliver| {
        document.review_chains.iter().find(|chain| chain.key.as_str() == deliver.review.as_str())
    });
    let (Some(chain), Some(position)) = (chain, tree.position(owed.unit)) else { return Vec::new() };
    let line: Vec<&UnitSnapshot> =
        std::iter::once(position).chain(tree.ancestors(position)).filter_map(|at| tree.at(at)).collect();
    let kinds: Vec<&str> = line.iter().map(|unit| unit.kind.word()).collect();
    plan::reviewing(document, chain, &kinds)
        .into_iter()
        .filter_map(|step| Some((line.get(step.at?)?.key.as_str(), step.step.post.value)))
        .collect()
}
