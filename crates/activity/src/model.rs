//! A record of an activity and its moves. Pure: no I/O and no clock; every move takes who does it and when.

use kernel::{CampaignId, Failure, Id, Instant, PersonId, UnitId};

use crate::{
    details::ActivityDetails,
    words::{ActivityMove, ActivityState},
};

/// Names what an [`ActivityId`] points at.
pub enum Activity {}
pub type ActivityId = Id<Activity>;

/// Who did it and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Signed {
    pub at: Instant,
    pub by: PersonId,
}

/// How a version came to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Acceptance {
    pub signed: Signed,
    /// The plan accepts this kind without review; the signature is the sender's.
    pub by_rule: bool,
}

/// Where the text of a record stands, with what is known about how it got there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// Being written: for the first time, or as a correction while the old version still counts.
    Draft(Signed),
    /// Sent; `passed` steps of the plan's review chain have accepted it.
    Submitted {
        sent: Signed,
        passed: usize,
    },
    /// Sent back with a reason; it can be changed and sent again.
    Returned(Signed, String),
    Accepted(Acceptance),
    /// Taken back for good.
    Withdrawn(Signed, String),
}

impl State {
    pub(crate) fn word(&self) -> ActivityState {
        match self {
            Self::Draft(_) => ActivityState::Draft,
            Self::Submitted { .. } => ActivityState::Submitted,
            Self::Returned(..) => ActivityState::Returned,
            Self::Accepted(_) => ActivityState::Accepted,
            Self::Withdrawn(..) => ActivityState::Withdrawn,
        }
    }

    pub(crate) fn signed(&self) -> Signed {
        match self {
            Self::Draft(signed)
            | Self::Submitted { sent: signed, passed: _ }
            | Self::Returned(signed, _)
            | Self::Accepted(Acceptance { signed, by_rule: _ })
            | Self::Withdrawn(signed, _) => *signed,
        }
    }

    pub(crate) fn reason(&self) -> Option<&str> {
        match self {
            Self::Returned(_, reason) | Self::Withdrawn(_, reason) => Some(reason),
            Self::Draft(_) | Self::Submitted { .. } | Self::Accepted(_) => None,
        }
    }
}

/// The version that counts now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Counting {
    pub version: i64,
    pub accepted: Acceptance,
}

/// One entry of the register.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry {
    pub id: ActivityId,
    pub campaign: CampaignId,
    pub unit: UnitId,
    /// The key of the plan's activity kind. It decides the form, so it never changes.
    pub kind: String,
    pub state: State,
    /// The text as it is being written, or as it was sent last.
    pub details: ActivityDetails,
    /// How many versions have been sent.
    pub version: i64,
    pub counting: Option<Counting>,
    /// Grows with every change; a move that names an older one is refused.
    pub revision: i64,
}

impl Entry {
    /// Whether the state allows the move. Rights are another question.
    pub(crate) fn allows(&self, wanted: ActivityMove) -> bool {
        let editable = matches!(self.state, State::Draft(_) | State::Returned(..));
        let sent = matches!(self.state, State::Submitted { .. });
        let counts = self.counting.is_some();
        match wanted {
            ActivityMove::Create => false,
            ActivityMove::Save | ActivityMove::Submit => editable,
            ActivityMove::Accept | ActivityMove::Return => sent,
            ActivityMove::Overrule => counts,
            ActivityMove::Correct => matches!(self.state, State::Accepted(_)),
            ActivityMove::Discard => editable && counts,
            ActivityMove::Withdraw => !matches!(self.state, State::Withdrawn(..)),
        }
    }

    pub(crate) fn save(self, details: ActivityDetails) -> Result<Self, Failure> {
        let entry = self.step(ActivityMove::Save)?;
        Ok(Self { details, ..entry })
    }

