//! placeholder until the scenes below are written
use axum::Router;
use kernel::{Instant, TravelClock};

use crate::{Account, Refusal};

pub async fn play(
    _router: Router,
    _clock: &TravelClock,
    _token: &str,
    _plan: &str,
    _units: &str,
    _until: Instant,
) -> Result<Vec<Account>, Refusal> {
    Ok(Vec::new())
}
