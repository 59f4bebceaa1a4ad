//! What only this department's servers can read: sealed under a key that follows from the identity key.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};

use crate::identity_key::IdentityKey;
use crate::random::random;

/// Bytes of the number that is used once in sealing; random ones of this length do not come twice.
const NONCE: usize = 24;

/// A seal for one purpose: what is sealed for one cannot be opened for another.
pub(crate) struct Seal(XChaCha20Poly1305);

/// Something that cannot be sealed or opened: another key made it, or it was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SealError;

impl Seal {
    /// The seal of a purpose.
    pub(crate) fn of(key: &IdentityKey, purpose: &'static str) -> Self {
        Self(XChaCha20Poly1305::new(&Key::from(key.keyed(purpose, &[]))))
    }

    /// Seals bytes for whoever is named.
    pub(crate) fn close(&self, bytes: &[u8], whose: &str) -> Result<Vec<u8>, SealError> {
        let nonce: [u8; NONCE] = random().map_err(|_| SealError)?;
        let payload = Payload { msg: bytes, aad: whose.as_bytes() };
        let sealed = self.0.encrypt(&XNonce::from(nonce), payload).map_err(|_| SealError)?;
        Ok([&nonce[..], &sealed].concat())
    }

    /// Opens what was sealed for whoever is named.
    pub(crate) fn open(&self, sealed: &[u8], whose: &str) -> Result<Vec<u8>, SealError> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>().ok_or(SealError)?;
        let payload = Payload { msg: sealed, aad: whose.as_bytes() };
        self.0.decrypt(&XNonce::from(*nonce), payload).map_err(|_| SealError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_is_opened_with_its_key_for_its_purpose_and_its_owner_only() {
        let (key, other) = (IdentityKey::new([1; 32]).unwrap(), IdentityKey::new([2; 32]).unwrap());
        let seal = Seal::of(&key, "letters");
        let mut sealed = seal.close(b"words", "zhang").unwrap();
        assert!(!sealed.windows(5).any(|bytes| bytes == b"words"));
        assert_ne!(sealed, seal.close(b"words", "zhang").unwrap());
        assert_eq!(seal.open(&sealed, "zhang").as_deref(), Ok(&b"words"[..]));
        assert_eq!(seal.open(&sealed, "wang"), Err(SealError));
        assert_eq!(Seal::of(&other, "letters").open(&sealed, "zhang"), Err(SealError));
        assert_eq!(Seal::of(&key, "parcels").open(&sealed, "zhang"), Err(SealError));
        sealed[NONCE] ^= 1;
        assert_eq!(seal.open(&sealed, "zhang"), Err(SealError));
        assert_eq!(seal.open(&[0; 8], "zhang"), Err(SealError));
    }
}
