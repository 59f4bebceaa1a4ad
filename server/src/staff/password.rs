//! Passwords: argon2id with 19 MiB, two passes and one lane, which is what OWASP asks for at least.

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use zhangban_api::staff::is_password;

/// A hash with the same parameters that no password is known for: whoever is nobody is looked at for as long as everybody.
pub(super) const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// A password that is long enough.
pub struct Password(String);

impl Password {
    /// Takes a password as it was typed; blanks at its ends belong to it.
    pub fn parse(text: &str) -> Option<Self> {
        is_password(text).then(|| Self(text.to_owned()))
    }

    /// What is kept of it, in PHC form, with a salt of its own. It takes some 30 ms of a processor: not on a thread that
    /// answers others.
    pub(super) fn hash(&self) -> Result<String, argon2::password_hash::Error> {
        hasher().hash_password(self.0.as_bytes()).map(|hash| hash.to_string())
    }
}

/// Whether a hash was made from a password. It takes as long as making it, whatever the answer.
pub(super) fn fits(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| hasher().verify_password(password.as_bytes(), &hash).is_ok())
}

fn hasher() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::DEFAULT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_fits_its_own_hash_and_no_other() {
        let password = Password::parse("长长的密码 with 空格").or_else(|| Password::parse("long enough, 长")).unwrap();
        let (one, two) = (password.hash().unwrap(), password.hash().unwrap());
        assert_ne!(one, two, "each has a salt of its own");
        assert!(fits(&password.0, &one) && fits(&password.0, &two));
        assert!(!fits("another password", &one));
        assert!(!fits(&password.0, "not a hash"));
    }

    #[test]
    fn nobody_is_looked_at_with_the_same_parameters() {
        let hash = Password::parse("twelve chars").unwrap().hash().unwrap();
        let parameters = |hash: &str| hash.split('$').take(4).collect::<Vec<_>>().join("$");
        assert_eq!(parameters(NOBODY), parameters(&hash));
        assert_eq!(NOBODY.len(), hash.len());
        assert!(PasswordHash::new(NOBODY).is_ok() && !fits("twelve chars", NOBODY));
    }

    #[test]
    fn a_password_has_twelve_characters_of_any_language() {
        assert!(Password::parse("elevenchars").is_none());
        assert!(Password::parse("十二个汉字也可以当密码用").is_some());
        assert!(Password::parse(&"x".repeat(129)).is_none());
        assert!(Password::parse("a line\nand another").is_none());
    }
}
