//! Work days: weekends, State Council holidays and make-up days as data.
