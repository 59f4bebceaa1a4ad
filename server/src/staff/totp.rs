//! The second factor: codes of six digits that change every 30 seconds (RFC 6238 with SHA-1, which every authenticator app
//! can do). The secret is sealed in the database under the server's key, so that a stolen database gives no second factor.

use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit as _, Mac};
use sha1::Sha1;
use url::form_urlencoded::byte_serialize;
use zhangban_api::Moment;

use crate::identity_key::IdentityKey;
use crate::random::random;
use crate::seal::Seal;

/// How long a code is good, in seconds.
const STEP: i64 = 30;

/// Who gives the code, as an authenticator shows it.
const ISSUER: &str = "Zhangban";

/// Bytes of a secret: as many as SHA-1 gives, as RFC 4226 asks.
const LENGTH: usize = 20;

/// What its seal is for.
const PURPOSE: &str = "seal of second factors";

/// What the server and her authenticator share.
#[derive(Clone)]
pub struct Secret([u8; LENGTH]);

impl Secret {
    /// A new one.
    pub(super) fn new() -> Result<Self, getrandom::Error> {
        random().map(Self)
    }

    /// What is asked for where there is nobody.
    pub(super) const fn nobody() -> Self {
        Self([0; LENGTH])
    }

    /// As it is typed into an authenticator.
    pub fn base32(&self) -> String {
        BASE32_NOPAD.encode(&self.0)
    }

    /// As an authenticator reads it from a QR code.
    pub fn uri(&self, name: &str) -> String {
        let name: String = byte_serialize(name.as_bytes()).collect();
        format!("otpauth://totp/{ISSUER}:{name}?secret={}&issuer={ISSUER}", self.base32())
    }

    /// The code of a moment, below a million.
    pub fn code(&self, at: Moment) -> u32 {
        self.code_of(step(at))
    }

    fn code_of(&self, step: i64) -> u32 {
        let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(&self.0) else { return u32::MAX };
        mac.update(&step.to_be_bytes());
        let hash: [u8; LENGTH] = mac.finalize().into_bytes().into();
        // RFC 4226, 5.3: the last four bits say where the 31 bits begin.
        let at = usize::from(hash[LENGTH - 1] & 15);
        let bits = u32::from_be_bytes([hash[at], hash[at + 1], hash[at + 2], hash[at + 3]]);
        (bits & 0x7fff_ffff) % 1_000_000
    }

    /// The step whose code this is, if it is one of now, of the one before or of the one after, and later than the last one
    /// that was taken: a code is good once, and clocks differ a little.
    pub(super) fn step_of(&self, code: u32, now: Moment, last: i64) -> Option<i64> {
        let now = step(now);
        [now - 1, now, now + 1].into_iter().filter(|&step| self.code_of(step) == code).find(|&step| step > last)
    }

    /// As it is stored: readable only with the server's key, and only for this account.
    pub(super) fn sealed(&self, key: &IdentityKey, name: &str) -> Result<Vec<u8>, SealError> {
        Seal::of(key, PURPOSE).close(&self.0, name).map_err(|_| SealError)
    }

    /// Reads what was stored.
    pub(super) fn open(sealed: &[u8], key: &IdentityKey, name: &str) -> Result<Self, SealError> {
        let secret = Seal::of(key, PURPOSE).open(sealed, name).map_err(|_| SealError)?;
        secret.try_into().map(Self).map_err(|_| SealError)
    }
}

/// A secret that cannot be sealed or opened: another key made it, or it was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a second factor cannot be read with this identity.key; restore the key from the backup or reset the account")]
pub struct SealError;

fn step(at: Moment) -> i64 {
    at.unix().div_euclid(STEP)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Moment {
        Moment::from_unix(seconds)
    }

    /// RFC 6238, appendix B, the last six of its eight digits.
    #[test]
    fn the_codes_are_those_of_the_standard() {
        let secret = Secret(*b"12345678901234567890");
        for (seconds, code) in [
            (59, 287_082),
            (1_111_111_109, 81_804),
            (1_111_111_111, 50_471),
            (1_234_567_890, 5_924),
            (2_000_000_000, 279_037),
            (20_000_000_000, 353_130),
        ] {
            assert_eq!(secret.code(at(seconds)), code, "{seconds}");
        }
    }

    #[test]
    fn a_code_is_good_a_step_early_and_a_step_late_and_once() {
        let secret = Secret(*b"12345678901234567890");
        let now = at(1_111_111_111);
        let step = step(now);
        for (seconds, expected) in [(-60, None), (-30, Some(-1)), (0, Some(0)), (30, Some(1)), (60, None)] {
            let code = secret.code(now.plus_seconds(seconds));
            assert_eq!(secret.step_of(code, now, 0), expected.map(|by| step + by), "{seconds}");
        }
        assert_eq!(secret.step_of(secret.code(now), now, step), None, "taken before");
        assert_eq!(secret.step_of(secret.code(now.plus_seconds(-30)), now, step), None, "older than one taken before");
    }

    #[test]
    fn a_sealed_secret_is_read_with_its_key_for_its_account_only() {
        let (key, other) = (IdentityKey::new([1; 32]).unwrap(), IdentityKey::new([2; 32]).unwrap());
        let secret = Secret(*b"12345678901234567890");
        let sealed = secret.sealed(&key, "zhang").unwrap();
        assert_eq!(Secret::open(&sealed, &key, "zhang").ok().map(|secret| secret.0), Some(secret.0));
        assert!(Secret::open(&sealed, &other, "zhang").is_err());
        assert!(Secret::open(&sealed, &key, "wang").is_err());
        let short = Seal::of(&key, PURPOSE).close(b"too short", "zhang").unwrap();
        assert!(Secret::open(&short, &key, "zhang").is_err());
    }

    #[test]
    fn an_authenticator_gets_all_it_needs() {
        let uri = Secret(*b"12345678901234567890").uri("zhang.wei");
        assert_eq!(uri, "otpauth://totp/Zhangban:zhang.wei?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Zhangban");
    }
}
