//! What the handlers share, and what every move has in common: open the record, move it, keep it, settle what it counts
//! for, write the audit entry, show it.

use std::sync::Arc;

use ::policy::{Act, Granted};
use axum::extract::FromRef;
use db::{Reader, Write};
use facts::{Listeners, RunningPlans};
use files::FileKind;
use kernel::{
    Failure, FieldProblem, UnitId,
    text::{LINE_CHARS_MAX, TextProblem, checked},
};
use plan::{
    Document,
    document::{ActivityKind, EvidenceKind},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use web::{Ask, Web};

use crate::{
    count,
    details::{ActivityDetails, problem},
    kind,
    model::{ActivityId, Entry, Signed},
    policy::Read,
    store,
    view::{self, ActivityView},
    words::ActivityMove,
};

#[derive(Clone, FromRef)]
pub(crate) struct Desk {
    pub(crate) web: Web,
    pub(crate) plans: Arc<dyn RunningPlans>,
    pub(crate) listeners: Listeners,
}

/// A move that needs no words.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ActivityRevision {
    /// As the record showed it: nobody signs for what changed meanwhile.
    pub revision: i64,
}

/// A move that has to be explained.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ActivityReason {
    pub revision: i64,
    /// At most 500 characters.
    pub reason: String,
}

impl ActivityReason {
    pub(crate) fn checked(&self) -> Result<String, Failure> {
        let wrong = |code: &str, message: &str| Err(Failure::invalid("/reason", code, message));
        match checked(&self.reason, LINE_CHARS_MAX) {
            Ok(reason) => Ok(reason.to_owned()),
            Err(TextProblem::Empty) => wrong("required", "请填写原因"),
            Err(TextProblem::TooLong { .. }) => wrong("too-long", "原因最多 500 字，请精简"),
            Err(TextProblem::Control) => wrong("control", "原因含有无法显示的字符，请重新输入"),
        }
    }
}

/// A record that the asker may do `A` to, held until the write ends.
///
/// # Errors
/// In this order: [`Failure::Hidden`] for those who may not even see it, [`Failure::Forbidden`], [`Failure::Stale`].
pub(crate) async fn open<A: Act>(
    write: &Write,
    ask: &Ask,
    id: ActivityId,
    revision: i64,
) -> Result<(Entry, Granted<A>), Failure> {
    let entry = store::hold(write, id).await?;
    let standing = org::tree::standing(write, &entry.unit).await?;
    ask.authorize_or_hide::<Read>(&standing)?;
    if !view::is_visible(ask, &standing, &entry) {
        return Err(Failure::Hidden);
    }
    let granted = ask.authorize::<A>(&standing)?;
    if entry.revision == revision { Ok((entry, granted)) } else { Err(Failure::Stale) }
}

pub(crate) fn signed<A: Act>(write: &Write, granted: &Granted<A>) -> Signed {
    Signed { at: write.now(), by: granted.person() }
}

/// Keeps a record that was moved, with everything that follows from it.
pub(crate) async fn finish<A: Act>(
    write: &Write,
    (ask, desk): (&Ask, &Desk),
    granted: &Granted<A>,
    entry: Entry,
    (moved, reason): (ActivityMove, Option<&str>),
) -> Result<ActivityView, Failure> {
    store::keep(write, granted, &entry, moved, reason).await?;
    count::settle(write, desk, &entry, reason.unwrap_or(moved.title())).await?;
    let detail = json!({ "move": moved.word(), "version": entry.version, "reason": reason });
    write.audit(ask.entry(A::KEY).at(entry.unit).on("activity", entry.id).with(detail));
    view::load(write, ask, desk, entry).await
}

/// The plan's kind of a record.
///
/// # Errors
/// [`Failure::Invalid`] when the running plan does not declare it (any longer).
pub(crate) fn kind_of<'a>(plan: &'a Document, key: &str) -> Result<&'a ActivityKind, Failure> {
    let message = "本次活动的方案中没有这类活动，请刷新页面后重新选择活动类型";
    kind::find(plan, key).ok_or_else(|| Failure::invalid("/kind", "unknown-kind", message))
}

/// Files handed in have to be the unit's own and of the kind that is asked; the problems point at the places in the
/// draft.
pub(crate) async fn own_files(
    reader: &impl Reader,
    unit: UnitId,
    kind: &ActivityKind,
    details: &ActivityDetails,
) -> Result<(), Failure> {
    let mut problems = Vec::new();
    for asked in &kind.evidence {
        let field = format!("evidence/{}", asked.key);
        match files::owned(reader, unit, details.files(asked)).await {
            Ok(found) => {
                let others = found.iter().enumerate().filter(|(_, file)| !suits(asked.kind.value, file.kind));
                problems.extend(others.map(|(at, _)| {
                    let message = format!("“{}”应是{}，请重新上传", asked.title, word(asked.kind.value));
                    problem(&format!("{field}/{at}"), "wrong-kind", message)
                }));
            }
            Err(Failure::Invalid { problems: foreign }) => problems.extend(foreign.into_iter().map(|it| {
                let pointer = it.pointer.replacen("/files", &format!("/details/{field}"), 1);
                FieldProblem { pointer, ..it }
            })),
            Err(other) => return Err(other),
        }
    }
    Failure::unless_empty(problems)
}

fn suits(asked: EvidenceKind, file: FileKind) -> bool {
    match asked {
        EvidenceKind::Document => matches!(file, FileKind::Document),
        EvidenceKind::Pictures => matches!(file, FileKind::Pictures),
        EvidenceKind::Video => matches!(file, FileKind::Video),
    }
}

fn word(kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Document => "文档",
        EvidenceKind::Pictures => "图片",
        EvidenceKind::Video => "视频",
    }
}
