//! One thing that a unit owes, what happened to it, and what follows at an instant.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::chain::By;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Deliver,
    Quota,
    Coverage,
}

/// The last move of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Last {
    Nothing,
    Waiting,
    Returned { until: i64 },
    Accepted,
}

#[derive(Clone, Debug)]
pub(crate) struct Obligation {
    /// Duty, key of the unit, period.
    pub place: (String, String, String),
    pub kind: Kind,
    pub hard: bool,
    pub opens: i64,
    pub due: i64,
    pub window: (Date, Date),
    pub wants_paper: bool,
    pub at_least: i64,
    pub targets: BTreeSet<String>,
    pub dropped: bool,
    pub waived: bool,
    pub versions: i64,
    /// Id of the latest version.
    pub latest: Option<String>,
    /// Since when the latest version counts.
    pub since: i64,
    pub last: Last,
    /// Which step of the review waits, and who decides there.
    pub step: usize,
    pub decider: Option<By>,
    /// Somebody has begun with it, or passed it on.
    pub taken_up: bool,
    /// Whether the paper that came agrees.
    pub paper: Option<bool>,
    pub id: Option<String>,
}

/// What counts for a quota or a coverage: how many pieces, and when the last one that was needed came.
pub(crate) struct Pieces {
    pub number: i64,
    pub met: Option<i64>,
}

impl Obligation {
    pub(crate) fn new(place: (String, String, String)) -> Self {
        Self {
            place,
            kind: Kind::Deliver,
            hard: true,
            opens: 0,
            due: 0,
            window: (Date::ZERO, Date::ZERO),
            wants_paper: false,
            at_least: 0,
            targets: BTreeSet::new(),
            dropped: false,
            waived: false,
            versions: 0,
            latest: None,
            since: 0,
            last: Last::Nothing,
            step: 0,
            decider: None,
            taken_up: false,
            paper: None,
            id: None,
        }
    }

    /// Another plan says when and how much; what happened stays.
    pub(crate) fn asked_again(&mut self, asked: Self) {
        *self = Self {
            waived: self.waived,
            versions: self.versions,
            latest: self.latest.clone(),
            since: self.since,
            last: self.last,
            step: self.step,
            decider: self.decider.clone(),
            taken_up: self.taken_up,
            paper: self.paper,
            id: self.id.clone(),
            ..asked
        };
    }

    /// Why nothing can be handed in now, if so.
    pub(crate) fn closed(&self, now: i64) -> Option<&'static str> {
        match self.last {
            _ if self.dropped => Some("不再要求"),
            _ if self.kind != Kind::Deliver => Some("按台账计数"),
            _ if self.waived => Some("已免除"),
            Last::Nothing if now < self.opens => Some("未到开放时间"),
            Last::Waiting => Some("正在审核"),
            Last::Accepted => Some("已通过"),
            Last::Nothing | Last::Returned { .. } => None,
        }
    }

    pub(crate) fn handed_in(&mut self, submission: &str, at: i64) {
        // An answer to a return keeps the place in time of what was returned, if it comes by the day that was given.
        self.since = match self.last {
            Last::Returned { until } if at <= until => self.since.min(at),
            _ => at,
        };
        self.versions += 1;
        self.latest = Some(submission.to_owned());
        self.last = Last::Waiting;
        self.taken_up = false;
    }

    pub(crate) fn state(&self, now: i64, pieces: &Pieces) -> &'static str {
        let accepted = |at: i64| if at <= self.due { "accepted_on_time" } else { "accepted_late" };
        if self.waived {
            return "waived";
        }
        if self.kind != Kind::Deliver && pieces.number >= self.at_least {
            return pieces.met.map_or("accepted_on_time", accepted);
        }
        match self.last {
            Last::Accepted => accepted(self.since),
            Last::Waiting if self.taken_up => "under_review",
            Last::Waiting => "submitted",
            Last::Returned { until } if now <= until || now <= self.due => "returned",
            Last::Returned { .. } => "overdue",
            Last::Nothing if now > self.due => "overdue",
            Last::Nothing if now < self.opens => "not_yet_open",
            Last::Nothing if self.due - now <= 48 * 3600 * 1_000_000 => "due_soon",
            Last::Nothing => "open",
        }
    }

    pub(crate) fn timing(&self, now: i64, pieces: &Pieces) -> &'static str {
        let since = match self.last {
            _ if self.kind != Kind::Deliver => {
                (pieces.number >= self.at_least).then(|| pieces.met.unwrap_or(self.due))
            }
            Last::Waiting | Last::Accepted => Some(self.since),
            Last::Returned { until } if now <= until || now <= self.due => Some(self.since),
            Last::Returned { .. } | Last::Nothing => None,
        };
        match since {
            Some(at) if at <= self.due => "in_time",
            None if now <= self.due => "ahead",
            Some(_) | None => "late",
        }
    }

    pub(crate) fn paper_state(&self, now: i64) -> &'static str {
        match self.paper {
            Some(true) => "received",
            Some(false) => "mismatch",
            None if !self.wants_paper || self.waived => "not_wanted",
            None if self.last == Last::Nothing && now <= self.due => "expected",
            None => "missing",
        }
    }
}
