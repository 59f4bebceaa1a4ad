//! Words that are looked for wherever they stand.

/// A pattern for `lower(..) LIKE $1 ESCAPE '!'`: signs that mean something in a pattern mean themselves, and what cannot be
/// seen is not looked for (PostgreSQL takes no NUL).
pub(crate) fn like(typed: &str) -> String {
    let escaped: String = typed
        .to_lowercase()
        .chars()
        .filter(|c| !c.is_control())
        .flat_map(|c| matches!(c, '%' | '_' | '!').then_some('!').into_iter().chain([c]))
        .collect();
    format!("%{escaped}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_a_pattern_mean_themselves() {
        assert_eq!(like("50%_A!\0"), "%50!%!_a!!%");
    }
}
