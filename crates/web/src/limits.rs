//! How much one address, one account and everybody together may ask for at a time.
//!
//! Only requests from the network are counted: what calls the router inside the process (tests, a rehearsal) has no
//! address. Time is the machine's and not [`kernel::Clock`]: this guards the machine, also while a rehearsal's clock
//! stands still.

use std::{
    collections::HashMap,
    hash::Hash,
    net::{IpAddr, Ipv6Addr, SocketAddr},
    num::NonZeroU32,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderName, Method},
    middleware::Next,
    response::{IntoResponse, Response},
};
use config::Settings;
use governor::{Quota, RateLimiter, clock::Clock, clock::DefaultClock, state::keyed::DashMapStateStore};
use kernel::{Failure, PersonId};
use tokio::sync::Semaphore;

use crate::{Pace, Problem, pace::paced};

/// After this many questions the keys that have been quiet for long are forgotten, so that the map stays small.
const TIDY_EVERY: u32 = 10_000;
/// Until then one of its requests is usually done.
const RETRY_AFTER_S: u64 = 1;

/// A bucket for each key: so many at once, so many in a minute.
struct Buckets<K: Hash + Eq + Clone, C: Clock = DefaultClock> {
    limiter: RateLimiter<K, DashMapStateStore<K>, C, governor::middleware::NoOpMiddleware<C::Instant>>,
    asked: AtomicU32,
}

impl<K: Hash + Eq + Clone, C: Clock + Clone> Buckets<K, C> {
    /// `None` when a number is nought: then there is no limit.
    fn new(per_minute: u32, at_once: u32, clock: C) -> Option<Self> {
        let quota = Quota::per_minute(NonZeroU32::new(per_minute)?).allow_burst(NonZeroU32::new(at_once)?);
        let limiter = RateLimiter::dashmap_with_clock(quota, clock);
        Some(Self { limiter, asked: AtomicU32::new(0) })
    }

    fn take(&self, key: &K) -> Result<(), Failure> {
        if self.asked.fetch_add(1, Ordering::Relaxed) % TIDY_EVERY == TIDY_EVERY - 1 {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(key).map_err(|refused| {
            let wait = refused.wait_time_from(self.limiter.clock().now());
            let seconds = wait.as_millis().div_ceil(1000).max(1);
            Failure::TooMany { retry_after_s: u64::try_from(seconds).unwrap_or(u64::MAX) }
        })
    }
}

/// The limits of a running server.
pub struct Limits {
    addresses: Option<Buckets<IpAddr>>,
    accounts: Option<Buckets<PersonId>>,
    logins: Option<Buckets<IpAddr>>,
    places: Semaphore,
    /// How many places an address holds, and how many it may.
    held: Mutex<HashMap<IpAddr, u32>>,
    held_max: Option<NonZeroU32>,
    /// The one header of a proxy that is believed.
    header: Option<HeaderName>,
    body_pause: Duration,
    body_bytes_min: u64,
}

/// One place of an address, given back when this is dropped.
struct Held<'a> {
    limits: &'a Limits,
    address: IpAddr,
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        let mut held = self.limits.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = held.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                held.remove(&self.address);
            }
        }
    }
}

impl Limits {
    /// # Errors
    /// [`Failure::Internal`] when the name of the proxy's header is none.
    pub fn new(settings: &Settings) -> Result<Arc<Self>, Failure> {
        let limits = &settings.limits;
        let clock = DefaultClock::default();
        let header = match settings.http.client_address_header.as_str() {
            "" => None,
            name => Some(name.parse().map_err(|error| {
                Failure::internal(format!("http.client_address_header = {name}: {error}"))
            })?),
        };
        let by_address = limits.requests_per_minute_per_address > 0;
        let logins = if by_address { limits.logins_per_minute_per_address } else { 0 };
        let held_max = if by_address { limits.requests_in_progress_per_address } else { 0 };
        Ok(Arc::new(Self {
            logins: Buckets::new(logins, limits.logins_at_once_per_address, clock.clone()),
            held: Mutex::default(),
            held_max: NonZeroU32::new(held_max),
            addresses: Buckets::new(
                limits.requests_per_minute_per_address,
                limits.requests_at_once_per_address,
                clock.clone(),
            ),
            accounts: Buckets::new(
                limits.requests_per_minute_per_account,
                limits.requests_at_once_per_account,
                clock,
            ),
            places: Semaphore::new(usize::try_from(limits.requests_in_progress_max).unwrap_or(usize::MAX)),
            header,
            body_pause: Duration::from_secs(limits.body_pause_seconds.into()),
            body_bytes_min: u64::from(limits.body_kib_min) * 1024,
        }))
    }

    /// One more request of this person.
    pub(crate) fn of_account(&self, person: PersonId) -> Result<(), Failure> {
        self.accounts.as_ref().map_or(Ok(()), |accounts| accounts.take(&person))
    }

    fn address(&self, headers: &HeaderMap, peer: IpAddr) -> IpAddr {
        neighbourhood(told(headers, self.header.as_ref()).unwrap_or(peer))
    }

    /// One more request of this address; answers the place that it takes while it is worked on.
    fn of_address(&self, request: &Request, address: IpAddr) -> Result<Option<Held<'_>>, Failure> {
        if let Some(addresses) = &self.addresses {
            addresses.take(&address)?;
        }
        if let Some(logins) = self.logins.as_ref().filter(|_| costs_a_hash(request)) {
            logins.take(&address)?;
        }
        let Some(max) = self.held_max else { return Ok(None) };
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let count = held.entry(address).or_default();
        if *count >= max.get() {
            return Err(Failure::TooMany { retry_after_s: RETRY_AFTER_S });
        }
        *count += 1;
        drop(held);
        Ok(Some(Held { limits: self, address }))
    }
}

