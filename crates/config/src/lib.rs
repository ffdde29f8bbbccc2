//! Settings of an installation: typed, with a default for each, read from one TOML file.
//!
//! Nouns: [`Settings`] and its sections [`Login`], [`Passwords`], [`Http`], [`Uploads`], [`Limits`].
//!
//! Invariants
//! * Every setting has a unit in its name, a range, a default, and a reason in its description.
//! * A file with an unknown or impossible setting is refused as a whole: a typing error never weakens a rule silently.
//! * No secret is a setting.
//!
//! Deliberately absent: environment variables (the command line reads the two it needs), reloading, per-person taste.

mod check;
mod load;

use serde::{Deserialize, Serialize};

pub use load::{ConfigError, load, parse, sample};

/// Everything that an installation may change without a new program.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    pub login: Login,
    pub passwords: Passwords,
    pub http: Http,
    pub uploads: Uploads,
    pub limits: Limits,
}

impl Settings {
    /// The limits for the door itself: every connection of a proxy comes from one address.
    #[must_use]
    pub fn at_the_door(&self) -> Limits {
        let mut limits = self.limits.clone();
        if !self.http.client_address_header.is_empty() {
            limits.connections_per_address = 0;
        }
        limits
    }
}

/// Sessions and failed logins (GB/T 22239-2019, 8.1.4.1 b).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Login {
    /// Wrong passwords in a row before a name is locked. Five leaves room for a forgotten Caps Lock and makes guessing
    /// hopeless.
    pub failures_max: u32,
    /// Failures further apart than this are not "in a row".
    pub failures_window_minutes: u32,
    /// How long a locked name stays locked. Short enough that an attacker cannot shut a city out for a day.
    pub lock_minutes: u32,
    /// A session that nobody uses ends after this time: office screens are left open.
    pub idle_minutes: u32,
    /// A session ends after this time even when it is used: one working day with overtime.
    pub session_hours: u32,
    /// Password hashes computed at the same time; each needs 19 MiB and a core for about 50 ms.
    pub hashes_at_once: u32,
    /// How long a personal API token may live at most.
    pub token_days_max: u32,
    /// Who has to show a code of their telephone beside the password. Administrators by default (GB/T 22239-2019,
    /// 8.1.4.1 d asks for two kinds of proof); who has enrolled is asked whatever this says.
    pub second_factor: SecondFactor,
}

/// Who must have a second factor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecondFactor {
    /// Nobody has to: for a try-out on one machine.
    Off,
    /// Whoever holds a post as system, security or audit administrator.
    #[default]
    Administrators,
    Everyone,
}

/// What a password must be (GB/T 22239-2019, 8.1.4.1 a).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Passwords {
    /// The fewest characters that are accepted.
    pub chars_min: u32,
    /// How many of the four classes (small letters, capitals, digits, everything else) must occur.
    pub classes_min: u32,
    /// Passwords older than this have to be changed at the next login; 0 switches it off. Off by default because forced
    /// changes make weak passwords (NIST SP 800-63B 3.1.1.2); an assessment at level 3 usually wants 90.
    pub days_max: u32,
}

/// How the server is reached.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Http {
    /// True when browsers reach the server over HTTPS: the session cookie is then never sent in clear. Off by default
    /// because a first start on one machine has no certificate, and a `Secure` cookie would make the login fail.
    pub cookie_secure: bool,
    /// The header in which the proxy in front of the server names the client's address, such as `x-forwarded-for`; its
    /// last entry counts. Empty when there is no proxy: anybody can send a header, so none is believed unasked.
    pub client_address_header: String,
}