    /// Makes the next version of the text as it is. `by_rule`: the plan asks nobody, so it counts at once.
    pub(crate) fn submit(self, by: Signed, by_rule: bool) -> Result<Self, Failure> {
        let entry = self.step(ActivityMove::Submit)?;
        let entry = Self { version: entry.version + 1, ..entry };
        if by_rule {
            return Ok(entry.counted(Acceptance { signed: by, by_rule }));
        }
        Ok(Self { state: State::Submitted { sent: by, passed: 0 }, ..entry })
    }

    /// One step of the review chain accepts; after the last one this version counts, in the place of an earlier one.
    pub(crate) fn accept(self, by: Signed, last: bool) -> Result<Self, Failure> {
        let (sent, passed) = match self.state {
            State::Submitted { sent, passed } => (sent, passed),
            State::Draft(_) | State::Returned(..) | State::Accepted(_) | State::Withdrawn(..) => {
                return Err(self.refuse(ActivityMove::Accept));
            }
        };
        if sent.by == by.by {
            return Err(Failure::refused(
                "same-person",
                "提交人不能审核自己提交的活动，请由另一位审核员审核",
            ));
        }
        let entry = self.step(ActivityMove::Accept)?;
        if last {
            return Ok(entry.counted(Acceptance { signed: by, by_rule: false }));
        }
        Ok(Self { state: State::Submitted { sent, passed: passed + 1 }, ..entry })
    }

    fn counted(self, accepted: Acceptance) -> Self {
        let counting = Some(Counting { version: self.version, accepted });
        Self { state: State::Accepted(accepted), counting, ..self }
    }

    /// A step of the review sends it back. A version that counted before goes on counting.
    pub(crate) fn send_back(self, by: Signed, reason: String) -> Result<Self, Failure> {
        let entry = self.step(ActivityMove::Return)?;
        Ok(Self { state: State::Returned(by, reason), ..entry })
    }

    /// The level above sends back what counts. It counts no longer.
    pub(crate) fn overrule(self, by: Signed, reason: String) -> Result<Self, Failure> {
        let entry = self.step(ActivityMove::Overrule)?;
        Ok(Self { state: State::Returned(by, reason), counting: None, ..entry })
    }

    /// Opens the text again. The version that counts goes on counting until the correction is accepted.
    pub(crate) fn correct(self, by: Signed) -> Result<Self, Failure> {
        let entry = self.step(ActivityMove::Correct)?;
        Ok(Self { state: State::Draft(by), ..entry })
    }

    /// Gives a correction up: `counted` is the text of the version that counts.
    pub(crate) fn discard(self, counted: ActivityDetails) -> Result<Self, Failure> {
        let entry = self.step(ActivityMove::Discard)?;
        let state = entry.counting.map_or(entry.state, |counting| State::Accepted(counting.accepted));
        Ok(Self { state, details: counted, ..entry })
    }

    pub(crate) fn withdraw(self, by: Signed, reason: String) -> Result<Self, Failure> {
        let entry = self.step(ActivityMove::Withdraw)?;
        Ok(Self { state: State::Withdrawn(by, reason), counting: None, ..entry })
    }

    fn step(self, wanted: ActivityMove) -> Result<Self, Failure> {
        if self.allows(wanted) {
            return Ok(Self { revision: self.revision + 1, ..self });
        }
        Err(self.refuse(wanted))
    }

    /// What is wrong and what to do instead.
    fn refuse(&self, wanted: ActivityMove) -> Failure {
        let instead = match self.state {
            State::Draft(_) => "尚未提交，请先提交",
            State::Submitted { .. } => "正在审核，请等待审核结果",
            State::Returned(..) => "已被退回，请修改后重新提交",
            State::Accepted(_) => "已计入，如需修改请发起更正",
            State::Withdrawn(..) => "已撤回，如需登记请新建一条",
        };
        Failure::refused("wrong-state", format!("不能{}：该活动{instead}", wanted.title()))
    }
}

#[cfg(test)]
mod tests;
