//! The key under which something is done once, however often it is sent.

/// The key that makes sending twice do it once: 16 to 64 letters, digits and hyphens, made anew for every form.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// The header it travels in.
    pub const HEADER: &'static str = "idempotency-key";
    /// The hidden field it travels in where there is no scripting.
    pub const FIELD: &'static str = "idempotency_key";

    /// Reads a key.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = (16..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        fits.then(|| Self(text.to_owned()))
    }

    /// A key from 16 random bytes.
    pub fn from_random(bytes: [u8; 16]) -> Self {
        Self(bytes.iter().flat_map(|b| [b >> 4, b & 15]).filter_map(|n| char::from_digit(n.into(), 16)).collect())
    }

    /// The characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_random_key_is_a_key(bytes in any::<[u8; 16]>()) {
            let key = IdempotencyKey::from_random(bytes);
            prop_assert_eq!(IdempotencyKey::parse(key.as_str()), Some(key));
        }
    }
}
