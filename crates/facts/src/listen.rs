//! Who reacts to facts, inside the transaction that publishes them.

use std::sync::Arc;

use db::Write;
use kernel::Failure;

use crate::Published;

#[derive(Clone, Copy, Debug)]
pub enum Change<'a> {
    Published(&'a Published),
    /// Withdrawn or superseded: whatever counted it takes it back.
    Ended(&'a Published),
}

#[async_trait::async_trait]
pub trait Listener: Send + Sync {
    async fn changed(&self, write: &Write, change: Change<'_>) -> Result<(), Failure>;
}

/// Everybody who reacts, in a fixed order.
#[derive(Clone, Default)]
pub struct Listeners(Vec<Arc<dyn Listener>>);

impl Listeners {
    #[must_use]
    pub fn new(listeners: Vec<Arc<dyn Listener>>) -> Self {
        Self(listeners)
    }

    pub(crate) async fn tell(&self, write: &Write, change: Change<'_>) -> Result<(), Failure> {
        for listener in &self.0 {
            listener.changed(write, change).await?;
        }
        Ok(())
    }
}
