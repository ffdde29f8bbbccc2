//! How many guesses under one name may be checked at the same time.
//!
//! The lock of a name counts guesses one by one, but only after each was checked, and checking is the slow part. A
//! thousand guesses that come at once would fill the hasher's queue and keep everybody else waiting; all but a few are
//! turned away before it.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use kernel::Failure;

const RETRY_AFTER_S: u64 = 1;

pub(crate) struct Turns {
    at_once: u32,
    names: Mutex<HashMap<String, u32>>,
}

/// The right to have one guess checked; given back when it is dropped.
pub(crate) struct Turn<'a> {
    turns: &'a Turns,
    key: String,
}

impl Turns {
    pub(crate) fn new(at_once: u32) -> Self {
        Self { at_once, names: Mutex::default() }
    }

    /// # Errors
    /// [`Failure::TooMany`] when enough guesses under this key are being checked already.
    pub(crate) fn take(&self, key: &str) -> Result<Turn<'_>, Failure> {
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = names.entry(key.to_owned()).or_default();
        if *taken >= self.at_once {
            return Err(Failure::TooMany { retry_after_s: RETRY_AFTER_S });
        }
        *taken += 1;
        Ok(Turn { turns: self, key: key.to_owned() })
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut names = self.turns.names.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(taken) = names.get_mut(&self.key) {
            *taken -= 1;
            if *taken == 0 {
                names.remove(&self.key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_so_many_turns_and_gets_them_back() {
        let turns = Turns::new(2);
        let (first, second) = (turns.take("a").unwrap(), turns.take("a").unwrap());
        assert!(matches!(turns.take("a"), Err(Failure::TooMany { retry_after_s: 1 })));
        assert!(turns.take("b").is_ok(), "another name does not wait");
        drop(first);
        let third = turns.take("a").unwrap();
        assert!(turns.take("a").is_err());
        drop((second, third));
        assert!(turns.names.lock().unwrap().is_empty(), "nothing is kept of a name that nobody tries");
    }
}
