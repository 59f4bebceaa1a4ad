//! The query code: made from the key of the filing, kept as a password hash, checked without telling what was wrong.

use std::sync::{Arc, LazyLock};

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;
use zhangban_api::cases::QueryCode;
use zhangban_api::idempotency::IdempotencyKey;

use crate::identity_key::IdentityKey;
use crate::refusal::Refusal;

/// 8 MiB and one pass: some milliseconds. A code is 50 bits by chance and not a word that somebody chose, so that more
/// would only be dearer for us.
const PARAMETERS: (u32, u32, u32) = (8 * 1024, 1, 1);

/// As many hashes at once as there are processors: whoever looks up a score meanwhile should not wait for them.
static PLACES: LazyLock<Arc<Semaphore>> = LazyLock::new(|| {
    let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    Arc::new(Semaphore::new(processors.div_ceil(2)))
});

/// A hash of no code: an unknown number costs as much time as a wrong code.
static NOBODYS: LazyLock<Option<String>> = LazyLock::new(|| hash("").ok());

fn hasher() -> Result<Argon2<'static>, Refusal> {
    let (memory, passes, lanes) = PARAMETERS;
    let parameters = Params::new(memory, passes, lanes, None).map_err(|error| Refusal::Broken(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters))
}

fn hash(code: &str) -> Result<String, Refusal> {
    let hash = hasher()?.hash_password(code.as_bytes());
    hash.map(|hash| hash.to_string()).map_err(|error| Refusal::Broken(error.to_string()))
}

fn fits(code: &str, hash: &str) -> bool {
    let Ok(hash) = PasswordHash::new(hash) else { return false };
    // Read with the parameters that stand in the hash.
    Argon2::default().verify_password(code.as_bytes(), &hash).is_ok()
}

/// The code of the case that is filed with this key.
///
/// It follows from the key of the form and from the server's own key, which is not in the database: sent again, the form
/// is answered with the same code although nobody has kept it.
pub fn of_filing(key: &IdentityKey, form: &IdempotencyKey) -> QueryCode {
    let hash = key.fingerprint("query code of a case", form.as_str().as_bytes());
    let mut bytes = [0; 10];
    bytes.copy_from_slice(&hash[..10]);
    QueryCode::from_random(bytes)
}

/// What the store keeps of a code.
pub async fn kept(code: QueryCode) -> Result<String, Refusal> {
    apart(move || hash(code.reveal())).await?
}

/// Whether a code opens the case with this hash; `None` stands for a case that does not exist.
pub async fn opens(code: QueryCode, kept: Option<String>) -> Result<bool, Refusal> {
    apart(move || match kept {
        Some(kept) => fits(code.reveal(), &kept),
        None => NOBODYS.as_ref().is_some_and(|kept| fits(code.reveal(), kept)),
    })
    .await
}

/// Does what takes processor time apart from the requests.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Refusal> {
    let broken = |error: &dyn std::error::Error| Refusal::Broken(error.to_string());
    let _place = PLACES.clone().acquire_owned().await.map_err(|error| broken(&error))?;
    tokio::task::spawn_blocking(work).await.map_err(|error| broken(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_code_opens_its_own_case_and_no_other() {
        let key = IdentityKey::new([7; 32]).unwrap();
        let form = |text: &str| IdempotencyKey::parse(text).unwrap();
        let code = of_filing(&key, &form("0123456789abcdef"));
        assert_eq!(code, of_filing(&key, &form("0123456789abcdef")));
        let other = of_filing(&key, &form("0123456789abcdee"));
        assert_ne!(code, other);
        let kept = kept(code.clone()).await.unwrap();
        assert!(kept.starts_with("$argon2id$") && !kept.contains(code.reveal()));
        assert!(opens(code.clone(), Some(kept.clone())).await.unwrap());
        assert!(!opens(other, Some(kept)).await.unwrap());
        assert!(!opens(code, None).await.unwrap());
    }
}
