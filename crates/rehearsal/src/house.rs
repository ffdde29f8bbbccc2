//! The server that a year is played against, from outside: it is told the time, and made to suffer.

use async_trait::async_trait;
use kernel::Instant;

use crate::Door;

/// What can befall a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Stopped as an operator stops it, and started again on the same data.
    Restart,
    /// SIGKILL: no handler runs, nothing is flushed. It stays down until [`House::start`].
    Kill,
    /// Nobody is let into the database, and who was in it is thrown out.
    DatabaseGone,
    DatabaseBack,
}

#[async_trait]
pub trait House: Send {
    /// The same door for as long as the house stands.
    fn door(&self) -> Door;

    /// The server goes by this time from now on.
    async fn tell(&mut self, now: Instant) -> Result<(), String>;

    /// Whether this can befall it: only a process can be killed, and only a PostgreSQL can be gone.
    fn suffers(&self, fault: Fault) -> bool;

    async fn suffer(&mut self, fault: Fault) -> Result<(), String>;

    /// After a [`Fault::Kill`].
    async fn start(&mut self) -> Result<(), String>;
}
