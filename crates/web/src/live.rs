//! Answers that stay open (server-sent events): a page hears that something has moved without asking again and again.
//!
//! A stream says *that* something moved and never what; the page asks for that, with the rights that it has then. A
//! stream looks when something was committed here, and now and then for what other servers committed; it says at most
//! one thing a second. It ends with the session that opened it, with the right to see what it is about, and with the
//! server. Time is the machine's, as in the limits: this guards the machine, also while a rehearsal's clock stands still.

use std::{
    collections::HashMap,
    convert::Infallible,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{
    extract::FromRequestParts,
    http::{HeaderName, HeaderValue, request::Parts},
    response::{
        IntoResponse, Response,
        sse::{Event, Sse},
    },
};
use futures_util::stream;
use kernel::{Failure, PersonId};
use serde::Serialize;
use tokio::{
    sync::watch,
    time::{Instant, sleep_until},
};
use utoipa::ToSchema;

use crate::{Ask, Problem};

/// A screen that changes more often than this is not read any more; and each look costs a few statements.
const PAUSE: Duration = Duration::from_secs(1);
/// How late what another server committed is noticed, and a session that ended by time.
const LOOK_EVERY: Duration = Duration::from_secs(3);
/// How often a quiet stream says that it is there: proxies close what is silent for a minute, and a page that hears
/// nothing for three times as long knows that the line is dead.
const ALIVE_EVERY: Duration = Duration::from_secs(15);
/// After this the browser comes back to a stream that broke.
const RETRY: Duration = Duration::from_secs(3);

/// A quarter of the connections that a server holds by default.
const STREAMS_MAX: usize = 512;
/// A browser opens six connections to one server; four walls leave two for the pages beside them.
const STREAMS_PER_PERSON: usize = 4;
/// By then somebody has closed a page.
const RETRY_AFTER_S: u64 = 30;

/// Whether the server is about to stop. Put beside a request by the door to the network; a request from inside has none.
#[derive(Clone)]
pub struct Stopping(watch::Receiver<bool>);

impl Stopping {
    #[must_use]
    pub fn new(said: watch::Receiver<bool>) -> Self {
        Self(said)
    }

    async fn begun(&mut self) {
        // A sender that is gone is a server that is gone.
        let _ = self.0.wait_for(|stop| *stop).await;
    }
}

/// What a request says about the stop of its server.
pub struct UntilStop(Option<Stopping>);

impl<S: Send + Sync> FromRequestParts<S> for UntilStop {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(Self(parts.extensions.get::<Stopping>().cloned()))
    }
}

impl UntilStop {
    async fn begun(&mut self) {
        match &mut self.0 {
            Some(stopping) => stopping.begun().await,
            None => std::future::pending().await,
        }
    }
}

/// How many streams are open, in all and for each person.
#[derive(Clone, Default)]
pub struct Streams(Arc<Mutex<HashMap<PersonId, usize>>>);

/// The place of one stream, given back when this is dropped.
pub struct Place {
    streams: Streams,
    person: PersonId,
}

impl Streams {
    /// # Errors
    /// [`Failure::TooMany`] when this person has enough of them, [`Failure::Unavailable`] when all together have.
    pub fn enter(&self, person: PersonId) -> Result<Place, Failure> {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if open.values().sum::<usize>() >= STREAMS_MAX {
            return Err(Failure::Unavailable { cause: format!("{STREAMS_MAX} streams are open") });
        }
        let own = open.entry(person).or_default();
        if *own >= STREAMS_PER_PERSON {
            return Err(Failure::TooMany { retry_after_s: RETRY_AFTER_S });
        }
        *own += 1;
        Ok(Place { streams: self.clone(), person })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.streams.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = open.get_mut(&self.person) {
            *own -= 1;
            if *own == 0 {
                open.remove(&self.person);
            }
        }
    }
}

/// What a stream is about.
#[async_trait::async_trait]
pub trait Topic: Send + 'static {
    /// Whether something moved since the last question, as far as this asker may know it; `None` when the asker may no
    /// longer see any of it. The first question only sets the mark.
    async fn moved(&mut self, ask: &Ask) -> Result<Option<bool>, Failure>;
}

