//! A case and its moves. Pure: no I/O and no clock; every move takes who does it and when.

use kernel::{CampaignId, Failure, Id, Instant, PersonId, UnitId};

use crate::{
    details::ExposureDetails,
    words::{ExposureMove, ExposureState},
};

/// Names what an [`ExposureId`] points at.
pub enum Exposure {}
pub type ExposureId = Id<Exposure>;

/// Who did it and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Signed {
    pub at: Instant,
    pub by: PersonId,
}

/// Where the text of a case stands, with what is known about how it got there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// Being written: for the first time, or as a correction while the old version still counts.
    Draft(Signed),
    /// Sent; a second person of the unit looks at it.
    Submitted(Signed),
    /// Sent back with a reason; it can be changed and sent again.
    Returned(Signed, String),
    /// Two people have signed: it counts.
    Confirmed(Signed),
    /// Taken back for good.
    Withdrawn(Signed, String),
}

impl State {
    pub(crate) fn word(&self) -> ExposureState {
        match self {
            Self::Draft(_) => ExposureState::Draft,
            Self::Submitted(_) => ExposureState::Submitted,
            Self::Returned(..) => ExposureState::Returned,
            Self::Confirmed(_) => ExposureState::Confirmed,
            Self::Withdrawn(..) => ExposureState::Withdrawn,
        }
    }

    pub(crate) fn signed(&self) -> Signed {
        match self {
            Self::Draft(signed)
            | Self::Submitted(signed)
            | Self::Returned(signed, _)
            | Self::Confirmed(signed)
            | Self::Withdrawn(signed, _) => *signed,
        }
    }

    pub(crate) fn reason(&self) -> Option<&str> {
        match self {
            Self::Returned(_, reason) | Self::Withdrawn(_, reason) => Some(reason),
            Self::Draft(_) | Self::Submitted(_) | Self::Confirmed(_) => None,
        }
    }
}

/// The version that counts now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Counting {
    pub version: i64,
    pub confirmed: Signed,
}

/// One entry of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Case {
    pub id: ExposureId,
    pub campaign: CampaignId,
    pub unit: UnitId,
    pub state: State,
    /// The text as it is being written, or as it was sent last.
    pub details: ExposureDetails,
    /// How many versions have been sent.
    pub version: i64,
    pub counting: Option<Counting>,
    pub reported: Option<Signed>,
    /// Grows with every change; a move that names an older one is refused.
    pub revision: i64,
}

impl Case {
    /// Whether the state allows the move. Rights are another question.
    pub(crate) fn allows(&self, wanted: ExposureMove) -> bool {
        let editable = matches!(self.state, State::Draft(_) | State::Returned(..));
        let sent = matches!(self.state, State::Submitted(_));
        let counts = self.counting.is_some();
        match wanted {
            ExposureMove::Create => false,
            ExposureMove::Save | ExposureMove::Submit => editable,
            ExposureMove::Confirm | ExposureMove::Return => sent,
            ExposureMove::Overrule => counts,
            ExposureMove::Correct => matches!(self.state, State::Confirmed(_)),
            ExposureMove::Discard => editable && counts,
            ExposureMove::Report => counts && self.reported.is_none(),
            ExposureMove::Withdraw => !matches!(self.state, State::Withdrawn(..)),
        }
    }

    pub(crate) fn save(self, details: ExposureDetails) -> Result<Self, Failure> {
        let case = self.step(ExposureMove::Save)?;
        Ok(Self { details, ..case })
    }

    /// Makes the next version of the text as it is.
    pub(crate) fn submit(self, by: Signed) -> Result<Self, Failure> {
        let case = self.step(ExposureMove::Submit)?;
        Ok(Self { state: State::Submitted(by), version: case.version + 1, ..case })
    }

    /// The second signature. From here on this version counts, in the place of an earlier one.
    pub(crate) fn confirm(self, by: Signed) -> Result<Self, Failure> {
        if matches!(self.state, State::Submitted(sent) if sent.by == by.by) {
            return Err(Failure::refused(
                "same-person",
                "提交人不能核对自己提交的案例，请由本单位另一位审核员核对",
            ));
        }
        let case = self.step(ExposureMove::Confirm)?;
        let counting = Some(Counting { version: case.version, confirmed: by });
        Ok(Self { state: State::Confirmed(by), counting, ..case })
    }

    /// The second person sends it back. A version that counted before goes on counting.
    pub(crate) fn send_back(self, by: Signed, reason: String) -> Result<Self, Failure> {
        let case = self.step(ExposureMove::Return)?;
        Ok(Self { state: State::Returned(by, reason), ..case })
    }

    /// The level above sends back what counts. It counts no longer, and what was reported has to be reported anew.
    pub(crate) fn overrule(self, by: Signed, reason: String) -> Result<Self, Failure> {
        let case = self.step(ExposureMove::Overrule)?;
        Ok(Self { state: State::Returned(by, reason), counting: None, reported: None, ..case })
    }

    /// Opens the text again. The version that counts goes on counting until the correction is confirmed.
    pub(crate) fn correct(self, by: Signed) -> Result<Self, Failure> {
        let case = self.step(ExposureMove::Correct)?;
        Ok(Self { state: State::Draft(by), ..case })
    }

    /// Gives a correction up: `counted` is the text of the version that counts.
    pub(crate) fn discard(self, counted: ExposureDetails) -> Result<Self, Failure> {
        let case = self.step(ExposureMove::Discard)?;
        let state = case.counting.map_or(case.state, |counting| State::Confirmed(counting.confirmed));
        Ok(Self { state, details: counted, ..case })
    }

    pub(crate) fn report(self, by: Signed) -> Result<Self, Failure> {
        let case = self.step(ExposureMove::Report)?;
        Ok(Self { reported: Some(by), ..case })
    }

    pub(crate) fn withdraw(self, by: Signed, reason: String) -> Result<Self, Failure> {
        let case = self.step(ExposureMove::Withdraw)?;
        Ok(Self { state: State::Withdrawn(by, reason), counting: None, ..case })
    }

    fn step(self, wanted: ExposureMove) -> Result<Self, Failure> {
        if self.allows(wanted) {
            return Ok(Self { revision: self.revision + 1, ..self });
        }
        Err(Failure::refused("wrong-state", self.advice(wanted)))
    }

    /// What is wrong and what to do instead.
    fn advice(&self, wanted: ExposureMove) -> String {
        if wanted == ExposureMove::Report && self.reported.is_some() {
            return "该案例已向省厅报送，无需重复报送".to_owned();
        }
        let instead = match self.state {
            State::Draft(_) => "尚未提交，请先提交并经第二人核对",
            State::Submitted(_) => "正在等待第二人核对，请先核对或退回",
            State::Returned(..) => "已被退回，请修改后重新提交",
            State::Confirmed(_) => "已核对并计入，如需修改请发起更正",
            State::Withdrawn(..) => "已撤回，如需登记请新建一条",
        };
        format!("不能{}：该案例{instead}", wanted.title())
    }
}

#[cfg(test)]
mod tests;
