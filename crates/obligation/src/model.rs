//! What happened to an obligation ([`Progress`], facts only) and what follows from it at an instant ([`State`]).
//! Pure: no I/O.
//!
//! # When is it on time
//! A version is on time if and only if it was handed in by `late_after` (the deadline, or the end of the plan's
//! grace where there is one), or it answers a return, was handed in by the deadline which that return gave, and the
//! version that was returned was itself on time. Exactly at the instant is on time; one microsecond later is not.
//!
//! So a chain of versions, each answering in time, counts from its first one. That instant is kept with every version
//! as `counts_from` ([`counts_from`]); whether a version is on time is then a comparison, also after an adopted plan
//! has moved the deadline.
//!
//! A quota or a coverage is met at the instant of the publication that completed it ([`crate::count::met_at`]).

use std::time::Duration;

use kernel::{Failure, Instant};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How long before the deadline an open obligation is called due soon.
pub const DUE_SOON: Duration = Duration::from_secs(48 * 3600);

/// Text in storage and in JSON for an enum without data.
macro_rules! words {
    ($type:ident { $($variant:ident = $word:literal,)* }) => {
        impl $type {
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
            /// # Errors
            /// A row that holds a word nobody has written.
            pub fn from_word(word: &str) -> Result<Self, Failure> {
                Self::ALL.iter().copied().find(|value| value.word() == word)
                    .ok_or_else(|| Failure::internal(format!("{word} is no {}", stringify!($type))))
            }
        }
    };
}

/// The three ways to meet a duty: hand in a form, at least N facts, at least one fact for each unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ObligationKind)]
pub enum Kind {
    Deliver,
    Quota,
    Coverage,
}
words!(Kind { Deliver = "deliver", Quota = "quota", Coverage = "coverage", });

/// 必须, or 原则上.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ObligationModality)]
pub enum Modality {
    Hard,
    Soft,
}
words!(Modality { Hard = "hard", Soft = "soft", });

/// What the unit says: three different things, and none of them is silence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = SubmissionOutcome)]
pub enum Outcome {
    Done,
    /// 零报告: it was done, and there is nothing to say. Only where the plan allows it.
    NothingToReport,
    /// 不适用: it does not concern this unit. Needs a reason, and is reviewed like any other answer.
    DoesNotApply,
}
words!(Outcome { Done = "done", NothingToReport = "nothing_to_report", DoesNotApply = "does_not_apply", });

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReviewVerdict)]
pub enum Verdict {
    Accept,
    Return,
}
words!(Verdict { Accept = "accept", Return = "return", });

/// The last move of a deliver obligation. A fact, not a state: what it means depends on the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    Nothing,
    Waiting,
    Returned,
    Accepted,
}
words!(Stage { Nothing = "nothing", Waiting = "waiting", Returned = "returned", Accepted = "accepted", });

/// What was handed in, and how far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Delivery {
    Nothing,
    /// Waits for a verdict; `taken_up` once a reviewer has begun or a first step has accepted.
    Waiting {
        counts_from: Instant,
        taken_up: bool,
    },
    /// Came back; an answer by `until` keeps the place in time.
    Returned {
        counts_from: Instant,
        until: Instant,
    },
    Accepted {
        counts_from: Instant,
    },
}

/// How an obligation is met, with the facts about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Way {
    Deliver(Delivery),
    /// `met_at` is there when `counted >= at_least`, unless nothing was needed at all.
    Count {
        counted: i64,
        at_least: i64,
        met_at: Option<Instant>,
    },
}

/// Everything that [`state`] needs to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Progress {
    pub opens_at: Instant,
    pub due_at: Instant,
    /// The deadline, or the end of the grace. Never before `due_at`.
    pub late_after: Instant,
    pub waived: bool,
    pub way: Way,
}

