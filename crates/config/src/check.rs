//! The range of every number: a setting outside is a typing error or a hole.

use crate::{ConfigError, Http, Login, Passwords, Settings, Uploads};

pub(crate) fn check(settings: &Settings) -> Result<(), ConfigError> {
    let Settings { login, passwords, http, uploads } = settings;
    let Login {
        failures_max,
        failures_window_minutes,
        lock_minutes,
        idle_minutes,
        session_hours,
        hashes_at_once,
        token_days_max,
    } = login;
    let Passwords { chars_min, classes_min, days_max } = passwords;
    let Http { cookie_secure: _ } = http;
    let Uploads { document_mib, picture_mib, video_mib } = uploads;
    for (name, value, low, high) in [
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
    ] {
        if !(low..=high).contains(&value) {
            return Err(ConfigError::Range { name, value, low, high });
        }
    }
    Ok(())
}
