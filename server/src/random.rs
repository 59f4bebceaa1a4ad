//! Chance, from the operating system.

use crate::refusal::Refusal;

/// So many random bytes.
pub fn random<const LENGTH: usize>() -> Result<[u8; LENGTH], Refusal> {
    let mut bytes = [0; LENGTH];
    getrandom::fill(&mut bytes).map_err(|error| Refusal::Broken(error.to_string()))?;
    Ok(bytes)
}
