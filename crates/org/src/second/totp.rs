//! Codes that change every thirty seconds (RFC 6238), and the picture from which a telephone learns the secret. Pure.

use kernel::{Failure, Instant};
use qrcode::{QrCode, render::svg};
use totp_rs::{Builder, Secret, Totp};

/// What an authenticator shows beside the code.
const ISSUER: &str = "Anxing";
/// Small on a screen, and a telephone still reads it.
const PICTURE_PIXELS_MIN: u32 = 200;

/// The shared secret in base32, as a person may type it. Never logged, never in the trail.
#[derive(Clone)]
pub(crate) struct Key(String);

impl Key {
    pub(crate) fn from_bytes(bytes: [u8; 20]) -> Self {
        Self(Secret::new_stack(bytes).to_base32())
    }

    pub(crate) fn from_kept(base32: String) -> Self {
        Self(base32)
    }

    pub(crate) fn base32(&self) -> &str {
        &self.0
    }

    /// The defaults of the standard, which every authenticator knows: SHA-1, six digits, thirty seconds. One step
    /// earlier or later is taken too, because a telephone's clock is not the server's.
    fn codes(&self, login: &str) -> Result<Totp, Failure> {
        let secret = Secret::try_from_base32(&self.0).map_err(Failure::internal)?;
        let account = login.replace(':', "_");
        Builder::new()
            .with_secret(secret)
            .with_account_name(account)
            .with_issuer(Some(ISSUER))
            .build()
            .map_err(Failure::internal)
    }

    /// The step to which a code belongs, if it is right now and later than the last one that was used.
    pub(crate) fn step_of(&self, code: &str, now: Instant, last_step: i64) -> Result<Option<i64>, Failure> {
        let seconds = u64::try_from(now.micros() / 1_000_000).unwrap_or(0);
        let step = self.codes("anybody")?.check(code, seconds);
        Ok(step.and_then(|step| i64::try_from(step).ok()).filter(|step| *step > last_step))
    }

    /// The address that an authenticator understands.
    pub(crate) fn address(&self, login: &str) -> Result<String, Failure> {
        self.codes(login)?.to_url().map_err(Failure::internal)
    }
}

/// An address as a QR code in SVG.
pub(crate) fn picture(address: &str) -> Result<String, Failure> {
    let code = QrCode::new(address.as_bytes()).map_err(Failure::internal)?;
    let (pixels, black, white) = (PICTURE_PIXELS_MIN, svg::Color("#000"), svg::Color("#fff"));
    Ok(code.render().min_dimensions(pixels, pixels).dark_color(black).light_color(white).build())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Instant {
        Instant::from_micros(seconds * 1_000_000)
    }

    /// Appendix B of RFC 6238, cut to six digits as the standard says.
    #[test]
    fn the_codes_are_those_of_the_standard() {
        let key = Key::from_bytes(*b"12345678901234567890");
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(key.step_of(code, at(seconds), 0).unwrap(), Some(seconds / 30), "{seconds}");
        }
    }

    #[test]
    fn a_code_lives_for_three_steps_and_works_once() {
        let key = Key::from_bytes(*b"12345678901234567890");
        let (code, step) = ("081804", 1_111_111_109 / 30);
        let begin = step * 30;
        for (now, last_step, taken) in [
            (begin - 31, 0, false),
            (begin - 30, 0, true),
            (begin, 0, true),
            (begin + 59, 0, true),
            (begin + 60, 0, false),
            (begin, step - 1, true),
            (begin, step, false),
            (begin, step + 1, false),
        ] {
            let found = key.step_of(code, at(now), last_step).unwrap();
            assert_eq!(
                found,
                taken.then_some(step),
                "{} after its begin, last used {last_step}",
                now - begin
            );
        }
    }

    #[test]
    fn what_is_no_code_is_no_code() {
        let key = Key::from_bytes(*b"12345678901234567890");
        for code in
            ["", "0", "81804", "0818040", "08180a", "+81804", " 81804", "０８１８０４", "081804\n", "🧨"]
        {
            assert_eq!(key.step_of(code, at(1_111_111_109), 0).unwrap(), None, "{code:?}");
        }
        assert_eq!(key.step_of("081804", at(-5), 0).unwrap(), None);
    }

    #[test]
    fn the_picture_holds_the_address_and_nothing_that_runs() {
        let key = Key::from_bytes(*b"12345678901234567890");
        let address = key.address("zhang:san").unwrap();
        assert_eq!(
            address,
            "otpauth://totp/Anxing:zhang_san?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Anxing"
        );
        let svg = picture(&address).unwrap();
        assert!(svg.contains("<svg ") && !svg.contains("script") && !svg.contains("href"), "{svg}");
    }
}
