//! The range of every number: a setting outside is a typing error or a hole.

use crate::{ConfigError, Http, Limits, Login, Passwords, Settings, Uploads};

pub(crate) fn check(settings: &Settings) -> Result<(), ConfigError> {
    let Settings { login, passwords, http, uploads, limits } = settings;
    let Login {
        failures_max,
        failures_window_minutes,
        lock_minutes,
        idle_minutes,
        session_hours,
        hashes_at_once,
        token_days_max,
        second_factor: _,
    } = login;
    let Passwords { chars_min, classes_min, days_max } = passwords;
    let Http { cookie_secure: _, client_address_header: header } = http;
    header_name(header)?;
    limits_of_the_network(limits)?;
    let Uploads {
        document_mib,
        picture_mib,
        video_mib,
        unfinished_hours,
        unfinished_per_person,
        unfinished_mib_per_person,
    } = uploads;
    within(&[
        ("login.failures_max", *failures_max, 3, 20),
        ("login.failures_window_minutes", *failures_window_minutes, 1, 1_440),
        ("login.lock_minutes", *lock_minutes, 1, 1_440),
        ("login.idle_minutes", *idle_minutes, 5, 1_440),
        ("login.session_hours", *session_hours, 1, 168),
        ("login.hashes_at_once", *hashes_at_once, 1, 64),
        ("login.token_days_max", *token_days_max, 1, 1_830),
        ("passwords.chars_min", *chars_min, 8, 64),
        ("passwords.classes_min", *classes_min, 1, 4),
        ("passwords.days_max", *days_max, 0, 3_650),
        ("uploads.document_mib", *document_mib, 1, 2_048),
        ("uploads.picture_mib", *picture_mib, 1, 100),
        ("uploads.video_mib", *video_mib, 1, 20_480),
        ("uploads.unfinished_hours", *unfinished_hours, 1, 2_160),
        ("uploads.unfinished_per_person", *unfinished_per_person, 1, 10_000),
        ("uploads.unfinished_mib_per_person", *unfinished_mib_per_person, 1, 1_048_576),
    ])
}

fn limits_of_the_network(limits: &Limits) -> Result<(), ConfigError> {
    let Limits {
        requests_per_minute_per_address,
        requests_at_once_per_address,
        requests_per_minute_per_account,
        requests_at_once_per_account,
        logins_per_minute_per_address,
        logins_at_once_per_address,
        requests_in_progress_per_address,
        connections_per_address,
        requests_in_progress_max,
        connections_max,
        header_seconds,
        body_pause_seconds,
        body_kib_min,
        answer_pause_seconds,
        answer_kib_min,
        header_kib,
    } = limits;
    within(&[
        ("limits.requests_per_minute_per_address", *requests_per_minute_per_address, 0, 10_000_000),
        ("limits.requests_at_once_per_address", *requests_at_once_per_address, 0, 1_000_000),
        ("limits.requests_per_minute_per_account", *requests_per_minute_per_account, 0, 10_000_000),
        ("limits.requests_at_once_per_account", *requests_at_once_per_account, 0, 1_000_000),
        ("limits.logins_per_minute_per_address", *logins_per_minute_per_address, 0, 1_000_000),
        ("limits.logins_at_once_per_address", *logins_at_once_per_address, 0, 1_000_000),
        ("limits.requests_in_progress_per_address", *requests_in_progress_per_address, 0, 100_000),
        ("limits.connections_per_address", *connections_per_address, 0, 100_000),
        ("limits.requests_in_progress_max", *requests_in_progress_max, 8, 100_000),
        ("limits.connections_max", *connections_max, 8, 100_000),
        ("limits.header_seconds", *header_seconds, 1, 300),
        ("limits.body_pause_seconds", *body_pause_seconds, 1, 600),
        ("limits.body_kib_min", *body_kib_min, 0, 1_024),
        ("limits.answer_pause_seconds", *answer_pause_seconds, 1, 600),
        ("limits.answer_kib_min", *answer_kib_min, 0, 1_024),
        // hyper reads into no smaller buffer.
        ("limits.header_kib", *header_kib, 8, 1_024),
    ])
}

/// Name, value, least and most.
type Range = (&'static str, u32, u32, u32);

fn within(ranges: &[Range]) -> Result<(), ConfigError> {
    let outside = ranges.iter().find(|(_, value, low, high)| !(low..=high).contains(&value));
    outside.map_or(Ok(()), |&(name, value, low, high)| Err(ConfigError::Range { name, value, low, high }))
}

/// The letters of a header's name (RFC 9110, 5.6.2); one that can never come would switch the limit per client off.
fn header_name(name: &str) -> Result<(), ConfigError> {
    let fits = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    if fits { Ok(()) } else { Err(ConfigError::Header(name.to_owned())) }
}
