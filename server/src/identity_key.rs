//! The key under which identities are hashed: made on first start, kept beside the database and never in it.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zhangban_api::{CandidateNumber, CitizenId};

/// Bytes of the key: as many as SHA-256 gives.
const LENGTH: usize = 32;

/// Its file in the data folder.
pub const KEY_FILE: &str = "identity.key";

/// The key of the keyed hash. Whoever has the database without it cannot find out whose result is whose.
#[derive(Clone)]
pub struct IdentityKey(Hmac<Sha256>);

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file cannot be read or written.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: String,
        /// What the system said.
        source: io::Error,
    },
    /// Others than its owner can read it.
    #[error("{0}: other users can read the key; run chmod 600 on it")]
    Open(String),
    /// It is not a key of ours.
    #[error("{0}: this is not a key of 32 bytes; restore it from the backup, without it no stored result can be found")]
    NotAKey(String),
}

impl IdentityKey {
    /// Reads `identity.key` in the data folder, or makes it.
    pub fn load_or_make(folder: &Path) -> Result<Self, KeyError> {
        let path = folder.join(KEY_FILE);
        let name = path.display().to_string();
        let io = |source| KeyError::Io { path: name.clone(), source };
        if !path.exists() {
            make(folder, &path).map_err(io)?;
        }
        let file = File::open(&path).map_err(io)?;
        if file.metadata().map_err(io)?.permissions().mode() & 0o077 != 0 {
            return Err(KeyError::Open(name));
        }
        let bytes = fs::read(&path).map_err(io)?;
        <[u8; LENGTH]>::try_from(bytes)
            .map_err(|_| KeyError::NotAKey(name.clone()))
            .and_then(|bytes| Self::new(bytes).ok_or(KeyError::NotAKey(name)))
    }

    /// The key of these bytes; HMAC takes keys of every length.
    pub fn new(bytes: [u8; LENGTH]) -> Option<Self> {
        Hmac::new_from_slice(&bytes).ok().map(Self)
    }

    /// What the store knows instead of the ID: HMAC-SHA-256 of exam, candidate number and ID together.
    pub fn identity(&self, exam: &str, number: &CandidateNumber, id: &CitizenId) -> [u8; 32] {
        let mut mac = self.0.clone();
        // Number and ID have fixed lengths, so the three cannot be read in two ways.
        for part in [number.as_str(), id.reveal(), exam] {
            mac.update(part.as_bytes());
        }
        mac.finalize().into_bytes().into()
    }

    /// The keyed hash of anything else, each purpose by itself: with nothing to hash it is a key of its own.
    pub fn keyed(&self, purpose: &'static str, bytes: &[u8]) -> [u8; 32] {
        let mut mac = self.0.clone();
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(bytes);
        mac.finalize().into_bytes().into()
    }

    /// Whether it is the same key.
    pub fn is(&self, other: &Self) -> bool {
        self.keyed("the same key", &[]) == other.keyed("the same key", &[])
    }

    /// The keyed hash of a request, to see whether the same words come again.
    pub fn fingerprint(&self, path: &str, words: &[u8]) -> [u8; 32] {
        let mut mac = self.0.clone();
        mac.update(path.as_bytes());
        mac.update(b" ");
        mac.update(words);
        mac.finalize().into_bytes().into()
    }
}

/// Writes a new key under another name first, so that nobody ever reads half of one; if two servers start together,
/// the first one's key stays.
fn make(folder: &Path, path: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut bytes = [0; LENGTH];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    let draft = folder.join(format!(".identity.key.{}", std::process::id()));
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&draft)?;
    file.write_all(&bytes)?;
    file.sync_all()?;
    let made = fs::hard_link(&draft, path);
    fs::remove_file(&draft)?;
    match made {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => File::open(folder)?.sync_all(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_made_once_and_only_its_owner_reads_it() {
        let folder = tempfile::tempdir().unwrap();
        let (number, id) =
            (CandidateNumber::parse("25410101010042").unwrap(), CitizenId::parse("44040119580101000X").unwrap());
        let first = IdentityKey::load_or_make(folder.path()).unwrap().identity("e", &number, &id);
        let again = IdentityKey::load_or_make(folder.path()).unwrap().identity("e", &number, &id);
        assert_eq!(first, again);
        let path = folder.path().join("identity.key");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(matches!(IdentityKey::load_or_make(folder.path()), Err(KeyError::Open(_))));
    }

    #[test]
    fn a_broken_key_is_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("identity.key");
        fs::write(&path, b"short").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        assert!(matches!(IdentityKey::load_or_make(folder.path()), Err(KeyError::NotAKey(_))));
        assert_eq!(fs::read(&path).unwrap(), b"short");
    }
}