/// What people see. Derived from [`Progress`] and an instant, never stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ObligationState)]
pub enum State {
    NotYetOpen,
    Open,
    DueSoon,
    Overdue,
    Submitted,
    UnderReview,
    Returned,
    AcceptedOnTime,
    AcceptedLate,
    Waived,
}
words!(State {
    NotYetOpen = "not_yet_open",
    Open = "open",
    DueSoon = "due_soon",
    Overdue = "overdue",
    Submitted = "submitted",
    UnderReview = "under_review",
    Returned = "returned",
    AcceptedOnTime = "accepted_on_time",
    AcceptedLate = "accepted_late",
    Waived = "waived",
});

impl State {
    /// What the unit itself still has to do something about, in to-do lists.
    pub const TO_DO: &'static [Self] = &[Self::Open, Self::DueSoon, Self::Overdue, Self::Returned];
    /// What the unit has done its part of.
    pub const HANDED_IN: &'static [Self] =
        &[Self::Submitted, Self::UnderReview, Self::AcceptedOnTime, Self::AcceptedLate];
    /// What somebody may be urged for: the deadline is near or has passed, or an answer is awaited.
    pub const PRESSING: &'static [Self] = &[Self::DueSoon, Self::Overdue, Self::Returned];
}

/// The state at `now`.
#[must_use]
pub fn state(progress: &Progress, now: Instant) -> State {
    let accepted = |at: Instant| {
        if at <= progress.late_after { State::AcceptedOnTime } else { State::AcceptedLate }
    };
    if progress.waived {
        return State::Waived;
    }
    match progress.way {
        Way::Deliver(Delivery::Accepted { counts_from }) => accepted(counts_from),
        Way::Deliver(Delivery::Waiting { taken_up: true, .. }) => State::UnderReview,
        Way::Deliver(Delivery::Waiting { taken_up: false, .. }) => State::Submitted,
        // An answer is in time by the later of the two deadlines.
        Way::Deliver(Delivery::Returned { until, .. }) if now <= until.max(progress.late_after) => {
            State::Returned
        }
        Way::Deliver(Delivery::Returned { .. }) => State::Overdue,
        Way::Count { counted, at_least, met_at } if counted >= at_least => {
            met_at.map_or(State::AcceptedOnTime, accepted)
        }
        Way::Deliver(Delivery::Nothing) | Way::Count { .. } => untouched(progress, now),
    }
}

fn untouched(progress: &Progress, now: Instant) -> State {
    if now > progress.late_after {
        State::Overdue
    } else if now < progress.opens_at {
        State::NotYetOpen
    } else if now >= progress.due_at.minus(DUE_SOON) {
        State::DueSoon
    } else {
        State::Open
    }
}

/// How it stands with the deadline: what the in-time share is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ObligationTiming)]
pub enum Timing {
    /// The deadline has not passed and nothing was handed in.
    Ahead,
    /// What was handed in counts as in time; it may still be under review.
    InTime,
    Late,
}

#[must_use]
pub fn timing(progress: &Progress, now: Instant) -> Timing {
    let handed_in = match progress.way {
        Way::Deliver(Delivery::Waiting { counts_from, .. } | Delivery::Accepted { counts_from }) => {
            Some(counts_from)
        }
        Way::Deliver(Delivery::Returned { counts_from, until }) => {
            (now <= until.max(progress.late_after)).then_some(counts_from)
        }
        Way::Deliver(Delivery::Nothing) => None,
        Way::Count { counted, at_least, met_at } => {
            (counted >= at_least).then(|| met_at.unwrap_or(progress.late_after))
        }
    };
    match handed_in {
        Some(at) if at <= progress.late_after => Timing::InTime,
        Some(_) => Timing::Late,
        None if now <= progress.late_after => Timing::Ahead,
        None => Timing::Late,
    }
}

/// The instant from which a version handed in at `now` counts, given what it follows.
#[must_use]
pub fn counts_from(before: Delivery, now: Instant) -> Instant {
    match before {
        Delivery::Returned { counts_from, until } if now <= until => counts_from.min(now),
        Delivery::Nothing
        | Delivery::Waiting { .. }
        | Delivery::Returned { .. }
        | Delivery::Accepted { .. } => now,
    }
}