/// Opens a stream. The caller has the proof that the asker may see what it is about.
///
/// # Errors
/// Whatever the first question answers.
pub async fn stream<T: Topic>(
    ask: Ask,
    mut topic: T,
    stop: UntilStop,
    place: Place,
) -> Result<Response, Problem> {
    let heard = ask.db().committed();
    // Before the answer begins, so that nothing falls between it and the first look.
    topic.moved(&ask).await?.ok_or(Failure::Hidden)?;
    let open = Open {
        ask,
        topic,
        stop,
        heard,
        _place: place,
        looked: Instant::now(),
        spoke: Instant::now(),
        begun: false,
        over: false,
    };
    let events = stream::unfold(open, |mut open| async move {
        let event = open.next().await?;
        Some((Ok::<_, Infallible>(event), open))
    });
    let mut response = Sse::new(events).into_response();
    // nginx collects an answer before it passes it on, unless it is told that this one has no end.
    let name = HeaderName::from_static("x-accel-buffering");
    response.headers_mut().insert(name, HeaderValue::from_static("no"));
    Ok(response)
}

struct Open<T> {
    ask: Ask,
    topic: T,
    stop: UntilStop,
    heard: watch::Receiver<u64>,
    _place: Place,
    looked: Instant,
    spoke: Instant,
    begun: bool,
    over: bool,
}

impl<T: Topic> Open<T> {
    async fn next(&mut self) -> Option<Event> {
        if self.over {
            return None;
        }
        if !self.begun {
            self.begun = true;
            return Some(said(Word::Alive).retry(RETRY));
        }
        loop {
            if self.is_stopped_first().await {
                return None;
            }
            self.looked = Instant::now();
            match self.look().await {
                Ok(Some(true)) => return Some(self.say(Word::Moved)),
                Ok(Some(false)) if self.spoke.elapsed() >= ALIVE_EVERY => return Some(self.say(Word::Alive)),
                Ok(Some(false)) => {}
                // The page need not come back: it would be told the same again.
                Ok(None) => {
                    self.over = true;
                    return Some(said(Word::Ended));
                }
                // The page comes back by itself, and is then told what is wrong.
                Err(failure) => {
                    tracing::debug!(?failure, "a stream ended early");
                    return None;
                }
            }
        }
    }

    /// Waits until there is a reason to look; true when the server stops instead.
    async fn is_stopped_first(&mut self) -> bool {
        tokio::select! {
            biased;
            () = self.stop.begun() => return true,
            // An error would mean that the database is gone, and then the look says so.
            _ = self.heard.changed() => {}
            () = sleep_until(self.looked + LOOK_EVERY) => {}
        }
        tokio::select! {
            biased;
            () = self.stop.begun() => return true,
            () = sleep_until(self.looked + PAUSE) => {}
        }
        self.heard.mark_unchanged();
        false
    }

    /// `None` when the session is over or the asker may no longer see it.
    async fn look(&mut self) -> Result<Option<bool>, Failure> {
        let Some(ask) = self.ask.again().await? else { return Ok(None) };
        let moved = self.topic.moved(&ask).await?;
        self.ask = ask;
        Ok(moved)
    }

    fn say(&mut self, word: Word) -> Event {
        self.spoke = Instant::now();
        said(word)
    }
}

/// What a stream says.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Word {
    Alive,
    Moved,
    Ended,
}

/// One event of a stream, for the API document. The data says nothing; a browser would drop an event without any.
#[derive(Serialize, ToSchema)]
pub struct Said {
    #[schema(inline)]
    event: Word,
    data: &'static str,
    /// Milliseconds after which a browser comes back to a stream that broke.
    #[serde(skip_serializing_if = "Option::is_none")]
    retry: Option<u64>,
}

fn said(word: Word) -> Event {
    let name = match word {
        Word::Alive => "alive",
        Word::Moved => "moved",
        Word::Ended => "ended",
    };
    Event::default().event(name).data("-")
}

#[cfg(test)]
mod tests {
    use kernel::{IdSource as _, SeededIds};

    use super::*;

    #[test]
    fn a_person_has_four_streams_everybody_512_and_each_is_given_back() {
        let ids = SeededIds::new(1);
        let person = || PersonId::from_uuid(ids.next_uuid(kernel::Instant::from_micros(0)));
        let streams = Streams::default();
        let one = person();
        let mut places: Vec<Place> = (0..4).map(|_| streams.enter(one).unwrap()).collect();
        assert!(matches!(streams.enter(one), Err(Failure::TooMany { retry_after_s: 30 })));
        places.pop();
        places.push(streams.enter(one).unwrap());
        places.extend((4..STREAMS_MAX).map(|_| streams.enter(person()).unwrap()));
        assert!(matches!(streams.enter(person()), Err(Failure::Unavailable { .. })));
        drop(places);
        assert!(streams.0.lock().unwrap().is_empty(), "nothing is kept of who has gone");
    }
}
