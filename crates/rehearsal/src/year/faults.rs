//! What goes wrong besides people: between two acts, and in the middle of one.

use kernel::Instant;

use super::{
    Failed, MINUTE, Year,
    wire::{Said, Wish},
};
use crate::Fault;

/// What befalls one act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trouble {
    /// The request arrives and its answer does not.
    Lost,
    /// It is sent twice, one after the other or at the same moment.
    Twice,
    /// The server is killed after it has answered, and nobody has read the answer.
    Killed,
    /// The server is killed while it works.
    KilledMidway,
    /// The database is gone for a while.
    DatabaseGone,
}

impl Trouble {
    /// The kind of event, what the server must be able to suffer for it, and how often it comes in a hundred acts.
    const ALL: [(Self, &'static str, Option<Fault>, u8); 5] = [
        (Self::Lost, "lost", None, 10),
        (Self::Twice, "twice", None, 10),
        (Self::Killed, "killed", Some(Fault::Kill), 4),
        (Self::KilledMidway, "killed-midway", Some(Fault::Kill), 4),
        (Self::DatabaseGone, "database-gone", Some(Fault::DatabaseGone), 3),
    ];
}

/// Between a request that has just been sent and one that has surely been answered, on a busy machine too.
const KILL_US_MAX: u64 = 20_000;

impl Year {
    /// Between two acts, when nobody waits for an answer.
    pub(super) async fn befall(&mut self, number: &str) -> Result<(), Failed> {
        if self.wire.suffers(Fault::Restart) && self.seeds.happens("restart", &[number], 1) {
            self.wire.suffer(Fault::Restart).await?;
            self.count("restart");
        }
        Ok(())
    }

    fn trouble(&self, name: &str) -> Option<(Trouble, &'static str)> {
        let comes = |(_, kind, fault, percent): &(Trouble, &'static str, Option<Fault>, u8)| {
            fault.is_none_or(|fault| self.wire.suffers(fault)) && self.seeds.happens(kind, &[name], *percent)
        };
        Trouble::ALL.into_iter().find(comes).map(|(trouble, kind, ..)| (trouble, kind))
    }

    /// Says it, and says it again when something comes between. `name` belongs to this act alone.
    pub(super) async fn insist(&mut self, wish: Wish, name: &str) -> Result<Said, Failed> {
        let Some((trouble, kind)) = self.trouble(name) else { return self.wire.say(&wish).await };
        let wish = wish.keyed(format!("k-{name}"));
        self.count(kind);
        match trouble {
            Trouble::Lost => {
                self.wire.say_into_the_void(&wish).await?;
                let later = self.wire.now() + 3 * MINUTE;
                self.wire.travel_to(Instant::from_micros(later)).await?;
            }
            Trouble::Twice if self.seeds.at(&["at once", name]).bool() => {
                let [first, _] = self.wire.say_both(&wish, &wish).await?;
                return Ok(first);
            }
            Trouble::Twice => {
                let first = self.wire.say(&wish).await?;
                self.wire.say(&wish).await?;
                return Ok(first);
            }
            Trouble::Killed => {
                self.wire.say_into_the_void(&wish).await?;
                self.wire.kill().await?;
            }
            Trouble::KilledMidway => {
                let after = self.seeds.at(&["kill", name]).u64(0..KILL_US_MAX);
                self.wire.say_and_kill(&wish, after).await?;
            }
            Trouble::DatabaseGone => {
                self.wire.suffer(Fault::DatabaseGone).await?;
                let said = self.wire.say_in_vain(&wish).await;
                self.wire.suffer(Fault::DatabaseBack).await?;
                said?;
                // Connections that the server kept open are dead, and each is found out by somebody.
                self.wire.recover().await?;
            }
        }
        self.wire.say(&wish).await
    }
}