/// What nobody has logged in for yet and what is slow to answer.
fn costs_a_hash(request: &Request) -> bool {
    let path = request.uri().path();
    *request.method() == Method::POST && ["/api/session", "/api/session/second", "/api/setup"].contains(&path)
}

/// The address that the proxy has seen: the last one, because everything before it came with the request and may be
/// invented.
fn told(headers: &HeaderMap, name: Option<&HeaderName>) -> Option<IpAddr> {
    let line = headers.get_all(name?).iter().next_back()?.to_str().ok()?;
    let said = line.rsplit(',').next()?.trim();
    // Some proxies add the port of the client.
    said.parse().ok().or_else(|| said.parse().ok().map(|address: SocketAddr| address.ip()))
}

/// Whoever has one IPv6 address has the 2^64 beside it too.
#[must_use]
pub fn neighbourhood(address: IpAddr) -> IpAddr {
    const NETWORK: u128 = !0 << 64;
    match address.to_canonical() {
        IpAddr::V6(six) => IpAddr::V6(Ipv6Addr::from_bits(six.to_bits() & NETWORK)),
        four @ IpAddr::V4(_) => four,
    }
}

/// Turns away what is too much, before any work is done for it; and does not wait for ever for a body.
pub async fn limited(State(limits): State<Arc<Limits>>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    let Some(peer) = peer else { return next.run(request).await };
    let address = limits.address(request.headers(), peer);
    let _held = match limits.of_address(&request, address) {
        Ok(held) => held,
        Err(too_many) => return Problem(too_many).into_response(),
    };
    let Ok(_place) = limits.places.try_acquire() else {
        let cause = "more requests at once than limits.requests_in_progress_max".to_owned();
        return Problem(Failure::Unavailable { cause }).into_response();
    };
    request.extensions_mut().insert(Arc::clone(&limits));
    let pace = Pace::new(limits.body_pause, limits.body_bytes_min);
    let request = request.map(|body| paced(body, pace));
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use governor::clock::FakeRelativeClock;

    use super::*;

    #[test]
    fn each_key_has_a_bucket_of_its_own_that_fills_with_time() {
        let clock = FakeRelativeClock::default();
        let buckets = Buckets::new(60, 3, clock.clone()).unwrap();
        let taken = |key: &u8| (0..5).filter(|_| buckets.take(key).is_ok()).count();
        assert_eq!((taken(&1), taken(&2)), (3, 3));
        let Err(Failure::TooMany { retry_after_s }) = buckets.take(&1) else { panic!("taken") };
        assert_eq!(retry_after_s, 1);
        clock.advance(Duration::from_secs(2));
        assert_eq!((taken(&1), taken(&3)), (2, 3));
    }

    #[test]
    fn quiet_keys_are_forgotten() {
        let clock = FakeRelativeClock::default();
        let buckets = Buckets::new(60_000, 1_000, clock.clone()).unwrap();
        for key in 1..TIDY_EVERY {
            buckets.take(&key).unwrap();
        }
        assert_eq!(buckets.limiter.len(), 9_999);
        clock.advance(Duration::from_secs(60));
        buckets.take(&0).unwrap();
        assert!(buckets.limiter.len() <= 1, "{}", buckets.limiter.len());
    }

    #[test]
    fn nought_is_no_limit() {
        assert!(Buckets::<u8, _>::new(0, 3, FakeRelativeClock::default()).is_none());
        assert!(Buckets::<u8, _>::new(3, 0, FakeRelativeClock::default()).is_none());
    }

    #[test]
    fn only_the_named_header_is_believed_and_only_its_last_address() {
        let name = HeaderName::from_static("x-forwarded-for");
        let headers = |lines: &[&str]| -> HeaderMap {
            lines.iter().map(|line| (name.clone(), line.parse().unwrap())).collect()
        };
        for (lines, address) in [
            (&["203.0.113.9"][..], Some("203.0.113.9")),
            (&["10.0.0.1, 203.0.113.9"], Some("203.0.113.9")),
            (&["10.0.0.1", "203.0.113.9"], Some("203.0.113.9")),
            (&["2001:db8::1"], Some("2001:db8::1")),
            (&["203.0.113.9:51234"], Some("203.0.113.9")),
            (&["[2001:db8::1]:51234"], Some("2001:db8::1")),
            // Another header of the same name behind it is the newer one.
            (&["203.0.113.9", ""], None),
            (&["203.0.113.9,"], None),
            (&["203.0.113.9\u{a0}"], None),
            (&["unknown"], None),
            (&[], None),
        ] {
            let address = address.map(|it| it.parse::<IpAddr>().unwrap());
            assert_eq!(told(&headers(lines), Some(&name)), address, "{lines:?}");
            assert_eq!(told(&headers(lines), None), None);
        }
    }

    #[test]
    fn neighbours_in_one_network_are_one() {
        for (one, other, same) in [
            ("2001:db8::1", "2001:db8::ffff:2", true),
            ("2001:db8::1", "2001:db8:0:1::1", false),
            ("::ffff:192.0.2.1", "192.0.2.1", true),
            ("192.0.2.1", "192.0.2.2", false),
        ] {
            let at = |text: &str| neighbourhood(text.parse().unwrap());
            assert_eq!(at(one) == at(other), same, "{one} and {other}");
        }
    }
}