/// What one address, one account and everybody together may ask for. A nought switches off the limit it belongs to,
/// where its range has one. Only requests from the network count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// A whole office may sit behind one address: a hundred people who click once a second. Nought switches off everything
    /// that is counted by address, for a machine that is measured from one.
    pub requests_per_minute_per_address: u32,
    /// How many of them may come at once: a page of the console asks for about twenty things. Fewer than
    /// `requests_in_progress_max`, so that one address does not take every place.
    pub requests_at_once_per_address: u32,
    /// Nobody reads twenty pages a second; a program that fetches everything gets by with this.
    pub requests_per_minute_per_account: u32,
    pub requests_at_once_per_account: u32,
    /// Attempts to log in (or to show a code) from one address. Each costs 50 ms of a core, so somebody who tries many names
    /// would keep everybody else waiting; an office of a hundred people still gets in within a minute.
    pub logins_per_minute_per_address: u32,
    pub logins_at_once_per_address: u32,
    /// Requests of one address that are worked on at the same time, so that one that dawdles leaves places for others.
    pub requests_in_progress_per_address: u32,
    /// Open connections of one address: half of all, for an office of 170 people whose browsers open six each. Not counted
    /// behind a proxy, which has all of them.
    pub connections_per_address: u32,
    /// Requests that are worked on at the same time; more are told to come back (503), so that memory has an end.
    pub requests_in_progress_max: u32,
    /// Open connections; more wait in the backlog of the system.
    pub connections_max: u32,
    /// How long a client may take to send its request line and headers, also on a connection that is kept open.
    pub header_seconds: u32,
    /// The longest pause between two pieces of a body: a bad mobile line stalls for some seconds, an attack for ever.
    pub body_pause_seconds: u32,
    /// So much of a body has to come within that time, or its end: whoever sends a byte now and then holds a place for ever.
    pub body_kib_min: u32,
    /// As the two above, for a client that does not take its answer.
    pub answer_pause_seconds: u32,
    pub answer_kib_min: u32,
    /// Request line and headers together. A browser sends two.
    pub header_kib: u32,
}

/// Largest files, in MiB of what is sent, and what may be on its way at the same time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Uploads {
    /// Scanned papers of a hundred pages stay below this.
    pub document_mib: u32,
    /// Pictures are held in memory while their metadata is removed, so the limit is low; a phone's picture has 3 to 12.
    pub picture_mib: u32,
    /// Ten minutes of a phone's full-HD video.
    pub video_mib: u32,
    /// How long an upload that was cut waits for its next piece before it is removed: over a long holiday.
    pub unfinished_hours: u32,
    /// Uploads that one person may have begun and not finished.
    pub unfinished_per_person: u32,
    /// Their announced sizes together: two videos and what belongs to a report.
    pub unfinished_mib_per_person: u32,
}

impl Default for Login {
    fn default() -> Self {
        Self {
            failures_max: 5,
            failures_window_minutes: 15,
            lock_minutes: 15,
            idle_minutes: 30,
            session_hours: 12,
            hashes_at_once: 2,
            token_days_max: 366,
            second_factor: SecondFactor::Administrators,
        }
    }
}

impl Default for Passwords {
    fn default() -> Self {
        Self { chars_min: 10, classes_min: 3, days_max: 0 }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            requests_per_minute_per_address: 6_000,
            requests_at_once_per_address: 300,
            requests_per_minute_per_account: 1_200,
            requests_at_once_per_account: 200,
            logins_per_minute_per_address: 120,
            logins_at_once_per_address: 60,
            requests_in_progress_per_address: 128,
            connections_per_address: 1_024,
            requests_in_progress_max: 512,
            connections_max: 2_048,
            header_seconds: 30,
            body_pause_seconds: 30,
            body_kib_min: 16,
            answer_pause_seconds: 60,
            answer_kib_min: 16,
            header_kib: 32,
        }
    }
}

impl Default for Uploads {
    fn default() -> Self {
        Self {
            document_mib: 100,
            picture_mib: 20,
            video_mib: 2048,
            unfinished_hours: 240,
            unfinished_per_person: 50,
            unfinished_mib_per_person: 6_144,
        }
    }
}
