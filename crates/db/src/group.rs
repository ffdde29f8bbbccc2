//! Group commit: writes that come at the same time share one flush of the disk, each in a savepoint of its own.
//!
//! A conductor owns the transaction. It lends it to one write after the other, in the order in which they asked, and
//! commits when nobody waits any more. A write is acknowledged after that commit; a write that fails is rolled back to
//! its savepoint and harms nobody. A lone write finds the conductor idle and its commit follows at once, so its latency
//! does not grow. Writes whose askers went away are rolled back like failed ones, or committed if they had finished.
//!
//! A savepoint is made by the first statement of its write and released by the first one of the next, so neither costs a
//! round trip of its own.

use std::{
    any::Any,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use kernel::Failure;
use sea_orm::{DatabaseConnection, DatabaseTransaction, DbErr, TransactionTrait};
use tokio::sync::{mpsc, oneshot, watch};

use crate::{
    Conn, dialect,
    moved::{Log, Moved},
    shelf::Kept,
};

/// Writes that share a commit at most: the first of them waits for the last.
const MEMBERS_MAX: usize = 64;

/// Where writes ask for their turn.
pub(crate) struct Conductor {
    turns: mpsc::UnboundedSender<Turn>,
}

type Turn = oneshot::Sender<Result<Slot, Failure>>;

/// The shared transaction, lent to one write.
pub(crate) struct Slot {
    pub conn: Conn,
    pub handover: Handover,
    pub ticket: Ticket,
}

/// What a write knows that the next one in the same transaction would otherwise have to ask: nobody else can have changed
/// it between the two.
pub(crate) type Handover = Option<Arc<dyn Any + Send + Sync>>;

enum Returned {
    /// Part of the commit, what it has moved, and what it passes on.
    Keep(Vec<Moved>, Handover),
    /// As if it had never been.
    Undo,
}

/// By which a write says how it ended, after the last use of its connection.
pub(crate) struct Ticket {
    back: oneshot::Sender<Returned>,
    committed: oneshot::Receiver<Result<(), Failure>>,
}

impl Ticket {
    /// Resolves when the work is safe on the disk.
    pub(crate) async fn keep(self, moved: Vec<Moved>, handover: Handover) -> Result<(), Failure> {
        // Without a conductor nobody commits, and the receiver says so.
        let _ = self.back.send(Returned::Keep(moved, handover));
        self.committed.await.map_err(|_| lost())?
    }

    pub(crate) fn undo(self) {
        let _ = self.back.send(Returned::Undo);
    }
}

fn lost() -> Failure {
    Failure::Unavailable { cause: "the shared transaction was lost; nothing of it was written".to_owned() }
}

impl Conductor {
    /// Begins to conduct on the current runtime; ends with the last handle.
    pub(crate) fn start(pool: DatabaseConnection, kept: Arc<Kept>, committed: watch::Sender<u64>) -> Self {
        let (turns, mut asked) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Some(first) = asked.recv().await {
                conduct(&pool, first, &mut asked, (&kept.log, &committed)).await;
            }
        });
        Self { turns }
    }

    /// Waits for a turn.
    pub(crate) async fn turn(&self) -> Result<Slot, Failure> {
        let (turn, slot) = oneshot::channel();
        self.turns.send(turn).map_err(|_| lost())?;
        slot.await.map_err(|_| lost())?
    }
}

/// One shared transaction from its beginning to its commit.
async fn conduct(
    pool: &DatabaseConnection,
    first: Turn,
    asked: &mut mpsc::UnboundedReceiver<Turn>,
    (log, told): (&Log, &watch::Sender<u64>),
) {
    let mut moved = Vec::new();
    let tx = match pool.begin_with_options(dialect::write_options(pool)).await {
        Ok(tx) => Arc::new(tx),
        Err(error) => {
            // Whoever went away meanwhile need not hear it.
            let _ = first.send(Err(error.into()));
            return;
        }
    };
    let mut members: Vec<Member> = Vec::new();
    let mut between = Between::default();
    let mut next = Some(first);
    while let Some(turn) = next {
        match serve(&tx, turn, &mut between).await {
            Ok(Some((member, moves))) => {
                log.begin(&moves);
                moved.extend(moves);
                members.push(member);
            }
            Ok(None) => {}
            Err(error) => {
                // SQLite rolls the whole transaction back by itself on some errors (disk full, I/O). No member's work
                // is there any more; the connection is closed when it goes back to the pool (see `connect.rs`).
                tracing::error!(%error, members = members.len(), "a shared transaction was lost");
                log.end(&moved);
                members.into_iter().for_each(|member| drop(member.send(Err(lost()))));
                return;
            }
        }
        next = if members.len() < MEMBERS_MAX { asked.try_recv().ok() } else { None };
    }
    let committed = match Arc::into_inner(tx) {
        Some(tx) => tx.commit().await,
        None => Err(DbErr::Custom("a write holds on to the shared transaction after its end".to_owned())),
    };
    // Before anybody is told, so that whoever was told finds it; also when those who asked are gone.
    log.end(&moved);
    if committed.is_ok() && !members.is_empty() {
        told.send_modify(|number| *number = number.wrapping_add(1));
    }
    for member in members {
        let outcome = match &committed {
            Ok(()) => Ok(()),
            Err(error) => {
                tracing::error!(%error, "a shared commit failed");
                Err(match Failure::from(error) {
                    // Nothing of it was written, so repeating it is safe.
                    Failure::Internal { cause } => Failure::Unavailable { cause },
                    told => told,
                })
            }
        };
        let _ = member.send(outcome);
    }
}

type Member = oneshot::Sender<Result<(), Failure>>;

/// What stands between two writes of one transaction.
#[derive(Default)]
struct Between {
    /// The savepoint that is open: that of the last write that has said anything.
    open: Option<&'static str>,
    /// From the last write that was kept.
    handover: Handover,
}

/// One write in its savepoint. Answers whom to tell about the commit and what was moved, if its work is part of it.
///
/// # Errors
/// The savepoint cannot be undone: the transaction is gone.
async fn serve(
    tx: &Arc<DatabaseTransaction>,
    turn: Turn,
    between: &mut Between,
) -> Result<Option<(Member, Vec<Moved>)>, DbErr> {
    if turn.is_closed() {
        return Ok(None);
    }
    let (back, returned) = oneshot::channel();
    let (member, committed) = oneshot::channel();
    let (name, first) = dialect::next_savepoint(between.open);
    let begun = Arc::new(AtomicBool::new(false));
    let conn = Conn::new(Arc::clone(tx), Some(first), Arc::clone(&begun));
    // Nothing was said in a slot that cannot be handed over.
    let (handover, ticket) = (between.handover.clone(), Ticket { back, committed });
    if turn.send(Ok(Slot { conn, handover, ticket })).is_err() {
        return Ok(None);
    }
    // A ticket that is dropped in the middle of the work is like one that says that the work failed.
    let returned = returned.await.unwrap_or(Returned::Undo);
    let begun = begun.load(Ordering::Relaxed);
    if begun {
        between.open = Some(name);
    }
    match returned {
        Returned::Keep(moved, handover) => {
            between.handover = handover;
            Ok(Some((member, moved)))
        }
        Returned::Undo if begun => dialect::roll_back_to(&**tx, name).await.map(|()| None),
        Returned::Undo => Ok(None),
    }
}