/// Whether something can be handed in now.
///
/// # Errors
/// [`Failure::Refused`] with what to do instead.
pub fn may_submit(progress: &Progress, now: Instant) -> Result<Delivery, Failure> {
    let Way::Deliver(delivery) = progress.way else {
        return Err(Failure::refused(
            "not-a-report",
            "这一项不用报送：它按台账里已通过的记录自动计数，请到相应台账登记",
        ));
    };
    if progress.waived {
        return Err(Failure::refused("waived", "这一项已由上级免除，不需要报送"));
    }
    match delivery {
        Delivery::Nothing if now < progress.opens_at => {
            let opens = progress.opens_at.told();
            Err(Failure::refused("not-open-yet", format!("还没有到开放时间（{opens}），可以先保存草稿")))
        }
        Delivery::Nothing | Delivery::Returned { .. } => Ok(delivery),
        Delivery::Waiting { .. } => {
            Err(Failure::refused("already-submitted", "已经报送，正在等待审核；需要更正请联系审核单位退回"))
        }
        Delivery::Accepted { .. } => {
            Err(Failure::refused("already-accepted", "已经审核通过，不能再次报送；需要更正请联系审核单位"))
        }
    }
}

impl Progress {
    /// One progress for all of those that look the same from now on: in [`state`], in [`timing`] and in [`paper`], at any
    /// instant. What is over no longer depends on its deadline, so the thousands become few and can be counted.
    #[must_use]
    pub fn representative(self) -> Self {
        let zero = Instant::from_micros(0);
        let over = Self { opens_at: zero, due_at: zero, late_after: zero, ..self };
        let since = |at: Instant, late: Instant| if at <= self.late_after { late } else { just_after(late) };
        let counted = |counted, met_at| Way::Count { counted, at_least: 1, met_at };
        if self.waived {
            return Self { way: Way::Deliver(Delivery::Nothing), ..over };
        }
        match self.way {
            Way::Deliver(Delivery::Nothing) => self,
            Way::Deliver(Delivery::Waiting { counts_from, taken_up }) => {
                let counts_from = since(counts_from, zero);
                Self { way: Way::Deliver(Delivery::Waiting { counts_from, taken_up }), ..over }
            }
            Way::Deliver(Delivery::Accepted { counts_from }) => Self {
                way: Way::Deliver(Delivery::Accepted { counts_from: since(counts_from, zero) }),
                ..over
            },
            Way::Deliver(Delivery::Returned { counts_from, until }) => {
                let until = until.max(self.late_after);
                let counts_from = since(counts_from, until);
                let way = Way::Deliver(Delivery::Returned { counts_from, until });
                Self { late_after: until, way, ..over }
            }
            Way::Count { counted: there, at_least, met_at } if there >= at_least => {
                Self { way: counted(1, Some(since(met_at.unwrap_or(self.late_after), zero))), ..over }
            }
            Way::Count { .. } => Self { way: counted(0, None), ..self },
        }
    }
}

fn just_after(at: Instant) -> Instant {
    at.plus(Duration::from_micros(1))
}

/// How the sealed paper original stands. Derived like [`State`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = PaperState)]
pub enum Paper {
    NotWanted,
    /// Wanted, and there is no reason yet to ask where it is.
    Expected,
    /// The electronic version is in or the deadline has passed, and there is no paper.
    Missing,
    Received,
    /// It came, and it is not what was handed in electronically.
    Mismatch,
}

impl Paper {
    /// It should be here and is not, or what came does not agree.
    #[must_use]
    pub fn is_owed(self) -> bool {
        matches!(self, Self::Missing | Self::Mismatch)
    }
}

/// `received` says whether what came agrees with the electronic version.
#[must_use]
pub fn paper(wanted: bool, received: Option<bool>, progress: &Progress, now: Instant) -> Paper {
    match received {
        Some(true) => Paper::Received,
        Some(false) => Paper::Mismatch,
        None if !wanted || progress.waived => Paper::NotWanted,
        None if matches!(progress.way, Way::Deliver(Delivery::Nothing)) && now <= progress.late_after => {
            Paper::Expected
        }
        None => Paper::Missing,
    }
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
