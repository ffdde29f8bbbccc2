//! The states of the model as conditions, so that a list can be filtered before it is cut into pages. A test holds them
//! against the model.

use kernel::Instant;
use sea_orm::{
    ColumnTrait, Condition,
    sea_query::{CaseStatement, Expr, ExprTrait, Func},
};

use crate::{
    model::{DUE_SOON, Kind, Modality, Stage, State},
    rows::obligation::Column,
};

/// The obligations that are in this state at `now`.
pub(crate) fn is(state: State, now: Instant) -> Condition {
    match state {
        State::Waived => all([Column::WaivedAt.is_not_null()]),
        other => all([Column::WaivedAt.is_null()]).add(unwaived(other, now)),
    }
}

fn unwaived(state: State, now: Instant) -> Condition {
    let in_time = Column::LateAfter.gte(now);
    let opened = Column::OpensAt.lte(now);
    let soon = Column::DueAt.lte(now.plus(DUE_SOON));
    match state {
        State::NotYetOpen => untouched().add(in_time).add(Column::OpensAt.gt(now)),
        State::Open => untouched().add(in_time).add(opened).add(soon.not()),
        State::DueSoon => untouched().add(in_time).add(opened).add(soon),
        State::Overdue => Condition::any()
            .add(untouched().add(Column::LateAfter.lt(now)))
            .add(stage(Stage::Returned).add(Column::LateAfter.lt(now)).add(Column::ReturnedUntil.lt(now))),
        State::Returned => {
            stage(Stage::Returned).add(Condition::any().add(Column::ReturnedUntil.gte(now)).add(in_time))
        }
        State::Submitted => stage(Stage::Waiting).add(Column::TakenUp.eq(false)),
        State::UnderReview => stage(Stage::Waiting).add(Column::TakenUp.eq(true)),
        State::AcceptedOnTime => {
            Condition::any().add(stage(Stage::Accepted).add(within_deadline(Column::CountsFrom))).add(
                met().add(Condition::any().add(Column::MetAt.is_null()).add(within_deadline(Column::MetAt))),
            )
        }
        State::AcceptedLate => Condition::any()
            .add(stage(Stage::Accepted).add(after_deadline(Column::CountsFrom)))
            .add(met().add(after_deadline(Column::MetAt))),
        State::Waived => all([Column::WaivedAt.is_not_null()]),
    }
}

/// What counts as in time at `now` ([`crate::model::Timing::InTime`]).
pub(crate) fn in_time(now: Instant) -> Condition {
    let open = Condition::any().add(Column::ReturnedUntil.gte(now)).add(Column::LateAfter.gte(now));
    let delivered = Condition::any()
        .add(stage(Stage::Waiting))
        .add(stage(Stage::Accepted))
        .add(stage(Stage::Returned).add(open));
    let met = met().add(Condition::any().add(Column::MetAt.is_null()).add(within_deadline(Column::MetAt)));
    let delivered = Condition::all().add(delivered).add(within_deadline(Column::CountsFrom));
    Condition::any().add(delivered).add(met)
}

/// Nothing is there, and it is not late yet ([`crate::model::Timing::Ahead`]).
pub(crate) fn ahead(now: Instant) -> Condition {
    untouched().add(Column::LateAfter.gte(now))
}

/// Hard, not waived, and asking for something: a coverage without a single target is met by nobody's doing and would only
/// flatter the share in time.
pub(crate) fn weighs() -> Condition {
    all([Column::WaivedAt.is_null(), Column::Modality.eq(Modality::Hard.word()), Column::AtLeast.gt(0)])
}

/// How many rows of a group are so. Both engines add up 32-bit numbers to 64 bits.
pub(crate) fn number_of(condition: Condition) -> Expr {
    let each: Expr = CaseStatement::new().case(condition, Expr::val(1_i32)).finally(Expr::val(0_i32)).into();
    Func::sum(each).into()
}

fn all<const N: usize>(conditions: [Expr; N]) -> Condition {
    conditions.into_iter().fold(Condition::all(), Condition::add)
}

fn stage(stage: Stage) -> Condition {
    all([Column::Kind.eq(Kind::Deliver.word()), Column::Stage.eq(stage.word())])
}

fn counting() -> Condition {
    all([Column::Kind.ne(Kind::Deliver.word())])
}

fn met() -> Condition {
    counting().add(Expr::col(Column::Counted).gte(Expr::col(Column::AtLeast)))
}

/// Nothing was handed in, or not enough was counted. Wrapped, so that more conditions can be added.
fn untouched() -> Condition {
    let unmet = counting().add(Expr::col(Column::Counted).lt(Expr::col(Column::AtLeast)));
    Condition::all().add(Condition::any().add(stage(Stage::Nothing)).add(unmet))
}

fn within_deadline(column: Column) -> Expr {
    Expr::col(column).lte(Expr::col(Column::LateAfter))
}

fn after_deadline(column: Column) -> Expr {
    Expr::col(column).gt(Expr::col(Column::LateAfter))
}

#[cfg(test)]
#[path = "states_tests.rs"]
pub(super) mod tests;
